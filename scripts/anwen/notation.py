"""How a citation is written: identifiers, pins, addresses, and the marks for them in a text.

A *pin* is six letters that stand for the words that were cited: a hash of the letters, ideographs and digits alone,
so that repaired punctuation or spacing changes no pin. ``aw0012.p7@nmlD6t`` is passage 7 as it was worded then, its
address ``…/a/aw0012/?v=nmlD6t#p7``. In a course ``[@aw0012.p7]`` cites and ``{{aw0012.p7}}`` quotes; both take a pin.

tests/cases/cite/notation.yaml holds this module and the script on the pages to one set of cases.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from anwen.library import Article, LedgerEntry, Section

PIN_LENGTH = 6  # letters: of two wordings of one passage, one pair in 7 * 10^10 would share a pin
_EXACT_BYTES = 9  # 72 bits, 12 letters: with ten million passages a clash has a chance of 1 in 10^8
# The name of a concept or course: its page's address and its file's name.
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_ID = re.compile(r"aw([0-9]{4,})(?:\.([sp])([1-9][0-9]*))?", re.ASCII)
_PIN = re.compile(rf"[A-Za-z0-9_-]{{{PIN_LENGTH}}}", re.ASCII)


# --- words → pin ----------------------------------------------------------------------------


def normalise(text: str) -> str:
    """Letters, ideographs and digits only, in one form.

    Characters that this Python's Unicode tables do not know are kept: a later Python knows them as ideographs.
    A text of marks alone keeps its marks.

    >>> normalise("１、食品 安全。Ａ级（“三同时”）")
    '1食品安全a级三同时'
    >>> normalise(" —— ")
    '——'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(_counts, folded)) or "".join(folded.split())


@functools.lru_cache(maxsize=1 << 16)  # a collection has some thousand different characters: four times as fast
def _counts(char: str) -> bool:
    """Whether a character is part of the words: no punctuation, symbol, space or control."""
    category = unicodedata.category(char)
    return category[0] not in "PSZ" and category not in ("Cc", "Cf")


def digest(normal: str) -> str:
    """Twelve letters for a normalised text; equal means equal."""
    data = hashlib.blake2b(normal.encode("utf-8", "surrogatepass"), digest_size=_EXACT_BYTES).digest()
    return base64.urlsafe_b64encode(data).decode("ascii")


def pin(*texts: str) -> str:
    """The pin of a text, or of several that are cited as one (a heading and what stands under it).

    >>> pin("安全第一，预防为主。") == pin("安全第一、预防为主")
    True
    >>> pin("一、要求", "安全第一。") == pin("一、要求", "安全第一！") != pin("一、要求安全第一。")
    True
    """
    return _joined([digest(normalise(text)) for text in texts])


def _joined(digests: Sequence[str]) -> str:
    return (digests[0] if len(digests) == 1 else digest(" ".join(digests)))[:PIN_LENGTH]


def extents(article: Article) -> dict[str, range]:
    """What each part of an article stands for, as places in its body: a passage for itself, a section for its heading
    and everything up to the next heading that is not below it."""
    found: dict[str, range] = {}
    open_: list[tuple[str, int, int]] = []  # the sections not ended yet: name, level, place
    for at, part in enumerate(article.body):
        if isinstance(part, Section):
            while open_ and open_[-1][1] >= part.level:
                name, _, start = open_.pop()
                found[name] = range(start, at)
            open_.append((part.id, part.level, at))
        else:
            found[part.id] = range(at, at + 1)
    return found | {name: range(start, len(article.body)) for name, _, start in open_}


def texts_of(article: Article, identifier: str) -> tuple[str, ...]:
    """The words that an identifier stands for, in reading order (an article: its title and everything in it).

    Raises:
        KeyError: the article has no such part.
    """
    texts = tuple(part.heading if isinstance(part, Section) else part.text for part in article.body)
    if identifier == article.id:
        return (article.title, *texts)
    extent = extents(article)[identifier]
    return texts[extent.start : extent.stop]


def pins(article: Article) -> dict[str, str]:
    """The present pin of an article and of each of its sections and passages."""
    digests = [digest(normalise(text)) for text in texts_of(article, article.id)]
    found = {name: _joined(digests[at.start + 1 : at.stop + 1]) for name, at in extents(article).items()}
    return {article.id: _joined(digests), **found}


# --- identifiers and references -------------------------------------------------------------


def split(name: str) -> tuple[int, str, int] | None:
    """An identifier's article number, class (``""``, ``s`` or ``p``) and number in it; None if it is not one.

    >>> split("aw0001.p12"), split("aw0001"), split("aw00012"), split("aw0001.p01")
    ((1, 'p', 12), (1, '', 0), None, None)
    """
    match = _ID.fullmatch(name)
    if match is None:
        return None
    number = int(match[1])
    if number == 0 or f"{number:04d}" != match[1]:
        return None
    return number, match[2] or "", int(match[3] or 0)


def article_of(name: str) -> str:
    """The article an identifier belongs to.

    >>> article_of("aw0001.p12")
    'aw0001'
    """
    return name.partition(".")[0]


def place_of(name: str) -> str:
    """The section or passage that an identifier names, without its article; "" for an article.

    >>> place_of("aw0001.p12"), place_of("aw0001")
    ('p12', '')
    """
    return name.partition(".")[2]


def moved_on(entry: LedgerEntry, known: Mapping[str, LedgerEntry]) -> LedgerEntry:
    """The last of an identifier's moves that is known: retired, or moved to what still stands.

    >>> steps = {"aw1": LedgerEntry("aw1", "moved-to", detail="aw2"), "aw2": LedgerEntry("aw2", "retired")}
    >>> moved_on(steps["aw1"], steps).id
    'aw2'
    """
    seen = {entry.id}
    while entry.state == "moved-to" and entry.detail in known and entry.detail not in seen:
        seen.add(entry.detail)
        entry = known[entry.detail]
    return entry


