"""The annotation filter of the scraped pages, simulated on bytes as it worked.

A page is converted to traditional characters and encoded in GBK; behind every place where the two bytes of an
annotated character stand, aligned or not, ``(pinyin)`` is inserted; then the page is decoded and its full-width marks
are folded to ASCII.
"""

from __future__ import annotations

import contextlib
import random
from dataclasses import dataclass
from functools import cache

import opencc
from pypinyin import Style, pinyin

# Characters that such filters are seen to annotate, the commonest first; sites' sets are nested tiers of such a list.
COMMON = (
    "权内进报认领产达统战实责现习导关当复严发构监区强调财坚风险标预点业础设担经济务运规应执创准数据术远机项质负协联网络"
    "学扩结细补计转纪环训节态优续验队驱蓝费护灾团养医"
)
OTHERS = (
    "个会体动员国图场处备够头奖岗师帐库开张录总战断无时权条来杂档检气测满爱电矿确种称简类红级纲练组织罚职药虑补觉观订议"
    "论访评识诉词试话语课谈变资赛赞赶车轨较输边过还远违连选通造逻鉴针铁销锁长门闭问间队阳阶际陆陈难静韧顶顺须顾颁额题饮驾齐"
)
MARKS = "，、。；？："


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")


def traditional(text: str) -> str:
    """``text`` in traditional characters."""
    return str(_converter().convert(text))


@dataclass(frozen=True)
class Site:
    """How one site's filter works."""

    readings: tuple[tuple[str, str], ...]  # annotated characters as the page has them, in the order of replacing
    marks: str = ""  # marks with which an insertion resynchronises
    marker: bytes = b"\0"  # what is inserted before such a mark; NUL leaves no trace where it is not swallowed
    folded: bool = True
    simplified: bool = False
    cut: float = 1.0  # the share of such marks that get their marker

    def damage(self, text: str, chance: random.Random) -> str:
        """What the filter makes of clean simplified ``text``."""
        shown = text if self.simplified else traditional(text)
        data = shown.encode("gbk", "ignore")
        for char, reading in self.readings:
            key = char.encode("gbk")
            data = data.replace(key, key + f"({reading})".encode("gbk"))
        for mark in self.marks:
            key = mark.encode("gbk")
            parts = data.split(key)
            for i, part in enumerate(parts[:-1]):
                parts[i] = part + (self.marker if chance.random() < self.cut else b"")
            data = key.join(parts)
        page = decode(data)
        return page.translate(_FOLD) if self.folded else page


_FOLD = str.maketrans("，；：？！（）", ",;:?!()")


def decode(data: bytes) -> str:
    """GBK as the sites' decoder read it: what is undefined vanishes, a lead byte swallows a control or ASCII mark."""
    out: list[str] = []
    place = 0
    while place < len(data):
        byte = data[place]
        if byte < 0x80:
            out.append(chr(byte) if byte else "")
            place += 1
        elif place + 1 == len(data) or data[place + 1] < 0x40:
            out.append("?")
            place += 2
        else:
            with contextlib.suppress(UnicodeDecodeError):
                out.append(data[place : place + 2].decode("gbk"))
            place += 2
    return "".join(out)


def site(seed: int, **how: object) -> Site:
    """A site with a table of its own: 85 to 136 characters, marks or none, a visible marker or none."""
    chance = random.Random(seed)
    usual = [char for char in COMMON if chance.random() < 0.9]
    usual += chance.sample(sorted(set(OTHERS) - set(COMMON)), chance.randint(10, 60))
    chance.shuffle(usual)
    simplified = bool(how.get("simplified", False))
    shown = [char if simplified else traditional(char) for char in dict.fromkeys(usual)]
    readings = tuple((char, pinyin(char, style=Style.TONE)[0][0]) for char in shown)
    marks = chance.choice(["", MARKS, "，、；？", "；？"])
    marker = chance.choice([b"\0", b"\0", b","])
    settings: dict[str, object] = {"marks": marks, "marker": marker, "cut": chance.choice([1.0, 0.5]), **how}
    return Site(readings, **settings)  # type: ignore[arg-type]
