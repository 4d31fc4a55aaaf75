"""Whom a quorum counts: for ninety days from deployment the founders, too, who have not come yet.

The rule is the membership token's own (`electorate`): once three are seated, the members or the
founders named, whichever are more.
"""

from cairn.chain.suite import Suite
from cairn.say.times import DAY

FEWEST = 3  # heads, without which nothing is decided
FOUNDING = 90 * DAY


def electorate(members: int, founders: int, is_founding: bool) -> int:
    """Return whom a quorum counts, of so many members."""
    return max(members, founders) if is_founding and members >= FEWEST else members


def electorate_now(suite: Suite) -> int:
    """Return whom the quorum of a vote would count that opened now."""
    token = suite.educators
    is_founding = suite.node.now < token.FOUNDING_ENDS_AT()
    return electorate(token.totalSupply(), token.FOUNDERS(), is_founding)
