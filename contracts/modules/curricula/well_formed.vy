# pragma version 0.4.3
"""
@title well_formed
@license AGPL-3.0-only
@notice What a curriculum record must be before it can take effect: every rule can be met, ends, and
        uses what it names; every text can be shown.
@dev Checked on chain, so that no vote, however hasty, adopts a pathway that nobody can finish. Such
     faults are common in really published pathways.
"""

from ..pathways import gates
from ..shared import bits
from ..shared import ids
from . import curriculum_record
from . import documents
from . import versions

uses: versions

MAX_RANK: constant(uint256) = 15
MAX_VALIDITY: constant(uint256) = 65_534  # days
KNOWN_OMISSIONS: constant(uint256) = 3
ONES: constant(uint256) = max_value(uint256) // 255  # 0x0101...
HIGHS: constant(uint256) = ONES * 128  # 0x8080...


@internal
@view
def _check(kept: address, header: curriculum_record.Header):
    latest_version: uint256 = 0
    if header.curriculum != 0:
        latest_version = versions._latest(header.curriculum)
        assert latest_version != 0, "curricula: there is no such curriculum"
    self._check_header(kept, header, latest_version)
    ranked: uint256[16] = empty(uint256[16])
    last_index: uint256 = 0
    ranked, last_index = self._known_classes(header)
    known: uint256 = self._union(ranked, MAX_RANK + 1)
    ranked = self._with_new_classes(ranked, last_index, kept, header)
    self._check_rules(kept, header, ranked, known)
    self._check_issuers(kept, header)
    self._check_text(kept, header)


@internal
@view
def _check_header(kept: address, header: curriculum_record.Header, latest_version: uint256):
    assert header.format == curriculum_record.FORMAT, "curricula: this is not a curriculum record"
    assert header.rest == 0, "curricula: the head of the record holds something that means nothing"
    assert (
        header.version <= versions.MOST
    ), "curricula: a curriculum can have no more than 127 versions"
    assert (
        header.version == latest_version + 1
    ), "curricula: the record is for another version of the curriculum"
    assert (
        header.classes <= curriculum_record.MAX_CLASSES
    ), "curricula: a curriculum can have no more than 240 badges"
    assert (
        header.rules <= curriculum_record.MAX_RULES
    ), "curricula: a record can have no more than 32 rules"
    assert (
        header.foreign <= gates.MAX_FOREIGN
    ), "curricula: a record can name no more than 64 badges of other curricula"
    assert (
        header.issuers <= curriculum_record.MAX_ISSUERS
    ), "curricula: a record can name no more than 32 issuers"
    assert (
        header.gates <= curriculum_record.MAX_GATES
    ), "curricula: the rules of a record can have no more than 120 steps in all"
    assert (
        header.omitted <= KNOWN_OMISSIONS
    ), "curricula: the head of the record holds something that means nothing"
    assert (
        header.key_bytes > 0 and header.key_bytes <= 32
    ), "curricula: the curriculum's key must have 1 to 32 bytes"
    assert (
        header.title_bytes > 0 and header.title_bytes <= documents.MAX_TEXT
    ), "curricula: the curriculum's title must have 1 to 96 bytes"
    assert header.text_bytes & 31 == 0, "curricula: the record's length is not what its header says"
    size: uint256 = curriculum_record._text_at(header) + header.text_bytes
    assert (
        documents._size(kept) == size
    ), "curricula: the record's length is not what its header says"


@internal
@view
def _known_classes(header: curriculum_record.Header) -> (uint256[16], uint256):
    """
    @return For each rank the mask of the curriculum's classes that have it already; and the highest
            class index among them.
    """
    ranked: uint256[16] = empty(uint256[16])
    index: uint256 = 0
    for version: uint256 in range(1, header.version, bound=versions.MOST):
        kept: address = versions._record(versions._word(header.curriculum, version))
        classes: uint256 = curriculum_record._header(kept).classes
        for i: uint256 in range(classes, bound=curriculum_record.MAX_CLASSES):
            index = ids._next_index(index)
            rank: uint256 = curriculum_record._rank_of(curriculum_record._class(kept, i))
            ranked[rank] |= 1 << index
    return ranked, index


@internal
@view
def _with_new_classes(
    ranked: uint256[16], last_index: uint256, kept: address, header: curriculum_record.Header
) -> uint256[16]:
    masks: uint256[16] = ranked
    index: uint256 = last_index
    at: uint256 = curriculum_record._text_at(header) + header.key_bytes + header.title_bytes
    for i: uint256 in range(header.classes, bound=curriculum_record.MAX_CLASSES):
        definition: uint256 = curriculum_record._class(kept, i)
        at = self._check_class(definition, header, at)
        index = ids._next_index(index)
        assert index < 256, "curricula: a curriculum can have no more than 240 badges"
        masks[curriculum_record._rank_of(definition)] |= 1 << index
    assert index != 0, "curricula: a curriculum needs a badge"
    self._check_padding(kept, header, at)
    return masks


