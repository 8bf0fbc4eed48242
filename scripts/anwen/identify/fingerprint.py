"""What the ledger remembers of a text: enough to know it again, too little to read it.

A fingerprint is ``length.exact.sketch``. ``length`` counts the normalised text, ``exact`` is a hash of it, ``sketch``
is a 120-bit simhash of its character bigrams: the share of equal bits tells the angle between two texts' bigram
counts, for a line of ten characters as for a page. Only hashlib and integers are used, so that the ledger reads
the same on every platform and every supported Python.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import math
import re
import struct

from msgspec import Struct

from anwen.notation import digest, normalise

_SKETCH_BYTES = 15  # 120 bits, 20 letters
_BITS = _SKETCH_BYTES * 8
_FORM = re.compile(r"(0|[1-9][0-9]*)\.([A-Za-z0-9_-]{12})\.([A-Za-z0-9_-]{20})", re.ASCII)


class Print(Struct, frozen=True):
    """A fingerprint, unpacked."""

    length: int
    exact: str
    sketch: int


@functools.lru_cache(maxsize=1)
def _spread() -> tuple[bytes, ...]:
    """For each byte its eight bits as eight 32-bit counters, so that counters are added as one big number."""
    return tuple(struct.pack("<8I", *((byte >> bit) & 1 for bit in range(8))) for byte in range(256))


@functools.lru_cache(maxsize=1 << 15)
def _counters(gram: str) -> int:
    digest = hashlib.blake2b(gram.encode("utf-8", "surrogatepass"), digest_size=_SKETCH_BYTES).digest()
    rows = _spread()
    return int.from_bytes(b"".join([rows[byte] for byte in digest]), "little")


def _sketch(normal: str) -> bytes:
    framed = f"\x02{normal}\x03"  # the ends count: short lines have little else
    total = sum(_counters(framed[at : at + 2]) for at in range(len(framed) - 1))
    half = (len(framed) - 1) / 2
    counts = struct.unpack(f"<{_BITS}I", total.to_bytes(_BITS * 4, "little"))
    bits = sum(1 << bit for bit, count in enumerate(counts) if count > half)
    return bits.to_bytes(_SKETCH_BYTES, "little")


def fingerprint(text: str) -> str:
    """The fingerprint of ``text``.

    >>> fingerprint("安全第一，预防为主。") == fingerprint("安全第一、预防为主")
    True
    """
    normal = normalise(text)
    sketch = base64.urlsafe_b64encode(_sketch(normal)).decode("ascii")
    return f"{len(normal)}.{digest(normal)}.{sketch}"


def is_fingerprint(value: str) -> bool:
    """Whether ``value`` has the form of a fingerprint."""
    return _FORM.fullmatch(value) is not None


def parse(value: str) -> Print:
    """Unpack a fingerprint.

    Raises:
        ValueError: it has not the form of one.
    """
    match = _FORM.fullmatch(value)
    if match is None:
        raise ValueError(f"not a fingerprint: {value}")
    return Print(int(match[1]), match[2], int.from_bytes(base64.urlsafe_b64decode(match[3]), "little"))


@functools.lru_cache(maxsize=1)
def _cosines() -> tuple[float, ...]:
    return tuple(round(math.cos(math.pi * apart / _BITS), 6) for apart in range(_BITS + 1))


def similarity(one: Print, other: Print) -> float:
    """How alike two texts are: 1 for the same, about 0 for unrelated ones (an estimate of the bigrams' cosine).

    >>> a, b, c = (parse(fingerprint(t)) for t in ("落实全员安全生产责任制", "落实全员安全责任制", "定期排查消防通道"))
    >>> similarity(a, a), similarity(a, b) > 0.6, similarity(a, c) < 0.4
    (1.0, True, True)
    """
    if one.exact == other.exact:
        return 1.0
    return min(_cosines()[(one.sketch ^ other.sketch).bit_count()], 0.999)
