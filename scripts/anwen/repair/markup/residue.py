"""Remains of markup in the text: style rules, BBCode, the ends of CDATA sections and conditional comments."""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.lines import line_around, matches_in_lines
from anwen.repair.marks import CHINESE, HAN, MARKS, at, is_chinese
from anwen.repair.spoken import demonstrated, spoken_of, taught

NAME = "residue"

_NAMES = (
    "color|size|font|face|backcolor|background|align|indent|quote|url|img|email|list|table|tbody|float|p|b|i|u|s|hr|br|td|tr|th|li|ul|ol"
    "|h[1-6]|center|left|right|sub|sup|strike|attach|attachimg|hide|free|code|media|flash|audio|video|postbg|index|page"
)
_BBCODE = re.compile(rf"\[(/?)({_NAMES})(?:=([^\[\]\n]{{1,200}}))?\]", re.IGNORECASE)
# What such a pair holds for the program, not for the reader.
_HOLDS = re.compile(
    r"\[(attach|attachimg|img|media|flash|audio|video)(?:=[^\[\]\n]{1,80})?\][!-Z^-~]{1,200}\[/\1\]", re.IGNORECASE
)
_FACE = (
    "图片|表情|动画表情|视频|语音|链接|红包|位置|玫瑰|抱拳|微笑|呲牙|"
    "偷笑|鼓掌|爱心|握手|加油|合十|拳头|庆祝|烟花|礼物|太阳|咖啡|流泪|捂脸|旺柴|OK|ok"
)
# What a chat prints for a picture or a face, when it is copied as text.
# Begins with a plain character: a search of clean text then takes a hundredth of the time.
_FACES = re.compile(
    rf"\[(?<=[{CHINESE}]\[)(?:(?:<face>)\] ?(?:\[(?:<face>)\] ?)*(?=[{CHINESE}]|$)"
    rf"|[强赞心]\](?:\[[强赞心]\])*(?=[{MARKS}]|$))".replace("<face>", _FACE),
    re.MULTILINE,
)
_SPEAKER = re.compile("(?:^|\n)[^，。；：:\n]{1,12}[：:]\\Z")
_SPEAKS, _CHATS = 14, 60  # characters before, and of a line of a chat
_SAYS = re.compile("[^，。；：:\n]{1,12}[：:][^\n]{1,60}$", re.MULTILINE)
# WordPress's shortcodes, a forum's faces and line ends.
_SHORT = re.compile(
    r"\[/?(?:caption|gallery|embed|vc_\w{1,30}|et_\w{1,30})(?:\s[^\[\]\n]{0,300})?\]|\[(?:em|s):?\d{1,3}\]|\{:\d+_\d+:\}"
)
_BREAKS = re.compile(r"[^\n\]]")  # what a list item of a forum begins a line behind
# With the element of a feed that holds nothing else: <title><![CDATA[…]]></title>.
_CDATA = re.compile(
    r"(?:<[A-Za-z][\w:.-]{0,30}(?:\s[^<>\n]{0,200})?>\s{0,8})?(?://)?<!\[CDATA\["
    r"|(?://)?\]\]>(?:\s{0,8}</[A-Za-z][\w:.-]{0,30}>)?|<!--\[if[^\]\n]{0,60}\]>|<!\[endif\]-->|<!\[(?:end)?if[^\]\n]{0,60}\]>|_ueditor_page_break_tag_"
)
_CDATA_TOLD = re.compile(r"<!\[CDATA\[[ `”’]*[和与及、，。]")  # 放在<![CDATA[和]]>之间
# A whole comment, conditional or not; what it holds in Chinese characters may be text, so that stays.
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!-->|<!--)[^\u3400-\u9fff]){0,3000}-->")
# A style rule: a selector in ASCII, then declarations in braces. Two hundred characters hold any selector.
_BLOCK = re.compile(r"\{(?=[^{}]{0,40}[:}])[^{}]{0,3000}\}")
_DECLARATIONS = re.compile(
    r"\{\s*(?:/\*[^*]*\*/\s*)?(?:[*_]?(?:-[a-z]{1,6}-)?"
    r"(?:margin|padding|font|color|size|line|text|mso|width|height|background|border|page|layout|widows|orphans|so|tab|behavior|direction"
    r"|display|float|clear|overflow|opacity|zoom|content|panose|src|transition|transform|box|min|max|top|left|right|bottom|letter|word|white"
    r"|vertical|list|position|cursor|punctuation|z|outline|visibility|animation|filter|flex|justify|align|resize|user|unicode|table)"
    r"(?:-[\w-]{1,40})?\s*:\s*[^;{}]{1,300}(?:;\s*|(?=\})))*\}"
)
# Tags with a name that no sentence holds in angle brackets; a line's end where the page had one.
_TAG = re.compile(
    r"(?:</?(?:p|br|div|span|font|strong|em|table|thead|tbody|tr|t[dh]|img|li|ul|ol|d[ltd]|h[1-6]|hr|section|article|center|header|footer|figure"
    r"|figcaption|blockquote|pre|code|small|sub|sup|del|ins|label|input|button|iframe|script|style|xml|col|(?:o|v|w|st1):\w{1,24}|a(?=\s)|(?<=/)a|[bius])"
    r"(?:\s[^<>\n]{0,300})?/?>)+",
    re.IGNORECASE,
)
# <ruby>責<rp>(</rp><rt>zé</rt><rp>)</rp></ruby>: a reading above its character.
_RUBY = re.compile(r"(?:<rp>[^<>\n]{0,3}</rp>|<rt[^<>\n]{0,60}>[^<>\n]{0,30}</rt>|</?(?:ruby|rb)\b[^<>\n]{0,60}>)+")
# <ref name="a">…</ref>: a note, which a wiki shows elsewhere
_NOTE = re.compile(r"<ref(?:\s[^<>\n]{0,200})?(?:/>|>(?![和与及、]<)[^<>\n]{0,300}</ref>)")
# 用<ref>…</ref>引用资料: how a note is made, not one.
_MAKES = re.compile("[用写加入][`“]?\\Z")
_MADE = re.compile("[`”]? ?(?:来|可以?|就[能会]|即可)?(?:引用|标注|注明|标明|注释|标签|标记|加脚注)")
_BREAK = re.compile(r"</?(?:p|br|div|tr|li|h[1-6])\b", re.IGNORECASE)
_INDENTED = re.compile(f"[ \\xa0\\u3000]+[{HAN}0-9“《（]")
_SPACES = re.compile(r"[ \t]*")
_STRANGE = 4
_SELECTOR = re.compile(
    r"(?:/\*[^*\n]{0,100}\*/\s*)?(?:@[a-z-]+(?:\s[\w:.,() -]*)?|[.#*]?[A-Za-z][\w.#:>*, \-\\]*(?<![:>,\s])|\*)\s*\Z"
)
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
# font-size:16px;line-height:2em; of a tag that lost all else. 尺寸width: 2px; height: 3px; may be the author's.
_BARE = re.compile(
    f'(?<=[{CHINESE}])[ "]*(?:(?:font|line|text|margin|padding|color|background|border|width|height|mso|letter|word)'
    f'(?:-[a-z-]{{2,30}})? ?: ?[!-:<-~ ]{{1,40}}?; ?){{2,20}}[">]*(?=[{CHINESE}])'
)
_STYLES = re.compile("(?:font|text|mso|letter)-|margin|padding")
_SET = re.compile("(?:设[为置成]?|写[为成作]|[改用]为|属性|样式)[^，。；\n]{0,6}\\Z")  # 样式设为：font-size:16px;
_TELLS = 10
_CLOSES = re.compile(">")
# A tag of which only the end is left, where a line begins; 压力/p>5 compares.
_TAG_END = re.compile(
    f"^(?:[\"'] ?/?|/)>(?=[{HAN}（(“])|^[ \\t]*-->[ \\t]*(?:\n|\\Z)"
    f"|(?<=[{CHINESE}])(?:/(?:p|br|div|span|font|strong|em|td|tr|li|h[1-6])>)+(?=[{CHINESE}]|$)"
    f'|(?<=[{CHINESE}])" ?/>(?=[{CHINESE}0-9]|$)',
    re.MULTILINE,
)
# '''有限空间''', [[应急管理部|应急管理部门]], {{来源请求|date=2019年}}: a wiki's.
_LINK = re.compile(rf"\[\[(?:[^\[\]|\n]{{1,60}}\|)?([^\[\]|\n]{{0,60}}[{HAN}][^\[\]|\n]{{0,60}})\]\]")
# == 历史 ==[编辑]
_HEAD = re.compile(rf"^(={{2,5}}) ?([{HAN}A-Za-z0-9（）、“”]{{1,30}}) ?\1(\[编辑\])?[ \t]*$", re.MULTILINE)
# 历史沿革[编辑], 建筑[编辑]: two and more headings that a reader of the site may change.
_EDITED = re.compile(r"^[^，。；：、\[\]\n]{1,20}(\[编辑\])\n+[^\[\]\n]{0,80}[，。；]", re.MULTILINE)
_ROLES = re.compile(r"\[(?:[责美主]编|副?主编|校对|记者|作者|摄影|审[核校定]|排版|制图|通讯员)\]$", re.MULTILINE)
_ASKED = re.compile(
    r"\{\{(?:来源请求|来源請求|何时|何地|谁|存疑|fact|cn)(?:\|[^{}\n]{0,60})?\}\}|\[编辑\]$", re.MULTILINE
)
# What no other site sets: 历史[编辑 | 编辑源代码], 1958年[来源请求]
_SURELY = re.compile(
    r"\[(?:编辑|編輯) ?\| ?(?:编辑|編輯)(?:源代码|原始碼|源代碼)\]|\[(?:来源请求|來源請求|需要引文|失效链接|失效連結)\]"
)
_WIKI = re.compile(r"(?<!')('{2,3})(?=[^'\n])[^'\n]{1,60}(?<!')(\1)(?!')|\{\{[^{}\n]{1,120}\}\}")
# ( s+ D1 K' }2 M# p8 ]: what a forum adds to its lines, for nobody to see.
_NOISE = re.compile(
    rf"(?<=[{CHINESE}])[ \u3000]?(?=[!-~ ]{{8,60}}(?:[{CHINESE}]|$))"
    rf"(?:[!-~]{{1,3}} ){{3,20}}[!-~]{{1,3}}(?=[{CHINESE}]|$)",
    re.MULTILINE,
)
_NOISY = re.compile(" [!-~]{1,3} [!-~]{1,3} ")
_ODD = re.compile(r"[!-/:-@\[-`{-~]")


