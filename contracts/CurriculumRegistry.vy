# pragma version 0.4.3
"""
@title CurriculumRegistry
@license AGPL-3.0-only
@notice What there is to learn, as educators have decided it: each curriculum and its versions.
@dev A curriculum is one decision, however big. Anyone stages its record, bytes under their hash;
     the DAO votes on the hash; badges, version, rules and issuers come into being at once. A
     version is never changed. All that a record says is read from it; the credential token and the
     pathway registry are told only what awards and claims need.
"""

from .interfaces import ICredentialToken
from .interfaces import ICurriculumRegistry
from .interfaces import IDoor
from .interfaces import IPathwayRegistry
from .modules.curricula import definitions
from .modules.curricula import documents
from .modules.curricula import issuers
from .modules.curricula import ranks
from .modules.curricula import record_head
from .modules.curricula import taken_keys
from .modules.curricula import versions
from .modules.curricula import well_formed
from .modules.shared import ids

implements: ICurriculumRegistry
implements: IDoor

initializes: versions
initializes: ranks[versions := versions]
initializes: taken_keys[versions := versions]
initializes: well_formed[versions := versions, ranks := ranks, taken_keys := taken_keys]

ADOPTED: constant(uint256) = 1 << 160

CREDENTIALS: public(immutable(address))
PATHWAYS: public(immutable(address))

# hash of a staged record -> the contract whose code it is (160 bits), whether it has taken effect (1)
staged: HashMap[bytes32, uint256]


@deploy
def __init__(credentials: address, pathways: address):
    """
    @notice Whoever deploys it has no power: it obeys the owner of the credential token.
    @param credentials The credential token, which is told of badges, versions and issuers.
    @param pathways The pathway registry, which is told of rules.
    """
    assert credentials != empty(address), "curricula: the credential token's address is zero"
    assert pathways != empty(address), "curricula: the pathway registry's address is zero"
    CREDENTIALS = credentials
    PATHWAYS = pathways


@external
def stage(record: Bytes[documents.MAX_BYTES]) -> bytes32:
    """
    @notice Put a curriculum record on chain, for a vote to adopt. Anyone may: it changes nothing.
    @return The record's hash, keccak-256.
    """
    record_hash: bytes32 = keccak256(record)
    assert self.staged[record_hash] == 0, "curricula: this record is staged already"

    kept: address = documents._keep(record)
    self.staged[record_hash] = convert(kept, uint256)
    log ICurriculumRegistry.RecordStaged(record_hash=record_hash, record=kept, by=msg.sender)
    return record_hash


@external
def adopt(record_hash: bytes32) -> uint256:
    """
    @notice Let a staged record take effect: its badges, its version with its rules, its issuers.
    @return The number of the curriculum.
    """
    self._check_owner()
    kept: address = self._kept(record_hash)
    head: record_head.Head = record_head._of(kept)
    last_index: uint256 = self._check_record(record_hash, kept, head)
    return self._adopt(record_hash, kept, head, last_index)


@external
def close_enrolment(curriculum: uint16, version: uint8):
    """
    @notice Take no more enrolments in a version; who is enrolled keeps its rules.
    """
    self._check_owner()
    extcall ICredentialToken(CREDENTIALS).close_version(curriculum, version)


@external
@view
def check(record_hash: bytes32):
    """
    @notice Revert with the reason if the staged record could not take effect now.
    """
    kept: address = self._kept(record_hash)
    self._check_record(record_hash, kept, record_head._of(kept))


@external
@view
def records(record_hash: bytes32) -> address:
    """
    @return The contract whose code, less its first byte, is the record; empty if none is staged.
    """
    return versions._record(self.staged[record_hash])


@external
@view
def is_adopted(record_hash: bytes32) -> bool:
    return self.staged[record_hash] & ADOPTED != 0


@external
@view
def latest_version(curriculum: uint16) -> uint256:
    """
    @return The number of the curriculum's newest version; 0 if there is no such curriculum.
    """
    return versions._latest(convert(curriculum, uint256))


