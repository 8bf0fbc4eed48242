"""Single line breaks that no author sets: inside a word, before a comma, between a number and its unit, inside 《》.

`wrap` knows pages that are set at one width; here every break speaks for itself, and a page that has some of these may
have others at which only the sentence goes on.
"""

from __future__ import annotations

import re

from anwen.repair.breaks.hyphen import at_line_end
from anwen.repair.documents import OPENS
from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import IN_WORD, ONE_WORD, RUNS_ON, SURE_WORD, across, word
from anwen.repair.lines import line_around
from anwen.repair.marks import FINAL, HAN, NUMERALS, is_han

NAME = "wrap"

_BREAK = re.compile(r"\n(?:[ \t]*\n)?[ \t\u3000]*(?=\S)")
_BEFORE = re.compile(f"[{HAN}0-9A-Za-z%％℃”’》）)]")
_MARK = re.compile("[，。、；：！？](?!—)")  # ！——把命…: the mark is spoken of
# The number of an item or article: （|一）, （一|）, 第|三条, 第三|条, 一|、.
_NUMBER = re.compile(
    rf"^[ \t\u3000]*(?:[（(](\n)(?=[{NUMERALS}\d]{{1,3}}[）)])|[（(][{NUMERALS}\d]{{1,3}}(\n)(?=[）)])"
    rf"|第(\n)(?=[{NUMERALS}\d]{{1,4}}[条章节])"
    rf"|第[{NUMERALS}\d]{{1,4}}(\n)(?=[条章节款项][ \u3000]|条(?![件例款目形幅块纹理])[{HAN}][^\n]*[，。；])"
    rf"|[{NUMERALS}\d]{{1,3}}(\n)(?=、))",
    re.MULTILINE,
)
# Where one may be: begins with a plain character, so that clean text is passed over quickly.
_HALVED = re.compile(f"\n(?:(?<=[（(第]\n)|(?<=[{NUMERALS}\\d]\n)(?=[）)条章节款项、]))")
# 喊道：“|快撤！|”话音: a mark that opens ends no line, one that closes begins none. What is quoted is one line: several
# are set apart (a couplet, a notice).
_QUOTED = re.compile(
    f"“([ \\t\\u3000]*\n[ \\t\\u3000]*(?=[{HAN}]))?[^“”\n]{{1,200}}(\n[ \\t\\u3000]*(?=”[{HAN}，。；：、！？\n]))?”"
)
_COUNTED = re.compile(f"[{HAN}，、（(](?:[0-9]{{1,4}}|[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,5}}\\.[0-9]{{1,3}})\\Z")
_DATED = re.compile("[至到于在从自止，、及日][0-9]{4}年\\Z|[至到于在从自止，、及年][0-9]{1,2}月\\Z")
_MONTH = re.compile("[0-9]{1,2}(?:月|日)")
_UNIT = re.compile(
    "[万亿]?元|[万亿]|余|多?[名家个项起辆座套份吨株亩]|人(?![民员大力事社才为工])|年(?![终底初龄轻])|月(?![底初度])|日(?!常)|时(?!间|段)|天(?![然气])"
    "|小时|分钟|公里|公斤|平方|毫米|厘米|米|次|台(?![账风])|件|[%％℃]|处(?![理置罚于])|条(?![件例])"
)
_TAIL = re.compile(f"[{HAN}]{{1,3}}[。；]$")  # …安全生产例\n会。
_CLOSING = re.compile("(?:散会|解散|谢谢|再见|此令|此复|此致|完毕|[略完])[。！]$")  # a sentence of its own
_MEETING = re.compile("会[。；]$")  # …学生干部培训\n会。
# 隐患3\n6处，…: one number with its unit
_TORN = re.compile(f"[{HAN}](?<![表图第件版])[0-9]{{1,3}}\\Z")
_TORN_END = re.compile("[0-9]{1,3}(?:[名家个项起辆座套份吨株亩处人件次]|[万亿]?元)[，。；]")
# 下降11\n.8%: no line begins so.
_WHOLE, _DECIMALS = re.compile(f"[{HAN}]-?[0-9]{{1,6}}\\Z"), re.compile(f"\\.[0-9]{{1,4}}[{HAN}%％‰℃]")
_CLOSES = {"《": "》", "（": "）", "“": "”"}
_PROSE = re.compile("[，。；：、]")
_SENTENCE = re.compile("[，。；]")
_TABLE = re.compile("[\t|｜]")
_WIDE = 15  # characters; the lines of verse are shorter, as are names and headings
_HALF = 8  # of a line of which the next one is prose
_LEAST = 4
_LINE = 400  # characters of a line that are looked at
_WITHIN = 80  # characters of a title or quotation


