"""The raised marks by which an encyclopedia leads to its list of sources: [1], [2-3].

They stand within sentences, and their list stands beside the text. A paper's marks lead to a list in the
text and stay: under 参考文献, 注释, References, or numbered as the marks are.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

_MARK = re.compile(r"\s*\[\s*\d{1,3}(?:\s*[-~–—,、]\s*\d{1,3}){0,3}\s*\]\s*")
_OWN_LIST = re.compile(
    r"参\s*考\s*文\s*献|引\s*[用证]\s*文\s*献|参\s*考\s*书\s*目|[尾脚]\s*注|注\s*[释解]|References|Notes|Bibliography",
    re.I,
)
_ENTRY = re.compile(r"\s*\[\s*1\s*\]")
_SITES = re.compile(r"引用日期|参考资料")  # an encyclopedia's list, which may be numbered so
_LEAST = 2


def source_marks(soup: BeautifulSoup) -> list[Tag]:
    """The elements that are such marks.

    >>> page = "<p>双控是一种方法。<sup>[1]</sup>先辨识。<sup>[1-2]</sup>面积9m<sup>2</sup>。</p>"
    >>> len(source_marks(BeautifulSoup(page, "lxml"))), len(source_marks(BeautifulSoup(page + "参考文献", "lxml")))
    (2, 0)
    """
    found = [tag for tag in soup.find_all("sup") if _MARK.fullmatch(tag.get_text())]
    if len(found) < _LEAST:
        return []
    text = soup.get_text()
    return [] if _OWN_LIST.search(text) or (not _SITES.search(text) and _numbered(soup)) else found


def _numbered(soup: BeautifulSoup) -> bool:
    """Whether a [1] that is not raised stands in the text."""
    return any(not string.find_parent("sup") for string in soup.find_all(string=_ENTRY))
