"""What anybody can do to a governor, mostly such that it succeeds; the rest shows refusals."""

from collections.abc import Callable

from stateful.picks import Pick

from oracle import differences as d
from oracle.pair import Content
from oracle.signing import KINDS, compact, sign, twin
from oracle.story import Act, Story
from oracle.words import ACTIONS, CALLDATA, TEXT, content

WAYS = ("ahead", "long", "compact", "cut", "twin", "marred", "forged", "altered")  # to sign badly
LONGEST = 512  # bytes of a signature
SPOILT = {
    "compact": compact,
    "cut": lambda signature: signature[:-2],
    "twin": twin,
    "marred": lambda signature: signature[:64] + b"\x1d",
}
MOST_ALIVE = 4  # proposals at a time, or votes would be spread too thin
MOST_TEXT = 1_024  # bytes of a reason, or of parameters
HAT: list[Callable[[Story, Pick], bool]] = []


def act(weight: int) -> Callable:
    """Register an act, and how often it comes up."""

    def register(function: Callable) -> Callable:
        HAT.extend([function] * weight)
        return function

    return register


def in_state(story: Story, *states: int) -> list[int]:
    return [each for each in story.drafts if story.theirs.ask("state", each) in states]


def alive(story: Story) -> list[int]:
    return in_state(story, d.PENDING, d.ACTIVE, d.SUCCEEDED, d.QUEUED)


# ------------------------------------------------------------------------------------ proposals


@act(10)
def propose(story: Story, pick: Pick) -> bool:
    sender = pick.one(_members(story)) if pick.chance(90) else pick.one(story.everyone)
    if story.drafts and pick.chance(8):
        return _propose(story, pick.one(list(story.drafts.values())), sender)
    if len(alive(story)) >= MOST_ALIVE:
        return False
    return _propose(story, content(story, pick, sender), sender)


@act(1)
def crowd(story: Story, pick: Pick) -> bool:
    """One member has no end of ideas."""
    sender = pick.one(_members(story))
    for _ in range(d.PLACES_OF_ONE + 1):
        target = story.theirs.target
        acts = [target.address], [0], [target.encode("set_value", pick.number(0, 999))]
        _propose(story, Content(*acts, b"Idea %d" % len(story.drafts)), sender)
    return True


def _propose(story: Story, made: Content, sender: str) -> bool:
    proposal = story.theirs.ask("hashProposal", *made.hashed)
    asked = Act("propose", tuple(made), sender, refuses=_refusal(story, made, sender))
    story.tune(asked, proposal)
    done = story.do(asked)
    if done:
        story.serials[proposal] = len(story.serials) + 1
        story.made.append((_seat(story, sender), story.theirs.ask("proposalDeadline", proposal)))
        story.same("hashProposal", *made.hashed)
        story.same("getProposalId", *made.hashed)
        story.drafts[proposal] = made
    return done


def _refusal(story: Story, made: Content, sender: str) -> str | None:
    """Why the DAO alone refuses such a proposal."""
    if _beyond(made):
        return d.BOUNDS
    code = story.theirs.rig.engine.code
    if not all(code(target) for target in made.targets):
        return d.CODELESS
    seat = _seat(story, sender)
    undecided = [n for n, deadline in story.made if n == seat and deadline >= story.now]
    return d.PLACES if seat and len(undecided) == d.PLACES_OF_ONE else None


def _seat(story: Story, who: str) -> int:
    return story.ours.token.number_at(who, story.now - 1)


def _beyond(made: Content) -> bool:
    lists = max(len(each) for each in made[:3]) > ACTIONS
    return lists or len(made.text) > TEXT or any(len(each) > CALLDATA for each in made.calldatas)


@act(3)
def carry(story: Story, pick: Pick) -> bool:
    """A whole decision, from its proposal to its execution, as early as both allow it."""
    sender = pick.one(_members(story))
    made = content(story, pick, sender)
    proposal = story.theirs.ask("hashProposal", *made.hashed)
    if proposal in story.drafts or not _propose(story, made, sender):
        return False
    story.wait_until(story.theirs.ask("proposalSnapshot", proposal) + 1)
    _all_vote(story, pick, proposal)
    story.wait_until(story.theirs.ask("proposalDeadline", proposal) + 1)
    too_soon = story.ours.ask("proposalEta", proposal) - 1
    if story.now < too_soon and pick.chance(30):
        story.wait_until(too_soon)
        _execute(story, made, sum(made.values))
    asked = Act("queue", made.hashed, story.stranger, refuses=d.QUEUING)
    if story.form.is_timelocked and story.alone(asked):
        story.counts["queue"] += 1
        story.wait_until(story.theirs.ask("proposalEta", proposal))
    if pick.chance(10):
        _execute(story, made, sum(made.values) + 1)
    return _execute(story, made, sum(made.values))


