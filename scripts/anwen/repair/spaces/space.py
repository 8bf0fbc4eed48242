"""Spaces that a page's layout left: no-break spaces, their ``?`` at a line's start, runs behind a mark."""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.joint import SURE_WORD, across, word
from anwen.repair.marks import HAN, PINYIN, SURNAMES, TONED, at, is_han
from anwen.repair.signs.question import slipped

NAME = "space"

_HARD = "\xa0\u2002-\u200a\u202f\u205f"
# Runs between words are layout (姓名    性别) and stay, as do ideographic spaces that indent a paragraph.
_SPACES = re.compile(
    f"[{_HARD} \u3000](?:(?<=[{_HARD}])(?:(?<=^.)[{_HARD} \u3000]*|[{_HARD}]*)"
    "|(?<=[。，；、！？][ \u3000])[ \u3000]+(?=[^ \u3000\n|]))",
    re.MULTILINE,
)
# A space beside a comma comes from text typed with ASCII marks; behind 、 it may follow a list number (1、 落实).
_BESIDE = re.compile(
    f" (?:(?<=[{HAN}”》）%％] ) {{0,3}}(?=[，。；：、！？])|(?:(?<=[，；] )|(?<=[{HAN}”》）]、 ))(?=[{HAN}“《]))"
    f"|\u3000(?<=[{HAN}”》）%％]\u3000)\u3000?(?=[，。；、！？])"
)
_DATE = re.compile(f"(?<=[年月第])[{_HARD}]+\\d|(?<=\\d)[{_HARD}]+[年月日号条章]")  # 3 月 15 日
_TIGHT = re.compile(f" (?:(?<=[。！？：（“《）”》] )(?=[{HAN}“《0-9])|(?<=[{HAN}0-9] )(?=[）”》（]))")
_STOPS = frozenset("。！？；，")
_PAUSES = frozenset("，。；：、")
_CLOSING = frozenset("”》）")
_LISTED = re.compile("[一二三四五六七八九十甲乙丙丁]、\\Z")
# Each begins with a space or a question mark: clean text has few, so that the search of it costs a tenth.
_EVIDENCE = re.compile(
    f"[{_HARD} \u3000?？](?:(?<=[{_HARD}])|(?<=[。，；、！？][ \u3000])[ \u3000]|(?<=[ \u3000])[，。；：、！？]"
    f"|(?<=[，；、] )|(?<=^.)(?:(?<=[?？])|[ \u3000]*[?？])|(?<=^[{HAN}].)[?？]{{0,3}}[{HAN}][:：]"
    f"|(?<=[。；]\\?)|(?<=[?？])[ \u3000]+[?？])",
    re.MULTILINE,
)
_MARKED = re.compile(f"^[ \u3000]{{0,8}}[?？][?？ \u3000]{{0,80}}(?=[{HAN}“《（(0-9A-Za-z])", re.MULTILINE)
# Behind a sentence's end, or several with spaces between, wherever they stand.
_BEHIND = re.compile(
    "[?？](?:(?<=[。；！].)[?？ \\u3000]*(?=\n|$)"
    "|(?<=[。；：，！].)[ \\u3000]+(?:[?？][ \\u3000]+)*[?？]?[ \\u3000]*(?=[^?？ \\u3000\n])"
    f"|(?<=[{HAN}0-9].)(?: [?？])+(?= ?[{HAN}0-9]))"
)
# 地?点：
_LABEL = re.compile(f"[?？](?<=^[{HAN}].)[?？]{{0,3}}(?=[{HAN}][:：])", re.MULTILINE)
_SAID = re.compile(f"[{HAN}]|[0-9]{{1,2}}[、.．)）][^0-9]|[12][0-9]{{3}}年|[0-9]{{1,2}}月")
_SEVERAL = re.compile("[?？]{2,8}")
_LATER = re.compile("[^?？\n][?？]")  # a mark elsewhere may be a slip's, or a question's
_SURE = re.compile("[?？]+[ \u3000][?？ \u3000]*[?？]")
_NOTE = re.compile(f"[{TONED}][a-z]{{0,5}}[)）]")  # the annotation filter was here, and slips with it
_WITHIN = 8.0  # nats; a name and what its bearer does gain 6 at most, two words of one phrase 7 to 12
_AGREE = 2
_FEW = 3  # spaces behind a stop; more, or two ideographic ones, may be where a paragraph began
_PAGE = 100  # characters; less may be a piece of a page, with other damage elsewhere
# A title set wide: 会 议 纪 要. Words of one character side by side in a form are fewer, numbers are no title.
_WIDE = re.compile(f"^[ \u3000]*[{HAN}](?:[ \u3000]{{1,3}}[{HAN}]){{3,}}[ \u3000]*(?:$|(?=[：:]))", re.MULTILINE)
# The space that a heading keeps: 第 三 章 安 全 责 任.
_CHAPTER = re.compile("^[ \\u3000]*第(?: ?[一二三四五六七八九十百零〇0-9]){1,6} ?[编章节条]\\Z", re.MULTILINE)
_SYLLABLES = re.compile(f"\n?[ \u3000]*(?:[{PINYIN}]{{1,7}}[ \u3000]+){{2,}}[{PINYIN}]{{1,7}}[ \u3000]*$", re.MULTILINE)
_GAP = re.compile(f"(?<=[{HAN}])[ \u3000]+(?=[{HAN}])")
_LABEL_SIZE = 20
_NUMBERS = frozenset("一二三四五六七八九十百甲乙丙丁戊己庚辛 \u3000")