@external
@view
def version_of(curriculum: uint16, version: uint8) -> (address, uint256):
    """
    @return The contract whose code, less its first byte, is the version's record, and when it was
            adopted in Unix seconds; both 0 if there is no such version.
    """
    word: uint256 = versions._word(convert(curriculum, uint256), convert(version, uint256))
    return versions._record(word), versions._adopted_at(word)


@external
@view
def definition(class_id: uint24) -> uint256:
    """
    @return A badge's word in the record that added it (docs/curriculum-file.md draws it); 0 if there
            is no such badge.
    """
    return versions._definition(convert(class_id, uint256))


@external
@view
def label(class_id: uint24) -> ICurriculumRegistry.Label:
    """
    @return A badge's key and name, and its curriculum's title.
    """
    definition: uint256 = versions._definition(convert(class_id, uint256))
    assert definition != 0, "curricula: there is no such badge"
    word: uint256 = versions._word(
        convert(class_id, uint256) >> 8, definitions._version(definition)
    )
    kept: address = versions._record(word)
    head: record_head.Head = record_head._of(kept)
    at: uint256 = definitions._text_offset(definition)
    key_bytes: uint256 = definitions._key_bytes(definition)
    title_at: uint256 = head.text_at + head.key_bytes
    return ICurriculumRegistry.Label(
        key=documents._text(kept, at, key_bytes),
        name=documents._text(kept, at + key_bytes, definitions._name_bytes(definition)),
        title=documents._text(kept, title_at, head.title_bytes),
    )


@internal
@view
def _check_owner():
    owner: address = staticcall ICredentialToken(CREDENTIALS).owner()
    assert msg.sender == owner, "curricula: only the DAO may do this, by a vote"


@internal
@view
def _kept(record_hash: bytes32) -> address:
    kept: address = versions._record(self.staged[record_hash])
    assert kept != empty(address), "curricula: no record with this hash is staged"
    return kept


@internal
@view
def _check_record(record_hash: bytes32, kept: address, head: record_head.Head) -> uint256:
    """
    @return The highest class index that the curriculum has already.
    """
    versions._check_new(self.staged[record_hash] & ADOPTED == 0)
    return well_formed._check(kept, head, record_hash)


@internal
def _adopt(
    record_hash: bytes32, kept: address, head: record_head.Head, known_to: uint256
) -> uint256:
    self.staged[record_hash] |= ADOPTED
    last_index: uint256 = 0
    classes: uint256[16] = empty(uint256[16])
    last_index, classes = self._classes(kept, head, known_to)
    curriculum: uint256 = extcall ICredentialToken(CREDENTIALS).open_version(
        convert(head.curriculum, uint16),
        convert(head.version, uint8),
        convert(last_index, uint8),
        classes,
    )
    versions._keep(curriculum, head.version, kept, last_index)
    taken_keys._take(kept, head, curriculum)
    extcall IPathwayRegistry(PATHWAYS).keep_rules(convert(curriculum, uint16), kept)
    self._accredit(kept, head, curriculum)
    log ICurriculumRegistry.VersionAdopted(
        curriculum=curriculum, version=head.version, record_hash=record_hash
    )
    return curriculum


@internal
@view
def _classes(kept: address, head: record_head.Head, last_index: uint256) -> (uint256, uint256[16]):
    """
    @notice What an award needs to know of the new badges, as the credential token keeps it.
    @return The curriculum's highest class index then, and a word for each sheet.
    """
    words: uint256[16] = empty(uint256[16])
    index: uint256 = last_index
    for i: uint256 in range(head.classes, bound=record_head.MAX_CLASSES):
        definition: uint256 = definitions._of(kept, i)
        index = ids._next_index(index)
        lane: uint256 = ids._lane(index)
        word: uint256 = (definitions._validity(definition) + 1) << (lane << 4)
        if definitions._rank(definition) != 0:
            word |= 1 << lane
        words[index >> 4] |= word
    return index, words


@internal
def _accredit(kept: address, head: record_head.Head, curriculum: uint256):
    for i: uint256 in range(head.issuers, bound=record_head.MAX_ISSUERS):
        issuer: uint256 = 0
        until: uint256 = 0
        issuer, until = issuers._of(kept, head, i)
        extcall ICredentialToken(CREDENTIALS).accredit(
            convert(curriculum, uint16),
            convert(issuer, address),
            until,
        )
