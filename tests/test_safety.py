"""Text of an original is text: hostile pages go through the whole road, and nothing of them takes effect."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from bs4 import BeautifulSoup
from bs4.builder import HTMLParserTreeBuilder
from msgspec import Struct

from anwen import check as gates
from anwen.pipeline import Derived
from anwen.tables import dump, load
from anwen.workspace import Workspace
from browsing import Visit, served
from conftest import ROOT
from tiny_library import build, speech, tiny


class Case(Struct, frozen=True):
    label: str
    text: str


CASES = load(ROOT / "tests/cases/safety/hostile.yaml", list[Case])
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
IN_TEXT = [CONTROLS.sub("", case.text) for case in CASES]  # the reader refuses a plain file that holds controls
PAGE = """<!doctype html><html><head><title>某厂安全生产工作会议纪要</title><script>pwn()</script>
<style>@import '//evil.invalid/a.css';</style><base href="//evil.invalid/">
<meta http-equiv="refresh" content="0;url=//evil.invalid"></head>
<body onload="pwn()"><h1 onclick="pwn()">某厂安全生产工作会议纪要</h1>
<p style="background:url(//evil.invalid/b.png)" id="p1">会议强调，<a href="javascript:pwn()">
责任制</a>要落实到班组。</p>
<img src="x" onerror="pwn()"><svg onload="pwn()"><script>pwn()</script></svg>
<iframe src="javascript:parent.pwn()"></iframe>
<p>会议要求，各车间开展安全隐患排查治理，对重大事故隐患挂牌督办，&lt;script&gt;pwn()&lt;/script&gt;照此办理。</p>
<table><tr><td onmouseover="pwn()">车间</td><td>隐患数</td></tr><tr><td>{{ 7*7 }}</td><td>3</td></tr></table>
</body></html>"""


def file_name(number: int, text: str) -> str:
    """The case as the name of a file, as far as a file system takes it."""
    return f"{number:02} {text.replace('/', '∕')[:40]}.txt"


def body(number: int, text: str) -> str:
    """Paragraphs that no other case has, so that none is taken for a copy of another."""
    return speech(f"第{number}次安全生产工作会议讲话", f"三、{text}", f"结束语：{text}", place=f"第{number}区")


class Hostile(NamedTuple):
    workspace: Workspace
    derived: Derived


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """A site of one article a case, titled with it, and one article that holds every case in every kind of block."""
    files = {file_name(number, case.text): body(number, IN_TEXT[number]) for number, case in enumerate(CASES)}
    blocks = [
        f"（{number}）{text}\n\n关于安全生产的说明，原文如下：{text}，以上。" for number, text in enumerate(IN_TEXT)
    ]
    lines = [re.sub(r"[，；] ?|(?<=\S) (?=\S)", "\n", text) for text in IN_TEXT]  # marks at the start of a line too
    cells = [f"{number}\t{text}\t安全" for number, text in enumerate(IN_TEXT) if len(text.splitlines()) == 1]
    files["all.txt"] = speech("汇总：安全生产工作会议纪要", *blocks, *lines, "\n".join(["序号\t原文\t备注", *cells]))
    files["page.html"] = PAGE
    titles = dict(zip(files, CASES, strict=False))
    workspace = tiny(
        tmp_path_factory.mktemp("hostile") / "library",
        files,
        publisher={file: case.text for file, case in titles.items()},
        rights={file: case.text for file, case in titles.items()},
        document={file: case.text for file, case in titles.items()},
        url={file: f"javascript:pwn()//{case.text}" for file, case in titles.items()},
    )
    decisions = [
        {"file": file, "action": "duplicate", "value": "keep", "reason": "案例", "piece": 1} for file in titles
    ]
    decisions += [
        {"file": file, "action": "title", "value": case.text, "reason": case.text, "piece": 1}
        for file, case in titles.items()
    ]
    table = workspace.corrections / "titles.yaml"
    table.write_text(dump({"corrections": decisions}), encoding="utf-8")
    return Hostile(workspace, build(workspace))


KEPT = {
    "p",
    "div",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "strong",
    "mark",
    "a",
    "h1",
    "h2",
    "h3",
    "title",
    "pre",
    "del",
    "ins",
}


def parsed(path: Path) -> BeautifulSoup:
    builder = HTMLParserTreeBuilder(preserve_whitespace_tags=KEPT, multi_valued_attributes=None)
    return BeautifulSoup(path.read_bytes(), builder=builder, from_encoding="utf-8")


def flat(text: str) -> str:
    return " ".join(text.split())


def bare(text: str) -> str:
    """A text without white space and controls, which a title on one line does not keep."""
    return re.sub(r"[\s\x00-\x1f\x7f]", "", text)


def test_every_case_is_published(hostile: Hostile) -> None:
    titles = {article.title for article in hostile.derived.library.articles}
    assert {case.text for case in CASES} <= titles
    assert len(hostile.derived.library.articles) == len(CASES) + 2


def test_every_page_holds_only_what_the_theme_put_there(hostile: Hostile) -> None:
    site = hostile.workspace.site
    assert gates.outside_requests(site) == []
    assert gates.links(site) == []
    for path in sorted(site.rglob("*.html")):
        page = parsed(path)
        for script in page.find_all("script"):
            if script.get("type") in ("application/json", "application/ld+json"):  # data: no browser runs it
                json.loads(script.get_text())
            else:
                assert re.fullmatch(r"(\.\./)*\.?/?assets/[\w./-]+\.js", str(script["src"])), (path, script)
        for tag in page.find_all(
            ["iframe", "object", "embed", "base", "style", "textarea", "noscript", "meta", "svg", "img"]
        ):
            assert tag.name in ("meta", "svg", "noscript"), (path, tag)
            assert tag.name != "noscript" or path.parent.name in ("search", "basket"), (path, tag)
            assert str(tag.get("http-equiv", "")) in ("", "Content-Security-Policy"), (path, tag)
        authored = path.parent.name == "quality"  # names the tools it compares with, and where they are
        for tag in page.find_all(True):
            if authored and tag.name == "a" and str(tag.get("href", "")).startswith("https://"):
                continue
            assert not [name for name in tag.attrs if name.startswith(("on", "style", "srcdoc"))], (path, tag)
            for name in ("href", "src", "action", "formaction"):
                address = str(tag.get(name, ""))
                assert not re.match(r"(?i)\s*(javascript|data|vbscript|https?:|//)", address) or address.startswith(
                    ("https://squidfunk.github.io/", "https://www.mkdocs.org")
                ), (path, tag)


def test_every_passage_heading_and_title_shows_as_written(hostile: Hostile) -> None:
    for article in hostile.derived.library.articles:
        page = parsed(hostile.workspace.site / "a" / article.id / "index.html")
        name = "安文 · 安全生产会议精神库"
        assert page.title is not None
        assert bare(page.title.get_text()) == bare(f"{article.title} - {name}")
        card = page.select_one("#anwen-article")
        assert card is not None
        assert bare(str(card["data-title"])) == bare(article.title)
        assert bare(page.select("h1")[0].get_text()) == bare(article.title)
        assert not card.get("data-source")
        found = [str(tag["data-passage"]) for tag in page.select("[data-passage]")]
        assert found == [passage.id for passage in article.passages]
        for passage in article.passages:
            tag = page.select_one(f'[data-passage="{passage.id}"]')
            assert tag is not None and tag["id"] == passage.id.partition(".")[2]
            assert tag.get_text() == passage.text, article.title
        for section in article.sections:
            tag = page.select_one(f'[data-section="{section.id}"]')
            assert tag is not None
            assert flat(tag.get_text()) == flat(section.heading)


def test_lists_and_records_show_titles_and_names_as_written(hostile: Hostile) -> None:
    site, library = hostile.workspace.site, hostile.derived.library
    listed = {
        bare(link.get_text())
        for path in (site / "themes").rglob("*.html")
        for link in parsed(path).select(".aw-card__title")
    }
    assert {bare(article.title) for article in library.articles} <= listed
    report = bare(parsed(site / "report" / "index.html").get_text())
    for article in library.articles:
        assert bare(article.source.file) in report
        record = parsed(site / "a" / article.id / "record" / "index.html")
        assert record.title is not None and bare(article.title) in bare(record.title.get_text())


def test_data_files_hold_the_words_as_they_are(hostile: Hostile) -> None:
    data, library = hostile.workspace.site / "data", hostile.derived.library
    rows = [json.loads(line) for line in (data / "passages.jsonl").read_text(encoding="utf-8").split("\n") if line]
    assert [row["text"] for row in rows] == [passage.text for item in library.articles for passage in item.passages]
    titles = [flat(article.title) for article in library.articles]
    assert [flat(item["title"]) for item in json.loads((data / "articles.json").read_text(encoding="utf-8"))] == titles
    assert [item["title"] for item in json.loads((data / "citations.json").read_text(encoding="utf-8"))] == titles
    for path in [*data.glob("*.json"), *data.glob("*.jsonld")]:
        json.loads(path.read_text(encoding="utf-8"))


def test_the_index_is_calls_of_one_function_with_data(hostile: Hostile) -> None:
    for path in sorted(hostile.workspace.shards.rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        call = re.fullmatch(r'anwenShard\(("[\w/-]+"),(.*)\);\n', text, re.DOTALL)
        assert call, path
        json.loads(call[1])
        json.loads(call[2])
        assert not re.search("[\u2028\u2029\n]", call[2])


def test_shelved_files_keep_their_front_matter(hostile: Hostile) -> None:
    from anwen.shelve import parse_front_matter

    assert gates.front_matters(hostile.workspace.articles, parse_front_matter) == []
    for article in hostile.derived.library.articles:
        path = hostile.workspace.articles / article.theme / f"{article.id}.md"
        matter = parse_front_matter(path.read_bytes().decode(), path.name)
        assert (matter.title, matter.source.file) == (article.title, article.source.file)


# --- in a browser ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def visit(hostile: Hostile, browser: Any) -> Iterator[Visit]:
    with served(hostile.workspace.site) as site, Visit(browser, site) as made:
        yield made


TEXTS = """() => Object.fromEntries([...document.querySelectorAll("[data-passage], [data-section]")].map((each) => {
  const copy = each.cloneNode(true);
  copy.querySelectorAll(".headerlink").forEach((extra) => extra.remove());
  return [each.dataset.passage || each.dataset.section, copy.textContent];
}))"""


@pytest.mark.browser
def test_no_page_lets_anything_run(hostile: Hostile, visit: Visit) -> None:
    articles = [it for it in hostile.derived.library.articles if re.search("pwn|evil|p1", it.title)]
    articles += [it for it in hostile.derived.library.articles if it.source.file in ("all.txt", "page.html")]
    for article in articles:
        visit.goto(f"a/{article.id}/")
        texts = visit.page.evaluate(TEXTS)
        for part in article.body:
            if hasattr(part, "text"):
                assert texts[part.id] == part.text
            else:
                assert flat(texts[part.id]) == flat(part.heading)
        assert bare(visit.page.title()) == bare(f"{article.title} - 安文 · 安全生产会议精神库")
    records = [f"a/{article.id}/record/" for article in articles[-2:]]
    for path in ["", "themes/", "themes/responsibility/", "report/", *records]:
        visit.goto(path)
    assert visit.faults == []


@pytest.mark.browser
def test_hits_show_hostile_words_as_text(hostile: Hostile, visit: Visit) -> None:
    texts = {item.id: item.text for article in hostile.derived.library.articles for item in article.passages}
    for words in ("pwn", "evil.invalid", "结束语", "__proto__", "原文如下"):
        visit.goto(f"search/?q={words}")
        visit.page.locator('#anwen-results[data-state="ready"]').wait_for()
        hits = visit.page.locator("[data-passage]").evaluate_all(
            "each => each.map(it => [it.dataset.passage, it.dataset.text])"
        )
        assert hits and all(texts[name] == text for name, text in hits)
        visit.check()
    visit.goto('search/?q=<img src=x onerror=pwn()>&theme="><script>pwn()</script>&concept=__proto__')
    visit.page.locator('#anwen-results[data-state="ready"]').wait_for()
    visit.check()
    assert visit.faults == []


@pytest.mark.browser
def test_the_search_box_shows_hostile_words_as_text(visit: Visit) -> None:
    visit.goto("")
    visit.page.locator("[data-md-component=search-query]").click()
    for words in ("pwn", "结束语"):
        visit.page.locator("[data-md-component=search-query]").fill(words)
        visit.page.locator(".md-search-result__item").first.wait_for()
        tags = visit.page.locator(".md-search-result__list").evaluate(
            "each => [...new Set([...each.querySelectorAll('article *')].map(it => it.tagName.toLowerCase()))].sort()"
        )
        assert set(tags) <= {"a", "article", "div", "h1", "h2", "mark", "p", "path", "svg", "nav", "ul", "li"}
        visit.check()
    assert visit.faults == []


@pytest.mark.browser
def test_the_citation_menu_copies_hostile_words_as_text(hostile: Hostile, visit: Visit) -> None:
    article = next(item for item in hostile.derived.library.articles if item.title.startswith('"><img'))
    visit.goto(f"a/{article.id}/")
    visit.page.locator("#p1 .anwen-cite").click(force=True)
    for form in visit.page.locator(".anwen-forms label").all():
        form.click()
    visit.page.get_by_text("HTML", exact=True).click()
    visit.page.get_by_role("button", name="复制", exact=True).click()
    visit.page.get_by_role("status").get_by_text("已复制").wait_for()
    visit.check()
    assert visit.faults == []
