"""Badges that are named and declared nowhere, or declared and counted nowhere."""

from collections.abc import Iterator

from cairn.curricula.file import Curriculum, Folder, Place
from cairn.curricula.file.validation import did_you_mean
from cairn.say.errors import CairnError, Fault


def unknown_badge(
    curriculum: Curriculum, folder: Folder, place: Place, key: str, where: str
) -> Iterator[Fault]:
    """Yield a fault if a rule or list names a badge that is declared nowhere."""
    declared = [badge.key for _, badge in curriculum.own()]
    if "/" in key:
        yield from _unknown_elsewhere(curriculum, folder, place, key)
    elif key not in declared:
        yield curriculum.fault(
            place,
            f'badge "{key}" {where} is not declared',
            f"add it under badges, or correct the key{did_you_mean(key, declared)}",
        )


def _unknown_elsewhere(
    curriculum: Curriculum, folder: Folder, place: Place, key: str
) -> Iterator[Fault]:
    of, badge = key.split("/")
    if of in (curriculum.key, curriculum.follows):
        yield curriculum.fault(
            place, f'"{key}" is of this very curriculum', f'write "{badge}" and declare it here'
        )
        return
    try:
        there = folder.find(of)
    except CairnError as error:
        yield curriculum.fault(
            place, f'"{key}" is in a file with faults', f"mend it first: {error}"
        )
        return
    if there is None:
        return
    declared = [badge.key for _, badge in there.own()]
    if badge not in declared:
        yield curriculum.fault(
            place,
            f'"{key}" is not declared in {there.file}',
            f"correct the key{did_you_mean(badge, declared)}",
        )


def unused_badges(curriculum: Curriculum) -> Iterator[Fault]:
    """Badges that no rule counts, in a file that has rules."""
    used = {key for at, rule in curriculum.rules() for _, key in rule.requires.badges(at)}
    for at, badge in enumerate(curriculum.badges):
        if curriculum.composites and badge.key not in used and not badge.alone:
            yield curriculum.fault(
                ("badges", at),
                f'badge "{badge.key}" counts in no rule',
                "use it, take it out, or say alone: true",
                stops=False,
            )
