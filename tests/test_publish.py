"""The derived pages and data files as a whole: complete, linked, deterministic, and silent about what is internal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from anwen.cite import PageCitations
from anwen.library import Article, Basis, LedgerEntry, Library, ManifestEntry, Passage, Place, SetAside
from anwen.link import first_mentions
from anwen.publish import write_pages
from anwen.publish.cleaning.record import _part, _rules
from anwen.publish.cleaning.trace import Changed, Kept, Trace
from anwen.publish.parts.doubts import note
from anwen.publish.parts.page import Page
from anwen.publish.parts.words import words
from anwen.records import THEMES, Block, Cleaned, Piece, Structured
from publish_library import CONCEPT, Doubt, Edit, Heading, article, cleaned, library

LINES = ["会议要求落实一岗双责，再谈一岗双责。", Heading("一、要求"), "继续落实一岗双责。", "项目\t期限\n一岗双责\t3月"]


def publish(folder: Path, shown: Library, originals: dict[str, Cleaned]) -> Path:
    write_pages(
        shown,
        originals.__getitem__,
        folder,
        citing=PageCitations(),
        chosen=first_mentions,
    )
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def plain(lines: list[str]) -> list[str]:
    return [str(line) for line in lines]


@pytest.fixture
def site(tmp_path: Path) -> dict[str, str]:
    shown = library(
        article("aw0001", LINES, date="2023-06-01", cut_off=True),
        article("aw0002", LINES, theme="training", piece=2, date="2021", also_in=(Place("b.txt", 1, "又见一处"),)),
        article("aw0003", LINES, piece=3),
        retired=(
            LedgerEntry("aw0001.p9", "moved-to", detail="aw0002.p1"),
            LedgerEntry("aw0001.s9", "retired", detail="拆分有误"),
            LedgerEntry("aw0009", "retired", detail="irrelevant 经判定与安全生产无关"),
            LedgerEntry("aw0009.p1", "moved-to", detail="aw0001.p1"),
            LedgerEntry("aw0010", "moved-to", detail="aw0002"),
        ),
        set_aside=(SetAside("a.txt", 4, "菜谱", "irrelevant", "找不到依据。", ("无",)),),
    )
    pieces = [plain(LINES), plain(LINES), plain(LINES), ["菜谱", "放盐。"]]
    return texts(publish(tmp_path, shown, {"a.txt": cleaned("a.txt", pieces)}))


def test_every_promised_address_has_a_page(site: dict[str, str]) -> None:
    expected = {"index.md", "themes/index.md", "concepts/index.md", "concepts/yi-gang-shuang-ze.md", "report/index.md"}
    expected |= {"concepts/map.md", "data/concepts.ttl"}
    expected |= {f"themes/{theme}/index.md" for theme in THEMES}
    expected |= {f"a/aw000{n}.md" for n in (1, 2, 3, 9)} | {"a/aw0010.md"}
    expected |= {f"a/aw000{n}/record.md" for n in (1, 2, 3)}
    expected |= {f"embed/aw000{n}/index.html" for n in (1, 2, 3, 9)} | {"embed/aw0010/index.html"}
    expected |= {"data/articles.json", "data/passages.jsonl", "data/concepts.jsonld", "data/citations.json"}
    expected |= {"data/report.json", f"report/{b'a.txt'.hex()}00.md"}
    assert set(site) == expected
    assert all(text.endswith("\n") and not text.endswith("\n\n") for text in site.values())


def addresses(site: dict[str, str]) -> dict[str, set[str]]:
    """Each page's address with the anchors on it."""
    pages = {Page(file, "").address: text for file, text in site.items() if file.endswith(".md")}
    return {
        address: set(re.findall(r' id="([^"]+)"', text)) | set(re.findall(r"^#.* \{#([^ }]+)", text, re.MULTILINE))
        for address, text in pages.items()
    }


def test_every_link_leads_somewhere(site: dict[str, str]) -> None:
    known = addresses(site) | {"search/": set(), "about/": set()}
    for file, text in site.items():
        if not file.endswith(".md"):
            continue
        base = Page(file, "").address
        for href in re.findall(r' (?:href|action)="([^"]+)"', text):
            address, _, anchor = href.partition("#")
            target = base if not address else _resolve(base, address)
            assert target in known, (file, href)
            assert not anchor or anchor in known[target], (file, href)


def _resolve(base: str, href: str) -> str:
    steps = base.strip("/").split("/") if base else []
    for step in href.split("/"):
        if step == "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "".join(f"{step}/" for step in steps)


