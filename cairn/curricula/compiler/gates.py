"""A rule in its simplest form becomes a list of gates, each group of it once."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from cairn.curricula.compiler.algebra import Count, Credits
from cairn.curricula.record import CARRIED, CARRY, COUNT, Gate
from cairn.say.errors import CairnError


class Masks(NamedTuple):
    """Where the badges of a rule stand: class indices here, bits among the foreign classes."""

    indices: dict[str, int]
    foreign: dict[str, int]


def gates_of(root: "str | Count", masks: Masks) -> tuple[Gate, ...]:
    """Write a part as gates: each group once, however often it occurs, and the root last."""
    gates: list[Gate] = []
    root = root if isinstance(root, Count) else Count(1, (root,))
    _emit(root, masks, gates, {})

    return tuple(gates)


def _emit(node: Count, masks: Masks, gates: list[Gate], done: dict[Count, int]) -> int:
    """Append what `node` needs and then `node`, unless it is there; return its gate's number."""
    if node not in done:
        earlier = sum(
            1 << _emit(part, masks, gates, done) for part in node.parts if isinstance(part, Count)
        )
        if isinstance(node, Credits):
            gates.extend(_chain(node, masks))
        else:
            gates.append(_gate(node.threshold, node.parts, masks, gates=earlier))
        done[node] = len(gates) - 1

    return done[node]


def _gate(threshold: int, parts: Collection, masks: Masks, gates: int = 0, op: int = COUNT) -> Gate:
    keys = [part for part in parts if isinstance(part, str)]
    if strange := [key for key in keys if key not in masks.indices and key not in masks.foreign]:
        raise CairnError(f'badge "{strange[0]}" is not declared')
    classes = sum(1 << masks.indices[key] for key in keys if key in masks.indices)
    foreign = sum(1 << masks.foreign[key] for key in keys if key in masks.foreign)

    return Gate(threshold, classes, gates, foreign, op)


def _chain(node: Credits, masks: Masks) -> Iterator[Gate]:
    """Sum weights digit by digit, the highest first: each gate doubles what the last one counted.

    Bit 3 of the weights is counted first, then twice that plus the count at bit 2, and so on.
    """
    digits = max(node.weights).bit_length()
    for digit in reversed(range(digits)):
        having = [
            part
            for part, weight in zip(node.parts, node.weights, strict=True)
            if weight >> digit & 1
        ]
        threshold = CARRIED if digit else node.threshold
        yield _gate(threshold, having, masks, op=COUNT if digit == digits - 1 else CARRY)
