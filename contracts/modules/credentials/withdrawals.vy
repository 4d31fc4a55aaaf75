# pragma version 0.4.3
"""
@title withdrawals
@license AGPL-3.0-only
@notice How a credential falls, and how it may come back: revoked and reinstated, renounced and
        consented to anew.
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
    @param reason A code from 1 on; docs/commands.md has the list.
    """
    class_id: uint256 = ids._class_id(token_id)
    holder: address = ids._holder(token_id)
    conferral: uint256 = sheets._held_from(class_id, holder)
    record: records.Record = records._get_of(token_id, conferral)
    is_held: bool = conferral != 0
    assert is_held or record.status == records.RENOUNCED, "credentials: there is no such credential"
    self._check_may_revoke(ids._curriculum(class_id), record)
    assert reason != 0, "credentials: a revocation needs a reason"

    record.is_given_up = not is_held and sheets._lane(class_id, holder) == lanes.TOMBSTONE
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
def reinstate(token_id: uint256):
    """
    @notice Undo a revocation. The DAO decides, and the holder's enrolment still has to cover it.
    """
    authority._check_owner()
    record: records.Record = records._get(token_id)
    class_id: uint256 = ids._class_id(token_id)
    holder: address = ids._holder(token_id)
    assert record.status == records.REVOKED, "credentials: this credential is not revoked"
    enrolled: uint256 = sheets._enrolment(ids._curriculum(class_id), holder)
    assert enrolled & 255 >= ids._index(
        class_id
    ), "credentials: the holder's enrolment does not cover this badge"

    record.reason = 0
    record.at = block.timestamp
    record.is_reinstated = True
    if record.is_given_up:  # its holder had renounced it before: that stands again
        record.status = records.RENOUNCED
        record.by = holder
        record.is_given_up = False
        records._write(token_id, record)
        log ICredentialToken.Reinstated(token_id=token_id)
        return

    sheets._set_lane(class_id, holder, record.conferral)
    record.status = records.STANDS
    record.by = msg.sender
    records._write(token_id, record)
    issuer: address = conferrals._conferral(ids._curriculum(class_id), record.conferral)[0]
    awards._log_issue(issuer, holder, token_id)
    log ICredentialToken.Reinstated(token_id=token_id)


@external
def renounce(class_id: uint24):
    """
    @notice Give a credential of one's own up. Nobody can award it again without `renew_consent`.
    """
    token_id: uint256 = ids._token_id(convert(class_id, uint256), msg.sender)
    conferral: uint256 = sheets._held_from(convert(class_id, uint256), msg.sender)
    assert conferral != 0, "credentials: there is no such credential"

    sheets._set_lane(convert(class_id, uint256), msg.sender, lanes.TOMBSTONE)
    record: records.Record = records._get_of(token_id, conferral)
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
    record: records.Record = records._get(token_id)
    assert record.status == records.RENOUNCED, "credentials: you have not renounced this credential"

    sheets._set_lane(badge, msg.sender, 0)
    log ICredentialToken.ConsentRenewed(token_id=token_id)


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
    if authority._is_owner():
        return
    assert is_issuer, "credentials: only its issuer or the DAO may revoke this credential"
    assert is_accredited, "credentials: not accredited for this curriculum"
    raise "credentials: only the DAO may revoke what it has reinstated"
