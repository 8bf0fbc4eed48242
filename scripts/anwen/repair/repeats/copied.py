"""Words that were copied twice: 及时掌握安全动态动态。, 进一步进一步完善, 各级领导干部干部要….

Verbs, measures and sounds are said twice by authors (研究研究, 一件一件, 滴答滴答). Nouns, adverbs of three characters
and some words of written language are not, unless one phrase ends and the next begins with them (消防大队大队长,
干部干部，先干一步).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from importlib.resources import files

from anwen.repair.draft import Change
from anwen.repair.language.model import model, normal
from anwen.repair.lines import line_around
from anwen.repair.marks import HAN, NUMERALS, at, is_han

SIZES = (2, 3)  # characters; `repeat` knows longer ones
_HAN = re.compile(f"[{HAN}]+")
_LINE = 60  # characters before the word that are looked at
_CLAUSE = re.compile("[^，。；：、！？,;:!?“”《》（）\\s]*\\Z")
# A heading ends in the word, and its text begins with it.
_HEADED = re.compile(
    rf"[ \u3000#]*(?:第[{NUMERALS}\d]{{1,4}}[章节条]|[{NUMERALS}]{{1,3}}、|[（(][{NUMERALS}\d]{{1,3}}[）)]"
    "|\\d{1,2}[.．、])[^，。；：！？\\n]*\\Z"
)
_NAMES = frozenset("说讲道谓叫喊唱")  # 俗话说干部干部，…
_ENDS = re.compile("[，。；、！？]|[的地和与及等后前中时内里]|以及|或者")
# What is said of a noun; behind more than a title it may be the first word of a sentence that lost its mark.
_SAID = re.compile("[要应须将]|必须|应当|应该|不得")
# Words of written language that nobody says twice, as 非常非常 and 千万千万 are said.
_ONCE = re.compile(
    "切实|认真|严格|全面|深入|扎实|持续|定期|逐一|积极|及时|有效|充分|大力|着力|全力|进行|确保|防止|避免|为了|并且|因此|从而|以便"
)
# Nobody who says a verb twice says how often: 要召开召开一次例会. Some are nouns as well, and stand before the verb
# (党组织组织一次学习) unless an adverb stands before them.
_FORMAL = re.compile("开展|举办|举行|召开|实施|上报|(?<=至少|必须|应当|务必)(?:组织|安排|报告|通报)")
_QUANTITY = re.compile("[一二两三四五六七八九十\\d]{1,3}[次场轮期项]")
# Who is to do something: 各村各村要组成巡逻队; 各家各户, 各人各人的 are said.
_EACH = re.compile("各[村镇乡县区市局科室班组校院站所厂矿部店]")
# 由由分管…牵头, at the beginning of a clause; no company of that name.
_LITTLE = re.compile(
    f"[由被但且若因或与](?<=[，。；：\\n].)(?:(?<=由)由|(?<=被)被|(?<=但)但|(?<=且)且|(?<=若)若|(?<=因)因|(?<=或)或|(?<=与)与)"
    f"(?=[{HAN}])(?!公司|集团|小区|大?酒店|国际|新村|世纪|广场|[由被但且若因或与])"
)
_MUST = re.compile("要(?!求)|应(?!急)|须|必须|应当|务必|不得")
_TITLE = 6
_DONE = 6.5  # nats; of 40 nouns one has less, of 30 such verbs seven have more, which jieba knows for verbs


def is_copied(text: str, start: int, size: int) -> bool:
    """Whether the second of two words that begin at ``start`` was copied.

    >>> is_copied("及时掌握安全动态动态。", 6, 2), is_copied("坐下来研究研究。", 3, 2)
    (True, False)
    """
    middle, end = start + size, start + 2 * size
    word = text[start:middle]
    if _EACH.fullmatch(word) and _MUST.match(text, end):
        return at(text, start - 1) in ("", *"，。；：\n")
    if not _HAN.fullmatch(word) or len(set(word)) < 2:
        return False
    once = bool(_ONCE.fullmatch(word)) or (_is_adverb(word) and at(text, end) != "地")  # 一窝蜂一窝蜂地
    if not (once or is_han(at(text, start - 1))):
        return False
    if text.startswith(word, end) or text.startswith("再", end) or at(text, start - 1) in _NAMES:
        return False
    first = line_around(text, start, start, _LINE)[0]
    if _HEADED.match(text[first:start]):
        return False
    if _kind(text[middle : end + 1]):  # 有效有效期, 大队大队长
        return False
    if _FORMAL.fullmatch(text, start, middle) and _QUANTITY.match(text, end):
        return True
    if once:
        return is_han(at(text, end))
    clause = _CLAUSE.search(text, first, start)
    follows = _ENDS.match(text, end) or (_SAID.match(text, end) and clause and len(clause[0]) <= _TITLE)
    return bool(follows) and _is_noun(word)


def copies(text: str, doubles: list[tuple[int, int]]) -> list[Change]:
    """The second of each two words given, by their place and size, that was copied, and of little words."""
    found = [Change(start + size, start + 2 * size, "") for start, size in doubles if is_copied(text, start, size)]
    little = (match.end() for match in _LITTLE.finditer(text))
    return found + [Change(end - 1, end, "") for end in little if not _kind(text[end - 1 : end + 1])]  # 与与会者


def _is_noun(word: str) -> bool:
    """Whether a word is only a noun: of those that are verbs as well, the language model expects 了 behind.

    >>> _is_noun("干部"), _is_noun("总结"), _is_noun("研究")
    (True, False, False)
    """
    return _kind(word) == "n" and model().cost("".join(map(normal, word[-2:] + "了"))) >= _DONE


def _is_adverb(word: str) -> bool:
    """Whether a word is an adverb of three characters that is not itself made by saying one twice.

    >>> _is_adverb("进一步"), _is_adverb("一块块"), _is_adverb("认真")
    (True, False, False)
    """
    return len(word) == max(SIZES) and word[1] != word[2] and _kind(word) == "d"


@lru_cache(4096)
def _kind(word: str) -> str:
    """The part of speech that jieba's dictionary has for a word, ``""`` where it has none.

    >>> _kind("名著"), _kind("署名著")
    ('n', '')
    """
    plain = "".join(map(normal, word))
    return _listed(plain.replace(normal("著"), "著")) or _listed(plain)


def _listed(word: str) -> str:
    """The part of speech in a word's line, found by halves: to read all of the lines takes 0.4 s."""
    data, wanted = _dictionary(), word.encode("utf-8", "surrogatepass")  # half a pair may stand beside it
    place = bisect_left(range(len(data)), wanted, key=lambda place: _fields(data, place)[0])
    found = _fields(data, place)
    return found[2].decode() if found[0] == wanted else ""


@cache
def _dictionary() -> bytes:
    """jieba's lines of word, count and part of speech, in order but for seven Chinese words (吉林, 高富帅, …)."""
    return files("jieba").joinpath("dict.txt").read_bytes()


def _fields(data: bytes, place: int) -> list[bytes]:
    start = data.rfind(b"\n", 0, place) + 1
    return data[start : data.find(b"\n", start)].split(b" ")
