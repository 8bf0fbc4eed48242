"""Original and repair → pieces with blocks and facts, and what was left out and why."""

from anwen.structure.accounts import unaccounted
from anwen.structure.assemble import structure

__all__ = ["structure", "unaccounted"]
