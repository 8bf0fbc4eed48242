"""The raised marks by which an encyclopedia leads to its list of sources: [1], [2-3].

They stand within sentences, and their list stands beside the text. A paper's marks lead to its own 参考文献 and stay.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

_MARK = re.compile(r"\s*\[\s*\d{1,3}(?:\s*[-~–—,、]\s*\d{1,3}){0,3}\s*\]\s*")
_OWN_LIST = re.compile(r"参\s*考\s*文\s*献")
_LEAST = 2


def source_marks(soup: BeautifulSoup) -> list[Tag]:
    """The elements that are such marks.

    >>> page = "<p>双控是一种方法。<sup>[1]</sup>先辨识。<sup>[1-2]</sup>面积9m<sup>2</sup>。</p>"
    >>> len(source_marks(BeautifulSoup(page, "lxml"))), len(source_marks(BeautifulSoup(page + "参考文献", "lxml")))
    (2, 0)
    """
    found = [tag for tag in soup.find_all("sup") if _MARK.fullmatch(tag.get_text())]
    if len(found) < _LEAST or soup.find(string=_OWN_LIST):
        return []
    return found
