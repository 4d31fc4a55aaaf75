"""Text: what the chain refuses in it, what a reader could not see in it, and how it is quoted."""

import re
import unicodedata

MAX_KEY, MAX_TEXT = 64, 96  # bytes of UTF-8, of a key and of a name or title
KEY = re.compile(r"[A-Za-z0-9._+-]+( [A-Za-z0-9._+-]+)*")  # a curriculum's: without the spaces


def byte_fault(text: str, limit: int) -> str | None:
    """Say what the chain refuses in a key, name or title, or None."""
    if not text:
        return "is empty"
    if len(text.encode()) > limit:
        return f"is {len(text.encode())} bytes long: at most {limit}"
    for letter in text:
        if ord(letter) < 32 or letter in '\x7f"\\<>':
            return f"holds the character {named(letter)}"

    return None


def key_fault(text: str) -> str | None:
    """Say what the chain refuses in a key, but for a space in a curriculum's, or None."""
    if not KEY.fullmatch(text) or len(text) > MAX_KEY:
        return "is no key"
    return "is a number" if text.isdigit() else None


def invisible_marks(text: str) -> list[str]:
    """Return the characters a reader cannot see: controls, direction marks, odd spaces, fillers."""
    return [letter for letter in text if _is_invisible(letter)]


def plain(text: str) -> str:
    """Show invisible characters as <U+202E>, so that text off the chain cannot deceive a reader."""
    return "".join(named(letter) if _is_invisible(letter) else letter for letter in text)


def natural(text: str) -> int | None:
    """Return the number that is written in digits; None if it is none, or none that a chain has."""
    number = int(text) if re.fullmatch("[0-9]{1,78}", text) else 1 << 256
    return number if number < 1 << 256 else None


def _is_invisible(letter: str) -> bool:
    if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return True
    if unicodedata.category(letter) == "Zs":
        return letter != " "
    # Fillers and selectors that Unicode counts as letters or marks, yet draw nothing.
    return letter in "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0" or (
        "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    )


def named(letter: str) -> str:
    """Show a character: by its code point unless it can be seen."""
    return letter if letter in '"\\<>' else f"<U+{ord(letter):04X}>"


def shown(text: str) -> str:
    """Quote text as one short line, whatever it holds."""
    return repr(text if len(text) <= 60 else text[:59] + "…")
