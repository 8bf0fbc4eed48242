r"""Markup, escapes and misread characters that a text tells of: a lesson, a manual, an answer to a question.

What such a text shows is meant, whatever it looks like (换行写<br>, \n表示换行, “å®‰å…¨”是乱码), and every rule
leaves it alone. A damaged page has the same signs without a word about them: at the edges of lines, inside sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from anwen.repair.lines import line_around, lines_with, with_spaces
from anwen.repair.marks import HAN

# What names the matter. The signs themselves name it too (charset=utf-8), and tell nothing.
_SUBJECT = re.compile(
    "(?:HTML|CSS|XML|TeX|BBCode|UBB|arkdown|JSON|YAML|UTF-?8|UTF-?16|GBK|GB2312|GB18030|Unicode|ASCII|ase64|MIME)(?![A-Za-z])"
    "|转义|乱码|网址编码|字符编码|百分号编码|传输编码|编码是|编码为|字符集|字符串|源码|源代码|标记语言|正则|维基|语法|写法"
    "|反斜杠|反斜线|反引号|方括号|尖括号|花括号|引号|问号|叹号|句号|换行|制表符|不换行空格|排版|列表项|编辑器|模板|样式"
    "|论坛|发帖|发贴|网页|浏览器|标签|标记|条目|词条|代码|加粗|粗体|斜体|首行缩进|分段|居中|下划线|字色|颜色|变色|改色|字号"
)
_LATIN = (
    "\xa1-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u201a\u201e\u2020-\u2022\u2030\u2039\u203a\u20ac"
    "\u2122"
)
_SPECIMEN = re.compile(
    r"</?[A-Za-z][^<>\n]{0,200}>|&(?:amp;)*(?:#[xX]?[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,8});"
    # of forums, wikis, systems that manage a site's pages
    r"|\[\[[^\[\]\n]{1,80}\]\]|\[!--[^\n\[\]]{1,60}--\]|\[/?[A-Za-z*][A-Za-z0-9]{0,12}(?:=[^\[\]\n]{0,80})?\]|#[pe]#"
    r"|-\{[^{}\n]{1,80}\}-|\{\{[^{}\n]{1,80}\}\}|(?<!\\)\{[a-z$%#/@!][^{}\n]{0,80}\}"
    r"|:[A-Za-z]{4,20}\[[^\[\]\n]{1,40}\]\{[^{}\n]{1,40}\}|''+|``|\*\*+|~~|==+"
    # styles and what tags are given
    r"|[A-Za-z.#][A-Za-z0-9_.#-]{0,40} ?\{[^{}\n]{0,300}\}|[a-z]{3,12}(?:-[a-z]{3,12}){0,3}: ?[#\w.% -]{1,40};"
    r"|(?<![\w-])[a-z]{2,12}=\"[^\"<>\n]{0,80}\""
    # escapes, LaTeX's commands, characters by their bytes
    r"|(?:\\x[0-9A-Fa-f]{2})+|(?:\\u[0-9A-Fa-f]{4})+"
    r"|\\(?:[A-Za-z]{1,20}|[!-/:-@\[-`{-~])(?:\[[^\[\]\n]{0,60}\]|\{[^{}\n]{0,60}\}){0,4}"
    r"|(?:%[0-9A-Fa-f]{2})+|(?:=[0-9A-F]{2})+|U\+[0-9A-F]{4,5}"
    # signs of a pattern, marks that are named, characters misread
    rf"|(?<![!-~{HAN}])[?*+^$.#|]+(?=(?:和[!-~]{{1,9}})?(?:表示|匹配|代表|分别))|(?<=号[是为用])[。，、；：？！][，、；]?"
    rf"|(?<=号写[作成])[。，、；：？！][，、；]?|[{_LATIN}][{_LATIN}\xa0 …]*[{_LATIN}]"
)
# A pair is one, with what stands between: [b]文字[/b], '''长城''', ``文字''.
_CLOSES = re.compile(r"</|\[/|''|\*\*|~~|==|\\(?:end|[\])}])")
_INSIDE = 40
_PARTS = re.compile("[，。；\n]")
_NAME = re.compile(r"[A-Za-z0-9]+")

# The words that tell what stands behind them or before: surely, fairly, or only beside others.
_BEFORE = re.compile(
    "(?:写[作成为上在]|[要须需应可得就]写|[输键敲]入|(?:转义|替换)[成为]|标[签记]|实体|命令|(?:语法|写法)[是为]?|[例比]如|譬如|匹配|[放夹]在|插入"
    '|生成|[变显]示?[成为]) ?[：:“‘"（(]? ?\\Z|号(?:[是为用]|写[作成])\\Z'
    "|(?:[写加补填改][^，。；：]{0,8}|规则|样式|代码|语[句法]|命令)[：:] ?\\Z|(?:[写用加打即]|加上|使用) \\Z"
)
_BEHIND = re.compile(
    '[ ”’"）)]{0,2}(?:[都也各]?(?:分别)?(?:表示|代表|意为|匹配|指的是)|的意思|标[签记]|实体|命令|语句|之类'
    "|这样的|这[类种]|来?(?:标注|注明|引用)"
    "|[可能会]以?(?:加粗|换行|分段|插入|显示|生成|变成|注明|标注)|(?:其实|就)*[是为即](?:[^，。；：、]{0,8}[号格符签码]|“|换行|加粗|斜体|粗体))"
)
_FAIR_BEFORE = re.compile('(?:[用写加打即如像叫挂]|加[上个]|使用|就?是|出现|带有|一条|[几一两]个)[“‘"]?\\Z')
_WEAK_BEFORE = re.compile('(?:[为到在成和与或、的有把将按：:“（(/]|或者|以及)[ "]?\\Z')
_WEAK_BEHIND = re.compile('[ ”’"）)]{0,2}(?:[是为即叫和与或、里中则也只就才来会能可：:—－=]|之间|以及|收尾|开头)')
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"', "`": "`", "（": "）", "(": ")"}
_NEAR = 12
_LINE = 400
_HEAD = re.compile(r"[ \t\u3000]*(?:[（(]?[\d一二三四五六七八九十]{1,3}[.．、)）][ \t]?|[-*•·] ?)?")
_SURELY, _FAIRLY, _WEAKLY, _NOT = 3, 2, 1, 0
_SEVERAL = 2  # signs that are told of, and words that name the matter; of weak ones
_MORE = 3


class _Specimen(NamedTuple):
    start: int
    end: int
    told: int  # how surely
    inner: bool  # stands neither at its line's start nor at its end


def spans(text: str) -> list[tuple[int, int]]:
    """Where a text shows what it tells of, sorted.

    >>> text = "在HTML里，换行写<br>，加粗用<b>文字</b>"
    >>> [text[start:end] for start, end in spans(text)]
    ['<br>', '<b>文字</b>']
    >>> spans("<p>会议用<b>一天</b>时间</p>")
    []
    """
    near = ((start, text.find("\n", end + 1)) for start, end in lines_with(text, _SUBJECT.finditer(text)))
    beside = (span for start, end in near for span in _paired(text, start, end if end > 0 else len(text)))
    if not any(_weighed(text, *span).told for span in beside):
        return []
    found = [_weighed(text, *span) for span in _paired(text, 0, len(text))]
    if not _lesson(text, found):
        return []
    most = 2 * sum(it.told > _NOT for it in found) >= len(found)
    kept = (it for it in found if it.told == _SURELY or (most and (it.told or it.inner)))
    return [with_spaces(text, it.start, it.end) for it in kept]


def _lesson(text: str, found: list[_Specimen]) -> bool:
    """Whether a text tells of what it shows: surely of one and it names the matter, or less surely of several."""
    told = [it.told for it in found if it.told]
    sure, fair = told.count(_SURELY), sum(it >= _FAIRLY for it in told)
    named = len({match[0] for match in _SUBJECT.finditer(_prose(text, found))})
    return bool(named and sure) or min(named, fair) >= _SEVERAL or min(named, len(told)) >= _MORE


def _prose(text: str, found: list[_Specimen]) -> str:
    edges = [0, *(place for it in found for place in (it.start, it.end)), len(text)]
    return "\n".join(text[start:end] for start, end in list(pairwise(edges))[::2])


def _paired(text: str, begin: int, finish: int) -> Iterator[tuple[int, int]]:
    """The specimens in ``text[begin:finish]``, each pair with what it holds as one, as those without a word between."""
    tokens = list(_SPECIMEN.finditer(text, begin, finish))
    place = 0
    start = end = -1
    while place < len(tokens):
        first = last = tokens[place]
        for token in tokens[place + 1 : place + 4]:
            if token.start() - first.end() > _INSIDE or (
                first[0] != "``" and _PARTS.search(text, first.end(), token.start())
            ):
                break
            if _closes(first[0], token[0]):
                last = token
                break
        while tokens[place] is not last:
            place += 1
        place += 1
        if first.start() == end:
            end = last.end()
            continue
        if end >= 0:
            yield start, end
        start, end = first.start(), last.end()
    if end >= 0:
        yield start, end


def _closes(opening: str, closing: str) -> bool:
    """Whether one sign is the end of a pair.

    >>> _closes("[color=red]", "[/color]"), _closes("``", "''"), _closes("<p>", "<br>")
    (True, True, False)
    """
    if not _CLOSES.match(closing):
        return False
    name, end = _NAME.search(opening), _NAME.search(closing)
    if closing[1:2] == "/":
        return bool(name and end and name[0].lower() == end[0].lower() and opening[1] != "/")
    return opening == closing or (opening, closing) in {("``", "''"), ("\\[", "\\]"), ("\\(", "\\)")}


def _weighed(text: str, start: int, end: int) -> _Specimen:
    first, last = line_around(text, start, end, _LINE)
    head = _HEAD.match(text, first)
    begins = start <= (head.end() if head else first)
    rest = text[end:last]
    ends = not rest.strip()
    before = text[max(first, start - _NEAR) : start]
    told = _NOT
    if _QUOTES.get(before[-1:]) == text[end : end + 1] or _told_surely(text, before, start, end):
        told = _SURELY
    elif _FAIR_BEFORE.search(before):
        told = _FAIRLY
    elif _WEAK_BEFORE.search(before) or (_WEAK_BEHIND.match(text, end) and not begins):
        told = _WEAKLY
    return _Specimen(start, end, told, not (begins or ends))


def _told_surely(text: str, before: str, start: int, end: int) -> bool:
    """What stands before tells nothing of the end of a pair: 粘贴安全标签</b>."""
    return bool(_BEHIND.match(text, end) or (_BEFORE.search(before) and not text.startswith(("</", "[/"), start)))
