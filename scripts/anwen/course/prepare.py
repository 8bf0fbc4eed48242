"""Look up what a course cites. What does not hold is told all together, each with its line and the next step."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from functools import cached_property

from anwen.course.prepared import Prepared, Reference
from anwen.course.records import Course, Words
from anwen.errors import AnwenError, FaultsError
from anwen.library import Article, LedgerEntry, Library
from anwen.notation import Found, Ref, address, article_of, find, moved_on, pins, split, texts_of

_STRAY = re.compile(r"\[@[^\]\n]*\]|\{\{[^}\n]*\}\}")
# words in quotation marks right before a citation claim to be the passage's own
_CLAIMED = re.compile(r"“([^“”]+)”\s*$")


class _Shelf:
    """The library as a course sees it.

    ``library`` is everything; of it, ``public`` is what a public course may cite.
    """

    def __init__(self, library: Library, public: Library, site_url: str) -> None:
        self.articles = {article.id: article for article in public.articles}
        shown = {entry.id for entry in public.retired} | self.articles.keys()
        everything = {article.id for article in library.articles} | {entry.id for entry in library.retired}
        self.hidden = {name for name in everything - shown if "." not in name}
        self.gone: dict[str, LedgerEntry] = {entry.id: entry for entry in public.retired}
        self.site_url = site_url
        self._pins: dict[str, dict[str, str]] = {}

    def pin(self, name: str) -> str:
        """The present pin; "" of what is not there."""
        article = article_of(name)
        if article in self.articles and article not in self._pins:
            self._pins[article] = pins(self.articles[article])
        return self._pins.get(article, {}).get(name, "")

    def texts(self, name: str) -> tuple[str, ...]:
        return texts_of(self.articles[article_of(name)], name)

    @cached_property
    def names(self) -> list[str]:
        return sorted(self.articles)

    def fault(self, ref: Ref) -> tuple[str, str]:
        """What is wrong with a reference and what to do next; two empty texts where it holds."""
        present = self.pin(ref.id)
        if present and (not ref.pin or ref.pin == present):
            return "", ""
        if present:
            where = address(ref.id, self.site_url)
            return (
                f"the words of {ref.id} have changed since {ref.pin} was cited",
                f"Read them again ({where} or anwen show {ref.id}); where the course still fits, "
                f"write {ref.id}@{present}.",
            )
        if article_of(ref.id) in self.hidden:
            return (
                f"{ref.id} belongs to an internal article",
                "Cite a public one, or write visibility: internal in the front matter: such a course is not published.",
            )
        if ref.id in self.gone:
            return self._moved(ref.id)
        return self._unknown(ref.id)

    def _moved(self, name: str) -> tuple[str, str]:
        entry = moved_on(self.gone[name], self.gone)
        target = entry.detail if entry.state == "moved-to" else ""
        if target and self.pin(target):
            new = f"{target}@{self.pin(target)}"
            return f"{name} has moved to {target}", f"Write {new} ({address(target, self.site_url)})."
        reason = f" ({self.gone[name].detail})" if self.gone[name].state == "retired" and self.gone[name].detail else ""
        hint = f"Cite another passage; {address(name, self.site_url)} says what became of this one."
        return f"{name} has been retired{reason}", hint

    def _unknown(self, name: str) -> tuple[str, str]:
        article, parts = article_of(name), split(name)
        known = self.articles.get(article)
        if known is None:
            near = difflib.get_close_matches(article, self.names, 1, 0.0)
            return f"{article} is no article of this library", f"The nearest is {near[0]}." if near else ""
        letter, number = (parts[1], parts[2]) if parts else ("", 0)
        near_by = [part.id for part in known.body if (split(part.id) or (0, "", 0))[1] == letter]
        if not near_by:
            return f"{name} never was", f"{article} has no such parts; see anwen show {article}."
        nearest = min(near_by, key=lambda it: (abs((split(it) or (0, "", 0))[2] - number), it))
        return f"{name} never was", f"The nearest is {nearest}; see anwen show {article}."


class _Reading:
    """Goes through a course's words in their order."""

    def __init__(self, course: Course, shelf: _Shelf, stands_in: Callable[[str, str], bool]) -> None:
        self.course, self.shelf, self.stands_in = course, shelf, stands_in
        self.faults = [AnwenError(what, where=f"{course.where}:{at}", hint=hint) for at, what, hint in course.faults]
        self.cited: dict[str, dict[str, None]] = {}  # article → what of it is cited, in order
        self.texts: dict[str, tuple[str, ...]] = {}

    def fault(self, words: Words, at: int, what: str, hint: str) -> None:
        line = words.line + words.text.count("\n", 0, at)
        self.faults.append(AnwenError(what, where=f"{self.course.where}:{line}", hint=hint))

    def read(self, words: Words) -> None:
        """Look up every citation in ``words``."""
        founds = list(find(words.text))
        for stray in _STRAY.finditer(words.text):
            if not any(found.start <= stray.start() < found.end for found in founds):
                fault = f"{stray.group()[:30]} is no citation of this library"
                self.fault(words, stray.start(), fault, "Write [@aw0012.p7] or {{aw0012.p7}}.")
        for found in founds:
            if found.fault:
                self.fault(words, found.start, found.fault, "Find the identifier with anwen search.")
            else:
                held = [self._holds(words, found, ref) for ref in found.refs]
                if all(held):
                    self._claims(words, found)

    def _holds(self, words: Words, found: Found, ref: Ref) -> bool:
        what, hint = self.shelf.fault(ref)
        if not what and found.form == "quote":
            if "." not in ref.id:
                what, hint = f"{ref.id} is a whole article", "Quote a passage or a section of it."
            self.texts[ref.id] = self.shelf.texts(ref.id)
        if what:
            self.fault(words, found.start, what, hint)
        elif found.form in ("cite", "quote"):
            self.cited.setdefault(article_of(ref.id), {})[ref.id] = None
        return not what

    def _claims(self, words: Words, found: Found) -> None:
        """What stands in quotation marks before a citation must stand in what is cited."""
        claimed = _CLAIMED.search(words.text[: found.start])
        if claimed is None or found.form != "cite":
            return
        for ref in found.refs:
            if self.stands_in(claimed[1], "\n".join(self.shelf.texts(ref.id))):
                return
        names = "、".join(ref.id for ref in found.refs)
        hint = f"Copy the words from anwen show {found.refs[0].id}, or leave the quotation marks out."
        self.fault(words, claimed.start(), f"“{claimed[1][:24]}” does not stand in {names}", hint)


