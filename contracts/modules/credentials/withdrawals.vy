# pragma version 0.4.3
"""
@title withdrawals
@license AGPL-3.0-only
@notice How a credential falls, and how it may come back: revoked and settled otherwise, renounced
        and consented to anew.
@dev A lane says that a credential is held; once it is not, its lane is a tombstone and its record
     says why. The two change together, here alone.
"""

from ...interfaces import ICredentialToken
from ..shared import ids
from ..shared import soulbound
from . import authority
from . import awards
from . import conferrals
from . import lanes
from . import records
from . import sheets

uses: authority
uses: conferrals
uses: records
uses: sheets


@external
def revoke(token_id: uint256, reason: uint16):
    """
    @notice Take a credential back for cause. Its issuer may, while accredited, and the DAO; what
            the DAO has reinstated, the DAO alone. Renouncing it first is no way out.
    @param reason A code from 1 to 255; docs/commands.md has the list.
    """
    class_id: uint256 = ids._class_id(token_id)
    holder: address = ids._holder(token_id)
    content: uint256 = sheets._lane(class_id, holder)
    conferral: uint256 = 0
    if content != lanes.TOMBSTONE:
        conferral = content
    is_held: bool = conferral != 0
    record: ICredentialToken.Record = records._get_of(token_id, conferral)
    assert is_held or record.status == records.RENOUNCED, "credentials: there is no such credential"
    self._check_may_revoke(ids._curriculum(class_id), record)
    assert reason != 0, "credentials: a revocation needs a reason"
    assert (
        convert(reason, uint256) <= records.MOST_REASON
    ), "credentials: a reason is a number from 1 to 255"

    record.is_given_up = content == lanes.TOMBSTONE
    sheets._set_lane(class_id, holder, lanes.TOMBSTONE)
    record.status = records.REVOKED
    record.reason = convert(reason, uint256)
    record.at = block.timestamp
    record.by = msg.sender
    records._write(token_id, record)
    if is_held:
        soulbound._log_burn(holder, token_id)
    log ICredentialToken.Revoked(token_id=token_id, by=msg.sender, reason=convert(reason, uint256))


@external
def settle(token_id: uint256, by: address, is_cleared: bool):
    """
    @notice Undo a revocation: the credential comes back as it was, from the conferral that its record
            names; or, cleared, it may be awarded anew, and until then is told as revoked.
    @param by Who has decided so.
    @dev What its holder had given up before stays given up: no door has another way to a badge than
         its holder's consent, nor to another award than the one that the record is about.
    """
    authority._check_status()
    class_id: uint256 = ids._class_id(token_id)
    holder: address = ids._holder(token_id)
    record: ICredentialToken.Record = records._get(token_id)
    assert (
        record.status == records.REVOKED and sheets._lane(class_id, holder) == lanes.TOMBSTONE
    ), "credentials: this credential is not revoked"

    if is_cleared and not record.is_given_up:
        sheets._set_lane(class_id, holder, 0)
        return
    record.status = records.STANDS
    record.by = by
    if record.is_given_up:
        record.status = records.RENOUNCED
        record.by = holder
    record.reason = 0
    record.at = block.timestamp
    record.is_reinstated = True
    record.is_given_up = False
    records._write(token_id, record)
    if record.status == records.STANDS:
        self._bring_back(class_id, holder, record.conferral)


@external
@view
def record_of(token_id: uint256) -> ICredentialToken.Record:
    """
    @notice What happened to one credential alone.
    """
    return records._get(token_id)


@external
def renounce(class_id: uint24):
    """
    @notice Give a credential of one's own up. Nobody can award it again without `renew_consent`.
    """
    token_id: uint256 = ids._token_id(convert(class_id, uint256), msg.sender)
    conferral: uint256 = sheets._held_from(convert(class_id, uint256), msg.sender)
    assert conferral != 0, "credentials: there is no such credential"

    sheets._set_lane(convert(class_id, uint256), msg.sender, lanes.TOMBSTONE)
    record: ICredentialToken.Record = records._get_of(token_id, conferral)
    record.status = records.RENOUNCED
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
    record: ICredentialToken.Record = records._get(token_id)
    assert record.status == records.RENOUNCED, "credentials: you have not renounced this credential"

    sheets._set_lane(badge, msg.sender, 0)
    log ICredentialToken.ConsentRenewed(token_id=token_id)


@internal
def _bring_back(class_id: uint256, holder: address, conferral: uint256):
    curriculum: uint256 = ids._curriculum(class_id)
    assert sheets._covers(
        class_id, holder
    ), "credentials: the holder's enrolment does not cover this badge"

    sheets._set_lane(class_id, holder, conferral)
    issuer: address = conferrals._conferral(curriculum, conferral)[0]
    awards._log_issue(issuer, holder, ids._token_id(class_id, holder))


@internal
@view
def _check_may_revoke(curriculum: uint256, record: ICredentialToken.Record):
    """
    @dev Issuers revoke more often than the DAO: its address is read only where it decides.
    """
    issuer: address = conferrals._conferral(curriculum, record.conferral)[0]
    is_issuer: bool = msg.sender == issuer
    is_accredited: bool = is_issuer and conferrals._is_accredited(curriculum, issuer)
    if is_accredited and not record.is_reinstated:
        return
    if authority._is_owner():
        return
    assert is_issuer, "credentials: only its issuer or the DAO may revoke this credential"
    assert is_accredited, "credentials: not accredited for this curriculum"
    raise "credentials: only the DAO may revoke what it has reinstated"
