"""What article pages tell reference managers, search engines and other people's pages; former wordings."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config

from anwen.cite import PageCitations
from anwen.library import LedgerEntry, ManifestEntry
from anwen.notation import pin, pins
from anwen.publish import write_pages
from anwen.publish.articles.embed import frame_address
from publish_library import Heading, article, cleaned, library

ROOT = Path(__file__).parent.parent
SITE = "https://example.org/anwen/"
HOSTILE = "<script>hit()</script><img src=x onerror=hit()> {{7*7}} \"'&lt;"
LINES = [
    "会议要求，各单位要落实一岗双责，把安全生产责任分解到岗到人并逐级考核。",
    Heading("一、要求"),
    "排查隐患。",
    "单位\t隐患\n一车间\t2",
    HOSTILE,
]
FULL = article(
    "aw0001",
    LINES,
    title="会议“纪要”",
    issuer="县教育局、县安委会",
    date="2008-10-16",
    kind="纪要",
    number="县〔2008〕3号",
)
BARE = article("aw0002", LINES, piece=2, title=HOSTILE, date="20XX-03-01", issuer=HOSTILE)
SECRET = "内部文字不得外传"
HIDDEN = article("aw0003", [SECRET, Heading(SECRET)], piece=1, file="b.txt", title=SECRET, visibility="internal")
FORMER = {
    "aw0001": {
        "aw0001.p2": {"oldpin": f"排查整改隐患{HOSTILE}。"},
        "aw0001.s1": {"oldsec": ""},
        "aw0001.p9": {"x": SECRET},
    },
    "aw0003": {"aw0003.p1": {"oldpin": SECRET}},
}
RETIRED = (
    LedgerEntry("aw0001.p9", "moved-to", detail="aw0002.p1"),
    LedgerEntry("aw0009", "retired", detail=HOSTILE),
    LedgerEntry("aw0009.p1", "moved-to", detail="aw0001.p1"),
    LedgerEntry("aw0010", "moved-to", detail="aw0001"),
)


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("citing")
    originals = {"a.txt": cleaned("a.txt", [[str(line) for line in LINES]] * 2), "b.txt": cleaned("b.txt", [[SECRET]])}
    entries = (
        ManifestEntry("a.txt", sha256="0" * 64),
        ManifestEntry("b.txt", sha256="1" * 64, visibility="internal"),
    )
    write_pages(
        library(FULL, BARE, HIDDEN, retired=RETIRED, site_url=SITE, originals=entries),
        originals.__getitem__,
        folder / "docs",
        citing=PageCitations(SITE),
        former=lambda name: FORMER.get(name, {}),
    )
    return folder / "docs"


@pytest.fixture(scope="module")
def site(docs: Path) -> Path:
    """The pages built by MkDocs with our theme, as readers and their tools get them."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    for name in ("search/index.md", "about.md", "courses/index.md"):
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_text("# 页\n", encoding="utf-8")
    target = docs.parent / "site"
    build(load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(target), site_url=SITE))
    return target


def soup_of(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


# --- reference managers -----------------------------------------------------------------------


HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_publisher": "publisher",
    "citation_abstract": "abstractNote",
    "citation_public_url": "url",
    "citation_language": "language",
}


def zotero(soup: BeautifulSoup) -> dict[str, Any]:
    """The item that Zotero's translator for embedded metadata makes of a page, as far as our pages go.

    It takes the item type from ``z:itemType``, guesses a journal article from a title alone, and reads one name from
    each ``citation_author``; a name with white space in it is taken apart into given and family names.
    """
    tags = [(str(tag.get("name") or ""), str(tag.get("content") or "")) for tag in soup.find_all("meta")]
    names = {name for name, _ in tags}
    guess = "journalArticle" if "citation_title" in names else "webpage"
    item: dict[str, Any] = {"itemType": dict(tags).get("z:itemType", guess), "creators": []}
    for name, content in tags:
        if name in HIGHWIRE and content.strip():
            item[HIGHWIRE[name]] = " ".join(content.split())
        if name == "citation_author":
            item["creators"] += [each.strip() for each in content.split(";") if each.strip()]
    return item


