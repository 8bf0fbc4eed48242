"""From what an editor means (these words of this passage, that article) to the decision that says so."""

from __future__ import annotations

from collections.abc import Iterator

from anwen.correct import Action, Correction, nearest_words
from anwen.errors import AnwenError
from anwen.pipeline.cleaning import clean_original
from anwen.pipeline.derive import Derived
from anwen.pipeline.lookup import find
from anwen.records import Key
from anwen.repair import OffsetMap
from anwen.workspace import Workspace

_AROUND = 12  # characters shown beside a place
_STEP = 4  # characters by which the context of a quote grows until it is the only one


def document(derived: Derived, target: str) -> Key:
    """The document that a target names: ``aw0012``, ``aw0012.p7`` or ``FILE#NUMBER`` (one that is set aside has no id).

    Raises:
        AnwenError: there is no such document.
    """
    if key := Key.parse(target):
        known = {item.source.key for item in derived.library.articles}
        known |= {item.key for item in derived.library.set_aside}
        if key not in known:
            hint = "The report names the documents that were left out, as FILE and number."
            raise AnwenError(f"{target} is no document of this library", hint=hint)
        return key
    article, _ = find(derived.library, target)
    return article.source.key


def decision(derived: Derived, target: str, action: Action, value: str, reason: str) -> Correction:
    """A decision on a document as a whole."""
    file, piece = document(derived, target)
    return Correction(file, action, value, reason, piece=piece)


def duplicate(derived: Derived, target: str, kept: str, reason: str) -> Correction:
    """The decision that the document ``kept`` stands for ``target``."""
    return decision(derived, target, "duplicate", str(document(derived, kept)), reason)


def merge(derived: Derived, target: str, other: str, reason: str) -> Correction:
    """The decision that ``other`` is a part of ``target``.

    Raises:
        AnwenError: they are one, or of two originals.
    """
    whole, part = document(derived, target), document(derived, other)
    if whole == part:
        raise AnwenError(f"{target} cannot be a part of itself", hint="Name the other document with --merge-with.")
    if whole.file != part.file:
        hint = "Only two documents of one original can be merged; a copy is named with --duplicate-of."
        raise AnwenError(f"{target} and {other} are of two originals", hint=hint)
    return decision(derived, target, "merge", str(part.number), reason)


def _spans(derived: Derived, target: str) -> tuple[str, str, list[tuple[int, int]]]:
    """The original, its text, and the stretches of it that a target's words stand in."""
    if Key.parse(target):
        file, piece = document(derived, target)
        cleaned = derived.cleaned(file)
        blocks = next(it.blocks for it in cleaned.structured.pieces if it.number == piece)
        return file, cleaned.repair.text, [(block.start, block.end) for block in blocks]
    article, part = find(derived.library, target)
    parts = [part] if part else article.body
    file = article.source.file
    return file, derived.cleaned(file).repair.text, [(it.start, it.end) for it in parts]


def _place(derived: Derived, target: str, quote: str, before: str, after: str) -> tuple[str, str, int]:
    """The original, its text, and where the quote meant begins in it.

    Raises:
        AnwenError: the words are not there, or more than once.
    """
    if not quote:
        raise AnwenError("the quote is empty", hint="Give the words as the article shows them.")
    file, text, spans = _spans(derived, target)
    wanted = before + quote + after
    found = sorted({at for start, end in spans for at in _all(text, wanted, start - len(before), end + len(after))})
    if len(found) == 1:
        return file, text, found[0] + len(before)
    if not found:
        hint = nearest_words("\n".join(text[start:end] for start, end in spans), wanted)
        raise AnwenError(f"{wanted!r} is not in {target}", hint=hint)
    shown = "; ".join(f"…{text[max(0, at - _AROUND) : at + len(wanted) + _AROUND]}…" for at in found[:4])
    hint = f"Add words before or after it with --before or --after: {shown}".replace("\n", "↵")
    raise AnwenError(f"{wanted!r} stands in {target} {len(found)} times", hint=hint)


def _all(text: str, wanted: str, start: int, end: int) -> Iterator[int]:
    at = text.find(wanted, max(0, start), end)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1, end)


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """The fewest words before and after ``text[start:end]`` that make the place unique."""
    size = 0
    while text.count(text[max(0, start - size) : end + size]) > 1 and size < len(text):
        size += _STEP
    return text[max(0, start - size) : start], text[end : end + size]


def replacement(
    workspace: Workspace, derived: Derived, target: str, quote: str, by: str, reason: str, before: str, after: str
) -> Correction:
    """The decision that the words ``quote`` of ``target`` become ``by``.

    Raises:
        AnwenError: the words are not there, stand there more than once, or were corrected before.
    """
    file, text, at = _place(derived, target, quote, before, after)
    # a quote is looked up in the text as cleaning gives it, before any correction
    bare = clean_original(file, (workspace.raw / file).read_bytes()).repair
    if bare.text != text:
        place = OffsetMap(derived.cleaned(file).repair.edits).to_original(at)
        at = OffsetMap(bare.edits).to_repaired(place)
        text = bare.text
        if text[at : at + len(quote)] != quote:
            hint = "Change the correction of that place in corpus/corrections/."
            raise AnwenError(f"{quote!r} is itself the work of a correction", hint=hint)
    if quote == by:
        raise AnwenError("the words stay as they are", hint="Give other words with --by.")
    prefix, suffix = _context(text, at, at + len(quote))
    return Correction(file, "text", by, reason, quote=quote, prefix=prefix, suffix=suffix)


def split(derived: Derived, target: str, quote: str, title: str, reason: str, before: str, after: str) -> Correction:
    """The decision that the document of ``target`` is two, and the second begins with the paragraph quoted.

    Raises:
        AnwenError: the words are not there, or stand there more than once.
    """
    _, text, at = _place(derived, target, quote, before, after)
    file, piece = document(derived, target)
    prefix, suffix = _context(text, at, at + len(quote))
    return Correction(file, "split", title, reason, piece=piece, quote=quote, prefix=prefix, suffix=suffix)
