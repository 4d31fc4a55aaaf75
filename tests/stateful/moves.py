"""What anybody can do, as rules of the machine: each makes its choices and then one call.

Most choices are such that the call can succeed; the others show what is refused, and with which
words. `MOVES` has every move with its weight: how often it comes up in a long run.
"""

from collections.abc import Callable
from typing import NamedTuple


class Move(NamedTuple):
    make: Callable  # makes its choices and the call; tells whether that is what it is there for
    weight: int
    when: Callable  # whether there is anything that it could do


MOVES: dict[str, Move] = {}


def move(weight: int, when: Callable = lambda world: True) -> Callable:
    """Register a move."""

    def register(function: Callable) -> Callable:
        MOVES[function.__name__] = Move(function, weight, when)
        return function

    return register


def make(world, pick, name: str) -> None:
    """Make one move, and note whether it succeeded."""
    world.counts[name] += bool(MOVES[name].make(world, pick))


def any_move(world, pick) -> str:
    """Pick a move by weight among those that there is something to do for."""
    while not MOVES[name := pick.one(_HAT or _fill())].when(world):
        pass
    return name


_HAT: list[str] = []


def _fill() -> list[str]:
    _HAT.extend(name for name, move in MOVES.items() for _ in range(move.weight))
    return _HAT
