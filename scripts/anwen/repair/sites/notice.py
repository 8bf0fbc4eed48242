"""What a site says of the rest of a text, which it keeps for itself: 试读结束, 剩余内容请下载后查看, 点击展开全文.

Its words that hang on a line of the text go, its lines between two lines of prose, and its last ones below a text that
they cut; others are the structure room's. Nothing is put back: a text that breaks off there is marked.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from anwen.repair.draft import Change, disjoint, left_out, marked
from anwen.repair.lines import FILLED_LINE, line_around, matches_in_lines, whole_line
from anwen.repair.marks import HAN, count_han, is_han
from anwen.repair.sites import site
from anwen.repair.sites.leaning import leaning

NAME = "cut-off"

_KINDS = ("ended", "more", "does", "reads", "bought")  # in this order: of 试读结束 the end is what counts
_MARKS = r"[\W_]*"
_LITTLE = r"<little>|\d+ ?[页字%％]"
_NOTICE = f"{_MARKS}(?:(?:{'|'.join(f'<{kind}>' for kind in _KINDS)}|{_LITTLE}){_MARKS}){{1,14}}"
_WORD = f"{'|'.join(f'(?P<{kind}><{kind}>)' for kind in _KINDS)}|{_LITTLE}"
_HIDDEN = "<ended>|<rest>|<account>|全文|全部|完整|<hidden>"  # what a site gives to some readers only
_DOTS = frozenset(("…", "……", "...", "......"))
_LONGEST = 60  # characters of a notice
_BRACKETS = frozenset("（(【[")
# Behind a mark, or from dots on, the rest of a line can be the site's.
_HANGS = re.compile(rf"(?<=[。！？”）])|(?<=[{HAN}])(?=…|[.．]{{2}})|(?<=[{HAN}…])(?=[（(【\[])")
# A button between two sentences or behind the last: …架设拉梯。点击查看大图演练历时…; 点击查看大图可… tells how.
# No part of one: 点击播放视频。 is a sentence.
_BUTTON = (
    "(?<=[。！？”）])[ \u3000]*(?><button>)[ \u3000]*(?=[<han>\n]|\\Z)(?![可即后前时就会能以的按或和并进功图链选查看]"
    "|学习|报名|[填上]报|填写|登[录记]|答题|参[加与]|加入|了解|下载|观看|收看|举报|提交|领取|关注)"
)

# Nats a character, and in all; of 48 notices written for the purpose four have less, of 16 lines of authors with their
# words none that speaks to nobody has more but 关注“…”公众号.
_LEANING, _ENOUGH = 0.7, 7.0
_PROSE = re.compile("[，。；]")
_SHORTEST = 8  # characters of a line of prose
_SHOWN = 12  # characters that carry the mark


def find(text: str) -> list[Change]:
    found: list[Change] = []
    hints = [match.start() for match in site.pattern("ended", "more", "account", "hidden").finditer(text)]
    last = 0  # the end of the text before
    below = False  # whether it stands right above, or only what a site says does
    end = foot = 0  # of the line above, of what stands above a site's last lines
    inside: tuple[int, int] | None = None  # a site's lines right below prose
    for line in FILLED_LINE.finditer(text) if hints else ():
        words, stop = line[0].strip(), line.start() + len(line[0].rstrip())
        if below and words in _DOTS:  # a site cuts with it, or an author
            continue
        place = bisect_left(hints, line.start())
        hinted = place < len(hints) and hints[place] < line.end()
        if (foot and _follows(words)) or (
            hinted and (is_notice(words) or (below and text[last - 1] not in "。！？”）" and _speaks(words)))
        ):
            if last and not (found and found[-1].end >= last) and _is_cut(text, last, words):
                found.append(broken_off(text, last))
            above = (line.start() if end == last else inside[0] if inside else -1) if below else -1
            inside = (above, stop) if above >= 0 and is_notice(words) else None
            foot, end = foot or end, stop
            continue
        if inside and _is_prose(words):
            found.append(Change(*whole_line(text, *inside), ""))
        foot, end, inside = 0, stop, None
        below = _is_prose(words)
        last = stop if below else last
        if hinted and (start := _hanging(text, line.start(), last)) < last:
            found += [broken_off(text, start)] if _is_cut(text, start, text[start:last]) else []
            found.append(Change(start, last, ""))
    if foot and found and found[-1].end == last == foot:
        found.append(Change(foot, end, ""))
    buttons = left_out(matches_in_lines(site.shape(_BUTTON), site.pattern("button"), text))
    return disjoint([*found, *buttons])


def _is_prose(words: str) -> bool:
    return len(words) >= _SHORTEST and bool(_PROSE.search(words))


def _is_cut(text: str, end: int, notice: str) -> bool:
    """Whether a text that ends there breaks off: a button to unfold it may stand below a whole one.

    Who must log in or pay for the rest has not been given all of it.
    """
    return text[end - 1] not in "。！？”）" or bool(site.pattern("ended", "rest", "account").search(notice))


def _hanging(text: str, start: int, end: int) -> int:
    """Where the site's words at the end of a line begin; its end where there are none."""
    places = (match.start() for match in _HANGS.finditer(text, max(start + 1, end - _LONGEST), end))
    last = end + _LONGEST > len(text) and not text[end:].strip()  # 只有进行时（未完待续） may be a title
    places = (place for place in places if last or not (is_han(text[place - 1]) and text[place] in _BRACKETS))
    found = [place for place in places if is_notice(text[place:end])]
    place = next((place for place in found if text[place] in _BRACKETS), min(found, default=end))
    return next((first for first in found if text[first:place] in _DOTS and text[first - 1] in "。！？"), place)


def is_notice(words: str) -> bool:
    """Whether a line or the end of one does nothing but say that there is more elsewhere.

    >>> is_notice("（剩余内容请下载后查看）"), is_notice("试读结束，开通会员可阅读全文"), is_notice("下载后查看")
    (True, True, False)
    """
    if len(words) > _LONGEST or not site.shape(_NOTICE).fullmatch(words):
        return False
    kinds = {match.lastgroup for match in site.shape(_WORD).finditer(words)} - {None}
    dotted = words.startswith(("…", "..", "．．"))  # what goes on behind dots is read elsewhere
    return (
        "ended" in kinds
        or ("more" in kinds and bool(kinds & {"does", "bought", "reads" if dotted else ""}))
        or kinds >= {"does", "bought", "reads"}
    )


def _follows(words: str) -> bool:
    """Whether a line below a site's notice is one more: what it costs, where to read on.

    >>> _follows("¥3.00 购买本篇 | 开通VIP畅读全站"), _follows("阅读全文 >>"), _follows("附件：检查表")
    (True, True, False)
    """
    if len(words) > _LONGEST or site.pattern("meant").search(words):
        return False
    if site.shape(_NOTICE).fullmatch(words):
        return True
    return leaning(words) >= _LEANING and leaning(words) * count_han(words) >= _ENOUGH


def _speaks(words: str) -> bool:
    """Whether a line sounds like a site's: enough, in its own words, below a sentence that has no end.

    >>> _speaks("您还不是会员，开通VIP即可查看完整内容"), _speaks("会员单位缴费后可查看标准全文")
    (True, False)
    """
    if len(words) > _LONGEST or site.pattern("meant").search(words) or not site.shape(_HIDDEN).search(words):
        return False
    return leaning(words) >= _LEANING and leaning(words) * count_han(words) >= _ENOUGH


def broken_off(text: str, end: int) -> Change:
    """A mark on the last characters of a text that breaks off at ``end``."""
    start, _ = line_around(text, end, end, _SHOWN)
    return marked(text, start, end, NAME)
