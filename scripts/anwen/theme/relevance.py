"""Whether an article is about work safety: compilations bring along articles that merely share a word."""

from __future__ import annotations

from msgspec import Struct

from anwen.theme.lexicon import Lexicon
from anwen.theme.words import evidence

# A title is given by the compiling site ("安全生产会议总结" stands above a report on livestock), so only a text too
# short to judge leans on it.
TOO_SHORT = 100
# The density of a long text is judged as it is; a short one is taken to be this long, or one word would decide.
SHORTEST = 150
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

    The score must reach the lexicon's ``least``, and a single hit decides nothing.
    """
    letters = sum(map(str.isalnum, text))
    judged = f"{title}\n{text}" if letters < TOO_SHORT else text
    counts = lexicon.relevance_words.count(judged)
    points = {word: lexicon.relevance.terms[word] * count for word, count in counts.items()}
    speaking = {word: value for word, value in points.items() if value > 0}
    against = {word: value for word, value in points.items() if value < 0}
    aside = [word for word, value in points.items() if value <= 0]
    length = max(SHORTEST, sum(map(str.isalnum, judged)))
    score = round(1000 * sum(points[word] for word in sorted(points)) / length, 1)
    least = lexicon.relevance.least
    relevant = score >= least and sum(counts[word] for word in speaking) > 1
    found = evidence(counts, speaking if relevant else {**speaking, **against}, MOST_EVIDENCE)
    if relevant:
        reason = f"正文每千字安全生产词语得 {score:g} 分，达到收录标准（{least:g} 分）：{'、'.join(found[:4])}。"
    elif not speaking:
        reason = "正文没有与安全生产有关的词语。"
    elif score >= least:
        reason = f"正文只有一处与安全生产有关的词语（{found[0]}），不足以判断。"
    else:
        other = sorted(aside, key=lambda word: (points[word], -counts[word], word))[:4]
        hint = f"，多见其他领域的词（{'、'.join(other)}）" if other else ""
        reason = f"正文每千字安全生产词语只得 {score:g} 分，低于收录标准（{least:g} 分）{hint}。"
    return Relevance(relevant, score, found, reason)
