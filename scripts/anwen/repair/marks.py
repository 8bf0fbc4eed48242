"""What counts as Chinese: character classes for the rules' patterns, and the tests built on them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

# Inside a pattern's brackets. 〇 and 々 are written among Chinese characters and read as such.
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MARKS = "、。，；：？！…—·‘’“”《》〈〉「」『』【】〔〕（）～％"
CHINESE = HAN + MARKS
# … and what else such a text has: signs of measures, Greek letters, dashes, ℃ Ⅱ → ≥ ①, shapes, wide forms.
READABLE = CHINESE + "§°±·×÷Α-Ωα-ω\u2010-\u203b\u2100-\u22ff\u2460-\u24ff\u25a0-\u27bf\u3000-\u303f\uff00-\uffef"
PINYIN = "a-zɡɑüêàáèéìíòóùúāēěīńňōūǎǐǒǔǘǚǜǹḿǖăĕĭŏŭ\u0300\u0301\u0304\u0306\u030c"
TONED = "àáèéìíòóùúāēěīńňōūǎǐǒǔǘǚǜǹḿǖăĕĭŏŭ\u0300\u0301\u0304\u0306\u030c"
FINAL = "。！？；：…”’）》】!?;:)"  # a line that ends so may be the end of a paragraph
NUMERALS = "一二三四五六七八九十百零〇"  # that count chapters, items and days
# Characters that number and date, those that spell the names of other peoples, and both: a dot beside them parts them.
NUMBERS = frozenset("一二三四五六七八九十百千两甲乙丙丁年月日")
SYLLABLES = frozenset("阿尔斯特克拉夫诺姆德亚伊丽娜艾山买提木古力热合曼巴图布萨卡罗马里奥维莎依吐尼江迪达汗")
PARTED = NUMBERS | SYLLABLES
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛傅"
)

HAN_CHAR = re.compile(f"[{HAN}]")

_MARKS = frozenset(MARKS)


def is_han(char: str) -> bool:
    """Whether ``char`` (one character or ``""``) is a Chinese character.

    >>> is_han("安"), is_han("，"), is_han("")
    (True, False, False)
    """
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
        or char == "\u3007"
        or char == "\u3005"
    )


def count_han(text: str) -> int:
    """How many Chinese characters there are.

    >>> count_han("GB 6441，安全")
    2
    """
    return len(HAN_CHAR.findall(text))


def is_chinese(char: str) -> bool:
    """Whether ``char`` is a Chinese character or a mark of Chinese text.

    >>> is_chinese("，"), is_chinese(","), is_chinese("a")
    (True, False, False)
    """
    return is_han(char) or char in _MARKS


_SHARED = frozenset("…—·‘’“”")  # marks that English has too


def beside_chinese(text: str, index: int, step: int) -> bool:
    """Whether ``text[index]`` is Chinese, looking past up to three marks that English has too, in direction ``step``.

    >>> beside_chinese("“安全”,", 3, -1), beside_chinese("“safe”,", 5, -1)
    (True, False)
    """
    for place in range(index, index + 4 * step, step):
        char = at(text, place)
        if char not in _SHARED:
            return is_chinese(char)
    return False


def amid_han(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands between two Chinese characters.

    >>> amid_han("警示★标志", 2, 3), amid_han("警示★，标志", 2, 3)
    (True, False)
    """
    return is_han(at(text, start - 1)) and is_han(at(text, end))


_WORD = re.compile("[A-Za-z](?<![0-9A-Za-z_./@:=-].)[A-Za-z]+(?![./@:=-]?[0-9A-Za-z_])")  # of no address
_UNUSUAL = re.compile("[^\\t\\n -~\u4e00-\u9fff、。，；：？！…—“”《》（）\u3000]")


@lru_cache(1)
def unusual(text: str) -> str:
    """The characters of ``text`` that most texts have none of, each once: a rule for such asks here, not in the text.

    >>> unusual("防护栏高１.2米，"), unusual("安全第一。")
    ('１', '')
    """
    return "".join(sorted(set(_UNUSUAL.findall(text))))


@lru_cache(1)
def is_foreign(text: str) -> bool:
    """Whether a text has more Latin words than Chinese characters: what it quotes has its marks, not Chinese ones.

    >>> is_foreign("The four themes are 责任落实, 隐患治理 and two more of that sort."), is_foreign("用Word、Excel填报")
    (True, False)
    """
    words = len(_WORD.findall(text))
    return sum(1 for _ in islice(HAN_CHAR.finditer(text), words)) < words


def is_ascii_word(char: str) -> bool:
    """Whether ``char`` is an ASCII letter or digit."""
    return char.isascii() and char.isalnum()


def at(text: str, index: int) -> str:
    """``text[index]``, or ``""`` outside the text (a negative index is outside)."""
    return text[index] if 0 <= index < len(text) else ""
