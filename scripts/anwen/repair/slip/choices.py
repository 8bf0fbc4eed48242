"""The characters that bytes may make, where some of the bytes are known: each with what it costs on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from anwen.repair.slip.adapt import Adapted
from anwen.repair.slip.gbk import LEADS, table
from anwen.repair.slip.page import Page
from anwen.repair.slip.reading import ALIGNED, ANY, LOST, Option

_FEW = 6  # so few options are all weighed
_RANGE, _MOST = 10.0, 40  # nats behind the likeliest, and how many, judged by the one character before


class Options:
    """What may stand next. For each character before it, `near` gives the likely ones."""

    __slots__ = ("_among", "_model", "_near", "every")

    def __init__(
        self, every: Sequence[Option], model: Adapted, among: Callable[[str], Sequence[Option]] | None = None
    ) -> None:
        """``every`` option, or with ``among`` those that may stand behind a character."""
        self.every = every
        self._model = model
        self._among = among
        self._near: dict[str, Sequence[tuple[float, Option]]] = {}

    def __bool__(self) -> bool:
        return bool(self.every or self._among)

    def near(self, before: str) -> Sequence[tuple[float, Option]]:
        """The options that are likely behind the character ``before``, the likeliest first, each with what it costs
        judged by that character alone."""
        found = self._near.get(before)
        if found is None:
            found = self._near[before] = self._likely(before)
        return found

    def _likely(self, before: str) -> Sequence[tuple[float, Option]]:
        if not self._among and len(self.every) <= _FEW:
            return [(0.0, option) for option in self.every]
        rough = self._model.rough
        costs = [
            (option.cost + (rough(before + option.normal) if option.normal else 0.0), number, option)
            for number, option in enumerate(self._among(before) if self._among else self.every)
        ]
        least = min(costs)[0] + _RANGE if costs else 0.0
        return [(cost, option) for cost, _, option in sorted(one for one in costs if one[0] <= least)[:_MOST]]


class Choices:
    """The choices on one page. A pending byte is a byte, `ANY`, or ``LOST + lead`` of a pair that vanished."""

    def __init__(self, page: Page, model: Adapted) -> None:
        self.page = page
        self.model = model
        self.table = table()
        self._found: dict[tuple[object, ...], Options] = {}

    def options(self, options: Iterable[Option]) -> Options:
        return Options(list(options), self.model)

    def _option(self, char: str, extra: float, pending: int, tail: str = "", more: str = "") -> Option:
        return Option(self.page.normal(char), self.page.cost(char) + extra, char, char + tail, pending, more)

    def whole(
        self, pending: int, second: int, after: int = ALIGNED, *, extra: float = 0.0, tail: str = "", more: str = ""
    ) -> Options:
        """The characters of the pending byte and ``second``, without an annotation behind them."""
        key = (pending, second, after, extra, tail, more)
        found = self._found.get(key)
        if found is None:
            chars = (self.table.char.get((first, second)) for first in self._firsts(pending))
            bare = self.page.bare
            found = self.options(self._option(c, extra + bare(c), after, tail, more) for c in chars if c)
            self._found[key] = found
        return found

    def annotated(self, pending: int, second: int, note: str) -> Options:
        """The characters of the pending byte and ``second`` where ``(note)`` follows."""
        key = (pending, second, note)
        found = self._found.get(key)
        if found is None:
            chars = (self.table.char.get((first, second)) for first in self._firsts(pending))
            page = self.page
            found = self.options(
                self._option(c, 0.0 if note and page.key(c, note) is not None else page.bare(c), ALIGNED)
                for c in chars
                if c
            )
            self._found[key] = found
        return found

    def keys(self, pending: int, reading: str, tail: str, second: int = 0) -> Options:
        """The characters from the pending byte on, with ``second`` or any byte, that may be annotated so."""
        key = (pending, second, reading, tail)
        found = self._found.get(key)
        if found is None:
            firsts = frozenset(self._firsts(pending))
            pair, normal = self.table.pair, self.page.normal
            found = self._found[key] = self.options(
                Option(normal(char), cost, char, char + tail, ALIGNED)
                for char, cost in self.page.read_so(reading)
                if pair[char][0] in firsts and (pair[char][1] == second or (not second and pair[char][1] >= 0x80))
            )
        return found

    def any_second(self, pending: int, extra: float, tail: str = "", more: str = "") -> Options:
        """The characters from the pending byte on, with any second byte from 0x80 on."""
        key = (pending, extra, tail, more)
        found = self._found.get(key)
        if found is None:
            bare = self.page.bare

            def option(char: str, second: int) -> Option:
                return self._option(char, extra + bare(char), ALIGNED, tail, more)

            found = self._found[key] = self._free(pending, option, frozenset(range(0x80, 0xFF)))
        return found

    def vanishing(self, pending: int, extra: float) -> Options:
        """The characters whose second byte can have vanished with the byte behind it."""
        key = (pending, extra)
        found = self._found.get(key)
        if found is None:
            bare = self.page.bare

            def option(char: str, second: int) -> Option:
                return self._option(char, extra + bare(char), LOST + second)

            found = self._found[key] = self._free(pending, option, frozenset(self.table.lost))
        return found

    def _free(self, pending: int, option: Callable[[str, int], Option], seconds: frozenset[int]) -> Options:
        """The characters from the pending byte on with one of ``seconds``. Where the pending byte is free too, those
        that are known to follow, and the commonest."""
        if pending < LOST:
            chars = ((self.table.char.get((pending, second)), second) for second in sorted(seconds))
            return self.options(option(char, second) for char, second in chars if char)
        firsts = frozenset(self._firsts(pending))
        pair, forms = self.table.pair, self.page.forms

        made: dict[str, tuple[Option, ...]] = {}

        def of(normal: str) -> tuple[Option, ...]:
            found = made.get(normal)
            if found is None:
                pairs = ((char, pair[char]) for char in forms(normal))
                found = made[normal] = tuple(option(c, b) for c, (a, b) in pairs if a in firsts and b in seconds)
            return found

        def among(before: str) -> list[Option]:
            return [one for normal in self.model.followers(before) for one in of(normal)]

        return Options((), self.model, among)

    def _firsts(self, pending: int) -> Sequence[int]:
        if pending < LOST:
            return (pending,)
        return LEADS if pending == ANY else sorted(self.table.lost[pending - LOST])
