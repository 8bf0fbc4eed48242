"""Course file → `Course`. docs/course-format.md tells authors the grammar; this is the only reader of it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

from anwen.course.head import Fault, read_head
from anwen.course.quiz import read_question
from anwen.course.records import Block, Course, Head, Part, Question, Topic, Words

_PART = re.compile(r"##\s+(.+?)\s*[（(]\s*(\d+)\s*分钟\s*[）)]\s*")
_TOPIC = re.compile(r"###\s+(.+?)\s*")
_DISCUSSION = re.compile(r"讨论\s*[：:]\s*(.+)")
_BULLET = re.compile(r"[-*+]\s+(.*)")
_NUMBER = re.compile(r"(\d+)[.．、]\s*(.*)")
_QUOTE = re.compile(r"(?:>\s*)?(\{\{[^{}]*\}\})\s*")
_NOTES = re.compile(r"讲稿\s*[：:]\s*(.*)", re.DOTALL)
_HINT = re.compile(r"提示\s*[：:]\s*(.*)", re.DOTALL)
_QUIZ = "测验"
# what Markdown has and a course has not: to say so is better than to print the marks
_UNKNOWN = re.compile(r"#{4,}\s|#\s|\||!\[|```|~~~|:::|>|<[a-zA-Z/!]")

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # in XML, of which Office files are made

Lines = list[tuple[int, str]]


def parse(text: str, name: str, where: str) -> Course:
    """Read a course file.

    Args:
        text: the whole file.
        name: the file's name without its ending.
        where: the file's name in messages.

    Faults are gathered in the course, each with its line: `prepare` tells them together with those of the citations.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    head, start, faults = read_head(text, where)
    faults += [
        (text.count("\n", 0, found.start()) + 1, f"the character U+{ord(found[0]):04X} cannot be shown", "Delete it.")
        for found in _UNWRITABLE.finditer(text)
    ]
    reader = _Reader(faults)
    for chunk in _chunks(text.split("\n")[start - 1 :], start):
        reader.chunk(chunk)
    reader.end()
    course = Course(name, where, head, tuple(reader.parts))
    faults += _of_the_whole(course, head)
    return Course(name, where, head, course.parts, tuple(sorted(faults)))


def _chunks(lines: list[str], start: int) -> list[Lines]:
    """Lines that stand together; a heading stands alone."""
    chunks: list[Lines] = [[]]
    for at, line in enumerate(lines, start):
        if line.startswith("#"):
            chunks += [[(at, line)], []]
        elif line.strip():
            if chunks[-1] and _opens(line, chunks[-1][0][1]):
                chunks.append([])
            chunks[-1].append((at, line))
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _opens(line: str, first: str) -> bool:
    """Whether a line begins something new right under other lines: a list, or what is said or hinted."""
    if _BULLET.match(line) and not _BULLET.match(first):
        return not line.startswith(" ") and not _NUMBER.match(first)
    return bool(_NOTES.match(line) or _HINT.match(line))


def _of_the_whole(course: Course, head: Head) -> list[Fault]:
    found: list[Fault] = []
    if not course.parts:
        return [(1, "the course has no parts", "Write headings such as ## 导入（5 分钟）.")]
    total = sum(part.minutes for part in course.parts)
    if head.minutes > 0 and total != head.minutes:
        hint = "Change the minutes of the parts or of the course."
        found.append((course.parts[0].title.line, f"the parts take {total} minutes, the course {head.minutes}", hint))
    for at, question in enumerate(course.questions, 1):
        if question.number != at:
            fault = f"question {question.number} stands in place {at}"
            found.append((question.stem.line, fault, "Number the questions 1, 2, 3 …"))
    found += [
        (part.title.line, f"the part {part.title.text!r} is empty", "Write something under it, or remove it.")
        for part in course.parts
        if part.title.text and not part.topics and not part.questions  # the nameless one has a fault of its own
    ]
    return found