def test_zotero_saves_an_article_as_a_web_page(site: Path) -> None:
    item = zotero(soup_of(site / "a/aw0001/index.html"))
    assert item == {
        "itemType": "webpage",
        "title": "会议“纪要”",
        "creators": ["县教育局", "县安委会"],
        "date": "2008/10/16",
        "language": "zh-CN",
        "url": f"{SITE}a/aw0001/?v={pins(FULL)['aw0001']}",
        "abstractNote": item["abstractNote"],
    }
    assert "各单位要落实一岗双责" in item["abstractNote"]
    assert not soup_of(site / "a/aw0001/index.html").find_all(class_="Z3988"), "it would outrank the meta tags"


def test_what_is_unknown_or_masked_is_absent(site: Path) -> None:
    item = zotero(soup_of(site / "a/aw0002/index.html"))
    assert "date" not in item
    assert item["title"] == " ".join(HOSTILE.split())


def test_lists_carry_openurl_objects(site: Path) -> None:
    spans = soup_of(site / "themes/responsibility/index.html").find_all("span", class_="Z3988")
    objects = [parse_qs(str(span["title"]), strict_parsing=True) for span in spans]
    assert [it["rft.title"] for it in objects] == [[" ".join(HOSTILE.split())], ["会议“纪要”"]]
    first = objects[1]
    assert (first["ctx_ver"], first["rft_val_fmt"]) == (["Z39.88-2004"], ["info:ofi/fmt:kev:mtx:dc"])
    assert (first["rft.type"], first["rft.date"]) == (["webpage"], ["2008-10-16"])
    assert first["rft.au"] == ["县教育局", "县安委会"]
    assert first["rft.identifier"] == [f"{SITE}a/aw0001/?v={pins(FULL)['aw0001']}"]
    assert "rft.date" not in objects[0]


def test_json_ld(site: Path) -> None:
    found = soup_of(site / "a/aw0001/index.html").find_all("script", type="application/ld+json")
    assert len(found) == 1
    item = json.loads(found[0].get_text())
    assert (item["@context"], item["@type"], item["@id"]) == ("https://schema.org", "Article", f"{SITE}a/aw0001/")
    assert (item["headline"], item["datePublished"], item["genre"]) == ("会议“纪要”", "2008-10-16", "纪要")
    assert [it["name"] for it in item["author"]] == ["县教育局", "县安委会"]
    hostile = soup_of(site / "a/aw0002/index.html").find_all("script", type="application/ld+json")
    assert json.loads(hostile[0].get_text())["headline"] == " ".join(HOSTILE.split())


def test_citations_json_has_the_articles(docs: Path) -> None:
    items = json.loads((docs / "data/citations.json").read_text(encoding="utf-8"))
    assert [it["id"] for it in items] == ["aw0001", "aw0002"]
    assert items[0]["URL"] == f"{SITE}a/aw0001/?v={pins(FULL)['aw0001']}"


# --- pins -----------------------------------------------------------------------------------


def test_every_part_shows_its_pin(site: Path) -> None:
    soup = soup_of(site / "a/aw0001/index.html")
    found = {
        str(tag.get("data-passage") or tag.get("data-section") or tag.get("data-id")): str(tag["data-pin"])
        for tag in soup.find_all(attrs={"data-pin": True})
    }
    assert found == pins(FULL)
    for tag in soup.find_all(attrs={"data-passage": True}):
        assert pin(tag.get_text()) == tag["data-pin"]


# --- former wordings --------------------------------------------------------------------------


