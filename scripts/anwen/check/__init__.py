"""The gates of ``anwen check``: one a file, each returns the faults it found."""

from anwen.check.accounted import accounted
from anwen.check.courses import courses_hold
from anwen.check.derived import derived_files
from anwen.check.front_matter import front_matters
from anwen.check.history import ids_never_lost
from anwen.check.links import links
from anwen.check.outside import outside_requests
from anwen.check.retrieval import never_missed, ranking

__all__ = [
    "accounted",
    "courses_hold",
    "derived_files",
    "front_matters",
    "ids_never_lost",
    "links",
    "never_missed",
    "outside_requests",
    "ranking",
]
