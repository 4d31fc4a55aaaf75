# pragma version 0.4.3
"""
@title PathwayRegistry
@license AGPL-3.0-only
@notice How badges stack: the versions of each curriculum, their rules, and the composites that
        learners claim by meeting them.
@dev A curriculum is one decision, however big. Anyone stages its record, bytes under their hash;
     the DAO votes on the hash; classes, version, rules and issuers come into being at once. A
     version is never changed: learners keep the rules that they enrolled under.
"""

from .interfaces import ICredentialToken
from .interfaces import IPathwayRegistry
from .modules.pathways import curriculum_record
from .modules.pathways import documents
from .modules.pathways import gates
from .modules.pathways import well_formed

from snekmate.auth import ownable
from snekmate.auth import ownable_2step

implements: IPathwayRegistry

initializes: ownable
initializes: ownable_2step[ownable := ownable]

# `renounce_ownership` is left out on purpose: without an owner no curriculum could ever be adopted.
exports: (ownable_2step.transfer_ownership, ownable_2step.accept_ownership)

START_AT: constant(uint256) = 160  # the fields of a rule
GATES_AT: constant(uint256) = 176
FOREIGN_START_AT: constant(uint256) = 184
FOREIGN_AT: constant(uint256) = 200

CREDENTIALS: public(immutable(address))

# hash of a staged record -> the contract whose code it is
records: public(HashMap[bytes32, address])
# hash of a record -> whether it has taken effect
is_adopted: public(HashMap[bytes32, bool])
# curriculum -> its newest version
latest_version: public(HashMap[uint256, uint256])
# curriculum << 8 | version -> record (160 bits), adopted at (40, Unix seconds)
versions: HashMap[uint256, uint256]
# class id << 8 | version -> rule: record (160 bits), offset of its first gate (16), gates (8), offset
# of the record's foreign classes (16), how many those are (8)
rules: HashMap[uint256, uint256]


@deploy
def __init__(owner: address, credentials: address):
    """
    @notice The DAO owns the contract from its first block; whoever deploys it has no power at all.
    """
    assert owner != empty(address), "pathways: the owner's address is zero"
    assert credentials != empty(address), "pathways: the credential token's address is zero"

    ownable.__init__()
    ownable_2step.__init__()
    ownable_2step._transfer_ownership(owner)
    CREDENTIALS = credentials


@external
def stage(record: Bytes[documents.MAX_BYTES]) -> bytes32:
    """
    @notice Put a curriculum record on chain, for a vote to adopt. Anyone may: it changes nothing.
    @return The record's hash, keccak-256.
    """
    record_hash: bytes32 = keccak256(record)
    assert self.records[record_hash] == empty(address), "pathways: this record is staged already"

    kept: address = documents._keep(record)
    self.records[record_hash] = kept
    log IPathwayRegistry.RecordStaged(record_hash=record_hash, record=kept, by=msg.sender)
    return record_hash


@external
def adopt(record_hash: bytes32) -> uint256:
    """
    @notice Let a staged record take effect: its badges, its version with its rules, its issuers.
    @return The number of the curriculum.
    """
    self._check_owner()
    kept: address = self._staged(record_hash)
    header: curriculum_record.Header = curriculum_record._header(kept)
    self._check_record(record_hash, kept, header)

    self.is_adopted[record_hash] = True
    curriculum: uint256 = self._open_version(kept, header)
    self.latest_version[curriculum] = header.version
    self.versions[(curriculum << 8) | header.version] = (
        convert(kept, uint256) | (block.timestamp << 160)
    )
    self._keep_rules(kept, header, curriculum)
    self._accredit(kept, header, curriculum)
    log IPathwayRegistry.VersionAdopted(
        curriculum=curriculum, version=header.version, record_hash=record_hash
    )
    return curriculum


@external
def close_enrolment(curriculum: uint16, version: uint8):
    """
    @notice Take no more enrolments in a version; who is enrolled keeps its rules.
    """
    self._check_owner()
    extcall ICredentialToken(CREDENTIALS).close_version(curriculum, version)


@external
def claim(class_id: uint24):
    """
    @notice Claim a composite of one's own, by the rule of the version one is enrolled in.
    """
    version: uint256 = 0
    held: uint256 = 0
    fallen: uint256 = 0
    version, held, fallen = staticcall ICredentialToken(CREDENTIALS).standing(
        self._curriculum(class_id), msg.sender
    )
    assert version != 0, "pathways: enrol in this curriculum first"
    rule: uint256 = self._rule(convert(class_id, uint256), version)
    assert self._is_met(
        rule, held, msg.sender
    ), "pathways: the rule is not met yet; ask for the progress to see what is missing"

    extcall ICredentialToken(CREDENTIALS).award_composite(
        class_id, msg.sender, convert(version, uint8)
    )


