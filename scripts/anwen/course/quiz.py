"""A quiz item as it is written, and what may be wrong with it.

1. 班组长……？
   A. 甲
   B. 乙
   答案：B
   依据：……[@aw0012.p7]
"""

from __future__ import annotations

import re

from anwen.course.head import Fault
from anwen.course.records import Question, Words

_OPTION = re.compile(r"\s*([A-HＡ-Ｈ])\s*[.．、。]\s*(.*)")
_ANSWER = re.compile(r"\s*答案\s*[：:]\s*(.*)")
_REASON = re.compile(r"\s*(?:依据|解析)\s*[：:]\s*(.*)")
_WIDE = str.maketrans("ＡＢＣＤＥＦＧＨ", "ABCDEFGH")
_CITED = re.compile(r"\[@\s*aw|\{\{\s*aw")


def read_question(number: str, first: str, rest: list[tuple[int, str]], line: int) -> tuple[Question, list[Fault]]:
    """A quiz item from its first line (without its number) and the numbered lines under it."""
    stem, options, letters, answer, reason = [first.strip()], list[Words](), "", "", list[str]()
    answer_line = reason_line = line
    place = stem
    for at, text in rest:
        if match := _OPTION.fullmatch(text):
            letters += match[1].translate(_WIDE)
            place = [match[2].strip()]
            options.append(Words(place[0], at))
        elif match := _ANSWER.fullmatch(text):
            answer, answer_line = match[1].strip(), at
        elif match := _REASON.fullmatch(text):
            reason, reason_line = [match[1].strip()], at
            place = reason
        elif place is stem or place is reason:
            place.append(text.strip())
        else:
            options[-1] = Words(f"{options[-1].text}\n{text.strip()}", options[-1].line)
    chosen = "".join(sorted(set(re.sub(r"[\s、，,。.]", "", answer.translate(_WIDE)).upper())))
    question = Question(
        int(number), Words("\n".join(stem), line), tuple(options), chosen, Words("\n".join(reason), reason_line)
    )
    return question, _faults(question, letters, line, answer_line, reason_line)


def _faults(question: Question, letters: str, line: int, answer_line: int, reason_line: int) -> list[Fault]:
    name = f"question {question.number}"
    found: list[Fault] = []
    if not question.stem.text.strip():
        found.append((line, f"{name} asks nothing", "Write the question after its number."))
    if len(letters) < 2:
        found.append((line, f"{name} has {len(letters)} options", "Give at least two: A. … and B. …"))
    elif letters != "ABCDEFGH"[: len(letters)]:
        found.append((line, f"the options of {name} are lettered {letters}", "Letter them A, B, C … in order."))
    texts = [option.text for option in question.options]
    for option in question.options:
        if not option.text or texts.count(option.text) > 1:
            found.append((option.line, f"an option of {name} is empty or stands twice", "Make the options differ."))
    if not question.answer:
        found.append((answer_line, f"{name} has no answer", "Write a line 答案：B under its options."))
    elif wrong := [letter for letter in question.answer if letter not in letters]:
        hint = f"Its options are {letters or 'missing'}."
        found.append((answer_line, f"the answer of {name} names {''.join(wrong)}, which is no option", hint))
    if not _CITED.search(question.reason.text):
        hint = "Write a line 依据：… with [@aw0012.p7] under the answer."
        found.append((reason_line, f"the answer of {name} cites nothing", hint))
    return found
