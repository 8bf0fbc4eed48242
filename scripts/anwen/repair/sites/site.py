"""What sites say of themselves, in site.yaml: the words that `advert`, `inserted` and `notice` read."""

from __future__ import annotations

import re
from functools import cache

from anwen import tables
from anwen.repair.marks import HAN

_NAME = re.compile("(?<!P)<([a-z]+)>")
_SENTENCE = re.compile("[^。！？\\n]*\\Z")
_FAR = 80  # characters


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """The lists by their names, read once; the file says what each is for."""
    return tables.shipped("anwen/repair/sites/site.yaml", dict[str, tuple[str, ...]])


def _one_of(*names: str) -> str:
    return "|".join(_spelled(entry) for name in names for entry in _lists()[name])


def _spelled(form: str) -> str:
    return _NAME.sub(lambda match: HAN if match[1] == "han" else f"(?:{_one_of(match[1])})", form)


@cache
def pattern(*names: str) -> re.Pattern[str]:
    """A pattern for any entry of the lists so named.

    >>> bool(pattern("sells").search("全国包邮，欢迎选购"))
    True
    """
    return re.compile(_one_of(*names))


@cache
def shape(form: str) -> re.Pattern[str]:
    """A pattern in which ``<name>`` stands for any entry of the list so named.

    >>> bool(shape("(?:<does>)后(?:<reads>)").fullmatch("登录后阅读"))
    True
    """
    return re.compile(_spelled(form))


def ruled(text: str, place: int) -> bool:
    """Whether the sentence that goes on at ``place`` speaks of contracts and rights, and so of what a site says.

    >>> text = "合同约定，网站应当标注“版权所有”字样，转载须注明出处。"
    >>> ruled(text, text.index("转载")), ruled("会议要求，转载须注明出处。", 5)
    (True, False)
    """
    said = _SENTENCE.search(text, max(0, place - _FAR), place)
    return bool(said and pattern("ruled").search(said[0]))
