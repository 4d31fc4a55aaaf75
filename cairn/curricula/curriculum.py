"""A curriculum file: what an educator writes, read into typed parts with the line of each.

`load` answers for the form of a file: every field known, every text fit to show. Whether the whole
makes sense is asked in `faults`; what goes on chain is made in `compiler`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PrivateAttr,
    Tag,
    ValidationError,
    model_validator,
)

from cairn.curricula.fields import (
    ASSESSMENT,
    COMPARATORS,
    IDENTITY,
    MEASURES,
    PARTICIPATION,
    SUPERVISION,
    TYPES,
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
from cairn.curricula.shape import shape_faults
from cairn.curricula.yamlfile import Lines, Place, line_of, read_yaml
from cairn.say.errors import CairnError, Fault

Part = Annotated[
    Annotated[Component, Tag("<badge>")] | Annotated["Group", Tag("<group>")],
    Discriminator(lambda value: "<badge>" if isinstance(value, str) else "<group>"),
]
Parts = Annotated[list[Part], Field(min_length=1, max_length=400)]


def _published(value: object) -> object:
    return {"says": value} if isinstance(value, str) else value


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Published(_Entry):
    """What the source says of a group, in its words, and whom it lists, as it lists them."""

    says: str
    lists: list[Component] = []


class Group(_Entry):
    """A part of a rule: all of, any of, at least so many of, or so many credits of its parts."""

    all_of: Parts | None = None
    any_of: Parts | None = None
    at_least: Annotated[int, whole(9_999)] | None = None
    tenths: Tenths | None = Field(None, alias="credits")
    of: Parts | None = None
    name: Shown | None = None
    in_all: Flag = False  # what is required elsewhere is meant to count here too
    published: Annotated[Published, BeforeValidator(_published)] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self):
        kinds = [self.all_of, self.any_of, self.at_least, self.tenths]
        if sum(kind is not None for kind in kinds) != 1:
            raise wrong(
                "a group says one thing", "give it one of all_of, any_of, at_least or credits"
            )
        counted = self.at_least is not None or self.tenths is not None
        if counted != (self.of is not None):
            raise wrong("a group is incomplete", "at_least and credits go with a list called of")
        return self

    @property
    def field(self) -> str:
        """The field that holds the parts."""
        return "all_of" if self.all_of else "any_of" if self.any_of else "of"

    @property
    def parts(self) -> list[str | Group]:
        return getattr(self, self.field)

    @property
    def needed(self) -> int:
        """How many parts must be there; for credits, how many tenths of a credit."""
        if self.tenths is not None:
            return self.tenths
        if self.at_least is not None:
            return self.at_least
        return len(self.parts) if self.all_of else 1

    @property
    def takes_all(self) -> bool:
        return self.tenths is None and self.needed == len(self.parts)

    def is_met(self, held: Collection[str], tenths: Mapping[str, int]) -> bool:
        """Read the rule as it is written, for somebody who holds these badges.

        `tenths` are the tenths of a credit that each badge carries.
        """
        if self.tenths is not None:
            return sum(tenths[key] for key in self.parts if key in held) >= self.tenths
        met = [
            part in held if isinstance(part, str) else part.is_met(held, tenths)
            for part in self.parts
        ]
        return sum(met) >= self.needed

    def walk(self, place: Place) -> Iterator[tuple[Place, Group]]:
        """Yield this group and those within it, each with its place in the file."""
        yield place, self
        for at, part in enumerate(self.parts):
            if isinstance(part, Group):
                yield from part.walk((*place, self.field, at))

    def badges(self, place: Place) -> Iterator[tuple[Place, str]]:
        """Yield each badge that the group names, however deep, with its place."""
        for inner, group in self.walk(place):
            for at, part in enumerate(group.parts):
                if isinstance(part, str):
                    yield (*inner, group.field, at), part


class Badge(_Entry):
    """A kind of badge that accredited issuers award."""

    key: Key
    name: Shown
    type: Annotated[str, one_of(TYPES)] | None = None
    tenths: Tenths = Field(0, alias="credits")
    valid_days: Annotated[int, whole(0xFFFF)] = 0
    level: Annotated[int, whole(255)] = 0
    participation: Annotated[str, one_of(PARTICIPATION)] | None = None
    assessment: Annotated[str, one_of(ASSESSMENT)] | None = None
    supervision: Annotated[str, one_of(SUPERVISION)] | None = None
    identity: Annotated[str, one_of(IDENTITY)] | None = None
    alone: Flag = False  # it is meant to count in no rule of this file


class Composite(Badge):
    """A credential that is earned by holding others, by its rule alone."""

    requires: Group


class Accredited(_Entry):
    """Who may award the badges of this curriculum, and until the end of which day."""

    name: Shown
    account: Account
    until: Day | None = None


class Document(_Entry):
    """Where the programme was published, and the hash of what was published."""

    url: str | None = None
    sha256: Sha256 | None = None
    file: str | None = None


class Constraint(_Entry):
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


class Curriculum(_Entry):
    """One curriculum file."""

    key: CurriculumKey = Field(alias="curriculum")
    title: Shown
    follows: CurriculumKey | None = None
    document: Document = Document()
    review_by: Day | None = None
    source: str = ""
    issuers: list[Accredited] = []
    badges: list[Badge] = []
    composites: list[Composite] = []
    order: list[Annotated[list[Component], Field(min_length=2, max_length=2)]] = []
    current: list[Component] = []
    published_constraints: list[Constraint] = []

    _file: str = PrivateAttr("")
    _lines: Lines = PrivateAttr(default_factory=dict)

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


def load(file: str | Path) -> Curriculum:
    """Read a curriculum file. Raises `CairnError` with its first fault of form."""
    curriculum, faults = read(file)
    if faults:
        raise CairnError(str(faults[0]))

    return curriculum


def read(file: str | Path) -> tuple[Curriculum | None, list[Fault]]:
    """Read a curriculum file, or return None and all its faults of form.

    Raises `CairnError` if it cannot be read at all.
    """
    data, lines = read_yaml(file)
    try:
        curriculum = Curriculum.model_validate(data)
    except ValidationError as error:
        return None, shape_faults(error, str(file), data, lines, _field_names())
    curriculum._file, curriculum._lines = str(file), lines

    return curriculum, []


def _field_names() -> set[str]:
    """Return every field there is, as the file spells it."""
    models = (Curriculum, Document, Accredited, Composite, Group, Published, Constraint)
    return {field.alias or name for model in models for name, field in model.model_fields.items()}
