"""Program code that a text shows without a fence: statements of any ordinary language, formulas of a sheet, settings.

Their marks are the program's, whatever stands in its strings, names and comments: print("合格, 放行"). What a page runs
for itself is `template`'s: it has no Chinese, or speaks to the browser, and no sentence announces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from anwen.repair.marks import HAN, HAN_CHAR

# How lines of code begin; within a bracket any line may be one.
_CANDIDATE = re.compile(r"^[ \t]{0,40}(?:[!-/:-~]|[^\W\d]{1,12}(?: ?=|\.[a-z]))", re.MULTILINE)
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`\n]*`")
_COMMENT = re.compile(r"(?:^|(?<=[\s;{}\])\w]))(?://(?<!://)|#(?![\dA-F])|--(?= )|/\*|\*(?= )).*")
_LONGEST = 400  # characters of a line
_DEEPEST = 30  # lines within a bracket

_REST = "[^，。；：！？]*"  # sentences are none
_NAME = r"[A-Za-z_$]\w*(?:\.\w+|\[[^\[\]]{0,30}\]|\([^()]{0,30}\)\.\w+)*"
_STATEMENT = re.compile(
    "(?:"
    rf"(?:async )?(?:def|class) \w+ ?(?:\({_REST}\))?[^，。；：！？:]*[:{{]{_REST}"
    rf"|(?:async )?(?:for|while|if|elif|else|with|try|except|finally|switch|match|case)\b{_REST}[:{{]"
    rf"|(?:async |Private |Public )?(?:function|func|fn|proc|Sub|Function) {_REST}\({_REST}"
    rf"|Dim {_REST} As {_REST}|For {_REST} To {_REST}|If {_REST} Then|End (?:Sub|If|Function|With|Select)|Next"
    rf"|(?:else )?(?:if|for|while|switch|catch) ?\({_REST}|(?:if|for|while|until) {_REST}; ?(?:then|do)"
    r"|fi|done|esac|then|do|(?:end|else|next|pass|break|continue);?|(?:from [\w.]+ )?import [\w.*, ]+;?"
    rf"|(?:return|raise|yield|throw|assert|print|puts|echo) ?[\"'`(\w\[{{$-]{_REST}"
    r"|(?:public|private|protected|static|final|const|var|int|long|float|double|char|void|string|String|bool|let) "
    rf"{_REST}[;{{=)]{_REST}|# ?(?:include|define|!/){_REST}|(?:using|namespace|package) [\w.]+;?"
    rf"|\}} ?(?:else|catch|finally|while)\b{_REST}"
    r"|(?:[$>] )?(?:sudo|cd|ls|cp|mv|rm|mkdir|cat|grep|find|tar|curl|wget|git|docker|npm|pip|python3?|chmod|ssh|export)"
    rf" [!-~]{_REST}"
    rf"|(?i:select|insert into|update|delete from|create table|create view|create index|alter table|drop table) {_REST}"
    # A name and what it is set to, a call, an entry.
    rf"|(?:{_NAME}|\w{{1,12}}) ?(?:[-+*/|:]?=|<-) ?(?:[\"'`\[{{(]|-?\d|[A-Za-z_$][\w.]*){_REST}"
    rf"|(?:{_NAME}|\w{{1,12}}\.[a-z]\w*)\({_REST}\)[;,)]*(?: ?\{{)?"
    rf"|(?:\"\"|'') ?: ?(?:[\"'\[{{\d-]|true|false|null){_REST}"
    ")"
)
_CLAUSE = re.compile(
    rf"(?i:from|where|and|or|group by|order by|having|(?:left |inner )?join|on|values|set|limit|union) {_REST}"
    rf"|[\])}},;{{(]+|[.|&+]{_REST}|(?:\"\"|''),?|@\w+(?:\({_REST}\))?"
)
_CALL = re.compile(rf"{_NAME}\((?P<inner>{_REST})\)[;,)]*")
# A chat, questions with answers and a list have names and colons as well: values in Chinese prove no setting.
_KEY = r"[A-Za-z0-9_.-]{0,40}"
_SETTING = re.compile(
    rf"(?:[A-Za-z]{_KEY} ?=|[a-z]{_KEY}:(?= |$))[^{HAN}]*|[a-z][a-z]{_KEY} ?=.*|\[[A-Za-z][\w.: -]{{0,40}}\]"
    rf"|- (?:[a-z]{_KEY}:[^{HAN}]*|[!-~]+)"
)
_VALUE = re.compile(rf"(?:- )?[a-z][a-z]{_KEY}: .*")
# What a page wrote down for its signs is the page's, in a formula too: 得分=80&nbsp;分.
_WRITTEN = re.compile(
    f"&(?:#x?[0-9A-Fa-f]{{2,6}}|nbsp|e[nm]sp|lt|gt|amp|quot|[lr]dquo|middot|mdash|hellip);|\xa0(?=[{HAN}])"
)
_MARKUP = re.compile("</?(?:br|p|div|span|b|strong|font)[ />]")
_SETTINGS = 3
_OPENS, _CLOSES = re.compile(r"[(\[{]"), re.compile(r"[)\]}]")
_FORMULA = re.compile(f"\\w+ ?=[^\"'(\\[{{]*(?:[{HAN}][,;!?]|[,;!?] ?[{HAN}]{{2}})")  # D=LEC,按下表取值
_SENTENCE = re.compile(f"[{HAN}][.。!！]$|[，、；]")

# Within a sentence: =IF(B2>60,"合格","不合格"), print("合格"), {"code":200,"msg":"成功"}, SELECT … FROM ….
_ARGUMENTS = r"(?:[^()\n，。；：！？]|\((?:[^()\n]|\([^()\n]{0,80}\)){0,120}\)){0,200}"
_INLINE = re.compile(
    rf"=[A-Z][A-Z0-9.]{{1,20}}\({_ARGUMENTS}\)"
    r"|(?<![\w.])[A-Za-z_$][\w.]{0,60}\((?:\w{1,20}, ?|\w{1,20} ?[<>=+]+ ?\w{1,20}, ?)?"
    rf"\"[^\"\n]{{0,200}}\"(?=[ ,)+.]){_ARGUMENTS}\)"
    r"|\{ ?\"\w{1,40}\" ?: ?[^{}\n，。；：！？]{1,400}\}"
    r"|(?<![A-Za-z])SELECT [^，。；：！？;\n]{1,200}? FROM [^，。；：！？;\n]{1,200};?",
    re.ASCII | re.MULTILINE,
)
_MAY_BE_INLINE = re.compile(r"=[A-Z]|\w\(|\{ ?\"|SELECT ", re.ASCII)
# What a page does for itself, and what announces code to its reader.
_BROWSER = re.compile(r"document\.|window\.|location\.|\$\(|jQuery|navigator\.|_hmt|\.js\b|<script|google_ad")
_TOLD = re.compile("代码|程序|脚本|函数|语句|命令|公式|配置|源码|示例|编程|算法|变量")
_ABOVE = 80


class _Line(NamedTuple):
    start: int
    end: int
    kind: str  # "code", "part" of code that stands beside it, "setting", "value" beside settings, "blank", "" for prose


def spans(text: str) -> list[tuple[int, int]]:
    """Where code stands, in order: whole lines with their ends, or a part of a sentence.

    >>> text = '输入以下代码：\\nif score < 60:\\n    print("不合格, 补考")\\n保存后运行。'
    >>> [text[start:end] for start, end in spans(text)]
    ['\\nif score < 60:\\n    print("不合格, 补考")\\n']
    >>> text = '在C2输入=IF(B2>60,"合格","补考")即可。'
    >>> [text[start:end] for start, end in spans(text)]
    ['=IF(B2>60,"合格","补考")']
    """
    found = [span for span in _blocks(text) if _shown(text, *span)]
    if _MAY_BE_INLINE.search(text):
        found += [match.span() for match in _INLINE.finditer(text) if not _BROWSER.search(match[0])]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _shown(text: str, start: int, end: int) -> bool:
    """Whether a block is shown to the reader: it has Chinese, and none of a page's own doings, or it is announced."""
    above = text[max(0, start - _ABOVE) : start].rstrip()
    if _TOLD.search(above[above.rfind("\n") + 1 :]):
        return True
    shown = above.endswith(("：", ":")) or HAN_CHAR.search(text, start, end)
    return bool(shown) and not _BROWSER.search(text, start, end)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines of code one below the other, blank ones between them included, with the ends of the lines around them."""
    block: list[_Line] = []
    for line in _lines(text):
        if line.kind:
            block.append(line)
            continue
        if sound := _sound(block):
            yield max(0, sound[0].start - 1), min(len(text), sound[-1].end + 1)
        block = []


def _sound(block: list[_Line]) -> list[_Line]:
    """A block without what stands at its edges and may be prose; settings count together only."""
    settings = sum(line.kind == "setting" for line in block) >= _SETTINGS
    sure = [at for at, line in enumerate(block) if line.kind == "code" or (settings and line.kind == "setting")]
    if not sure:
        return []
    first, last = sure[0], sure[-1] + 1
    while first and block[first - 1].kind != "blank":
        first -= 1
    while last < len(block) and block[last].kind != "blank":
        last += 1
    return block[first:last]


def _lines(text: str) -> Iterator[_Line]:
    """The lines that may be code with their kinds, and one of prose between those that others part."""
    depth = within = place = 0
    while place <= len(text):
        if not depth:
            candidate = _CANDIDATE.search(text, place)
            if not candidate:
                break
            if place < candidate.start():
                yield _Line(place, place, "" if text[place : candidate.start()].strip() else "blank")
            place = candidate.start()
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        kind, opened = _read(text[place:end].strip(), inside=depth > 0 and within < _DEEPEST)
        depth = max(0, depth + opened)
        within = within + 1 if depth else 0
        yield _Line(place, end, kind)
        place = end + 1
    yield _Line(len(text), len(text), "")


def _read(words: str, *, inside: bool) -> tuple[str, int]:
    """The kind of a line, and how many brackets it leaves open."""
    if not words:
        return "blank", 0
    if len(words) > _LONGEST:
        return "", -_DEEPEST
    plain = _COMMENT.sub("", _STRING.sub(lambda match: match[0][0] * 2, words)).rstrip()
    kind = _kind(words, plain, inside=inside)
    return kind, len(_OPENS.findall(plain)) - len(_CLOSES.findall(plain)) if kind in ("code", "part") else -_DEEPEST


def _kind(words: str, plain: str, *, inside: bool) -> str:
    if not plain or _CLAUSE.fullmatch(plain):
        return "part"
    if inside and not _SENTENCE.search(plain):
        return "code"
    if _WRITTEN.search(plain):
        return ""
    if _STATEMENT.fullmatch(plain) and not _FORMULA.match(plain):
        call = _CALL.fullmatch(plain)
        if not call or '""' in plain or "''" in plain or not HAN_CHAR.search(call["inner"]):  # CCTV(闭路电视)
            return "code"
    if _MARKUP.search(plain):
        return ""
    return "setting" if _SETTING.fullmatch(words) else "value" if _VALUE.fullmatch(words) else ""
