"""What is wrong with a curriculum that is well-formed: a line each, with the remedy.

A fault that stops makes the curriculum mean nothing, or something else than it seems to. The others
are what published programmes really get wrong: they can be adopted as they are, and should be seen.
"""

from collections.abc import Iterator
from datetime import date

from cairn.curricula.faults.badges import unknown_badge, unused_badges
from cairn.curricula.faults.circles import circles
from cairn.curricula.faults.constraints import constraint_faults
from cairn.curricula.faults.electives import required_electives
from cairn.curricula.faults.entries import issuer_faults, past_days, taken_twice
from cairn.curricula.faults.groups import group_faults
from cairn.curricula.faults.order import order_faults
from cairn.curricula.faults.published import published_faults
from cairn.curricula.file import Curriculum, Folder
from cairn.say.errors import Fault


def semantic_faults(curriculum: Curriculum, folder: Folder, today: date) -> list[Fault]:
    """Return what is wrong with a curriculum as it stands among the files beside it."""
    faults = [
        *taken_twice(curriculum),
        *_rule_faults(curriculum, folder),
        *circles(curriculum, folder),
        *past_days(curriculum, today),
        *issuer_faults(curriculum),
        *order_faults(curriculum, folder),
        *published_faults(curriculum),
        *constraint_faults(curriculum),
    ]
    if not any(fault.stops for fault in faults):
        faults += unused_badges(curriculum)

    return faults


def _rule_faults(curriculum: Curriculum, folder: Folder) -> Iterator[Fault]:
    """Yield what is wrong with the rule of each composite."""
    for place, composite in curriculum.rules():
        for at, key in composite.requires.badges(place):
            where = f'in the rule of "{composite.key}"'
            yield from unknown_badge(curriculum, folder, at, key, where)
        for at, group in composite.requires.walk(place):
            yield from group_faults(curriculum, at, group)
        yield from required_electives(curriculum, place, composite.requires)