def _noise(text: str) -> list[Change]:
    """Strings of single signs behind more than one sentence of a page; no formula, no answers A. B. C. to choose."""
    strings = matches_in_lines(_NOISE, _NOISY, text)
    found = [match for match in strings if len(set(_ODD.findall(match[0]))) > 1 and "=" not in match[0]]
    odd = {sign for match in found for sign in _ODD.findall(match[0])}
    return left_out(found) if len(found) > 1 and len(odd) >= _STRANGE else []


def _wiki(text: str) -> list[Change]:
    """A wiki's links, bold type and notes, on a page that has links."""
    links = list(_LINK.finditer(text))
    if any(demonstrated(text, match.end()) for match in links):
        return []
    found = [Change(*match.span(), match[1]) for match in links]
    heads = list(_HEAD.finditer(text)) if "==" in text else []
    asked = list(_ASKED.finditer(text)) if "{{" in text or "[编辑]" in text else []
    asked = [match for match in asked if not spoken_of(text, *match.span())]
    sure = [match for match in _SURELY.finditer(text) if not spoken_of(text, *match.span())]
    noted = any(match[0].startswith("{{") for match in asked) or "<ref" in text
    noted = noted or ("[编辑]" in text and len(_EDITED.findall(text)) > 1 and not _ROLES.search(text))
    # [编辑] alone is any site's: 本文由李某[编辑]
    if found or len(heads) > 1 or any(match[3] for match in heads) or noted or sure:
        found += (Change(*match.span(), match[2]) for match in heads)
        found += left_out([*asked, *sure])
    for match in _WIKI.finditer(text) if found else ():
        spans = (match.span(1), match.span(2)) if match[1] else (match.span(),)
        found += (Change(*span, "") for span in spans)
    return found


