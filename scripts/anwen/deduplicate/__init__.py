"""Find the texts that stand in the collection more than once: exactly, reworded, or cut short."""

from anwen.deduplicate.groups import Copy, Entry, Group, duplicates
from anwen.deduplicate.quality import quality
from anwen.deduplicate.repeats import Repeat, Sketch, repeats, sketch
from anwen.deduplicate.signature import Signature, containment, likeness, normalise, signature

__all__ = [
    "Copy",
    "Entry",
    "Group",
    "Repeat",
    "Signature",
    "Sketch",
    "containment",
    "duplicates",
    "likeness",
    "normalise",
    "quality",
    "repeats",
    "signature",
    "sketch",
]
