# pragma version 0.4.3
"""
@title caption
@license AGPL-3.0-only
@notice A credential's metadata from texts that no record needs to hold.
"""

from contracts.modules.shared import metadata


@external
@pure
def token_uri(
    key: String[96],
    name: String[96],
    title: String[96],
    issuer: address,
    awarded_at: uint256,
    expires_at: uint256,
) -> String[metadata.MAX_URI]:
    return metadata._token_uri(key, name, title, issuer, awarded_at, expires_at)
