"""/concepts/: all concepts by theme and by pinyin."""

from __future__ import annotations

from itertools import groupby
from string import ascii_uppercase

from anwen.library import Concept
from anwen.publish.concepts.usage import Usage
from anwen.publish.parts.markup import Html, element, heading, join
from anwen.publish.parts.opening import shorten
from anwen.publish.parts.page import Page
from anwen.publish.parts.parts import chips, concept_chip
from anwen.records import THEME_NAMES, THEMES

_OTHER = "其他"


def syllables(name: str) -> tuple[str, ...]:
    """The pinyin of a name without tones, by which it is sorted and found; marks do not count.

    >>> syllables("“三违”"), syllables("亿元GDP死亡率")
    (('san', 'wei'), ('yi', 'yuan', 'gdp', 'si', 'wang', 'lv'))
    """
    from pypinyin import lazy_pinyin  # a quarter of a second; only this page needs it

    return tuple(part.lower() for part in lazy_pinyin("".join(char for char in name if char.isalnum())))


def _letter(sound: tuple[str, ...]) -> str:
    """The first letter of the pinyin; 其他 where a name begins with a digit or the like."""
    first = sound[0][:1].upper() if sound else ""
    return first if first in ascii_uppercase and first else _OTHER


def _anchor(letter: str) -> str:
    return f"letter-{'other' if letter == _OTHER else letter.lower()}"


def _letters(there: set[str]) -> Html:
    """A to Z; a letter that no concept begins with leads nowhere and is grey."""
    links = [
        element("a", letter, href=f"#{_anchor(letter)}")
        if letter in there
        else element("span", letter, class_="aw-letters__none", aria_hidden="true")
        for letter in (*ascii_uppercase, *there.intersection([_OTHER]))
    ]
    return element("nav", join(links, " "), class_="aw-letters", aria_label="拼音首字母")


def _entry(page: Page, usage: Usage, concept: Concept) -> Html:
    said, spread = len(usage.catalogue.speaking[concept.id]), len(usage.catalogue.spread[concept.id])
    count = f"{said} 段，{spread} 篇" if said else "尚无材料谈到"
    return element(
        "li",
        page.link(f"concepts/{concept.id}/", concept.name),
        element("span", count, class_="aw-count"),
        element("span", shorten(concept.definition, 46), class_="aw-facts"),
    )


def concepts_index(usage: Usage, *, slogans: bool = False) -> Page:
    """By theme as chips; by pinyin with the definition in a line and counts. ``slogans``: that page is there too."""
    page = Page("concepts/index.md", "概念", description="安全生产会议材料里反复出现的政策概念，按主题和拼音查找。")
    sounds = {it.id: syllables(it.name) for it in usage.catalogue.library.concepts}
    letters = {concept: _letter(sound) for concept, sound in sounds.items()}
    concepts = sorted(usage.catalogue.library.concepts, key=lambda it: (letters[it.id] == _OTHER, sounds[it.id], it.id))
    page.add(
        heading(1, "概念", "top"),
        element(
            "p",
            "会议材料里反复出现的政策概念：含义、依据、常见误读，以及哪些段落谈到它。数字是谈到它的段落数。",
            class_="aw-lead",
        ),
        element("p", page.link("concepts/map/", "概念图：这些概念怎样连在一起"), class_="aw-more-map"),
        element("p", page.link("concepts/slogans/", "数字口号：材料自己怎样展开"), class_="aw-more-map")
        if slogans
        else None,
        heading(2, "按主题", "by-theme"),
    )
    for theme in THEMES:
        found = [it for it in concepts if it.theme == theme]
        if found:
            linked = [concept_chip(page, it, len(usage.catalogue.speaking[it.id])) for it in found]
            page.add(heading(3, f"{THEME_NAMES[theme]}（{len(found)} 个）", f"theme-{theme}"), chips(linked))
    page.add(heading(2, "按拼音", "by-pinyin"), _letters(set(letters.values())))
    for letter, group in groupby(concepts, key=lambda it: letters[it.id]):
        items = [_entry(page, usage, it) for it in group]
        page.add(heading(3, letter, _anchor(letter)), element("ul", join(items), class_="aw-related"))
    return page
