"""Find the slipped stretches of a page and give what the page had there before the filter.

Clean text does not pay: only a page that shows the filter at work is looked at, and only stretches around a sign of
a slip are read again. What cannot be read with a margin is left as it is and marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from anwen.repair.characters import annotation, simplify
from anwen.repair.characters.script import simplified
from anwen.repair.characters.syllable import reads
from anwen.repair.draft import Change
from anwen.repair.language.model import Model, model
from anwen.repair.marks import CHINESE, HAN, PINYIN, TONED, is_han
from anwen.repair.signs.question import genuine, slipped
from anwen.repair.slip.choose import chosen, narrowed, pieces
from anwen.repair.slip.page import Page
from anwen.repair.slip.reading import Reading

NAME = "byte-slip"

_TONED = re.compile(f"[{TONED}][a-z]{{0,5}}[)）]")
_CUT_NOTE = re.compile(rf"(?<=[{HAN}])\?[a-z]{{0,4}}[{TONED}][a-z]{{0,3}}[)）]")
_NOTED = re.compile(f"([{HAN}])[(（] ?([{PINYIN}]{{1,7}}) ?[)）]")
_NOTE = re.compile(f"[(（] ?[{PINYIN}]{{1,7}} ?[)）]")
# A ? in Chinese text, or an annotation behind what an unaligned second byte shows as.
_SIGN = re.compile(rf"(?<=[{CHINESE},;:!()0-9A-Za-z])\?+|\?+(?=[{CHINESE},;:])|[@-~](?=[(（][{PINYIN}]{{1,7}}[)）])")
# Where a ? that the search took for a question mark is one: before a closing mark or the line's end.
_QUESTION = re.compile(rf"(?<=[{HAN})])\?(?=[”’》）)」』]* *(?:\n|\Z|[”’]))")
_MARK = re.compile("[，。；：？！,;:?!\n]")
_CLAUSE = frozenset("，。；：、,;:)）\n")
_BEFORE = 60  # characters read before a sign, at most
_NEAR = 12  # a stretch goes on while another sign is so near
_LONGEST = 300  # characters of a stretch; the longest run seen is 20
_AFTER = 40  # characters behind a sign that a slip may have damaged; they teach the language model nothing
_MARGIN = 4.0  # nats by which a repair must beat leaving the text as it is
_ODD, _ODD_ONCE = 10.0, 6.0  # nats a character: text read at such a cost makes little sense
# The chance of being wrong from which a stretch is marked. Of 310 slipped sentences (50 distinct) of ordinary prose
# that the models had not seen none was wrong unmarked and 22 marked, of 924 of harder prose 5 and 175; over other
# tables of the filter 0.2 marks one in fifteen fewer and leaves twice as many wrong unmarked. On simplified pages more
# readings are left.
_DOUBTED = 0.16
_DOUBTED_SIMPLIFIED = 0.05
_RARE = 14.0  # nats; a character that hardly any text has is a repair's mistake as often as not
_READINGS = 6  # alternatives told for one doubt
# Characters weighed for a page, by its length and at most: a slip takes 1,000 to 12,000 of them, and on a dense page
# every second sentence has one. What a page of hostile text has beyond them is marked, not read.
_WORK_LEAST, _WORK_EACH, _WORK_MOST = 200_000, 300, 2_000_000


def filtered(text: str) -> bool:
    """Whether the page shows the annotation filter at work."""
    return bool(_CUT_NOTE.search(text) or annotation.find(text))


def signs(text: str) -> list[tuple[int, int]]:
    """Where something looks like a slip."""
    found = (match.span() for match in _SIGN.finditer(text))
    return [
        (start, end)
        for start, end in found
        if text[start] != "?" or _CUT_NOTE.match(text, end - 1) or not genuine(text, start, end)
    ]


def find(text: str) -> list[Change]:
    if not _TONED.search(text) or not _SIGN.search(text) or not filtered(text):
        return []
    return _finished(text, list(changes(text, model())))


def _finished(text: str, found: list[Change]) -> list[Change]:
    """``found`` as it is, if the annotations left tell the next rule of the filter; in a single sentence nothing may
    be left that does, so its annotations and traditional characters are dealt with here."""
    if not found or not _CUT_NOTE.search(text):
        return found
    after, place = "", 0
    for change in found:
        after += text[place : change.start] + change.after
        place = change.end
    after += text[place:]
    if annotation.find(after):
        return found
    notes = [
        Change(note.end(1), note.end(), "", rule=annotation.NAME)
        for note in _NOTED.finditer(text)
        if reads(note[1], note[2])
    ]
    notes = [note for note in notes if all(note.end <= c.start or c.end <= note.start for c in found)]
    done = [change._replace(after=simplified(_NOTE.sub("", change.after))) for change in found]
    spans = sorted([*notes, *done])
    return sorted([*spans, *simplify.find(text, spans)] if Page(after).traditional else spans)


def changes(text: str, language: Model) -> Iterator[Change]:
    """The slipped stretches of ``text`` read again with ``language``, and marks on those that remain."""
    from anwen.repair.slip.adapt import Adapted  # these take numpy, which most commands can do without
    from anwen.repair.slip.beam import Beam

    places = signs(text)
    if not places:
        return
    page = Page(text)
    beam = Beam(page, Adapted(language, page.clean(text, (_around(text, *place) for place in places))), text)
    allowed = min(_WORK_MOST, _WORK_LEAST + _WORK_EACH * len(text))
    done = 0
    for number, (sign, sign_end) in enumerate(places):
        if sign < done:
            continue
        start = max(done, _start(text, sign))
        line_end = text.find("\n", sign_end)
        limit = min(line_end if line_end >= 0 else len(text), sign_end + _LONGEST)
        settled = sign_end
        for more, more_end in places[number + 1 : number + 1 + _LONGEST]:  # a stretch has no more
            if more > min(limit, settled + _NEAR):
                break
            settled = min(more_end, limit)
        best, end = beam.read(start, settled, limit) if beam.work < allowed else (None, settled)
        done = max(end, sign_end)
        if best is not None and best.text == text[start:end]:
            yield from _questions(text, start, end)
            continue
        if best is not None and best.text == text[start:end].replace(",?", "？"):  # only the filter's own comma goes
            yield from _as_changes(text, best, page)
            continue
        certain = slipped(text[max(start, sign - 1) : settled + 2])
        if best is None or best.cost > beam.unread(start, end) + (_MARGIN if certain else -_MARGIN):
            stop = _MARK.search(text, settled, end)
            settled = stop.start() if stop and certain else settled
            done = max(done, settled)  # a sign within the mark is not read by itself
            yield Change(sign, settled, text[sign:settled], NAME)
        else:
            yield from _as_changes(text, best, page)


def _start(text: str, sign: int) -> int:
    """Where to begin reading: the line's beginning, or a clause's some way before the sign."""
    low = max(0, sign - _BEFORE)
    line = text.rfind("\n", low, sign)
    if line >= 0 or low == 0:
        return line + 1
    return next((i for i in range(low, sign) if text[i - 1] in _CLAUSE), low)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """What a slip with a sign at ``text[start:end]`` may have damaged, amply. A 。 right behind the sign is bytes of
    two others: 上浮，溶 → 上?。芙."""
    stop = text.find("。", end + 1, end + _AFTER)
    return max(0, start - 2), stop if stop >= 0 else min(len(text), end + _AFTER)


def _as_changes(text: str, best: Reading, page: Page) -> Iterator[Change]:
    """A change for each run of characters that were read otherwise than shown, and a mark on each doubtful one."""

    def plain(part: str) -> str:
        return "".join(map(page.normal, _NOTE.sub("", part))).replace("，？", "？")  # the filter's own comma

    steps, doubts = chosen(best, plain, _DOUBTED if page.traditional else _DOUBTED_SIMPLIFIED)
    doubts = [narrowed(steps, doubt) for doubt in doubts]
    steps = [
        step._replace(text="？") if _QUESTION.match(text, step.start) and step.text == "?" else step for step in steps
    ]
    runs: list[tuple[int, int]] = []
    marked = [(first, last) for first, last, _ in doubts]
    place, paid = 0, 0.0
    for same, group in groupby(steps, key=lambda step: text[step.start : step.end] == step.text):
        run = list(group)
        if not same:
            runs.append((place, place + len(run)))
            length = sum(len(_NOTE.sub("", step.text)) for step in run)
            asks = all(step.text in ("？", "") for step in run)
            if not asks and run[-1].paid - paid > _ODD * length + _ODD_ONCE:
                marked.append(runs[-1])
            marked += [(i, i + 1) for i, step in enumerate(run, place) if _is_odd(step.text, page)]
        place += len(run)
        paid = run[-1].paid
    for first, last, is_marked in pieces(steps, runs, marked):
        part = steps[first:last]
        after = "".join(step.text for step in part)
        own = simplified(_NOTE.sub("", after))
        others: dict[str, None] = {}
        for start, end, other in doubts if is_marked else ():
            if first <= start and end <= last:
                head = "".join(step.text for step in steps[first:start])
                tail = "".join(step.text for step in steps[end:last])
                others[simplified(_NOTE.sub("", head + other + tail))] = None
        others.pop(own, None)
        doubt = NAME if is_marked and (others or after != "？") else ""
        yield Change(part[0].start, part[-1].end, after, doubt, tuple(others)[:_READINGS])


def _is_odd(read: str, page: Page) -> bool:
    """Whether ``read``, not shown so, is no certain text: a swallowed digit or space (it may come back as a line's
    end), or a character that hardly any text has."""
    return (
        "?" in read
        or "\n" in read
        or any(model().single(page.normal(char)) > _RARE for char in simplified(_NOTE.sub("", read)) if is_han(char))
    )


def _questions(text: str, start: int, end: int) -> Iterator[Change]:
    """The question marks of ``text[start:end]``, read as such, before a closing mark or the line's end."""
    for match in _QUESTION.finditer(text, start, end):
        yield Change(*match.span(), "？")
