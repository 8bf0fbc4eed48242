"""Text that breaks off: what a paywall left, or a copy that ended in mid-sentence. Nothing is put back; it is marked.

A site says so (试读结束, 剩余内容请下载后查看, 点击展开全文), or the last line of prose ends where no sentence can. A
site's words that hang on a line of the text go, and its last lines below a text that they cut; others are the
structure room's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from sys import maxsize, maxunicode

from anwen.repair import site
from anwen.repair.draft import Change
from anwen.repair.joint import goes_on
from anwen.repair.leaning import leaning
from anwen.repair.marks import FILLED_LINE, HAN, is_han, line_around
from anwen.repair.slip.words import entries, word_cost

NAME = "cut-off"

_KINDS = ("ended", "more", "does", "reads", "bought")  # in this order: of 试读结束 the end is what counts
_MARKS = r"\s.…·,，、!！?？。~～>»›↓▼<《》“”\"'()（）【】\[\]:：—–-"
_LONGEST = 60  # characters of a notice
_BRACKETS = frozenset("（(【[")
# Behind a mark, or from dots on, the rest of a line can be the site's.
_HANGS = re.compile(rf"(?<=[。！？”）])|(?<=[{HAN}])(?=…|[.．]{{2}})|(?<=[{HAN}…])(?=[（(【\[])")

# Nats a character, and in all; of 48 notices written for the purpose four have less, of 16 lines of authors with their
# words none that speaks to nobody has more but 关注“…”公众号.
_LEANING, _ENOUGH = 0.7, 7.0
_RUN = re.compile(f"[{HAN}]+\\Z")
_STOP = re.compile("[。！？；!?;]")
_PROSE = re.compile("[，。；]")
_ENDS = "。！？；：…”’）》】!?;:)|.．~～」』—"
_SIGNED = re.compile(
    rf"[〇零一二三四五六七八九十\d]年|[日月号]\s*$|^\s*[（(]?(?:附件|附|注|联系|电话|地址|邮编|签[名字]|记录|抄[送报])"
    rf"|[{HAN}](?:局|委员会|办公室|公司|政府|厅|中心|集团|协会|支部)\s*$|[:：][^，。；]{{1,20}}$"
)
# No sentence ends with these.
_UNFINISHED = re.compile(
    "(?:[，、,的和与及或在对从把被将向由于为以并但而且若如]|但是|不过|同时|并且|而且|从而|因此|此外|另外|首先|其次|一方面|不仅|不但|其中|包括|以及|例如|因为|由于|如果|虽然|按照|根据|关于|通过|为了|不得|应当|必须|特别是|尤其是|对发现的)$"
)
_ITEM = re.compile("[二三四五六七八九十](?:是|要)")  # of a list that goes on
_NUMBER = re.compile(f"，[^，]*[{HAN}]\\d{{1,6}}$")
_COMPLETE = re.compile(
    "(?:为了|所以|如下|为止|在于|等于|源于|属于|处于|低于|高于|大于|小于|不足以|加以|予以|得以|可以|难以)$"
)
# Nats. A missing full stop alone tells nothing. A word that its next characters would make likelier was broken off: of
# 858 ends of sentences one in fifty gains so much, of 1,129 places inside sentences, most of them between two words,
# two in five; no end is as unlikely as the last.
_BROKEN, _PENDING, _OPEN = 0.1, 4.0, 9.5
_LONGEST_WORD = 4
_LAST = 6  # characters that are divided into words
_SHORTEST = 8  # characters of a line of prose
_LONG = 25  # where no sentence has ended before
_TAIL = 5
_SHOWN = 12  # characters that carry the mark
_FAR = 400


def find(text: str) -> list[Change]:
    """Marks on a text that breaks off, whatever is said of it."""
    end = len(text.rstrip())
    return [_mark(text, end)] if _breaks_off(text, end) else []


def _mark(text: str, end: int) -> Change:
    start, _ = line_around(text, end, end, _SHOWN)
    return Change(start, end, text[start:end], NAME)


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(rf"[{_MARKS}]*(?:(?:{site.one_of(*_KINDS, 'little')}|\d+ ?[页字%％])[{_MARKS}]*){{1,14}}")


@cache
def _word() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{site.one_of(kind)})" for kind in _KINDS)
    return re.compile(rf"{kinds}|{site.one_of('little')}|\d+ ?[页字%％]")


def is_notice(words: str) -> bool:
    """Whether a line or the end of one does nothing but say that there is more elsewhere.

    >>> is_notice("（剩余内容请下载后查看）"), is_notice("试读结束，开通会员可阅读全文"), is_notice("下载后查看")
    (True, True, False)
    """
    if len(words) > _LONGEST or not _notice().fullmatch(words):
        return False
    kinds = {match.lastgroup for match in _word().finditer(words)} - {None}
    dotted = words.startswith(("…", "..", "．．"))  # what goes on behind dots is read elsewhere
    return (
        "ended" in kinds
        or ("more" in kinds and bool(kinds & {"does", "bought", "reads" if dotted else ""}))
        or kinds >= {"does", "bought", "reads"}
    )


@cache
def _hint() -> re.Pattern[str]:
    """A notice has one of these; clean text has few."""
    return re.compile(f"{site.one_of('ended', 'more', 'account')}|隐藏|权限|预览|文库币|下载")


@cache
def _hidden() -> re.Pattern[str]:
    """What a site gives to some readers only."""
    return re.compile(f"{site.one_of('ended', 'rest', 'account')}|全文|全部|完整|隐藏|权限|预览|文库币|下载")


def _speaks(words: str) -> bool:
    """Whether a line sounds like a site's: enough, in its own words, below a sentence that has no end.

    >>> _speaks("您还不是会员，开通VIP即可查看完整内容"), _speaks("会员单位缴费后可查看标准全文")
    (True, False)
    """
    if len(words) > _LONGEST or site.pattern("meant").search(words) or not _hidden().search(words):
        return False
    return leaning(words) >= _LEANING and leaning(words) * sum(map(is_han, words)) >= _ENOUGH


def find_notices(text: str) -> list[Change]:
    """What a site says of the rest, before other rules take it for an advertisement."""
    found: list[Change] = []
    hints = [match.start() for match in _hint().finditer(text)]
    last = 0  # the end of the text before
    below = False  # whether it stands right above, or only what a site says does
    end = foot = 0  # of the line above, of what stands above a site's last lines
    for line in FILLED_LINE.finditer(text) if hints else ():
        words, stop = line[0].strip(), line.start() + len(line[0].rstrip())
        place = bisect_left(hints, line.start())
        hinted = place < len(hints) and hints[place] < line.end()
        if hinted and (is_notice(words) or (below and text[last - 1] not in "。！？”）" and _speaks(words))):
            if last and not (found and found[-1].end >= last) and _is_cut(text, last, words):
                found.append(_mark(text, last))
            foot, end = foot or end, stop
            continue
        foot, end = 0, stop
        below = len(words) >= _SHORTEST and bool(_PROSE.search(words))
        last = stop if below else last
        if hinted and (start := _hanging(text, line.start(), last)) < last:
            found += [_mark(text, start)] if _is_cut(text, start, text[start:last]) else []
            found.append(Change(start, last, ""))
    if foot and found and found[-1].end == last == foot:
        found.append(Change(foot, end, ""))
    return sorted(found)


def _is_cut(text: str, end: int, notice: str) -> bool:
    """Whether a text that ends there breaks off: a button to unfold it may stand below a whole one.

    Who must log in or pay for the rest has not been given all of it.
    """
    return text[end - 1] not in "。！？…”）" or bool(site.pattern("ended", "rest", "account").search(notice))


def _hanging(text: str, start: int, end: int) -> int:
    """Where the site's words at the end of a line begin; its end where there are none."""
    places = (match.start() for match in _HANGS.finditer(text, max(start + 1, end - _LONGEST), end))
    last = end + _LONGEST > len(text) and not text[end:].strip()  # 只有进行时（未完待续） may be a title
    places = (place for place in places if last or not (is_han(text[place - 1]) and text[place] in _BRACKETS))
    found = [place for place in places if is_notice(text[place:end])]
    return next((place for place in found if text[place] in _BRACKETS), min(found, default=end))


