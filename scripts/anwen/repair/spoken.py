"""Whether a text speaks of signs instead of using them: 空格写作 &nbsp;、`<br>` 表示换行. Then they are no residue."""

from __future__ import annotations

import re

from anwen.repair.lines import words_around

_TICKED = re.compile("[`“‘「'\"]")
_CLOSES = {"`": "`", "“": "”", "‘": "’", "「": "」", "'": "'", '"': '"'}
_BEFORE = re.compile(
    "(?:写作|写成|写为|写|写上|输入|键入|转义[成为]?|替换[成为]?|换[成为]|标签|标记|实体|代码|符号|字符|语句|命令|函数|例如|比如|运行|执行|用|即)"
    "[:：]? *[`“‘「'\"]?\\Z"
)
_BEHIND = re.compile(
    "[`”’」'\"]? *(?:表示|代表|标签|标记|符号|转义|实体|语句|命令|函数|这[个一类种]|来?(?:换行|分段|加粗|定义|设置)"
    "|是(?:空格|(?:大于|小于|和|与|单引|双引|引|不换行|破折|省略|版权)[^，。；]{0,4}?[号格符]))"
)
# What says so even of a sign that stands in the run of a sentence, on a page where it is not strewn about.
_NAMED_BEFORE = re.compile(
    "(?:(?:写作|写成|写为|[要须需应得就]写|输入|键入|转义[成为]?|替换[成为]|[换改][成为]|使用|过滤|样式表?[里中]?的?|标签|标记"
    "|实体|转义符) ?"
    "|(?:规则|写法|语法|样式|代码|语句|命令)[:：] ?)\\Z"
)
_NAMED_BEHIND = re.compile(
    " ?(?:标签|标记|符号|转义|实体|语句|命令|函数|之类|[改换][成为]|表示(?:不换行|空格|小于|大于|引号|换行))"
)
# ？是疑问，！是警醒: marks that begin clauses, several beside each other.
_TOLD = re.compile("是|表示|代表|意味|——")
_MARKS = re.compile(
    f"(?:^|(?<=[，。；：、！？]))[ \\u3000]*[“‘]?[，。；：、！？…](?:[”’]?)(?:{_TOLD.pattern})", re.MULTILINE
)
# 取反用!: only a mark right behind such a word is an operator, and only where its clause or its line has another one.
_OPERATES = re.compile("(?:(?<![好实管耐适有使])用|写[作成为]|(?:取反|逻辑非)[是为]?) ?[`“‘\"']?\\Z")
_NEGATION = re.compile("(?:取反|逻辑非|非运算)[^，。；：！？,;:!?\n]{0,20}\\Z")
_OPERATORS = re.compile(r"&&|\|\||(?<![=!<>])[=!]=(?!=)")
# 编码是E5 AE 89，写进网址里是%E5%AE%89: what shows how a character is encoded, a few at a time.
_ENCODING = re.compile(
    "(?i:utf-?(?:8|16)|unicode|gbk|gb ?-?(?:2312|18030))|(?:字符|百分号|网页|网址|浏览器的?)编码|乱码|转义|字符集"
)
_CHARS = 4
_LINE = 200  # characters to either side
_SENTENCE = re.compile("[\u4e00-\u9fff，、；]\\Z")
_NEAR = 10
_PAGE = 400  # characters to either side
_FEW = 2


def spoken_of(text: str, start: int, end: int) -> bool:
    """Whether what is beside ``text[start:end]`` speaks of it; for most words it must be set apart as well.

    >>> spoken_of("空格写作 &nbsp; 即可", 5, 11), spoken_of("会议由&nbsp;王某主持", 3, 9)
    (True, False)
    >>> spoken_of("留言框要过滤<script>标签", 6, 14)
    True
    """
    left, right = text[max(0, start - 1) : start], text[end : end + 1]
    if _TICKED.match(left) and right == _CLOSES[left]:
        return True
    if not (left in (" ", "`") or right in (" ", "`")):
        return _named(text, start, end)
    return bool(_BEFORE.search(text, max(0, start - _NEAR), start) or _BEHIND.match(text, end))


def encoding_told(text: str, start: int, end: int, shown: str) -> bool:
    """Whether ``text[start:end]`` shows how the characters ``shown`` are encoded, or what becomes of them.

    >>> encoding_told("“安”的UTF-8编码写作%E5%AE%89。", 13, 22, "安"), encoding_told("要落实%E5%AE%89", 3, 12, "安")
    (True, False)
    """
    return len(shown) <= _CHARS and bool(_ENCODING.search(words_around(text, start, end, _LINE)))


def mark_spoken_of(text: str, end: int) -> bool:
    """Whether the mark that ends at ``end`` is spoken of, as others beside it are.

    >>> mark_spoken_of("？是疑问，！是警醒。", 6), mark_spoken_of("查隐患，！是头等大事。", 5)
    (True, False)
    """
    if not _TOLD.match(text, end):
        return False
    return sum(1 for _ in _MARKS.finditer(text[max(0, end - _PAGE) : end + _PAGE])) >= _FEW


def operator_spoken_of(text: str, start: int, end: int) -> bool:
    """Whether the mark or marks at ``text[start:end]`` are an operator that is told of.

    >>> operator_spoken_of("逻辑与用&&，取反用!。", 10, 12), operator_spoken_of("相等写作==，请注意!", 10, 11)
    (True, False)
    """
    if not _OPERATES.search(text, max(0, start - _NEAR), start):
        return False
    return bool(
        _NEGATION.search(text, max(0, start - 3 * _NEAR), start)
        or _OPERATORS.search(words_around(text, start, end, _LINE))
    )


def _named(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _NEAR) : start]
    named = _NAMED_BEFORE.search(before) or (_SENTENCE.search(before) and _NAMED_BEHIND.match(text, end))
    return bool(named) and text.count(text[start:end], max(0, start - _PAGE), end + _PAGE) <= _FEW
