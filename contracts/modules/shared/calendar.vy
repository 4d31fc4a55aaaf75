# pragma version 0.4.3
"""
@title calendar
@license AGPL-3.0-only
@notice How far dates go: whatever shows them has a calendar that ends with the year 9999.
"""

LAST_SECOND: constant(uint256) = 253_402_300_799  # 9999-12-31 23:59:59 UTC, Unix seconds
LAST_DAY: constant(uint256) = 2_932_896  # days since 1970
