"""Days, minutes and spans of time in the words of a person, in UTC."""

from datetime import UTC, datetime

DAY = 86_400


def date_of(timestamp: int) -> str:
    """Return a UTC day."""
    return datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d")


def moment_of(timestamp: int) -> str:
    """Return a UTC minute."""
    return datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d %H:%M UTC")


def span_of(seconds: int) -> str:
    """Return a length of time in the words of a person, as "2 days 3 hours"."""
    days, rest = divmod(max(seconds, 0), DAY)
    hours, minutes = rest // 3_600, rest % 3_600 // 60
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    said = [f"{count} {word}{'s' if count > 1 else ''}" for count, word in parts if count]
    return " ".join(said[:2]) or "less than a minute"
