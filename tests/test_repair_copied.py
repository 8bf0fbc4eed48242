"""Words given twice: their part of speech is looked up in jieba's file, which is not read as a whole for one word."""

from __future__ import annotations

from itertools import islice

from anwen.repair.language.words import speech
from anwen.repair.repeats import copied


def test_a_word_looked_up_is_what_all_lines_say() -> None:
    """Found by halves, so the lines have to be in order: all but seven Chinese words of jieba 0.42 are."""
    wrong = [word for word, part in islice(speech().items(), 0, None, 97) if copied._kind(word) != part]
    assert len(wrong) <= 7


def test_what_is_no_word_has_no_part_of_speech() -> None:
    assert [copied._kind(word) for word in ("", "全产", "龥龥", "整改措", "\U00020000")] == [""] * 5


def test_both_characters_for_one_stand_for_each_other() -> None:
    assert copied._kind("名著") == copied._kind("名着") != ""


def test_half_a_pair_beside_a_word() -> None:
    assert copied._kind("干部\ud800") == ""
    assert not copied.is_copied("要求各级干部干部\ud800", 4, 2)
