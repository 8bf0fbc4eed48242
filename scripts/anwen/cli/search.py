"""anwen search: the same engine as the site's, on the command line."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from anwen.cli.common import command, emit, say
from anwen.errors import AnwenError
from anwen.index import Answer, Explanation, Hit, Searcher, Strange
from anwen.index.asking.query import FACETS, parse, span
from anwen.records import KINDS, LEVELS, THEMES
from anwen.workspace import Workspace


def _searcher(workspace: Workspace) -> Searcher:
    """The searcher; a library that was never indexed is indexed first."""
    if not Searcher.exists(workspace.index):
        # only now: what builds an index takes longer to load than a search takes to answer
        from anwen.cli.build import run_index

        say("search: no index yet, building it")
        run_index(workspace)
    return Searcher(workspace.index)


def _print(hit: Hit, number: int) -> None:
    place = " › ".join(part for part in (hit.named, hit.heading) if part)
    click.echo(f"{number}. {click.style(place, bold=True)}  {hit.id}")
    text, position = "", 0
    for start, end in hit.highlights:
        text += hit.text[position:start] + click.style(hit.text[start:end], fg="yellow", bold=True)
        position = end
    click.echo(f"   {text}{hit.text[position:]}\n   {hit.url}")
    if hit.question:
        click.echo(f"   answers: {hit.question}")
    if hit.also:
        click.echo(f"   the same in: {', '.join(hit.also)}")


def _explain(why: Explanation) -> None:
    """Why a hit was found, for people: a line for each word, a line for each of its terms, and the sum."""
    for word in why.words:
        found = (
            f" as {word.found}, worth {word.worth}%" if word.kind == "synonym" else "" if word.kind else ": not here"
        )
        kind = "pair" if word.kind == "pair" else "word"
        click.echo(f"   {word.points:>8} {kind} {word.word}{found} (matters {word.matter})")
        for term in word.terms:
            fields = " ".join(
                f"{field}×{number} at {why.fields[field] / 10:g}" for field, number in term.fields.items()
            )
            rarity = f"in {term.passages} passages, rarity {term.rarity}"
            click.echo(f"            {term.term}: {rarity}, weight {term.weight}/63, {fields or 'absent'}")
    more = f"+{why.unbroken_words}% words unbroken, +{why.as_typed}% as typed, +{why.about}% about it"
    base = f"{why.base - why.beside} for the words at {why.cover}% of the query, {why.beside} for a passage beside it"
    click.echo(f"   {why.score:>8} = {base}, {more}")


def _queries(batch: Path) -> list[str]:
    try:
        lines = batch.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise AnwenError("the batch file is not UTF-8", where=str(batch), hint="Save it as UTF-8.") from None
    return [line.strip() for line in lines if line.strip()]


def _words(context: click.Context, _: click.Parameter, given: tuple[str, ...]) -> str:
    """The query: the arguments, of which a single minus is no option (-学校), two are one that is misspelt."""
    for it in given:
        if it.startswith("--"):
            raise click.NoSuchOption(it, ctx=context)
    return " ".join(given)


def _year(context: click.Context, option: click.Parameter, value: str) -> str:
    if value and span(value) is None:
        raise click.BadParameter("write a year or a range: 2023, 2019-2023 or 2019..", context, option)
    return value


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, callback=_words)
@click.option("--batch", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="One query a line.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@click.option("--theme", type=click.Choice(THEMES))
@click.option("--kind", type=click.Choice(KINDS))
@click.option("--level", type=click.Choice(LEVELS))
@click.option("--sector", default="", help="The line of work, as an article's metadata names it.")
@click.option("--year", default="", callback=_year, help="The year of the document, or a range: 2019-2023, 2019.. .")
@click.option("--concept", default="", help="A concept's id.")
@click.option("--explain", is_flag=True, help="Say why each passage was found, term by term.")
@click.option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True)
@command
def search(
    query: str,
    batch: Path | None,
    limit: int,
    explain: bool,
    sort: str,
    root: Path,
    as_json: bool,
    **chosen: str | None,
) -> None:
    """Search the passages of the library.

    With --batch, each query gives one JSON line {query, hits}. In a query: "exact words", -unwanted, 主题:教育培训,
    类型:讲话, 级别:省, 行业:煤矿, 概念:一岗双责, 年:2023, 年:2019-2023 or 2019..2023, and identifiers or citations of
    this library: aw0012.p7 is that passage, aw0012 演练 searches that article.
    """
    if bool(query.strip()) == bool(batch):
        raise click.UsageError("Give a QUERY or --batch FILE, one of the two.")
    if batch and explain:
        raise click.UsageError("--explain is for a single QUERY.")
    filters = {facet: value or "" for facet, value in chosen.items()}
    order = "" if sort == "relevance" else sort
    with _searcher(Workspace(root)) as searcher:
        if batch:
            queries = _queries(batch)
            if not queries:
                say(f"search: {batch} has no query; write one a line")
            for line in queries:
                found = searcher.answer(line, limit=limit, sort=order, **filters)
                emit({"query": line, "hits": [_fields(hit) for hit in found.hits]})
            return
        answer = searcher.answer(query, limit=limit, sort=order, **filters)
        reasons = searcher.explain(query, [hit.id for hit in answer.hits], **filters) if explain else []
    for strange in answer.strange:
        say(_strange(strange))
    why = {reason.id: reason for reason in reasons}
    if as_json:
        emit([_fields(hit) | ({"explanation": why.get(hit.id)} if explain else {}) for hit in answer.hits])
    else:
        _tell(query, answer, why, [f"--{facet} {value}" for facet, value in filters.items() if value])


def _strange(it: Strange) -> str:
    """What to say of a filter that no passage has.

    >>> _strange(Strange("sector", "化工", ("煤矿", "学校"), True, True, True))
    'no passage has 行业:化工, so it is searched for as words; there are 煤矿, 学校 and others'
    >>> _strange(Strange("kind", "", ("讲话",), False, True))
    'nothing stands after 类型:; there are 讲话'
    """
    name = f"{FACETS[it.facet]}:" if it.typed else f"--{it.facet} "
    told = f"no passage has {name}{it.value}" + ", so it is searched for as words" * it.sought
    known = f"; there are {', '.join(it.known)}{' and others' * it.more}" if it.known else ""
    return (told if it.value else f"nothing stands after {name}") + known


def _tell(query: str, answer: Answer, why: dict[str, Explanation], chosen: list[str]) -> None:
    """Hits for people; where there are none, what was tried and which concepts are near."""
    for correction in answer.corrections:
        say(f"searched for {correction.meant} instead of {correction.typed}")
    for offer in answer.offers:
        say(f"did you mean {offer.meant}?")
    if answer.instead:
        say(f"no passage has all that was asked; searched for part of it: {', '.join(answer.instead)}")
    elif answer.unseen:
        say(f"no passage has {', '.join(answer.unseen)}" + "; searched for the other words" * bool(answer.hits))
    for number, hit in enumerate(answer.hits, 1):
        _print(hit, number)
        if hit.id in why:
            _explain(why[hit.id])
        click.echo()
    for word in answer.missed if answer.hits else ():
        alone = " ".join([*_alone(word, query, answer), *chosen])
        say(f"the first passages lack {word}; search for {alone} to find those that have it")
    if answer.hits:
        say(f"{len(answer.hits)} of {answer.total} passages")
        return
    if answer.only_unwanted:
        say(f"the query says only what is not wanted; say what to look for too: 安全 {query.strip()}")
        return
    within = f" with {' '.join(chosen)}" if chosen else ""
    say(f"no passage found{within}; try fewer or other words{', or leave the options out' if chosen else ''}")
    if answer.near:
        say("concepts that are near: " + ", ".join(f"{name.name} ({name.id})" for name in answer.near))


def _alone(word: str, query: str, answer: Answer) -> list[str]:
    """What finds ``word`` alone: the query narrows as before.

    >>> _alone("食品", "类型：纪要 责任制 食品 -学校 aw0012", Answer((), 0))
    ['"食品"', '编号:aw0012', '类型:纪要', '-学校']
    >>> strange = (Strange("kind", "传说", (), False, True, True),)
    >>> _alone("食品", "类型:传说 责任制 食品", Answer((), 0, strange=strange))
    ['"食品"']
    """
    request, strange = parse(query), {(it.facet, it.value) for it in answer.strange if it.typed}
    exact = () if answer.loosened else request.exact
    filters = [f"{FACETS[facet]}:{value}" for facet, value in request.filters if (facet, value) not in strange]
    unwanted = [f'-"{text}"' if " " in text else f"-{text}" for text in request.unwanted]
    return [*(f'"{it}"' for it in (word, *exact)), *filters, *unwanted]


def _fields(hit: Hit) -> dict[str, object]:
    """A hit as the contract names its fields."""
    data: dict[str, object] = msgspec.to_builtins(hit)
    names = ("id", "article", "url", "title", "heading", "text", "score", "themes", "concepts", "highlights", "also")
    return {name: data[name] for name in names}
