"""The order of the rules: one literal tuple. A folder of this room holds the rules for one kind of damage."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from anwen.repair.breaks import broken, halved, initial, raised, upright, wrap
from anwen.repair.characters import (
    address,
    annotation,
    compatibility,
    converted,
    invisible,
    lone,
    narrow,
    private,
    ruby,
    simplify,
    zhu,
)
from anwen.repair.decoding import blank, escape, intruder, lost, misread, mojibake, quoted
from anwen.repair.draft import Change
from anwen.repair.ends import flat, frame, joined, series
from anwen.repair.markup import bbcode, entity, markdown, office, pipe, rtf, style, tag, template, wiki
from anwen.repair.pages import fragment, header, jump, margin
from anwen.repair.repeats import overprint, renumbered, repeat, twice
from anwen.repair.scans import digit, lookalike, numeral, split
from anwen.repair.signs import (
    bracket,
    curled,
    doubled,
    lettered,
    letters,
    middot,
    misplaced,
    paired,
    ratio,
    stop,
    stray,
    strewn,
    titled,
    turned,
    typed,
    widen,
)
from anwen.repair.sites import advert, contact, cutoff, inserted, notice, planted, suffix, title, wager, wares, widget
from anwen.repair.slip import rule as slip_rule
from anwen.repair.spaces import shown, space, spaced


class Rule(NamedTuple):
    """``find`` gives the changes for a text, sorted and disjoint, in time linear in its length."""

    name: str
    find: Callable[[str], list[Change]]


RULES: tuple[Rule, ...] = (
    # What stands between the page and its characters, while nothing else has touched the text: wrong tables, …
    Rule(blank.NAME, blank.find),
    Rule(mojibake.NAME, mojibake.find),
    Rule(intruder.NAME, intruder.find),
    Rule(lost.NAME, lost.find),
    Rule(misread.NAME, misread.find),
    Rule(quoted.NAME, quoted.find),
    Rule(escape.NAME, escape.find),
    # … markup, before its brackets and signs are taken for the author's, …
    Rule(entity.NAME, entity.find),
    Rule(rtf.NAME, rtf.find),
    Rule(bbcode.NAME, bbcode.find),
    Rule(wiki.NAME, wiki.find),
    Rule(tag.NAME, tag.find),
    Rule(style.NAME, style.find),
    Rule(office.NAME, office.find),
    Rule(template.NAME, template.find),
    Rule(markdown.NAME, markdown.find),
    # … characters that only look like others, and what a layout drew.
    Rule(invisible.NAME, invisible.find),
    Rule(private.NAME, private.find),
    Rule(compatibility.NAME, compatibility.find),
    Rule(address.NAME, address.find),
    Rule(overprint.NAME, overprint.find),
    Rule(middot.NAME, middot.find),  # before `shown` takes its signs
    Rule(shown.NAME, shown.find),  # before those at lines' starts are gone
    Rule(space.NAME, space.find),
    Rule(pipe.NAME, pipe.find),
    # The annotation filter, whose traces later rules would blur; the slip needs the page as the filter left it.
    Rule(slip_rule.NAME, slip_rule.find),
    Rule(ruby.NAME, ruby.find),
    Rule(annotation.NAME, simplify.find_both),
    Rule(lone.NAME, lone.find),
    Rule(zhu.NAME, zhu.find),
    Rule(converted.NAME, converted.find),
    # What sites and printing put between an author's words, before those are joined.
    Rule(raised.NAME, raised.find),  # before `header` takes the figure for a page's number
    Rule(margin.NAME, margin.find),
    Rule(fragment.NAME, fragment.find),
    Rule(jump.NAME, jump.find),
    Rule(header.NAME, header.find),
    Rule(suffix.NAME, suffix.find),
    Rule(notice.NAME, notice.find),  # before `advert` takes it for an advertisement
    Rule(contact.NAME, contact.find),
    Rule(wager.NAME, wager.find),
    Rule(widget.NAME, widget.find),
    Rule(wares.NAME, wares.find),
    Rule(planted.NAME, planted.find),
    Rule(inserted.NAME, inserted.find),
    Rule(advert.NAME, advert.find),
    # Line ends and spaces inside sentences.
    Rule(upright.NAME, upright.find),
    Rule(initial.NAME, initial.find),
    Rule(halved.NAME, halved.find),
    Rule(wrap.NAME, wrap.find),
    Rule(broken.NAME, broken.find),
    Rule(spaced.NAME, spaced.find),
    # What is there twice, now that each line is whole.
    Rule(title.NAME, title.find),
    Rule(renumbered.NAME, renumbered.find),
    Rule(repeat.NAME, repeat.find),
    Rule(twice.NAME, twice.find),
    # Line ends that were lost; a quotation mark tells where a sentence ends.
    Rule(curled.NAME, curled.find),
    Rule(turned.NAME, turned.find),
    Rule(flat.NAME, flat.find),
    Rule(frame.NAME, frame.find),
    Rule(series.NAME, series.find),
    Rule(joined.NAME, joined.find),
    # Signs and letters inside words.
    Rule(lettered.NAME, lettered.find),
    Rule(typed.NAME, typed.find),  # before `strewn` takes its signs
    Rule(ratio.NAME, ratio.find),
    Rule(strewn.NAME, strewn.find),
    Rule(stray.NAME, stray.find),
    Rule(letters.NAME, letters.find),
    Rule(digit.NAME, digit.find),
    Rule(numeral.NAME, numeral.find),
    Rule(split.NAME, split.find),
    Rule(lookalike.NAME, lookalike.find),
    Rule(narrow.NAME, narrow.find),
    # Marks, which look at what stands on either side.
    Rule(paired.NAME, paired.find),
    Rule(titled.NAME, titled.find),
    Rule(doubled.NAME, doubled.find),
    Rule(misplaced.NAME, misplaced.find),
    Rule(bracket.NAME, bracket.find),
    Rule(stop.NAME, stop.find_narrow),  # before `widen` takes its evidence
    Rule(widen.NAME, widen.find),
    Rule(stop.NAME, stop.find),
    # What the text ends with, after all else.
    Rule(cutoff.NAME, cutoff.find),
)
