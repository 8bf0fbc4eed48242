"""Write the present pins into a course file."""

from __future__ import annotations

from collections.abc import Mapping

from anwen.notation import Ref, find


def pinned(text: str, pins: Mapping[str, str]) -> str:
    """The course file ``text`` with a pin at every citation and quote that has none; nothing else changes.

    >>> pinned("见[@aw0012.p7; @aw0013@AbCdEf]。{{aw0012.p7}}", {"aw0012.p7": "nmlD6t"})
    '见[@aw0012.p7@nmlD6t; @aw0013@AbCdEf]。{{aw0012.p7@nmlD6t}}'
    """
    parts: list[str] = []
    at = 0
    for found in find(text):
        if found.form not in ("cite", "quote") or not found.refs:
            continue
        refs = [ref if ref.pin else Ref(ref.id, pins.get(ref.id, "")) for ref in found.refs]
        if list(found.refs) == refs:
            continue
        written = [str(ref) for ref in refs]
        new = f"[{'; '.join(f'@{ref}' for ref in written)}]" if found.form == "cite" else "{{" + written[0] + "}}"
        parts += [text[at : found.start], new]
        at = found.end
    return "".join([*parts, text[at:]])
