"""/concepts/slogans/: what the numbers stand for, each way once, with its passages, and nothing unpublished."""

from __future__ import annotations

from anwen.publish import Slogan, Unfolding
from anwen.publish.concepts.slogans import by_concept, slogans_page
from anwen.publish.parts.catalogue import Catalogue
from publish_library import CONCEPT, article, library

ITEMS = ("非法生产", "非法经营", "非法<b>建设</b>")


def shown(*slogans: Slogan) -> str:
    held = library(article("aw0001", ["严防“三非”。", "坚持一岗双责，再说一遍“三非”。"]))
    page = slogans_page(Catalogue(held), slogans)
    return page.render() if page else ""


def test_each_way_is_told_once_with_all_its_passages() -> None:
    text = shown(Slogan("三非", "", (Unfolding(ITEMS, "aw0001.p1"), Unfolding(ITEMS, "aw0001.p2"))))
    assert text.count("<li>非法生产</li>") == 1
    assert "a/aw0001/#p1" in text
    assert "a/aw0001/#p2" in text


def test_words_of_an_original_are_text() -> None:
    text = shown(Slogan("三非", "", (Unfolding(ITEMS, "aw0001.p1"),)))
    assert "<b>" not in text
    assert "非法&#60;b&#62;建设" in text


def test_a_concept_of_the_name_is_linked() -> None:
    slogan = Slogan(CONCEPT.name, CONCEPT.id, (Unfolding(ITEMS, "aw0001.p1"),))
    assert f"{CONCEPT.id}.md" in shown(slogan) or f"{CONCEPT.id}/" in shown(slogan)
    assert by_concept([slogan, Slogan("三非", "", slogan.unfoldings)]) == {CONCEPT.id: slogan.unfoldings}


def test_what_is_not_published_is_not_shown() -> None:
    assert shown(Slogan("三非", "", (Unfolding(ITEMS, "aw0099.p1"), Unfolding(ITEMS, "aw0001.p99")))) == ""
    assert shown() == ""
