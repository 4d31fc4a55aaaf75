"""Time passes, and with it what only time can end."""

from cairn.chain.suite import DAY
from stateful import state as s
from stateful.moves import move

FINAL = (s.CANCELED, s.DEFEATED, s.EXPIRED_UNUSED, s.EXECUTED)


def in_state(world, *states: int) -> list[int]:
    """The proposals that are in one of these states now, none of them final."""
    over = world.seen.setdefault("over", set())
    found = {v: world.state.proposal_state(v, world.now) for v in world.drafts if v not in over}
    over.update(voted for voted, state in found.items() if state in FINAL)
    return [voted for voted, state in found.items() if state in states]


def living(world) -> list[int]:
    return in_state(world, s.PENDING, s.ACTIVE, s.SUCCEEDED, s.QUEUED)


def wait_until(world, time: int) -> bool:
    if time <= world.now:
        return False
    world.rig.now = time
    world.trace.append(f"it is {time}")
    return True


@move(2)
def a_second_passes(world, pick):
    """Between two blocks, or between the last second of something and the first of another."""
    return wait_until(world, world.now + 1)


@move(2)
def days_pass(world, pick):
    """Up to midnight, or up to a second around the end of something."""
    moments = [(world.now // DAY + 1) * DAY, world.now + DAY, world.now + 3 * DAY]
    ends = [end + pick.number(-1, 1) for end in _ends(world)]
    return wait_until(world, pick.one(ends if ends and pick.chance(60) else moments))


def _ends(world) -> list[int]:
    """When a proposal, an accreditation, an invitation or a credential is over."""
    state, passed = world.state, in_state(world, s.QUEUED, s.SUCCEEDED)
    proposals = [state.proposals[voted] for voted in passed]
    times = [proposal.expiry for proposal in proposals]
    times += [until for _, until in state.accredited.values()]
    times += [
        state.expiry(class_id, credential.conferral.day)
        for (class_id, _), credential in state.credentials.items()
    ]
    times = times or [until for until, _ in state.invitations.values()]
    return [when for when in times if when > world.now]