@internal
@pure
def _check_class(
    definition: uint256, header: curriculum_record.Header, expected_at: uint256
) -> uint256:
    """
    @notice Texts follow one another without a gap, so that each curriculum has one record only and
            nothing in it goes unseen.
    @return Where the text of the next class must be.
    """
    rank: uint256 = curriculum_record._rank_of(definition)
    version: uint256 = curriculum_record._version_of(definition)
    key_bytes: uint256 = curriculum_record._key_bytes_of(definition)
    name_bytes: uint256 = curriculum_record._name_bytes_of(definition)
    at: uint256 = curriculum_record._text_offset_of(definition)
    assert rank <= MAX_RANK, "curricula: composites can be stacked no more than 15 high"
    assert (
        version == header.version
    ), "curricula: a badge is not marked with the version that adds it"
    assert key_bytes > 0 and key_bytes <= 32, "curricula: a badge's key must have 1 to 32 bytes"
    assert (
        name_bytes > 0 and name_bytes <= documents.MAX_TEXT
    ), "curricula: a badge's name must have 1 to 96 bytes"
    assert at == expected_at, "curricula: the texts do not follow one another"
    assert (
        curriculum_record._validity_of(definition) <= MAX_VALIDITY
    ), "curricula: a badge can be valid for no more than 65,534 days"
    assert curriculum_record._says_known_words(
        definition
    ), "curricula: a badge has a type or another word that means nothing"
    return at + key_bytes + name_bytes


@internal
@view
def _check_padding(kept: address, header: curriculum_record.Header, used_to: uint256):
    """
    @notice Behind the last text come spaces, as few as fill the word.
    """
    end: uint256 = curriculum_record._text_at(header) + header.text_bytes
    assert used_to <= end, "curricula: a text ends outside the record"
    padding: uint256 = end - used_to
    assert padding < 32, "curricula: the texts do not follow one another"
    mask: uint256 = (1 << (8 * padding)) - 1
    found: uint256 = documents._word(kept, end - 32) & mask
    assert found == (ONES * 32) & mask, "curricula: the texts do not follow one another"


@internal
@view
def _check_rules(
    kept: address,
    header: curriculum_record.Header,
    ranked: uint256[16],
    known: uint256,
):
    foreign_ranked: uint256[16] = self._foreign_classes(kept, header)
    next_gate: uint256 = 0
    ruled: uint256 = 0
    used: uint256 = 0
    used_foreign: uint256 = 0
    for i: uint256 in range(header.rules, bound=curriculum_record.MAX_RULES):
        rule: uint256 = curriculum_record._rule(kept, header, i)
        target: uint256 = 1 << (rule & 255)
        count: uint256 = (rule >> 16) & 255
        assert rule >> 24 == 0, "curricula: a rule holds something that means nothing"
        assert (
            rule >> 8
        ) & 255 == next_gate, "curricula: the steps of the rules do not follow one another"
        assert count > 0 and count <= gates.MAX_GATES, "curricula: a rule must have 1 to 64 steps"
        assert ruled & target == 0, "curricula: a composite has two rules"
        rank: uint256 = self._rank(ranked, target)
        assert (
            rank > 0 and rank <= MAX_RANK
        ), "curricula: a rule is for a badge that is not a composite"

        at: uint256 = curriculum_record._gates_at(header) + next_gate * gates.GATE_BYTES
        badges: uint256 = 0
        foreign: uint256 = 0
        badges, foreign = self._check_gates(
            kept, at, count, self._union(ranked, rank), self._union(foreign_ranked, rank)
        )
        highest: uint256 = (badges & ranked[rank - 1]) | (foreign & foreign_ranked[rank - 1])
        assert (
            highest != 0 or known & target != 0
        ), "curricula: a new composite must rank just above the highest badge that its rule names"
        used |= badges
        used_foreign |= foreign
        ruled |= target
        next_gate += count

    assert next_gate == header.gates, "curricula: a step belongs to no rule"
    assert (
        used_foreign == (1 << header.foreign) - 1
    ), "curricula: a badge of another curriculum is named and not used"
    # Whoever enrols in this version must be able to earn every composite that it adds or asks for.
    composites: uint256 = self._union(ranked, MAX_RANK + 1) & ~ranked[0] & (~known | used)
    assert composites & ~ruled == 0, "curricula: a composite has no rule"


