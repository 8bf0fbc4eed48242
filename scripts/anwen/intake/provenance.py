"""Where a page came from, in the page's own words: what it does not say stays unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import opencc

from anwen.intake.dates import DATE, first_date, iso

# Some sites print pinyin behind traditional characters, 責(zé)任, which splits the words that the patterns look for.
_READING = re.compile(r"(?<=[\u3400-\u9fff])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿɡ]{1,8}[)）]")
SAMPLE = 2000  # characters from which a page's script is told
LEAST_TRADITIONAL = 0.1  # of its characters; traditional pages have a third, simplified ones hardly any
LEAST_DIFFERENT = 3  # such characters: a short page may repeat the one of a name (乾县)

# What surrounds a document on its page stands at the page's ends; the same words inside an article say nothing.
HEAD_LINES, TAIL_LINES = 12, 40
LONGEST_LINE = 200  # a line above this is running text
LONGEST_TITLE = 60

_HAN = r"[\u3400-\u9fff]"
_HOST = r"(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|cc|top|vip|info)(?:\.cn)?"
_NAME = (  # ends with a word for a site or an operator
    r"[\u3400-\u9fffA-Za-z0-9]{1,20}?(?:网站?|文库|政府|公司|集团|委员会|局|厅|部|中心|协会|报社?|出版社|频道|在线|之家|平台"
    r"|大学|学院)(?!\w)"
)
# Words in the place of a name that name nobody.
_NOBODY = re.compile(r"(?:本|我|该|此|首页|主页|网站$|网友|网络|互联网|来自|未经|所有|归)")


def _patterns(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.M | re.I) for pattern in patterns)


# The group of each is the value; best first. These stand at the page's ends …
_PUBLISHER_AT_ENDS = _patterns(
    rf"^(?:您|你)?(?:现在|当前)?(?:所在)?(?:的)?位置(?:是|为)?\s*[:：]\s*({_HAN}\w{{1,19}}?)(?:首页|主页)?\s*[>›»→]",
    rf"(?:©|copyright|\(c\))[^\n\u3400-\u9fff]{{0,60}}?(?:\d{{4}}|{_HOST})[,\s]+({_HAN}{{2,20}})(?!\w)",
    rf"版权所有\s*[:：©]?\s*({_NAME})",
    rf"Powered by\s+({_HAN}\w{{1,19}})",
    rf"(?:主办单位|主办|主管单位)\s*[:：]\s*({_NAME})",
)
# … and these only a site says, wherever they stand.
_PUBLISHER_ANYWHERE = _patterns(
    rf"(?<!{_HAN})({_HAN}{{1,10}}(?:网|文库))[仅只](?:是)?提供",
    rf"请在\s*(?:{_HOST})?({_HAN}{{1,10}}(?:网|文库))(?=[|上])",
)
_ADDRESS = _patterns(
    r"(?:本文|原文|本页)(?:链接|地址|网址|链接地址)\s*[:：]\s*(https?://[\x21-\x7e]+)",
    rf"(?:©|copyright)[^\n]{{0,40}}?({_HOST})(?![\w.])",
)
_DOCUMENT = _patterns(r"(?:文档|文件|资源|资料)\s*(?:编号|ID)\s*[:：]\s*([A-Z0-9][A-Z0-9_-]{2,30})")
_PUBLISHED = re.compile(r"(?:发布|发表|刊发|更新)(?:时间|日期|于)\s*[:：]?\s*" + DATE)
_UPLOADED = re.compile(r"上传(?:时间|日期|于)\s*[:：]?\s*" + DATE)
# What a site prints below the title; documents write 年月日.
_DATE_LINE = re.compile(
    r"((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
    r"(?:\s*(?:来源|作者|浏览|阅读|点击|编辑|发布|分类|栏目).*)?"
)
_RIGHTS = re.compile(r"版权(?:所有|归属?|说明|声明)|All Rights Reserved", re.I)
_TRAIL = re.compile(r".{0,8}位置(?:是|为)?\s*[:：]")
_NO_TITLE = re.compile(r"[。;；!！]$|https?://|^(?:首页|登录|时间|地点)|版权(?:所有|说明|声明)")


def provenance(text: str, hints: Mapping[str, str]) -> dict[str, str]:
    """What a page says of itself, by the fields of a manifest entry; unknown ones are absent.

    Every value is words of the page (of a traditional page in simplified characters), a date in ISO form.

    Args:
        text: the text of the original.
        hints: what its head says (`anwen.records.Original.hints`); it stands above the text.

    >>> provenance("当前位置:广义范文网 > 公文\\n谈话内容\\n发布时间:2023-12-27 08:42:16 来源:网友投稿", {})
    {'title': '谈话内容', 'publisher': '广义范文网', 'published': '2023-12-27'}
    """
    text = _simplified(text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    head = [line for line in lines[:HEAD_LINES] if len(line) <= LONGEST_LINE]
    tail = [line for line in lines[HEAD_LINES:][-TAIL_LINES:] if len(line) <= LONGEST_LINE]
    ends = "\n".join(head + tail)
    found = {
        "title": hints.get("title", "") or _title(lines),
        "publisher": hints.get("publisher", "") or _name(_PUBLISHER_AT_ENDS, ends) or _name(_PUBLISHER_ANYWHERE, text),
        "url": hints.get("url", "") or _first(_ADDRESS, ends),
        "published": first_date(hints.get("date", "")) or _labelled_date(_PUBLISHED, ends) or _date_below_title(head),
        "uploaded": _labelled_date(_UPLOADED, ends),
        "document": _first(_DOCUMENT, "\n".join(head)),
        "rights": next((line for line in head + tail if _RIGHTS.search(line)), ""),
    }
    return {field: value for field, value in found.items() if value}


def _simplified(text: str) -> str:
    """The text of a traditional page in simplified characters, without readings; any other text as it is."""
    plain = _READING.sub("", text)
    sample = plain[:SAMPLE]
    changed = [old for old, new in zip(sample, _converter().convert(sample), strict=False) if old != new]
    traditional = len(changed) > LEAST_TRADITIONAL * len(sample) and len(set(changed)) >= LEAST_DIFFERENT
    return _converter().convert(plain) if traditional else text


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _title(lines: list[str]) -> str:
    """The first line, or the second below the page's trail of links, if it can be a title."""
    for line in lines[:2]:
        if _TRAIL.match(line):
            continue
        return "" if len(line) > LONGEST_TITLE or _NO_TITLE.search(line) else line
    return ""


def _name(patterns: tuple[re.Pattern[str], ...], text: str) -> str:
    names = (match.group(1) for pattern in patterns for match in pattern.finditer(text))
    return next((name for name in names if not _NOBODY.match(name)), "")


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> str:
    for pattern in patterns:
        match = pattern.search(text)
        if match:
            return match.group(1).rstrip(".,;)")
    return ""


def _labelled_date(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return iso(*match.groups()) if match else ""


def _date_below_title(head: list[str]) -> str:
    """A line of digits directly below the page's title: what a site prints, while documents write 年月日."""
    for line in head[1:3]:
        match = _DATE_LINE.fullmatch(line)
        if match:
            return iso(*match.groups()[:3])
    return ""
