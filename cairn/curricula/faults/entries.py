"""Entries of a curriculum that clash with one another, are past, or name nobody to award."""

from collections.abc import Iterable, Iterator
from datetime import date

from cairn.chain.addresses import checked_wallet
from cairn.curricula.file import Curriculum, Place
from cairn.say.errors import CairnError, Fault


def taken_twice(curriculum: Curriculum) -> Iterator[Fault]:
    """Yield where the same key, name or issuer is given twice, letter case aside."""
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


def past_days(curriculum: Curriculum, today: date) -> Iterator[Fault]:
    """Yield the days that should be to come, and are not."""
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


def issuer_faults(curriculum: Curriculum) -> Iterator[Fault]:
    """Yield wrong addresses, or that there is nobody; a role is looked up by who proposes."""
    for at, issuer in enumerate(curriculum.issuers):
        try:
            if issuer.is_written_out:
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