def prepare(
    course: Course,
    library: Library,
    public: Library,
    *,
    reference: Callable[[Article], str],
    stands_in: Callable[[str, str], bool],
    site_url: str = "",
) -> Prepared:
    """The course with its citations looked up.

    Args:
        course: what the file says.
        library: the whole library.
        public: what of it a public build may know; a course that is itself internal may cite everything.
        reference: gives the reference of an article.
        stands_in: whether a quotation stands in a text, as `anwen cite --verify` judges it.
        site_url: the site's address, for the links.

    Raises:
        FaultsError: all that is wrong with the file and its citations, each with its line and the next step.
    """
    shelf = _Shelf(library, library if course.head.visibility == "internal" else public, site_url)
    reading = _Reading(course, shelf, stands_in)
    for words in course.words():
        reading.read(words)
    if reading.faults:
        raise FaultsError(sorted(reading.faults, key=lambda fault: int(fault.where.rpartition(":")[2])))
    return Prepared(
        course,
        tuple(_references(reading, reference)),
        reading.texts,
        {name: shelf.pin(name) for names in reading.cited.values() for name in names},
        site_url,
    )


def _references(reading: _Reading, reference: Callable[[Article], str]) -> Iterator[Reference]:
    for number, (article, names) in enumerate(reading.cited.items(), 1):
        known = reading.shelf.articles[article]
        yield Reference(number, known, reference(known), tuple(names))
