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
from .interfaces import ICurriculumRegistry
from .interfaces import IDoor
from .interfaces import IPathwayRegistry
from .modules.credentials import authority
from .modules.credentials import awards
from .modules.credentials import catalogue
from .modules.credentials import classes
from .modules.credentials import conferrals
from .modules.credentials import enrolment
from .modules.credentials import lanes
from .modules.credentials import records
from .modules.credentials import sheets
from .modules.credentials import tokens
from .modules.credentials import verdicts
from .modules.credentials import withdrawals
from .modules.shared import ids
from .modules.shared import soulbound

from snekmate.auth import ownable
from snekmate.auth import ownable_2step

implements: IERC165
implements: IERC721
implements: ICredentialToken

initializes: ownable
initializes: ownable_2step[ownable := ownable]
initializes: authority[ownable := ownable]
initializes: classes
initializes: catalogue
initializes: conferrals[catalogue := catalogue]
initializes: sheets
initializes: enrolment[sheets := sheets]
initializes: records
initializes: awards[
    authority := authority, classes := classes, records := records, sheets := sheets
]
initializes: tokens[
    awards := awards, catalogue := catalogue, enrolment := enrolment, sheets := sheets
]
initializes: verdicts[
    classes := classes, conferrals := conferrals, records := records, sheets := sheets
]
initializes: withdrawals[
    authority := authority, conferrals := conferrals, records := records, sheets := sheets
]

# `renounce_ownership` is left out on purpose: without an owner no issuer could ever be accredited.
exports: (
    # who decides
    ownable.owner,
    ownable_2step.pending_owner,
    ownable_2step.transfer_ownership,
    ownable_2step.accept_ownership,
    authority.CURRICULA,
    authority.PATHWAYS,
    authority.STATUS,
    # what there is to be awarded, and by whom
    catalogue.curriculum_count,
    catalogue.last_index,
    conferrals.accreditation,
    # a learner's consent
    enrolment.enrol,
    enrolment.leave,
    enrolment.covered,
    enrolment.enrolment_of,
    enrolment.curricula_of,
    # what may become of a credential
    withdrawals.revoke,
    withdrawals.settle,
    withdrawals.record_of,
    withdrawals.renounce,
    withdrawals.renew_consent,
    # what others ask
    verdicts.revocation,
    tokens.is_held,
    tokens.balanceOf,
    tokens.ownerOf,
    tokens.getApproved,
    tokens.locked,
    tokens.burnAuth,
    tokens.isTransferable,
    # what ERC-721 knows and is refused
    soulbound.transferFrom,
    soulbound.safeTransferFrom,
    soulbound.approve,
    soulbound.setApprovalForAll,
    soulbound.isApprovedForAll,
)

name: public(constant(String[17])) = "Cairn Credentials"
symbol: public(constant(String[5])) = "CAIRN"

MAX_BATCH: constant(uint256) = 256

# ERC-165, 721, 721 metadata, 5192, 5484, 6454
INTERFACES: constant(bytes4[6]) = [
    0x01ffc9a7, 0x80ac58cd, 0x5b5e139f, 0xb45a3c0e, 0x0489b56f, 0x91a6262f
]

# Shows credentials; the DAO may adopt a finer one.
renderer: public(IBadgeRenderer)


@deploy
def __init__(
    owner: address, curricula: address, pathways: address, status: address, renderer: address
):
    """
    @notice The DAO owns the contract from its first block; whoever deploys it has no power at all.
    @param curricula The curriculum registry, `pathways` the pathway registry and `status` the status
           door: each serves this credential token, and the first two one another.
    """
    assert owner != empty(address), "credentials: the owner's address is zero"
    for door: address in [curricula, pathways, status]:
        served: address = staticcall IDoor(door).CREDENTIALS()
        assert served == self, "credentials: a door serves another credential token"
    ruled_by: address = staticcall ICurriculumRegistry(curricula).PATHWAYS()
    filled_by: address = staticcall IPathwayRegistry(pathways).CURRICULA()
    is_paired: bool = ruled_by == pathways and filled_by == curricula
    assert is_paired, "credentials: the two registries are not one another's"
    assert renderer.is_contract, "credentials: the renderer is not a contract"

    ownable.__init__()
    ownable_2step.__init__()
    ownable_2step._transfer_ownership(owner)
    authority.__init__(curricula, pathways, status)
    self.renderer = IBadgeRenderer(renderer)


@external
def open_version(
    curriculum: uint16, version: uint8, last_index: uint8, new_classes: uint256[16]
) -> uint256:
    """
    @notice Found a curriculum (number 0) or extend one, and open the version for enrolment.
    @dev Called by the curriculum registry, which has checked the record that the DAO adopted.
    @param last_index The curriculum's highest class index, now.
    @param new_classes The new classes, sheet by sheet, as `classes` has them.
    @return The number of the curriculum.
    """
    authority._check_curricula()
    number: uint256 = convert(curriculum, uint256)
    if number == 0:
        number = catalogue._found()
    classes._add(number, new_classes)
    highest: uint256 = convert(last_index, uint256)
    catalogue._set_last_index(number, highest)
    enrolment._open_version(number, convert(version, uint256), highest)
    return number


