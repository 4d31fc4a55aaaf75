"""Moves of educators."""

from rig import account, key

from stateful import decisions
from stateful import state as s
from stateful.governing import ballot_digest
from stateful.learning_moves import a_curriculum
from stateful.moves import move
from stateful.time_moves import in_state, living, wait_until

MOST_ALIVE = 4  # proposals at a time, or votes would be spread too thin
SIGNERS = {
    account(name): key(name)
    for name in (f"{role} {n}" for role in ("educator", "candidate") for n in range(4))
}
NO_LISTS = ([], [], [], bytes(32))
ALREADY = "dao: this proposal has been executed already"


def open_for_business(world, pick) -> None:
    """Let the founders adopt a curriculum or two, so that a story has something to begin with."""
    for n in range(pick.number(1, 2)):
        _carry(world, pick, world.draft([decisions.adopt(world, pick)], [0], f"Beginning {n}."))


@move(12, when=lambda world: not living(world))
def decide(world, pick):
    """A whole decision in one go, everybody being for it."""
    return _carry(world, pick, world.draft(*decisions.draw(world, pick)))


def _carry(world, pick, draft) -> bool:
    if not _propose(world, draft, pick.one(world.state.members())):
        return False
    voted = world.step.events[0].args["proposalId"]
    proposal = world.state.proposals[voted]
    wait_until(world, proposal.snapshot + 1)
    for member in world.state.members():
        if world.state.number_at(member, proposal.snapshot):
            world.do("dao", "castVote", voted, s.FOR, sender=member)
    wait_until(world, max(proposal.eta, proposal.deadline + 1))
    return _execute(world, pick, draft)


@move(8, when=lambda world: len(living(world)) < MOST_ALIVE)
def propose(world, pick):
    draft = world.draft(*decisions.draw(world, pick))
    sender = pick.one(world.state.members() if pick.chance(93) else world.everyone)
    if pick.chance(2):
        targets, values, calldatas, _ = draft.content
        told = (targets, [*values, 0], calldatas, draft.description)
        return world.do("dao", "propose", *told, sender=sender)
    return _propose(world, draft, sender)


@move(2)
def propose_again(world, pick):
    """What was proposed before, or is reserved for its proposer: the suffix of OpenZeppelin."""
    sender = pick.one(world.state.members())
    if world.drafts and pick.chance(40):
        return _propose(world, pick.one(list(world.drafts.values())), sender)
    named = sender if pick.chance(60) else pick.one(world.state.members())
    actions, values, text = decisions.draw(world, pick)
    return _propose(world, world.draft(actions, values, f"{text}#proposer={named}"), sender)


def _propose(world, draft, sender: str) -> bool:
    *lists, _ = draft.content
    done = world.do("dao", "propose", *lists, draft.description, sender=sender)
    if done:
        world.drafts[world.step.events[0].args["proposalId"]] = draft
    return done


@move(2, when=lambda world: in_state(world, s.PENDING))
def withdraw(world, pick):
    voted = pick.one(in_state(world, s.PENDING))
    by = world.state.proposals[voted].proposer
    if pick.chance(20):
        voted, by = pick.one(list(world.drafts)), pick.one(world.everyone)
    return world.do("dao", "cancel", *world.drafts[voted].content, sender=by)


def ballots(world) -> list[tuple[int, str]]:
    """Who could still vote, and on what."""
    return [
        (voted, member)
        for voted in in_state(world, s.ACTIVE)
        for member in world.educators
        if (number := world.state.number_at(member, world.state.proposals[voted].snapshot))
        and (voted, number) not in world.state.ballots
    ]


@move(19, when=ballots)
def vote(world, pick):
    voted, voter = pick.one(ballots(world))
    if pick.chance(5):
        voted, voter = pick.one([0, *world.drafts]), pick.one(world.everyone)
    support = pick.one([s.FOR] * 9 + [s.ABSTAIN, s.AGAINST]) if pick.chance(99) else 3
    return _vote(world, pick, voted, support, voter)


@move(1, when=lambda world: world.drafts)
def vote_out_of_time(world, pick):
    """A second too early, mostly, or long after."""
    closed = in_state(world, s.PENDING) or list(world.drafts)
    voted, member = pick.one(closed), pick.one(world.state.members())
    return not world.do("dao", "castVote", voted, s.FOR, sender=member)