@external
@view
def is_earned(class_id: uint24, learner: address) -> bool:
    """
    @notice Whether the learner meets the composite's rule, in the version the learner is enrolled in.
    """
    version: uint256 = 0
    held: uint256 = 0
    fallen: uint256 = 0
    version, held, fallen = staticcall ICredentialToken(CREDENTIALS).standing(
        self._curriculum(class_id), learner
    )
    rule: uint256 = self.rules[(convert(class_id, uint256) << 8) | version]
    return rule != 0 and self._is_met(rule, held, learner)


@external
@view
def explain(
    learner: address, class_id: uint24, version: uint8 = 0
) -> DynArray[IPathwayRegistry.Gate, gates.MAX_GATES]:
    """
    @notice How far a learner has come towards a composite: value and threshold of each gate.
    @param version 0 is the learner's own, or the newest if the learner is not enrolled.
    """
    curriculum: uint16 = self._curriculum(class_id)
    own: uint256 = 0
    held: uint256 = 0
    fallen: uint256 = 0
    own, held, fallen = staticcall ICredentialToken(CREDENTIALS).standing(curriculum, learner)
    if version != 0:
        own = convert(version, uint256)
    if own == 0:
        own = self.latest_version[convert(curriculum, uint256)]
    rule: uint256 = self._rule(convert(class_id, uint256), own)

    told: DynArray[IPathwayRegistry.Gate, gates.MAX_GATES] = []
    evaluated: DynArray[uint256, gates.MAX_GATES] = self._evaluated(rule, held, learner)
    for gate: uint256 in evaluated:
        told.append(
            IPathwayRegistry.Gate(
                value=gate >> 16, threshold=gate & gates.NO_THRESHOLD, met=gates._is_met(gate)
            )
        )
    return told


@external
@view
def first_fallen(class_id: uint24, holder: address, version: uint8, awarded_at: uint256) -> uint256:
    """
    @notice The first component of a composite that has been revoked since it helped to earn it.
    @dev Days are as fine as it gets: what was awarded or revoked on the day of the composite is
         taken to have helped.
    @param awarded_at First second of the day of the composite, Unix seconds: a component of a later
           day did not help, nor one that had been revoked on an earlier day.
    @return Its class id; 0 if there is none.
    """
    rule: uint256 = self.rules[(convert(class_id, uint256) << 8) | convert(version, uint256)]
    if rule == 0:
        return 0
    badges: uint256 = 0
    foreign: uint256 = 0
    badges, foreign = self._named(rule)
    curriculum: uint16 = self._curriculum(class_id)
    badges &= (staticcall ICredentialToken(CREDENTIALS).standing(curriculum, holder))[2]
    for index: uint256 in range(1, 256):
        if badges >> index == 0:
            break
        component: uint256 = (convert(curriculum, uint256) << 8) | index
        if (badges >> index) & 1 == 1 and self._fell(component, holder, awarded_at):
            return component
    for i: uint256 in range(rule >> FOREIGN_AT, bound=64):
        component: uint256 = self._foreign(rule, i)
        if (foreign >> i) & 1 == 1 and self._fell(component, holder, awarded_at):
            return component
    return 0


@external
@view
def check(record_hash: bytes32):
    """
    @notice Revert with the reason if the staged record could not take effect now.
    """
    kept: address = self._staged(record_hash)
    header: curriculum_record.Header = curriculum_record._header(kept)
    self._check_record(record_hash, kept, header)


@external
@view
def version_of(curriculum: uint16, version: uint8) -> (address, uint256):
    """
    @return The contract whose code, less its first byte, is the version's record, and when it was
            adopted in Unix seconds; both 0 if there is no such version.
    """
    word: uint256 = self.versions[(convert(curriculum, uint256) << 8) | convert(version, uint256)]
    return self._address(word), word >> 160


@external
@view
def label(class_id: uint24) -> IPathwayRegistry.Label:
    """
    @return A badge's key and name, and its curriculum's title.
    """
    return self._label(convert(class_id, uint256))


@external
@view
def owner() -> address:
    return ownable.owner


@external
@view
def pending_owner() -> address:
    return ownable_2step.pending_owner


@internal
@view
def _check_owner():
    assert msg.sender == ownable.owner, "pathways: only the DAO may do this, by a vote"


@internal
@view
def _check_record(record_hash: bytes32, kept: address, header: curriculum_record.Header):
    assert not self.is_adopted[record_hash], "pathways: this record is in force already"
    latest: uint256 = self.latest_version[header.curriculum]
    well_formed._check(kept, header, ICredentialToken(CREDENTIALS), latest)


@internal
@view
def _staged(record_hash: bytes32) -> address:
    kept: address = self.records[record_hash]
    assert kept != empty(address), "pathways: no record with this hash is staged"
    return kept


@internal
def _open_version(kept: address, header: curriculum_record.Header) -> uint256:
    definitions: DynArray[uint256, 240] = []
    for i: uint256 in range(header.classes, bound=240):
        definitions.append(curriculum_record._class(kept, i))
    return extcall ICredentialToken(CREDENTIALS).open_version(
        convert(header.curriculum, uint16), convert(header.version, uint8), definitions
    )