def find(text: str) -> list[Change]:
    sure: list[Change] = []
    loose: list[Change] = []
    for match in _BREAK.finditer(text):
        end = match.end()
        if text[match.start() - 1] in FINAL and not _MARK.match(text, end):
            continue
        first, last = line_around(text, match.start(), end, _LINE)
        left, right = text[first : match.start()], text[end:last]
        start = match.start() - len(left)
        left = left.rstrip()
        start += len(left)
        if len(left) < _LEAST or _TABLE.search(left) or _TABLE.search(right) or not _may_go_on(left, right):
            continue
        if hyphen := at_line_end(left, right):
            sure.append(Change(start - (hyphen == "-"), end, ""))
            continue
        change = Change(start, end, "")
        if _is_sure(text, change, left, right):
            sure.append(change)
        elif _is_prose(left) and not match[0].count("\n") > 1 and is_han(right[0]):
            loose.append(change)
    numbers = _NUMBER.finditer(text) if _HALVED.search(text) else ()
    sure += (Change(*match.span(match.lastindex or 0), "") for match in numbers)
    sure += _quotes(text) if "“" in text else ()
    if sure:
        sure += (one for one in loose if across(text, one.start, one.end) >= RUNS_ON)
    return disjoint(sure)


def _quotes(text: str) -> list[Change]:
    """Line ends straight inside the marks of a quotation of one line.

    >>> [change[:2] for change in _quotes("班长喊：“\\n快撤！\\n”话音未落。")]
    [(5, 6), (9, 10)]
    >>> _quotes("对联：“\\n上班去\\n回家来\\n”。")
    []
    """
    found: list[Change] = []
    for match in _QUOTED.finditer(text):
        line = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - _LINE) : match.start() + 1]
        if line.count("“") == line.count("”") + 1:
            found += (Change(*match.span(group), "") for group in (1, 2) if match[group])
    return found


def _may_go_on(left: str, right: str) -> bool:
    if _MARK.match(right):
        return bool(_BEFORE.match(left[-1]))
    return left[-1] not in FINAL and not OPENS.match(right)


def _is_prose(left: str) -> bool:
    return len(left) >= _WIDE and bool(_PROSE.search(left))


def _is_sure(text: str, change: Change, left: str, right: str) -> bool:
    if _MARK.match(right):
        return True
    if _encloses(left, right):
        return True
    if _DATED.search(left) and _MONTH.match(right):
        return True
    prose = _is_prose(left)
    if prose and is_han(left[-1]) and _TAIL.match(right):
        return _ends_word(text, change, right)
    if _WHOLE.search(left) and _DECIMALS.match(right):
        return True
    if _TORN.search(left) and _TORN_END.match(right):
        return len(left) >= _HALF and not OPENS.match(left)
    if not prose and (len(left) < _HALF or OPENS.match(left) or not _SENTENCE.search(right)):
        return False
    if left[-1].isdigit():
        return bool(_COUNTED.search(left) and _UNIT.match(right))
    if not (is_han(left[-1]) and is_han(right[0])):
        return False
    # Of 2,400 line ends that authors set none was so far inside a word.
    least = RUNS_ON if prose else ONE_WORD
    return word(text, change.start, change.end) >= SURE_WORD and across(text, change.start, change.end) >= least


def _ends_word(text: str, change: Change, right: str) -> bool:
    """Whether a line of few characters ends the word or phrase of the line above: 培训|会。, not 确保安全|散会。"""
    gained = across(text, change.start, change.end)
    if _MEETING.match(right):
        return gained >= RUNS_ON
    if word(text, change.start, change.end) >= IN_WORD:
        return gained >= RUNS_ON
    return gained >= ONE_WORD and not _CLOSING.match(right)


def _encloses(left: str, right: str) -> bool:
    """Whether the break is inside a title, a bracket, or a quotation of which no clause has ended yet."""
    for opening, closing in _CLOSES.items():
        begins = left.rfind(opening)
        if begins < 0 or closing in left[begins:] or len(left) - begins > _WITHIN:
            continue
        ends = right.find(closing, 0, _WITHIN)
        if ends < 0 or opening in right[:ends] or not (is_han(left[-1]) or left[-1].isalnum()):
            continue
        if opening == "《" or (_is_prose(left) and not _PROSE.search(left, begins + 1)):
            return True
    return False
