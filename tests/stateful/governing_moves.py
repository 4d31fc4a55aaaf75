"""Moves of educators: a proposal's life, from its draft to its execution."""

from stateful import decisions
from stateful import state as s
from stateful.learning_moves import a_curriculum
from stateful.moves import move
from stateful.parts import error
from stateful.time_moves import in_state, living, wait_until

MOST_ALIVE = 4  # proposals at a time, or votes would be spread too thin
SUCCESS = error("SimulationSucceeded()")
ALREADY = "dao: this proposal has been executed already"


def open_for_business(world, pick) -> None:
    """Let the founders adopt a curriculum or two, so that a story has something to begin with."""
    for n in range(pick.number(1, 2)):
        carry(world, pick, world.draft([decisions.adopt(world, pick)], [0], f"Beginning {n}."))
    if pick.chance(80):
        named = [("dao", "set_chamber", (world.addresses["chamber actor"],))]
        carry(world, pick, world.draft(named, [0], "A chamber."))


@move(12, when=lambda world: not living(world))
def decide(world, pick):
    """A whole decision in one go, everybody being for it."""
    return carry(world, pick, world.draft(*decisions.draw(world, pick)))


def carry(world, pick, draft, is_returned: bool = False) -> bool:
    return pass_it(world, pick, draft, is_returned) and _execute(world, pick, draft)


def pass_it(world, pick, draft, is_returned: bool = False) -> bool:
    """Put it to the vote, let everybody be for it, and wait until it can be executed."""
    if not put_up(world, draft, pick.one(world.state.members())):
        return False
    voted = world.step.events[0].args["proposalId"]
    snapshot = world.state.proposals[voted].snapshot
    wait_until(world, snapshot + 1)
    if is_returned and not world.do("dao", "returnProposal", voted, sender=world.state.chamber):
        return False
    for member in world.state.members():
        if world.state.number_at(member, snapshot):
            world.do("dao", "castVote", voted, s.FOR, sender=member)
    proposal = world.state.proposals[voted]
    wait_until(world, max(proposal.eta, proposal.deadline + 1))
    return True


@move(9, when=lambda world: len(living(world)) < MOST_ALIVE)
def propose(world, pick):
    draft = world.draft(*decisions.draw(world, pick))
    sender = pick.one(world.state.members() if pick.chance(93) else world.everyone)
    if pick.chance(2):
        targets, values, calldatas, _ = draft.content
        told = (targets, [*values, 0], calldatas, draft.description)
        return world.do("dao", "propose", *told, sender=sender)
    return put_up(world, draft, sender)


@move(5)
def propose_again(world, pick):
    """What was proposed before, or is reserved for its proposer: the suffix of OpenZeppelin."""
    sender = pick.one(world.state.members())
    if world.drafts and pick.chance(40):
        return put_up(world, pick.one(list(world.drafts.values())), sender)
    named = sender if pick.chance(60) else pick.one(world.state.members())
    actions, values, text = decisions.draw(world, pick)
    return put_up(world, world.draft(actions, values, f"{text}#proposer={named}"), sender)


def put_up(world, draft, sender: str) -> bool:
    *lists, _ = draft.content
    done = world.do("dao", "propose", *lists, draft.description, sender=sender)
    if done:
        world.drafts[world.step.events[0].args["proposalId"]] = draft
    return done


@move(6, when=lambda world: in_state(world, s.PENDING))
def withdraw(world, pick):
    voted = pick.one(in_state(world, s.PENDING))
    by = world.state.holders[world.state.proposals[voted].proposer]
    if pick.chance(20):
        voted, by = pick.one(list(world.drafts)), pick.one(world.everyone)
    return world.do("dao", "cancel", *world.drafts[voted].content, sender=by)


def ripe(world) -> list[int]:
    """What could be executed, less what was tried and did not work."""
    passed = set(in_state(world, s.QUEUED, s.SUCCEEDED)) - world.seen.get("failed", set())
    return [v for v in world.drafts if v in passed and world.now >= world.state.proposals[v].eta]


