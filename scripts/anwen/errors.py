"""The one error base: every error names the file, the fault and the next step."""

from __future__ import annotations


class AnwenError(Exception):
    """Something a person can put right.

    Args:
        fault: what is wrong, one sentence without the file's name.
        where: the file (and line, as ``path:12``) it concerns, or ``""``.
        hint: what to do next, one sentence, or ``""``.

    >>> print(AnwenError("the file is empty", where="corpus/raw/a.txt", hint="Remove it."))
    corpus/raw/a.txt: the file is empty. Remove it.
    """

    def __init__(self, fault: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.where}: {self.fault}" if self.where else self.fault
        head = head.rstrip(".。")
        return f"{head}. {self.hint}" if self.hint else f"{head}."


class ReadError(AnwenError):
    """An original cannot be read."""


class TableError(AnwenError):
    """A data table (manifest, lexicon, concept, correction, ledger) is not valid."""


class FaultsError(AnwenError):
    """Several errors told together, so that one run shows all of them."""

    def __init__(self, errors: list[AnwenError]) -> None:
        super().__init__(f"{len(errors)} faults")
        self.errors = errors

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)
