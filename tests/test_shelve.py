"""The article files: what is written shows as it was meant, whatever is in it."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anwen.errors import TableError
from anwen.library import Article, Library, Passage, Section, Source, ThemeScore
from anwen.shelve import article_path, parse_front_matter, parse_passages, render_article

TEXT = st.text(
    st.sampled_from("安全生产责任，。：；（）《》“”0123456789abcXYZ *_`#+-.!|<>[](){}\\&~^=$:%?/'\""),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() == text and "  " not in text)


def article(*texts: str, title: str = "标题") -> Article:
    body = [Section("aw0001.s1", 1, "一、总体情况", 0, 6)]
    passages = [Passage(f"aw0001.p{n}", "aw0001.s1", "paragraph", text, 0, 0) for n, text in enumerate(texts, 1)]
    themes = (ThemeScore("training", 1.0, ("培训×2",)),)
    return Article("aw0001", title, "training", themes, Source("a.txt", 1), (*body, *passages))


def shown(text: str) -> str:
    """What a Markdown reader shows of a file's body, as plain text."""
    body = text.split("\n---\n", 1)[1]
    rendered = markdown.markdown(body, extensions=["attr_list", "tables"])
    return html.unescape(re.sub(r"<[^>]+>", "", rendered))


@given(TEXT)
def test_a_passage_shows_as_written(text: str) -> None:
    assert shown(render_article(article(text))).splitlines()[-1] == text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{#p99 .x onclick=alert(1)}",
        "{: #p99 }",
        "[链接](javascript:alert(1))",
        "![图](http://example.com/a.png)",
        "1. 不是列表",
        "- 不是列表",
        "# 不是标题",
        "> 不是引用",
        "| 不是 | 表格 |",
        "&lt;b&gt; &amp;",
        "{{ config }} {% raw %}",
        "***",
        "`代码`",
        "--- ",
    ],
)
def test_markup_in_an_original_is_text(text: str) -> None:
    rendered = shown(render_article(article("前文。", text.strip(), "后文。")))
    assert text.strip() in rendered.splitlines()


def test_front_matter_survives_hostile_titles() -> None:
    title = "---\nvisibility: internal: {x} 'y' \"z\" # 注"
    text = render_article(article("正文。", title=title))
    matter = parse_front_matter(text, "a.md")
    assert matter.title == title
    assert matter.visibility == "public"
    assert matter.evidence == ("training: 培训×2",)


def test_an_unknown_key_in_front_matter_is_told_with_its_line() -> None:
    text = render_article(article("正文。")).replace("kind:", "knid:", 1)
    with pytest.raises(TableError, match=r"a\.md:\d+: .*knid"):
        parse_front_matter(text, "a.md")


def test_the_file_stands_under_its_theme() -> None:
    assert str(article_path(article("正文。"))) == "training/aw0001.md"


@given(TEXT, TEXT)
def test_passages_are_read_back(one: str, two: str) -> None:
    assert parse_passages(render_article(article(one, f"{one}\n{two}"))) == {"p1": one, "p2": f"{one}\n{two}"}


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), min_size=2, max_size=4))
def test_tables_are_read_back(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    table = Passage("aw0001.p1", "", "table", text, 0, 0)
    shelved = Article("aw0001", "题", "training", (), Source("a.txt", 1), (table,))
    assert parse_passages(render_article(shelved)) == {"p1": text}


def test_the_collection_is_read_back(library: Library) -> None:
    for one in library.articles:
        found = parse_passages(render_article(one))
        assert list(found) == [passage.id.rpartition(".")[2] for passage in one.passages]
        for passage, text in zip(one.passages, found.values(), strict=True):
            assert text.split() == passage.text.split()
