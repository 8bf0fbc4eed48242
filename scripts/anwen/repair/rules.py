"""The order of the rules: one literal tuple.

First what stands between the page and its characters (wrong decoding, markup, invisible characters), while
nothing else has touched the text; then the annotation filter, whose traces later rules would blur; then
what was cut or wrapped; the marks come last, because they look at what stands on either side.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from anwen.repair import (
    advert,
    annotation,
    blank,
    bracket,
    broken,
    compatibility,
    contact,
    cutoff,
    digit,
    doubled,
    entity,
    escape,
    flat,
    fragment,
    frame,
    header,
    inserted,
    invisible,
    joined,
    letters,
    lines,
    markdown,
    misplaced,
    misread,
    mojibake,
    narrow,
    notice,
    paired,
    pipe,
    private,
    repeat,
    residue,
    series,
    simplify,
    space,
    spaced,
    stop,
    stray,
    strewn,
    template,
    title,
    turned,
    widen,
    wrap,
)
from anwen.repair.draft import Change
from anwen.repair.slip import rule as slip_rule


class Rule(NamedTuple):
    """``find`` gives the changes for a text, sorted and disjoint, in time linear in its length."""

    name: str
    find: Callable[[str], list[Change]]


RULES: tuple[Rule, ...] = (
    Rule(blank.NAME, blank.find),
    Rule(mojibake.NAME, mojibake.find),
    Rule(misread.NAME, misread.find),
    Rule(escape.NAME, escape.find),
    Rule(entity.NAME, entity.find),
    Rule(residue.NAME, residue.find),
    Rule(template.NAME, template.find),
    Rule(markdown.NAME, markdown.find),
    Rule(invisible.NAME, invisible.find),
    Rule(private.NAME, private.find),
    Rule(compatibility.NAME, compatibility.find),
    Rule(space.NAME, space.find),
    Rule(pipe.NAME, pipe.find),
    Rule(slip_rule.NAME, slip_rule.find),  # it needs the page as the filter left it
    Rule(annotation.NAME, simplify.find_both),
    Rule(fragment.NAME, fragment.find),
    Rule(header.NAME, header.find),
    Rule(notice.NAME, notice.find),
    Rule(contact.NAME, contact.find),
    Rule(inserted.NAME, inserted.find),
    Rule(advert.NAME, advert.find),
    Rule(wrap.NAME, wrap.find),
    Rule(broken.NAME, broken.find),
    Rule(spaced.NAME, spaced.find),
    Rule(title.NAME, title.find),
    Rule(repeat.NAME, repeat.find),
    Rule(lines.NAME, lines.find),
    Rule(turned.NAME, turned.find),
    Rule(flat.NAME, flat.find),
    Rule(frame.NAME, frame.find),
    Rule(series.NAME, series.find),
    Rule(joined.NAME, joined.find),
    Rule(stray.NAME, stray.find),
    Rule(strewn.NAME, strewn.find),
    Rule(letters.NAME, letters.find),
    Rule(digit.NAME, digit.find),
    Rule(narrow.NAME, narrow.find),
    Rule(paired.NAME, paired.find),
    Rule(doubled.NAME, doubled.find),
    Rule(misplaced.NAME, misplaced.find),
    Rule(bracket.NAME, bracket.find),
    Rule(widen.NAME, widen.find),
    Rule(stop.NAME, stop.find),
    Rule(cutoff.NAME, cutoff.find),
)