def _vote(world, pick, voted: int, support: int, voter: str) -> bool:
    """In one of the four ways there are."""
    way = pick.number(0, 4)
    if way == 1:
        return world.do("dao", "castVoteWithReason", voted, support, "Because.", sender=voter)
    if way == 2:
        told = (voted, support, "Because.", pick.one((b"", b"\1")))
        return world.do("dao", "castVoteWithReasonAndParams", *told, sender=voter)
    if way == 3 and voter in SIGNERS:
        signer = voter if pick.chance(90) else pick.one(sorted(SIGNERS))
        signed = _signed(world, voted, support, voter, signer)
        poster = pick.one(world.everyone)
        return world.do("dao", "castVoteBySig", voted, support, voter, signed, sender=poster)
    return world.do("dao", "castVote", voted, support, sender=voter)


def _signed(world, voted: int, support: int, voter: str, signer: str) -> bytes:
    digest = ballot_digest(world.addresses["dao"], voted, support, voter)
    signature = SIGNERS[signer].sign_msg_hash(digest).to_bytes()
    return signature[:64] + bytes([signature[64] + 27])


def ripe(world) -> list[int]:
    """What could be executed, less what was tried and did not work."""
    passed = set(in_state(world, s.QUEUED, s.SUCCEEDED)) - world.seen.get("failed", set())
    return [v for v in world.drafts if v in passed and world.now >= world.state.proposals[v].eta]


@move(10, when=ripe)
def execute(world, pick):
    voted = pick.one(ripe(world))
    done = _execute(world, pick, world.drafts[voted])
    if not done:
        world.seen.setdefault("failed", set()).add(voted)
        world.counts["refused to execute from within"] += world.step.refusal == ALREADY
    return done


@move(1, when=lambda world: world.drafts)
def execute_too_early(world, pick):
    """Or too late, or again."""
    return not _execute(world, pick, pick.one(list(world.drafts.values())))


def _execute(world, pick, draft) -> bool:
    value = sum(draft.content[1]) + pick.chance(2)
    done = world.do("dao", "execute", *draft.content, sender=pick.one(world.everyone), value=value)
    for kind in draft.kinds if done else ():
        world.counts[f"decided {kind}"] += 1
    return done


@move(2, when=lambda world: world.drafts)
def plan(world, pick):
    """Prepare what a contract does once a proposal calls it: often, to call the DAO back."""
    voted, role = (
        pick.one(living(world) or list(world.drafts)),
        pick.one(sorted(world.roles.values())),
    )
    calling = [
        (v, t) for v in living(world) for t in world.drafts[v].content[0] if t in world.roles
    ]
    if calling and pick.chance(70):  # the very proposal that will call it
        voted, target = pick.one(calling)
        role = world.roles[target]
    content = world.drafts[voted].content
    calls = (
        ("dao", "execute", *content),
        ("dao", "castVote", voted, s.FOR),
        ("dao", "propose", *content[:3], "By a contract, while another proposal is executed."),
        ("dao", "cancel", *content),
        ("educators", "resign"),
        ("credentials", "leave", a_curriculum(world, pick)),
    )
    target, data = world.action(*pick.one(calls))
    return world.do(role, "plan", target, data, sender=world.strangers[0])


@move(3, when=lambda world: world.drafts)
def simulate(world, pick):
    """Try what a proposal would do: always refused, so it never changes anything."""
    draft = world.drafts[pick.one(living(world) or list(world.drafts))]
    value = sum(draft.content[1]) if pick.chance(90) else 0
    world.do("dao", "simulate", *draft.content[:3], sender=world.strangers[0], value=value)
    return world.step.refusal.startswith("dao: all of it would succeed")


def invited(world) -> list[str]:
    return [who for who, until in world.state.invitations.items() if until >= world.now]


@move(6, when=invited)
def accept(world, pick):
    who = pick.one(invited(world))
    if pick.chance(8):
        who = pick.one([*world.state.invitations, *world.everyone])
    return world.do("educators", "accept", sender=who)


@move(2, when=lambda world: len(world.state.members()) > s.FEWEST)
def resign(world, pick):
    who = pick.one(world.state.members() if pick.chance(85) else world.everyone)
    return world.do("educators", "resign", sender=who)


@move(2, when=ballots)
def the_last_second_comes(world, pick):
    """In which one can still vote, though nobody has hurried."""
    voted = pick.one(in_state(world, s.ACTIVE))
    return wait_until(world, world.state.proposals[voted].deadline)


@move(11, when=lambda world: not ballots(world) and living(world))
def a_vote_opens_or_closes(world, pick):
    """Time passes up to the next part of a proposal's life, or its last second."""
    times = [
        when
        for voted in living(world)
        for proposal in [world.state.proposals[voted]]
        for when in (proposal.snapshot, proposal.deadline, proposal.eta - 1)
        if when >= world.now
    ]
    return bool(times) and wait_until(world, min(times) + pick.one((0, 1, 1, 1)))
