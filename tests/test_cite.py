"""Addresses, references, CSL JSON and quotes; the script on the pages must write the same."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from anwen import tables
from anwen.cite import Edition, address, csl, quote, reference
from anwen.cite.quotation import quoted
from anwen.records import Article, Passage, Section, Source

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "docs/assets/anwen/cite.js"
EDITIONS: tuple[Edition, ...] = ("2025", "2015")


def load(name: str) -> list[dict[str, Any]]:
    return tables.load(ROOT / "tests/cases/cite" / name, list[dict[str, Any]])


def article_of(case: dict[str, Any]) -> Article:
    known = dict(case["article"])
    part = case.get("part", "")
    body = (Passage(part, "", "paragraph", "安全第一。", 0, 5),) if ".p" in part else ()
    sections = (Section(part, 1, "一、要求", 0, 5),) if ".s" in part else ()
    source = Source("a.txt", 1, publisher=known.pop("publisher", ""))
    return Article(
        id=known.pop("id"),
        title=known.pop("title"),
        theme="training",
        themes=(),
        source=source,
        body=(*sections, *body),
        **known,
    )


VECTORS = [
    pytest.param(case, edition, id=f"{case['label']} ({edition})")
    for case in load("references.yaml")
    for edition in EDITIONS
    if edition in case
]


@pytest.mark.parametrize(("case", "edition"), VECTORS)
def test_reference(case: dict[str, Any], edition: Edition) -> None:
    article = article_of(case)
    got = reference(
        article,
        passage=article.body[0] if article.body else None,
        site_url=case.get("site_url", "https://example.org/"),
        accessed=case.get("accessed", "2026-07-20"),
        edition=edition,
    )
    assert got == case[edition]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in load("quotes.yaml")])
def test_quoted(case: dict[str, Any]) -> None:
    assert quoted(case["text"]) == case["expected"]


def test_quote_is_the_words_and_the_reference() -> None:
    case = {"article": {"id": "aw0001", "title": "纪要"}, "part": "aw0001.p12"}
    article = article_of(case)
    got = quote(article.passages[0], article, site_url="https://example.org/", accessed="2026-07-20")
    assert got == "“安全第一。”\n纪要[EB/OL]. [2026-07-20]. https://example.org/a/aw0001/#p12."


def test_address_from_the_root_or_the_site() -> None:
    assert address("aw0001.s3") == "/a/aw0001/#s3"
    assert address("aw0001.p12", "https://example.org/x") == "https://example.org/x/a/aw0001/#p12"


def test_csl_has_what_is_known_and_nothing_else() -> None:
    full = load("references.yaml")[0]
    assert csl(article_of(full), "https://example.org/", "2026-07-20") == {
        "id": "aw0001",
        "type": "webpage",
        "title": "关于加强安全生产工作的通知",
        "author": [{"literal": "国务院"}],
        "issued": {"date-parts": [[2007, 7, 11]]},
        "accessed": {"date-parts": [[2026, 7, 20]]},
        "number": "国发〔2007〕19号",
        "URL": "https://example.org/a/aw0001/",
        "language": "zh-CN",
    }
    bare = csl(article_of({"article": {"id": "aw0001", "title": "纪要", "date": "20XX"}}))
    assert bare == {"id": "aw0001", "type": "webpage", "title": "纪要", "URL": "/a/aw0001/", "language": "zh-CN"}


def test_csl_names_every_author() -> None:
    case = {"article": {"id": "aw0001", "title": "通知", "issuer": "甲局、乙局、丙局、丁局", "date": "2020-05"}}
    item = csl(article_of(case))
    assert [name["literal"] for name in item["author"]] == ["甲局", "乙局", "丙局", "丁局"]
    assert item["issued"] == {"date-parts": [[2020, 5]]}


@pytest.mark.parametrize("accessed", ["2026", "2026-02-30", "today"])
def test_a_day_of_access_that_is_none_is_refused(accessed: str) -> None:
    article = article_of({"article": {"id": "aw0001", "title": "纪要"}})
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        reference(article, accessed=accessed)
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        csl(article, accessed=accessed)


_RUNNER = """
const fs = require("fs"), vm = require("vm");
vm.runInThisContext(fs.readFileSync(process.argv[1], "utf8"));
const { references, quotes } = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify({
  references: references.map((each) => anwenCite.reference(each.article, each.url, each.accessed, each.edition)),
  quotes: quotes.map((each) => anwenCite.quoted(each.text)),
}));
"""


def test_the_script_writes_the_same() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed; the script's references are also tried in Chromium")
    references = [
        {
            "article": case["article"],
            "url": address(case.get("part", case["article"]["id"]), case.get("site_url", "https://example.org/")),
            "accessed": case.get("accessed", "2026-07-20"),
            "edition": edition,
            "expected": case[edition],
        }
        for case, edition in (param.values for param in VECTORS)
    ]
    quotes = load("quotes.yaml")
    done = subprocess.run(
        [node, "-e", _RUNNER, str(SCRIPT)],
        input=json.dumps({"references": references, "quotes": quotes}),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    got = json.loads(done.stdout)
    assert got["references"] == [each["expected"] for each in references]
    assert got["quotes"] == [each["expected"] for each in quotes]
