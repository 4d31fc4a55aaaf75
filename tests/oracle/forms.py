"""The assemblies that stories are told of."""

from cairn.chain.suite import DAY, HOUR, Rules
from oracle.pair import Form


def same(rules: Rules) -> tuple[Rules, ...]:
    """For every class of decisions."""
    return (rules,) * 4


HALF = Rules(HOUR, DAY, quorum=5_000, delay=0, grace=2 * DAY)
FORMS = (
    # Half of eight is four, rounded up or down.
    Form(same(HALF), seats=8),
    Form(same(Rules(HOUR, DAY, quorum=3_000, delay=HOUR, grace=2 * DAY)), is_timelocked=True),
    # Where the DAO asks for more: two thirds, and three heads instead of none.
    Form(same(Rules(0, HOUR, quorum=0, majority=2, delay=0, grace=DAY)), seats=5),
    # Where it asks for less: all but one.
    Form(
        same(Rules(DAY, DAY, quorum=10_000, majority=3, delay=HOUR, grace=DAY)),
        seats=9,
        is_timelocked=True,
    ),
    Form(same(Rules(HOUR, DAY, quorum=5_000, delay=0, grace=DAY)), is_on_our_seats=True),
    # Where it asks for more the graver the matter is.
    Form((HALF, HALF._replace(majority=2), HALF, HALF._replace(majority=3)), seats=8),
)