@internal
def _keep_rules(kept: address, header: curriculum_record.Header, curriculum: uint256):
    foreign: uint256 = header.foreign << FOREIGN_AT
    foreign |= curriculum_record._foreign_at(header) << FOREIGN_START_AT
    for i: uint256 in range(header.rules, bound=32):
        rule: uint256 = curriculum_record._rule(kept, header, i)
        class_id: uint256 = (curriculum << 8) | (rule & 255)
        at: uint256 = curriculum_record._gates_at(header) + ((rule >> 8) & 255) * gates.GATE_BYTES
        self.rules[(class_id << 8) | header.version] = (
            convert(kept, uint256) | (at << START_AT) | ((rule >> 16) << GATES_AT) | foreign
        )


@internal
def _accredit(kept: address, header: curriculum_record.Header, curriculum: uint256):
    for i: uint256 in range(header.issuers, bound=32):
        issuer: uint256 = curriculum_record._issuer(kept, header, i)
        extcall ICredentialToken(CREDENTIALS).accredit(
            convert(curriculum, uint16), self._address(issuer), issuer >> 160
        )


@internal
@view
def _rule(class_id: uint256, version: uint256) -> uint256:
    rule: uint256 = self.rules[(class_id << 8) | version]
    assert rule != 0, "pathways: this version has no rule for this badge"
    return rule


@internal
@view
def _evaluated(
    rule: uint256, held: uint256, learner: address
) -> DynArray[uint256, gates.MAX_GATES]:
    return gates._evaluate(
        self._address(rule),
        (rule >> START_AT) & 65535,
        (rule >> GATES_AT) & 255,
        held,
        self._foreign_held(rule, learner),
    )


@internal
@view
def _is_met(rule: uint256, held: uint256, learner: address) -> bool:
    told: DynArray[uint256, gates.MAX_GATES] = self._evaluated(rule, held, learner)
    return gates._is_met(told[len(told) - 1])


@internal
@view
def _foreign_held(rule: uint256, learner: address) -> uint256:
    """
    @return Bit i is set if the rule names the record's i-th foreign badge and it is held.
    """
    count: uint256 = rule >> FOREIGN_AT
    if count == 0:
        return 0
    named: uint256 = self._named(rule)[1]
    held: uint256 = 0
    for i: uint256 in range(count, bound=64):
        if (named >> i) & 1 == 0:
            continue
        class_id: uint24 = convert(self._foreign(rule, i), uint24)
        if staticcall ICredentialToken(CREDENTIALS).is_held(class_id, learner):
            held |= 1 << i
    return held


@internal
@view
def _foreign(rule: uint256, i: uint256) -> uint256:
    return documents._word(self._address(rule), ((rule >> FOREIGN_START_AT) & 65535) + 32 * i)


@internal
@view
def _named(rule: uint256) -> (uint256, uint256):
    """
    @return What the rule names anywhere: classes of its curriculum, and foreign ones of its record.
    """
    badges: uint256 = 0
    foreign: uint256 = 0
    kept: address = self._address(rule)
    start: uint256 = (rule >> START_AT) & 65535
    for i: uint256 in range((rule >> GATES_AT) & 255, bound=64):
        own: uint256 = 0
        terms: uint256 = 0
        own, terms = documents._words(kept, start + i * gates.GATE_BYTES)
        badges |= own
        foreign |= terms >> gates.FOREIGN_AT
    return badges, foreign & gates.MASK


@internal
@view
def _fell(class_id: uint256, holder: address, awarded_at: uint256) -> bool:
    earned_at: uint256 = 0
    revoked_at: uint256 = 0
    earned_at, revoked_at = staticcall ICredentialToken(CREDENTIALS).revocation(
        convert(class_id, uint24), holder
    )
    return revoked_at >= awarded_at and revoked_at != 0 and earned_at <= awarded_at


@internal
@view
def _label(class_id: uint256) -> IPathwayRegistry.Label:
    definition: uint256 = staticcall ICredentialToken(CREDENTIALS).definition(
        convert(class_id, uint24)
    )
    assert definition != 0, "pathways: there is no such badge"
    version: uint256 = curriculum_record._version_of(definition)
    kept: address = self._address(self.versions[((class_id >> 8) << 8) | version])
    header: curriculum_record.Header = curriculum_record._header(kept)
    at: uint256 = curriculum_record._text_offset_of(definition)
    key_bytes: uint256 = curriculum_record._key_bytes_of(definition)
    title_at: uint256 = curriculum_record._text_at(header) + header.key_bytes
    return IPathwayRegistry.Label(
        key=documents._text(kept, at, key_bytes),
        name=documents._text(kept, at + key_bytes, curriculum_record._name_bytes_of(definition)),
        title=documents._text(kept, title_at, header.title_bytes),
    )


@internal
@pure
def _curriculum(class_id: uint24) -> uint16:
    return convert(convert(class_id, uint256) >> 8, uint16)


@internal
@pure
def _address(word: uint256) -> address:
    return convert(word & convert(max_value(uint160), uint256), address)
