# pragma version 0.4.3
"""
@title well_formed
@license AGPL-3.0-only
@notice What a curriculum record must be before it can take effect: every rule can be met, ends, and
        uses what it names; every text can be shown.
@dev Checked on chain, so that no vote, however hasty, adopts a pathway that nobody can finish. Such
     faults are common in really published pathways.
"""

from ..interfaces import ICredentialToken
from . import bits
from . import curriculum_record
from . import documents
from . import gates

MAX_RANK: constant(uint256) = 15
KNOWN_OMISSIONS: constant(uint256) = 3
ONES: constant(uint256) = max_value(uint256) // 255  # 0x0101...
HIGHS: constant(uint256) = ONES * 128  # 0x8080...


@internal
@view
def _check(kept: address, credentials: ICredentialToken, latest_version: uint256):
    """
    @param latest_version The curriculum's newest version; 0 for a new curriculum.
    """
    header: curriculum_record.Header = curriculum_record._header(kept)
    self._check_header(kept, header, latest_version)
    ranked: uint256[16] = self._known_classes(header, credentials)
    known: uint256 = self._union(ranked, MAX_RANK + 1)
    ranked = self._with_new_classes(ranked, kept, header, credentials)
    self._check_rules(kept, header, ranked, known, credentials)
    self._check_issuers(kept, header)
    self._check_text(kept, header)


@internal
@view
def _check_header(kept: address, header: curriculum_record.Header, latest_version: uint256):
    assert header.format == curriculum_record.FORMAT, "pathways: this is not a curriculum record"
    assert header.rest == 0, "pathways: the header has bits that mean nothing"
    assert (
        header.version == latest_version + 1
    ), "pathways: the record is for another version of the curriculum"
    assert (
        header.classes <= curriculum_record.MAX_CLASSES
    ), "pathways: a curriculum can have no more than 240 badges"
    assert (
        header.rules <= curriculum_record.MAX_RULES
    ), "pathways: a record can have no more than 32 rules"
    assert (
        header.foreign <= gates.MAX_FOREIGN
    ), "pathways: a record can name no more than 64 badges of other curricula"
    assert (
        header.issuers <= curriculum_record.MAX_ISSUERS
    ), "pathways: a record can name no more than 32 issuers"
    assert header.omitted <= KNOWN_OMISSIONS, "pathways: the header has bits that mean nothing"
    assert (
        header.key_bytes > 0 and header.key_bytes <= 32
    ), "pathways: the curriculum's key must have 1 to 32 bytes"
    assert (
        header.title_bytes > 0 and header.title_bytes <= documents.MAX_TEXT
    ), "pathways: the curriculum's title must have 1 to 96 bytes"
    assert (
        header.key_bytes + header.title_bytes <= header.text_bytes
    ), "pathways: a text ends outside the record"
    assert header.text_bytes & 31 == 0, "pathways: the record's length is not what its header says"
    size: uint256 = curriculum_record._text_at(header) + header.text_bytes
    assert (
        documents._size(kept) == size
    ), "pathways: the record's length is not what its header says"


@internal
@view
def _known_classes(header: curriculum_record.Header, credentials: ICredentialToken) -> uint256[16]:
    """
    @return For each rank the mask of the curriculum's classes that have it already.
    """
    ranked: uint256[16] = empty(uint256[16])
    if header.curriculum == 0:
        return ranked
    curriculum: uint16 = convert(header.curriculum, uint16)
    last: uint256 = staticcall credentials.last_index(curriculum)
    assert last != 0, "pathways: there is no such curriculum"
    for index: uint256 in range(1, last + 1, bound=255):
        class_id: uint24 = convert((header.curriculum << 8) | index, uint24)
        definition: uint256 = staticcall credentials.definition(class_id)
        if definition != 0:
            ranked[definition & 255] |= 1 << index
    return ranked