def test_former_wordings_of_what_is_there(docs: Path, site: Path) -> None:
    assert [path.name for path in (docs / "data/versions").iterdir()] == ["aw0001.json"]
    found = json.loads((docs / "data/versions/aw0001.json").read_text(encoding="utf-8"))
    assert found == {name: words for name, words in FORMER["aw0001"].items() if name != "aw0001.p9"}
    card = soup_of(site / "a/aw0001/index.html").find(id="anwen-article")
    assert card is not None
    assert (site / "a/aw0001" / str(card["data-versions"])).resolve().is_file()
    other = soup_of(site / "a/aw0002/index.html").find(id="anwen-article")
    assert other is not None and "data-versions" not in other.attrs


def test_what_is_internal_leaves_no_trace(docs: Path) -> None:
    assert SECRET not in "".join(path.read_text(encoding="utf-8") for path in docs.rglob("*") if path.is_file())
    assert not list(docs.rglob("*aw0003*"))


# --- cards ----------------------------------------------------------------------------------


def test_cards_show_words_reference_and_link_and_run_nothing(site: Path) -> None:
    for path in sorted((site / "embed").rglob("*.html")):
        soup = soup_of(path)
        assert not soup.find_all(["script", "img", "iframe", "form"]), path
        assert not [tag for tag in soup.find_all(True) for key in tag.attrs if key.startswith("on") or key == "style"]
        policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert policy is not None and "default-src 'none'" in str(policy["content"])
        assert "frame-ancestors" not in str(policy["content"])
        assert soup.find("meta", attrs={"name": "robots", "content": "noindex"}) is not None
        assert (path.parent / str(soup.find("link")["href"])).resolve() == site / "assets/anwen/embed.css"  # type: ignore[index]
    soup = soup_of(site / "embed/aw0001/index.html")
    card = soup.find(id="p1")
    assert card is not None
    quotation, link = card.find("blockquote"), card.find("a")
    assert quotation is not None and quotation.get_text() == LINES[0]
    assert link is not None and link.get_text() == f"{SITE}a/aw0001/?v={pins(FULL)['aw0001.p1']}#p1"
    assert str(link["href"]) == f"../../a/aw0001/?v={pins(FULL)['aw0001.p1']}#p1"
    source = soup.find(class_="source")
    assert source is not None
    assert source.get_text() == "县教育局，县安委会. 会议“纪要”：县〔2008〕3号[EB/OL]. （2008-10-16）."
    hostile = soup.find(id="p4")
    assert hostile is not None and HOSTILE in hostile.get_text()


def test_every_identifier_has_a_card(site: Path) -> None:
    for name in ("aw0001.p1", "aw0001.s1", "aw0001.p9", "aw0001", "aw0009", "aw0009.p1", "aw0010"):
        address, _, place = frame_address(name).partition("#")
        soup = soup_of(site / address / "index.html")
        assert soup.find(id=place) if place else soup.find(class_="whole"), name
    gone = soup_of(site / "embed/aw0009/index.html").get_text()
    assert HOSTILE in gone
    moved = soup_of(site / "embed/aw0010/index.html").find("a")
    assert moved is not None and moved["href"] == "../../a/aw0001/"


def test_oembed(site: Path) -> None:
    soup = soup_of(site / "a/aw0002/index.html")
    found = soup.find("link", type="application/json+oembed")
    assert found is not None
    assert found["title"] == " ".join(HOSTILE.split())
    answer = json.loads((site / str(found["href"]).removeprefix(SITE)).read_text(encoding="utf-8"))
    assert (answer["version"], answer["type"], answer["provider_url"]) == ("1.0", "rich", SITE)
    frame = BeautifulSoup(answer["html"], "html.parser")
    assert [tag.name for tag in frame.find_all(True)] == ["iframe"]
    assert frame.iframe is not None and frame.iframe["src"] == f"{SITE}embed/aw0002/"
    assert "allow-scripts" not in str(frame.iframe["sandbox"])
    assert not re.search(r"data/oembed", (site / "themes/index.html").read_text(encoding="utf-8"))