class Ref(Struct, frozen=True, omit_defaults=True):
    """An identifier, and the pin of the words that were cited where it is given."""

    id: str
    pin: str = ""

    def __str__(self) -> str:
        return f"{self.id}@{self.pin}" if self.pin else self.id


def parse(text: str) -> Ref | None:
    """Read ``aw0012.p7`` or ``aw0012.p7@nmlD6t``; None if it is neither.

    >>> parse("aw0012.p7@nmlD6t"), parse("aw0012"), parse("aw0012.p7@nml"), parse("aw12")
    (Ref(id='aw0012.p7', pin='nmlD6t'), Ref(id='aw0012', pin=''), None, None)
    """
    name, mark, given = text.partition("@")
    if split(name) is None or (mark and _PIN.fullmatch(given) is None):
        return None
    return Ref(name, given)


def address(identifier: str, site_url: str = "", pin: str = "") -> str:
    """The page, and the place on it, where an identifier answers. Without ``site_url`` from the site's root.

    >>> address("aw0001", "https://example.org/anwen/")
    'https://example.org/anwen/a/aw0001/'
    >>> address("aw0001.p12", pin="nmlD6t")
    '/a/aw0001/?v=nmlD6t#p12'
    """
    article, _, part = identifier.partition(".")
    base = site_url if site_url.endswith("/") else f"{site_url}/"
    return f"{base}a/{article}/" + (f"?v={pin}" if pin else "") + (f"#{part}" if part else "")


# --- in a text ------------------------------------------------------------------------------


class Found(Struct, frozen=True):
    """A citation in a text, ``text[start:end]``.

    ``refs`` has one entry, more for ``[@a; @b]``, none where ``fault`` says what is wrong with it. ``base`` is what
    an address begins with, up to ``a/``; ``fragment`` the words that it highlights, still percent-encoded.
    """

    start: int
    end: int
    form: Literal["id", "cite", "quote", "address"]
    refs: tuple[Ref, ...]
    fault: str = ""
    base: str = ""
    fragment: str = ""


_MARKED = re.compile(
    r"""
    (?P<base> (?:https?|file):// [^\s"'<>()\[\]{}`]*? / | (?<![A-Za-z0-9_./~%-]) (?:\.{1,2}/)* /? )
    (?:a|embed)/ (?P<article> aw[0-9]+ ) (?![A-Za-z0-9_-]|\.[A-Za-z0-9]) (?: /(?:index\.html)? )?
    (?P<query> \? [A-Za-z0-9_.~%&=+-]* )? (?P<hash> \# [A-Za-z0-9_.~%,&=:-]* )?
  | \[ (?P<cite> @\s*aw[0-9] [^\]\n]* ) \]
  | \{\{ (?P<quote> \s*aw[0-9] [^}\n]* ) \}\}
  | (?<![A-Za-z0-9_.@-]) (?P<id> aw[0-9]{4,}\.[sp][0-9]+ (?:@[A-Za-z0-9_-]+)? ) (?![A-Za-z0-9_-])
    """,
    re.VERBOSE | re.ASCII,
)


def find(text: str) -> Iterator[Found]:
    """Every citation in ``text``: addresses, ``[@…]``, ``{{…}}``, and identifiers of passages and sections.

    >>> [str(ref) for found in find("见[@aw0012.p7; @aw0013.p2@nmlD6t]和 https://example.org/a/aw0012/?v=hl43Pd#p7。")
    ...  for ref in found.refs]
    ['aw0012.p7', 'aw0013.p2@nmlD6t', 'aw0012.p7@hl43Pd']
    """
    for match in _MARKED.finditer(text):
        start, end = match.span()
        if match["article"] is not None:
            yield _address(match)
        elif match["cite"] is not None:
            names = [part.strip() for part in match["cite"].split(";")]
            faulty = next((name for name in names if not name.startswith("@")), "")
            yield _marked(start, end, "cite", [name.removeprefix("@").strip() for name in names], faulty)
        elif match["quote"] is not None:
            yield _marked(start, end, "quote", [match["quote"].strip()])
        else:
            yield _marked(start, end, "id", [match["id"]])


def _marked(start: int, end: int, form: Literal["id", "cite", "quote"], names: list[str], faulty: str = "") -> Found:
    refs = [parse(name) for name in names]
    faulty = faulty or next((name for name, ref in zip(names, refs, strict=True) if ref is None), "")
    if faulty or not all(refs):
        return Found(
            start, end, form, (), f"{faulty or names[0]!r} is no identifier like aw0012.p7 or aw0012.p7@nmlD6t"
        )
    return Found(start, end, form, tuple(ref for ref in refs if ref is not None))


def _address(match: re.Match[str]) -> Found:
    hash_ = match["hash"] or ""
    place, _, fragment = hash_.removeprefix("#").partition(":~:")
    end = match.end()
    if fragment:
        fragment = fragment.removeprefix("text=").rstrip(".:")
    if match["hash"] or match["query"]:  # a full stop after an address is the sentence's
        end -= len(match.group()) - len(match.group().rstrip(".:,"))
    place = place.rstrip(".:,")
    given = re.search(r"[?&]v=([^&]*)", match["query"] or "")
    version = given[1].rstrip(".") if given else ""
    name = match["article"] + (f".{place}" if re.fullmatch(r"[sp][0-9]+", place) else "")
    ref = parse(f"{name}@{version}" if given else name)
    fault = "" if ref else f"{name}{f' with v={version}' if given else ''} is no address of this library"
    return Found(match.start(), end, "address", (ref,) if ref else (), fault, match["base"], fragment)
