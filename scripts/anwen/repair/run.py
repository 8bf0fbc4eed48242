"""`repair`: run the rules over a text until none finds anything more."""

from __future__ import annotations

from itertools import cycle, islice

from anwen.records import Doubt, Repair
from anwen.repair import kept, told
from anwen.repair.draft import Draft
from anwen.repair.markup.code import outside, spans
from anwen.repair.rules import RULES

# A repair can uncover another one (an entity that was escaped twice, a comma behind a mark that was widened),
# so the rules go round until all of them in a row have left the text alone: that is what makes repair idempotent.
# Real pages need two rounds at most.
_ROUNDS = 12


def repair(text: str) -> Repair:
    """Clean simplified Chinese, the edits that lead there and the places that could not be settled.

    Pure: the same text gives the same result. Clean text comes back unchanged, without edits; repairing a
    repaired text changes nothing.

    >>> repair("一是强化责任,落实到人;二是加强培训.").text
    '一是强化责任，落实到人；二是加强培训。'
    """
    draft = Draft(text)
    quiet = 0  # rules in a row that found nothing to change
    shown: list[tuple[int, int]] | None = None  # code and what else is meant, once a rule has found something
    for rule in islice(cycle(RULES), _ROUNDS * len(RULES)):
        found = rule.find(draft.text)
        if found and shown is None:
            shown = sorted([*spans(draft.text), *kept.spans(draft.text), *told.spans(draft.text)])
        if draft.apply(rule.name, outside(found, shown or [])):
            quiet, shown = 0, None
        else:
            quiet += 1
        if quiet == len(RULES):
            return draft.result()
    # Rules that undo each other would be a fault of ours; the reader gets the original and a mark.
    return Repair(text, (), (Doubt("unsettled", 0, len(text)),))
