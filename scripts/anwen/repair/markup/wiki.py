"""What the pages of a wiki have: [[links|their words]], == headings ==, [编辑], {{来源请求}}, <ref>notes</ref>."""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.marks import HAN

NAME = "residue"  # for a reader the same as other markup

# <ref name="a">…</ref>: a note, which a wiki shows elsewhere
_NOTE = re.compile(r"<ref(?:\s[^<>\n]{0,200})?(?:/>|>(?![和与及、]<)[^<>\n]{0,300}</ref>)")
# '''有限空间''', [[应急管理部|应急管理部门]], {{来源请求|date=2019年}}: a wiki's.
_LINK = re.compile(
    rf"\[\[(?!Category ?[:：]|分[类類][:：])(?:[^\[\]|\n]{{1,60}}\|)?([^\[\]|\n]{{0,60}}[{HAN}][^\[\]|\n]{{0,60}})\]\]"
)
# [[Category:安全工程]], lines of them: they say where the page belongs.
_CATEGORY = re.compile(
    r"^(?:\[\[(?:Category|分类|分類) ?[:：][^\[\]\n]{1,60}\]\][ \t]*)+(?:\n|\Z)", re.MULTILINE | re.IGNORECASE
)
# -{zh-cn:信息;zh-tw:資訊}-, -{模块}-: words of each region, of which the mainland's stay; -{H|…}- is a rule, not shown.
_REGIONS = re.compile(rf"-\{{(?:([A-Z])\|)?([^{{}}\n]{{0,80}}[{HAN}][^{{}}\n]{{0,80}})\}}-")
_MAINLAND = re.compile(r"(?:^|;)\s*zh-(?:hans|cn):([^;]+)")
_REGION = re.compile(r"\s*zh-[a-z]{2,4}:([^;]+)")
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
# 生平经历编辑 播报: an encyclopedia's buttons behind its headings, two or more, with prose below each. Who has duties
# (张小雨 编辑 播报) has a name of up to three characters and a space.
_BUTTONS = re.compile(
    r"^[^，。；：\n]{1,19}?[^，。；：\s](?P<buttons>(?:(?<=[^\n]{4})[ \u3000])?(?P<order>编辑 播报|播报 编辑))[ \t]*$"
    r"(?=\n+[^\n]{0,80}[，。；])",
    re.MULTILINE,
)
_AGREE = 2
_EDIT = re.compile(rf"(?<=[{HAN}。！？])\[编辑\][ \t]*$", re.MULTILINE)
_BOLD = re.compile(r"(?<!')('{2,3})(?=[^'\n])[^'\n]{1,60}(?<!')(\1)(?!')|\{\{[^{}\n]{1,120}\}\}")


def find(text: str) -> list[Change]:
    """Changes for a page that has such signs, and for the notes of any.

    >>> [change[2] for change in find("[[应急管理部|应急管理部门]]于2018年成立<ref>见公报</ref>。")]
    ['应急管理部门', '']
    """
    changes = _signs(text) if "[" in text or "{{" in text or "== " in text else []
    if "编辑 播报" in text or "播报 编辑" in text:
        changes += _buttons(text)
    if "}-" in text and (changes or "zh-" in text):  # else 报告-{姓名}-{日期}.docx
        shown = ((match, "" if match[1] in ("H", "T") else _mainland(match[2])) for match in _REGIONS.finditer(text))
        changes += (Change(*match.span(), words) for match, words in shown)
    return disjoint([*changes, *(left_out(_NOTE.finditer(text)) if "<ref" in text else ())])


def _mainland(words: str) -> str:
    """What readers on the mainland see; the first where none is theirs, all of it where regions are not told apart.

    >>> _mainland("zh-tw:列印;zh-cn:打印;"), _mainland("zh-tw:列印;zh-hk:打印"), _mainland("模块")
    ('打印', '列印', '模块')
    """
    own = _MAINLAND.search(words) or _REGION.match(words)
    return own[1].strip() if own else words


def _buttons(text: str) -> list[Change]:
    """The buttons of a page, all in one order."""
    matches = list(_BUTTONS.finditer(text))
    if len(matches) < _AGREE or len({match["order"] for match in matches}) > 1:
        return []
    found = [match.span("buttons") for match in matches]
    found += (match.span() for match in _EDIT.finditer(text))
    return [Change(*span, "") for span in found]


def _signs(text: str) -> list[Change]:
    """Links, headings, bold type and what editors ask for, on a page that has some of them."""
    placed = list(_CATEGORY.finditer(text)) if "[[" in text else []
    found = left_out(placed) + [Change(*match.span(), match[1]) for match in _LINK.finditer(text)]
    heads = list(_HEAD.finditer(text)) if "==" in text else []
    asked = list(_ASKED.finditer(text)) if "{{" in text or "[编辑]" in text else []
    sure = list(_SURELY.finditer(text))
    noted = any(match[0].startswith("{{") for match in asked) or "<ref" in text
    noted = noted or ("[编辑]" in text and len(_EDITED.findall(text)) > 1 and not _ROLES.search(text))
    # [编辑] alone is any site's: 本文由李某[编辑]
    if found or len(heads) > 1 or any(match[3] for match in heads) or noted or sure:
        found += (Change(*match.span(), match[2]) for match in heads)
        found += left_out([*asked, *sure])
    for match in _BOLD.finditer(text) if found else ():
        spans = (match.span(1), match.span(2)) if match[1] else (match.span(),)
        found += (Change(*span, "") for span in spans)
    return found
