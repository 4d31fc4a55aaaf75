# pragma version 0.4.3
"""
@title dao_clock
@license AGPL-3.0-only
@notice A membership token that belongs to whoever asks, and counts time as it is told to.
"""

pending_owner: public(constant(address)) = empty(address)
CLOCK_MODE: public(String[64])


@deploy
def __init__(clock_mode: String[64]):
    self.CLOCK_MODE = clock_mode


@external
@view
def owner() -> address:
    return msg.sender
