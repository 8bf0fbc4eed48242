"""The browser's engine answers as ours does: whole queries, and plans that no query has had yet."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

import node_engine
from anwen.index import Searcher
from anwen.index.asking.plan import Form, Group, Plan
from anwen.index.asking.query import Request
from anwen.index.terms import RUN, fold
from anwen.library import Library

CASES = Path(__file__).parent / "cases" / "search"
ASK = r"""async (engine, { queries, plans, budget }) => {
  const answers = [];
  for (const query of queries) {
    const it = await engine.answer(query, { limit: 20 });
    answers.push({
      total: it.total, near: it.near.map((name) => name.id), corrections: it.corrections.map((c) => [c.typed, c.meant]),
      offers: it.offers.map((c) => [c.typed, c.meant]), instead: it.instead,
      hits: it.hits.map((hit) => [hit.id, hit.score, hit.url, hit.highlights, hit.question]),
    });
  }
  engine.source.settings.budget = budget;
  for (const plan of plans) {
    const { ranked } = await engine.ranked(plan, { free: [], exact: [], unwanted: [], filters: [] }, null, Infinity);
    answers.push(ranked.map((it) => [it.number, it.score, it.cover]));
  }
  return answers;
}"""


def answers(folder: Path, shards: Path, queries: list[str], plans: list[Plan], budget: int) -> Any:
    """What the browser's engine answers to queries, then to plans with so many passages for a first look."""
    return node_engine.run(ASK, {"queries": queries, "plans": plans, "budget": budget}, shards, folder)


def test_queries(indexed: tuple[Path, Path], tmp_path: Path) -> None:
    cases = {
        name: yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in ("queries", "graded", "second", "third", "plans", "slips", "odd")
    }
    slips, odd = cases.pop("slips"), cases.pop("odd")
    made = [query for lot in slips.values() for query in ([case["query"] for case in lot["slips"]] + lot["right"])]
    queries = [case["query"] for it in cases.values() for case in it] + made + odd
    assert len(queries) >= 500
    with Searcher(indexed[0]) as searcher:
        for query, theirs in zip(queries, answers(tmp_path, indexed[1], queries, [], 0), strict=True):
            ours = searcher.answer(query, limit=20)
            expected = {
                "total": ours.total,
                "near": [name.id for name in ours.near],
                "corrections": [[it.typed, it.meant] for it in ours.corrections],
                "offers": [[it.typed, it.meant] for it in ours.offers],
                "instead": list(ours.instead),
                "hits": [
                    [hit.id, hit.score, hit.url, [list(span) for span in hit.highlights], hit.question]
                    for hit in ours.hits
                ],
            }
            assert theirs == expected, query


def random_plans(texts: list[str], number: int) -> list[Plan]:
    """Plans for pieces of the texts, whole or changed; what stands for one overlaps it, is it, or is nowhere."""
    chance = random.Random("anwen")

    def piece() -> str:
        text = chance.choice(texts)
        start = chance.randrange(len(text) - 4)
        return text[start : start + chance.choice([2, 2, 2, 3, 4])]

    def word() -> str:
        one, other = piece(), piece()
        return chance.choice([one, one, one + other, one[0] + other[1:], one[0], "龘" + one])

    def group() -> Group:
        own = word()
        others = [
            chance.choice([word(), own + word(), own[:-1] + piece()[0], own[:-1] or own])
            for _ in range(chance.choice([0, 0, 1, 1, 4]))
        ]
        forms = (Form(own, 100), *(Form(it, chance.choice([15, 40, 55, 75])) for it in others))
        return Group(forms, chance.choice([100, 100, 25]))

    plans = [tuple(group() for _ in range(chance.randint(1, 4))) for _ in range(number)]
    return [Plan(groups, ("".join(it.forms[0].text for it in groups),)) for groups in plans]


@pytest.mark.parametrize("budget", [0, 60])
def test_plans(budget: int, library: Library, indexed: tuple[Path, Path], tmp_path: Path) -> None:
    """Plans that no query has had yet, with a first look for everything and for so little that it leaves words out.

    天然气气站 for 液化气站 is in no passage, but 天然 and 然气 are: one engine counted the word, the other did not.
    """
    texts = ["".join(RUN.findall(fold(passage.text))) for article in library.articles for passage in article.passages]
    plans = random_plans([text for text in texts if len(text) > 9], 200)
    with Searcher(indexed[0]) as searcher:
        searcher._store.settings = replace(searcher._store.settings, budget=budget)
        for plan, theirs in zip(plans, answers(tmp_path, indexed[1], [], plans, budget), strict=True):
            ours = searcher._ranked(plan, Request((), (), ()), None)
            assert theirs == [[it.number, it.score, it.cover] for it in ours], plan
