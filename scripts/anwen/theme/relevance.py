"""Whether an article is about work safety: compilations bring along articles that merely share a word."""

from __future__ import annotations

from msgspec import Struct

from anwen.theme.learned import named
from anwen.theme.lexicon import Lexicon
from anwen.theme.words import evidence

# A title is given by the compiling site ("安全生产会议总结" stands above a report on livestock), so only a text that is
# short, speaks of no other field and does not lean to one leans on it.
TOO_SHORT = 200
# The density of a long text is judged as it is; a short one is taken to be this long, or one word would decide.
SHORTEST = 150
# All that leans gives or takes at most what one good word gives: it was learned from short documents, most of those
# about work safety are spoken, and of a long one it says little but how officially it is written.
MOST_LEANING = 3.0
MOST_EVIDENCE = 8


class Relevance(Struct, frozen=True):
    """Whether an article is published, with the words that say so.

    ``score`` is in points per 1,000 letters; ``reason`` is a Chinese sentence for the report.
    """

    relevant: bool
    score: float
    evidence: tuple[str, ...]
    reason: str


def relevance(title: str, text: str, lexicon: Lexicon) -> Relevance:
    """Judge an article by the density of work-safety words, less those of other fields (corpus/themes.yaml).

    What leans to work safety or away from it, by the texts that were learned from, is added: it tells a foreman's talk
    from a sports report, neither of which has such words. The score must reach the lexicon's ``least``.
    """
    terms = lexicon.relevance.terms
    counts = lexicon.relevance_words.count(text)
    length = sum(map(str.isalnum, text))
    leaning = {word: given for word, (given,) in lexicon.learned_relevance.points(text).items()}
    leans = min(MOST_LEANING, max(-MOST_LEANING, sum(leaning.values())))
    if length < TOO_SHORT and leans >= 0 and not any(terms[word] < 0 for word in counts):
        counts = counts + lexicon.relevance_words.count(title)
    points = {word: terms[word] * count for word, count in counts.items()}
    score = round(1000 * (sum(points[word] for word in sorted(points)) + leans) / max(SHORTEST, length), 1)
    least = lexicon.relevance.least
    relevant = score >= least
    leads = named(leaning, alone=not any(value > 0 for value in points.values()))
    for word, given in leads.items():
        points[word] = points.get(word, 0.0) + given
        counts[word] = counts[word] or text.count(word)
    speaking = {word: value for word, value in points.items() if value > 0}
    against = {word: value for word, value in points.items() if value < 0}
    aside = [word for word, value in points.items() if value <= 0]
    found = evidence(counts, speaking if relevant else {**speaking, **against}, MOST_EVIDENCE)
    if relevant:
        reason = f"正文每千字安全生产词语得 {score:g} 分，达到收录标准（{least:g} 分）：{'、'.join(found[:4])}。"
    elif not speaking:
        reason = "正文没有与安全生产有关的词语。"
    else:
        other = sorted(aside, key=lambda word: (points[word], -counts[word], word))[:4]
        hint = f"，多见其他领域的词（{'、'.join(other)}）" if other else ""
        reason = f"正文每千字安全生产词语只得 {score:g} 分，低于收录标准（{least:g} 分）{hint}。"
    return Relevance(relevant, score, found, reason)
