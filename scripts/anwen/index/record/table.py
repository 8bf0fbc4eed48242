"""Whoosh's table of terms, written from two arrays: its own keeps a tuple a term and asks the file for places."""

from __future__ import annotations

import struct
from array import array
from hashlib import md5
from typing import Any

import numpy as np
from whoosh.filedb.filetables import OrderedHashWriter

_LENGTHS = struct.Struct("!ii")


class Table(OrderedHashWriter):  # type: ignore[misc]
    """Takes the place of ``writer``, to which nothing was added yet; the file is the same in the end."""

    def __init__(self, writer: OrderedHashWriter) -> None:
        self.__dict__.update(writer.__dict__)
        self.lastkey: bytes = writer.lastkey
        self._at: int = self.dbfile.tell()
        self._hashes, self._places = array("I"), array("q")

    def add(self, key: bytes, value: bytes) -> None:
        """Add a term and what is known of it; keys come sorted."""
        if key <= self.lastkey:
            raise ValueError(f"{key!r} does not follow {self.lastkey!r}")
        self.lastkey = key
        data = _LENGTHS.pack(len(key), len(value)) + key + value
        self.dbfile.write(data)
        self._hashes.append(int.from_bytes(md5(key).digest()[-4:], "big"))
        self._places.append(self._at)
        self._at += len(data)

    def _write_hashes(self) -> None:
        """What Whoosh's ``close`` calls: 256 tables, each of twice as many slots as terms; a term takes the first free
        one from its own on.
        """
        hashes, places = np.frombuffer(self._hashes, np.uint32), np.frombuffer(self._places, np.int64)
        for number in range(256):
            these = np.flatnonzero((hashes & 255) == number)
            slots = 2 * len(these)
            table: list[Any] = [0] * (2 * slots)
            for hashed, place in zip(hashes[these].tolist(), places[these].tolist(), strict=True):
                slot = (hashed >> 8) % slots
                while table[2 * slot + 1]:
                    slot = (slot + 1) % slots
                table[2 * slot : 2 * slot + 2] = hashed, place
            self.directory.append((self.dbfile.tell(), slots))
            self.dbfile.write(struct.pack("!" + "Iq" * slots, *table))
        self.index.extend(self._places)
