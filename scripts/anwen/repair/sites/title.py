"""What a site adds to a text's title: its own name behind it (…会议召开_要闻_安平新闻网), the title again with a label.

A site's name goes; an office's may be the author's, so it is only marked unless the title stands again without it.
"""

from __future__ import annotations

import re

from anwen.repair.documents import OFFICE_ENDS
from anwen.repair.draft import Change, disjoint
from anwen.repair.lines import FILLED_LINE
from anwen.repair.marks import HAN

NAME = "title"

_LABEL = re.compile(
    r"[ \u3000]*(?:[标題标][ \u3000]*[题題]|题[ \u3000]*目|(?:文章|新闻)(?:标题|名称))[ \u3000]*[:：]\s*"
)
_TAIL = re.compile(
    r"(?P<sign>[ \u3000]*[|｜_＿][ \u3000]*|[ \u3000]+[-–—][ \u3000]+|(?<![-—–\d])[-–—](?![-—–]))"
    r"(?P<name>[^|｜_＿–—。，！？：:\n-]{2,20})\Z"
)
# 网 behind a bar is a site; behind a hyphen it may be the author's 防护网.
_SITE = re.compile(
    "(?:网站|门户|官网|新闻网|政府网|政务网|信息网|人民网|新华网|文库|[源料文产理育习]网|日报|晚报|晨报|数字[版报]|电子版|手机版|客户端|频道|论坛|资讯|百科|博客|头条|"
    "融媒体?|知乎|简书|豆瓣|搜狐|网易|新浪|腾讯|微博|百家号|澎湃|公众号|\\.(?:com|cn|net|org))\\Z"
)
_NET = re.compile("(?:(?<![护控管电法任防])网|在线|平台|之家|大全)\\Z")
# 无忧文档 behind a spaced hyphen or a bar
_SHARES = re.compile(f"[{HAN}A-Za-z0-9]{{2,6}}(?:文档|范文|文秘|公文)")
_COLUMN = re.compile(
    "(?:首页|动态|要闻|新闻|快讯|通知|公告|公示|公开|政务|下载|阅读|文档|栏目|资讯|文件|法规|范文|工作总结|会议纪要|安全管理|安全生产|专题|信息)\\Z"
)
_OFFICE = re.compile(f"(?:{OFFICE_ENDS})\\Z")
_ABOUT = re.compile("[记访]|来自|献给|写[在给]|致|走进|探访|关于|以")  # a subtitle
_FILE = re.compile(r"\.(?:docx?|pdf|pptx?|wps|txt)\Z")
# …会议召开_…会议召开_某某网: the title of the page, of the article and of the site, one behind the other.
_AGAIN = re.compile(
    f"[ \u3000]*(?P<title>[^|｜_＿\\n]{{6,60}}?)"
    f"(?:[ \u3000]*(?:[|｜_＿]|(?<= )[-–—](?= )|(?<=[{HAN}]{{8}})[-–—]{{1,2}})[ \u3000]*(?P=title)"
    "(?=[ \u3000]*(?:$|[|｜_＿–—-])))+"
)
_SHORTEST = 6
_COLUMNS = 8  # characters of a column's name
_HEAD = 6  # lines
_LONGEST = 90


def find(text: str) -> list[Change]:
    head: list[re.Match[str]] = []
    for line in FILLED_LINE.finditer(text):
        head.append(line)
        if len(head) == _HEAD:
            break
    if len(head) < 2:
        return []
    doubled = _doubled(head[0])
    if doubled and not head[0][0][doubled[0].end - head[0].start() :].strip():
        return doubled
    return _labelled(head) or disjoint([*doubled, *_suffixed(text, head)])


def _doubled(line: re.Match[str]) -> list[Change]:
    """The copies of a title behind it in its own line."""
    match = _AGAIN.match(line[0]) if len(line[0]) <= 2 * _LONGEST else None
    if not match or len(_core(match["title"])) < _SHORTEST:
        return []
    return [Change(line.start() + match.end("title"), line.start() + match.end(), "")]


def _core(words: str) -> str:
    return re.sub(rf"[^{HAN}0-9A-Za-z]", "", words)


def _labelled(head: list[re.Match[str]]) -> list[Change]:
    """The line 标题：…, where the title stands without its label as well."""
    plain = {_core(line[0]) for line in head}
    for at, line in enumerate(head):
        label = _LABEL.match(line[0][:_LONGEST])
        words = _core(line[0][label.end() :]) if label else ""
        if len(words) >= _SHORTEST and words in plain:
            end = len(line[0].rstrip()) + line.start()
            return [Change(head[at - 1].end(), end, "") if at else Change(line.start(), head[1].start(), "")]
    return []


def _suffixed(text: str, head: list[re.Match[str]]) -> list[Change]:
    first, below = head[0], {_core(line[0]) for line in head[1:]}
    line = first[0].rstrip()
    tail = _TAIL.search(line) if len(line) <= _LONGEST else None
    if not tail or (tail["sign"].strip() not in "-–—" and tail["sign"].strip() in head[1][0]):
        return []  # rows of a table
    title = line[: tail.start()]
    if len(title.strip()) < _SHORTEST or _ABOUT.match(tail["name"]):
        return []
    while (column := _TAIL.search(title)) and len(column["name"]) <= _COLUMNS and _COLUMN.search(column["name"]):
        if column.start() < _SHORTEST:
            break
        title = title[: column.start()]
    filed = len(title) < tail.start() and tail["sign"] not in "-–—" and _OFFICE.search(tail["name"])
    if filed or _core(line[: tail.start()]) in below or _core(title) in below or _is_site(tail):
        title = _FILE.sub("", title)
        return [Change(first.start() + len(title), first.start() + len(line), "")]
    if _OFFICE.search(tail["name"]) or _NET.search(tail["name"]):
        start = first.start() + tail.start("name")
        return [Change(start, first.start() + len(line), text[start : first.start() + len(line)], NAME)]
    return []


def _is_site(tail: re.Match[str]) -> bool:
    hyphen = tail["sign"] in "-–—"
    apart = tail["sign"] != tail["sign"].strip() or not hyphen
    known = _SITE.search(tail["name"]) or (apart and _SHARES.fullmatch(tail["name"]))
    return bool(known or (not hyphen and _NET.search(tail["name"])))