@act(3)
def cancel(story: Story, pick: Pick) -> bool:
    pending = in_state(story, d.PENDING)
    chosen = pick.one(pending if pending and pick.chance(70) else [*story.drafts] or [0])
    if chosen not in story.drafts:
        return False
    by = story.theirs.ask("proposalProposer", chosen)
    if pick.chance(35):
        by = pick.one(story.everyone)
    return story.do(Act("cancel", _changed(story, pick, chosen).hashed, by))


@act(4)
def queue(story: Story, pick: Pick) -> bool:
    passed = in_state(story, d.SUCCEEDED)
    chosen = pick.one(passed if passed and pick.chance(85) else [*story.drafts] or [0])
    if chosen not in story.drafts:
        return False
    made = _changed(story, pick, chosen).hashed
    asked = Act("queue", made, story.stranger, refuses=d.QUEUING)
    story.do(asked)
    done = story.form.is_timelocked and story.alone(asked)
    story.counts["queue"] += done
    return done


@act(9)
def execute(story: Story, pick: Pick) -> bool:
    ripe = [each for each in story.drafts if _is_ripe(story, each)]
    chosen = pick.one(ripe if ripe and pick.chance(75) else [*story.drafts] or [0])
    if chosen not in story.drafts:
        return False
    made = _changed(story, pick, chosen)
    needed = sum(made.values)
    return _execute(story, made, needed if pick.chance(88) else needed + pick.one((-1, 1, 2)))


def _execute(story: Story, made: Content, paid: int) -> bool:
    paid = max(0, paid)
    refuses, accepts = _execution(story, made, paid)
    return story.do(Act("execute", made.hashed, story.stranger, paid, refuses, accepts))


def _is_ripe(story: Story, proposal: int) -> bool:
    state, _ = d.verdict(story.ours, story.theirs, proposal)
    is_due = story.now >= story.ours.ask("proposalEta", proposal)
    return state in (d.QUEUED, d.SUCCEEDED) and is_due


def _execution(story: Story, made: Content, paid: int) -> tuple[str | None, str | None]:
    """Why the DAO alone refuses to execute it, and why it alone may do it."""
    proposal = story.theirs.ask("hashProposal", *made.hashed)
    if proposal not in story.drafts:
        return None, None
    state, reason = d.verdict(story.ours, story.theirs, proposal)
    if paid != sum(made.values):
        return d.ETHER, None
    if state in (d.DEFEATED, d.EXPIRED):
        return reason, None
    if not _is_ripe(story, proposal):
        return None, None
    return None, reason or (d.QUEUING if story.form.is_timelocked else None)


def _changed(story: Story, pick: Pick, proposal: int) -> Content:
    """The content of a proposal; now and then not quite."""
    made = story.drafts[proposal]
    if pick.chance(94):
        return made
    return pick.one(
        (
            made._replace(text=made.text + b"!"),
            made._replace(values=[each + 1 for each in made.values]),
            made._replace(targets=[story.token] * len(made.targets)),
            made._replace(calldatas=[b"", *made.calldatas[1:]]),
            made._replace(values=[*made.values[1:]]),
        )
    )


# ---------------------------------------------------------------------------------------- votes


@act(26)
def vote(story: Story, pick: Pick) -> bool:
    """In person, in one of three ways."""
    if not in_state(story, d.ACTIVE) and pick.chance(80):
        return False
    ballot = _ballot(story, pick)
    name = pick.one(("castVote", "castVoteWithReason", "castVoteWithReasonAndParams"))
    more = {"castVote": 0, "castVoteWithReason": 1}.get(name, 2)
    texts = (_reason(pick).decode(), _params(pick))[:more]
    refuses = _vote_refusal(story, ballot, *texts)
    return story.do(Act(name, (*ballot[:2], *texts), ballot[2], refuses=refuses))


@act(5)
def all_vote(story: Story, pick: Pick) -> bool:
    active = in_state(story, d.ACTIVE)
    if not active:
        return False
    _all_vote(story, pick, pick.one(active))
    return True


def _all_vote(story: Story, pick: Pick, voted: int) -> None:
    mood = pick.one(((1, 1, 1, 1, 1, 2), (1, 1, 1, 1, 0), (1, 1, 0)))
    for who in _free(story, voted):
        story.do(Act("castVote", (voted, pick.one(mood)), who))


@act(16)
def vote_by_signature(story: Story, pick: Pick) -> bool:
    """Signed by the voter, posted by anybody."""
    if not in_state(story, d.ACTIVE) and pick.chance(80):
        return False
    ballot = _ballot(story, pick)
    name = pick.one(list(KINDS))
    texts = () if name == "castVoteBySig" else (_reason(pick), _params(pick))
    refuses = _vote_refusal(story, ballot, *texts)
    way = pick.one(["good"] * 12 + ["ahead", *WAYS])
    asked = _signed(story, pick, name, ballot + texts, way)
    done = story.do(asked._replace(refuses=asked.refuses or refuses))
    if done:
        story.ballots.append(asked)
    return done


