"""A course file (Markdown with citations) → slides, a handout and the blocks of a web page, with their references."""

from anwen.course.handout import handout
from anwen.course.parse import parse
from anwen.course.pinning import pinned
from anwen.course.prepare import prepare
from anwen.course.prepared import Prepared
from anwen.course.records import Course
from anwen.course.slides import slides
from anwen.course.web import blocks

__all__ = ["Course", "Prepared", "blocks", "handout", "parse", "pinned", "prepare", "slides"]
