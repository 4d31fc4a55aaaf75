# pragma version 0.4.3
"""
@title PathwayRegistry
@license AGPL-3.0-only
@notice How badges stack: the rules of each curriculum's composites, which learners claim by meeting
        them.
@dev What is voted on is the curriculum registry's story; it hands the rules over once they are in
     force. A version's rules are never changed: learners keep those that they enrolled under.
"""

from .interfaces import ICredentialToken
from .interfaces import ICurriculumRegistry
from .interfaces import IDoor
from .interfaces import IPathwayRegistry
from .modules.curricula import documents
from .modules.curricula import record_head
from .modules.pathways import gates

implements: IDoor
implements: IPathwayRegistry

START_AT: constant(uint256) = 160  # the fields of a rule
GATES_AT: constant(uint256) = 176
FOREIGN_START_AT: constant(uint256) = 184
FOREIGN_AT: constant(uint256) = 200

CREDENTIALS: public(immutable(address))
CURRICULA: public(immutable(address))

# class id << 8 | version -> rule: record (160 bits), offset of its first gate (16), gates (8), offset
# of the record's foreign classes (16), how many those are (8)
rules: HashMap[uint256, uint256]


@deploy
def __init__(credentials: address, curricula: address):
    """
    @param credentials The credential token, which mints the composites that are claimed here.
    @param curricula The curriculum registry: it alone brings rules into force.
    """
    assert credentials != empty(address), "pathways: the credential token's address is zero"
    CREDENTIALS = credentials
    CURRICULA = curricula


@external
def keep_rules(curriculum: uint16, record: address):
    """
    @notice Bring the rules of a version into force.
    @dev Called by the curriculum registry, which has checked the record that the DAO adopted.
    @param record The contract whose code, less its first byte, is the record.
    """
    assert msg.sender == CURRICULA, "pathways: only the curriculum registry may do this"
    head: record_head.Head = record_head._of(record)
    foreign: uint256 = head.foreign << FOREIGN_AT
    foreign |= head.foreign_at << FOREIGN_START_AT
    for i: uint256 in range(head.rules, bound=record_head.MAX_RULES):
        rule: uint256 = documents._word(record, head.rules_at + 32 * i)
        class_id: uint256 = (convert(curriculum, uint256) << 8) | (rule & 255)
        at: uint256 = head.gates_at + ((rule >> 8) & 255) * gates.GATE_BYTES
        self.rules[(class_id << 8) | head.version] = (
            convert(record, uint256) | (at << START_AT) | ((rule >> 16) << GATES_AT) | foreign
        )


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
        own = staticcall ICurriculumRegistry(CURRICULA).latest_version(curriculum)
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
@pure
def _curriculum(class_id: uint24) -> uint16:
    return convert(convert(class_id, uint256) >> 8, uint16)


@internal
@pure
def _address(word: uint256) -> address:
    return convert(word & convert(max_value(uint160), uint256), address)
