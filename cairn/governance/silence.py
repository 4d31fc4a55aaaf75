"""Who has left in silence: the newest votes, and on which of them a member has no ballot.

The rule is the membership token's own (`give_notice`, `strike`); what is gathered here is the proof
that both ask for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cairn.chain.suite import Suite
from cairn.governance.motions import STATES, Motion
from cairn.governance.roll import Term
from cairn.say.times import DAY

MISSED = 8  # votes, one after the other
APART = 60 * DAY // MISSED  # seconds from one missed vote's beginning to the next one's
LONGEST = 1_024  # proposals of one proof


@dataclass
class Silence:
    """What a member has missed, newest first, and why that is not enough, if it is not."""

    proof: list[int] = field(default_factory=list)  # proposal ids
    missed: int = 0
    why_not: str = ""

    @property
    def is_proven(self) -> bool:
        return not self.why_not


def silence_of(suite: Suite, motions: Sequence[Motion], term: Term) -> Silence:
    """Go back through the proposals until the silence is proven, or broken."""
    found, now = Silence(), suite.node.now
    first = now
    for motion in list(reversed(motions))[:LONGEST]:
        if suite.dao.hasVoted(motion.id, term.account):
            found.why_not = f"has a ballot on proposal {motion.number}"
            return found
        found.proof.append(motion.id)
        if term.heard_at <= motion.opens_at and is_missed(suite, motion, first):
            found.missed, first = found.missed + 1, motion.opens_at
        if found.missed >= MISSED:
            return found
    votes = "vote" if found.missed == 1 else "votes"
    found.why_not = (
        f"has missed {found.missed} {votes}, and it takes {MISSED} in a row, begun 7.5 days or "
        "more apart"
    )
    return found


def is_missed(suite: Suite, motion: Motion, before: int) -> bool:
    """Tell whether a vote counts beside the one that was missed next, which began `before`.

    Of votes that are near together only one does: whoever is away for a week has not left.
    """
    return motion.opens_at + APART <= before and is_held(suite, motion, before)


def is_held(suite: Suite, motion: Motion, before: int) -> bool:
    """Tell whether a vote has been held and was over before that second."""
    if suite.dao.proposalDeadline(motion.id) >= before:
        return False
    return STATES[suite.dao.state(motion.id)] != "Canceled"


def held_since(suite: Suite, motions: Sequence[Motion], term: Term, most: int) -> Iterator[Motion]:
    """Yield the newest votes that have been held while a member was one, at most so many."""
    now = suite.node.now
    mine = [motion for motion in reversed(motions) if term.seated_at <= motion.opens_at]
    held = (motion for motion in mine if is_held(suite, motion, now))
    for _, motion in zip(range(most), held, strict=False):
        yield motion
