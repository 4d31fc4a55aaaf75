# pragma version 0.4.3
"""
@title authority
@license AGPL-3.0-only
@notice Who decides about credentials: the DAO, and the pathway registry with what the DAO has
        adopted.
"""

from snekmate.auth import ownable

uses: ownable

REGISTRY: public(immutable(address))


@deploy
def __init__(registry: address):
    """
    @param registry The pathway registry: it alone adopts curricula and awards composites.
    """
    REGISTRY = registry


@internal
@view
def _check_owner():
    assert self._is_owner(), "credentials: only the DAO may do this, by a vote"


@internal
@view
def _check_registry():
    assert msg.sender == REGISTRY, "credentials: only the pathway registry may do this"


@internal
@view
def _check_owner_or_registry():
    assert (
        msg.sender == REGISTRY or self._is_owner()
    ), "credentials: only the DAO may do this, by a vote"


@internal
@view
def _is_owner() -> bool:
    return msg.sender == ownable.owner
