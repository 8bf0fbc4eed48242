"""What a course file says, before any citation is looked up. ``line`` is the 1-based line in the file."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """The front matter. What is needed is checked by `anwen.course.head`, so that all that is missing is told."""

    title: str = ""
    subtitle: str = ""
    minutes: int = 0
    audience: str = ""
    goals: tuple[str, ...] = ()
    author: str = ""
    date: str = ""  # ISO; the day the course was made, and on which its sources were looked up
    keywords: tuple[str, ...] = ()
    visibility: Literal["public", "internal"] = "public"


class Words(Struct, frozen=True):
    """A paragraph, item or heading as it is written; ``\\n`` stands where the file has a line end."""

    text: str
    line: int


class Block(Struct, frozen=True):
    """A paragraph, a list, or a quote on its own (``words`` is then the one ``{{…}}``)."""

    kind: Literal["paragraph", "bullets", "numbered", "quote"]
    words: tuple[Words, ...]


class Topic(Struct, frozen=True):
    """What stands under a ``###`` heading: a slide, or a question to discuss with its hints."""

    title: Words
    blocks: tuple[Block, ...] = ()
    notes: tuple[Words, ...] = ()  # 讲稿
    hints: tuple[Words, ...] = ()  # 提示
    discussion: bool = False


class Question(Struct, frozen=True):
    """A quiz item. ``answer`` holds the letters of the right options, in order."""

    number: int
    stem: Words
    options: tuple[Words, ...]
    answer: str
    reason: Words

    @property
    def several(self) -> bool:
        """Whether more than one option is right."""
        return len(self.answer) > 1


class Part(Struct, frozen=True):
    """What stands under a ``##`` heading, with the minutes it takes."""

    title: Words
    minutes: int
    topics: tuple[Topic, ...] = ()
    questions: tuple[Question, ...] = ()


class Course(Struct, frozen=True):
    """A whole course file."""

    name: str  # the file's name without its ending: what the files that come out are called
    where: str  # the file's name in messages
    head: Head
    parts: tuple[Part, ...]
    faults: tuple[tuple[int, str, str], ...] = ()  # line, what is wrong, what to do next

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every quiz item, in order."""
        return tuple(question for part in self.parts for question in part.questions)

    def words(self) -> tuple[Words, ...]:
        """Everything that may hold a citation, in reading order: references are numbered by it."""
        found: list[Words] = []
        for part in self.parts:
            found.append(part.title)
            for topic in part.topics:
                found.append(topic.title)
                for block in topic.blocks:
                    found += block.words
                found += [*topic.notes, *topic.hints]
            for question in part.questions:
                found += [question.stem, *question.options, question.reason]
        return tuple(found)
