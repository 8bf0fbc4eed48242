"""Rows of ascending numbers, and the bytes beside them, in a small file: what the language model and the pairs of words
are kept in. With the members numbered by how common they are, steps are small, and their two bytes compress apart."""

from __future__ import annotations

import lzma
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

_MOST = 0xFFFF  # of two bytes
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 0, "lp": 0, "pb": 0}]


def compressed(parts: Iterable[bytes]) -> bytes:
    """The file of ``parts``.

    >>> parts(compressed([b"ab", b"", b"c"]))
    [b'ab', b'', b'c']
    """
    data = b"".join(struct.pack("<I", len(part)) + part for part in parts)
    return lzma.compress(data, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=_FILTERS)


def parts(data: bytes) -> list[bytes]:
    """The parts that `compressed` wrote."""
    data = lzma.decompress(data)
    found: list[bytes] = []
    place = 0
    while place < len(data):
        (length,) = struct.unpack_from("<I", data, place)
        found.append(data[place + 4 : place + 4 + length])
        place += 4 + length
    return found


def stepped(every: Iterable[Sequence[int]]) -> list[bytes]:
    """The rows ``every`` of ascending numbers as three parts: their lengths, and the low and high bytes of their steps.
    Neither a length nor a step may be over 65,535.

    >>> starts, members = rows(*stepped([[3, 300], [], [7]]))
    >>> starts.tolist(), members.tolist()
    ([0, 2, 2, 3], [3, 300, 7])
    >>> stepped([[3, 70_000]])
    Traceback (most recent call last):
    ValueError: a step of 69997 from 3 to 70000: it must be 0 to 65535
    """
    lengths: list[int] = []
    low, high = bytearray(), bytearray()
    for row in every:
        if len(row) > _MOST:
            raise ValueError(f"a row of {len(row)} numbers: it may have {_MOST}")
        lengths.append(len(row))
        before = 0
        for number in row:
            step = number - before
            if not 0 <= step <= _MOST:
                raise ValueError(f"a step of {step} from {before} to {number}: it must be 0 to {_MOST}")
            low.append(step & 0xFF)
            high.append(step >> 8)
            before = number
    return [struct.pack(f"<{len(lengths)}H", *lengths), bytes(low), bytes(high)]


class Rows(NamedTuple):
    """Rows of ascending numbers, one behind the other."""

    starts: array[int]  # where each row begins, and the last one ends
    members: array[int]

    def place(self, row: int, member: int) -> int:
        """Where ``member`` of ``row`` stands among all members, or -1, as for a row of -1.

        >>> found = rows(*stepped([[3, 300], [], [7]]))
        >>> found.place(0, 300), found.place(2, 300), found.place(-1, 7)
        (1, -1, -1)
        """
        if row < 0:
            return -1
        end = self.starts[row + 1]
        place = bisect_left(self.members, member, self.starts[row], end)
        return place if place < end and self.members[place] == member else -1


def rows(lengths: bytes, low: bytes, high: bytes) -> Rows:
    """The rows that `stepped` wrote."""
    steps = [small | large << 8 for small, large in zip(low, high, strict=True)]
    starts = array("I", accumulate((length for (length,) in struct.iter_unpack("<H", lengths)), initial=0))
    found = (accumulate(steps[start:end]) for start, end in pairwise(starts))
    return Rows(starts, array("I", chain.from_iterable(found)))
