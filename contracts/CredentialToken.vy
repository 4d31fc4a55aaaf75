# pragma version 0.4.3
"""
@title CredentialToken
@license AGPL-3.0-only
@notice What learners hold: badges that nobody can move, awarded by accredited issuers to learners
        who consented, and one verdict on each of them.
@dev A token exists exactly while the credential stands: revoking or renouncing burns it, so that
     whoever reads only `balanceOf` and `ownerOf` is right. The record stays and says why. Only
     expiry, which is mere time, leaves the token in place.
     It calls others only in views, so there is no re-entrance.
"""

from ethereum.ercs import IERC165
from ethereum.ercs import IERC721

from .interfaces import IBadgeRenderer
from .interfaces import ICredentialToken
from .interfaces import IPathwayRegistry
from .modules import bits
from .modules import conferrals
from .modules import enrolment
from .modules import ids
from .modules import lanes
from .modules import records
from .modules import sheets
from .modules import soulbound

from snekmate.auth import ownable
from snekmate.auth import ownable_2step

implements: IERC165
implements: IERC721
implements: ICredentialToken

initializes: ownable
initializes: ownable_2step[ownable := ownable]
initializes: conferrals
initializes: sheets
initializes: enrolment[sheets := sheets]
initializes: records

# `renounce_ownership` is left out on purpose: without an owner no issuer could ever be accredited.
exports: (
    ownable_2step.transfer_ownership,
    ownable_2step.accept_ownership,
    enrolment.enrol,
    enrolment.leave,
    soulbound.transferFrom,
    soulbound.safeTransferFrom,
    soulbound.approve,
    soulbound.setApprovalForAll,
    soulbound.isApprovedForAll,
)

name: public(constant(String[17])) = "Cairn Credentials"
symbol: public(constant(String[5])) = "CAIRN"

# Verdicts. A record says the last two, or that a reinstated credential stands again.
NEVER_ISSUED: constant(uint256) = 0
STANDS: constant(uint256) = 1
EXPIRED: constant(uint256) = 2
REVOKED: constant(uint256) = 4
RENOUNCED: constant(uint256) = 5

# What comes of a try to award; a tombstone's outcome is what its record says.
AWARDED: constant(uint256) = 0
NOT_ENROLLED: constant(uint256) = 1
NOT_COVERED: constant(uint256) = 2
ALREADY_HELD: constant(uint256) = 3
WAS_REVOKED: constant(uint256) = REVOKED
WAS_RENOUNCED: constant(uint256) = RENOUNCED
OWN_AWARD: constant(uint256) = 6

BURN_AUTH_BOTH: constant(uint8) = 2  # ERC-5484: issuer and holder
MAX_BATCH: constant(uint256) = 256

# ERC-165, 721, 721 metadata, 5192, 5484, 6454
INTERFACES: constant(bytes4[6]) = [
    0x01ffc9a7, 0x80ac58cd, 0x5b5e139f, 0xb45a3c0e, 0x0489b56f, 0x91a6262f
]

REGISTRY: public(immutable(address))

# Shows credentials; the DAO may adopt a finer one.
renderer: public(IBadgeRenderer)
curriculum_count: public(uint256)
# class id -> definition (see docs/design.md); 0 if there is no such class
definitions: HashMap[uint256, uint256]
# curriculum -> its highest class index
last_indices: HashMap[uint256, uint256]


@deploy
def __init__(owner: address, registry: address, renderer: address):
    """
    @notice The DAO owns the contract from its first block; whoever deploys it has no power at all.
    @param registry The pathway registry: it alone adopts curricula and awards composites.
    """
    assert owner != empty(address), "credentials: the owner's address is zero"
    served: address = staticcall IPathwayRegistry(registry).CREDENTIALS()
    assert served == self, "credentials: the registry serves another credential token"
    governed_by: address = staticcall IPathwayRegistry(registry).owner()
    assert governed_by == owner, "credentials: the registry has another owner"

    ownable.__init__()
    ownable_2step.__init__()
    ownable_2step._transfer_ownership(owner)
    REGISTRY = registry
    self.renderer = IBadgeRenderer(renderer)


