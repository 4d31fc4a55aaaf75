"""One story told on both sides: each act is done to both, and what comes of it is compared."""

from collections import Counter
from typing import Any, NamedTuple

from eth_utils import keccak
from rig import account
from rig.engines import Log, Outcome

from oracle import differences as d
from oracle.pair import (
    PEOPLE,
    SIGNER,
    STRANGER,
    Content,
    Form,
    Ours,
    Theirs,
    calldata,
    errors,
    topics,
)
from oracle.refusals import agree

EXTENDED = keccak(text="ProposalExtended(uint256,uint64)")
MOVING = ("accept", "resign", "execute")  # acts by which members come and go
TOLD = 100  # characters of the arguments, in a trace


class Act(NamedTuple):
    """Something that somebody does to both governors, or to both tokens."""

    name: str
    args: tuple
    sender: str
    value: int = 0
    refuses: str | None = None  # the difference by which the DAO refuses, whatever the other does
    accepts: str | None = None  # the difference by which it may accept what the other refuses
    theirs: tuple | None = None  # the arguments for OpenZeppelin's, if they are others
    meant: tuple | None = None  # what it takes in their place, after having refused them
    to: str = "governor"


class Story:
    def __init__(self, form: Form, counts: Counter | None = None):
        self.form = form
        self.ours, self.theirs = Ours(form), Theirs(form)
        self.governor, self.token = self.theirs.governor.address, self.theirs.token.address
        assert self.ours.governor.address == self.governor
        assert self.ours.token.address == self.token
        self.signer, self.target = self.theirs.signer.address, self.theirs.target.address
        self.stranger = account(STRANGER)
        self.people = [self.signer, *map(account, PEOPLE)]
        self.everyone = [*self.people, self.stranger]
        self.keys = {account(name): name for name in (*PEOPLE, STRANGER)} | {self.signer: SIGNER}
        self.drafts: dict[int, Content] = {}  # every proposal there is
        self.serials: dict[int, int] = {}
        self.made: list[tuple[int, int]] = []  # seat of who proposed, first deadline
        self.over: set[int] = set()  # those that the DAO has told to be
        self.extended: set[int] = set()  # those whose vote has turned late
        self.ballots: list[Act] = []  # signed ones that were counted
        self.moments = [self.now]  # in which somebody may have come or gone
        self.counts = Counter() if counts is None else counts
        self.trace = [f"{form}"]

    @property
    def now(self) -> int:
        return self.theirs.rig.now

    def wait_until(self, timestamp: int) -> None:
        self.trace.append(f"wait until {timestamp}")
        self.ours.rig.now = self.theirs.rig.now = timestamp

    def differ(self, name: str) -> None:
        """Note a difference that was met."""
        self.counts[f"difference: {name}"] += 1

    # ---------------------------------------------------------------------------------- acts

    def do(self, act: Act) -> bool:
        """Do it to both, and compare; what only one of them does is undone."""
        self.trace.append(f"{self.now} {act.sender[:8]} {act.name}{act.args!s:.{TOLD}}")
        before = [side.rig.engine.snapshot() for side in (self.ours, self.theirs)]
        vote = Vote(self, act.args[0]) if act.name.startswith("castVote") else None
        mine = self._send(self.ours, act, act.args)
        its = self._send(self.theirs, act, act.theirs or act.args)
        if act.meant:
            its = self._translated(act, its)

        self._compare_success(act, mine, its)
        if mine.ok != its.ok:
            return self._undo(before, act.refuses or act.accepts)
        if not mine.ok:
            self._compare_refusals(act, mine, its)
            self.counts[f"refused {act.name}"] += 1
            return False
        if vote and vote.is_answered_otherwise(mine, its):
            return self._undo(before, d.LATE)
        assert mine.output == its.output, f"{act.name} returns {mine.output} and {its.output}"
        self._compare_logs(act, mine, its)
        self.counts[act.name] += 1
        if act.name in MOVING:
            self.moments.append(self.now)
        return True

    def _undo(self, before: list, difference: str) -> bool:
        self.differ(difference)
        for side, snapshot in zip((self.ours, self.theirs), before, strict=True):
            side.rig.engine.revert(snapshot)
        return False

    def _translated(self, act: Act, its: Outcome) -> Outcome:
        """OpenZeppelin's governor refuses it as it is, and is told what was meant."""
        assert not its.ok, f"{act.name}: OpenZeppelin takes it as it is"
        self.differ(act.accepts)
        return self._send(self.theirs, act, act.meant)

    def _send(self, side: Ours | Theirs, act: Act, args: tuple) -> Outcome:
        to, data = getattr(side, act.to).address, calldata(act.name, *args)
        if act.sender == self.signer:  # a contract, which does as it is told
            passed_on = side.signer.encode("act", to, data)
            return side.rig.engine.transact(self.stranger, self.signer, passed_on)
        return side.rig.engine.transact(act.sender, to, data, act.value)

    def tune(self, proposed: Act, proposal: int) -> None:
        """Give OpenZeppelin's governor the times that this proposal will have in the DAO."""
        engine = self.ours.rig.engine
        before = engine.snapshot()
        if self._send(self.ours, proposed, proposed.args).ok:
            self.theirs.tune(self.ours.rules(proposal))
        engine.revert(before)

    def alone(self, act: Act) -> bool:
        """Do to OpenZeppelin's governor what the DAO has no need of."""
        return self._send(self.theirs, act, act.args).ok

    def _compare_success(self, act: Act, mine: Outcome, its: Outcome) -> None:
        if act.refuses:
            assert not mine.ok, f"{act.name}: {act.refuses}, and yet it is not refused"
        elif mine.ok and not its.ok:
            assert act.accepts, f"{act.name}: only OpenZeppelin refuses: {named(its.output)}"
        else:
            assert mine.ok == its.ok, f"{act.name}: only the DAO refuses: {named(mine.output)}"

    def _compare_refusals(self, act: Act, mine: Outcome, its: Outcome) -> None:
        if mine.output == its.output:
            return
        said, told = named(its.output), named(mine.output)
        if said == "FailedCall" and not told:
            self.differ(d.SILENCE)
            return
        self.differ(d.WORDS)
        assert act.refuses or act.accepts or agree(said, told), f"{act.name}: {said} is {told!r}"

    def _compare_logs(self, act: Act, mine: Outcome, its: Outcome) -> None:
        """The governors log the same, an extension before or after the ballot that brings it about;
        the DAO's token tells more, and in another order."""
        both = [[log for log in it.logs if log[0] == self.governor] for it in (mine, its)]
        both = [sorted(logs, key=_is_extension) for logs in both]
        assert both[0] == both[1], f"{act.name} logs {both[0]} and {both[1]}"
        both = [sorted(_of_votes(it.logs, self.token)) for it in (mine, its)]
        assert both[0] == both[1], f"{act.name}: the tokens log {both[0]} and {both[1]}"

    # --------------------------------------------------------------------------------- views

    def view(self, name: str, *args: Any, to: str = "governor") -> tuple[Outcome, Outcome]:
        data = calldata(name, *args)
        return tuple(
            side.call(data, getattr(side, to).address) for side in (self.ours, self.theirs)
        )

    def same(self, name: str, *args: Any, to: str = "governor") -> None:
        """Both answer alike, or both refuse."""
        mine, its = self.view(name, *args, to=to)
        told = f"{name}{args!s:.{TOLD}}: {mine.output.hex()} and {its.output.hex()}"
        assert mine.ok == its.ok, told
        assert not mine.ok or mine.output == its.output, told
        self.counts["view"] += 1


