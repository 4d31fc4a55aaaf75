# pragma version 0.4.3
"""
@title awards
@license AGPL-3.0-only
@notice What comes of a try to award: it takes the learner's consent, and a lane that is empty.
"""

from ...interfaces import ICredentialToken
from ...interfaces import IPathwayRegistry
from ..shared import ids
from ..shared import soulbound
from . import authority
from . import classes
from . import lanes
from . import records
from . import sheets

uses: authority
uses: classes
uses: records
uses: sheets

# A tombstone's outcome is what its record says.
AWARDED: constant(uint256) = 0
NOT_ENROLLED: constant(uint256) = 1
NOT_COVERED: constant(uint256) = 2
ALREADY_HELD: constant(uint256) = 3
WAS_REVOKED: constant(uint256) = records.REVOKED
WAS_RENOUNCED: constant(uint256) = records.RENOUNCED
OWN_AWARD: constant(uint256) = 6

BURN_AUTH_BOTH: constant(uint8) = 2  # ERC-5484: issuer and holder


@internal
def _award(class_id: uint256, learner: address, issuer: address, conferral: uint256) -> uint256:
    """
    @notice Award without access control, if the learner's sheet allows it.
    """
    if learner == issuer:
        return OWN_AWARD
    is_filled: bool = sheets._fill(class_id, learner, conferral)
    if not is_filled:
        return self._outcome(class_id, learner, issuer)
    self._log_issue(issuer, learner, ids._token_id(class_id, learner))
    return AWARDED


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
    if enrolled & lanes.COVERS < ids._index(class_id):
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
    if not classes._exists(class_id):
        return False
    if self._outcome(class_id, learner, authority.PATHWAYS) != AWARDED:
        return False
    if not classes._is_composite(class_id):
        return True
    return staticcall IPathwayRegistry(authority.PATHWAYS).is_earned(
        convert(class_id, uint24), learner
    )


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