@external
def open_version(
    curriculum: uint16, version: uint8, definitions: DynArray[uint256, 240]
) -> uint256:
    """
    @notice Found a curriculum (number 0) or extend one, and open the version for enrolment.
    @dev Called by the registry, which has checked the record that the DAO adopted.
    @param definitions The new classes, in the order of their indices.
    @return The number of the curriculum.
    """
    self._check_registry()
    number: uint256 = convert(curriculum, uint256)
    if number == 0:
        number = self.curriculum_count + 1
        assert number < 2**16, "credentials: there is no number left for another curriculum"
        self.curriculum_count = number
        conferrals._found(number)

    index: uint256 = self._add_classes(number, definitions)
    enrolment._open_version(number, convert(version, uint256), index)
    return number


@external
def close_version(curriculum: uint16, version: uint8):
    """
    @notice Take no more enrolments in the version; who is enrolled keeps what was promised.
    """
    self._check_registry()
    enrolment._close_version(convert(curriculum, uint256), convert(version, uint256))


@external
def accredit(curriculum: uint16, issuer: address, until: uint256):
    """
    @notice Let `issuer` award the curriculum's badges, from now on.
    @param until First second it no longer may, Unix time; 0 is for as long as the DAO wants.
    """
    assert msg.sender in [
        ownable.owner, REGISTRY
    ], "credentials: only the DAO may do this, by a vote"
    conferrals._accredit(convert(curriculum, uint256), issuer, until)


@external
def end_accreditation(curriculum: uint16, issuer: address):
    """
    @notice Stop `issuer` from awarding and revoking. What it has awarded stands.
    """
    self._check_owner()
    conferrals._end_accreditation(convert(curriculum, uint256), issuer)


@external
def award(class_id: uint24, learner: address):
    """
    @notice Award a badge to an enrolled learner.
    """
    badge: uint256 = convert(class_id, uint256)
    self._check_awardable(badge)
    conferral: uint256 = conferrals._confer(ids._curriculum(badge), msg.sender)
    outcome: uint256 = self._award(badge, learner, msg.sender, conferral)
    if outcome != AWARDED:
        self._refuse(outcome)


@external
def award_batch(class_id: uint24, learners: DynArray[address, MAX_BATCH]) -> uint256:
    """
    @notice Award a badge to many. A learner who cannot be awarded is skipped with the reason, so
            one bad row never spoils the rest, and a second run finishes the job.
    @dev A conferral is for those who are awarded: where all are skipped, none is opened.
    @return How many were awarded.
    """
    assert len(learners) != 0, "credentials: there is no learner in the batch"
    badge: uint256 = convert(class_id, uint256)
    self._check_awardable(badge)
    conferral: uint256 = conferrals._todays(ids._curriculum(badge), msg.sender)

    awarded: uint256 = 0
    for learner: address in learners:
        if conferral == 0 and self._outcome(badge, learner, msg.sender) == AWARDED:
            conferral = conferrals._confer(ids._curriculum(badge), msg.sender)
        outcome: uint256 = self._award(badge, learner, msg.sender, conferral)
        if outcome == AWARDED:
            awarded = unsafe_add(awarded, 1)  # at most MAX_BATCH
        else:
            log ICredentialToken.Skipped(class_id=badge, learner=learner, outcome=outcome)
    return awarded


@external
def award_composite(class_id: uint24, learner: address, version: uint8):
    """
    @notice Award a composite whose rule the registry has found met.
    @dev One that its holder has renounced comes back as it was, with its date and its version:
         claiming it anew must not make an expired credential fresh.
    """
    self._check_registry()
    badge: uint256 = convert(class_id, uint256)
    record: records.Record = records._get(ids._token_id(badge, learner))
    conferral: uint256 = record.conferral
    if record.status != RENOUNCED:
        conferral = conferrals._confer_composite(
            ids._curriculum(badge), convert(version, uint256), msg.sender
        )
    outcome: uint256 = self._award(badge, learner, msg.sender, conferral)
    if outcome != AWARDED:
        self._refuse(outcome)