def _sent(text: str, start: int, end: int) -> bool:
    """Whether somebody says it in a chat, alone or at a line's end where others speak: 小王：好的[抱拳]."""
    if at(text, end) not in ("", "\n"):
        return False
    if _SPEAKER.search(text, max(0, start - _SPEAKS), start):
        return True
    first, last = line_around(text, start, end, _CHATS)
    spoken = [bool(_SAYS.match(text, first))]
    spoken += [bool(_SAYS.match(text, text.rfind("\n", 0, max(0, first - 1)) + 1))] if first else []
    spoken += [bool(_SAYS.match(text, last + 1))] if last < len(text) else []
    return spoken[0] and sum(spoken) > 1


def _note_shown(text: str, start: int, end: int) -> bool:
    """Whether it is told how a note is made, or what it does.

    >>> _note_shown("用<ref>资料</ref>标注来源", 1, 14), _note_shown("第三条<ref>资料</ref>引用了它", 3, 16)
    (True, False)
    """
    shown = _MAKES.search(text, max(0, start - 2), start) and _MADE.match(text, end)
    return bool(shown) or demonstrated(text, end) or spoken_of(text, start, end)


def _bbcode(text: str) -> list[Change]:
    """Tags that open with a value or have a partner; [M] and [1] of a reference are no tags."""
    tags = [(m, bool(m[1]), m[2].lower()) for m in _BBCODE.finditer(text)]
    closed = {name for _, closing, name in tags if closing}
    spoken = {
        name
        for m, closing, name in tags
        if spoken_of(text, *m.span()) or (demonstrated(text, m.end()) if closing else taught(text, m.start()))
    }
    tags = [tag for tag in tags if tag[2] not in spoken]
    return [Change(*m.span(), "") for m, closing, name in tags if closing or m[3] or name in closed]


