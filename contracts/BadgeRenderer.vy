# pragma version 0.4.3
"""
@title BadgeRenderer
@license AGPL-3.0-only
@notice Shows a credential to wallets: its ERC-721 metadata, made on chain, with no server to ask.
@dev Apart from the credential token, so that the DAO can adopt a finer one by a vote.
"""

from .interfaces import IBadgeRenderer
from .interfaces import ICurriculumRegistry
from .modules.shared import metadata

implements: IBadgeRenderer

CURRICULA: public(immutable(ICurriculumRegistry))


@deploy
def __init__(curricula: address):
    CURRICULA = ICurriculumRegistry(curricula)


@external
@view
def token_uri(
    class_id: uint24, holder: address, issuer: address, awarded_at: uint256, expires_at: uint256
) -> String[2048]:
    """
    @notice A data URI of JSON: the badge's name, its curriculum, its issuer and its dates.
    @param awarded_at Unix seconds, as is `expires_at`, where 0 is never.
    @dev Holds dates, never the word expired: time passes without a transaction.
    """
    label: ICurriculumRegistry.Label = staticcall CURRICULA.label(class_id)
    return metadata._token_uri(label.key, label.name, label.title, issuer, awarded_at, expires_at)
