"""A prepared course → its slides as data: what stands on each, at which size, with which notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from anwen.course.fitting import Box, Para, fits, paginated
from anwen.course.prepared import Prepared, Run
from anwen.course.records import Block, Part, Question, Topic
from anwen.course.titles import ANSWERS, CODES, GOALS, PLAN, REFERENCES, chinese_day, facts, schedule

SIZES = (28.0, 26.0, 24.0, 22.0, 20.0)  # tried from the largest; nobody in the last row reads less than 20 points
_SPLIT = (26.0, 24.0, 22.0)  # of text that needs more than one slide
_SMALL = (20.0, 18.0, 16.0, 15.0)  # of references, which are looked up in the handout rather than read from the wall
CODE_COLUMN = 165.0  # points beside the text for the code of a quote
_STACK = 3  # codes that have room above each other
GRID = (6, 2)  # codes a slide, across and down


class Code(Struct, frozen=True):
    """A QR code: where it leads, and the words under it."""

    address: str
    label: str
    note: str


class Slide(Struct, frozen=True):
    """One slide. ``codes`` stand beside the text, or in a grid where there is no text."""

    kind: str  # title, section, content
    title: str
    paras: tuple[Para, ...] = ()
    size: float = SIZES[0]
    codes: tuple[Code, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[tuple[Run, ...], ...] = ()


def plan(course: Prepared, box: Box) -> list[Slide]:
    """The slides of a course, for a body that is ``box`` large."""
    return list(_Plan(course, box).slides())


class _Plan:
    def __init__(self, course: Prepared, box: Box) -> None:
        self.course, self.box = course, box
        self.beside = Box(box.width - CODE_COLUMN, box.height)

    def slides(self) -> Iterator[Slide]:
        head = self.course.course.head
        lead = [head.subtitle] if head.subtitle else []
        lines = [*lead, facts(head), f"{head.author}　{chinese_day(head.date)}"]
        yield Slide("title", head.title, tuple(_plain(line) for line in lines))
        goals = [Para((Run(goal),), "item", f"{at}.") for at, goal in enumerate(head.goals, 1)]
        yield from self._pages(GOALS, goals)
        yield Slide("content", PLAN, rows=tuple(schedule(self.course.course)))
        for part in self.course.course.parts:
            yield Slide("section", part.title.text, (_plain(f"{part.minutes} 分钟"),))
            yield from self._part(part)
        if self.course.course.questions:
            yield from self._answers()
        if self.course.references:
            yield from self._references()

    def _part(self, part: Part) -> Iterator[Slide]:
        for topic in part.topics:
            yield from self._topic(topic)
        for question in part.questions:
            yield from self._question(question)

    # --- a topic ---

    def _topic(self, topic: Topic) -> Iterator[Slide]:
        title = f"讨论：{topic.title.text}" if topic.discussion else self.course.plain(topic.title)
        said = [self.course.runs(words) for words in topic.notes]
        said += [(Run("提示："), *self.course.runs(words)) for words in topic.hints]
        slides = list(self._bodies(title, topic))
        for at, slide in enumerate(slides):
            runs = [
                *(run for para in slide.paras for run in para.runs),
                *(run for line in said * (at == 0) for run in line),
            ]
            notes = [*(said if at == 0 else []), *self._links(run.cites for run in runs)]
            yield replace(slide, notes=tuple(notes))

    def _bodies(self, title: str, topic: Topic) -> Iterator[Slide]:
        """One slide where everything fits, or the text and then each quote on its own."""
        quotes = [block for block in topic.blocks if block.kind == "quote"]
        everything = [para for block in topic.blocks for para in self._block(block)]
        codes = tuple(self._code(self.course.quoted(block).id) for block in quotes)
        if len(quotes) <= _STACK:
            size = fits(everything, self.beside if quotes else self.box, SIZES)
            if size:
                yield Slide("content", title, tuple(everything), size, codes)
                return
        text: list[Para] = []
        made: list[Slide] = []
        for block in topic.blocks:
            if block.kind != "quote":
                text += self._block(block)
                continue
            made += self._pages(title, text) if text else []
            text = []
            code = self._code(self.course.quoted(block).id)
            made += [replace(it, codes=(code,)) for it in self._pages(title, list(self._block(block)), self.beside)]
        made += self._pages(title, text) if text or not made else []
        yield from _continued(made)

    def _block(self, block: Block) -> Iterator[Para]:
        if block.kind == "quote":
            quoted = self.course.quoted(block)
            for text in quoted.paragraphs:
                yield Para((Run(text),), "quote")
            yield Para((Run(f"——《{quoted.title}》"), Run(quoted.label, cites=quoted.id)), "source")
            return
        for at, words in enumerate(block.words, 1):
            mark = {"bullets": "•", "numbered": f"{at}."}.get(block.kind, "")
            yield Para(self.course.runs(words), "item" if mark else "text", mark)

    # --- the quiz ---

    def _question(self, question: Question) -> Iterator[Slide]:
        title = f"测验 第 {question.number} 题" + ("（多选）" if question.several else "")
        paras = [Para(self.course.runs(question.stem))]
        paras += [
            Para(self.course.runs(option), "item", f"{letter}.")
            for letter, option in zip("ABCDEFGH", question.options, strict=False)
        ]
        reason = self.course.runs(question.reason)
        notes = [(Run(f"答案：{question.answer}"),), reason, *self._links(run.cites for run in reason)]
        for at, slide in enumerate(self._pages(title, paras)):
            yield replace(slide, notes=tuple(notes)) if at == 0 else slide

    def _answers(self) -> Iterator[Slide]:
        last = len(self.course.course.questions)
        paras = [
            Para((Run(f"{it.answer}　", bold=True), *self.course.runs(it.reason)), "item", f"{it.number}.", f"{last}.")
            for it in self.course.course.questions
        ]
        yield from self._split(ANSWERS, paras, SIZES)

    # --- the end ---

    def _references(self) -> Iterator[Slide]:
        widest = f"[{len(self.course.references)}]"
        paras = [Para((Run(it.text),), "item", f"[{it.number}]", widest) for it in self.course.references]
        for slide in self._split(REFERENCES, paras, _SMALL):
            numbers = {para.mark for para in slide.paras}
            cited = [name for it in self.course.references if f"[{it.number}]" in numbers for name in it.parts]
            yield replace(slide, notes=tuple(self._links(cited)))
        codes = [self._code(name) for it in self.course.references for name in it.parts]
        sheets = -(-len(codes) // (GRID[0] * GRID[1]))
        each = -(-len(codes) // sheets)  # about as many on each
        for at in range(sheets):
            number = f"（{at + 1}/{sheets}）" if sheets > 1 else ""
            yield Slide("content", CODES + number, codes=tuple(codes[at * each : (at + 1) * each]))

    # --- parts of slides ---

    def _code(self, name: str) -> Code:
        return Code(self.course.address(name), self.course.label(name), self.course.pinned(name))

    def _links(self, names: Iterable[str]) -> Iterator[tuple[Run, ...]]:
        for name in dict.fromkeys(name for name in names if name):
            title = next(it.article.title for it in self.course.references if it.number == self.course.number(name))
            yield (Run(f"{self.course.label(name)}《{title}》"), Run(self.course.address(name), cites=name))

    def _pages(self, title: str, paras: Sequence[Para], box: Box | None = None) -> list[Slide]:
        """Slides with these paragraphs, at the largest size at which they need but one."""
        room = box or self.box
        size = fits(paras, room, SIZES)
        if size:
            return [Slide("content", title, tuple(paras), size)]
        return self._split(title, paras, _SPLIT, room)

    def _split(self, title: str, paras: Sequence[Para], sizes: Sequence[float], box: Box | None = None) -> list[Slide]:
        """As few slides as the smallest size needs, at the largest size that needs no more."""
        room = box or self.box
        fewest = len(paginated(paras, room, sizes[-1]))
        size, pages = next((size, it) for size in sizes if len(it := paginated(paras, room, size)) == fewest)
        return _continued([Slide("content", title, tuple(page), size) for page in pages])


def _plain(text: str) -> Para:
    return Para((Run(text),))


def _continued(slides: Sequence[Slide]) -> list[Slide]:
    """Say on the slides after the first that they go on."""
    return [
        slide if at == 0 or slide.title.endswith("（续）") else replace(slide, title=f"{slide.title}（续）")
        for at, slide in enumerate(slides)
    ]
