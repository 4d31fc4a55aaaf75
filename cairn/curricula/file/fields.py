"""What may stand in a field of a curriculum file: its texts, keys, numbers and days.

Everything in the file arrives as text. Each check refuses with what is wrong and the remedy.
"""

import re
import unicodedata
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from cairn.say.text import MAX_KEY, MAX_TEXT, byte_fault, invisible_marks, key_fault

KEY_REMEDIES = {
    "is no key": f"use 1 to {MAX_KEY} letters, digits, . _ + - and single spaces",
    "is a number": "give it a letter or a sign, for a number alone stands for what has it on chain",
}
ROLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def wrong(what: str, remedy: str) -> PydanticCustomError:
    """Make the refusal of one value: what is wrong with it, and what to do."""
    return PydanticCustomError("wrong", "{what}: {remedy}", {"what": what, "remedy": remedy})


def _shown_text(text: str) -> str:
    """Check a name or title: it must look like what it is, byte for byte."""
    text = unicodedata.normalize("NFC", text.strip())
    if marks := invisible_marks(text):
        raise wrong(f"holds the invisible mark U+{ord(marks[0]):04X}", "delete it or type it anew")
    if fault := byte_fault(text, MAX_TEXT):
        raise wrong(fault, 'use 1 to 96 bytes of text without " \\ < >')

    return text


def _key(text: str) -> str:
    if fault := key_fault(text):
        raise wrong(f"{_cut(text)} {fault}", KEY_REMEDIES[fault])
    return text


def _curriculum_key(text: str) -> str:
    if " " in _key(text):
        raise wrong(f"{_cut(text)} holds a space", "join the words of a curriculum's key with -")
    return text


def _component(text: str) -> str:
    """Check the key of a badge, or `curriculum/badge`."""
    curriculum, slash, badge = text.partition("/")
    if slash:
        return f"{_curriculum_key(curriculum)}/{_key(badge)}"
    return _key(text)


def _account(text: str) -> str:
    if not ROLE.fullmatch(text):
        raise wrong(f"{_cut(text)} is no account", "name a role of the address book, or 0x…")
    return text


def _cut(text: str) -> str:
    """Quote text in a message, not too long."""
    return f'"{text}"' if len(text) <= 40 else f'"{text[:39]}…"'


def whole(most: int) -> BeforeValidator:
    """Accept a whole number from 0 to `most`."""

    def check(text: object) -> int:
        if not isinstance(text, str) or not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > most:
            raise wrong(f"{_cut(str(text))} does not fit", f"write a whole number from 0 to {most}")
        return int(text)

    return BeforeValidator(check)


def _tenths(text: object) -> int:
    """Read credits, which count in steps of a tenth."""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{1,4}(\.[0-9])?", text):
        raise wrong(f"{_cut(str(text))} is no number of credits", "write it like 3 or 7.5")
    whole, _, tenth = text.partition(".")
    if (tenths := int(whole) * 10 + int(tenth or 0)) > 0xFFFF:
        raise wrong(f"{text} credits are too many", "write at most 6553.5")

    return tenths


def _day(text: object) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(text)):
            raise ValueError
        return date.fromisoformat(str(text))
    except ValueError:
        raise wrong(f"{_cut(str(text))} is no day", "write it like 2028-09-01") from None


def _sha256(text: str) -> str:
    if not re.fullmatch(r"(0x)?[0-9a-fA-F]{64}", text):
        raise wrong(f"{_cut(text)} is no SHA-256", "write its 64 hex digits")
    return text.removeprefix("0x").lower()


def one_of(words) -> AfterValidator:
    """Accept one of these words."""

    def check(text: str) -> str:
        if text not in words:
            raise wrong(f"{_cut(text)} is not known here", f"use one of {', '.join(words)}")
        return text

    return AfterValidator(check)


def _flag(text: object) -> bool:
    if text not in ("true", "false"):
        raise wrong(f"{_cut(str(text))} is neither true nor false", "write true or false")
    return text == "true"


Key = Annotated[str, AfterValidator(_key)]
CurriculumKey = Annotated[str, AfterValidator(_curriculum_key)]
Component = Annotated[str, AfterValidator(_component)]
Shown = Annotated[str, AfterValidator(_shown_text)]
Tenths = Annotated[int, BeforeValidator(_tenths)]
Day = Annotated[date, BeforeValidator(_day)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Account = Annotated[str, AfterValidator(_account)]
Sha256 = Annotated[str, AfterValidator(_sha256)]
