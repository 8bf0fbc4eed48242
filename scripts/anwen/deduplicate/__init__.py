"""Find the texts that stand in the collection more than once: exactly, reworded, or cut short."""

from anwen.deduplicate.groups import Copy, Entry, Group, duplicates
from anwen.deduplicate.quality import quality
from anwen.deduplicate.signature import Signature, containment, likeness, normalise, signature

__all__ = [
    "Copy",
    "Entry",
    "Group",
    "Signature",
    "containment",
    "duplicates",
    "likeness",
    "normalise",
    "quality",
    "signature",
]
