"""Amounts of gas that are reckoned side by side."""

from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Self


@dataclass(frozen=True)
class Amounts:
    """Several amounts as one value: a sum, a difference, a share goes field by field."""

    def __add__(self, other: Self) -> Self:
        return type(self)(*map(int.__add__, astuple(self), astuple(other)))

    def __radd__(self, nothing: int) -> Self:
        """Let `sum` begin with its 0."""
        return self if nothing == 0 else NotImplemented

    def __sub__(self, other: Self) -> Self:
        return self + -other

    def __neg__(self) -> Self:
        return self._each(int.__neg__)

    def __floordiv__(self, count: int) -> Self:
        return self._each(lambda amount: amount // count)

    def _each(self, change: Callable[[int], int]) -> Self:
        return type(self)(*map(change, astuple(self)))


@dataclass(frozen=True)
class Cost(Amounts):
    """What an act costs today and what it would cost under Glamsterdam."""

    cancun: int
    glamsterdam: int
    state: int  # how much of the latter is state gas
