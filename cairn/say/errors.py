"""What a person can get wrong, said in one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cairn.say.text import plain


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


def refuse_unreadable(words: Iterable[str]) -> None:
    """Refuse words of a command line that nobody could read back: bytes that are not UTF-8."""
    for word in words:
        if "\0" in word or any("\ud800" <= letter <= "\udfff" for letter in word):
            raise CairnError(
                f'"{plain(word)}" is not UTF-8 text: set the terminal to UTF-8 and type it anew; '
                "if it is a file's name, rename the file"
            )


def why(error: OSError) -> str:
    """Say why a file could not be read or written."""
    return (error.strerror or str(error)).lower()


class CairnError(Exception):
    """Bad input. Its text is one line: the file and row, what is wrong there, and the remedy."""

    @classmethod
    def of(cls, fault: Fault) -> CairnError:
        """Make the error that says this fault, and keeps it."""
        error = cls(str(fault))
        error.fault = fault

        return error

    fault: Fault | None = None  # what it is about, if that is known in parts
