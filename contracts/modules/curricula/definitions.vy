# pragma version 0.4.3
"""
@title definitions
@license AGPL-3.0-only
@notice A badge as its record defines it: one word (docs/curriculum-file.md draws it).
"""

from . import documents
from . import record_head
from . import texts

MAX_RANK: constant(uint256) = 15
MAX_VALIDITY: constant(uint256) = 65_534  # days

# How many words there are for each of a badge's enums, in the order of their fields.
TYPES: constant(uint256) = 18
PARTICIPATION: constant(uint256) = 5
ASSESSMENT: constant(uint256) = 4
SUPERVISION: constant(uint256) = 4
IDENTITY: constant(uint256) = 2


@internal
@view
def _of(kept: address, i: uint256) -> uint256:
    """
    @return The definition of the record's i-th new badge.
    """
    return documents._word(kept, record_head.HEAD_BYTES + (i << 5))


@internal
@pure
def _rank(definition: uint256) -> uint256:
    """
    @notice 0 for a badge; for a composite more than that of anything its rule may name.
    """
    return definition & 255


@internal
@pure
def _validity(definition: uint256) -> uint256:
    """
    @notice In days after the day of the award; 0 is for ever.
    """
    return (definition >> 8) & 65535


@internal
@pure
def _text_offset(definition: uint256) -> uint256:
    """
    @notice Where the badge's key stands in the record that added it, and its name behind.
    """
    return (definition >> 72) & 65535


@internal
@pure
def _key_bytes(definition: uint256) -> uint256:
    return (definition >> 88) & 255


@internal
@pure
def _name_bytes(definition: uint256) -> uint256:
    return (definition >> 96) & 255


@internal
@pure
def _text_bytes(definition: uint256) -> uint256:
    return self._key_bytes(definition) + self._name_bytes(definition)


@internal
@pure
def _version(definition: uint256) -> uint256:
    return definition >> 104


@internal
@pure
def _check(definition: uint256, version: uint256, expected_at: uint256):
    """
    @param expected_at Where the text before the badge's ends.
    """
    assert (
        self._rank(definition) <= MAX_RANK
    ), "curricula: composites can be stacked no more than 15 high"
    assert (
        self._version(definition) == version
    ), "curricula: a badge is not marked with the version that adds it"
    assert texts._is_length(
        self._name_bytes(definition)
    ), "curricula: a badge's name must have 1 to 96 bytes"
    texts._check_place(self._text_offset(definition) == expected_at)
    assert (
        self._validity(definition) <= MAX_VALIDITY
    ), "curricula: a badge can be valid for no more than 65,534 days"
    assert self._says_known_words(
        definition
    ), "curricula: a badge has a type or another word that means nothing"


@internal
@pure
def _says_known_words(definition: uint256) -> bool:
    """
    @notice Whether every enum is one of the words that there are, or 0, unsaid: what educators vote
            on must be what they can be shown.
    """
    return (
        (definition >> 24) & 255 <= TYPES
        and (definition >> 32) & 15 <= PARTICIPATION
        and (definition >> 36) & 15 <= ASSESSMENT
        and (definition >> 40) & 15 <= SUPERVISION
        and (definition >> 44) & 15 <= IDENTITY
    )