class Vote:
    """A ballot that may turn the vote: what the DAO makes of that, and OpenZeppelin's governor."""

    def __init__(self, story: Story, voted: int):
        self.story, self.voted = story, voted
        if voted in story.drafts:
            self.rules = story.ours.rules(voted)
            self.late_from = d.late_from(story.theirs, voted)
            self.deadline = story.theirs.ask("proposalDeadline", voted)
            self.before = self._standing()

    def _standing(self) -> int | None:
        is_open = self.story.theirs.ask("proposalSnapshot", self.voted) < self.story.now
        return d.standing(self.rules, self.story.theirs, self.voted) if is_open else None

    def is_answered_otherwise(self, mine: Outcome, its: Outcome) -> bool:
        """Each extends a vote that turns in its last eighth, but by turns of its own."""
        story, voted = self.story, self.voted
        turns = self._standing() != self.before
        is_new = story.now >= self.late_from and voted not in story.extended
        length = self.deadline - story.theirs.ask("proposalSnapshot", voted)
        is_extended, others = (any(map(_is_extension, it.logs)) for it in (mine, its))
        assert is_extended == (turns and is_new)
        ends, end = (side.ask("proposalDeadline", voted) for side in (story.ours, story.theirs))
        assert ends == self.deadline + is_extended * (length // d.EIGHTH)
        if is_extended == others and ends == end:
            story.extended |= {voted} if is_extended else set()
            story.counts["extended alike"] += is_extended
            return False
        return True


def _is_extension(log: Log) -> bool:
    return log[1][0] == EXTENDED


def _of_votes(logs: list[Log], token: str) -> list[Log]:
    return [log for log in logs if log[0] == token and log[1][0] in topics()]


def named(output: bytes) -> str:
    """A refusal in words: OpenZeppelin's error, or the DAO's sentence."""
    if output[:4] == keccak(text="Error(string)")[:4]:
        size = int.from_bytes(output[36:68], "big")
        return output[68 : 68 + size].decode()
    return errors().get(output[:4], output.hex())
