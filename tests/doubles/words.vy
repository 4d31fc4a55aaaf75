# pragma version 0.4.3
"""
@title words
@license AGPL-3.0-only
@notice What the credential token reads in whole words at once, for a test to compare with plain
        counting.
"""

from contracts.modules.shared import bits
from contracts.modules.credentials import lanes

MAX: constant(uint256) = 1_024


@external
@pure
def counts(words: DynArray[uint256, MAX]) -> DynArray[uint256, MAX]:
    found: DynArray[uint256, MAX] = []
    for word: uint256 in words:
        found.append(bits._count(word))
    return found


@external
@pure
def held(sheets: DynArray[uint256, MAX]) -> DynArray[uint256, MAX]:
    found: DynArray[uint256, MAX] = []
    for sheet: uint256 in sheets:
        found.append(lanes._held(sheet))
    return found


@external
@pure
def fallen(sheets: DynArray[uint256, MAX]) -> DynArray[uint256, MAX]:
    found: DynArray[uint256, MAX] = []
    for sheet: uint256 in sheets:
        found.append(lanes._fallen(sheet))
    return found


@external
@pure
def filled(sheets: DynArray[uint256, MAX]) -> DynArray[uint256, MAX]:
    found: DynArray[uint256, MAX] = []
    for sheet: uint256 in sheets:
        found.append(lanes._filled(sheet))
    return found


@external
@pure
def contains(sheets: DynArray[uint256, MAX], content: uint256) -> DynArray[bool, MAX]:
    found: DynArray[bool, MAX] = []
    for sheet: uint256 in sheets:
        found.append(lanes._contains(sheet, content))
    return found


@external
@pure
def replaced(sheet: uint256, lane: uint256, content: uint256) -> uint256:
    return lanes._set(sheet, lane, content)