@internal
@view
def _with_new_classes(
    ranked: uint256[16],
    kept: address,
    header: curriculum_record.Header,
    credentials: ICredentialToken,
) -> uint256[16]:
    masks: uint256[16] = ranked
    index: uint256 = 0
    if header.curriculum != 0:
        index = staticcall credentials.last_index(convert(header.curriculum, uint16))
    for i: uint256 in range(header.classes, bound=240):
        definition: uint256 = curriculum_record._class(kept, i)
        self._check_class(definition, header)
        index = curriculum_record._next_index(index)
        assert index < 256, "pathways: a curriculum can have no more than 240 badges"
        masks[definition & 255] |= 1 << index
    assert index != 0, "pathways: a curriculum needs a badge"
    return masks


@internal
@pure
def _check_class(definition: uint256, header: curriculum_record.Header):
    at: uint256 = (definition >> 72) & 65535
    key_bytes: uint256 = (definition >> 88) & 255
    name_bytes: uint256 = (definition >> 96) & 255
    assert definition & 255 <= MAX_RANK, "pathways: composites can be stacked no more than 15 high"
    assert (
        definition >> 104 == header.version
    ), "pathways: a badge is not marked with the version that adds it"
    assert key_bytes > 0 and key_bytes <= 32, "pathways: a badge's key must have 1 to 32 bytes"
    assert (
        name_bytes > 0 and name_bytes <= documents.MAX_TEXT
    ), "pathways: a badge's name must have 1 to 96 bytes"
    text_at: uint256 = curriculum_record._text_at(header)
    assert at >= text_at, "pathways: a text ends outside the record"
    assert (
        at + key_bytes + name_bytes <= text_at + header.text_bytes
    ), "pathways: a text ends outside the record"


@internal
@view
def _check_rules(
    kept: address,
    header: curriculum_record.Header,
    ranked: uint256[16],
    known: uint256,
    credentials: ICredentialToken,
):
    foreign_ranked: uint256[16] = self._foreign_classes(kept, header, credentials)
    next_gate: uint256 = 0
    ruled: uint256 = 0
    used_foreign: uint256 = 0
    for i: uint256 in range(header.rules, bound=32):
        rule: uint256 = curriculum_record._rule(kept, header, i)
        target: uint256 = 1 << (rule & 255)
        count: uint256 = (rule >> 16) & 255
        assert rule >> 24 == 0, "pathways: a rule has bits that mean nothing"
        assert (
            rule >> 8
        ) & 255 == next_gate, "pathways: the gates of the rules do not follow one another"
        assert count > 0 and count <= gates.MAX_GATES, "pathways: a rule must have 1 to 64 gates"
        assert ruled & target == 0, "pathways: a composite has two rules"
        rank: uint256 = self._rank(ranked, target)
        assert (
            rank > 0 and rank <= MAX_RANK
        ), "pathways: a rule is for a badge that is not a composite"

        at: uint256 = curriculum_record._gates_at(header) + next_gate * gates.GATE_BYTES
        used_foreign |= self._check_gates(
            kept, at, count, self._union(ranked, rank), self._union(foreign_ranked, rank)
        )
        ruled |= target
        next_gate += count

    assert next_gate == header.gates, "pathways: a gate belongs to no rule"
    assert (
        used_foreign == (1 << header.foreign) - 1
    ), "pathways: a badge of another curriculum is named and not used"
    composites: uint256 = self._union(ranked, MAX_RANK + 1) & ~ranked[0] & ~known
    assert composites & ~ruled == 0, "pathways: a composite has no rule"


@internal
@view
def _foreign_classes(
    kept: address, header: curriculum_record.Header, credentials: ICredentialToken
) -> uint256[16]:
    """
    @return For each rank the mask of the record's foreign classes that have it.
    """
    ranked: uint256[16] = empty(uint256[16])
    before: uint256 = 0
    for i: uint256 in range(header.foreign, bound=64):
        class_id: uint256 = curriculum_record._foreign(kept, header, i)
        assert class_id > before, "pathways: the badges of other curricula are not in rising order"
        assert (
            class_id >> 8 != header.curriculum
        ), "pathways: a badge of this curriculum is named as another's"
        assert class_id < 2**24, "pathways: a badge of another curriculum does not exist"
        definition: uint256 = staticcall credentials.definition(convert(class_id, uint24))
        assert definition != 0, "pathways: a badge of another curriculum does not exist"
        ranked[definition & 255] |= 1 << i
        before = class_id
    return ranked


