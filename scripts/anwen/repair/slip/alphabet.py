"""GBK's characters in columns, for many of them to be weighed at a time: a lost byte leaves hundreds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from anwen.repair.language.model import normal
from anwen.repair.slip.gbk import table
from anwen.repair.slip.page import Page, forms, scripts

Places = npt.NDArray[np.intp]
Costs = npt.NDArray[np.float64]


class Alphabet(NamedTuple):
    """The characters, and the classes that the language model may know them as; "" where nothing is read."""

    chars: list[str]
    place: dict[str, int]  # of each character
    number: dict[str, int]  # of each class
    of_pair: Places  # the place of the character of two bytes, -1 where they are none
    first: npt.NDArray[Any]  # byte of each character
    second: npt.NDArray[Any]


@cache
def alphabet() -> Alphabet:
    """The characters of GBK.

    >>> alphabet().chars[alphabet().of_pair[0xCE, 0xA3]]
    '危'
    """
    pair, simple = table().pair, scripts().simple
    chars = list(pair)
    classes = dict.fromkeys(["", *map(normal, chars), *(normal(simple.get(char, char)) for char in chars)])
    bytes_of = np.array(list(pair.values()))
    of_pair = np.full((256, 256), -1, np.intp)
    of_pair[bytes_of[:, 0], bytes_of[:, 1]] = np.arange(len(chars))
    return Alphabet(chars, _numbered(chars), _numbered(classes), of_pair, bytes_of[:, 0], bytes_of[:, 1])


def _numbered(every: Iterable[str]) -> dict[str, int]:
    return {one: number for number, one in enumerate(every)}


class Script(NamedTuple):
    """The characters as the pages of one script have them."""

    normal: Places  # the class of each character
    cost: Costs  # of each character on a page that shows it nowhere else
    form_class: Places  # of each form that a class may have
    form: Places  # the character


@cache
def script(traditional: bool) -> Script:
    """What is the same on all pages that are ``traditional``, or on all others."""
    known = alphabet()
    page = Page("", traditional=traditional)
    every = [(number, char) for one, number in known.number.items() for char in forms(one, traditional)]
    return Script(
        np.array([known.number[page.normal(char)] for char in known.chars]),
        np.array([page.cost(char) for char in known.chars]),
        np.array([number for number, _ in every]),
        np.array([known.place[char] for _, char in every]),
    )
