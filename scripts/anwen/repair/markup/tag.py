"""Tags of a page, whole or in part, its comments and the ends of CDATA sections: <br>, style="…">, <!--…-->, ]]>.

They go beside Chinese text: English prose may well show tags, and so may a page that speaks of one.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.lines import matches_in_lines
from anwen.repair.marks import CHINESE, HAN, at, is_chinese

NAME = "residue"  # for a reader the same as other markup

# Tags with a name that no sentence holds in angle brackets; a line's end where the page had one.
_TAG = re.compile(
    r"(?:</?(?:p|br|div|span|font|strong|em|table|thead|tbody|tr|t[dh]|img|li|ul|ol|d[ltd]|h[1-6]|hr|section|article|center|header|footer|figure"
    r"|figcaption|blockquote|pre|code|small|sub|sup|del|ins|label|input|button|iframe|script|style|xml|col|(?:o|v|w|st1):\w{1,24}|a(?=\s)|(?<=/)a|[bius])"
    r"(?:\s[^<>\n]{0,300})?/?>)+",
    re.IGNORECASE,
)
# </span> behind a space that ends a line, <br/> as a line below one of prose.
_LEFT = re.compile(rf"(?<=[{CHINESE}])[ \xa0\u3000](?:</(?:o:p|span|font|p|div)>)+$", re.IGNORECASE | re.MULTILINE)
_LINE_BREAK = re.compile(rf"(?<=[{HAN}，。；！？”）、]\n)(?:<br ?/?>)+$", re.IGNORECASE | re.MULTILINE)
# …，<br />…: amid a sentence, where the clauses are not a verse's, of one length.
_ONLY_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_CLAUSE_BEFORE = re.compile(f"([{HAN}]+)[，、]\\Z")
_CLAUSE_BEHIND = re.compile(f"[{HAN}]+")
_BREAK = re.compile(r"</?(?:p|br|div|tr|li|h[1-6])\b", re.IGNORECASE)
_INDENTED = re.compile(f"[ \\xa0\\u3000]+[{HAN}0-9“《（]")
_NUMBERED = re.compile(f"[0-9]{{1,4}}[{HAN}、.．]")  # <p>2018年, at a line's start
# <ruby>責<rp>(</rp><rt>zé</rt><rp>)</rp></ruby>: a reading above its character.
_RUBY = re.compile(r"(?:<rp>[^<>\n]{0,3}</rp>|<rt[^<>\n]{0,60}>[^<>\n]{0,30}</rt>|</?(?:ruby|rb)\b[^<>\n]{0,60}>)+")
# With the element of a feed that holds nothing else: <title><![CDATA[…]]></title>.
_CDATA = re.compile(
    r"(?:<[A-Za-z][\w:.-]{0,30}(?:\s[^<>\n]{0,200})?>\s{0,8})?(?://)?<!\[CDATA\["
    r"|(?://)?\]\]>(?:\s{0,8}</[A-Za-z][\w:.-]{0,30}>)?|<!--\[if[^\]\n]{0,60}\]>|<!\[endif\]-->|<!\[(?:end)?if[^\]\n]{0,60}\]>|_ueditor_page_break_tag_"
)
_CDATA_TOLD = re.compile(r"<!\[CDATA\[[ `”’]*[和与及、，。]")  # 放在<![CDATA[和]]>之间
# A whole comment, conditional or not; what it holds in Chinese characters may be text, so that stays.
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!-->|<!--)[^\u3400-\u9fff]){0,3000}-->")
# The rest of a tag that lost its beginning: style="text-indent:2em;">
_ATTRIBUTES = re.compile(
    r"(?:\" +)?(?:<?(?<![A-Za-z])[a-z][a-z0-9]{0,7}\s+|<[a-z0-9]{1,8}\s+)?"
    r"(?:\b[a-z-]{2,20}=\"[^\"<>\n]{0,200}\"\s*){1,10}/?>",
    re.IGNORECASE,
)
# data-ratio="0.667" data-w="1080": of a tag that lost both its ends.
_STRIPPED = re.compile(
    rf"(?<=[{CHINESE}])[ \"]*(?:\b(?:data-[a-z-]{{1,20}}|style|class|src|href|width|height|alt|id|target|rel)"
    rf"=\"[!#-;=?-~ ]{{0,200}}\" *){{1,10}}(?=[{CHINESE}0-9]|$)"
)
_CLOSES = re.compile(">")
# A tag of which only the end is left, where a line begins; 压力/p>5 compares.
_TAG_END = re.compile(
    f"^(?:[\"'] ?/?|/)>(?=[{HAN}（(“])|^[ \\t]*-->[ \\t]*(?:\n|\\Z)"
    f"|(?<=[{CHINESE}])(?:/(?:p|br|div|span|font|strong|em|td|tr|li|h[1-6])>)+(?=[{CHINESE}]|$)"
    f'|(?<=[{CHINESE}])" ?/>(?=[{CHINESE}0-9]|$)',
    re.MULTILINE,
)

# p>…/p>: all tags of a page lost their first bracket; one that opens goes where its kind closes.
_CLOSED = re.compile(f"/(?<=[{CHINESE}0-9]/)(p|div|span|font|strong|li|td|tr|h[1-6])>(?=[{CHINESE}]|\\s|\\Z)")
_OPENED = (
    rf"(?:^|(?<=[。！？”>]))(?:<names>)(?:\s+[a-z-]{{2,20}}=[\"'][^\"'<>\n]{{0,200}}[\"']){{0,6}}"
    rf"\s?>(?=[{HAN}“《（0-9])"
)
# ＜br /＞: a page that made all its signs wide; a＜b＞c compares.
_WIDE = re.compile(
    "＜ ?/?(?:br|div|span|strong|[pb](?<![0-9A-Za-z]＜.)(?!＞[0-9A-Za-z]))(?: ?/| [a-z]{2,10}=[^＜＞\n]{1,80})?＞"
)
_WIDE_BREAK = re.compile("＜ ?/?(?:p|br|div)\\b")
# </sp: a text that was cut off inside its last tag.
_CUT = re.compile(f"</(?<=[{CHINESE}]</)[a-z]{{0,6}}\\Z")
# A picture, as letters.
_PICTURE = re.compile(r"data:image/[a-z+.-]{2,12};base64,[A-Za-z0-9+/]{20,}={0,2}[ \t]?")
# What a script writes for a thing without words: behind a sentence or a label, on no page that tells of scripts.
_OBJECT = re.compile(r"\[object Object\](?:,?\[object Object\])*(?=\s|\Z)")
_SCRIPTS = re.compile("字符串|控制台|前端|toString|console|JSON|JavaScript|(?i:\\bjs\\b)")
_LABELLED = re.compile(
    "(?:[。！？]|(?:^|[\n。；;\u3000 ])(?:作者|来源|编辑|责编|记者|日期|时间|标签|分类|栏目|浏览|点击|阅读)"
    f"[{HAN}]{{0,2}}[：:])[ \u3000]?\\Z"
)


def find(text: str) -> list[Change]:
    """Changes for tags and what is left of them; one that ended a line becomes its end.

    >>> [change[:3] for change in find("<p>一、提高认识</p><p>二、<b>压实</b>责任")]
    [(0, 3, ''), (9, 16, '\\n'), (18, 21, ''), (23, 27, '')]
    """
    changes: list[Change] = []
    if ("<!" in text or "]>" in text or "_ueditor" in text) and not _CDATA_TOLD.search(text):
        changes += left_out(_CDATA.finditer(text))
    if ">" in text:
        changes += left_out(matches_in_lines(_TAG_END, _CLOSES, text))
        changes += _opened(text)
    if "base64," in text:
        changes += left_out(match for match in _PICTURE.finditer(text) if _pasted(text, *match.span()))
    if "[object" in text:
        changes += left_out(match for match in _OBJECT.finditer(text) if _printed(text, *match.span()))
    if '">' in text or '" />' in text or '"/>' in text:
        changes += left_out(_ATTRIBUTES.finditer(text))
    if '="' in text:
        changes += left_out(_STRIPPED.finditer(text))
    if "<!--" in text:
        changes += left_out(_COMMENT.finditer(text))
    if "<" in text:
        changes += _tags(text)
        changes += left_out([*_CUT.finditer(text), *_LEFT.finditer(text), *_LINE_BREAK.finditer(text)])
    if "＞" in text:
        changes += (
            Change(*tag.span(), "\n" if _WIDE_BREAK.match(tag[0]) and at(text, tag.end()) not in ("", "\n") else "")
            for tag in _WIDE.finditer(text)
        )
    if "<ruby" in text and "</rt>" in text:
        changes += left_out(_RUBY.finditer(text))
    return disjoint(changes)


def _opened(text: str) -> list[Change]:
    """Tags without their first bracket that open what another such tag closes.

    >>> [change[:2] for change in _opened("p>会议召开。/p>")], _opened("若p>0.05则不显著。")
    ([(0, 2)], [])
    """
    names = {match[1] for match in _CLOSED.finditer(text)}
    if not names:
        return []
    pattern = re.compile(_OPENED.replace("<names>", "|".join(sorted(names))), re.MULTILINE)
    return left_out(pattern.finditer(text))


def _printed(text: str, start: int, end: int) -> bool:
    """Whether an object's name stands where a page printed it, and no sentence speaks of it.

    >>> _printed("演练结束。[object Object]", 5, 20), _printed("显示的是[object Object]", 4, 19)
    (True, False)
    """
    behind = _LABELLED.search(text, max(0, start - 12), start)
    return bool(behind) and not _SCRIPTS.search(text)


def _pasted(text: str, start: int, end: int) -> bool:
    """Whether a picture stands beside prose, in no address that is told or quoted."""
    before = text[max(0, start - 2) : start].rstrip(" ")[-1:]
    return before in ("", "\n", *"。！？）】") and at(text, end) not in ('"', "'", ")", "`", "”")


def _tags(text: str) -> list[Change]:
    """Runs of tags beside Chinese text."""
    found: list[Change] = []
    for match in _TAG.finditer(text):
        left, right = at(text, match.start() - 1), at(text, match.end())
        beside = is_chinese(left) or is_chinese(right) or _INDENTED.match(text, match.end())
        if beside or (left in ("", "\n") and _NUMBERED.match(text, match.end())):
            breaks = _BREAK.search(match[0]) and left not in ("", "\n") and right not in ("", "\n")
            found.append(Change(*match.span(), "\n" if breaks and not _amid(text, match) else ""))
    return found


def _amid(text: str, tag: re.Match[str]) -> bool:
    """Whether a line's end stands inside a sentence: behind a comma, between clauses of different length.

    >>> [_amid(it, _TAG.search(it)) for it in ("要加强值守，<br />及时报告。", "锄禾日当午，<br>汗滴禾下土。")]
    [True, False]
    """
    before = _CLAUSE_BEFORE.search(text, max(0, tag.start() - 40), tag.start())
    behind = _CLAUSE_BEHIND.match(text, tag.end())
    if not (before and behind and _ONLY_BREAK.fullmatch(tag[0])):
        return False
    return len(before[1]) != len(behind[0])
