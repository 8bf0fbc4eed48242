"""What is kept of a text to compare it with all others: about 5 KB for an article of 3,000 characters."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Any

import numpy as np
from datasketch import MinHash
from msgspec import Struct

from anwen.deduplicate.reworded import figures, hashed, order

# Over the first collection, shingles of five characters leave unrelated articles at most .12 contained in each
# other (stock phrases) and true copies at .96 and more; with four the former rise to .17.
SHINGLE = 5
PERMUTATIONS = 128
SEED = 1
# Of every eight shingles one becomes an anchor, but never fewer than 64 (short texts) nor more than 2,048 (books).
ANCHOR_RATE = 8
FEWEST_ANCHORS = 64
MOST_ANCHORS = 2048
# A share of fewer anchors says nothing: twelve correspond to some 100 characters beside a long text.
FEWEST_COMPARED = 12

Hashes = np.ndarray[Any, np.dtype[np.uint32]]


class Signature(Struct, frozen=True):
    """A text for comparison. Serialises to JSON (bytes as base64).

    ``minhash`` estimates how alike two texts of about the same length are; ``anchors`` (the smallest shingle
    hashes, all those up to ``limit``) estimate how much of a text stands in another, whatever their lengths.
    """

    size: int  # characters after `normalise`
    digest: str  # of the normalised text; equal means equal
    minhash: bytes  # 32-bit little-endian values
    anchors: bytes  # sorted 32-bit little-endian values
    limit: int  # every shingle hash of the text up to here is an anchor
    places: bytes  # where in the normalised text each anchor stands first, 32-bit little-endian values
    order: bytes  # see `reworded`
    figures: bytes


def normalise(text: str) -> str:
    """Letters and digits only, width and case folded: what is left of a text when its layout is gone.

    >>> normalise("一、 Ａ级（2023）：“整改”。")
    '一a级2023整改'
    """
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _shingles(text: str) -> tuple[Hashes, Hashes]:
    """The distinct shingles of a normalised text as sorted 32-bit hashes, and where each stands first.

    A text shorter than a shingle is one.
    """
    first: dict[str, int] = {}
    for at in range(max(1, len(text) - SHINGLE + 1) if text else 0):
        first.setdefault(text[at : at + SHINGLE], at)
    digests = b"".join(hashlib.blake2b(part.encode(), digest_size=4).digest() for part in first)
    hashes, indexes = np.unique(np.frombuffer(digests, dtype="<u4"), return_index=True)
    return hashes, np.fromiter(first.values(), dtype="<u4", count=len(first))[indexes]


def _identity(value: int) -> int:
    return value


def signature(text: str) -> Signature:
    """The signature of a text, a pure function of its letters, digits and figures.

    >>> signature("安全生产，人人有责。") == signature("安全生产 人人有责")
    True
    """
    plain = normalise(text)
    hashes, places = _shingles(plain)
    minhash = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=_identity)
    if len(hashes):
        minhash.update_batch(hashes.tolist())
    wanted = int(np.searchsorted(hashes, 2**32 // ANCHOR_RATE))
    wanted = min(max(wanted, FEWEST_ANCHORS), MOST_ANCHORS, len(hashes))
    limit = int(hashes[wanted]) - 1 if wanted < len(hashes) else 2**32 - 1
    return Signature(
        size=len(plain),
        digest=hashlib.blake2b(plain.encode(), digest_size=16).hexdigest(),
        minhash=minhash.hashvalues.astype("<u4").tobytes(),
        anchors=hashes[:wanted].astype("<u4").tobytes(),
        limit=limit,
        places=places[:wanted].astype("<u4").tobytes(),
        order=order(plain),
        figures=hashed(figures(text)),
    )


def anchors(of: Signature) -> Hashes:
    """The anchors as an array."""
    return np.frombuffer(of.anchors, dtype="<u4")


def likeness(one: Signature, other: Signature) -> float:
    """The estimated share of shingles common to both texts (0 to 1).

    >>> likeness(signature("安全生产，人人有责。"), signature("安全生产 人人有责"))
    1.0
    """
    if not one.size or not other.size:
        return 0.0
    equal = np.frombuffer(one.minhash, dtype="<u4") == np.frombuffer(other.minhash, dtype="<u4")
    return float(np.count_nonzero(equal)) / len(equal)


def containment(part: Signature, whole: Signature) -> float:
    """The estimated share of ``part``'s shingles that stand in ``whole`` (0 to 1); 0 where too few can be compared."""
    found = _found(part, whole)
    return float(np.count_nonzero(found)) / len(found) if len(found) >= FEWEST_COMPARED else 0.0


def own_stretch(part: Signature, whole: Signature) -> float:
    """The estimated share of ``part`` that its longest stretch without a word of ``whole`` takes (0 to 1).

    >>> shared, own = "会议指出要把责任落到每个岗位把隐患当作事故处理", "我校决定本周检修食堂燃气管道组织疏散演练"
    >>> own_stretch(signature(shared + own), signature(shared)) > 0.4
    True
    """
    found = _found(part, whole)
    places = np.frombuffer(part.places, dtype="<u4")[: len(found)]
    ends = np.flatnonzero(np.concatenate(([True], found[np.argsort(places)], [True])))
    longest = int(np.diff(ends).max()) - 1
    return longest / len(found) if longest >= FEWEST_COMPARED else 0.0


def _found(part: Signature, whole: Signature) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """For each anchor of ``part`` that can be looked up in ``whole`` whether it stands there."""
    limit = min(part.limit, whole.limit)
    few, many = anchors(part), anchors(whole)
    few, many = few[: np.searchsorted(few, limit, "right")], many[: np.searchsorted(many, limit, "right")]
    return np.isin(few, many, assume_unique=True)
