"""A curriculum file: what an educator writes, as typed parts with the line of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, PrivateAttr, model_validator

from cairn.curricula.file.fields import (
    Account,
    Component,
    CurriculumKey,
    Day,
    Flag,
    Key,
    Sha256,
    Shown,
    Tenths,
    one_of,
    whole,
    wrong,
)
from cairn.curricula.file.rule import Fields, Group
from cairn.curricula.file.tree import Lines, Place, line_of
from cairn.curricula.file.vocabulary import (
    ASSESSMENT,
    COMPARATORS,
    IDENTITY,
    MEASURES,
    PARTICIPATION,
    SUPERVISION,
    TYPES,
)
from cairn.say.errors import Fault


class Badge(Fields):
    """A kind of badge that accredited issuers award."""

    key: Key
    name: Shown
    type: Annotated[str, one_of(TYPES)] | None = None
    tenths: Tenths = Field(0, alias="credits")
    valid_days: Annotated[int, whole(0xFFFE)] = 0
    level: Annotated[int, whole(255)] = 0
    participation: Annotated[str, one_of(PARTICIPATION)] | None = None
    assessment: Annotated[str, one_of(ASSESSMENT)] | None = None
    supervision: Annotated[str, one_of(SUPERVISION)] | None = None
    identity: Annotated[str, one_of(IDENTITY)] | None = None
    alone: Flag = False  # it is meant to count in no rule of this file


class Composite(Badge):
    """A credential that is earned by holding others, by its rule alone."""

    requires: Group


class Accredited(Fields):
    """Who may award the badges of this curriculum, and until the end of which day."""

    name: Shown
    account: Account
    until: Day | None = None

    @property
    def is_written_out(self) -> bool:
        """Is the account meant as an address, rather than as a role of the address book?"""
        return self.account.lower().startswith("0x")


class Document(Fields):
    """Where the programme was published, and the hash of what was published."""

    url: str | None = None
    sha256: Sha256 | None = None
    file: str | None = None


class Constraint(Fields):
    """A condition of the source that no rule here says, in the source's own terms."""

    where: str
    sum: Annotated[str, one_of(MEASURES)] | None = None
    mean: Annotated[str, one_of(MEASURES)] | None = None
    each: Annotated[str, one_of(MEASURES)] | None = None
    comparator: Annotated[str, one_of(COMPARATORS)]
    value: str
    level: Annotated[int, whole(255)] = 0
    in_courses: str = ""  # "7 of 8"
    first_sitting: Flag = False

    @model_validator(mode="after")
    def _measures_one_thing(self):
        if sum(bool(kind) for kind in (self.sum, self.mean, self.each)) != 1:
            raise wrong("a constraint measures one thing", "give it one of sum, mean or each")
        return self


class Curriculum(Fields):
    """One curriculum file."""

    key: CurriculumKey = Field(alias="curriculum")
    title: Shown
    follows: CurriculumKey | None = None
    document: Document = Document()
    review_by: Day | None = None
    source: str = ""
    issuers: list[Accredited] = Field([])
    badges: list[Badge] = Field([])
    composites: list[Composite] = Field([])
    order: list[Annotated[list[Component], Field(min_length=2, max_length=2)]] = Field([])
    current: list[Component] = Field([])
    published_constraints: list[Constraint] = Field([])

    _file: str = PrivateAttr("")
    _lines: Lines = PrivateAttr(default_factory=dict)

    def at(self, file: str, lines: Lines) -> Curriculum:
        """Keep where each part was read, so that a fault can name it."""
        self._file, self._lines = file, lines
        return self

    @property
    def file(self) -> str:
        """The path as the person gave it."""
        return self._file

    def own(self) -> Iterator[tuple[Place, Badge]]:
        """Yield the badges and then the composites, in the order of the numbers they get."""
        yield from ((("badges", at), badge) for at, badge in enumerate(self.badges))
        yield from ((("composites", at), badge) for at, badge in enumerate(self.composites))

    def rules(self) -> Iterator[tuple[Place, Composite]]:
        """Yield each composite with the place of its rule."""
        for at, composite in enumerate(self.composites):
            yield ("composites", at, "requires"), composite

    def composite(self, key: str) -> Composite:
        """Return a composite by key."""
        return next(composite for composite in self.composites if composite.key == key)

    def line(self, place: Place) -> int | None:
        return line_of(self._lines, place)

    def fault(self, place: Place, message: str, remedy: str = "", stops: bool = True) -> Fault:
        """Return a fault of the thing at this place, with its line."""
        return Fault(self._file, self.line(place), message, remedy, stops)