@external
def close_version(curriculum: uint16, version: uint8):
    """
    @notice Take no more enrolments in the version; who is enrolled keeps what was promised.
    """
    authority._check_curricula()
    enrolment._close_version(convert(curriculum, uint256), convert(version, uint256))


@external
def accredit(curriculum: uint16, issuer: address, until: uint256):
    """
    @notice Let `issuer` award the curriculum's badges, from now on.
    @param until First second it no longer may, Unix time; 0 is for as long as the DAO wants.
    """
    authority._check_owner_or_curricula()
    conferrals._accredit(convert(curriculum, uint256), issuer, until)


@external
def end_accreditation(curriculum: uint16, issuer: address):
    """
    @notice Stop `issuer` from awarding and revoking. What it has awarded stands.
    """
    authority._check_owner()
    conferrals._end_accreditation(convert(curriculum, uint256), issuer)


@external
def award(class_id: uint24, learner: address):
    """
    @notice Award a badge to an enrolled learner.
    """
    badge: uint256 = convert(class_id, uint256)
    classes._check_awardable(badge)
    conferral: uint256 = conferrals._confer(ids._curriculum(badge), msg.sender)
    outcome: uint256 = awards._award(badge, learner, msg.sender, conferral)
    if outcome != awards.AWARDED:
        awards._refuse(outcome)


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
    classes._check_awardable(badge)
    conferral: uint256 = conferrals._todays(ids._curriculum(badge), msg.sender)

    key: uint256 = (badge >> 4) << 160
    at: uint256 = ids._lane(badge) << 4
    # What a sheet must cover for the plain case; on a later sheet nothing does: its lane 0 is 0.
    index: uint256 = ids._index(badge)
    awarded: uint256 = 0
    for learner: address in learners:
        sheet: uint256 = sheets.words[key | convert(learner, uint256)]
        if (
            conferral != 0
            and sheet & lanes.COVERS >= index
            and (sheet >> at) & lanes.LANE == 0
            and learner != msg.sender
        ):
            sheets.words[key | convert(learner, uint256)] = sheet | (conferral << at)
            awards._log_issue(msg.sender, learner, ids._token_id(badge, learner))
            awarded = unsafe_add(awarded, 1)  # at most MAX_BATCH
            continue

        if conferral == 0 and awards._outcome(badge, learner, msg.sender) == awards.AWARDED:
            conferral = conferrals._confer(ids._curriculum(badge), msg.sender)
        outcome: uint256 = awards._award(badge, learner, msg.sender, conferral)
        if outcome == awards.AWARDED:
            awarded = unsafe_add(awarded, 1)
        else:
            log ICredentialToken.Skipped(class_id=badge, learner=learner, outcome=outcome)
    return awarded


@external
def award_composite(class_id: uint24, learner: address, version: uint8):
    """
    @notice Award a composite whose rule the pathway registry has found met.
    @dev One that its holder has renounced comes back as it was, with its date and its version:
         claiming it anew must not make an expired credential fresh.
    """
    authority._check_pathways()
    badge: uint256 = convert(class_id, uint256)
    conferral: uint256 = records._renounced_from(ids._token_id(badge, learner))
    if conferral == 0:
        conferral = conferrals._confer_composite(
            ids._curriculum(badge), convert(version, uint256), msg.sender
        )
    outcome: uint256 = awards._award(badge, learner, msg.sender, conferral)
    if outcome != awards.AWARDED:
        awards._refuse(outcome)


@external
def set_renderer(renderer: address):
    """
    @notice Let another contract show the credentials. It is asked by `tokenURI` and by nothing else.
    """
    authority._check_owner()
    assert renderer.is_contract, "credentials: the renderer is not a contract"

    self.renderer = IBadgeRenderer(renderer)
    log ICredentialToken.RendererSet(renderer=renderer)


@external
@view
def verify(holder: address, class_id: uint24) -> ICredentialToken.Verdict:
    """
    @notice Whether the credential stands, and if not, why: the one question of an employer.
    """
    return verdicts._verdict(ids._token_id(convert(class_id, uint256), holder), authority.PATHWAYS)


@external
@view
def verify_token(token_id: uint256) -> ICredentialToken.Verdict:
    """
    @notice The same by token id.
    """
    return verdicts._verdict(token_id, authority.PATHWAYS)


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
    held, fallen = sheets._standing(number, learner, catalogue._last_index(number))
    enrolled: uint256 = sheets._enrolment(number, learner)
    return (enrolled >> lanes.VERSION_AT) & lanes.VERSION, held, fallen


@external
@view
def tokenURI(token_id: uint256) -> String[2048]:
    """
    @notice The credential's ERC-721 metadata, as the renderer shows it.
    """
    tokens._check_exists(token_id)
    verdict: ICredentialToken.Verdict = verdicts._verdict(token_id, authority.PATHWAYS)
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
