"""A hyphen at a line's end: one that parts a word, manage-ment, or a compound's own, risk-based."""

from __future__ import annotations

import re

from anwen.repair.marks import HAN_CHAR

_HYPHEN = re.compile("[A-Za-z]+[a-z]-\\Z")
_WORD = re.compile("[a-z]{2,}(?![a-z])")
# What ends a word and is none by itself: manage-ment; risk-based and user-friendly keep their hyphen.
_ENDING_WORDS = """
    ment ments mental ement ements agement ronment ronmental tion tions tional ation ations ational cation
    cations ition itions ication uation lation lations gulation gulations mation tation sion sions sional ction
    ctions tection tector tectors vention ventions duction struction structions spection spections ness nesses
    tem tems ing ings ting ding ning ling ving ging cing ed er ers es ted ter ters der ders ger gers ly ally ity
    ities lity lities bility rity sity ty ties able ible ble ance ances ence ences dence rence tance nance ency
    encies gency gencies ent ents ated ating dent dents cident cidents ive ives tive tives sive ture tures ure
    ures ous rous dous ardous ard ards dard dards al als ial ials rial rials tial cial ical ically cal cals tic
    tics ary tary tory tories tor tors ator ators ize ized ise ised ism ist ists cy cies fy fied ful tain tained
    cess cesses nology ology logical trial archy archical graphy metry sis ses tistics tistical
    matic matical nomic nomics nomy lysis ciency cient cients tected ductive sidered tained pective perature ature
    tural tiple ployee ployees ployer chine chines neering terial terials cidence cance
"""
_ENDINGS = frozenset(_ENDING_WORDS.split())


def at_line_end(left: str, right: str) -> str:
    """The hyphen that parts a Latin word at a line's end, with its first half where both are words: risk-based.

    >>> at_line_end("采用《Safety manage-", "ment systems》"), at_line_end("采用self-", "contained")
    ('-', 'self-')
    """
    first, second = _HYPHEN.search(left), _WORD.match(right)
    if not first or not second or not HAN_CHAR.search(left):
        return ""
    return "-" if second[0] in _ENDINGS and right[second.end() :][:1] != "-" else first[0]
