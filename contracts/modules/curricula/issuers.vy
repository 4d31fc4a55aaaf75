# pragma version 0.4.3
"""
@title issuers
@license AGPL-3.0-only
@notice Whom a curriculum record accredits: one word an issuer, its address (160 bits) and until
        when (40, Unix seconds; 0 for ever), in rising order of address.
"""

from ..shared import calendar
from . import documents
from . import record_head


@internal
@view
def _of(kept: address, head: record_head.Head, i: uint256) -> (uint256, uint256):
    """
    @return The i-th issuer's address, and until when.
    """
    issuer: uint256 = documents._word(kept, head.issuers_at + (i << 5))
    return issuer & convert(max_value(uint160), uint256), issuer >> 160


@internal
@view
def _check(kept: address, head: record_head.Head):
    before: uint256 = 0
    for i: uint256 in range(head.issuers, bound=record_head.MAX_ISSUERS):
        account: uint256 = 0
        until: uint256 = 0
        account, until = self._of(kept, head, i)
        assert (
            account > before
        ), "curricula: the issuers are not in rising order of address, from one on"
        assert (
            until == 0 or until > block.timestamp
        ), "curricula: an issuer's accreditation would already be over"
        assert (
            until <= calendar.LAST_SECOND
        ), "curricula: an issuer's accreditation would end on no day of a calendar"
        before = account