@external
def revoke(token_id: uint256, reason: uint16):
    """
    @notice Take a credential back for cause. Its issuer may, while accredited, and the DAO; what
            the DAO has reinstated, the DAO alone. Renouncing it first is no way out.
    @param reason A code from 1 on; docs/commands.md has the list.
    """
    class_id: uint256 = ids._class_id(token_id)
    holder: address = ids._holder(token_id)
    conferral: uint256 = sheets._held_from(class_id, holder)
    record: records.Record = records._get_of(token_id, conferral)
    is_held: bool = conferral != 0
    assert is_held or record.status == RENOUNCED, "credentials: there is no such credential"
    self._check_may_revoke(ids._curriculum(class_id), record)
    assert reason != 0, "credentials: a revocation needs a reason"

    record.is_given_up = not is_held and sheets._lane(class_id, holder) == lanes.TOMBSTONE
    sheets._set_lane(class_id, holder, lanes.TOMBSTONE)
    record.status = REVOKED
    record.reason = convert(reason, uint256)
    record.at = block.timestamp
    record.by = msg.sender
    records._write(token_id, record)
    if is_held:
        soulbound._log_burn(holder, token_id)
    log ICredentialToken.Revoked(token_id=token_id, by=msg.sender, reason=convert(reason, uint256))


@external
def reinstate(token_id: uint256):
    """
    @notice Undo a revocation. The DAO decides, and the holder's enrolment still has to cover it.
    """
    self._check_owner()
    record: records.Record = records._get(token_id)
    class_id: uint256 = ids._class_id(token_id)
    holder: address = ids._holder(token_id)
    assert record.status == REVOKED, "credentials: this credential is not revoked"
    enrolled: uint256 = sheets._enrolment(ids._curriculum(class_id), holder)
    assert enrolled & 255 >= ids._index(
        class_id
    ), "credentials: the holder's enrolment does not cover this badge"

    record.reason = 0
    record.at = block.timestamp
    record.is_reinstated = True
    if record.is_given_up:  # its holder had renounced it before: that stands again
        record.status = RENOUNCED
        record.by = holder
        record.is_given_up = False
        records._write(token_id, record)
        log ICredentialToken.Reinstated(token_id=token_id)
        return

    sheets._set_lane(class_id, holder, record.conferral)
    record.status = STANDS
    record.by = msg.sender
    records._write(token_id, record)
    issuer: address = conferrals._conferral(ids._curriculum(class_id), record.conferral)[0]
    self._log_issue(issuer, holder, token_id)
    log ICredentialToken.Reinstated(token_id=token_id)


@external
def renounce(class_id: uint24):
    """
    @notice Give a credential of one's own up. Nobody can award it again without `renew_consent`.
    """
    token_id: uint256 = ids._token_id(convert(class_id, uint256), msg.sender)
    conferral: uint256 = self._existing(token_id)

    sheets._set_lane(convert(class_id, uint256), msg.sender, lanes.TOMBSTONE)
    record: records.Record = records._get_of(token_id, conferral)
    record.status = RENOUNCED
    record.reason = 0
    record.at = block.timestamp
    record.by = msg.sender
    records._write(token_id, record)
    soulbound._log_burn(msg.sender, token_id)
    log ICredentialToken.Renounced(token_id=token_id)


@external
def renew_consent(class_id: uint24):
    """
    @notice Let a credential that one has renounced be awarded again.
    """
    badge: uint256 = convert(class_id, uint256)
    token_id: uint256 = ids._token_id(badge, msg.sender)
    assert (
        sheets._lane(badge, msg.sender) == lanes.TOMBSTONE
    ), "credentials: you have not renounced this credential"
    record: records.Record = records._get(token_id)
    assert record.status == RENOUNCED, "credentials: you have not renounced this credential"

    sheets._set_lane(badge, msg.sender, 0)
    log ICredentialToken.ConsentRenewed(token_id=token_id)


@external
def set_renderer(renderer: address):
    """
    @notice Let another contract show the credentials. It is asked by `tokenURI` and by nothing else.
    """
    self._check_owner()
    assert renderer.is_contract, "credentials: the renderer is not a contract"

    self.renderer = IBadgeRenderer(renderer)
    log ICredentialToken.RendererSet(renderer=renderer)


