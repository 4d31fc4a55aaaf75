"""The rule of a composite as a curriculum file nests it: groups of badges and of groups."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from cairn.curricula.file.fields import Component, Flag, Shown, Tenths, whole, wrong
from cairn.curricula.file.tree import Place

Part = Annotated[
    Annotated[Component, Tag("<badge>")] | Annotated["Group", Tag("<group>")],
    Discriminator(lambda value: "<badge>" if isinstance(value, str) else "<group>"),
]
Parts = Annotated[list[Part], Field(min_length=1, max_length=400)]


def _published(value: object) -> object:
    return {"says": value} if isinstance(value, str) else value


class Fields(BaseModel):
    """A part of a file that has fields: these and no others, and none of them changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Published(Fields):
    """What the source says of a group, in its words, and whom it lists, as it lists them."""

    says: str
    lists: list[Component] = []


class Group(Fields):
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
            badges = [part for part in self.parts if isinstance(part, str)]
            return sum(tenths[key] for key in badges if key in held) >= self.tenths
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
