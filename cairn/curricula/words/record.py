"""A record as a person says it: what a badge is called, and what the whole rests on."""

from collections.abc import Iterator

from cairn.curricula.record import CURRENCY, ORDER, UNSET, BadgeClass, Record
from cairn.say.text import plain
from cairn.say.times import DAY, date_of


def called(badge: BadgeClass) -> str:
    """Return a badge's name and key."""
    name, key = plain(badge.name), plain(badge.key)
    return name if key == name else f"{name} ({key})"


def described(badge: BadgeClass) -> str:
    """Return what a badge is called, and how long it is valid unless that is for ever."""
    validity = f", valid for {badge.valid_days} days" if badge.valid_days else ""
    return called(badge) + validity


def papers(record: Record) -> Iterator[str]:
    """Say what document a record rests on, when it is to be reviewed, and what nobody enforces."""
    if record.document != UNSET:
        yield f"The document it rests on has the SHA-256 {record.document.hex()}."
    if record.review_day:
        yield f"It is to be reviewed by {date_of(record.review_day * DAY)}."
    omitted = [
        word for bit, word in ((ORDER, "order"), (CURRENCY, "currency")) if record.omitted & bit
    ]
    if omitted:
        yield f"Its rules of {' and '.join(omitted)} are NOT enforced."
