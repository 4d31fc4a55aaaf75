"""What is wrong with a curriculum that is well-formed: a line each, with the remedy.

A fault that stops makes the curriculum mean nothing, or something else than it seems to. The others
are what published programmes really get wrong: they can be adopted as they are, and should be seen.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

from cairn.curricula.classes import changes
from cairn.curricula.compiler import is_written_out
from cairn.curricula.curriculum import Curriculum, read
from cairn.curricula.folder import Folder
from cairn.curricula.published import published_faults
from cairn.curricula.rule_faults import rule_faults, unknown_badge
from cairn.curricula.yamlfile import Place
from cairn.issuing.rosters import checked_wallet
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
    faults = list(
        chain(
            _twice(curriculum),
            rule_faults(curriculum, folder),
            _past(curriculum, today or datetime.now(tz=UTC).date()),
            _issuers(curriculum),
            _order(curriculum, folder),
            published_faults(curriculum),
        )
    )
    if not any(fault.stops for fault in faults):
        faults += [*_unused(curriculum), *_as_written_down(curriculum, folder)]

    return sorted(faults, key=lambda fault: fault.line or 0)


def _twice(curriculum: Curriculum) -> Iterator[Fault]:
    """The same key, name or issuer given twice, letter case aside."""
    keys = [((*place, "key"), badge.key) for place, badge in curriculum.own()]
    names = [((*place, "name"), badge.name) for place, badge in curriculum.own()]
    roles = [(("issuers", at, "account"), i.account) for at, i in enumerate(curriculum.issuers)]
    yield from _repeats(curriculum, "key", keys, "give each badge a key of its own")
    yield from _repeats(curriculum, "name", names, "give each badge a name that tells it apart")
    yield from _repeats(curriculum, "account", roles, "name each issuer once")


def _repeats(
    curriculum: Curriculum, what: str, entries: Iterable[tuple[Place, str]], remedy: str
) -> Iterator[Fault]:
    first: dict[str, Place] = {}
    for place, text in entries:
        before = first.setdefault(text.casefold(), place)
        if before is not place:
            line = curriculum.line(before)
            yield curriculum.fault(place, f'the {what} "{text}" is taken in line {line}', remedy)


def _past(curriculum: Curriculum, today: date) -> Iterator[Fault]:
    if curriculum.review_by and curriculum.review_by < today:
        yield curriculum.fault(
            ("review_by",), f"the review day {curriculum.review_by} is past", "set a day to come"
        )
    for at, issuer in enumerate(curriculum.issuers):
        if issuer.until and issuer.until < today:
            yield curriculum.fault(
                ("issuers", at, "until"),
                f"{issuer.name} would be accredited until {issuer.until}, which is past",
                "set a day to come, or leave it out",
            )


def _issuers(curriculum: Curriculum) -> Iterator[Fault]:
    """Addresses with a wrong checksum; a role is looked up when the curriculum is proposed."""
    for at, issuer in enumerate(curriculum.issuers):
        try:
            if is_written_out(issuer.account):
                checked_wallet(issuer.account, issuer.name)
        except CairnError as error:
            yield curriculum.fault(("issuers", at, "account"), str(error))
    if curriculum.badges and not curriculum.issuers and not curriculum.follows:
        yield curriculum.fault(
            ("badges",),
            "nobody may award these badges",
            "name an issuer under issuers",
            stops=False,
        )


def _order(curriculum: Curriculum, folder: Folder) -> Iterator[Fault]:
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


def _unused(curriculum: Curriculum) -> Iterator[Fault]:
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


def _as_written_down(curriculum: Curriculum, folder: Folder) -> Iterator[Fault]:
    """What shows only in the record: limits, and what differs from the version before."""
    try:
        known = folder.known(curriculum)
        changed = [
            curriculum.fault(place, *change)
            for place, badge in curriculum.own()
            if badge.key in known and (change := changes(badge, known[badge.key].badge))
        ]
        yield from changed
        if not changed:
            folder.record(curriculum)
    except CairnError as error:
        yield error.fault or curriculum.fault((), str(error))
