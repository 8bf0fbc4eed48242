"""Below a document's text, up to the page's end or the next document: see `edges`, of which this is the other half."""

from __future__ import annotations

import re
from collections.abc import Callable

from anwen.structure.furniture.edges import Edge
from anwen.structure.furniture.patterns import patterns
from anwen.structure.furniture.shapes import LONGEST, SHORT, is_hinted, shape_of
from anwen.structure.lines.page import ends_sentence
from anwen.structure.lines.titles import is_date, is_organisation

# Below these a page says who it is: 白杨应急, 权威发布 | 政策解读.
_CLOSES = frozenset(("end-mark", "editor-line"))
# 您可能错过的好文: with a site's line below, who reads the page is asked to read on.
_TO_READER = re.compile("[您你](?:可能|也许|错过|还|想|或许|关注)|好文|爆款|官方账号|小红心")
_ATTACHED = re.compile(r"附[:件录表]?|.{0,20}(?:名单|表|清单)\d*$")
_TIPS = re.compile("打赏|赞赏")
_ASKS = re.compile(  # 请我喝杯茶, 支持一下作者
    "(?:欢迎)?请(?:我|作者|小编|博主|TA|他|她)[喝吃][^。,;:]{1,6}|(?:鼓励|支持|感谢)(?:一下)?(?:作者|小编|博主|原创|TA)",
    re.IGNORECASE,
)
_AFTER_SIGNED = 2  # lines below the date are a site's; of one alone its words must say so
_LOOSE = 4  # lines; a document ends with its sign-off of two or three


def below(edge: Edge, start: int, end: int, speaks_of_site: Callable[[str], bool]) -> None:
    """The lines between a document's last genuine one and the page's end or the next document."""
    places = range(start, end)
    for at in places:
        if not edge.verdicts[at] and not edge.is_label(edge.folded[at]):
            rule = patterns("foot").line(edge.folded[at])
            edge.verdicts[at] = rule or shape_of(edge.folded[at])
    over = _signed(edge, start, end)
    if over and (len(over) >= _AFTER_SIGNED or any(is_hinted(edge.folded[at]) for at in over)):
        for at in over:
            edge.verdicts[at] = edge.verdicts[at] or "site-talk"
    certain = [at for at in places if edge.strong(at)]
    if len(certain) < 2 and (loose := _loose_end(edge, start, end, speaks_of_site)):
        edge.verdicts[loose:end] = [verdict or "site-talk" for verdict in edge.verdicts[loose:end]]
        return
    if not certain or (len(certain) == 1 and edge.verdicts[certain[0]] == "interface"):
        for at in places:  # a plain document has telephone numbers of its own
            edge.verdicts[at] = "" if edge.verdicts[at] in ("contact", "operator", "interface") else edge.verdicts[at]
        return
    first = next(
        at
        for at in places
        if at == certain[0] or edge.verdicts[at] in _CLOSES or _is_about_page(edge, at, speaks_of_site)
    )
    first = min(first, _signed_off(edge, start, certain[0]))
    asked = first > start and _ASKS.fullmatch(edge.folded[first - 1])  # above what it is for
    first -= bool(asked and _TIPS.search(edge.folded[certain[0]]))
    for _ in range(2):  # what the first pass has found is evidence for the second
        certain = [at for at in places if edge.strong(at)]
        for at in range(first, end):
            if edge.verdicts[at] or edge.is_label(edge.folded[at]) or len(edge.folded[at]) > LONGEST:
                continue
            # Between lines that are certainly the page's nothing is the document's; a sign-off may stand below them.
            within = at < certain[-1] and len(certain) >= 3
            if within or not (edge.own(at) or ends_sentence(edge.folded[at])):
                edge.verdicts[at] = "site-talk"


def _loose_end(edge: Edge, start: int, end: int, speaks_of_site: Callable[[str], bool]) -> int:
    """Where a page's end of short lines begins that are no sentences and no sign-off, two of them a site's; or 0."""
    at = end
    while at > start and edge.folded[at - 1] and len(edge.folded[at - 1]) <= SHORT:
        if edge.own(at - 1) or ends_sentence(edge.folded[at - 1]) or edge.is_label(edge.folded[at - 1]):
            break
        at -= 1
    told = [n for n in range(at, end) if edge.strong(n) or is_hinted(edge.folded[n]) or speaks_of_site(edge.folded[n])]
    asked = [n for n in range(at, end) if n in told or _TO_READER.search(edge.folded[n])]
    return asked[0] if end - at >= _LOOSE and told and len(asked) >= 2 else 0


def _signed(edge: Edge, start: int, end: int) -> list[int]:
    """The lines below an office and a date, if they are not the document's; none where something is attached."""
    for at in range(end - 1, start, -1):
        office, day = edge.folded[at - 1], edge.folded[at]
        if is_date(day) and is_organisation(office) and not edge.verdicts[at] and not edge.verdicts[at - 1]:
            rest = range(at + 1, end)
            if any(_ATTACHED.match(edge.folded[it]) and not edge.verdicts[it] for it in rest):
                return []
            return [it for it in rest if not (edge.own(it) or ends_sentence(edge.folded[it]))]
    return []


def _signed_off(edge: Edge, start: int, end: int) -> int:
    """Where the document has ended: below its last sign-off, if nothing is attached there; else ``end``."""
    signs = [at for at in range(start, end) if edge.signs(at) and not edge.is_label(edge.folded[at])]
    if not signs or any(_ATTACHED.match(edge.folded[at]) for at in range(start, end)):
        return end
    return next(at for at in range(signs[-1] + 1, end + 1) if at == end or not edge.own(at))


def _is_about_page(edge: Edge, at: int, speaks_of_site: Callable[[str], bool]) -> bool:
    folded = edge.folded[at]
    if edge.verdicts[at] or edge.own(at) or ends_sentence(folded):
        return False
    return speaks_of_site(folded) or is_hinted(folded)