def _breaks_off(text: str, end: int) -> bool:
    """Whether the last line is prose and ends where no sentence does."""
    start, _ = line_around(text, end, end, _FAR)
    line = text[start:end]
    if len(line) < _SHORTEST or line[-1] in _ENDS or "\t" in line or "|" in line:
        return _unclosed(line)
    stops = list(_STOP.finditer(line))
    tail = line[stops[-1].end() :] if stops else line
    if _ITEM.fullmatch(tail):
        return True
    if _SIGNED.search(tail) or len(tail) < _TAIL:
        return False
    if _UNFINISHED.search(tail) and not _COMPLETE.search(tail) and (stops or len(line) >= _LONG):
        return True
    if stops and _NUMBER.search(tail):
        return True
    if _unclosed(line):
        return True
    pending = goes_on(tail) if _PROSE.search(line) and "。" in text else 0.0  # a page that sets no stops lacks none
    return pending >= _OPEN or (pending >= _PENDING and _broken(tail) >= _BROKEN)


def _broken(tail: str) -> float:
    """What it gains to complete the word that ``tail`` may end in the middle of (nats).

    >>> _broken("坚决予以停产整") > _BROKEN, _broken("进行了安排部署")
    (True, 0.0)
    """
    run = _RUN.search(tail[-_LAST:])
    words = run[0] if run else ""
    whole = word_cost(words)
    ends = ((words[:-size], _likeliest(words[-size:])) for size in range(1, min(len(words), _LONGEST_WORD)))
    completed = min((word_cost(head) + word_cost(word) for head, word in ends if word), default=whole)
    return max(0.0, whole - completed)


def _likeliest(beginning: str) -> str:
    """The commonest longer word that begins so, or ``""``."""
    words = _sorted()
    first = bisect_right(words, (beginning, maxsize))
    last = bisect_left(words, (beginning + chr(maxunicode), 0), first)
    return max(words[first:last], key=lambda entry: entry[1], default=("", 0))[0]


@cache
def _sorted() -> list[tuple[str, int]]:
    """A fifth of a second, at the first page that ends without a mark."""
    return sorted(entry for entry in entries() if 1 < len(entry[0]) <= _LONGEST_WORD)


def _unclosed(line: str) -> bool:
    tail = line[-80:]
    return (
        any(
            tail.rfind(opening) > tail.rfind(closing) and len(tail) >= _SHORTEST and _PROSE.search(tail) is not None
            for opening, closing in ("“”", "《》", "（）")
        )
        and line[-1:] not in "。！？”"
    )