def test_a_concept_is_linked_once_a_section_and_never_in_a_heading(site: dict[str, str]) -> None:
    page = site["a/aw0001.md"]
    assert page.count('class="aw-concept"') == 2
    assert not [line for line in page.splitlines() if line.startswith("#") and "<a" in line]


def test_a_retired_identifier_answers(site: dict[str, str]) -> None:
    assert '<li id="p9"' in site["a/aw0001.md"]
    assert "../aw0002/#p1" in site["a/aw0001.md"] or "../../a/aw0002/#p1" in site["a/aw0001.md"]
    assert '<li id="s9"' in site["a/aw0001.md"]
    assert "拆分有误。" in site["a/aw0001.md"]
    assert "已撤销：经判定与安全生产无关。" in site["a/aw0009.md"]
    assert '<li id="p1"' in site["a/aw0009.md"]
    assert "../../a/aw0002/" in site["a/aw0010.md"]


def test_an_unknown_fact_is_absent_and_a_known_one_is_shown(site: dict[str, str]) -> None:
    assert "<dt>日期</dt>" not in site["a/aw0003.md"]
    assert "<dd>2023年6月1日</dd>" in site["a/aw0001.md"]
    assert "原件到此中断" in site["a/aw0001.md"]
    assert "原件到此中断" not in site["a/aw0002.md"]
    assert "又见一处" in site["a/aw0002.md"]
    assert 'data-id="aw0001"' in site["a/aw0001.md"]
    assert "data-issuer" not in site["a/aw0001.md"]


def test_the_newest_stands_first_and_unknown_dates_last(site: dict[str, str]) -> None:
    home = site["index.md"]
    places = [home.index(f"a/aw000{n}/") for n in (1, 2, 3)]
    assert places == sorted(places)


def test_the_data_files_hold_what_programs_expect(site: dict[str, str]) -> None:
    passages = [json.loads(line) for line in site["data/passages.jsonl"].splitlines()]
    assert [it["id"] for it in passages] == [f"aw000{n}.p{m}" for n in (1, 2, 3) for m in (1, 2, 3)]
    names = ["id", "article", "section", "heading", "text", "theme", "themes", "concepts", "url", "year"]
    assert all(list(it) == names for it in passages)
    assert passages[1]["heading"] == "一、要求"
    assert passages[1]["url"] == "/a/aw0001/#p2"
    assert passages[1]["concepts"] == [CONCEPT.id]
    assert [it["id"] for it in json.loads(site["data/articles.json"])] == ["aw0001", "aw0002", "aw0003"]
    assert [it["id"] for it in json.loads(site["data/citations.json"])] == ["aw0001", "aw0002", "aw0003"]
    graph = json.loads(site["data/concepts.jsonld"])["@graph"]
    assert {it["@type"] for it in graph} == {"skos:ConceptScheme", "skos:Collection", "skos:Concept"}
    report = json.loads(site["data/report.json"])
    assert report["set_aside"][0]["reason"] == "irrelevant"
    assert report["exclusions"] == [
        {"rule": "separator", "label": "分隔线", "count": 3, "characters": 9, "examples": ["---"]}
    ]


def test_the_site_address_makes_addresses_absolute(tmp_path: Path) -> None:
    shown = library(article("aw0001", LINES), site_url="https://example.org/lib/")
    site = texts(publish(tmp_path, shown, {"a.txt": cleaned("a.txt", [plain(LINES)])}))
    assert json.loads(site["data/articles.json"])[0]["url"] == "https://example.org/lib/a/aw0001/"
    assert 'data-url="https://example.org/lib/a/aw0001/"' in site["a/aw0001.md"]
    assert 'href="https://example.org' not in site["a/aw0001.md"]


# --- again and again -------------------------------------------------------------------------


