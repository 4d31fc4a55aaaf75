"""Minutes as a page to read: the same facts as for a program, in words."""

from cairn.governance.decisions import MAJORITIES, SUBJECTS, share_of
from cairn.governance.minutes import Minutes, calls_of
from cairn.governance.motions import SUPPORTS
from cairn.governance.polls import Ballot, tally
from cairn.say.text import plain
from cairn.say.times import moment_of

HAPPENED = {
    "ProposalCreated": "proposed",
    "ProposalReturned": "returned by the chamber",
    "ProposalExtended": "vote lengthened",
    "ProposalExecuted": "executed",
    "ProposalCanceled": "withdrawn by its proposer",
}


def as_markdown(minutes: Minutes) -> str:
    """Return the minutes as Markdown. Texts off the chain are quoted, and shown plain."""
    motion = minutes.motion
    parts = [
        f"# Minutes of proposal {motion.number}",
        f"{_quoted(motion.description)}\n\nProposed by {motion.proposer}. Id {hex(motion.id)}.",
        f"## {minutes.state}",
        _reckoning(minutes),
        "## What it calls",
        "\n".join(f"- `{plain(call)}`" for call in calls_of(minutes.suite, motion)),
        "## Ballots",
        "\n".join(_line(ballot) for ballot in minutes.ballots) or "None.",
        "## Course",
        "\n".join(
            f"- {moment_of(event.at)}: {HAPPENED[event.what]} (block {event.block}, "
            f"{event.transaction})"
            for event in minutes.events
        ),
        f"Recomputed from events as of {moment_of(minutes.now)}.",
    ]
    return "\n\n".join(parts) + "\n"


def _reckoning(minutes: Minutes) -> str:
    """Say how the votes were counted and what they had to come to."""
    against, in_favour, abstaining = tally(minutes.ballots)
    opened, closed = moment_of(minutes.motion.opens_at), moment_of(minutes.closes_at)
    return (
        f"A decision on {SUBJECTS[minutes.class_]}. The vote opened after {opened} and closes or "
        f"closed at {closed}. {in_favour} for, {against} against, {abstaining} abstaining, of "
        f"{minutes.members} members. Quorum: {share_of(minutes.rules)}, {minutes.quorum} here"
        f"{_founders(minutes)}; {in_favour + abstaining} are for it or abstain. Majority: "
        f"{MAJORITIES[minutes.majority]} of the votes for and against."
    )


def _founders(minutes: Minutes) -> str:
    """Say why a quorum counts more than there were members."""
    if minutes.counted == minutes.members:
        return ""
    return f" ({minutes.counted} founders were named, who all count for 90 days)"


def _line(ballot: Ballot) -> str:
    why = f": {plain(ballot.reason)}" if ballot.reason else ""
    return (
        f"- seat {ballot.seat}, {ballot.voter}: {SUPPORTS[ballot.support]}{ballot.story}{why} "
        f"({ballot.transaction})"
    )


def _quoted(text: str) -> str:
    return "\n".join(f"> {plain(line)}".rstrip() for line in text.split("\n"))