@internal
@view
def _foreign_classes(kept: address, header: curriculum_record.Header) -> uint256[16]:
    """
    @return For each rank the mask of the record's foreign classes that have it.
    """
    ranked: uint256[16] = empty(uint256[16])
    before: uint256 = 0
    for i: uint256 in range(header.foreign, bound=gates.MAX_FOREIGN):
        class_id: uint256 = curriculum_record._foreign(kept, header, i)
        assert class_id > before, "curricula: the badges of other curricula are not in rising order"
        assert (
            class_id >> 8 != header.curriculum
        ), "curricula: a badge of this curriculum is named as another's"
        assert class_id < 2**24, "curricula: a badge of another curriculum does not exist"
        definition: uint256 = versions._definition(class_id)
        assert definition != 0, "curricula: a badge of another curriculum does not exist"
        ranked[curriculum_record._rank_of(definition)] |= 1 << i
        before = class_id
    return ranked


@internal
@view
def _check_gates(
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
    greatest: uint256 = 0
    for j: uint256 in range(count, bound=gates.MAX_GATES):
        badges: uint256 = 0
        terms: uint256 = 0
        badges, terms = documents._words(kept, start + j * gates.GATE_BYTES)
        earlier: uint256 = terms & gates.MASK
        foreign: uint256 = (terms >> gates.FOREIGN_AT) & gates.MASK
        carries: bool = gates._is_carry(terms)
        assert (
            terms >> gates.OP_AT <= gates.CARRY
        ), "curricula: a step of a rule holds something that means nothing"
        assert (
            badges & ~lower == 0
        ), "curricula: a rule names a badge that does not exist or ranks no lower than its composite"
        assert (
            foreign & ~lower_foreign == 0
        ), "curricula: a rule names a badge that does not exist or ranks no lower than its composite"
        assert earlier >> j == 0, "curricula: a step of a rule counts itself or a later one"
        assert (
            earlier & only_carried == 0
        ), "curricula: a step of a rule counts one that can never be met"
        if carries:
            assert j > 0, "curricula: the first step of a rule has no sum to go on with"
            used |= 1 << (j - 1)
        else:
            assert (only_carried << 1) >> j & 1 == 0, "curricula: a step of a rule can never be met"

        greatest = gates._count(badges, terms, badges, foreign, earlier, greatest)
        threshold: uint256 = gates._threshold(terms)
        assert threshold > 0, "curricula: a step of a rule asks for nothing"
        if threshold == gates.NO_THRESHOLD:
            assert greatest < threshold, "curricula: a sum of credits is too great"
            only_carried |= 1 << j
        else:
            assert threshold <= greatest, "curricula: a step of a rule asks for more than there is"
        used |= earlier
        used_badges |= badges
        used_foreign |= foreign

    assert only_carried >> (count - 1) == 0, "curricula: a step of a rule can never be met"
    assert used == (1 << (count - 1)) - 1, "curricula: a step of a rule is used by no later one"
    return used_badges, used_foreign


@internal
@view
def _check_issuers(kept: address, header: curriculum_record.Header):
    before: uint256 = 0
    for i: uint256 in range(header.issuers, bound=curriculum_record.MAX_ISSUERS):
        issuer: uint256 = curriculum_record._issuer(kept, header, i)
        account: uint256 = issuer & convert(max_value(uint160), uint256)
        until: uint256 = issuer >> 160
        assert until < 2**40, "curricula: an issuer's entry holds something that means nothing"
        assert (
            account > before
        ), "curricula: the issuers are not in rising order of address, from one on"
        assert (
            until == 0 or until > block.timestamp
        ), "curricula: an issuer's accreditation would already be over"
        before = account


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
        ), "curricula: a text has a control character, a quote, a backslash, < or >"


@internal
@pure
def _is_plain(word: uint256) -> bool:
    """
    @dev All 32 bytes at once: a byte below n borrows into its top bit (Bit Twiddling Hacks,
         "determine if a word has a byte less than n"); a byte equal to c is one below 1 after xor.
         Spelt out, as calls would cost twice as much.
    """
    quote: uint256 = word ^ (ONES * 34)
    backslash: uint256 = word ^ (ONES * 92)
    bracket: uint256 = (word ^ (ONES * 60)) & ~(ONES * 2)  # < and > differ in that bit alone
    delete: uint256 = word ^ (ONES * 127)
    found: uint256 = unsafe_sub(word, ONES * 32) & ~word
    found |= unsafe_sub(quote, ONES) & ~quote
    found |= unsafe_sub(backslash, ONES) & ~backslash
    found |= unsafe_sub(bracket, ONES) & ~bracket
    found |= unsafe_sub(delete, ONES) & ~delete
    return found & HIGHS == 0


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
