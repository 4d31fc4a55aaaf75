# pragma version 0.4.3
"""
@title lanes
@license AGPL-3.0-only
@notice A sheet: one word of sixteen 16-bit lanes, a learner's standing in fifteen badge classes.
@dev Lane 0 of a learner's first sheet is the enrolment: the highest class index that it covers (8
     bits), the version (7), whether others may claim one's composites (1, always 0: nobody can yet). A
     later sheet's lane 0 is never used. Every other lane holds 0 (never awarded), a conferral's number
     (held), or a tombstone.
"""

from ..shared import bits

TOMBSTONE: constant(uint256) = 65_535
LANE: constant(uint256) = 65_535  # the bits of one lane

# Fields of an enrolment.
COVERS: constant(uint256) = 2**8 - 1
VERSION_AT: constant(uint256) = 8
VERSION: constant(uint256) = 2**7 - 1

# 0x0001 in every lane, and 0x8000 in every lane.
UNITS: constant(uint256) = max_value(uint256) // 65535
SIGNS: constant(uint256) = UNITS * 32768

# The sum of 2**(15 * j) for j = 1...16: brings bit 16 * i to bit 240 + i.
# Positions 16 * i + 15 * j all differ, so the product never carries.
GATHER: constant(uint256) = (2**255 - 2**15) // 32767


@internal
@pure
def _get(sheet: uint256, lane: uint256) -> uint256:
    return (sheet >> (lane << 4)) & LANE


@internal
@pure
def _set(sheet: uint256, lane: uint256, content: uint256) -> uint256:
    at: uint256 = lane << 4
    return (sheet & ~(LANE << at)) | (content << at)


@internal
@pure
def _version(enrolment: uint256) -> uint256:
    return (enrolment >> VERSION_AT) & VERSION


@internal
@pure
def _held(sheet: uint256) -> uint256:
    """
    @return Sixteen bits: bit i is set if lane i, from 1 on, holds a conferral's number.
    """
    return self._gathered(self._nonzero(sheet) & self._nonzero(~sheet))


@internal
@pure
def _fallen(sheet: uint256) -> uint256:
    """
    @return Sixteen bits: bit i is set if lane i, from 1 on, is a tombstone.
    """
    return self._gathered(~self._nonzero(~sheet) & SIGNS)


@internal
@pure
def _nonzero(sheet: uint256) -> uint256:
    """
    @return The sign bit of every lane that is not zero.
    @dev Adding 0x7fff to a lane's lower 15 bits sets its sign bit if any of them is set and never
         reaches the next lane; the lane's own sign bit is or-ed in.
    """
    return (unsafe_add(sheet & ~SIGNS, ~SIGNS) | sheet) & SIGNS


@internal
@pure
def _gathered(signs: uint256) -> uint256:
    # Lane 0 is no badge: its sign bit is dropped.
    return unsafe_mul((signs >> 31) << 16, GATHER) >> 240


@internal
@pure
def _filled(word: uint256) -> uint256:
    """
    @notice How many of the sixteen lanes, lane 0 among them, are not zero.
    """
    return bits._count(self._nonzero(word))


@internal
@pure
def _contains(word: uint256, content: uint256) -> bool:
    """
    @notice Whether any lane, lane 0 among them, holds exactly `content`.
    """
    return self._nonzero(word ^ unsafe_mul(content, UNITS)) != SIGNS