@act(2)
def post_again(story: Story, pick: Pick) -> bool:
    """A ballot that has been counted is posted once more, as it was."""
    if not story.ballots:
        return False
    posted = pick.one(story.ballots)
    return story.do(posted._replace(theirs=posted.meant or posted.theirs, meant=None, accepts=None))


def _signed(story: Story, pick: Pick, name: str, ballot: tuple, way: str) -> Act:
    """Post a ballot that is signed well, or not quite: with each governor's own nonce."""
    voter = ballot[2]
    signer = story.keys[voter]
    if way == "forged":
        signer = pick.one(sorted({*story.keys.values()} - {signer}))

    def signed(nonce: int) -> bytes:
        told = ballot if way != "altered" else (ballot[0], ballot[1] ^ 1, *ballot[2:])
        signature = sign(signer, story.governor, name, told, nonce)
        return SPOILT.get(way, bytes)(signature)

    mine, its = (signed(side.ask("nonces", voter)) for side in (story.ours, story.theirs))
    args = ballot[:3] + tuple(each.decode() for each in ballot[3:4]) + ballot[4:]
    posted = Act(name, (*args, mine), story.stranger, theirs=(*args, its))
    if way == "ahead" and mine != its:
        return posted._replace(theirs=posted.args, meant=(*args, its), accepts=d.NONCES)
    if way == "long":
        longer = ((*args, each.ljust(LONGEST + 1, b"\0")) for each in (mine, its))
        longer = tuple(longer)
        return posted._replace(args=longer[0], theirs=longer[1], refuses=d.BOUNDS)
    return posted


def _ballot(story: Story, pick: Pick) -> tuple[int, int, str]:
    """Proposal, support, voter."""
    active = in_state(story, d.ACTIVE)
    every = [*story.drafts, pick.number(0, 9)]
    voted = pick.one(active if active and pick.chance(90) else every)
    support = pick.one((1, 1, 1, 1, 0, 2)) if pick.chance(97) else pick.one((3, 255))
    return voted, support, _voter(story, pick, voted)


def _voter(story: Story, pick: Pick, voted: int) -> str:
    free = _free(story, voted)
    return pick.one(free) if free and pick.chance(88) else pick.one(story.everyone)


def _free(story: Story, voted: int) -> list[str]:
    """Who could still vote."""
    theirs = story.theirs
    return [
        who
        for who in story.people
        if _weight(story, voted, who) and not theirs.ask("hasVoted", voted, who)
    ]


def _weight(story: Story, voted: int, who: str) -> int:
    snapshot = story.theirs.ask("proposalSnapshot", voted)
    return story.theirs.ask("getVotes", who, min(snapshot, story.now - 1))


def _vote_refusal(story: Story, ballot: tuple, *texts: str | bytes) -> str | None:
    """Why the DAO alone refuses such a ballot."""
    if any(len(each) > MOST_TEXT for each in texts):
        return d.BOUNDS
    voted, _, voter = ballot
    is_open = voted in in_state(story, d.ACTIVE)
    return d.STRANGERS if is_open and not _weight(story, voted, voter) else None


def _reason(pick: Pick) -> bytes:
    return pick.one([b"", b"Because.", b"Warum nicht? \xc3\xa4"] * 8 + [b"x" * 1_024, b"x" * 1_025])


def _params(pick: Pick) -> bytes:
    return pick.one([b"", b"\0", b"params"] * 8 + [b"\1" * 1_024, b"\1" * 1_025])


# ------------------------------------------------------------------------------- members and time


def _members(story: Story) -> list[str]:
    return [who for who in story.people if story.theirs.token.getVotes(who)]


@act(4)
def come_or_go(story: Story, pick: Pick) -> bool:
    """Take a seat that was offered, or give one up; invitations run out on one side only."""
    who = pick.one(story.people)
    if story.theirs.token.getVotes(who):
        return pick.chance(30) and story.do(Act("resign", (), who, to="token"))
    until = story.ours.token.invitations(who)
    if until and until < story.now:
        return False
    return story.do(Act("accept", (), who, to="token"))


@act(1)
def delegate(story: Story, pick: Pick) -> bool:
    who, to = pick.one(story.everyone), pick.one(story.everyone)
    return story.do(Act("delegate", (to,), who, refuses=d.DELEGATION, to="token"))


@act(14)
def wait(story: Story, pick: Pick) -> bool:
    """Until something begins or ends, a second before, or one after."""
    ahead = sorted(
        when + by
        for voted in alive(story)
        for when in _boundaries(story, voted)
        for by in (-1, 0, 1)
        if when + by > story.now
    )
    story.wait_until(pick.one(ahead[:6]) if ahead else story.now + pick.number(1, 9))
    story.counts["wait"] += 1
    return True


def _boundaries(story: Story, voted: int) -> list[int]:
    ours, theirs = story.ours, story.theirs
    eta = ours.ask("proposalEta", voted)
    expiry = eta + ours.rules(voted).grace
    told = [theirs.ask(f"proposal{name}", voted) for name in ("Snapshot", "Deadline", "Eta")]
    return [*told, d.late_from(theirs, voted), eta, expiry]
