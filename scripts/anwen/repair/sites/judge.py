"""Whether words are a site's, speaking of itself and its wares, or may be an author's.

Told by how much more a site would say so than an author (`leaning`), and by words that no author of such texts needs
(site.yaml).
"""

from __future__ import annotations

import re

from anwen.repair.marks import count_han
from anwen.repair.sites import inserted, notice, site
from anwen.repair.sites.leaning import leaning

DOUBT = "inserted"

QUOTED = re.compile('[“"「『【][^”"」』】\\n]{1,16}[”"」』】]')
# What a page draws around a line of its own, and brackets around all of one.
DRAWN = " \t\r\xa0\u3000★☆●◆◇■▲△※↓↑♥=~～<>-—*"
FRAMED = re.compile("[【\\[（(〔].*[】\\]）)〕]")
_CLAUSES = re.compile("[，。；！？!?, \u3000]")
# Nats a character. Of 196 sentences of clean texts that have one of the words none but the shortest reaches 0.1; what
# an author may say to readers of a notice reaches 2.4, so that without a word of the site's own nothing goes.
SURE, _LIKELY, _ALONE = 0.7, 0.3, 1.0
_AUTHOR = -0.3  # of 3,184 clauses of clean texts one in twenty has more, of 99 that sites wrote one has less
ENOUGH, ENOUGH_APART, ENOUGH_BARE = 9.0, 4.0, 14.0  # nats in all; in brackets; without a mark around
_TELLING = 8  # characters that are marked without a word of the site's own; 名额有限 is anybody's
SHORTEST = 5  # characters of a clause or line that is judged


def judged(words: str, enough: float = ENOUGH) -> str | None:
    """The doubt with which words are a site's, ``""`` where there is none; None where they may be an author's.

    >>> judged("现在注册即送30天会员，海量模板任你下载"), judged("请扫描下方二维码下载资料")
    ('', 'inserted')
    >>> judged("请职工扫描下方二维码下载资料") is None
    True
    """
    said = QUOTED.sub(_quoted, words)
    value = leaning(said)
    if value * count_han(said) < enough:
        return None
    if any(leaning(part) < _AUTHOR for part in _CLAUSES.split(said) if count_han(part) >= SHORTEST):
        return None  # one of the clauses is an author's
    if site.pattern("meant").search(words):
        return None
    if site.pattern("own").search(words):
        return "" if value >= SURE else DOUBT if value >= _LIKELY else None
    return DOUBT if value >= _ALONE and count_han(said) >= _TELLING else None


def _quoted(quoted: re.Match[str]) -> str:
    """What quotation marks or brackets tell of who speaks: a name nothing, the site's own label much (【限时特惠】)."""
    return quoted[0] if quoted[0][0] == "【" and site.pattern("own").search(quoted[0]) else ""


def is_sites(words: str) -> bool:
    """Whether a line, or what spaces part from a sentence, is a site's where a page's number stands beside it.

    >>> is_sites("精品文档 欢迎下载"), is_sites("检查情况如下")
    (True, False)
    """
    words = words.strip(DRAWN)
    said = words[1:-1] if FRAMED.fullmatch(words) else words
    known = notice.is_notice(words) or inserted.is_credit(words)
    return known or (bool(said) and judged(said, ENOUGH_APART) is not None)
