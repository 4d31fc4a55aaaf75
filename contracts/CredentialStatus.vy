# pragma version 0.4.3
"""
@title CredentialStatus
@license AGPL-3.0-only
@notice What may still become of a credential that has fallen.
@dev The credential token's first door: it judges here, and the token does what its one entry for this
     door allows. It obeys the token's owner and has none itself.
"""

from .interfaces import ICredentialStatus
from .interfaces import ICredentialToken
from .interfaces import IDoor

implements: ICredentialStatus
implements: IDoor

STANDS: constant(uint256) = 1  # as a verdict's codes
REVOKED: constant(uint256) = 4
RENOUNCED: constant(uint256) = 5

CREDENTIALS: public(immutable(address))


@deploy
def __init__(credentials: address):
    """
    @notice Whoever deploys it has no power.
    """
    assert credentials != empty(address), "status: the credential token's address is zero"
    CREDENTIALS = credentials


@external
def reinstate(token_id: uint256):
    """
    @notice Undo a revocation. The DAO decides, and the holder's enrolment still has to cover it.
    """
    self._check_owner()
    record: ICredentialToken.Record = staticcall ICredentialToken(CREDENTIALS).record_of(token_id)
    assert record.status == REVOKED, "status: this credential is not revoked"

    record.status = STANDS
    record.by = msg.sender
    if record.is_given_up:  # its holder had renounced it before: that stands again
        record.status = RENOUNCED
        record.by = convert(token_id & convert(max_value(uint160), uint256), address)
    record.reason = 0
    record.at = block.timestamp
    record.is_reinstated = True
    record.is_given_up = False
    extcall ICredentialToken(CREDENTIALS).settle(token_id, record, False)
    log ICredentialStatus.Reinstated(token_id=token_id)


@internal
@view
def _check_owner():
    owner: address = staticcall ICredentialToken(CREDENTIALS).owner()
    assert msg.sender == owner, "status: only the DAO may do this, by a vote"
