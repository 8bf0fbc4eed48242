"""Themes and relevance: right on articles of many trades, and always with the words that led to them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anwen.errors import AnwenError, FaultsError, TableError
from anwen.library import Concept
from anwen.records import THEMES
from anwen.theme import Lexicon, Table, relevance
from anwen.theme.learned import RELEVANCE_PATH, THEMES_PATH, Learned
from anwen.theme.table import RelevanceTable
from anwen.theme.train import learn, main, relevance_texts, theme_texts

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases/theme"


def cases(*names: str) -> list[dict[str, Any]]:
    return [case for name in names for case in yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))]


RELEVANCE = cases("relevance", "relevance_held_out", "relevance_plain")
TEXTS = cases("themes", "themes_held_out", "themes_plain")


@cache
def compiled() -> Lexicon:
    return Lexicon.load(ROOT / "corpus/themes.yaml")


@pytest.fixture
def lexicon() -> Lexicon:
    return compiled()


def marked(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason="known")] if case.get("known") else []
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in RELEVANCE])
def test_relevance(case: dict[str, Any], lexicon: Lexicon) -> None:
    found = relevance(case["title"], case["text"], lexicon)
    assert found.relevant == case["relevant"], found
    assert found.reason.endswith("。")
    assert found.evidence or not found.relevant


def test_the_title_of_a_compilation_does_not_decide(lexicon: Lexicon) -> None:
    strangers = [case["text"] * 4 for case in cases("relevance") if not case["relevant"] and not case.get("known_long")]
    assert not any(relevance("安全生产会议总结", text, lexicon).relevant for text in strangers)


@pytest.mark.parametrize("case", [marked(case) for case in TEXTS])
def test_themes(case: dict[str, Any], lexicon: Lexicon) -> None:
    found = lexicon.themes(case["text"], case.get("heading", ""))
    listed = [score.theme for score in found]
    assert listed[0] == case["theme"], found
    assert set(case.get("also", ())) <= set(listed), found
    assert not set(case.get("not", ())) & set(listed), found
    if case.get("evidence") == "none":
        assert [(score.score, score.evidence) for score in found] == [(0.0, ())]
    else:
        assert all(score.evidence for score in found)


def test_what_leans_is_added_to_the_points_of_the_lexicon() -> None:
    learned = Learned({"师傅": (-1.0, -1.0, 1.2, 0.0), "徒弟": (-1.0, -1.0, 1.4, 0.0)})
    lexicon = Lexicon(small(culture={"氛围": 3.0}, training={"培训": 2.0}), learned=learned)
    (first,) = lexicon.themes("师傅手把手教徒弟，先在台子上练满四十个小时，过关再碰真机器")
    assert (first.theme, first.evidence) == ("training", ("徒弟×1", "师傅×1"))
    clear = "师傅教徒弟，厂里的氛围浓厚，大家都说这样的日子过得踏实"
    assert lexicon.themes(clear)[0].theme == "culture"
    headed = lexicon.themes("师傅教徒弟，先在台子上练满四十个小时，再碰真机器", "营造氛围")
    assert headed[0].theme == "culture"
    assert lexicon.themes("师傅教徒弟")[0].score == 0  # too short to lean anywhere


def test_what_leans_tells_a_foreman_from_a_reporter() -> None:
    learned = Learned({"先停": (3.0,), "别碰": (3.0,), "射门": (-6.0,)})
    lexicon = Lexicon(small(), learned_relevance=learned)
    found = relevance("班前", "机器卡住了先停，手别碰", lexicon)
    assert (found.relevant, found.evidence) == (True, ("先停×1", "别碰×1"))
    found = relevance("赛后", "先停球，再射门", lexicon)
    assert (found.relevant, found.evidence) == (False, ("射门×1", "先停×1"))


@pytest.mark.parametrize(("path", "columns"), [(THEMES_PATH, len(THEMES)), (RELEVANCE_PATH, 1)])
def test_the_learned_words_are_in_order(path: Path, columns: int) -> None:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    assert [word for word, *_ in rows] == sorted({word for word, *_ in rows})
    assert all(word and len([float(it) for it in points]) == columns for word, *points in rows)


def test_what_is_learned_does_not_depend_on_the_order_of_the_texts() -> None:
    said = {"training": "师傅 教 徒弟 操作", "culture": "孩子 的 笑脸", "responsibility": "签字 画押"}
    texts = [
        ("some", tuple((theme == label) - 0.25 for theme in THEMES), f"{text} 会议")
        for label, text in said.items()
        for _ in range(3)
    ]
    learned = learn(texts, str.split, 10.0)
    assert learned.rows() == learn(texts[::-1], str.split, 10.0).rows()
    points = dict(learned.rows())
    assert max(points["徒弟"]) == points["徒弟"][THEMES.index("training")] > 0.5
    assert "会议" not in points  # said of everything


def test_the_labelled_texts_are_told_once_each() -> None:
    for texts in (theme_texts(), relevance_texts()):
        assert len({text for _, _, text in texts}) == len(texts)
        assert len({batch for batch, _, _ in texts}) > 4


def test_help_of_the_training_trains_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = THEMES_PATH.stat().st_mtime_ns
    with pytest.raises(SystemExit) as left:
        main(ROOT, ["--help"])
    assert left.value.code == 0 and "--check" in capsys.readouterr().out
    assert THEMES_PATH.stat().st_mtime_ns == before


def small(**themes: dict[str, float]) -> Table:
    return Table("culture", {"hazard-governance" if k == "hazard" else k: v for k, v in themes.items()}, NONE)


NONE = RelevanceTable(9, {})


def concept(name: str, theme: str, **more: Any) -> Concept:
    return Concept(id=name, name=name, theme=theme, status="verified", definition="…", **more)


def test_names_of_concepts_count_for_their_themes() -> None:
    concepts = [concept("三同时", "hazard-governance", themes=("responsibility",), aliases=("安全设施“三同时”",))]
    found = Lexicon(small(training={"培训": 1}), concepts).themes("落实三同时，落实三同时。安全设施三同时。")
    assert next((score.theme, score.evidence) for score in found) == (
        "hazard-governance",
        ("三同时×2", "安全设施三同时×1"),
    )
    assert sum(score.score for score in found) <= 1.0


def test_a_word_of_the_table_goes_before_a_concept() -> None:
    found = Lexicon(small(training={"演练": 1}), [concept("演练", "culture")]).themes("演练")
    assert [score.theme for score in found] == ["training"]


def test_what_a_concept_is_not_does_not_count() -> None:
    named = concept("三同时", "hazard-governance", not_forms=("环保“三同时”",))
    assert Lexicon(small(), [named]).themes("环保三同时")[0].evidence == ()


def test_a_heading_weighs_more() -> None:
    table = small(training={"培训": 2}, hazard={"检查": 2})
    assert Lexicon(table).themes("检查。", "培训")[0].theme == "training"
    assert Lexicon(table).themes("检查。培训。检查。")[0].theme == "hazard-governance"


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(["责任制", "隐患", "培训", "安全文化", "检查", "，", "考核", "某"]), max_size=30).map(
        "".join
    )
)
@example("责任制" * 5 + "隐患" * 2 + "培训" * 5 + "检查" * 7)  # three shares, each rounded up
def test_scores_are_shares(text: str) -> None:
    found = compiled().themes(text)
    assert found and {score.theme for score in found} <= set(THEMES)
    # each share is rounded to three places, so it is off by half a thousandth at most; 1e-9 is the floats' own error
    assert 0 <= sum(score.score for score in found) <= 1 + len(found) * 0.0005 + 1e-9
    assert [score.score for score in found] == sorted((score.score for score in found), reverse=True)


FULL = """themes:
  responsibility: {问责: 3}
  hazard-governance: {隐患: 3}
  training: {培训: 3}
  culture: {理念: 3}
