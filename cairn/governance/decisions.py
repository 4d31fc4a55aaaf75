"""How much agreement a decision needs: by its class, which follows from what it would do."""

from collections.abc import Sequence

from cairn.chain.suite import CLASSES, Rules, Suite
from cairn.governance.founding import FEWEST
from cairn.governance.motions import Action
from cairn.say.times import span_of

SUBJECTS = ("a curriculum", "people", "the treasury", "the constitution")  # class by class
TREASURY = CLASSES.index("treasury")
SELECTOR = 4  # bytes that say which function is called
WHOLE = 10_000  # basis points
SHARES = {2_500: "a quarter", 5_000: "half", 7_500: "three quarters", 10_000: "all"}
MAJORITIES = {1: "more than half", 2: "at least two thirds", 3: "at least three quarters"}


def class_of(suite: Suite, actions: Sequence[Action]) -> int:
    """Return the class of a decision: its strictest act's, as the DAO finds it."""
    return max(act_class(suite, action) for action in actions)


def act_class(suite: Suite, action: Action) -> int:
    """Return the class of one act; what carries ether is treasury at least."""
    selector = action.data[:SELECTOR] if len(action.data) >= SELECTOR else bytes(SELECTOR)
    listed = suite.rules.class_of(action.target, selector)
    return max(listed, TREASURY) if action.value else listed


def rulebook_of(suite: Suite) -> tuple[Rules, ...]:
    """Return the rules in force, class by class."""
    return tuple(Rules(*suite.rules.rules(class_)) for class_ in range(len(CLASSES)))


def quorum_of(rules: Rules, members: int) -> int:
    """Return how many must vote for or abstain, as the contract reckons it: never everybody."""
    if members < FEWEST:
        return FEWEST
    share = -(-members * rules.quorum // WHOLE)
    return min(max(share, rules.minimum), members - 1)


def needs(
    class_: int, rules: Rules, members: int, electorate: int, majority: int | None = None
) -> str:
    """Say of which class a proposal is and what it takes to pass. Votes against are no quorum."""
    least = MAJORITIES[majority or rules.majority]
    return (
        f"This is a decision on {SUBJECTS[class_]}: {share_of(rules)} "
        f"({quorum_of(rules, electorate)} of {electorate}{_founders(members, electorate)}) must "
        f"vote for it or abstain, and {least} of the votes for and against must be for it."
    )


def _founders(members: int, electorate: int) -> str:
    """Say why a quorum counts more than there are members."""
    if electorate == members:
        return ""
    return f": {members} members; the founders named, who all count for 90 days, are more"


def share_of(rules: Rules) -> str:
    """Say which part of the members a quorum is."""
    if not rules.quorum:
        return f"at least {rules.minimum} members"
    share = SHARES.get(rules.quorum, f"{rules.quorum / 100:g} %")
    return f"at least {share} of the members"


def decided_so(class_: int, rules: Rules) -> str:
    """Say how decisions of a class are reached by these rules."""
    return (
        f"Decisions on {SUBJECTS[class_]}: the vote opens after {span_of(rules.voting_delay)} and "
        f"lasts {span_of(rules.voting_period)}; {share_of(rules)}, {rules.minimum} or more but "
        f"never all, must vote for it or abstain, and {MAJORITIES[rules.majority]} of the votes "
        f"for and against must be for it; it takes effect {span_of(rules.delay)} after the vote, "
        f"and expires {span_of(rules.grace)} later"
    )