@external
@view
def verify(holder: address, class_id: uint24) -> ICredentialToken.Verdict:
    """
    @notice Whether the credential stands, and if not, why: the one question of an employer.
    """
    return self._verdict(ids._token_id(convert(class_id, uint256), holder))


@external
@view
def verify_token(token_id: uint256) -> ICredentialToken.Verdict:
    """
    @notice The same by token id.
    """
    return self._verdict(token_id)


@external
@view
def standing(curriculum: uint16, learner: address) -> (uint256, uint256, uint256):
    """
    @return The version pinned by the learner's enrolment (0 if not enrolled), and two words in
            which bit i stands for class index i: held, and fallen (revoked or renounced).
    """
    number: uint256 = convert(curriculum, uint256)
    held: uint256 = 0
    fallen: uint256 = 0
    held, fallen = sheets._standing(number, learner, self.last_indices[number])
    return sheets._enrolment(number, learner) >> 8, held, fallen


@external
@view
def revocation(class_id: uint24, holder: address) -> (uint256, uint256):
    """
    @return When a credential that is now revoked had been awarded and when it was revoked, Unix
            seconds; both 0 if it is not revoked.
    """
    badge: uint256 = convert(class_id, uint256)
    record: records.Record = records._get(ids._token_id(badge, holder))
    if record.status != REVOKED:
        return 0, 0
    day: uint256 = conferrals._conferral(ids._curriculum(badge), record.conferral)[1]
    return day * conferrals.DAY, record.at


@external
@view
def enrolment_of(curriculum: uint16, learner: address) -> (uint256, uint256):
    """
    @return The version pinned and the highest class index covered; both 0 if not enrolled.
    """
    enrolled: uint256 = sheets._enrolment(convert(curriculum, uint256), learner)
    return enrolled >> 8, enrolled & 255


@external
@view
def curricula_of(learner: address) -> DynArray[uint256, 256]:
    """
    @return The curricula the learner ever enrolled in, in that order.
    """
    return self._curricula_of(learner)


@external
@view
def is_held(class_id: uint24, holder: address) -> bool:
    return self._held_from(ids._token_id(convert(class_id, uint256), holder)) != 0


@external
@view
def accreditation(curriculum: uint16, issuer: address) -> (uint256, uint256):
    """
    @return Since and until when, Unix seconds; since is 0 if not accredited now, until 0 if open.
    """
    return conferrals._accreditation(convert(curriculum, uint256), issuer)


@external
@view
def covered(curriculum: uint16, version: uint8) -> uint256:
    """
    @return The highest class index that enrolling in the version covers; 0 if it is closed.
    """
    return enrolment.terms[(convert(curriculum, uint256) << 8) | convert(version, uint256)]


@external
@view
def definition(class_id: uint24) -> uint256:
    return self.definitions[convert(class_id, uint256)]


@external
@view
def last_index(curriculum: uint16) -> uint256:
    return self.last_indices[convert(curriculum, uint256)]


@external
@view
def owner() -> address:
    return ownable.owner


@external
@view
def pending_owner() -> address:
    return ownable_2step.pending_owner


@external
@view
def balanceOf(holder: address) -> uint256:
    """
    @notice How many credentials of the holder exist. Expired ones count: use `verify` to judge one.
    """
    assert holder != empty(address), "credentials: the zero address holds nothing"

    curricula: DynArray[uint256, 256] = self._curricula_of(holder)
    balance: uint256 = 0
    for curriculum: uint256 in curricula:
        held: uint256 = sheets._standing(curriculum, holder, self.last_indices[curriculum])[0]
        balance += bits._count(held)
    return balance


@external
@view
def ownerOf(token_id: uint256) -> address:
    self._existing(token_id)
    return ids._holder(token_id)


@external
@view
def getApproved(token_id: uint256) -> address:
    self._existing(token_id)
    return empty(address)


@external
@view
def locked(token_id: uint256) -> bool:
    """
    @notice ERC-5192: always true.
    """
    self._existing(token_id)
    return True


