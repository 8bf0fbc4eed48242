"""New terms: what the texts mark or repeat comes up, what the glossary covers or anybody says does not."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from anwen import tables
from anwen.cli import main
from anwen.cli.concepts import suggestions
from anwen.errors import AnwenError
from anwen.index.analysis.words import Segmenter
from anwen.library import Article, Concept, Library, Passage, Source
from anwen.link import load_concepts
from anwen.suggest import Suggestion, draft, suggest
from anwen.suggest.draft import concept_id
from anwen.suggest.words import load_words

JUDGED = yaml.safe_load((Path(__file__).parent / "cases/suggest/judged.yaml").read_text(encoding="utf-8"))
NAMES = ("一岗双责", "安全生产责任制", "安全生产月", "安全投入", "隐患排查治理", "主体责任")
TEXTS = (
    "落实“一岗双责”，推行“四个一律”，开展安全承诺制度。各企业签订安全承诺书，做到一矿一策。",
    "坚持一岗双责，实行安全承诺制度，严查“三非”；深入学习“三个代表”，开好国庆节会议。",
    "建立安全承诺制度，落实“四个一律”，进一步加强安全生产工作，压力较大。",
    "各单位继续落实安全承诺制度，进一步加强安全生产工作，“压力”不小，实行“安全管家”服务。",
)


@cache
def segmenter() -> Segmenter:
    return Segmenter()


def segment(text: str) -> list[str]:
    return [word for run in segmenter().runs(text) for word in run]


def articles(*texts: str) -> list[Article]:
    return [
        Article(
            id=f"aw{number:04}",
            title="会议",
            theme="culture" if number > 1 else "training",
            themes=(),
            source=Source("a.txt", number),
            body=(Passage(f"aw{number:04}.p1", "", "paragraph", text, 0, len(text)),),
        )
        for number, text in enumerate(texts, 1)
    ]


def found() -> list[Suggestion]:
    return suggest(articles(*TEXTS), NAMES, segment)


def test_terms_come_up_with_their_passages() -> None:
    rows = {row.term: row for row in found()}
    assert {"四个一律", "三非", "一矿一策", "安全承诺制度", "安全管家"} <= set(rows)
    row = rows["四个一律"]
    assert (row.count, row.articles, row.quoted, row.counted) == (2, 2, 2, True)
    assert [said.id for said in row.passages] == ["aw0001.p1", "aw0003.p1"]
    assert row.passages[0].sentence == "落实“一岗双责”，推行“四个一律”，开展安全承诺制度。"
    assert rows["安全承诺制度"].count == 4 and rows["安全承诺制度"].entropy > 0


@pytest.mark.parametrize("term", ["一岗双责", "三个代表", "国庆节", "安全生产工作", "进一步加强", "落实安全承诺制度"])
def test_what_is_covered_or_ordinary_does_not(term: str) -> None:
    assert term not in {row.term for row in found()}


def test_an_ordinary_word_in_quotes_is_last() -> None:
    assert found()[-1].term == "压力"


def test_the_order_of_names_is_of_no_consequence() -> None:
    names = list(NAMES)
    random.Random(1).shuffle(names)
    assert suggest(articles(*TEXTS), names, segment) == found()


def test_nothing_to_suggest() -> None:
    assert suggest([], [], segment) == []
    assert suggest(articles("今天开会。"), [], segment) == []


def test_half_of_the_first_thirty_are_terms(library: Library) -> None:
    """The floor of the issue, on terms judged by hand; the texts change a little as cleaning gets better."""
    terms = [row.term for row in suggestions(library)[:30]]
    accepted = [term for term in terms if term in JUDGED["accepted"]]
    assert len(accepted) >= 18, [term for term in terms if term not in JUDGED["accepted"]]


def test_the_table_is_canonical() -> None:
    words = load_words()
    path = Path(__file__).parents[1] / "scripts/anwen/suggest/words.yaml"
    for name, rows in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        assert rows == sorted(set(rows)), name
    assert words.general.isdisjoint(JUDGED["accepted"])


# --- anwen concepts new ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("重大危险源", (), "zhong-da-wei-xian-yuan"),
        ("百万吨死亡率", (), "bai-wan-dun-si-wang-lv"),
        ("安全第一、预防为主", (), "an-quan-di-yi-yu-fang-wei-zhu"),
        ("“三单”", (), "san-dan"),
        ("亿元GDP死亡率", (), "yi-yuan-gdp-si-wang-lv"),
        ("三丹", ("san-dan", "san-dan-2"), "san-dan-3"),
        ("女职工保护", (), "nv-zhi-gong-bao-hu"),
    ],
)
def test_ids(name: str, taken: tuple[str, ...], expected: str) -> None:
    assert concept_id(name, taken) == expected


def test_a_draft_has_what_is_known() -> None:
    concept = draft("安全承诺制度", articles(*TEXTS), {"一岗双责": "x"}, [], "待写：")
    assert (concept.id, concept.theme, concept.status) == ("an-quan-cheng-nuo-zhi-du", "culture", "unverified")
    assert concept.definition.startswith("待写：") and concept.importance.startswith("待写：")
    assert len(concept.match) == 2 and all("安全承诺制度" in sentence for sentence in concept.match)


@pytest.mark.parametrize("name", ["一岗双责", "“一岗双责”", "责", "，，", "  ", "../x", "GDP"])
def test_no_draft_of_what_there_is(name: str) -> None:
    with pytest.raises(AnwenError):
        draft(name, articles(*TEXTS), {"一岗双责": "yi-gang-shuang-ze"}, [], "待写：")


def run(root: Path, *arguments: str, status: int = 0) -> str:
    result = CliRunner().invoke(main, ["concepts", *arguments, "--root", str(root)], catch_exceptions=False)
    assert result.exit_code == status, result.output
    return result.output


def test_new_writes_a_file_that_the_build_refuses_until_it_is_written(small: Path) -> None:
    folder = small / "corpus/concepts"
    assert "corpus/concepts/an-quan-cheng-nuo-zhi.yaml\n" in run(small, "new", "安全承诺制", "--theme", "culture")
    path = folder / "an-quan-cheng-nuo-zhi.yaml"
    text = path.read_text(encoding="utf-8")
    assert tables.dump(tables.load(path, Concept)) == text
    told = run(small, "suggest", status=1)
    assert "an-quan-cheng-nuo-zhi.yaml:5: this is still to be written" in told
    path.write_text(text.replace("待写：", ""), encoding="utf-8")
    assert "安全承诺制" in {concept.name for concept in load_concepts(folder)}
    assert "already names the concept an-quan-cheng-nuo-zhi" in run(small, "new", "“安全承诺制”", status=1)
    assert "already names the concept san-guan-san-bi-xu" in run(small, "new", "三个必须", status=1)
    assert json.loads(run(small, "suggest", "--json").splitlines()[-1]) == []
