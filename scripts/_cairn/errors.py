"""What a person can get wrong, said in one line."""

from __future__ import annotations

from dataclasses import dataclass

from scripts._cairn.text import plain


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a file. One that does not stop a proposal is worth a second look."""

    file: str
    line: int | None
    message: str
    remedy: str = ""
    stops: bool = True

    def __str__(self) -> str:
        at = f"{self.file}, line {self.line}" if self.line else self.file
        return ": ".join(filter(None, (at, plain(self.message), plain(self.remedy))))


class CairnError(Exception):
    """Bad input. Its text is one line: the file and row, what is wrong there, and the remedy."""

    @classmethod
    def of(cls, fault: Fault) -> CairnError:
        """Make the error that says this fault, and keeps it."""
        error = cls(str(fault))
        error.fault = fault

        return error

    fault: Fault | None = None  # what it is about, if that is known in parts
