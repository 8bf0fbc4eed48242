"""Two or more marks where one belongs: 27日,,我省 → 27日,我省, 双责,、齐抓 → 双责、齐抓, 教训,? → 教训?.

The annotation filter puts a comma before every mark that stands in its table, so a page may have thousands.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.joint import between
from anwen.repair.marks import HAN, TONED, at, beside_chinese, is_ascii_word
from anwen.repair.signs.question import genuine, slipped
from anwen.repair.signs.widen import PICTURE
from anwen.repair.spoken import mark_spoken_of, operator_spoken_of

NAME = "doubled"

# A space may stand between two.
_RUN = re.compile("[,，、;；:：。.．!！?？](?: ?(?!\\.[A-Za-z0-9])[,，、;；:：。.．!！?？])+")  # 、.NET
_WIDE = str.maketrans(",;:!?．", "，；：！？.")
_STRENGTH = ".，、；：。"  # of different ones the last of this list is kept: it was put in with a purpose
_CLOSED = re.compile(f"[。！？](?<=[{HAN}].)[”’]。")
_SPACED = re.compile(f" [{HAN}“《（]")
_ENTITY = re.compile("&#?[0-9A-Za-z]{2,8}\\Z")  # its semicolon belongs to it
_TONED = re.compile(f"[{TONED}]")  # what the annotation filter leaves, and slips with it
_ASKING = str.maketrans("", "", "?？")
_ENDS = frozenset("！？")
_AGREE = 2
_SPEAKER, _NAME = re.compile("^[^，。；？?！!\\n]{1,8}\\Z", re.MULTILINE), 9
_OPENS, _CLOSES = frozenset("“‘「『"), frozenset("”’」』")
_SYMBOLS = frozenset("+#=*&|<>")
_PHRASES = re.compile(f"[{HAN}A-Za-z0-9]{{2}}[{HAN}]{{2}}")
_SURELY = 7.0  # nats; of sixteen pairs of phrases four that a comma parts have more, two items five at most
# Before each of its marks the annotation filter put a comma: of ,、 the second is the author's there.
_FILTERED = re.compile(",[,;:。]")
# 企业，，，依法从严处罚: between two clauses; 那么，，，好 is how people type that they hesitate.
_THRICE = re.compile(f"(?<=[{HAN}]{{4}})([，、；])\\1{{2,}}(?=[{HAN}]{{4}})")


def _kept(run: str) -> str:
    """The mark or marks that a run of marks stands for, or the run where it may be the author's.

    >>> _kept(",、"), _kept("。，"), _kept(",,"), _kept("，？！"), _kept("。。。"), _kept("，,，")
    ('、', '。', ',', '？！', '。。。', '，')
    """
    marks = run.replace(" ", "")
    wide = marks.translate(_WIDE)
    if _ENDS & set(wide):
        first = min(wide.find(mark) for mark in _ENDS if mark in wide)
        last = max(map(wide.rfind, _ENDS))
        return marks[first : last + 1] if _ENDS.issuperset(wide[first : last + 1]) else run
    if ".." in wide or (len(marks) > 2 and marks == marks[0] * len(marks)):  # an ellipsis, as people type it
        return run
    best = max(wide, key=_STRENGTH.index)
    return best if best in marks else marks[wide.index(best)]


def _pause(text: str, match: re.Match[str]) -> str:
    """The comma of a comma and a 、 where no 、 can stand, ``""`` elsewhere: 会议指出，、当前…, not 培训,、考核."""
    marks = match[0].replace(" ", "")
    left, right = text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 2]
    if set(marks.translate(_WIDE)) != {"，", "、"} or not _PHRASES.fullmatch(left + right):
        return ""
    comma = between(left, "，", right) + _SURELY < between(left, "、", right)
    return next(mark for mark in marks if mark != "、") if comma else ""


def _chinese(text: str, match: re.Match[str]) -> bool:
    """Whether the run stands in Chinese text: a,,b is a row of data, but a,、b is not."""
    if match[0][0] in ".．" and (is_ascii_word(at(text, match.start() - 1)) or match[0].isascii()):
        return False  # etc., and 1.：
    if not match[0].isascii():
        return True
    return beside_chinese(text, match.start() - 1, -1) or beside_chinese(text, match.end(), 1)


def _speaker(text: str, end: int) -> bool:
    """Whether all of a line before ``end`` may be who says what follows: 甲：？？"""
    return bool(_SPEAKER.search(text, max(0, end - _NAME), end))


def find(text: str) -> list[Change]:
    found = [Change(match.end() - 1, match.end(), "") for match in _CLOSED.finditer(text)]
    trust = not slipped(text) or not _TONED.search(text)
    filtered = bool(_FILTERED.search(text))
    if any(3 * mark in text for mark in "，、；"):
        found += (Change(*match.span(), match[1]) for match in _THRICE.finditer(text))
    for match in _RUN.finditer(text):
        run = match[0]
        if run[0] == ";" and _ENTITY.search(text, max(0, match.start() - 10), match.start()):
            continue
        if run[0] in "!?" and at(text, match.start() - 1) in _SYMBOLS:  # Qxf7+!!，: a note on what stands before
            continue
        if run[-1] == "!" and PICTURE.match(text, match.end()):
            continue
        if run[0] in "!?" and operator_spoken_of(text, *match.span()):  # 逻辑与用&&，取反用!。
            continue
        asks = len(run) > _AGREE or at(text, match.end()) in ("", "\n")  # 甲：？？？我不知道
        if run[0] in ":：" and asks and _ENDS.issuperset(run[1:].translate(_WIDE)) and _speaker(text, match.start()):
            continue
        quoted = at(text, match.start() - 1) in _OPENS and at(text, match.end()) in _CLOSES  # “，、；。”四种标点
        if quoted or mark_spoken_of(text, match.end()):
            continue
        question = match.start() + run.translate(_WIDE).find("？")
        if question >= match.start() and not genuine(text, question, match.end()):
            stops = run.translate(_ASKING).replace(" ", "")  # what is no question ends as its other mark says
            if not (trust and stops and "。" in stops):
                if "?" in run:
                    continue  # it may be a lost byte
            else:
                run = stops
        kept = ("" if filtered and run[0] == "," else _pause(text, match)) or _kept(run)
        if kept != match[0] and _chinese(text, match):
            narrow = run[-1] in ".," and kept[-1] not in ".,"  # its space goes with it
            found.append(Change(match.start(), match.end() + bool(narrow and _SPACED.match(text, match.end())), kept))
    return sorted(found)
