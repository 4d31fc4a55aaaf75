# pragma version 0.4.3
"""
@title rule_reader
@license AGPL-3.0-only
@notice Evaluates a rule for many sets of badges at once, without anybody having to earn them.
"""

from contracts.modules.curricula import documents
from contracts.modules.pathways import gates

kept: address


@external
def keep(rule: Bytes[documents.MAX_BYTES]):
    """
    @param rule The words of its gates, as a record has them.
    """
    self.kept = documents._keep(rule)


@external
@view
def read(helds: DynArray[uint256, 64], foreign_held: uint256) -> DynArray[uint256, 4_096]:
    """
    @return What each gate counts for each set, gate by gate and set by set.
    """
    counts: DynArray[uint256, 4_096] = []
    for held: uint256 in helds:
        told: DynArray[uint256, gates.MAX_GATES] = gates._evaluate(
            self.kept, 0, documents._size(self.kept) // gates.GATE_BYTES, held, foreign_held
        )
        for gate: uint256 in told:
            counts.append(gate >> 16)
    return counts


@external
@view
def is_met(held: uint256, foreign_held: uint256) -> bool:
    count: uint256 = documents._size(self.kept) // gates.GATE_BYTES
    told: DynArray[uint256, gates.MAX_GATES] = gates._evaluate(
        self.kept, 0, count, held, foreign_held
    )
    return gates._is_met(told[count - 1])
