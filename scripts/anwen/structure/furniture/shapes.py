"""What a single line's make says of it: a button, a label, a trail of links, a counter, a row of these."""

from __future__ import annotations

import re

from anwen.structure.furniture.credits import is_credits, is_page_data
from anwen.structure.furniture.patterns import patterns
from anwen.structure.lines.fields import begins_field
from anwen.structure.lines.page import ends_sentence
from anwen.structure.lines.titles import ends_as_title

_ARROW = re.compile("[>»›→▸▶►⟩]")
_BETWEEN_CRUMBS = re.compile(r"\s*(?:[>»›→▸▶►⟩|]+|-{1,2}>|--|\s/\s)\s*")
# It speaks to who reads the page, or of where in the site the page is, and a trail follows.
_TRAIL = re.compile(
    r"(?=[^:]{0,12}(?:[您你]|位置|栏目|导航|频道|路径))[^:。,]{2,12}:[^。,;:]{2,20}(?:\s*(?:[>»›→▸▶►⟩/|]|-{1,2}>)[^。,;:]{2,20})+$"
)
# A time of day behind a date in digits is a machine's; minutes say so in a field.
_STAMP = re.compile(
    r"(?P<before>[^。;!]{0,30}?)\s*[|/·]?\s*(?:(?:20|19)\d\d[-/.])?\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d\d(?::\d\d)?[^。;!]{0,40}"
)
# 附件下载:考核办法.docx(28.5 KB)
_FILE_OFFERED = re.compile(
    r".{2,90}\.(?:docx?|pdf|xlsx?|pptx?|wps|et|ofd|rar|zip)\s*[\[(]?\s*[\d.]+\s*[KMG]B?\s*[\])]?"
)
# 156 主题 | 2034 帖子 | 8721 积分
_COUNTS = re.compile(r"(?:\d[\d.,]*\s*[万亿]?\s*[个条次人篇]?(?:(?![年月日时分号])[一-鿿]){1,4}[\s|/·,]*){2,6}")
# 👍 36  💬 12  ⭐ 收藏
_DRAWN = r"[\U0001F300-\U0001FAFF\u2600-\u27BF\u2B50\uFE0F]"
_NUMBER = r"(?:[\d.,]{1,9}\s*[万kw+]?\s*)?"
_DRAWN_COUNTS = re.compile(rf"(?:{_DRAWN}+\s*{_NUMBER}[一-鿿]{{0,4}}\s*{_NUMBER}){{2,8}}", re.IGNORECASE)
_FIGURE = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_BUTTONS = 3  # beside figures
SHORT = 24  # characters of a button or a label
LONGEST = 60
_COUNT = re.compile(r"[\d.,]+|[次人个条]")
_PARTS = 2  # of a line, each the page's
# Of a line that is a button or a label of one, this share is made of the words on such; of one about the page, less.
LEAST_COVERED, LEAST_HINTED = 0.6, 0.25


def is_interface(folded: str) -> bool:
    """Whether a short line is made of the words on a site's buttons and boxes.

    >>> is_interface("打赏 收藏3"), is_interface("打印机指定专人管理"), is_interface("搜索")
    (True, False, True)
    """
    letters = sum(map(str.isalnum, folded))
    return 0 < letters <= SHORT and not ends_sentence(folded) and _covered(folded) >= LEAST_COVERED * letters


def _covered(folded: str) -> int:
    return sum(map(str.isalnum, "".join(match.group() for match in patterns("words").any.finditer(folded))))


def is_hinted(folded: str) -> bool:
    """Whether a quarter of a line or more is made of the words on buttons and boxes."""
    return _covered(folded) >= LEAST_HINTED * sum(map(str.isalnum, folded)) > 0


def shape_of(folded: str) -> str:
    """The rule that a line's make alone gives, or ``""``."""
    if is_page_data(folded, whole=begins_field(folded)):
        return "published-line"
    if not begins_field(folded):
        if (stamp := _STAMP.fullmatch(folded)) and not ends_as_title(stamp["before"]):
            return "published-line"
        if is_credits(folded):
            return "editor-line"
        if _FILE_OFFERED.fullmatch(folded):
            return "navigation"
    counts = len(folded) <= LONGEST and (_COUNTS.fullmatch(folded) or _counts_buttons(folded))
    buttons = is_interface(folded) or (is_hinted(folded) and is_crumbs(folded))
    if not (buttons or counts) and _is_row(folded):
        return "navigation"
    return "interface" if buttons else "page-counts" if counts else ""


def _counts_buttons(folded: str) -> bool:
    """Whether a line is a row of buttons with how often each was pressed: 赞同 128  23 条评论 分享 收藏 喜欢 收起."""
    if not _FIGURE.search(folded) or ends_sentence(folded):
        return False
    if _DRAWN_COUNTS.fullmatch(folded):
        return True
    bare = _FIGURE.sub("", folded)
    pressed = sum(1 for _ in patterns("words").any.finditer(bare))
    return pressed >= _BUTTONS and _covered(bare) >= LEAST_COVERED * sum(map(str.isalnum, bare))


def _is_row(folded: str) -> bool:
    """Whether the first and most parts of a line are the page's: [打印][关闭] 信息中心维护 最佳分辨率1024*768."""
    parts = folded.split()
    told = [
        bool(is_interface(it) or _COUNT.fullmatch(it) or patterns("line").line(it) or patterns("foot").line(it))
        for it in parts
    ]
    return sum(told) >= _PARTS and told[0] and 3 * sum(told) >= 2 * len(parts) and not ends_sentence(folded)


def is_crumbs(folded: str) -> bool:
    """Whether a line is a trail of links: three or more short names with arrows or bars between them.

    >>> is_crumbs("您现在所处的栏目:政务动态 / 部门文件 / 应急管理"), is_crumbs("时间 / 地点 / 人员")
    (True, False)
    """
    if is_page_data(folded):
        return False
    if _TRAIL.match(folded):
        return True
    arrows = len(_ARROW.findall(folded))
    if len(folded) > 90 or (arrows < 2 and ends_as_title(folded)) or not (arrows or is_hinted(folded)):
        return False  # bars stand between the cells of a form as well
    names = _BETWEEN_CRUMBS.split(folded)
    return 3 <= len(names) <= 8 and all(0 < len(name) <= 16 and not re.search("[。,;!?]", name) for name in names)
