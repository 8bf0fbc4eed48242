"""``python tests/bench/cleaning.py``: the same damaged texts through this program, ftfy, OpenCC and trafilatura.

Writes the table into docs/quality.md between its marks; a test holds the page to it.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]
PAGE = ROOT / "docs" / "quality.md"
CASES = ROOT / "tests" / "cases"
BEGIN, END = "<!-- table: python tests/bench/cleaning.py -->", "<!-- end of table -->"

Tool = Callable[[str], str]

# What is damaged, by the step that mends it (the rule of the edit), in the order of the page. Where a case needs
# several steps the first of these names it: those at the end stand beside most others.
KINDS = {
    "byte-slip": "丢字节错位，如 ?;菲罚ㄎ；罚",
    "annotation": "注音残留，如 責(zé)任",
    "mojibake": "编码读错，如 å®‰å…¨、锟斤拷",
    "residue": "网页代码残留，如 `[/color]`、`<br>`、`.css{…}`",
    "entity": "网页符号，如 `&nbsp;`、`&#23433;`",
    "compatibility": "部首字形，如 ⽬录",
    "invisible": "看不见的字符、只有原字体才有的符号",
    "private": "看不见的字符、只有原字体才有的符号",
    "digit": "认错的数字、全角和半角混用的数字",
    "narrow": "认错的数字、全角和半角混用的数字",
    "fragments": "文库切断的句子",
    "page-header": "句中的页码和页眉",
    "cut-off": "付费、试读、下载的提示",
    "inserted": "插进正文的广告和网站的话",
    "title": "标题上的网站名称",
    "joined": "连在一起的标题、条款、会议要素",
    "wrap": "句中硬换行",
    "repeat": "重复的标题、段落、词句",
    "pipe": "行尾竖线",
    "stray": "句中的圆点、撇号、水印",
    "quotes": "方向不对的引号",
    "doubled": "重复或错位的标点",
    "simplify": "繁体字",
    "space": "多余的空格、行首的问号",
    "bracket": "半角括号",
    "widen": "半角标点",
}
UNTOUCHED = "安文没有改动的"


class Case(NamedTuple):
    about: str
    original: str
    expected: str

    @property
    def damaged(self) -> bool:
        return self.original != self.expected


@cache
def cases() -> tuple[Case, ...]:
    """The cases of tests/cases/repair, by what they are about."""
    from anwen.repair import repair

    found: list[Case] = []
    for path in sorted((CASES / "repair").glob("*.yaml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            original = str(case["original"])
            steps = {step for edit in repair(original).edits for step in edit.rule.split("+")}
            about = next((kind for step, kind in KINDS.items() if step in steps), UNTOUCHED)
            found.append(Case(about, original, str(case.get("expected", original))))
    return tuple(found)


def slipped() -> Iterator[Case]:
    """Sentences written for the purpose, damaged as two invented sites do it."""
    from slip_filter import site

    lines = (CASES / "slip" / "sentences.txt").read_text(encoding="utf-8").split()
    for seed in (1, 2):
        how, chance = site(seed), random.Random(seed)
        text = [line for line in lines if "？" not in line][:30]
        yield Case("整页：注音并错位的句子", "\n\n".join(how.damage(line, chance) for line in text), "\n\n".join(text))


@cache
def tools() -> dict[str, Tool]:
    import ftfy
    import opencc

    from anwen.repair import repair

    gentle = ftfy.TextFixerConfig(uncurl_quotes=False, fix_character_width=False)
    return {
        "安文": lambda text: repair(text).text,
        "ftfy": ftfy.fix_text,
        "ftfy（不改引号和全角）": lambda text: ftfy.fix_text(text, gentle),
        "OpenCC": opencc.OpenCC("t2s").convert,
    }


def _share(right: int, of: int) -> str:
    return f"{right}/{of}" if of else "—"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _texts() -> Iterator[str]:
    """Cases exactly right and clean cases left alone, by tool."""
    from anwen.deduplicate import normalise

    found = cases()
    right = {name: [tool(case.original) == case.expected for case in found] for name, tool in tools().items()}
    yield _row(["损坏的种类", *tools()])
    yield _row(["---", *["---"] * len(tools())])
    for about in dict.fromkeys([*KINDS.values(), UNTOUCHED]):
        at = [i for i, case in enumerate(found) if case.about == about and case.damaged]
        if at:
            yield _row([about, *(_share(sum(right[name][i] for i in at), len(at)) for name in right)])
    letters = {
        name: [normalise(tool(it.original)) == normalise(it.expected) for it in found] for name, tool in tools().items()
    }
    for sort, damaged in (("**损坏的，完全改对**", True), ("**不该改的，原样保留**", False)):
        at = [i for i, case in enumerate(found) if case.damaged == damaged]
        yield _row([sort, *(_share(sum(right[name][i] for i in at), len(at)) for name in right)])
        if damaged:
            cells = [_share(sum(letters[name][i] for i in at), len(at)) for name in right]
            yield _row(["其中文字和数字改对（不计标点、空格、字形）", *cells])
    ours = next(iter(right.values()))
    alone = {name: sum(it and not own for it, own in zip(row, ours, strict=True)) for name, row in right.items()}
    yield _row(["它对而安文不对", *("—" if name == "安文" else str(alone[name]) for name in right)])
    lines = list(slipped())
    cells = []
    for tool in tools().values():
        pairs = [
            (line, wanted)
            for case in lines
            for line, wanted in zip(tool(case.original).split("\n\n"), case.expected.split("\n\n"), strict=False)
        ]
        cells.append(_share(sum(line == wanted for line, wanted in pairs), len(pairs)))
    yield _row([lines[0].about, *cells])


def _pages() -> Iterator[str]:
    """What is kept of the text and what is left out of the page around it, on saved web pages."""
    import trafilatura

    from anwen.deduplicate import normalise
    from cleaning_pages import clean, load, raw

    def ours(page: dict[str, Any]) -> str:
        structured, _ = clean(page)
        return "\n".join(
            [piece.title + "\n" + "\n".join(it.text for it in piece.blocks) for piece in structured.pieces]
        )

    def theirs(page: dict[str, Any], **how: bool) -> str:
        return trafilatura.extract(raw(page)[1].decode(page.get("encoding", "utf-8")), **how) or ""

    readers: dict[str, Callable[[dict[str, Any]], str]] = {
        "安文": ours,
        "trafilatura": theirs,
        "trafilatura（求全）": lambda page: theirs(page, favor_recall=True),
    }
    saved = [page for page in load() if str(page.get("page", "")).endswith(".html")]
    yield _row([f"{len(saved)} 个网页", *readers])
    yield _row(["---", *["---"] * len(readers)])
    bodies = {name: [normalise(reader(page)) for page in saved] for name, reader in readers.items()}
    for label, key, wanted in (("正文保留", "must", True), ("网页附加内容去掉", "must_not", False)):
        snippets = [(i, normalise(str(it))) for i, page in enumerate(saved) for it in page.get(key, [])]
        rows = [sum((it in body[i]) == wanted for i, it in snippets) for body in bodies.values()]
        yield _row([label, *(_share(right, len(snippets)) for right in rows)])


def table() -> str:
    """The part of the page between the marks."""
    return "\n".join(["", *_texts(), "", *_pages(), ""])


def section(page: str) -> str:
    """What stands between the marks of the page."""
    return page.partition(BEGIN)[2].partition(END)[0].strip("\n")


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    new = table()
    PAGE.write_text(f"{head}{BEGIN}\n{new}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    print(new)


if __name__ == "__main__":
    main()