def _tags(text: str) -> list[Change]:
    """Runs of tags beside Chinese text; English prose may well show tags, and so may a page that speaks of one."""
    found: list[Change] = []
    tags = list(_TAG.finditer(text))
    if 2 * sum(spoken_of(text, *match.span()) for match in tags) >= max(1, len(tags)):
        return []
    for match in tags:
        left, right = at(text, match.start() - 1), at(text, match.end())
        beside = is_chinese(left) or is_chinese(right) or _INDENTED.match(text, match.end())
        if beside and not spoken_of(text, *match.span()):
            breaks = _BREAK.search(match[0]) and left not in ("", "\n") and right not in ("", "\n")
            found.append(Change(*match.span(), "\n" if breaks else ""))
    return found


def _styles(text: str) -> list[Change]:
    found: list[Change] = []
    place = 0
    for block in _BLOCK.finditer(text):
        head = text[max(place, block.start() - 200) : block.start()]
        selector = _SELECTOR.search(head)
        if selector and _DECLARATIONS.fullmatch(block[0]) and (":" in block[0] or selector[0].startswith("@")):
            first = block.start() - len(selector[0])
            if spoken_of(text, first, block.end()) or taught(text, first):
                continue
            found.append(Change(first, _SPACES.match(text, block.end()).end(), ""))  # type: ignore[union-attr]
        place = block.end()
    return found


def _author_set(text: str, match: re.Match[str]) -> bool:
    """Whether declarations are the author's: spoken of, told to be set, or nothing of a text's style."""
    told = _SET.search(text, max(0, match.start() - _TELLS), match.start())
    return bool(told) or not _STYLES.search(match[0]) or spoken_of(text, *match.span())


def find(text: str) -> list[Change]:
    changes: list[Change] = []
    notes = list(_NOTE.finditer(text)) if "<ref" in text else []
    shown = {match.start() for match in notes if _note_shown(text, *match.span())}
    bracketed = "[" in text or "]]>" in text or "_ueditor" in text
    if bracketed:
        changes += _bbcode(text)
        changes += left_out(_HOLDS.finditer(text))
        changes += left_out(_SHORT.finditer(text))
        changes += (Change(*match.span(), "\n") for match in re.finditer(r"\[br ?/?\]", text))
        if "[list" in text.lower():
            starts = (match.span() for match in re.finditer(r"\[\*\]", text))
            changes += (Change(*span, "\n" if _BREAKS.match(at(text, span[0] - 1)) else "") for span in starts)
        changes += left_out(match for match in _FACES.finditer(text) if not _sent(text, *match.span()))
    if ("<!" in text or "]>" in text or "_ueditor" in text) and not _CDATA_TOLD.search(text):
        changes += left_out(_CDATA.finditer(text))
    if bracketed or "{{" in text or "== " in text:
        changes += _wiki(text)
    changes += _noise(text)
    if ">" in text:
        ends = (match for match in matches_in_lines(_TAG_END, _CLOSES, text) if not spoken_of(text, *match.span()))
        changes += left_out(ends)
    if '">' in text or '" />' in text or '"/>' in text:
        attributes = (match for match in _ATTRIBUTES.finditer(text) if match.start() not in shown)
        changes += left_out(attributes)
    if "px;" in text or "pt;" in text or "em;" in text or "%;" in text:
        bare = (match for match in _BARE.finditer(text) if not _author_set(text, match))
        changes += left_out(bare)
    if '="' in text:
        changes += left_out(_STRIPPED.finditer(text))
    if "<!--" in text:
        changes += left_out(_COMMENT.finditer(text))
    if "<" in text:
        changes += _tags(text)
    if "<ruby" in text and "</rt>" in text:
        changes += left_out(_RUBY.finditer(text))
    changes += left_out(match for match in notes if match.start() not in shown)
    if "{" in text:
        changes += _styles(text)
    return disjoint(changes)
