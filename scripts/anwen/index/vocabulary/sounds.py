"""Pinyin of words and characters, and the table of traditional characters; worked out at build time only.

The libraries are loaded where they are used: a search imports this module and should not wait for them.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Container, Iterable, Mapping

from msgspec.structs import replace

from anwen.index.source import USUAL, Lexicon
from anwen.index.vocabulary import tables

# What many speakers do not tell apart: zh z, ch c, sh s; n l r; f h; ang an, eng en, ing in; ü is typed as v or u.
_NEAR = ((r"^([zcs])h", r"\1"), (r"^[nr]", "l"), (r"^f", "h"), (r"([aei])ng$", r"\1n"), ("v", "u"))

_WAYS = 4  # of reading a word: 谁主管谁负责 has so many

# Second readings that the words of a collection may lack: 都 is du in 首都, and 都办 is typed for 督办.
_SECOND = ("首都", "重复", "长大", "快乐", "角色", "调动", "投降", "参差", "弹药", "供给", "答应", "将领", "处理")


@functools.lru_cache(1 << 16)  # the lexicon and the readings ask for the same words, and so does the next build
def spoken(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a word aloud, each its syllables without tones, ü as v; the best first.

    pypinyin knows most words. Of a character that it knows from none, those readings are taken that readings.yaml has:
    长 in 区长 may be of 长度. The words of that file are read as they stand there. Of the 8,854 words of a collection
    that pinyin leads to 22 were read wrong, and 88 have a second reading.

    >>> spoken("重大隐患"), spoken("长效机制"), spoken("区长")
    ((('zhong', 'da', 'yin', 'huan'),), (('chang', 'xiao', 'ji', 'zhi'),), (('qu', 'zhang'), ('qu', 'chang')))
    """
    from pypinyin import Style, pinyin

    table = tables.readings()
    found: list[list[tuple[str, ...]]] = []  # for each piece of the word its ways
    for piece in re.split(_authored(), word):
        if piece in table.words:
            found.append([tuple(reading.split()) for reading in table.words[piece]])
            continue
        ways = pinyin(piece, style=Style.NORMAL, heteronym=True, errors="ignore") if piece else []
        chars = piece if len(piece) == len(ways) else [""] * len(ways)
        for char, known in zip(chars, ways, strict=True):
            others = [it for it in table.characters.get(char, ()) if it in known[1:]]
            found.append([(syllable,) for syllable in (known[0], *others)])
    ways_of_all = itertools.islice(itertools.product(*found), _WAYS)
    return tuple(tuple(itertools.chain.from_iterable(way)) for way in ways_of_all)


@functools.cache
def _authored() -> str:
    """What splits a text at the words of readings.yaml, the longest of those that begin alike."""
    return f"({'|'.join(sorted(tables.readings().words, key=len, reverse=True))})"


def syllables(word: str) -> tuple[str, ...]:
    """The syllables of a word, without tones, ü as v.

    >>> syllables("重大隐患")
    ('zhong', 'da', 'yin', 'huan')
    """
    return spoken(word)[0]


def near(syllable: str) -> str:
    """A syllable with what sounds nearly the same written the same; the keys of the lexicon's sounds.

    >>> near("zheng"), near("nv"), near("fang"), near("xiong")
    ('zen', 'lu', 'han', 'xiong')
    """
    for pattern, plain in _NEAR:
        syllable = re.sub(pattern, plain, syllable)
    return syllable


def _common() -> list[str]:
    """The 6,763 characters of GB 2312: what an input method offers first."""
    rows = range(0xB0, 0xF8)
    return [
        char
        for high in rows
        for low in range(0xA1, 0xFF)
        for char in bytes((high, low)).decode("gb2312", errors="ignore")
    ]


def readings(characters: Iterable[str], words: Iterable[str]) -> dict[str, str]:
    """Syllable to the characters read so, for GB 2312 and the given ``characters``.

    A character has its usual reading and those it has in ``words``; readings of names and dialect only mislead.
    """
    table: dict[str, set[str]] = {}
    for char in {*_common(), *characters}:
        for syllable in syllables(char):
            table.setdefault(syllable, set()).add(char)
    for word, parts in ((it, parts) for it in (*words, *_SECOND) for parts in spoken(it)):
        if len(parts) == len(word):
            for char, syllable in zip(word, parts, strict=True):
                table.setdefault(syllable, set()).add(char)
    return {key: "".join(sorted(table[key])) for key in sorted(table) if key.isascii() and key.isalpha()}


def guarded(lexicon: Lexicon, readings: Mapping[str, str], usual: Container[str]) -> Lexicon:
    """``lexicon``, whose sounds have the ``usual`` words that it lacks and that a slip in one of its own would give.

    Where nothing around them speaks for it, they are no slips (slips.py): 大师 is not 大事. Of 2,078 everyday words and
    clauses with words that the collection lacks 98 were put wrong without them, 37 with them (held out: 98, 42); of 500
    slips with a wrong character 416 were put right, 414 with them (held out: 400, 399).
    """
    alike: dict[str, set[str]] = {}
    for syllable, chars in readings.items():
        alike.setdefault(near(syllable), set()).update(chars)
    sounds = {}
    for key, found in lexicon.sounds.items():
        if " " not in key:
            sounds[key] = found
            continue
        parts = [alike.get(part, ()) for part in key.split()]
        slips = {word[:at] + char + word[at + 1 :] for word, _ in found for at, it in enumerate(parts) for char in it}
        everyday = ((word, USUAL) for word in slips if word in usual and word not in lexicon.words)
        sounds[key] = tuple(sorted((*found, *everyday)))
    return replace(lexicon, sounds=sounds)


def simplified(characters: Iterable[str]) -> tuple[str, str]:
    """Two strings of equal length: traditional forms, and the simplified ones among ``characters`` they stand for.

    >>> old, new = simplified("产国")
    >>> "產" in old and new[old.index("產")] == "产"
    True
    """
    import opencc

    converter = opencc.OpenCC("t2s")
    wanted = set(characters)
    pairs = []
    for code in range(0x4E00, 0xA000):
        char = chr(code)
        if not unicodedata.name(char, ""):
            continue
        plain = converter.convert(char)
        if plain != char and len(plain) == 1 and plain in wanted:
            pairs.append((char, plain))
    return "".join(old for old, _ in pairs), "".join(new for _, new in pairs)
