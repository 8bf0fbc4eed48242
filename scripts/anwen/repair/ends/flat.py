"""Lines whose ends a converter turned into spaces: …的通知 各村： 现将事项通知如下： 1.…。 2.…。

Items behind a stop and a space tell such a line, with a title, a salutation or a date set off by spaces, or where other
stops have none behind them; then the spaces behind its colons and stops stood for ends as well.
"""

from __future__ import annotations

import re

from anwen.repair.documents import DATE
from anwen.repair.draft import Change, disjoint
from anwen.repair.ends import numbered
from anwen.repair.ends.gap import as_wide
from anwen.repair.lines import lines_with
from anwen.repair.marks import HAN

NAME = "joined"

_HINT = re.compile("[。；！？”：](?=[ \u3000]+[一二三四五2345（(第])")
_CELLS = re.compile("[\t|｜]")  # of a table
_ITEMS = 2  # with a space before each
_AT_COLON = re.compile("(?<=[：])[ \u3000]+(?=[^ \u3000\n])")
_AT_STOP = re.compile("(?<=[。！？”])[ \u3000]+(?=[^ \u3000\n])")
_CLOSE = re.compile("[。！？](?=[^ \u3000\n”’）》】])")  # a stop that no space follows
_FRAMED = re.compile(
    rf"(?<=[{HAN}）])[ \u3000]+(?=[{HAN}、，（）]{{2,40}}：[ \u3000])"  # a salutation behind a title
    rf"|(?<=[。！])[ \u3000]+(?=[{HAN}（）]{{2,28}}[ \u3000]+{DATE}[ \u3000]*$)"
    rf"|(?<=[{HAN}）])[ \u3000]+(?={DATE}[ \u3000]*$)"
    rf"|(?<=[{HAN}])[ \u3000]+(?=(?:[（(][一1][）)]|一、|1[.．、])[{HAN}])",  # the first item below a heading
    re.MULTILINE,
)

_HEAD = re.compile(rf".{{1,4}}?[、.．）)条][ \u3000]?[{HAN}、，“”]{{3,24}}([ \u3000]+)(?=[{HAN}（(“]|\d+[年月日])")


def find(text: str) -> list[Change]:
    found = (change for line in lines_with(text, _HINT.finditer(text)) for change in _ends(text, *line))
    return disjoint(as_wide(text, found))


def _ends(text: str, start: int, end: int) -> list[Change]:
    """What stood for line ends in ``text[start:end]``, a line; nothing where too few items tell."""
    chains = list(numbered.chains(text, start, end))
    parted = [chain for chain in chains if any(mark.before == "apart" for mark in chain)]
    items = [mark for chain in parted for mark in chain if mark.before in ("apart", "stop")]
    if sum(mark.before == "apart" for mark in items) < _ITEMS or _CELLS.search(text, start, end):
        return []
    close = _CLOSE.search(text, start, end)
    if not (close or _FRAMED.search(text, start, end)):
        return []  # a list within a sentence, or a space behind every one
    found = [Change(numbered.spaces(text, mark.start), mark.start, "\n") for mark in items]
    heads = (head for mark in items if (head := _HEAD.match(text, mark.start, end)))
    found += (Change(*head.span(1), "\n") for head in heads)
    patterns = [_AT_COLON, _FRAMED, *([_AT_STOP] if close else [])]
    found += (Change(*match.span(), "\n") for pattern in patterns for match in pattern.finditer(text, start, end))
    return found
