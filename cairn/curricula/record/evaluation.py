"""What the gates of a rule say of a learner, evaluated as the chain does."""

from collections.abc import Collection
from typing import NamedTuple

from cairn.curricula.record.parts import CARRY, Rule
from cairn.curricula.record.record import Record


class GateValue(NamedTuple):
    """What one gate says of a learner."""

    value: int
    threshold: int
    met: bool


def evaluate(
    record: Record, rule: Rule, held: Collection[int], held_foreign: Collection[int] = ()
) -> list[GateValue]:
    """Evaluate a rule as the chain does; the last outcome is the answer.

    `held` are class indices of this curriculum, `held_foreign` are class ids of others.
    """
    classes = sum(1 << index for index in set(held))
    foreign = sum(
        1 << bit for bit, class_id in enumerate(record.foreign) if class_id in held_foreign
    )
    outcomes: list[GateValue] = []
    met = 0
    for number, gate in enumerate(rule.gates):
        value = 2 * outcomes[-1].value if gate.op == CARRY else 0
        value += (gate.classes & classes).bit_count() + (gate.gates & met).bit_count()
        value += (gate.foreign & foreign).bit_count()
        outcomes.append(GateValue(value, gate.threshold, value >= gate.threshold))
        met |= outcomes[-1].met << number

    return outcomes
