# pragma version 0.4.3
"""
@title record_head
@license AGPL-3.0-only
@notice The first word of a curriculum record: how many there are of each part, and so where each
        stands.
@dev One reader of the layout (docs/curriculum-file.md draws it), for the check before adoption and
     for every claim after it.
"""

from ..pathways import gates
from ..shared import calendar
from . import documents
from . import texts

FORMAT: constant(uint256) = 1
HEAD_BYTES: constant(uint256) = 64  # with the hash of the published document
MAX_VERSIONS: constant(uint256) = 127  # what fits into an enrolment
MAX_CLASSES: constant(uint256) = 240
MAX_RULES: constant(uint256) = 32
MAX_ISSUERS: constant(uint256) = 32
MAX_GATES: constant(uint256) = 120
KNOWN_OMISSIONS: constant(uint256) = 3  # of rules that no gate can say: bit 0 order, bit 1 currency


struct Head:
    curriculum: uint256  # 0 founds a new one
    version: uint256
    classes: uint256  # new ones
    rules: uint256
    gates: uint256
    foreign: uint256
    issuers: uint256
    key_bytes: uint256
    title_bytes: uint256
    text_bytes: uint256
    rules_at: uint256  # where the parts begin, in bytes
    gates_at: uint256
    foreign_at: uint256
    issuers_at: uint256
    text_at: uint256


@internal
@view
def _of(kept: address) -> Head:
    word: uint256 = documents._word(kept, 0)
    head: Head = Head(
        curriculum=(word >> 8) & 65535,
        version=(word >> 24) & 255,
        classes=(word >> 32) & 255,
        rules=(word >> 40) & 255,
        gates=(word >> 48) & 255,
        foreign=(word >> 56) & 255,
        issuers=(word >> 64) & 255,
        key_bytes=(word >> 104) & 255,
        title_bytes=(word >> 112) & 255,
        text_bytes=(word >> 120) & 65535,
        rules_at=0,
        gates_at=0,
        foreign_at=0,
        issuers_at=0,
        text_at=0,
    )
    # Nothing wraps: six terms, each below 2**14.
    head.rules_at = unsafe_add(HEAD_BYTES, head.classes << 5)
    head.gates_at = unsafe_add(head.rules_at, head.rules << 5)
    head.foreign_at = unsafe_add(head.gates_at, head.gates << 6)
    head.issuers_at = unsafe_add(head.foreign_at, head.foreign << 5)
    head.text_at = unsafe_add(head.issuers_at, head.issuers << 5)
    return head


@internal
@view
def _classes(kept: address) -> uint256:
    """
    @notice Of a record, how many classes are new, where nothing else is asked.
    """
    return (documents._word(kept, 0) >> 32) & 255


@internal
@view
def _check(kept: address, head: Head, latest_version: uint256, known: uint256):
    """
    @param latest_version The newest version that the curriculum has; 0 if the record founds it.
    @param known How many classes the curriculum has already.
    """
    word: uint256 = documents._word(kept, 0)
    assert word & 255 == FORMAT, "curricula: this is not a curriculum record"
    assert (
        word >> 136 == 0 and (word >> 72) & 255 <= KNOWN_OMISSIONS
    ), "curricula: the head of the record holds something that means nothing"
    assert (
        (word >> 80) & (2**24 - 1) <= calendar.LAST_DAY
    ), "curricula: its review is planned for no day of a calendar"
    assert (
        head.version <= MAX_VERSIONS
    ), "curricula: a curriculum can have no more than 127 versions"
    assert (
        head.version == latest_version + 1
    ), "curricula: the record is for another version of the curriculum"
    self._check_counts(head, known)
    assert texts._is_length(
        head.title_bytes
    ), "curricula: the curriculum's title must have 1 to 96 bytes"
    assert (
        head.text_bytes & 31 == 0 and documents._size(kept) == head.text_at + head.text_bytes
    ), "curricula: the record's length is not what its header says"


@internal
@pure
def _check_counts(head: Head, known: uint256):
    assert (
        known + head.classes <= MAX_CLASSES
    ), "curricula: a curriculum can have no more than 240 badges"
    assert head.rules <= MAX_RULES, "curricula: a record can have no more than 32 rules"
    assert (
        head.foreign <= gates.MAX_FOREIGN
    ), "curricula: a record can name no more than 64 badges of other curricula"
    assert (head.issuers <= MAX_ISSUERS), "curricula: a record can name no more than 32 issuers"
    assert (
        head.gates <= MAX_GATES
    ), "curricula: the rules of a record can have no more than 120 steps in all"
