"""The scripts of the site without a browser: their types, and the same cases in node as in Python."""

from __future__ import annotations

import random
import string
import subprocess
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
import segno
import segno.encoder
from lxml import etree
from yaml import BaseLoader, load

from anwen.cite.fragment import directive
from anwen.notation import find, normalise
from node_engine import call as run
from node_engine import program

ROOT = Path(__file__).parent.parent
CITING = ("cite-notation", "cite-write")


def cases(name: str) -> Any:
    """Cases as the files have them; dates and numbers are text, as on a page."""
    return load((ROOT / "tests/cases/cite" / name).read_text(encoding="utf-8"), BaseLoader)


def test_types() -> None:
    done = subprocess.run(
        [program("tsc"), "--pretty", "false", "-p", str(ROOT / "tests/jsconfig/jsconfig.json")],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.stdout == ""


# --- citations: tests/cases/cite holds the scripts and scripts/anwen to one set of cases ----------------


def test_notation() -> None:
    known = cases("notation.yaml")
    pins = [["anwenCite.pin", *case["texts"]] for case in known["pins"]]
    assert run(CITING, pins) == [case["pin"] for case in known["pins"]]
    refs = [["anwenCite.parse", case["text"]] for case in known["references"]]
    assert run(CITING, refs) == [
        None if case["id"] == "null" else {"id": case["id"], "pin": case["pin"]} for case in known["references"]
    ]
    addresses = [["anwenCite.address", case["id"], case["site"], case["pin"]] for case in known["addresses"]]
    assert run(CITING, addresses) == [case["url"] for case in known["addresses"]]


def test_citations_in_a_text() -> None:
    texts = [case["text"] for case in cases("notation.yaml")["texts"]]
    texts += [
        "x".join(texts),
        "。".join(texts),
        "[@aw0012.p7",
        "{{aw0012.p7}",
        "xa/aw0012/",
        "..a/aw0012/ ../a/aw0012#p1",
    ]
    expected = [
        [
            {
                "start": it.start,
                "end": it.end,
                "form": it.form,
                "refs": [{"id": ref.id, "pin": ref.pin} for ref in it.refs],
                "fault": bool(it.fault),
                "base": it.base,
                "fragment": it.fragment,
            }
            for it in find(text)
        ]
        for text in texts
    ]
    assert run(CITING, [["anwenCite.find", text] for text in texts]) == expected


def test_normalised_texts() -> None:
    # what is folded away the same everywhere; scripts whose small letters came late to Unicode fold differently
    points = [chr(code) for code in range(0x20, 0x20000) if not 0xD800 <= code < 0xE000]
    points = [
        f"安{char}"
        for char in points
        if unicodedata.category(char) != "Cn" and "CHEROKEE" not in unicodedata.name(char, "")
    ]
    assert run(CITING, [["anwenCite.normalise", text] for text in points]) == [normalise(text) for text in points]


def test_every_format() -> None:
    known = cases("formats.yaml")
    calls, expected = [], []
    for case in known:
        work = {"site": "https://example.org/", "accessed": "2026-07-20", **case["work"]}
        for name in sorted(case.keys() - {"label", "work"}):
            form, _, edition = name.partition(" ")
            calls.append(["anwenCite.write", form, [work], edition or "2025"])
            expected.append(case[name])
    assert run(CITING, calls) == expected


def test_references_and_quotes() -> None:
    calls, expected = [], []
    for case in cases("references.yaml"):
        for edition in sorted({"2025", "2015"} & case.keys()):
            work = {"site": "https://example.org/", "accessed": "2026-07-20", **case["work"]}
            calls.append(["anwenCite.reference", work, edition])
            expected.append(case[edition])
    for case in cases("quotes.yaml"):
        calls.append(["anwenCite.quoted", case["text"]])
        expected.append(case["expected"])
    assert run(CITING, calls) == expected


@pytest.mark.parametrize(
    ("text", "words", "marked", "before"),
    [
        ("安全第一，预防为主。", "预防", "预防为主", ""),
        ("安全第一，预防为主。", "一，预", "安全第一，预防为主", ""),
        ("安全第一，预防为主。", "，预防为主。", "预防为主", ""),
        ("安全第一，预防为主。", "安全第一，预防为主。", "安全第一，预防为主", ""),
        ("抓落实；再落实；抓落实。", "", "抓落实", "再落实；"),  # the last one: what stands before tells them apart
        ("——", "——", "——", ""),
        ("单位\t隐患\n一车间\t2", "隐患", "隐患", ""),
    ],
)
def test_what_a_browser_can_highlight(text: str, words: str, marked: str, before: str) -> None:
    start = text.index(words) if words else text.rindex("落实")
    part = [start, start + len(words or "落实")]
    assert run(CITING, [["anwenCite.around", text, part]]) == [{"words": marked, "before": before}]


def test_what_stands_on_the_page_before() -> None:
    above, text = "会议要求：\n安全第一。", "安全第一，预防为主。"
    assert run(
        CITING, [["anwenCite.around", text, [0, 4], above], ["anwenCite.around", text, [5, 9], above + "预防为主"]]
    ) == [
        {"words": "安全第一", "before": "安全第一。"},
        {"words": "预防为主", "before": "安全第一，"},
    ]


def test_text_directives() -> None:
    words = [
        "一岗双责",
        "A-1\t二\n三\t四",
        "甲,乙&丙-丁",
        "落实责任，" * 90,
        "无标点" * 150,
        "短，" * 200,
        " ",
        "𠮷野家(后厨)!*'",
        "——" * 200,
    ]
    assert run(CITING, [["anwenCite.directive", text] for text in words]) == [directive(text) for text in words]


# --- QR codes -----------------------------------------------------------------------------------


def test_qr_codes_module_by_module(monkeypatch: pytest.MonkeyPatch) -> None:
    # segno 1.6.6 adds a byte of zeros to data that ends at a byte; ISO/IEC 18004 7.4.10 pads up to the byte only
    monkeypatch.setattr(
        segno.encoder, "write_padding_bits", lambda bits, version, length: bits.extend([0] * (-length % 8))
    )
    chance = random.Random(7)
    letters = string.ascii_letters + string.digits + "/:?#=@._-"
    texts = ["".join(chance.choices(letters, k=length)) for length in (*range(1, 214, 4), 213)]
    texts += [
        f"https://example.org/a/aw{n:04d}/?v={''.join(chance.choices(letters[:62], k=6))}#p{n}" for n in range(1, 40)
    ]
    texts += ["https://example.org/安全生产/", "".join(chance.choices(letters, k=271))]
    asked = [(text, level) for text in texts for level in "LM" if len(text) < 214 or level == "L"]
    for (text, level), made in zip(asked, run(("qr",), [["anwenQr.encode", *it] for it in asked]), strict=True):
        code = segno.make(text, error=level, mode="byte", encoding="utf-8", boost_error=False, micro=False)
        assert (made["version"], made["mask"]) == (code.version, code.mask), text
        assert made["modules"] == [int(bool(module)) for row in code.matrix for module in row], text


def test_a_text_too_long_for_a_qr_code() -> None:
    assert run(("qr",), [["anwenQr.encode", "x" * 272, "L"], ["anwenQr.encode", "x" * 214, "M"]]) == [None, None]


# --- 引用篮 ---------------------------------------------------------------------------------------

BASKET = (*CITING, "basket-store", "basket-files", "basket-docx")
SITE = "https://example.org/"
TITLE = "纪要 · <b>"
WORDS, NOTE = "5、门卫 [管理]。*x*\n> 第二行", "课上用\n\\再看"
KEPT: list[dict[str, Any]] = [
    {"id": "aw0012.p7", "pin": "hl43Pd", "title": TITLE, "words": WORDS, "note": NOTE},
    {"id": "aw0013.s2", "pin": "abcdef", "title": "总结", "heading": "二、要求 · 其一"},
    {"id": "aw0012.p9", "pin": "hl43Pe", "title": TITLE, "words": "选中的", "part": [3, 6], "accessed": "2026-11-23"},
    {"id": "aw0014", "pin": "______", "title": "文"},
]


def entries(kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries as the store would keep them."""
    found: list[dict[str, Any]] = run(BASKET, [["anwenBasket.clean", {"site": SITE, **entry}] for entry in kept])
    return found


def test_references_are_numbered_by_article() -> None:
    known = entries(KEPT)
    text, sources = run(BASKET, [["anwenBasket.references", known, "2015"], ["anwenBasket.numbered", known]])
    assert text.split("\n") == [
        "[1] 纪要 · <b>[EB/OL]. [2026-11-23]. https://example.org/a/aw0012/.",
        "[2] 总结[EB/OL]. https://example.org/a/aw0013/.",
        "[3] 文[EB/OL]. https://example.org/a/aw0014/?v=______.",
    ]
    labels = run(BASKET, [["anwenBasket.label", entry, sources] for entry in known])
    assert labels == ["[1]段7", "[2]节2", "[1]段9", "[3]"]


@pytest.mark.parametrize("form", ["toMarkdown", "toCsl", "toLink"])
def test_what_goes_out_of_the_basket_comes_in_again(form: str) -> None:
    known = entries(KEPT)
    [text] = run(BASKET, [[f"anwenBasket.{form}", known, f"{SITE}basket/" if form == "toLink" else "2025"]])
    [again] = run(BASKET, [["anwenBasket.fromText", text]])
    carried = {
        "toMarkdown": {"id", "pin", "kind", "title", "heading", "words", "note"},
        "toCsl": set().union(*known),
        "toLink": {"id", "pin", "kind", "part", "note"},
    }[form]
    wanted = [{name: value for name, value in entry.items() if name in carried} for entry in known]
    assert [{name: entry[name] for name in entry.keys() & carried} for entry in again] == wanted


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("见[@aw0012.p7; @aw0013.p2@nmlD6t]。", ["aw0012.p7", "aw0013.p2"]),
        ("> 安全第一\n\nhttps://other.example/a/aw0012/?v=nmlD6t#p7。", ["aw0012.p7"]),
        ("https://example.org/basket/#list=aw0001.p1%40nmlD6t%2Caw0002", ["aw0001.p1", "aw0002"]),
        ('[{"type": "webpage", "title": "题", "URL": "https://example.org/a/aw0012/?v=nmlD6t#p7"}]', ["aw0012.p7"]),
        ('{"id": "aw0012.p7", "words": "字"}', ["aw0012.p7"]),
        ("[x](https://example.org/a/aw0012/)", ["aw0012"]),
        ("[1, 2", []),
        ("#list=", []),
        ('[{"custom": {"anwen": 7}}, {"URL": {}}, {"author": 7}, [], null]', []),
        ('[{"custom": {"anwen": {"id": "aw0012.p7\\"><script>"}}}]', []),
        ("aw0000.p1 aw1.p1 aw0001.p0", []),
    ],
)
def test_imports(text: str, ids: list[str]) -> None:
    [found] = run(BASKET, [["anwenBasket.fromText", text]])
    assert [entry["id"] for entry in found] == ids


def test_only_what_is_known_is_kept() -> None:
    hostile: dict[str, Any] = {
        "id": "aw0001.p1",
        "pin": "nmlD6t",
        "kind": "concept",
        "title": ["x"],
        "words": "字" * 30000,
    }
    hostile |= {"site": "javascript:x/", "accessed": "yesterday", "part": [5, 2], "constructor": "x", "html": "<b>"}
    hostile |= {"note": "a\u0000\u001bb\ud800"}
    [kept] = run(BASKET, [["anwenBasket.clean", hostile]])
    assert kept == {
        "id": "aw0001.p1",
        "title": "",
        "kind": "passage",
        "pin": "nmlD6t",
        "words": "字" * 20000,
        "note": "ab",
    }


def test_the_zip_is_one(tmp_path: Path) -> None:
    files = [["a.txt", "安全"], ["b/c.xml", ""], ["d.txt", "x" * 70000]]
    [made] = run(BASKET, [["anwenBasket.zip", files]])
    path = tmp_path / "x.zip"
    path.write_bytes(bytes(made))
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert [[name, archive.read(name).decode()] for name in archive.namelist()] == files


def test_the_word_document_is_well_formed(tmp_path: Path) -> None:
    odd = [{"id": "aw0001.p1", "title": "A&B <x> \"'", "words": "一\t二\n三\ufffe", "note": "]]>"}]
    made, again = run(BASKET, [["anwenBasket.docx", entries(KEPT + odd), "2025"]] * 2)
    assert made == again  # the same on any day
    path = tmp_path / "x.docx"
    path.write_bytes(bytes(made))
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert "“一 二\n三”[4]段1" in texts and "备注：]]>" in texts