@move(220, when=ripe)
def execute(world, pick):
    voted = pick.one(ripe(world))
    done = _execute(world, pick, world.drafts[voted])
    if not done:
        world.seen.setdefault("failed", set()).add(voted)
        world.counts["refused to execute from within"] += world.step.refusal == ALREADY
    return done


@move(2, when=lambda world: world.drafts)
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
    its_own = [
        (v, t) for v in living(world) for t in world.drafts[v].content[0] if t in world.roles
    ]
    if its_own and pick.chance(70):  # the very proposal that will call it
        voted, target = pick.one(its_own)
        role = world.roles[target]
    content = world.drafts[voted].content
    calls = (
        ("dao", "execute", *content),
        ("dao", "castVote", voted, s.FOR),
        ("dao", "propose", *content[:3], "By a contract, while another proposal is executed."),
        ("dao", "cancel", *content),
        ("dao", "changeVote", voted, s.AGAINST, "While it is executed."),
        ("dao", "castVoteAsProxy", voted, s.FOR, "While it is executed."),
        ("dao", "returnProposal", voted),
        ("educators", "resign"),
        ("credentials", "leave", a_curriculum(world, pick)),
    )
    chosen = calls[0] if its_own and pick.chance(40) else pick.one(calls)
    target, data = world.action(*chosen)
    return world.do(role, "plan", target, data, sender=world.strangers[0])


@move(3, when=lambda world: world.drafts)
def simulate(world, pick):
    """Try what a proposal would do: always refused, so it never changes anything."""
    draft = world.drafts[pick.one(living(world) or list(world.drafts))]
    value = sum(draft.content[1]) if pick.chance(90) else 0
    world.do("dao", "simulate", *draft.content[:3], sender=world.strangers[0], value=value)
    return world.step.refusal == SUCCESS


def returnable(world) -> list[int]:
    """What the chamber may return, now or once its vote opens."""
    if world.state.chamber == s.ZERO:
        return []
    known = world.state.proposals
    return [
        voted
        for voted in in_state(world, s.ACTIVE) or in_state(world, s.PENDING)
        if known[voted].is_on_curriculum and not known[voted].is_returned
    ]


@move(60, when=returnable)
def send_back(world, pick):
    """Into a second reading, by the chamber."""
    voted = pick.one(returnable(world))
    wait_until(world, world.state.proposals[voted].snapshot + 1)
    return world.do("dao", "returnProposal", voted, sender=world.state.chamber)


@move(2, when=lambda world: world.drafts)
def send_back_wrongly(world, pick):
    """By somebody else; or too late, or twice, or what is no curriculum."""
    by = world.state.chamber if pick.chance(75) else pick.one(world.everyone)
    by = pick.one(world.everyone) if by == s.ZERO else by
    voted = pick.one(living(world) or list(world.drafts))
    return not world.do("dao", "returnProposal", voted, sender=by)


@move(9, when=lambda world: world.state.chamber != s.ZERO and not living(world))
def decide_in_two_readings(world, pick):
    """A curriculum that the chamber returns, and that passes all the same."""
    actions = [decisions.adopt(world, pick)]
    if pick.chance(40):  # with something graver
        actions.append(decisions.run(world, pick))
    zeros = [0] * len(actions)
    draft = world.draft(actions, zeros, f"Read twice: {len(world.drafts)}.")
    return carry(world, pick, draft, is_returned=True)


@move(8, when=lambda world: not living(world))
def change_code(world, pick):
    """A contract gets other code than it had when something was proposed, and then its own."""
    role, action, _ = decisions.transfer(world, pick)
    chosen = [(role, action, (world.strangers[0], len(world.drafts))), decisions.run(world, pick)]
    draft = world.draft(chosen, [0, 0], f"Other code: {len(world.drafts)}.")
    if not pass_it(world, pick, draft):
        return False
    called = world.addresses[pick.one(chosen)[0]]
    refused = world.with_other_code(called, lambda: not _execute(world, pick, draft))
    _execute(world, pick, draft)
    return refused
