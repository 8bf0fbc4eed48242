"""Original and repair → pieces with blocks and facts, and what was left out and why."""

from anwen.structure.assemble import structure
from anwen.structure.recut import recut

__all__ = ["recut", "structure"]
