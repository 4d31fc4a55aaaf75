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
    @notice Undo a revocation. The DAO decides. For the badge to come back the holder's enrolment still
            has to cover it; what its holder had given up stays given up.
    """
    self._check_owner()
    extcall ICredentialToken(CREDENTIALS).settle(token_id, msg.sender, False)
    log ICredentialStatus.Reinstated(token_id=token_id)


@internal
@view
def _check_owner():
    owner: address = staticcall ICredentialToken(CREDENTIALS).owner()
    assert msg.sender == owner, "status: only the DAO may do this, by a vote"
