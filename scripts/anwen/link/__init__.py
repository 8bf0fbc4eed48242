"""The concepts, and where a text names them."""

from anwen.link.common import too_common
from anwen.link.concepts import TO_WRITE, load_concepts
from anwen.link.files import concept_paths
from anwen.link.first import first_mentions
from anwen.link.linker import Linker, surfaces
from anwen.link.redirects import load_redirects

__all__ = [
    "TO_WRITE",
    "Linker",
    "concept_paths",
    "first_mentions",
    "load_concepts",
    "load_redirects",
    "surfaces",
    "too_common",
]
