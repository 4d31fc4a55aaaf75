# pragma version 0.4.3
"""
@title rules
@license AGPL-3.0-only
@notice The rules that a record brings: each for one composite, by steps of its own; none missing.
"""

from ..pathways import gates
from . import definitions
from . import documents
from . import ranks
from . import record_head
from . import steps


@internal
@view
def _check(
    kept: address,
    head: record_head.Head,
    ranked: uint256[16],
    foreign_ranked: uint256[16],
    known: uint256,
):
    """
    @param ranked For each rank the mask of the curriculum's classes that have it, new ones too.
    @param known The classes that are not new.
    """
    next_step: uint256 = 0
    ruled: uint256 = 0
    used: uint256 = 0
    used_foreign: uint256 = 0
    for i: uint256 in range(head.rules, bound=record_head.MAX_RULES):
        rule: uint256 = documents._word(kept, head.rules_at + (i << 5))
        target: uint256 = 1 << (rule & 255)
        rank: uint256 = self._check_rule(rule, next_step, ranked)
        assert ruled & target == 0, "curricula: a composite has two rules"

        at: uint256 = head.gates_at + (next_step << 6)
        badges: uint256 = 0
        others: uint256 = 0
        badges, others = steps._check(
            kept, at, rule >> 16, ranks._below(ranked, rank), ranks._below(foreign_ranked, rank)
        )
        highest: uint256 = (badges & ranked[rank - 1]) | (others & foreign_ranked[rank - 1])
        assert (
            highest | (known & target) != 0
        ), "curricula: a new composite must rank just above the highest badge that its rule names"
        used |= badges
        used_foreign |= others
        ruled |= target
        next_step += rule >> 16

    assert next_step == head.gates, "curricula: a step belongs to no rule"
    assert (
        used_foreign == (1 << head.foreign) - 1
    ), "curricula: a badge of another curriculum is named and not used"
    self._check_none_missing(ranked, (~known | used) & ~ruled)


@internal
@pure
def _check_none_missing(ranked: uint256[16], needed: uint256):
    """
    @notice Whoever enrols in this version must be able to earn each composite that it adds or asks
            for.
    @param needed Those classes, as far as they have no rule here.
    """
    composites: uint256 = ranks._below(ranked, definitions.MAX_RANK + 1) & ~ranked[0]
    assert composites & needed == 0, "curricula: a composite has no rule"


@internal
@pure
def _check_rule(rule: uint256, next_step: uint256, ranked: uint256[16]) -> uint256:
    """
    @return The rank of the rule's composite.
    """
    steps_in_it: uint256 = (rule >> 16) & 255
    assert rule >> 24 == 0, "curricula: a rule holds something that means nothing"
    assert (
        (rule >> 8) & 255 == next_step
    ), "curricula: the steps of the rules do not follow one another"
    assert (
        steps_in_it > 0 and steps_in_it <= gates.MAX_GATES
    ), "curricula: a rule must have 1 to 64 steps"
    rank: uint256 = ranks._of(ranked, 1 << (rule & 255))
    assert (
        rank > 0 and rank <= definitions.MAX_RANK
    ), "curricula: a rule is for a badge that is not a composite"
    return rank