def test_a_second_run_writes_nothing_and_stale_pages_go(tmp_path: Path) -> None:
    originals = {"a.txt": cleaned("a.txt", [plain(LINES), plain(LINES)])}
    both = library(article("aw0001", LINES), article("aw0002", LINES, piece=2))
    publish(tmp_path, both, originals)
    authored = tmp_path / "about.md"
    authored.write_text("关于", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    publish(tmp_path, both, originals)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before
    publish(tmp_path, library(article("aw0001", LINES)), originals)
    assert not (tmp_path / "a/aw0002.md").exists()
    assert not (tmp_path / "a/aw0002").exists()
    assert authored.is_file()
    fresh = publish(tmp_path / "fresh", library(article("aw0001", LINES)), originals)
    again = {file: text for file, text in texts(tmp_path).items() if not file.startswith("fresh/")}
    assert texts(fresh) | {"about.md": "关于"} == again


# --- internal things leave no trace ---------------------------------------------------------

SECRET = "绝密内容"
PUBLIC = ["公开的第一段，落实一岗双责。", "公开的第二段。"]


def secret(**fields: Any) -> Article:
    return article("aw0002", [f"{SECRET}，落实一岗双责。"], title=f"{SECRET}的标题", **fields)


def by_original(one: Article) -> tuple[Library, dict[str, Cleaned]]:
    """The whole original is internal."""
    hidden = article("aw0002", [SECRET], title=SECRET, file="secret.txt", visibility="internal")
    originals = (ManifestEntry("a.txt", "0" * 64), ManifestEntry("secret.txt", "1" * 64, SECRET, visibility="internal"))
    aside = (
        SetAside("secret.txt", 2, SECRET, "irrelevant", SECRET),
        SetAside("a.txt", 2, SECRET, "duplicate", "与另一篇相同。", article="aw0002"),
    )
    item = msgspec.structs.replace(one, also_in=(Place("secret.txt", 3, SECRET),))
    retired = (
        LedgerEntry("aw0002.p7", "retired", detail=SECRET),
        LedgerEntry("aw0001.p7", "moved-to", detail="aw0002.p1"),
    )
    shown = library(item, hidden, originals=originals, set_aside=aside, retired=retired)
    return shown, {"a.txt": cleaned("a.txt", [PUBLIC, [SECRET]]), "secret.txt": cleaned("secret.txt", [[SECRET]])}


def by_article(one: Article) -> tuple[Library, dict[str, Cleaned]]:
    """One article of a public original is internal."""
    shown = library(one, secret(piece=2, visibility="internal"))
    return shown, {"a.txt": cleaned("a.txt", [PUBLIC, [SECRET]])}


def already_gone(one: Article) -> tuple[Library, dict[str, Cleaned]]:
    """The caller has taken the internal article out already; its original still holds its text."""
    return library(one), {"a.txt": cleaned("a.txt", [PUBLIC, [SECRET]])}


@pytest.mark.parametrize("make", [by_original, by_article, already_gone])
def test_what_is_internal_leaves_no_trace(
    tmp_path: Path, make: Callable[[Article], tuple[Library, dict[str, Cleaned]]]
) -> None:
    shown, originals = make(article("aw0001", PUBLIC))
    with_secret = texts(publish(tmp_path / "with", shown, originals))
    for file, text in with_secret.items():
        assert SECRET not in text, file
        assert "secret.txt" not in text, file
        assert "aw0002" not in text and "aw0002" not in file, file
    retired = tuple(LedgerEntry(it.id, "retired") for it in shown.retired if it.id.startswith("aw0001"))
    never = library(article("aw0001", PUBLIC), originals=shown.originals[:1], retired=retired)
    # the same pages as if it had never been there, but for the length of the original
    without = texts(publish(tmp_path / "without", never, {"a.txt": cleaned("a.txt", [PUBLIC])}))
    assert set(with_secret) == set(without)
    for file in without:
        if not file.startswith(("report/", "data/report")) and not file.endswith("record.md"):
            assert with_secret[file] == without[file], file


# --- the record ------------------------------------------------------------------------------


@st.composite
def repaired(draw: st.DrawFn) -> Cleaned:
    """An original of a few lines with random edits; every second line of the repaired text a piece of its own."""
    source = draw(st.text("甲乙丙，,(a)\n ", max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=12)))
    edits, text, at = [], "", 0
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if start < at or (start == end):
            continue
        after = draw(st.sampled_from(["", "丁", "戊己"]))
        edits.append(Edit("rule", start, end, source[start:end], after))
        text += source[at:start] + after
        at = end
    text += source[at:]
    spans = [match.span() for match in re.finditer(r"[^\n]+", text)]
    pieces = tuple(
        Piece("a.txt", n, "题", (Block("paragraph", start, end, text[start:end]),))
        for n, (start, end) in enumerate(spans, 1)
    )
    shown = cleaned("a.txt", [], source=source)
    return msgspec.structs.replace(
        shown,
        repair=msgspec.structs.replace(shown.repair, text=text, edits=tuple(edits)),
        structured=Structured(pieces, ()),
    )


