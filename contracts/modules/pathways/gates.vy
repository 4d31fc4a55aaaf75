# pragma version 0.4.3
"""
@title gates
@license AGPL-3.0-only
@notice A rule: a short list of threshold gates, evaluated once from first to last.
@dev A gate counts the held badges, the met earlier gates and the held foreign badges among those
     it names, and is met at its threshold; the last gate is the result. All-of, any-of, k-of-n and
     groups within groups are counts. A sum of credits is a chain of counts over the binary digits
     of the credits, highest first: each gate of the chain carries twice its forerunner's value.
     A gate names only earlier gates, so a rule always ends; earning more never loses it.
"""

from ..shared import bits
from ..curricula import documents

MAX_GATES: constant(uint256) = 64  # a rule's
MAX_FOREIGN: constant(uint256) = 64  # a record's
GATE_BYTES: constant(uint256) = 64

# The second word of a gate: earlier gates (64 bits), foreign badges (64), threshold (16), op (8).
FOREIGN_AT: constant(uint256) = 64
THRESHOLD_AT: constant(uint256) = 128
OP_AT: constant(uint256) = 144
MASK: constant(uint256) = 2**64 - 1
CARRY: constant(uint256) = 1
NO_THRESHOLD: constant(uint256) = 65_535  # of a gate that is only carried: out of its reach


@internal
@view
def _evaluate(
    kept: address, start: uint256, gates: uint256, held: uint256, foreign_held: uint256
) -> DynArray[uint256, MAX_GATES]:
    """
    @param kept The record that holds the rule, `start` the offset of its first gate in bytes.
    @param held Bit i is set if the badge with class index i is held.
    @return For each gate its value << 16 | its threshold.
    """
    told: DynArray[uint256, MAX_GATES] = []
    met: uint256 = 0
    count: uint256 = 0
    for i: uint256 in range(gates, bound=MAX_GATES):
        badges: uint256 = 0
        terms: uint256 = 0
        badges, terms = documents._words(kept, start + i * GATE_BYTES)
        count = self._count(badges, terms, held, foreign_held, met, count)
        threshold: uint256 = self._threshold(terms)
        if count >= threshold:
            met |= 1 << i
        told.append((count << 16) | threshold)
    return told


@internal
@pure
def _is_met(told: uint256) -> bool:
    """
    @param told One gate's entry in what `_evaluate` returns.
    """
    return told >> 16 >= told & NO_THRESHOLD


@internal
@pure
def _threshold(terms: uint256) -> uint256:
    return (terms >> THRESHOLD_AT) & NO_THRESHOLD


@internal
@pure
def _count(
    badges: uint256,
    terms: uint256,
    held: uint256,
    foreign_held: uint256,
    met: uint256,
    carried: uint256,
) -> uint256:
    """
    @notice The value of one gate; `carried` is the value of the gate before.
    """
    count: uint256 = bits._count(badges & held)
    earlier: uint256 = terms & met & MASK
    if earlier != 0:
        count += bits._count(earlier)
    foreign: uint256 = (terms >> FOREIGN_AT) & foreign_held & MASK
    if foreign != 0:
        count += bits._count(foreign)
    if self._is_carry(terms):
        count += 2 * carried
    return count


@internal
@pure
def _is_carry(terms: uint256) -> bool:
    return terms >> OP_AT == CARRY
