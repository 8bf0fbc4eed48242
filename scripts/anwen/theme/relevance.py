"""Whether an article is about work safety: compilations bring along articles that merely share a word."""

from __future__ import annotations

from msgspec import Struct

from anwen.theme.lexicon import Lexicon
from anwen.theme.words import evidence

# A title is given by the compiling site ("安全生产会议总结" stands above a report on livestock), so only a text that is
# short and speaks of no other field leans on it.
TOO_SHORT = 200
# The density of a long text is judged as it is; a short one is taken to be this long, or one word would decide.
SHORTEST = 150
LEAST_POINTS = 4.0
# … or these, where a short text has no word at all that other fields use as well (a foreman's talk has few words).
LEAST_ALONE = 3.0
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

    The score must reach the lexicon's ``least``; one weak word alone decides nothing.
    """
    terms = lexicon.relevance.terms
    counts = lexicon.relevance_words.count(text)
    length = sum(map(str.isalnum, text))
    if length < TOO_SHORT and not any(terms[word] < 0 for word in counts):
        counts = counts + lexicon.relevance_words.count(title)
    points = {word: terms[word] * count for word, count in counts.items()}
    speaking = {word: value for word, value in points.items() if value > 0}
    against = {word: value for word, value in points.items() if value < 0}
    aside = [word for word, value in points.items() if value <= 0]
    score = round(1000 * sum(points[word] for word in sorted(points)) / max(SHORTEST, length), 1)
    least = lexicon.relevance.least
    enough = LEAST_ALONE if length < TOO_SHORT and not aside else LEAST_POINTS
    relevant = score >= least and sum(speaking.values()) >= enough
    found = evidence(counts, speaking if relevant else {**speaking, **against}, MOST_EVIDENCE)
    if relevant:
        reason = f"正文每千字安全生产词语得 {score:g} 分，达到收录标准（{least:g} 分）：{'、'.join(found[:4])}。"
    elif not speaking:
        reason = "正文没有与安全生产有关的词语。"
    elif score >= least:
        reason = f"正文与安全生产有关的词语太少（{'、'.join(found)}），不足以判断。"
    else:
        other = sorted(aside, key=lambda word: (points[word], -counts[word], word))[:4]
        hint = f"，多见其他领域的词（{'、'.join(other)}）" if other else ""
        reason = f"正文每千字安全生产词语只得 {score:g} 分，低于收录标准（{least:g} 分）{hint}。"
    return Relevance(relevant, score, found, reason)
