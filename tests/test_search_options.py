"""Narrowing, sorting and suggesting: the index of record and the browser's engine agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import node_engine
from anwen.index import Searcher
from anwen.index.static.suggest import suggestions
from anwen.library import Library

ASK = r"""async (engine, { queries, typed, long, unknown }) => {
  const answers = [], offers = [], strange = [];
  for (const [q, filters] of unknown) {
    const told = await engine.source.settle(() => anwenSearch.strange(engine.source, { q, filters }));
    strange.push(told.map((it) => [it.facet, it.text, it.known, it.more, !!it.raw, it.sought]));
  }
  for (const [query, options] of queries) {
    const it = await engine.answer(query, { limit: 50, ...options });
    const { sort, ...filters } = options;
    const lists = Object.fromEntries(Object.entries(filters).map(([facet, value]) => [facet, [value].flat()]));
    const all = await engine.answer(query, { limit: 0 });
    const counts = await engine.counts(all.numbers, lists);
    const { loosened, unseen, missed, plain } = it;
    answers.push({ ids: it.hits.map((hit) => hit.id), loosened, unseen, missed, plain, counts });
  }
  for (const text of typed) {
    offers.push((await anwenSearch.suggest(engine.source, text)).map((it) => [it.kind, it.text, it.query]));
  }
  const [from, to] = anwenSearch.excerpt(long, [[long.indexOf("演练"), long.indexOf("演练") + 2]], 60);
  return { answers, offers, strange, excerpt: long.slice(from, to) };
}"""
QUERIES: list[tuple[str, dict[str, Any]]] = [
    ("安全培训", {"sort": "date"}),
    ("安全", {"kind": ["总结", "纪要"]}),
    ("安全", {"kind": ["总结", "纪要"], "theme": "training", "sort": "date"}),
    ("检查", {"level": "县区", "sector": ["学校", "综合"]}),
    ("“安全教育”", {}),
    ("“这句话哪里都没有”安全教育", {}),
    ("责任 类型:总结 类型:纪要", {"sort": "date"}),
    ("检查 级别:县区 年:2008-2016", {}),
    ("安全 2013..", {"kind": "总结"}),
    ("安全 主题:培训", {}),
    ("检查 级别:市级", {}),
    ("概念:责任制 学校", {}),
    ("安全 类型:没有这一类", {}),
    ("主题：深入排查治理安全隐患坚决遏制事故", {}),
    ("年：近年来安全生产形势", {}),
    ("级别：全市各级各部门要落实责任", {}),
    ("年:- 培训", {}),
    ("安全 主题:月球 类型:讲话", {}),
    ("安全 年:1990", {}),
    ("-学校", {}),
    ("类型:总结 -学校", {}),
    ("类型： 总结 检查", {}),
    ("类型:", {}),
    ("aw0001.p3", {}),
    ("aw0024 演练", {"sort": "date"}),
    ("AW0024.s3 aw0012", {}),
    ("aw9999.p1 演练", {}),
    ("安全 -aw0001", {}),
    ("安全 -编号:aw0001.s3", {}),
    ("aw0024 -aw0024.p3", {}),
    ("培训 -https://example.org/a/aw0024/?v=nmlD6t#p7", {}),
    ("安全 -类型:总结", {}),
    ("aw0001 -类型:总结 -主题:培训", {}),
    ("安全 -2013..", {}),
    ("安全/环保 aw0001", {}),
    ("-aw0001", {}),
    ("安全 -编号: aw0001", {}),
    ("安全 -类型: 总结 主题: 培训", {}),
    ("演练 aw0024 第6段", {}),
    ("第 6 段，AW0024", {}),
    ("yi-gang-shuang-ze", {}),
    ("risk-based安全", {}),
    ("concepts/an-wei-hui", {}),
    ("量子计算机", {}),
    ("安全 琵琶", {}),
    ("养猫 吊车 养猫", {}),
    ("国家安全监管总局 张德兴", {}),
    ("国家安全监管总局 张德兴", {"kind": "纪要"}),
    ("KTV 琵琶", {"kind": "总结"}),
    *((f"{it} 国家安全监管总局 张德兴", {}) for it in ("类型:总结", "-类型:纪要", "类型:纪要", "-类型:总结", "aw0024")),
    ("演练 编号:", {}),
    ("编号:", {}),
    ("隐患 年份:2099", {}),
    ("年:2099 aw9999", {}),
    ("年:2031-2025", {}),
    ("编号:没有", {}),
    ("演练", {"id": ["aw0024.s3", "aw9999"]}),
]
NAMED = {
    "主题:培训": "主题:教育培训",
    "主题:training": "主题:教育培训",
    "级别:市级": "级别:市",
    "行业:中小学校": "行业:学校",
    "行业： 学校": "行业:学校",
    "编号:aw0024": "aw0024",
    "aw0024 第3段": "aw0024.p3",
    "aw0024，第 3 段": "aw0024.p3",
    "第3段 AW0024": "aw0024.p3",
}
# what stands like a filter but no passage has is text: a sentence may begin so; and what names something is none
TEXT = {
    "安全 类型:没有这一类": "安全 没有这一类",
    "主题：深入排查治理安全隐患坚决遏制事故": "深入排查治理安全隐患坚决遏制事故",
    "年：近年来安全生产形势": "近年来安全生产形势",
    "级别：全市各级各部门要落实责任": "全市各级各部门要落实责任",
    "年:- 培训": "- 培训",
    "安全 主题:月球 类型:讲话": "安全 月球 类型:讲话",
    "安全 年:2031-2025": "安全 2031-2025",
    "安全 类型:": "安全",
    "安全 编号:没有": "安全 没有",
    "安全 编号:": "安全",
    "第3段 安全": "第3段安全",
    "第3段 安全 aw99": "第3段 安全aw99",
    "安全月 law2024": "安全月 law2024",
}
# a year and an identifier might be there, and are not looked for as words: 隐患 is what was asked
NO_TEXT = {
    "隐患 年:2099": "隐患",
    "隐患 1999..2001": "隐患",
    "隐患 年份：2031-2035": "隐患",
    "隐患 aw9999.p1": "隐患",
    "隐患 编号:aw9999": "隐患",
}
# words that no passage has, nor what means nearly the same
UNSEEN = {
    "量子计算机": ("量子",),
    "安全 琵琶": ("琵琶",),
    "琵琶": ("琵琶",),
    "吊车": (),
    "安全生产 一岗双责": (),
    "隐患 年:2099": (),
    "zhuti zeren": (),
}
# words of several that the first passages lack, though there are others that have them
MISSED = {
    "国家安全监管总局 张德兴": ("张德兴",),
    "张德兴": (),
    "一岗双责 责任制": (),
    "安全培训 琵琶": (),
    "国家安全监管总局怎么说": (),
    # within what narrows the query: only a 总结 names him
    "类型:总结 国家安全监管总局 张德兴": ("张德兴",),
    "-类型:纪要 国家安全监管总局 张德兴": ("张德兴",),
    "类型:纪要 国家安全监管总局 张德兴": (),
    "类型:纪要 安全生产 张德兴": (),
    "国家安全监管总局 张德兴 -类型:总结": (),
    "aw0024 安全生产 张德兴": (),
}
# what a minus leaves out when it stands before them
LEFT_OUT = [
    "aw0024",
    "aw0024.s3",
    "编号:aw0024",
    "编号: aw0024",
    "类型： 总结",
    "/a/aw0024/",
    "类型:总结",
    "主题:培训",
    "2013..",
]
# a reader's words beside an identifier are kept
BESIDE = {"安全/培训 aw0024": "安全 培训 aw0024", "a@b 安全 aw0024": "a b 安全 aw0024", '安全 -" "': "安全"}
ONLY_UNWANTED = ["-学校", "-学校 -培训", "-“消防安全”", "-aw0024"]
# the filters that no passage has, typed and chosen, and what there is of the first
STRANGE: list[tuple[str, dict[str, list[str]], list[str], list[str]]] = [
    ("行业:化工 应急", {}, ["sector 化工"], ["综合", "煤矿", "学校", "建筑施工"]),
    ("主题:xyz 主题:xyz", {}, ["theme xyz"], ["responsibility"]),
    ("类型：报道 安全 类型:", {}, ["kind 报道", "kind "], ["总结", "纪要"]),
    ("概念:责任清淡", {}, ["concept 责任清淡"], ["yin-huan-pai-cha-zhi-li", "an-wei-hui"]),
    ("培训 年:2035", {}, ["year 2035"], ["2023", "2015", "2008"]),
    ("2031..2035", {}, ["year 2031..2035"], ["2023"]),
    ("年：近年来安全生产形势", {}, ["year 近年来安全生产形势"], ["2023"]),
    ("安全", {"sector": ["化工"], "year": ["2035"]}, ["sector 化工", "year 2035"], ["综合"]),
    ("aw0001.p999", {"id": ["aw9999.s1"]}, ["id aw0001.p999", "id aw9999.s1"], ["aw0001"]),
    ("安全 行业:煤矿 年:2008-2023 主题:培训 级别:市级 概念:yi-gang-shuang-ze", {"kind": ["总结"]}, [], []),
    ("时间:下午 https://example.org/", {}, [], []),
    ("", {}, [], []),
    ("演练 编号:", {}, ["id "], []),
    ("编号:", {}, ["id "], []),
]
# what leads to one passage, and what to an article or a section, however a citation of it is written
CITED = {
    "aw0012.p7": ["ＡＷ0012.p7", "aw0012.p7@nmlD6t", "[@aw0012.p7]", "{{aw0012.p7@nmlD6t}}", "编号：aw0012.p7"],
    "aw0012.p7 ": [
        "https://example.org/anwen/a/aw0012/?v=nmlD6t#p7",
        "file:///D:/site/a/aw0012/index.html?v=nmlD6t#p7:~:text=门卫",
        "某校. 一次会议的纪要[EB/OL]. （2015-04）[2026-11-23]. /a/aw0012/?v=nmlD6t#p7.",
        "[一次会议的纪要，第 7 段](https://example.org/a/aw0012/?v=nmlD6t#p7)",
    ],
    "aw0024": ["https://example.org/a/aw0024/", "某市. 传达[EB/OL]. https://example.org/a/aw0024/?v=nmlD6t."],
    "aw0012.p7 aw0024.s3": ["[@aw0012.p7; @aw0024.s3@nmlD6t]", "aw0024.s3，aw0012.p7"],
    "概念:an-wei-hui": [
        "https://example.org/anwen/concepts/an-wei-hui/",
        "concepts/an-wei-hui/",
        "安委会. 释义[EB/OL]. /concepts/an-wei-hui/.",
    ],
}
TYPED = ["yhpc", "隐患排", "yigangsh", "会议纪", "学校 yihpc 隐患", "", "😀", "z", "安"]
LONG = "前面的话说了很多。" * 12 + "要组织开展应急演练，认真总结。" + "后面的话也有很多。" * 12


@pytest.fixture(scope="module")
def theirs(indexed: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    asked = {"queries": QUERIES, "typed": TYPED, "long": LONG, "unknown": [it[:2] for it in STRANGE]}
    scripts = (*node_engine.SCRIPTS, "notes")
    found: dict[str, Any] = node_engine.run(ASK, asked, indexed[1], tmp_path_factory.mktemp("node"), scripts)
    return found


def test_filters_and_order_agree(indexed: tuple[Path, Path], theirs: dict[str, Any]) -> None:
    with Searcher(indexed[0]) as searcher:
        for (query, options), answer in zip(QUERIES, theirs["answers"], strict=True):
            ours = searcher.answer(query, limit=50, **options)
            assert answer["ids"] == [hit.id for hit in ours.hits], (query, options)
            assert answer["loosened"] == ours.loosened
            assert (answer["unseen"], answer["missed"]) == (list(ours.unseen), list(ours.missed)), query
            noted = (ours.corrections, ours.offers, ours.unseen, ours.missed, ours.instead, ours.loosened)
            assert not answer["plain"] or (ours.hits and not any(noted) and not any(it.typed for it in ours.strange))
            if options.get("sort"):
                dates = [hit.date for hit in ours.hits]
                assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize(("typed", "meant"), NAMED.items())
def test_part_of_a_name_narrows_as_the_name_does(indexed: tuple[Path, Path], typed: str, meant: str) -> None:
    with Searcher(indexed[0]) as searcher:
        found, wanted, whole = (searcher.answer(f"安全 {it}", limit=50) for it in (typed, meant, ""))
    assert found.hits and found == wanted
    assert found.total < whole.total


@pytest.mark.parametrize("typed", LEFT_OUT)
def test_a_minus_leaves_out_what_a_filter_names(indexed: tuple[Path, Path], typed: str) -> None:
    with Searcher(indexed[0]) as searcher:
        # a pasted address stands alone: without the minus it would drop 安全
        name = "aw0024" if typed.startswith("/") else typed
        found = [{hit.id for hit in searcher.answer(it, limit=999).hits} for it in (f"安全 -{typed}", f"安全 {name}")]
        every = searcher.answer("安全", limit=999).total
    assert found[0] and found[1] and not found[0] & found[1]
    assert len(found[0]) < every


@pytest.mark.parametrize(("typed", "meant"), BESIDE.items())
def test_words_beside_an_identifier_are_kept(indexed: tuple[Path, Path], typed: str, meant: str) -> None:
    with Searcher(indexed[0]) as searcher:
        found, wanted = (searcher.answer(it, limit=50) for it in (typed, meant))
    assert found.hits and {hit.id for hit in found.hits} == {hit.id for hit in wanted.hits}


@pytest.mark.parametrize(("typed", "text"), TEXT.items())
def test_a_filter_that_no_passage_has_is_text(indexed: tuple[Path, Path], typed: str, text: str) -> None:
    with Searcher(indexed[0]) as searcher:
        found, wanted = searcher.answer(typed, limit=50), searcher.answer(text, limit=50)
    assert found.hits and {hit.id for hit in found.hits} == {hit.id for hit in wanted.hits}


@pytest.mark.parametrize(("typed", "text"), NO_TEXT.items())
def test_a_year_that_no_passage_has_is_no_text(indexed: tuple[Path, Path], typed: str, text: str) -> None:
    with Searcher(indexed[0]) as searcher:
        found, wanted = searcher.answer(typed, limit=50), searcher.answer(text, limit=50)
    assert found.hits == wanted.hits != ()
    assert [it.sought for it in found.strange] == [False]


@pytest.mark.parametrize(("query", "words"), UNSEEN.items())
def test_words_that_no_passage_has_are_told(indexed: tuple[Path, Path], query: str, words: tuple[str, ...]) -> None:
    with Searcher(indexed[0]) as searcher:
        assert searcher.answer(query).unseen == words


@pytest.mark.parametrize(("query", "words"), MISSED.items())
def test_words_that_the_first_passages_lack_are_told(
    indexed: tuple[Path, Path], query: str, words: tuple[str, ...]
) -> None:
    with Searcher(indexed[0]) as searcher:
        assert searcher.answer(query).missed == words


def test_a_filter_that_no_passage_has_is_told(indexed: tuple[Path, Path], theirs: dict[str, Any]) -> None:
    with Searcher(indexed[0]) as searcher:
        for (query, filters, told, known), said in zip(STRANGE, theirs["strange"], strict=True):
            ours = searcher.answer(query, limit=0, **filters).strange
            assert said == [[it.facet, it.value, list(it.known), it.more, it.typed, it.sought] for it in ours], query
            assert [f"{it.facet} {it.value}" for it in ours] == told
            assert list(ours[0].known if ours else ())[: len(known)] == known, ours


@pytest.mark.parametrize("query", ONLY_UNWANTED)
def test_nothing_is_looked_for_where_only_unwanted_words_stand(indexed: tuple[Path, Path], query: str) -> None:
    with Searcher(indexed[0]) as searcher:
        answer = searcher.answer(query)
        assert answer.only_unwanted and not answer.total
        assert not searcher.answer(f"类型:总结 {query}").only_unwanted


@pytest.mark.parametrize(("identifiers", "written"), CITED.items())
def test_a_citation_leads_to_what_it_cites(indexed: tuple[Path, Path], identifiers: str, written: list[str]) -> None:
    with Searcher(indexed[0]) as searcher:
        wanted = [hit.id for hit in searcher.answer(identifiers, limit=50).hits]
        assert wanted
        for query in written:
            assert [hit.id for hit in searcher.answer(query, limit=50).hits] == wanted, query
    assert "." not in identifiers or " aw" in identifiers or wanted == [identifiers.strip()]


def test_a_count_is_what_choosing_the_value_gives(indexed: tuple[Path, Path], theirs: dict[str, Any]) -> None:
    query, options = QUERIES[3]
    with Searcher(indexed[0]) as searcher:
        for facet, values in theirs["answers"][3]["counts"].items():
            for value, number in values[:4]:
                assert number == searcher.answer(query, limit=0, **{**options, facet: value}).total, (facet, value)


def test_suggestions(theirs: dict[str, Any]) -> None:
    found = dict(zip(TYPED, theirs["offers"], strict=True))
    assert found["yhpc"][0][:2] == ["c", "隐患排查治理"]
    assert found["隐患排"][0][0] == "c" and found["yigangsh"][0][1] == "一岗双责"
    assert any(kind == "a" and "会议纪" in text for kind, text, _ in found["会议纪"])
    assert found["学校 yihpc 隐患"][0][2].startswith("学校 yihpc 隐患"), "the words before stay"
    assert found[""] == found["😀"] == found["z"] == [] and found["安"]


def test_keys_stay_small(library: Library) -> None:
    from anwen.index.build import entries
    from anwen.index.source import Lexicon

    passages = [entry for article in library.articles for entry in entries(article)]
    lexicon = Lexicon({"安全生产": 9}, {}, {}, {})
    table = suggestions(passages * 3, library.concepts, lexicon, {})
    assert max(len(rows) for rows in table.values()) <= 36
    assert list(table) == sorted(table)


def test_excerpt_is_cut_at_sentences(theirs: dict[str, Any]) -> None:
    assert "应急演练" in theirs["excerpt"] and len(theirs["excerpt"]) <= 60
    assert theirs["excerpt"].endswith("。") and theirs["excerpt"].startswith("要组织")