@internal
@view
def _check_gates(
    kept: address, start: uint256, count: uint256, lower: uint256, lower_foreign: uint256
) -> uint256:
    """
    @param lower The classes of this curriculum that rank below the composite: naming only those
           makes every chain of composites end.
    @return The foreign classes that the rule uses.
    """
    used: uint256 = 0
    used_foreign: uint256 = 0
    greatest: uint256 = 0
    only_carried: bool = False
    for j: uint256 in range(count, bound=64):
        badges: uint256 = documents._word(kept, start + j * gates.GATE_BYTES)
        terms: uint256 = documents._word(kept, start + j * gates.GATE_BYTES + 32)
        foreign: uint256 = (terms >> gates.FOREIGN_AT) & gates.MASK
        carries: bool = gates._is_carry(terms)
        assert terms >> gates.OP_AT <= gates.CARRY, "pathways: a gate has bits that mean nothing"
        assert (
            badges & ~lower == 0
        ), "pathways: a rule names a badge that does not exist or ranks no lower than its composite"
        assert (
            foreign & ~lower_foreign == 0
        ), "pathways: a rule names a badge that does not exist or ranks no lower than its composite"
        assert (terms & gates.MASK) >> j == 0, "pathways: a gate counts itself or a later one"
        assert carries or not only_carried, "pathways: a gate can never be met"
        if carries:
            assert j > 0, "pathways: the first gate has nothing to carry"
            used |= 1 << (j - 1)

        greatest = gates._count(badges, terms, badges, foreign, gates.MASK, greatest)
        threshold: uint256 = gates._threshold(terms)
        only_carried = threshold == gates.NO_THRESHOLD
        assert threshold > 0, "pathways: a gate's threshold is zero"
        assert only_carried or threshold <= greatest, "pathways: a gate's threshold is out of reach"
        used |= terms & gates.MASK
        used_foreign |= foreign

    assert not only_carried, "pathways: a gate can never be met"
    assert used == (1 << (count - 1)) - 1, "pathways: a gate is used by no later one"
    return used_foreign


@internal
@view
def _check_issuers(kept: address, header: curriculum_record.Header):
    for i: uint256 in range(header.issuers, bound=32):
        issuer: uint256 = curriculum_record._issuer(kept, header, i)
        assert issuer >> 200 == 0, "pathways: an issuer has bits that mean nothing"


@internal
@view
def _check_text(kept: address, header: curriculum_record.Header):
    """
    @notice Refuse what would break out of a JSON string or of a page.
    """
    at: uint256 = curriculum_record._text_at(header)
    for i: uint256 in range(header.text_bytes >> 5, bound=768):
        word: uint256 = documents._word(kept, at + 32 * i)
        assert self._is_plain(
            word
        ), "pathways: a text has a control character, a quote, a backslash, < or >"


@internal
@pure
def _is_plain(word: uint256) -> bool:
    """
    @dev All 32 bytes at once: a byte below n borrows into its top bit (Bit Twiddling Hacks,
         "determine if a word has a byte less than n"); a byte equal to c is one below 1 after xor.
    """
    found: uint256 = self._below(word, 32)
    found |= self._below(word ^ (ONES * 34), 1)  # quote
    found |= self._below(word ^ (ONES * 92), 1)  # backslash
    found |= self._below(word ^ (ONES * 60), 1)  # <
    found |= self._below(word ^ (ONES * 62), 1)  # >
    found |= self._below(word ^ (ONES * 127), 1)  # DEL
    return found == 0


@internal
@pure
def _below(word: uint256, limit: uint256) -> uint256:
    return unsafe_sub(word, unsafe_mul(ONES, limit)) & ~word & HIGHS


@internal
@pure
def _rank(ranked: uint256[16], target: uint256) -> uint256:
    for rank: uint256 in range(MAX_RANK + 1):
        if ranked[rank] & target != 0:
            return rank
    return MAX_RANK + 1


@internal
@pure
def _union(ranked: uint256[16], limit: uint256) -> uint256:
    """
    @return The classes whose rank is below `limit`.
    """
    union: uint256 = 0
    for rank: uint256 in range(limit, bound=16):
        union |= ranked[rank]
    return union