@external
@view
def burnAuth(token_id: uint256) -> uint8:
    """
    @notice ERC-5484: 2, the issuer (the DAO stands behind every issuer) and the holder.
    """
    self._existing(token_id)
    return BURN_AUTH_BOTH


@external
@view
def isTransferable(token_id: uint256, sender: address, receiver: address) -> bool:
    """
    @notice ERC-6454: never between holders. From the zero address: whether the receiver could be
            awarded it, or claim it now; to the zero address: whether the sender could renounce it.
    """
    holder: address = ids._holder(token_id)
    if sender == empty(address) and receiver != empty(address):
        return receiver == holder and self._could_come(ids._class_id(token_id), holder)
    self._existing(token_id)
    return sender == holder and receiver == empty(address)


@external
@view
def tokenURI(token_id: uint256) -> String[2048]:
    """
    @notice The credential's ERC-721 metadata, as the renderer shows it.
    """
    self._existing(token_id)
    verdict: ICredentialToken.Verdict = self._verdict(token_id)
    class_id: uint24 = convert(ids._class_id(token_id), uint24)
    return staticcall self.renderer.token_uri(
        class_id,
        ids._holder(token_id),
        verdict.issuer,
        verdict.awarded_at,
        verdict.expires_at,
    )


@external
@view
def supportsInterface(interface_id: bytes4) -> bool:
    return interface_id in INTERFACES


@internal
@view
def _check_owner():
    assert msg.sender == ownable.owner, "credentials: only the DAO may do this, by a vote"


@internal
@view
def _check_registry():
    assert msg.sender == REGISTRY, "credentials: only the pathway registry may do this"


@internal
def _add_classes(curriculum: uint256, definitions: DynArray[uint256, 240]) -> uint256:
    """
    @return The curriculum's highest class index, now.
    """
    index: uint256 = self.last_indices[curriculum]
    for definition: uint256 in definitions:
        index += 1
        if index & 15 == 0:  # the enrolment's lane
            index += 1
        assert index < 256, "credentials: a curriculum can have no more than 240 badges"
        class_id: uint256 = (curriculum << 8) | index
        self.definitions[class_id] = definition
        log ICredentialToken.ClassCreated(class_id=class_id, definition=definition)
    self.last_indices[curriculum] = index
    return index


@internal
@view
def _check_awardable(class_id: uint256):
    definition: uint256 = self.definitions[class_id]
    assert definition != 0, "credentials: there is no such badge"
    assert definition & 255 == 0, "credentials: a composite is claimed by its learner, not awarded"


@internal
@view
def _outcome(class_id: uint256, learner: address, issuer: address) -> uint256:
    """
    @return What would come of an award now, accreditation apart.
    """
    if learner == issuer:
        return OWN_AWARD
    enrolled: uint256 = sheets._enrolment(ids._curriculum(class_id), learner)
    if enrolled == 0:
        return NOT_ENROLLED
    if enrolled & 255 < ids._index(class_id):
        return NOT_COVERED
    content: uint256 = sheets._lane(class_id, learner)
    if content == 0:
        return AWARDED
    if content != lanes.TOMBSTONE:
        return ALREADY_HELD
    return records._get(ids._token_id(class_id, learner)).status


@internal
@view
def _could_come(class_id: uint256, learner: address) -> bool:
    """
    @return Whether an accredited issuer could award it now; of a composite, whether the learner
            could claim it.
    """
    definition: uint256 = self.definitions[class_id]
    if definition == 0 or self._outcome(class_id, learner, REGISTRY) != AWARDED:
        return False
    if definition & 255 == 0:
        return True
    return staticcall IPathwayRegistry(REGISTRY).is_earned(convert(class_id, uint24), learner)


@internal
def _award(class_id: uint256, learner: address, issuer: address, conferral: uint256) -> uint256:
    """
    @notice Award without access control, if the learner's sheet allows it.
    """
    if learner == issuer or not sheets._fill(class_id, learner, conferral):
        return self._outcome(class_id, learner, issuer)
    self._log_issue(issuer, learner, ids._token_id(class_id, learner))
    return AWARDED