class _Reader:
    """Takes the chunks of a file one after the other."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self.parts: list[Part] = []
        self._part: tuple[Words, int] | None = None
        self._topics: list[Topic] = []
        self._questions: list[Question] = []
        self._topic: Words | None = None
        self._blocks: list[Block] = []
        self._notes: list[Words] = []
        self._hints: list[Words] = []

    def end(self) -> None:
        """Close what is open."""
        self._close_topic()
        if self._part is not None:
            self.parts.append(Part(*self._part, tuple(self._topics), tuple(self._questions)))
        self._part, self._topics, self._questions = None, [], []

    def _close_topic(self) -> None:
        if self._topic is not None or self._blocks or self._notes or self._hints:
            title = self._topic or (self._part[0] if self._part else Words("", 0))
            talk = _DISCUSSION.fullmatch(title.text) if self._topic else None
            title = Words(talk[1], title.line) if talk else title
            made = Topic(title, tuple(self._blocks), tuple(self._notes), tuple(self._hints), talk is not None)
            self._topics.append(made)
            if self._hints and talk is None:
                self.faults.append(
                    (self._hints[0].line, "提示 stands outside a discussion", "Use 讲稿：, or ### 讨论：.")
                )
        self._topic, self._blocks, self._notes, self._hints = None, [], [], []

    def chunk(self, chunk: Lines) -> None:
        """Take the next lines that stand together."""
        at, line = chunk[0]
        if match := _PART.fullmatch(line):
            self.end()
            self._part = (Words(match[1], at), int(match[2]))
        elif re.match(r"##\s", line):
            self.end()
            self._part = (Words(line[2:].strip(), at), 0)
            self.faults.append((at, "the heading has no minutes", "Write it as ## 导入（5 分钟）."))
        elif match := _TOPIC.fullmatch(line):
            self._close_topic()
            self._topic = Words(match[1], at)
        elif self._part is None:
            self.faults.append((at, "this stands before the first part", "Put it under a heading ## …（5 分钟）."))
            self._part = (Words("", at), 0)
        elif self._part[0].text.startswith(_QUIZ) and self._topic is None and _NUMBER.match(line):
            self._quiz(chunk)
        else:
            self._block(chunk)

    def _quiz(self, chunk: Lines) -> None:
        """One question, or several without an empty line between them."""
        starts = [n for n, (_, text) in enumerate(chunk) if _NUMBER.match(text)] + [len(chunk)]
        for first, last in pairwise(starts):
            at, text = chunk[first]
            match = _NUMBER.fullmatch(text)
            if match is not None:
                question, faults = read_question(match[1], match[2], chunk[first + 1 : last], at)
                self._questions.append(question)
                self.faults += faults

    def _block(self, chunk: Lines) -> None:
        at, first = chunk[0]
        text = "\n".join(line.strip() for _, line in chunk)
        if match := _QUOTE.fullmatch(text):
            self._blocks.append(Block("quote", (Words(match[1], at),)))
        elif match := _NOTES.fullmatch(text):
            self._notes.append(Words(match[1], at))
        elif match := _HINT.fullmatch(text):
            self._hints.append(Words(match[1], at))
        elif _BULLET.fullmatch(first):
            self._list(chunk, _BULLET, "bullets")
        elif _NUMBER.fullmatch(first):
            self._list(chunk, _NUMBER, "numbered")
        else:
            self._strange(chunk)
            self._blocks.append(Block("paragraph", (Words(text, at),)))

    def _list(self, chunk: Lines, mark: re.Pattern[str], kind: Literal["bullets", "numbered"]) -> None:
        items: list[Words] = []
        for at, line in chunk:
            if match := mark.fullmatch(line):
                items.append(Words(match[match.re.groups], at))
            else:
                items[-1] = Words(f"{items[-1].text}\n{line.strip()}", items[-1].line)
        self._blocks.append(Block(kind, tuple(items)))

    def _strange(self, chunk: Lines) -> None:
        hint = "A course has headings (## and ###), paragraphs, lists and {{…}} quotes; see the course format."
        self.faults += [
            (at, f"{line.strip()[:20]!r} is nothing that a course can show", hint)
            for at, line in chunk
            if _UNKNOWN.match(line.strip())
        ]