@given(repaired())
def test_the_records_of_all_pieces_show_every_character_once(made: Cleaned) -> None:
    trace = Trace(made)
    if not trace.pieces:
        return
    shown = [part for piece in trace.pieces for part in trace.parts(*trace.span(piece))]
    before = "".join(part.text if isinstance(part, Kept) else part.edit.before for part in shown)
    after = "".join(part.text if isinstance(part, Kept) else part.edit.after for part in shown)
    assert before == made.original.text
    assert after == made.repair.text
    assert [part.edit for part in shown if isinstance(part, Changed)] == list(made.repair.edits)


def test_what_was_left_out_is_struck_with_its_rule(site: dict[str, str]) -> None:
    record = site["a/aw0002/record.md"]
    assert '<s class="aw-left-out" title="未收录：分隔线">&#45;&#45;&#45;</s>' in record
    assert re.search(r"<td[^>]*>分隔线</td>", record)


def test_a_record_tells_by_number_which_rule_it_was() -> None:
    first, second = Changed(Edit("widen", 0, 1, ",", "，")), Changed(Edit("space", 2, 3, " ", ""))
    parts: list[Kept | Changed] = [first, second, Kept("甲", "links"), Kept("乙", "links")]
    rules = _rules(parts)
    assert '<ins title="标点改全角" data-n="2">，</ins>' in _part(first, rules)
    assert '<del title="整理空格" data-n="1"> </del>' in _part(second, rules)
    assert "data-n" not in _part(parts[2], rules, parts[3]), "the only rule of what is left out"
    assert "data-n" not in _part(first, _rules([first])), "the only rule"


def test_a_long_record_folds(tmp_path: Path) -> None:
    lines = ["这一段话有二十个字这一段话有二十个字。"] * 400
    shown = library(article("aw0001", lines))
    site = texts(publish(tmp_path, shown, {"a.txt": cleaned("a.txt", [lines])}))
    assert site["a/aw0001/record.md"].count("<details") == 3


# --- lists, doubts, tables -------------------------------------------------------------------


def test_long_lists_are_paged(tmp_path: Path) -> None:
    many = [article(f"aw{n:04}", ["落实一岗双责。"], piece=n) for n in range(1, 121)]
    site = texts(publish(tmp_path, library(*many), {"a.txt": cleaned("a.txt", [["落实一岗双责。"]] * 120)}))
    assert "themes/responsibility/3.md" in site
    assert "themes/responsibility/4.md" not in site
    assert "concepts/yi-gang-shuang-ze/2.md" in site
    listed = "".join(site[f"themes/responsibility/{name}.md"] for name in ("index", "2", "3"))
    assert set(re.findall(r'href="[./]*a/(aw\d+)/"', listed)) == {item.id for item in many}
    test_every_link_leads_somewhere(site)


def test_a_doubt_is_visible_and_in_the_report(tmp_path: Path) -> None:
    item = article("aw0001", ["会议要求三个月内整改。"])
    passage = msgspec.structs.replace(
        item.passages[0], doubts=(Doubt("lost-character", 4, 6, ("三个", "五个")), Doubt("byte-slip", 11, 11))
    )
    shown = library(msgspec.structs.replace(item, body=(passage,)))
    site = texts(publish(tmp_path, shown, {"a.txt": cleaned("a.txt", [["会议要求三个月内整改。"]])}))
    page = site["a/aw0001.md"]
    assert re.search(r'<mark class="aw-doubt">三个</mark><a id="doubt-1-in"[^>]*href="#doubt-1"[^>]*></a>月', page)
    assert re.search(r'<mark class="aw-doubt aw-doubt--gap"></mark><a id="doubt-2-in"', page)
    notes = page[page.index("{#doubts}") :]
    assert re.search(
        r'<li id="doubt-1"><a href="#doubt-1-in"[^>]*>第 1 段</a>.*可能的读法：“三个”或“五个”。</p>', notes
    )
    found = json.loads(site["data/report.json"])["doubts"]
    assert [it.get("text", "") for it in found] == ["三个", ""]
    assert "疑点（2 处）" in site["report/index.md"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("会上通报，?023年全省检查两次。", True),
        ("全县共排查隐患?00余处。", True),
        ("定于?09:30在三楼开会。", False),
        ("值班电话?0571-123。", False),
        ("不合格率为?0.5%。", False),
        ("下达?2023年计划。", False),
    ],
)
def test_a_number_without_its_beginning_is_told_and_offered_no_marks(words: str, told: bool) -> None:
    at = words.index("?")
    passage = Passage("aw0001.p1", "", "paragraph", words, 0, 0)
    said = note(passage, Doubt("byte-slip", at, at + 1, ("：", "；")))
    assert ("后面的数字缺了开头" in said, "可能的读法" in said) == (told, not told)


