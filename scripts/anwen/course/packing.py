"""Office files as the same bytes on any day: parts in a fixed order, no times of this machine."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def repacked(data: bytes) -> bytes:
    """The Office file ``data`` with its parts in order and without times.

    The parts are stored, not deflated: how well a machine's zlib packs differs, what it unpacks does not.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        names = sorted(source.namelist(), key=lambda name: (name not in _FIRST, name))
        for name in names:
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.create_system = 0  # the same on every system
            target.writestr(entry, source.read(name), zipfile.ZIP_STORED)
    return out.getvalue()


def noon(date: str) -> datetime.datetime:
    """A day as the moment that stands in a file's properties."""
    day = datetime.date.fromisoformat(date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else "2000-01-01")
    return datetime.datetime(day.year, day.month, day.day, 12)
