# pragma version 0.4.3
"""
@title verdicts
@license AGPL-3.0-only
@notice The one question of an employer: does a credential stand, and if not, why?
"""

from ...interfaces import ICredentialToken
from ...interfaces import IPathwayRegistry
from ..shared import ids
from . import classes
from . import conferrals
from . import records
from . import sheets

uses: classes
uses: conferrals
uses: records
uses: sheets

EXPIRED: constant(uint256) = 2  # mere time: the other verdicts are what a record says


@external
@view
def revocation(class_id: uint24, holder: address) -> (uint256, uint256):
    """
    @return When a credential that is now revoked had been awarded and when it was revoked, Unix
            seconds; both 0 if it is not revoked.
    """
    badge: uint256 = convert(class_id, uint256)
    record: ICredentialToken.Record = records._get(ids._token_id(badge, holder))
    if record.status != records.REVOKED:
        return 0, 0
    day: uint256 = conferrals._conferral(ids._curriculum(badge), record.conferral)[1]
    return day * conferrals.DAY, record.at


@internal
@view
def _verdict(token_id: uint256, pathways: address) -> ICredentialToken.Verdict:
    """
    @param pathways The pathway registry, which knows what a composite is made of.
    @dev The record is read only where the lane does not say that the credential is held.
    """
    class_id: uint256 = ids._class_id(token_id)
    holder: address = ids._holder(token_id)
    verdict: ICredentialToken.Verdict = empty(ICredentialToken.Verdict)
    code: uint256 = records.STANDS
    conferral: uint256 = sheets._held_from(class_id, holder)
    if conferral == 0:
        record: ICredentialToken.Record = records._get(token_id)
        code = record.status
        if code == records.NEVER:
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
    verdict.expires_at = classes._expiry(class_id, day)
    if code == records.STANDS and verdict.expires_at != 0 and block.timestamp > verdict.expires_at:
        code = EXPIRED
    verdict.code = convert(code, uint8)
    if verdict.version != 0:
        verdict.fallen = staticcall IPathwayRegistry(pathways).first_fallen(
            convert(class_id, uint24),
            holder,
            convert(verdict.version, uint8),
            verdict.awarded_at,
        )
    return verdict