def _wide(text: str) -> list[Change]:
    found: list[Change] = []
    for line in _WIDE.finditer(text):
        spaces = list(_GAP.finditer(text, *line.span()))
        inner, outer = ({space[0] for space in spaces[at::2]} for at in (0, 1))
        names = (len(inner) == len(outer) == 1 and inner != outer) or are_names(line[0])  # 张 伟　李 明
        above = text.rfind("\n", 0, max(0, line.start() - 1)) + 1
        if _SYLLABLES.match(text, line.end()) or _SYLLABLES.match(text, above):
            continue  # with its syllables
        if not names and not _NUMBERS.issuperset(line[0]) and _has_words(_GAP.sub("", line[0].strip(" \u3000"))):
            found += left_out(space for space in spaces if not heads(text, space.start()))
    return found


def _has_words(line: str) -> bool:
    """Whether characters make words with one another, as single ones that are listed do not.

    >>> _has_words("会议纪要"), _has_words("日一二三四五六"), _has_words("优良中差")
    (True, False, False)
    """
    return sum(word(line, place, place) >= SURE_WORD for place in range(1, len(line))) > 1


def are_names(words: str) -> bool:
    """Whether single characters are names of two, each behind its surname.

    >>> are_names("张 伟 李 明"), are_names("高 温 作 业")
    (True, False)
    """
    chars = words.split()
    pairs = map("".join, zip(chars[::2], chars[1::2], strict=False))
    return (
        len(chars) % 2 == 0 and SURNAMES.issuperset(chars[::2]) and all(word(pair, 1, 1) < SURE_WORD for pair in pairs)
    )


def heads(text: str, place: int) -> bool:
    """Whether what stands before ``place`` is a chapter's or article's number, and begins its line."""
    return bool(_CHAPTER.search(text, max(text.rfind("\n", 0, place) + 1, place - _LABEL_SIZE), place))


def _marked(text: str) -> list[Change]:
    """The marks that no-break spaces became: sure with a space between two, else by the other lines of the page."""
    found = list(_MARKED.finditer(text))
    slips = slipped(text) or bool(_NOTE.search(text))
    alone = not slips and (len(text) >= _PAGE or any(match[0][0] in " \u3000" for match in found))
    many = sum(match[0].count("?") + match[0].count("？") > 1 for match in found) >= _AGREE
    plain = [match for match in found if _SAID.match(text, match.end())]
    alone = alone or (not slips and any(_SEVERAL.fullmatch(match[0]) for match in plain) and not _LATER.search(text))
    bare = len(plain) > _AGREE  # a single mark may be a byte slip's
    sure = [match for match in found if _SURE.match(match[0]) or many or ((bare or alone) and match in plain)]
    behind = [] if slips else [*_BEHIND.finditer(text), *_LABEL.finditer(text)]
    return left_out([*sure, *behind])


def find(text: str) -> list[Change]:
    wide = _wide(text)
    if not _EVIDENCE.search(text):
        return wide
    changes = [*wide, *_marked(text)]
    changes += left_out(
        match for match in _BESIDE.finditer(text) if not _LISTED.search(text, max(0, match.start() - 4), match.start())
    )
    paused = (change for change in changes if change.end < len(text) and text[change.end] in _PAUSES)
    if sum(1 for _ in paused) >= _AGREE:  # 内 ， 发现 。 监督员
        changes += left_out(_TIGHT.finditer(text))
    for match in _SPACES.finditer(text):
        first = match.start() == 0 or text[match.start() - 1] == "\n"
        # between names and cells a no-break space is layout
        inside = match[0][0] not in " \u3000" and across(text, *match.span()) >= _WITHIN
        closed = len(match[0]) == 1 and at(text, match.start() - 1) in _CLOSING
        inside = inside or (closed and is_han(at(text, match.end())))
        inside = inside or bool(_DATE.search(text, max(0, match.start() - 1), match.end() + 1))
        blank = inside or (first and match[0][0] not in " \u3000")
        blank = blank or (
            len(match[0]) <= _FEW
            and "\u3000\u3000" not in match[0]
            and at(text, match.start() - 1) in _STOPS
            and is_han(at(text, match.end()))
        )
        changes.append(Change(*match.span(), "" if blank else _as_plain(match[0])))
    return disjoint(changes)


def _as_plain(run: str) -> str:
    return " " if run.strip(" \u3000") == "" else " " * len(run)