"""


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (FULL + "relevance: {least: 9, terms: {}}\n", 1, "default"),
        ("default: safety\n" + FULL + "relevance: {least: 9, terms: {}}\n", 1, "“safety” is not a theme"),
        ("default: culture\n" + FULL + "  other: {某某: 1}\nrelevance: {least: 9, terms: {}}\n", 7, "“other”"),
        ("default: culture\n" + FULL.replace("理念", "理") + "relevance: {least: 9, terms: {}}\n", 6, "too short"),
        (
            "default: culture\n" + FULL.replace("理念: 3", "理念: 9") + "relevance: {least: 9, terms: {}}\n",
            6,
            "has 9 points",
        ),
        ("default: culture\n" + FULL + "relevance: {least: 9, terms: {安全: 很多}}\n", 7, "float"),
        ("default: culture\nthemes: {culture: {理念: 1}}\nrelevance: {least: 9, terms: {}}\n", 2, "has no words"),
    ],
)
def test_faults_of_the_lexicon(text: str, line: int, said: str, tmp_path: Path) -> None:
    path = tmp_path / "themes.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AnwenError) as caught:
        Lexicon.load(path)
    assert isinstance(caught.value, TableError | FaultsError)
    first = str(caught.value).splitlines()[0]
    assert said in first and f"themes.yaml:{line}:" in first
