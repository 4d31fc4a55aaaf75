# pragma version 0.4.3
"""
@title steps
@license AGPL-3.0-only
@notice The steps of one rule as a record brings them: each can be met, counts only what comes
        before it, and is used.
"""

from ..pathways import gates
from . import documents


@internal
@view
def _check(
    kept: address, start: uint256, count: uint256, lower: uint256, lower_foreign: uint256
) -> (uint256, uint256):
    """
    @param lower The classes of this curriculum that rank below the composite: naming only those
           makes every chain of composites end.
    @return The classes that the rule uses, of this curriculum and foreign ones.
    """
    used: uint256 = 0
    used_badges: uint256 = 0
    used_foreign: uint256 = 0
    only_carried: uint256 = 0
    carried: uint256 = 0
    greatest: uint256 = 0
    for j: uint256 in range(count, bound=gates.MAX_GATES):
        badges: uint256 = 0
        terms: uint256 = 0
        badges, terms = documents._words(kept, start + (j << 6))
        self._check_order(j, terms, only_carried)
        foreign: uint256 = (terms >> gates.FOREIGN_AT) & gates.MASK
        assert (
            (badges & ~lower) | (foreign & ~lower_foreign) == 0
        ), "curricula: a rule names a badge that does not exist or ranks no lower than its composite"
        used_badges |= badges
        used_foreign |= foreign
        used |= terms & gates.MASK
        if gates._is_carry(terms):
            carried |= 1 << (j - 1)
        # of somebody who holds everything
        greatest = gates._count(badges, terms, badges, gates.MASK, gates.MASK, greatest)
        if self._is_only_carried(gates._threshold(terms), greatest):
            only_carried |= 1 << j
    assert only_carried & ~carried == 0, "curricula: a step of a rule can never be met"
    assert (
        used | carried == (1 << (count - 1)) - 1
    ), "curricula: a step of a rule is used by no later one"
    return used_badges, used_foreign


@internal
@pure
def _check_order(j: uint256, terms: uint256, only_carried: uint256):
    op: uint256 = terms >> gates.OP_AT
    earlier: uint256 = terms & gates.MASK
    assert op <= gates.CARRY, "curricula: a step of a rule holds something that means nothing"
    assert earlier >> j == 0, "curricula: a step of a rule counts itself or a later one"
    assert (
        earlier & only_carried == 0
    ), "curricula: a step of a rule counts one that can never be met"
    assert (
        j > 0 or op != gates.CARRY
    ), "curricula: the first step of a rule has no sum to go on with"


@internal
@pure
def _is_only_carried(threshold: uint256, greatest: uint256) -> bool:
    """
    @param greatest The value of the step for somebody who holds everything.
    @return Whether the step is no more than a sum that the next one goes on with.
    """
    assert threshold > 0, "curricula: a step of a rule asks for nothing"
    if threshold == gates.NO_THRESHOLD:
        assert greatest < threshold, "curricula: a sum of credits is too great"
        return True
    assert threshold <= greatest, "curricula: a step of a rule asks for more than there is"
    return False
