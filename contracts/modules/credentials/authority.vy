# pragma version 0.4.3
"""
@title authority
@license AGPL-3.0-only
@notice Who decides about credentials: the DAO, and the doors, each in its own matter alone.
@dev A door is a contract that brings what cannot be judged here. The set is closed at construction: a
     new door is a new ledger.
"""

from snekmate.auth import ownable

uses: ownable

CURRICULA: public(immutable(address))
PATHWAYS: public(immutable(address))
STATUS: public(immutable(address))


@deploy
def __init__(curricula: address, pathways: address, status: address):
    """
    @param curricula The curriculum registry: it alone adopts curricula.
    @param pathways The pathway registry: it alone awards composites, whose rule it has found met.
    @param status The status door: it alone settles what has fallen.
    """
    CURRICULA = curricula
    PATHWAYS = pathways
    STATUS = status


@internal
@view
def _check_owner():
    assert self._is_owner(), "credentials: only the DAO may do this, by a vote"


@internal
@view
def _check_curricula():
    assert msg.sender == CURRICULA, "credentials: only the curriculum registry may do this"


@internal
@view
def _check_owner_or_curricula():
    assert (
        msg.sender == CURRICULA or self._is_owner()
    ), "credentials: only the DAO may do this, by a vote"


@internal
@view
def _check_pathways():
    assert msg.sender == PATHWAYS, "credentials: only the pathway registry may do this"


@internal
@view
def _check_status():
    assert msg.sender == STATUS, "credentials: only the status door may do this"


@internal
@view
def _is_owner() -> bool:
    return msg.sender == ownable.owner
