"""How proposals stand, in words and bars for people and in fields for programs."""

from cairn.chain.suite import CLASSES
from cairn.governance.motions import Motion, Outlook
from cairn.say.times import span_of

BAR = 8  # blocks


def quorum_bar(now: Outlook) -> str:
    """Show how much of the quorum is there: a bar, and the numbers."""
    if now.quorum is None:
        return ""
    there = now.in_favour + now.abstaining
    full = min(BAR * there // now.quorum, BAR)
    return f"{'█' * full}{'░' * (BAR - full)} {there} of {now.quorum}"


def time_left(motion: Motion, now: Outlook, clock: int) -> str:
    """Return what happens next, and when, in the words of a person. `clock` is now, in Unix
    seconds."""
    if now.state == "Pending":
        return f"the vote opens in {span_of(motion.opens_at - clock)}"
    if now.state == "Active":
        return f"the vote closes in {span_of(now.closes_at - clock)}{_lengthened(now)}"
    if now.state in ("Queued", "Succeeded"):
        if clock < now.executable_at:
            return f"can be executed in {span_of(now.executable_at - clock)}"
        return f"can be executed for {span_of(now.expires_at - clock)}"
    return ""


def _lengthened(now: Outlook) -> str:
    told = [
        word for it, word in ((now.is_returned, "returned"), (now.is_extended, "extended")) if it
    ]
    return f" ({', '.join(told)})" if told else ""


def as_dict(motion: Motion, now: Outlook) -> dict:
    """Return a proposal for a program. Times are Unix seconds, amounts wei."""
    return {
        "number": motion.number,
        "id": str(motion.id),
        "title": motion.first_line,
        "proposer": motion.proposer,
        "class": CLASSES[now.class_],
        "state": now.state,
        "for": now.in_favour,
        "against": now.against,
        "abstain": now.abstaining,
        "quorum": now.quorum,
        "majority": now.majority,
        "members": now.members,
        "returned": now.is_returned,
        "extended": now.is_extended,
        "opens_at": motion.opens_at,
        "closes_at": now.closes_at,
        "executable_at": now.executable_at,
        "expires_at": now.expires_at,
        "ether": str(motion.ether),  # wei, to be sent by whoever executes it
    }
