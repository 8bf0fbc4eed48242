"""Every citation of the library's own courses holds, and holds to the words that were cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from anwen.errors import AnwenError
from anwen.notation import find


def courses_hold(texts: Mapping[str, str], faults: Sequence[AnwenError]) -> list[AnwenError]:
    """What is wrong with the courses.

    Args:
        texts: the course files by the name that messages give them.
        faults: what looking up their citations found.

    A citation without a pin would hold whatever its passage came to say; a published course says which words it means.
    """
    found = list(faults)
    for where, text in sorted(texts.items()):
        for citation in find(text):
            if citation.form in ("cite", "quote") and any(not ref.pin for ref in citation.refs):
                names = "、".join(ref.id for ref in citation.refs if not ref.pin)
                line = text.count("\n", 0, citation.start) + 1
                hint = f"Run anwen course {where} --pin after reading the passage."
                found.append(AnwenError(f"{names} is cited without a pin", where=f"{where}:{line}", hint=hint))
    return found
