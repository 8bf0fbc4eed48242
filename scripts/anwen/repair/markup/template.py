"""What a program should have filled in or run: {{article.title}}, {dede:field/}, scripts, Word's settings.

All of it is ASCII of a make that no sentence has; a brace around Chinese words stays.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.lines import whole_line
from anwen.repair.marks import HAN

NAME = "residue"  # for a reader the same as other markup

_FIELD = re.compile(
    r"\{\{[#/!]?[ \w.|'\"()\[\]:,$-]{1,60}\}\}|\{%[^%{}\n]{1,80}%\}|\$\{[\w.()\[\]]{1,40}\}|<%[^%<>\n]{1,80}%>"
    r"|\{/?(?:dede|pboot|aspcms|maccms|siteserver|volist|empty|notempty|pc|eyou|loop|if|else|foreach|include|field|php|tag)(?::[^{}\n]{0,80}|\s[^{}\n]{0,80})?/?\}|\{\$[\w.:\[\]'|]{1,40}\}"
    r"|\[/?(?:field|tag|arclist|loop|list):[!-Z\\^-~ ]{1,80}\]"
    r"|:contentReference\[oaicite:\d{1,3}\]\{index=\d{1,3}\} ?"  # what a program that answers cites
    r"|#p#[^#\n]{0,40}#e#|\[!--[\w.:]{1,40}--\]|\[--[Pp]age--\]|\[[Nn]ext[Pp]age(?:=[^\[\]\n]{0,40})?\]|<\?(?:php|xml|=)[^?<>]{0,200}\?>|<\?xml:namespace[^<>]{0,200}/?>",
    re.ASCII,
)
_NAMED = re.compile(r"\{(/?)([a-z]\w{0,20}(?:[.:]\w{1,20}){1,4})(?:\s[^{}\n]{0,80})?\}", re.ASCII)
_TAGS = (
    "[--",
    "[Next",
    "[next",
    "[field:",
    "[arclist:",
    "[/loop:",
    "[/list:",
    "[/tag:",
)  # [tag:…] alone may be an author's
# Word's settings, that its copies carry in a comment: Normal 0 7.8 磅 0 2 false false false EN-US ZH-CN X-NONE.
_WORD = re.compile(
    r"(?:Normal\s+)?\d\s+(?:[\d.]+ ?(?:磅|pt)\s+)?(?:\d\s+){0,2}(?:(?:false|true)\s+){1,4}"
    r"(?:(?:(?:[A-Z]{2}-[A-Z]{2}|X-NONE|JA|KO)\s+){1,3}(?:X-NONE\s*)?(?:MicrosoftInternetExplorer\d)?\s*|MicrosoftInternetExplorer\d\s*)|\bMicrosoftInternetExplorer\d\s*"
)
# Such a page shows them, where it says so beside one; 模板 alone is formwork, or a form.
_EXPLAINED = re.compile(
    "花括号|大括号|插值|分页(?:符|标[签记]|代码|功能|键)"
    "|模板(?:语法|引擎|变量|标签|[里中][^，。；！？\\n]{0,6}[用写填放] ?[“`]?(?=[{<#\\[$]))"
)
_OPENS = frozenset("“‘「『")  # 显示“[NextPage]”
_BESIDE = 40  # characters to either side
_ASCII = re.compile(r"[\t\n -~]{16,}")
_BEGINS = re.compile(
    r"(?:/[/*]|<script\b|(?:var|let|const)\s+[\w$]+\s*=|(?:async\s+)?function\b|[;!(]*\(?function\s*\(|\(\(?\w*\)?\s*=>|\$\(|jQuery\b"
    r"|document\.|window\.|_hmt\b|_czc\b|try\s*\{|if\s*\(\s*typeof|[A-Za-z_$][\w$.]{1,40}\([^()\n]{0,60}\);|if\s*\(\w[\w.]*\)\s*\{|(?:google_ad|cpro|bd_)\w*\s*=)"
)
_CODE = re.compile(r"[=(){};+<>\"']")
_ENDS = re.compile(r".*[;})>]", re.DOTALL)
# Notice: Undefined index: pic in /var/www/html/show.php on line 35; below a colon it is what the text is about.
_COMPLAINT = re.compile(
    r"^(?<![：:]\n)(?:PHP )?(?:Notice|Warning|Deprecated|(?:Fatal|Parse) error): [ -~]{1,200} in [!-~ ]{1,120}"
    r"\.php on line \d+[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
_STATED = re.compile(r"(?:var|let|const)\s+[\w$]+\s*=\s*[\"'\w][^;\n]{0,80};")
# A line that is only what a script prints for a value it has not, between lines of prose; not on a page about scripts.
_VALUE = re.compile(r"^[ \t]*(?:undefined|NaN|null|\[object Object\])[ \t]*$", re.MULTILINE)
_VALUES = ("undefined", "NaN", "null", "[object ")
_SCRIPTS = re.compile("字符串|控制台|前端|变量|数据库|字段|返回值|空值|程序|console|JSON|JavaScript|SQL|(?i:\\bjs\\b)")
_PROSE = re.compile(f"[^\n]*(?:[{HAN}][^{HAN}\n]*){{6}}")
_FAR = 400  # characters of the lines above and below
_LEAST = 5
_AFTER = ("。 ", "！ ", "？ ", "” ")
_PAGE = re.compile(f"(?:[{HAN}][^{HAN}]*){{10}}")


def _scripts(text: str) -> list[Change]:
    """Statements of JavaScript: an ASCII stretch that begins as one and has the marks of several."""
    found: list[Change] = []
    for match in _ASCII.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if not _BEGINS.match(text, start) or ";" not in match[0]:
            continue
        if len(_CODE.findall(match[0])) < _LEAST and not _STATED.match(text, start):
            continue
        if end := _ENDS.match(text, start, match.end()):
            if text[start - 1 : start] in ("", "\n") and text[end.end() : end.end() + 1] == "\n":  # a line of its own
                found.append(Change(start, end.end() + 1, ""))
                continue
            spaces = text[start - 1 : start] == text[end.end() : end.end() + 1] == " "
            start -= text[start - 2 : start] in _AFTER  # 投入使用。 var a = 1; 该站…: the space is the script's
            found.append(Change(start, end.end() + spaces, ""))
    return found


def _paired(text: str) -> list[re.Match[str]]:
    """Fields that hold what they name: {pe.begin.title}通知{/pe.begin.title}; a brace that closes so tells of them."""
    names = {match[2] for match in _NAMED.finditer(text) if match[1]} if "{/" in text else set()
    return [match for match in _NAMED.finditer(text) if match[2] in names] if names else []


def _values(text: str) -> list[Change]:
    """Lines of missing values; a label above them, or a table's cell, tells what value is meant.

    >>> [change[:2] for change in _values("undefined\\n夜班巡检发现两处漏油\\nnull\\n已当场处理并登记台账。")]
    [(0, 10), (21, 26)]
    >>> _values("联系电话\\nnull\\n姓名"), _values("程序打印的结果如下面所示：\\nundefined")
    ([], [])
    """
    lines = list(_VALUE.finditer(text))
    if not lines or _SCRIPTS.search(text):
        return []
    found: list[Change] = []
    for line in lines:
        above = _VALUE.sub("", text[max(0, line.start() - _FAR) : line.start()]).rstrip()
        below = _VALUE.sub("", text[line.end() : line.end() + _FAR]).lstrip()
        beside = [lines for lines in (above[above.rfind("\n") + 1 :], below) if lines]
        if beside and all(map(_PROSE.match, beside)) and not above.endswith(("：", ":")):
            found.append(Change(*whole_line(text, *line.span()), ""))
    return found


def _joined(fields: list[re.Match[str]]) -> list[tuple[int, int]]:
    """Where fields stand, those without a word between as one: it may be all of a line."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(match.span() for match in fields):
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def find(text: str) -> list[Change]:
    if not _PAGE.search(text):  # what has hardly any Chinese may be about code
        return []
    changes: list[Change] = []
    marked = (
        "{" in text
        or "#p#" in text
        or "[!--" in text
        or "[oaicite:" in text
        or "<%" in text
        or "<?" in text
        or any(hint in text for hint in _TAGS)
    )
    fields = [*_FIELD.finditer(text), *_paired(text)] if marked else []
    fields = [match for match in fields if text[match.start() - 1 : match.start()] not in _OPENS]
    if not any(_EXPLAINED.search(text, max(0, match.start() - _BESIDE), match.end() + _BESIDE) for match in fields):
        changes += (Change(*whole_line(text, *span), "") for span in _joined(fields))
    if "EN-US" in text or "MicrosoftInternet" in text:
        changes += left_out(_WORD.finditer(text))
    if ".php on line" in text and "报错" not in text:
        changes += left_out(_COMPLAINT.finditer(text))
    if any(value in text for value in _VALUES):
        changes += _values(text)
    if ";" in text:
        changes += _scripts(text)
    return disjoint(changes)
