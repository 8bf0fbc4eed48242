"""Search the index of record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from anwen.index.asking.loosen import looser
from anwen.index.asking.narrow import Narrower, Strange
from anwen.index.asking.plan import Correction, Form, Group, Plan, Planner
from anwen.index.asking.query import Request
from anwen.index.ranking.explain import Explanation, explain
from anwen.index.ranking.matter import matters
from anwen.index.ranking.rank import AGAIN, Scored, again, first, own
from anwen.index.record.store import Store
from anwen.index.source import Entry, Name
from anwen.index.terms import fold, spans, terms

_FIRST = 3  # hits at which a reader looks
_CLOSE = 55  # percent that a form is worth which means nearly the same


class Hit(Struct, frozen=True):
    """A passage found. ``highlights`` are the (start, end) places in ``text`` that were looked for."""

    id: str
    article: str
    url: str
    title: str
    heading: str
    text: str
    score: float
    themes: tuple[str, ...]
    concepts: tuple[str, ...]
    highlights: tuple[tuple[int, int], ...] = ()
    kind: str = ""
    date: str = ""
    issuer: str = ""
    also: tuple[str, ...] = ()  # passages found that read nearly the same
    question: str = ""  # of those that it answers, the one by whose words it was found
    named: str = ""  # the title, with what tells the article from others of the same title


class Answer(Struct, frozen=True):
    """Everything a search says: hits, how many passages there are, what was corrected, and concepts nearby."""

    hits: tuple[Hit, ...]
    total: int
    corrections: tuple[Correction, ...] = ()
    offers: tuple[Correction, ...] = ()  # what may be meant, though what was typed was found
    near: tuple[Name, ...] = ()  # where nothing was found
    loosened: bool = False  # no passage has the words in quotation marks, so they were looked for one by one
    instead: tuple[str, ...] = ()  # nothing was found at all, so these words were looked for, which are part of it
    strange: tuple[Strange, ...] = ()  # filters that no passage has
    only_unwanted: bool = False  # there is nothing to look for
    unseen: tuple[str, ...] = ()  # words that no passage has, nor what means nearly the same
    missed: tuple[
        str, ...
    ] = ()  # of several, those that the first three hits lack, though passages within the filters have


class Searcher:
    """Searches one index; opens it once.

    Raises:
        AnwenError: there is no index in ``index_dir``, or it is damaged.
    """

    def __init__(self, index_dir: Path) -> None:
        self._store = Store(index_dir)
        self._planner = Planner(self._store)
        self._narrower = Narrower(self._store)

    def __enter__(self) -> Searcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the index's files; the searcher is of no use afterwards."""
        self._store.close()

    @staticmethod
    def exists(index_dir: Path) -> bool:
        """Whether ``index_dir`` holds an index."""
        return Store.exists(index_dir)

    def search(
        self, query: str, *, limit: int = 10, theme: str = "", kind: str = "", year: str = "", concept: str = ""
    ) -> list[Hit]:
        """The best ``limit`` passages for ``query``, best first, within the given filters."""
        return list(self.answer(query, limit=limit, theme=theme, kind=kind, year=year, concept=concept).hits)

    def answer(self, query: str, *, limit: int = 10, sort: str = "", **filters: str | Sequence[str]) -> Answer:
        """`search` with all that a page shows about it.

        A facet with several values takes passages that have any of them. ``sort="date"`` puts the newest first and
        what has no date last, the better match first within a date.
        """
        request = self._narrower.request(query)
        asked = plan = self._planner.plan(request.free + request.exact)
        allowed = self._narrower.allowed(request, filters)
        ranked = self._ranked(plan, request, allowed)
        loosened = not ranked and bool(request.exact)
        if loosened:  # no silent dead end: the words without the quotation marks
            ranked = self._ranked(plan, Request(request.free, (), request.unwanted), allowed)
        instead: tuple[str, ...] = ()
        if not ranked and allowed is None:
            plan, ranked = self._looser(plan, request)
            instead = tuple(self._present(plan)) if ranked and not plan.runs else ()
        if sort == "date":
            ranked = sorted(ranked, key=lambda it: self._store.entry(it.number).date, reverse=True)
        hits = self._folded(ranked, plan, limit)
        near = () if ranked else self._near(plan)
        told = self._narrower.strange(query, filters), request.only_unwanted
        words = {group.forms[0].text: group for group in asked.groups if group.worth == 100}
        unseen = tuple(word for word, group in words.items() if self._unseen(group))
        texts = [fold(f"{it.text}\n{it.heading}\n{it.title}") for it in hits[:_FIRST]]
        several = hits and len(request.free) > 1
        lacking = [word for word, group in words.items() if several and self._missed(group, texts)]
        within = replace(request, exact=()) if loosened else request
        missed = tuple(word for word in lacking if self._stands(word, within, allowed))
        return Answer(hits, len(ranked), plan.corrections, plan.offers, near, loosened, instead, *told, unseen, missed)

    def explain(self, query: str, ids: Sequence[str], **filters: str | Sequence[str]) -> list[Explanation]:
        """Why the passages ``ids`` of an `answer` to ``query`` were found, term by term, in their order."""
        request = self._narrower.request(query)
        plan = self._planner.plan(request.free + request.exact)
        literal = bool(request.exact or request.unwanted)
        asked, allowed = matters(plan, self._store), self._narrower.allowed(request, filters)
        ranked = first(asked, self._store, allowed, literal)
        if not ranked and allowed is None:
            asked = matters(self._looser(plan, request)[0], self._store)
            ranked = first(asked, self._store, None, bool(request.unwanted))
        numbers = {self._store.entry(it.number).id: it for it in ranked}
        found = [numbers[id] for id in ids if id in numbers]
        return [explain(asked, self._store, it, self._store.entry(it.number)) for it in found]

    def _looser(self, plan: Plan, request: Request) -> tuple[Plan, list[Scored]]:
        """The first plan for part of ``plan`` that finds something, and what it finds; else ``plan`` itself."""
        for part in looser(plan, self._planner, self._store):
            ranked = self._ranked(part, Request(request.free, (), request.unwanted), None)
            if ranked:
                return part, ranked
        return plan, []

    def _present(self, plan: Plan) -> Iterator[str]:
        """The words of ``plan`` that the collection can have: a group's first where it can, else the others."""
        for group in plan.groups:
            if group.worth == 100:
                one, *others = group.forms
                has = all(self._store.count(term) for term in terms(one.text))
                yield from (one.text,) if has or not others else (it.text for it in others)

    def _ranked(self, plan: Plan, request: Request, allowed: frozenset[int] | None) -> list[Scored]:
        literal = bool(request.exact or request.unwanted)
        asked = matters(plan, self._store)
        ranked = [Scored(number, 0, 0) for number in sorted(allowed or ())]
        if plan.groups:
            ranked = first(asked, self._store, allowed, literal)
        if literal:
            unwanted = self._narrower.unwanted(request)
            ranked = [it for it in ranked if it.number not in unwanted and self._fits(it, request)]
        best = next((at for at, it in enumerate(ranked) if it.near), AGAIN)
        head = [again(asked, it, self._store.entry(it.number)) for it in ranked[:best]]
        return sorted(head, key=lambda it: (-it.score, it.number)) + ranked[best:]

    def _fits(self, scored: Scored, request: Request) -> bool:
        entry = self._store.entry(scored.number)
        text = own(entry)
        return all(words in text for words in request.exact) and not any(words in text for words in request.unwanted)

    def _folded(self, ranked: list[Scored], plan: Plan, limit: int) -> tuple[Hit, ...]:
        """The first ``limit`` hits; what reads nearly the same as one before it is folded into that one."""
        found: dict[int, Hit] = {}
        also: dict[int, list[str]] = {}
        for at, scored in enumerate(ranked if limit else ()):
            if len(found) == limit and at >= AGAIN:
                break
            entry = self._store.entry(scored.number)
            first_like = entry.like if entry.like >= 0 else scored.number
            if first_like in found:
                also[first_like].append(entry.id)
            elif len(found) < limit:
                found[first_like], also[first_like] = self._hit(scored, entry, plan), []
        return tuple(replace(hit, also=tuple(also[key])) for key, hit in found.items())

    def _hit(self, scored: Scored, entry: Entry, plan: Plan) -> Hit:
        return Hit(
            id=entry.id,
            article=entry.article,
            url=entry.url,
            title=entry.title,
            heading=entry.heading,
            text=entry.text,
            score=scored.score / 100,
            themes=entry.themes,
            concepts=entry.concepts,
            highlights=tuple(marks(fold(entry.text), plan)),
            kind=entry.kind,
            date=entry.date,
            issuer=entry.issuer,
            question=answered(entry, plan),
            named=entry.named,
        )

    def _close(self, group: Group) -> list[Form]:
        """What means nearly the same as the word of ``group`` and the collection can have."""
        return [it for it in group.forms[1:] if it.worth >= _CLOSE and all(map(self._store.count, terms(it.text)))]

    def _unseen(self, group: Group) -> bool:
        """Whether no passage has anything of the word of ``group``, nor what means nearly the same."""
        return not any(map(self._store.count, terms(group.forms[0].text))) and not self._close(group)

    def _missed(self, group: Group, texts: Sequence[str]) -> bool:
        """Whether passages can have the word of ``group``, but ``texts`` neither have it nor what means the same.

        国家安全监管总局 张德兴: what says much of the one stands before the only passage that names the other.
        Of 1,685 judged queries three are so.
        """
        names = [group.forms[0], *self._close(group)]
        known = len(names[0].text) > 1 and all(map(self._store.count, terms(names[0].text)))
        return known and not any(it.text in text for it in names for text in texts)

    def _stands(self, word: str, request: Request, allowed: frozenset[int] | None) -> bool:
        """Whether ``word`` stands in a passage that the exact words, unwanted words and filters of ``request`` leave.

        类型:纪要 安全生产 森林防火: no 纪要 has 森林防火, so nothing leads there.
        """
        literally = Request((), (*request.exact, word), request.unwanted)
        return bool(self._ranked(self._planner.plan((word,)), literally, allowed))

    def _near(self, plan: Plan, number: int = 5) -> tuple[Name, ...]:
        """The concepts whose names share most pairs of characters with the words of ``plan``, or with what means nearly
        the same and the collection has: one character says nothing."""
        words = [group for group in plan.groups if group.worth == 100]
        wanted = {term for group in words for it in (group.forms[0], *self._close(group)) for term in terms(it.text)}
        often = self._store.settings.facets.get("concept", {})
        scored = []
        for name in self._store.settings.concepts:
            shared = max(len(wanted & set(terms(fold(it)))) for it in (name.name, *name.also))
            if shared:
                scored.append((-shared, -often.get(name.id, 0), name.id, name))
        return tuple(name for *_, name in sorted(scored, key=lambda it: it[:3])[:number])


def answered(entry: Entry, plan: Plan) -> str:
    """The question with most of the words looked for that the passage itself lacks, then of those that it has; the
    first of equals, "" where none has any that it lacks."""
    text, lacking, there = own(entry), list[Group](), list[Group]()
    for group in plan.groups:
        if group.worth == 100:
            (there if _worth(text, group) else lacking).append(group)
    counts = [
        (sum(_worth(asked, group) for group in lacking), sum(_worth(asked, group) for group in there))
        for asked in map(fold, entry.questions)
    ]
    best = max(counts, default=(0, 0))
    return entry.questions[counts.index(best)] if best[0] else ""


def _worth(text: str, group: Group) -> int:
    """What the best form of ``group`` that stands in ``text`` is worth."""
    return max((form.worth for form in group.forms if form.text in text), default=0)


def marks(text: str, plan: Plan) -> list[tuple[int, int]]:
    """The places of folded ``text`` to highlight: whole words of the plan, or pairs where no form stands whole."""
    words: list[str] = []
    for group in plan.groups:
        if group.worth == 100:
            whole = [form.text for form in group.forms if form.text in text]
            words.extend(whole or (term for term in terms(group.forms[0].text) if len(term) > 1))
    return spans(text, words)
