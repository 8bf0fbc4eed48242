"""QR codes as pictures for Office files."""

from __future__ import annotations

import functools
import io

import segno


@functools.lru_cache(maxsize=256)  # slides and handout show the same codes
def qr_png(address: str) -> bytes:
    """A PNG of four pixels a module with the quiet zone that readers need: sharp in print up to three centimetres."""
    out = io.BytesIO()
    # level 0: what zlib packs differs from machine to machine, what it only stores does not
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=4, border=4, compresslevel=0)
    return out.getvalue()


def qr_path(address: str) -> tuple[int, str]:
    """A QR code for SVG: how many modules it is wide, quiet zone included, and the path of the dark ones."""
    code = segno.make(address, error="m", micro=False)
    rows = [list(row) for row in code.matrix_iter(border=4)]
    steps = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                steps.append(f"M{start} {y}h{x - start}v1h{start - x}z")
            x += 1
    return len(rows), "".join(steps)
