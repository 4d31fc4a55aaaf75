"""Badges listed under `order` and `current`: none that is unknown, none before itself."""

from collections.abc import Iterator

from cairn.curricula.faults.badges import unknown_badge
from cairn.curricula.file import Curriculum, Folder
from cairn.say.errors import Fault


def order_faults(curriculum: Curriculum, folder: Folder) -> Iterator[Fault]:
    """Yield what is wrong with the lists that nothing on chain enforces yet."""
    for at, pair in enumerate(curriculum.order):
        for number, key in enumerate(pair):
            yield from unknown_badge(curriculum, folder, ("order", at, number), key, "under order")
        if _leads(curriculum.order, pair[1], pair[0]):
            yield curriculum.fault(
                ("order", at),
                f'"{pair[0]}" must come before "{pair[1]}", and after it',
                "take one of the two out",
            )
    for at, key in enumerate(curriculum.current):
        yield from unknown_badge(curriculum, folder, ("current", at), key, "under current")


def _leads(order: list[list[str]], start: str, end: str) -> bool:
    """Is `end` `start` itself, or something that must come after it?"""
    reached, fresh = set(), {start}
    while fresh:
        reached |= fresh
        fresh = {after for before, after in order if before in fresh} - reached

    return end in reached
