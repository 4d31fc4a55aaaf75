"""What educators put to the vote: actions that could take effect, mostly."""

from collections.abc import Callable

from scripts._cairn.suite import DAY, HOUR, Rules
from stateful import state as s
from stateful.curricula import draw_record
from stateful.learning_moves import a_curriculum

Action = tuple[str, str, tuple]  # role, method, arguments


def adopt(world, pick) -> Action:
    """A new curriculum, or the next version of one."""
    is_new = world.state.curricula < 2 or pick.chance(15)
    curriculum = 0 if is_new else a_curriculum(world, pick)
    name = world.stage(draw_record(world, pick, curriculum), pick.one(world.everyone))
    if pick.chance(3):
        name = pick.one([bytes(32), *world.state.staged])
    return "registry", "adopt", (name,)


def close_enrolment(world, pick) -> Action | None:
    """Of a version that has a follower, as a rule."""
    open_ones = [key for key, covers in world.state.terms.items() if covers]
    followed = [key for key in open_ones if (key[0], key[1] + 1) in world.state.terms]
    chosen = followed if followed or pick.chance(60) else open_ones
    return ("registry", "close_enrolment", pick.one(chosen)) if chosen else None


def accredit(world, pick) -> Action:
    until = pick.one((0, 0, world.now + 2 * DAY, world.now + 9 * DAY, world.now + 40 * DAY))
    return "credentials", "accredit", (a_curriculum(world, pick), pick.one(world.issuers), until)


def end_accreditation(world, pick) -> Action | None:
    accredited = list(world.state.accredited)
    return ("credentials", "end_accreditation", pick.one(accredited)) if accredited else None


def revoke(world, pick) -> Action | None:
    held = world.holdings(s.STANDS)
    if not held:
        return None
    return "credentials", "revoke", (s.token_of(*pick.one(held)), pick.number(1, 99))


def reinstate(world, pick) -> Action | None:
    """What was revoked from somebody who is enrolled still, mostly."""
    revoked = world.holdings(s.REVOKED)
    enrolled = [key for key in revoked if (key[0] >> 8, key[1]) in world.state.enrolments]
    chosen = enrolled if enrolled and pick.chance(85) else revoked
    return ("credentials", "reinstate", (s.token_of(*pick.one(chosen)),)) if chosen else None


def set_renderer(world, pick) -> Action:
    contracts = [world.addresses["renderer"], world.addresses["registry"]]
    somebody = pick.one(contracts) if pick.chance(93) else world.strangers[0]
    return "credentials", "set_renderer", (somebody,)


def admit(world, pick) -> Action:
    outside = [who for who in world.educators if not world.state.is_member(who)]
    who = pick.one(outside) if outside and pick.chance(90) else pick.one(world.everyone)
    return "educators", "admit", (who,)


def remove(world, pick) -> Action | None:
    """A member, or an invitation."""
    if world.state.invitations and pick.chance(20):
        return "educators", "remove", (pick.one(list(world.state.invitations)),)
    members = world.state.members()
    is_enough = len(members) > s.FEWEST or pick.chance(10)
    return ("educators", "remove", (pick.one(members),)) if is_enough else None


def set_rules(world, pick) -> Action:
    rules = Rules(
        voting_delay=pick.one((0, HOUR, DAY)),
        voting_period=pick.one((HOUR, DAY, 3 * DAY)),
        quorum=pick.one((0, 3_000, 5_001, 6_667, 9_000)),
        minimum=pick.one((3, 3, 4)),
        majority=pick.one((1, 1, 2, 3)),
        delay=pick.one((0, HOUR, 2 * DAY)),
        grace=pick.one((DAY, 2 * DAY, 14 * DAY)),
    )
    wrong = {"voting_period": HOUR - 1, "minimum": 2, "majority": 4, "quorum": 10_001, "grace": 0}
    if pick.chance(10):
        field = pick.one(sorted(wrong))
        rules = rules._replace(**{field: wrong[field]})
    return "dao", "set_rules", (rules,)


def run(world, pick) -> Action:
    """Call a contract that does what was planned: it may call the DAO back."""
    return pick.one(sorted(world.roles.values())), "run", ()


WEIGHTS: dict[Callable, int] = {
    adopt: 5,
    accredit: 4,
    reinstate: 5,
    admit: 6,
    remove: 5,
    set_rules: 3,
    end_accreditation: 2,
    revoke: 4,
    close_enrolment: 4,
    set_renderer: 3,
    run: 4,
}
KINDS = [kind for kind, weight in WEIGHTS.items() for _ in range(weight)]


def draw(world, pick) -> tuple[list[Action], list[int], str]:
    """One action or several, some of them with ether; and a text that no other proposal has."""
    actions: list[Action] = []
    while not actions:
        chosen = [pick.one(KINDS) for _ in range(pick.number(1, 3) if pick.chance(30) else 1)]
        actions = [action for kind in chosen if (action := kind(world, pick))]
    values = [int(method == "run" and pick.chance(50)) for _, method, _ in actions]
    return actions, values, f"Decision {len(world.drafts)}."
