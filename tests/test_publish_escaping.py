"""A text of an original is shown as written and takes no effect, wherever it stands on a page."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import markdown
import msgspec
import pytest
from bs4 import BeautifulSoup
from bs4.builder import HTMLParserTreeBuilder
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from msgspec import Struct

from anwen.cite import PageCitations
from anwen.library import Mention, Passage
from anwen.publish.articles.article import article_page
from anwen.publish.cleaning.record import _part, _rules
from anwen.publish.cleaning.trace import Changed, Kept
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.markup import element, heading, text
from anwen.records import Doubt, Edit
from anwen.tables import load
from publish_library import CONCEPT, Heading, article, library

ROOT = Path(__file__).parent.parent


class Case(Struct, frozen=True):
    label: str
    text: str


CASES = load(ROOT / "tests/cases/publish/escaping.yaml", list[Case])
# more than mkdocs.yml has: a site that turns one of them on must not open a hole
MORE = ["abbr", "admonition", "def_list", "footnotes", "md_in_html", "smarty", "pymdownx.snippets", "pymdownx.tilde"]
MORE += ["pymdownx.magiclink", "pymdownx.superfences", "pymdownx.tasklist", "pymdownx.details", "pymdownx.arithmatex"]


@cache
def config() -> tuple[list[str], dict[str, dict[str, object]]]:
    loaded = load_config(str(ROOT / "mkdocs.yml"))
    return list(loaded.markdown_extensions), dict(loaded.mdx_configs)


def render(source: str, more: list[str] | None = None) -> BeautifulSoup:
    names, configs = config()
    html = markdown.Markdown(extensions=[*names, *(more or [])], extension_configs=configs).convert(source)
    keep = {
        "p",
        "div",
        "table",
        "h1",
        "h2",
        "s",
    }  # or it would fold white space, which a browser's textContent does not
    return BeautifulSoup(html, builder=HTMLParserTreeBuilder(preserve_whitespace_tags=keep))


# a reference to a control character gives that character in a browser and nothing in Python's parser
CONTROLS = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f]")


def visible(words: str) -> str:
    return CONTROLS.sub("", words)


def shown(soup: BeautifulSoup, selector: str) -> str:
    found = soup.select_one(selector)
    assert found is not None, soup
    return visible(found.get_text())


def safe(soup: BeautifulSoup) -> None:
    assert not soup.find_all(["script", "img", "iframe", "object", "style", "svg", "link", "meta"])
    for tag in soup.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")]
        assert not str(tag.get("href", "")).lower().startswith(("javascript", "data"))


def page(lines: list[str], **fields: str) -> str:
    item = article("aw0001", lines, **fields)
    source = article_page(Catalogue(library(item)), item, PageCitations()).render()
    return source.split("\n---\n", 1)[1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_a_text_shows_as_written(case: Case) -> None:
    source = page([case.text, Heading(case.text), f"甲\t{case.text}\n乙\t丙"], title=case.text)
    for more in ([], MORE):
        soup = render(source, more)
        safe(soup)
        assert shown(soup, "#p1") == visible(case.text)
        assert shown(soup, "#s1") == visible(" ".join(case.text.split()))
        assert shown(soup, "#p2") == f"甲\t{visible(case.text)}\n乙\t丙"
        assert shown(soup, "#top") == visible(" ".join(case.text.split()))
        assert shown(soup, "#reference").startswith(visible(" ".join(case.text.split())) + "[EB/OL]")
        assert [tag["id"] for tag in soup.find_all(id=re.compile(r"^[ps]\d"))] == ["p1", "s1", "p2"]


def test_the_title_of_a_page_is_escaped_for_the_theme() -> None:
    item = article("aw0001", ["正文"], title='<script>x</script> {{ y }} "z"\n--- \n# 假')
    source = article_page(Catalogue(library(item)), item, PageCitations()).render()
    matter = source.split("\n---\n", 1)[0].split("citation:")[0]  # our own template escapes those
    assert "<script>" not in matter
    assert "&lt;script&gt;" in matter


# everything but surrogates, which no text file can hold, and NUL, which HTML cannot
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60)
MARKS = st.text("<>&*_[]()#`{}%!|:=-+.~^\\\"'/ \n\t1a甲、", min_size=1, max_size=60)


@settings(max_examples=150, deadline=None)
@given(TEXTS | MARKS)
def test_any_text_comes_back(words: str) -> None:
    soup = render(f"{element('p', words, id='p')}\n\n{heading(2, words, 'h')}\n\n{element('p', 'x', title=words)}")
    safe(soup)
    assert shown(soup, "#p") == visible(words)
    assert shown(soup, "#h") == visible(" ".join(words.split()) or "（无标题）")
    assert soup.find_all("p")[1]["title"] == visible(words)


@st.composite
def annotated(draw: st.DrawFn) -> Passage:
    words = draw(MARKS)
    cuts = sorted(draw(st.lists(st.integers(0, len(words)), min_size=2, max_size=6)))
    mentions = tuple(Mention(a, b, CONCEPT.id) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b)
    places = draw(st.lists(st.tuples(st.integers(0, len(words)), st.integers(0, len(words))), max_size=4))
    doubts = tuple(Doubt("原因", min(a, b), max(a, b), ("甲",)) for a, b in places)
    kind = draw(st.sampled_from(["paragraph", "table", "item"]))
    return Passage("aw0001.p1", "", kind, words, 0, 0, "", doubts, mentions)


@settings(max_examples=150, deadline=None)
@given(annotated())
def test_links_and_doubts_leave_the_text_alone(passage: Passage) -> None:
    item = article("aw0001", [])
    catalogue = Catalogue(library(msgspec.structs.replace(item, body=(passage,))))
    source = article_page(catalogue, catalogue.articles["aw0001"], PageCitations()).render()
    soup = render(source.split("\n---\n", 1)[1])
    assert shown(soup, "#p1") == passage.text


@given(MARKS, MARKS)
def test_an_edit_shows_both_texts(before: str, after: str) -> None:
    edit, left = Changed(Edit("规则", 0, 1, before, after)), Kept(before, "规则")
    soup = render(element("div", _part(edit, _rules([edit]))))
    safe(soup)
    assert shown(soup, "del").replace("↵", "\n") == before
    assert shown(soup, "ins") == after
    assert shown(render(element("div", _part(left, _rules([left])))), "s") == before


def test_escaped_text_is_not_escaped_twice() -> None:
    assert text(text("<a>")) == text("<a>")