def test_every_doubt_has_one_way_to_its_note(tmp_path: Path) -> None:
    """Also one within a link, over a link's edge, in a table's cells, or at the place of another one."""
    lines = ["落实一岗双责制度。", "甲\t一岗双责\n乙\t丙", "再谈一岗双责。"]
    spans = (((2, 4), (0, 3), (0, 3), (6, 9), (9, 9)), ((1, 1), (0, 4), (8, 10)), ((0, 7),))
    item = article("aw0001", lines)
    body = tuple(
        msgspec.structs.replace(passage, doubts=tuple(Doubt("quotes", *span) for span in of))
        for passage, of in zip(item.passages, spans, strict=True)
    )
    site = texts(
        publish(tmp_path, library(msgspec.structs.replace(item, body=body)), {"a.txt": cleaned("a.txt", [lines])})
    )
    soup = BeautifulSoup(site["a/aw0001.md"], "html.parser")
    expected = [f"#doubt-{n}" for n in range(1, 10)]
    assert sorted(str(it["href"]) for it in soup.select(".aw-noteref")) == expected
    assert [f"#{it['id']}" for it in soup.select(".aw-notes > li")] == expected
    assert not soup.select("a a")
    assert [it.get_text().split() for it in soup.select("[data-passage]")] == [line.split() for line in lines]


def test_articles_of_one_title_can_be_told_apart(tmp_path: Path) -> None:
    titled: dict[str, Any] = {"title": "安全会议纪要"}
    shown = library(
        article("aw0001", ["甲县召开会议，落实一岗双责。"], **titled, date="2023-06-01"),
        article("aw0002", ["乙县召开会议，落实一岗双责。"], **titled, piece=2),
        article("aw0003", ["乙县召开会议，落实一岗双责。"], **titled, piece=3),
        article("aw0004", ["丙县召开会议，落实一岗双责。"], piece=4),
    )
    site = texts(publish(tmp_path, shown, {"a.txt": cleaned("a.txt", [["落实一岗双责。"]] * 4)}))
    soup = BeautifulSoup(site["themes/responsibility/index.md"], "html.parser")
    names = [it.get_text() for it in soup.select(".aw-card__title")]
    assert names == ["安全会议纪要（2023年6月1日）", "安全会议纪要（aw0002）", "安全会议纪要（aw0003）", "aw0004的标题"]


def test_a_basis_that_is_not_verified_says_so(tmp_path: Path) -> None:
    basis = (Basis("《甲法》", "verified"), Basis("《乙办法》", "partial"))
    concept = msgspec.structs.replace(CONCEPT, basis=basis, related=("lian",), misreadings=("以为签了字就算落实。",))
    other = msgspec.structs.replace(CONCEPT, id="lian", name="联", broader=(CONCEPT.id,), status="verified")
    shown = library(article("aw0001", LINES), concepts=(other, concept))
    site = texts(publish(tmp_path, shown, {"a.txt": cleaned("a.txt", [plain(LINES)])}))
    page = site["concepts/yi-gang-shuang-ze.md"]
    assert page.count("待核实") == 2  # the row, and the status sentence in the badge's title
    assert "下位概念" in page and "相关概念" in page and "常见误读" in page
    assert "上位概念" in site["concepts/lian.md"]
    assert "### L {#letter-l}" in site["concepts/index.md"]


def test_an_original_scraped_again_is_not_needed_any_more(tmp_path: Path) -> None:
    originals = (ManifestEntry("old.txt", "0" * 64), ManifestEntry("a.txt", "1" * 64, supersedes="old.txt"))
    shown = library(article("aw0001", LINES), originals=originals)
    site = texts(publish(tmp_path, shown, {"a.txt": cleaned("a.txt", [plain(LINES)])}))
    assert '<dt>已被取代</dt><dd><a href="../../report/111111111111/">' in site["report/000000000000.md"]
    assert '<dt>取代</dt><dd><a href="../../report/000000000000/">' in site["report/111111111111.md"]


def test_the_table_of_words_names_every_rule_of_the_furniture() -> None:
    folder = Path(__file__).parent.parent / "scripts/anwen"
    furniture = (folder / "structure/furniture/furniture.yaml").read_text(encoding="utf-8")
    rules = re.findall(r"^- rule: (\S+)", furniture, re.MULTILINE)
    names = [
        name
        for path in sorted((folder / "repair").rglob("*.py"))
        for name in re.findall(r'^NAME = "([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert rules and names
    assert [rule for rule in rules if rule not in words().exclusions] == []
    assert [name for name in names if name not in words().edits] == []
