"""An article, a part of it or a concept → its citation in every format of `FORMATS`."""

from anwen.cite.csl import csl
from anwen.cite.documents import files
from anwen.cite.facts import day
from anwen.cite.formats import FORMATS, Format, write
from anwen.cite.gbt7714 import EDITIONS, Edition, reference
from anwen.cite.nearest import stands_in
from anwen.cite.pages import PageCitations
from anwen.cite.verify import Verdict, Verifier
from anwen.cite.work import Work, concept_work, work

__all__ = [
    "EDITIONS",
    "FORMATS",
    "Edition",
    "Format",
    "PageCitations",
    "Verdict",
    "Verifier",
    "Work",
    "concept_work",
    "csl",
    "day",
    "files",
    "reference",
    "stands_in",
    "work",
    "write",
]