@internal
@pure
def _refuse(outcome: uint256):
    assert outcome != NOT_ENROLLED, "credentials: not enrolled in this curriculum"
    assert (
        outcome != NOT_COVERED
    ), "credentials: enrolled in a version that does not have this badge"
    assert outcome != ALREADY_HELD, "credentials: the learner holds this badge already"
    assert (
        outcome != WAS_REVOKED
    ), "credentials: this badge was revoked; only the DAO can reinstate it"
    assert outcome != WAS_RENOUNCED, "credentials: the learner has renounced this badge"
    assert outcome != OWN_AWARD, "credentials: nobody can award a badge to themselves"


@internal
def _log_issue(issuer: address, holder: address, token_id: uint256):
    soulbound._log_mint(holder, token_id)
    log ICredentialToken.Issued(
        issuer=issuer, holder=holder, token_id=token_id, burn_auth=BURN_AUTH_BOTH
    )


@internal
@view
def _check_may_revoke(curriculum: uint256, record: records.Record):
    """
    @dev Issuers revoke more often than the DAO: its address is read only where it decides.
    """
    issuer: address = conferrals._conferral(curriculum, record.conferral)[0]
    is_issuer: bool = msg.sender == issuer
    is_accredited: bool = is_issuer and conferrals._is_accredited(curriculum, issuer)
    if is_accredited and not record.is_reinstated:
        return
    if msg.sender == ownable.owner:
        return
    assert is_issuer, "credentials: only its issuer or the DAO may revoke this credential"
    assert is_accredited, "credentials: not accredited for this curriculum"
    raise "credentials: only the DAO may revoke what it has reinstated"


@internal
@view
def _held_from(token_id: uint256) -> uint256:
    """
    @return The conferral that the credential is held from; 0 if it is not held.
    """
    return sheets._held_from(ids._class_id(token_id), ids._holder(token_id))


@internal
@view
def _existing(token_id: uint256) -> uint256:
    """
    @return The conferral that the credential is held from. Refuses if it is not held.
    """
    conferral: uint256 = self._held_from(token_id)
    assert conferral != 0, "credentials: there is no such credential"
    return conferral


@internal
@view
def _curricula_of(learner: address) -> DynArray[uint256, 256]:
    found: DynArray[uint256, 256] = []
    for n: uint256 in range(16):
        word: uint256 = enrolment._listed(learner, n)
        for lane: uint256 in range(16):
            curriculum: uint256 = lanes._get(word, lane)
            if curriculum == 0:
                return found
            found.append(curriculum)
    return found


@internal
@view
def _verdict(token_id: uint256) -> ICredentialToken.Verdict:
    """
    @dev The record is read only where the lane does not say that the credential is held.
    """
    class_id: uint256 = ids._class_id(token_id)
    holder: address = ids._holder(token_id)
    verdict: ICredentialToken.Verdict = empty(ICredentialToken.Verdict)
    code: uint256 = STANDS
    conferral: uint256 = self._held_from(token_id)
    if conferral == 0:
        record: records.Record = records._get(token_id)
        code = record.status
        if code == NEVER_ISSUED:
            return verdict
        verdict.changed_at = record.at
        verdict.changed_by = record.by
        verdict.reason = record.reason
        conferral = record.conferral

    day: uint256 = 0
    verdict.issuer, day, verdict.version = conferrals._conferral(
        ids._curriculum(class_id), conferral
    )
    verdict.awarded_at = day * conferrals.DAY
    verdict.expires_at = self._expiry(class_id, day)
    if code == STANDS and verdict.expires_at != 0 and block.timestamp > verdict.expires_at:
        code = EXPIRED
    verdict.code = convert(code, uint8)
    if verdict.version != 0:
        verdict.fallen = staticcall IPathwayRegistry(REGISTRY).first_fallen(
            convert(class_id, uint24),
            holder,
            convert(verdict.version, uint8),
            verdict.awarded_at,
        )
    return verdict


@internal
@view
def _expiry(class_id: uint256, day: uint256) -> uint256:
    """
    @notice The last second of the last day of validity; 0 if the badge never expires.
    """
    validity: uint256 = (self.definitions[class_id] >> 8) & 65535  # days
    if validity == 0:
        return 0
    return (day + validity + 1) * conferrals.DAY - 1
