"""What must be the same on both sides after each act, whatever the act was."""

from stateful.picks import Pick

from oracle import differences as d
from oracle.story import Story

DATES = ("proposalSnapshot", "proposalDeadline", "proposalProposer")
CONSTANTS = (
    "name",
    "version",
    "clock",
    "CLOCK_MODE",
    "COUNTING_MODE",
    "proposalThreshold",
    "eip712Domain",
    "BALLOT_TYPEHASH",
    "EXTENDED_BALLOT_TYPEHASH",
    "token",
)


def check(story: Story, pick: Pick) -> None:
    """The state of each proposal, if it can still change; of one, and of one person, everything."""
    over = [voted for voted in story.drafts if voted in story.over]
    for voted in [*(story.drafts.keys() - over), *pick.some(over, 1)]:
        _state(story, voted)
    who = pick.one(story.everyone)
    if story.drafts:
        _proposal(story, pick.one(list(story.drafts)), who)
    _unknown(story, pick.number(0, 9), who)
    when = pick.one((story.now, story.now - pick.number(2, 99_999), *story.moments[-6:]))
    _person(story, who, when + pick.number(-1, 1))
    story.same(pick.one(CONSTANTS))


def _state(story: Story, voted: int) -> None:
    expected, reason = d.verdict(story.ours, story.theirs, voted)
    told = story.ours.ask("state", voted)
    assert told == expected, f"{voted:#x} is in state {told}, not {expected} ({reason})"
    story.counts[f"state {told}"] += 1
    if reason:
        story.differ(reason)
    if told in d.FINAL:
        story.over.add(voted)


def _proposal(story: Story, voted: int, who: str) -> None:
    for name in (*DATES, "proposalVotes"):
        story.same(name, voted)
    story.same("hasVoted", voted, who)
    ours, theirs = story.ours, story.theirs
    deadline, snapshot = (theirs.ask(f"proposal{x}", voted) for x in ("Deadline", "Snapshot"))
    eta, rules = ours.ask("proposalEta", voted), ours.rules(voted)
    assert eta == deadline + rules.delay
    made = story.drafts[voted]
    class_ = d.class_of(made.targets, made.values, made.calldatas, story.token)
    told = class_, story.serials[voted], voted in story.extended, False
    assert ours.ask("proposalKind", voted) == told
    if eta != theirs.ask("proposalEta", voted):
        story.differ(d.ETA)
    if snapshot < story.now:
        assert ours.ask("proposalQuorum", voted) == d.quorum(rules, theirs, snapshot)


def _unknown(story: Story, voted: int, who: str) -> None:
    """What was never made has no state, and everything else about it is nought."""
    for name in ("state", *DATES, "proposalEta", "proposalVotes"):
        story.same(name, voted)
    story.same("hasVoted", voted, who)
    mine, its = story.view("state", voted)
    assert not mine.ok
    assert mine.output == its.output


def _person(story: Story, who: str, when: int) -> None:
    story.same("getVotes", who, when)
    story.same("getVotesWithParams", who, when, b"\1")
    story.same("getPastVotes", who, when, to="token")
    story.same("getPastTotalSupply", when, to="token")
    for name in ("getVotes", "delegates"):
        story.same(name, who, to="token")
    assert story.ours.ask("nonces", who) == 0
