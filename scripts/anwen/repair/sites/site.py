"""What sites say of themselves, in site.yaml: the words that `advert`, `inserted` and `notice` read."""

from __future__ import annotations

import re
from functools import cache

from anwen import tables
from anwen.repair.marks import HAN

_NAME = re.compile("(?<!P)<([a-z]+)>")


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
