"""Checking a curriculum file: everything wrong with it, and whether it may be proposed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from cairn.curricula.compiler import DryRun, changes
from cairn.curricula.faults import semantic_faults
from cairn.curricula.file import Curriculum, Folder, read
from cairn.say.errors import CairnError, Fault


def check(file: str | Path, today: date | None = None) -> tuple[Curriculum | None, list[Fault]]:
    """Return the curriculum, None if its form is broken, and everything wrong with it.

    Raises `CairnError` if the file cannot be read at all.
    """
    curriculum, faults = read(file)
    return curriculum, faults if curriculum is None else faults_of(curriculum, today)


def load_sound(file: str | Path, today: date | None = None) -> Curriculum:
    """Read a curriculum that may be proposed, or raise `CairnError` with what first forbids it."""
    curriculum, faults = check(file, today)
    stopping = [fault for fault in faults if fault.stops]
    if curriculum is None or stopping:
        raise CairnError(str(stopping[0]))

    return curriculum


def faults_of(curriculum: Curriculum, today: date | None = None) -> list[Fault]:
    """Return all that is wrong with a curriculum, by line."""
    folder = Folder(curriculum)
    faults = semantic_faults(curriculum, folder, today or datetime.now(tz=UTC).date())
    if not any(fault.stops for fault in faults):
        faults += _as_written_down(curriculum, DryRun(folder))

    return sorted(faults, key=lambda fault: fault.line or 0)


def _as_written_down(curriculum: Curriculum, dry_run: DryRun) -> Iterator[Fault]:
    """What shows only in the record: limits, and what differs from the version before."""
    try:
        known = dry_run.known(curriculum)
        changed = [
            curriculum.fault(place, *change)
            for place, badge in curriculum.own()
            if badge.key in known and (change := changes(badge, known[badge.key].badge))
        ]
        yield from changed
        if not changed:
            dry_run.record(curriculum)
    except CairnError as error:
        yield error.fault or curriculum.fault((), str(error))
