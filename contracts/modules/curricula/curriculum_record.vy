# pragma version 0.4.3
"""
@title curriculum_record
@license AGPL-3.0-only
@notice A curriculum's canonical bytes: where each part stands (docs/curriculum-file.md draws them).
@dev One reader of the layout, for the check before adoption and for every claim after it.
"""

from . import documents

FORMAT: constant(uint256) = 1
HEADER_BYTES: constant(uint256) = 64
MAX_CLASSES: constant(uint256) = 240
MAX_RULES: constant(uint256) = 32
MAX_ISSUERS: constant(uint256) = 32
MAX_GATES: constant(uint256) = 120

# How many words there are for each of a badge's enums, in the order of their fields.
TYPES: constant(uint256) = 18
PARTICIPATION: constant(uint256) = 5
ASSESSMENT: constant(uint256) = 4
SUPERVISION: constant(uint256) = 4
IDENTITY: constant(uint256) = 2


struct Header:
    format: uint256
    curriculum: uint256  # 0 founds a new one
    version: uint256
    classes: uint256  # new ones
    rules: uint256
    gates: uint256
    foreign: uint256
    issuers: uint256
    omitted: uint256  # rules of the file that no gate can say: bit 0 order, bit 1 currency
    review_day: uint256  # days since 1970; 0 if none is planned
    key_bytes: uint256
    title_bytes: uint256
    text_bytes: uint256
    rest: uint256  # must be 0


@internal
@view
def _header(kept: address) -> Header:
    word: uint256 = documents._word(kept, 0)
    return Header(
        format=word & 255,
        curriculum=(word >> 8) & 65535,
        version=(word >> 24) & 255,
        classes=(word >> 32) & 255,
        rules=(word >> 40) & 255,
        gates=(word >> 48) & 255,
        foreign=(word >> 56) & 255,
        issuers=(word >> 64) & 255,
        omitted=(word >> 72) & 255,
        review_day=(word >> 80) & (2**24 - 1),
        key_bytes=(word >> 104) & 255,
        title_bytes=(word >> 112) & 255,
        text_bytes=(word >> 120) & 65535,
        rest=word >> 136,
    )


@internal
@pure
def _rules_at(header: Header) -> uint256:
    return HEADER_BYTES + 32 * header.classes


@internal
@pure
def _gates_at(header: Header) -> uint256:
    return self._rules_at(header) + 32 * header.rules


@internal
@pure
def _foreign_at(header: Header) -> uint256:
    return self._gates_at(header) + 64 * header.gates


@internal
@pure
def _issuers_at(header: Header) -> uint256:
    return self._foreign_at(header) + 32 * header.foreign


@internal
@pure
def _text_at(header: Header) -> uint256:
    return self._issuers_at(header) + 32 * header.issuers


@internal
@view
def _class(kept: address, i: uint256) -> uint256:
    return documents._word(kept, HEADER_BYTES + 32 * i)


@internal
@view
def _rule(kept: address, header: Header, i: uint256) -> uint256:
    return documents._word(kept, self._rules_at(header) + 32 * i)


@internal
@view
def _foreign(kept: address, header: Header, i: uint256) -> uint256:
    return documents._word(kept, self._foreign_at(header) + 32 * i)


@internal
@view
def _issuer(kept: address, header: Header, i: uint256) -> uint256:
    return documents._word(kept, self._issuers_at(header) + 32 * i)


@internal
@pure
def _rank_of(definition: uint256) -> uint256:
    """
    @notice 0 for a badge; for a composite more than that of anything its rule may name.
    """
    return definition & 255


@internal
@pure
def _validity_of(definition: uint256) -> uint256:
    """
    @notice In days after the day of the award; 0 is for ever.
    """
    return (definition >> 8) & 65535


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


@internal
@pure
def _text_offset_of(definition: uint256) -> uint256:
    """
    @notice Where the class's key stands in the record that added it, and its name behind.
    """
    return (definition >> 72) & 65535


@internal
@pure
def _key_bytes_of(definition: uint256) -> uint256:
    return (definition >> 88) & 255


@internal
@pure
def _name_bytes_of(definition: uint256) -> uint256:
    return (definition >> 96) & 255


@internal
@pure
def _version_of(definition: uint256) -> uint256:
    return definition >> 104
