"""The concepts, and where a text names them."""

from anwen.link.concepts import load_concepts
from anwen.link.first import first_mentions
from anwen.link.linker import Linker
from anwen.link.relations import narrower, related

__all__ = ["Linker", "first_mentions", "load_concepts", "narrower", "related"]
