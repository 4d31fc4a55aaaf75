"""What educators put to the vote: actions that could take effect, mostly."""

from collections.abc import Callable

from eth_utils import function_signature_to_4byte_selector

from cairn.chain.suite import DAY, HOUR, Rules
from stateful import state as s
from stateful.credentials import LAST_SECOND
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
    return "curricula", "adopt", (name,)


def close_enrolment(world, pick) -> Action | None:
    """Of a version that has a follower, as a rule."""
    open_ones = [key for key, covers in world.state.terms.items() if covers]
    followed = [key for key in open_ones if (key[0], key[1] + 1) in world.state.terms]
    chosen = followed if followed or pick.chance(60) else open_ones
    return ("curricula", "close_enrolment", pick.one(chosen)) if chosen else None


def accredit(world, pick) -> Action:
    until = pick.one((0, 0, world.now + 2 * DAY, world.now + 9 * DAY, world.now + 40 * DAY))
    if pick.chance(5):
        until = LAST_SECOND + pick.number(0, 1)
    return "credentials", "accredit", (a_curriculum(world, pick), pick.one(world.issuers), until)


def end_accreditation(world, pick) -> Action | None:
    accredited = list(world.state.accredited)
    return ("credentials", "end_accreditation", pick.one(accredited)) if accredited else None


def revoke(world, pick) -> Action | None:
    held = world.holdings(s.STANDS)
    if not held:
        return None
    return "credentials", "revoke", (s.token_of(*pick.one(held)), pick.number(1, 255))


def reinstate(world, pick) -> Action | None:
    """What was revoked from somebody who is enrolled still, or had given it up before, mostly."""
    revoked = world.holdings(s.REVOKED)
    wanted = [key for key in revoked if _is_covered(world, *key)]
    given_up = [key for key in revoked if world.state.credentials[key].is_given_up]
    likely = given_up if given_up and pick.chance(50) else wanted
    chosen = likely if pick.chance(90) else revoked
    return ("status", "reinstate", (s.token_of(*pick.one(chosen)),)) if chosen else None


def _is_covered(world, class_id: int, holder: str) -> bool:
    _, covers = world.state.enrolments.get((s.curriculum_of(class_id), holder), (0, 0))
    return covers >= s.index_of(class_id)


def set_renderer(world, pick) -> Action:
    contracts = [world.addresses["renderer"], world.addresses["curricula"]]
    somebody = pick.one(contracts) if pick.chance(93) else world.strangers[0]
    return "credentials", "set_renderer", (somebody,)


def admit(world, pick) -> Action:
    outside = [who for who in world.people if not world.state.is_member(who)]
    who = pick.one(outside) if outside and pick.chance(90) else pick.one(world.everyone)
    return "educators", "admit", (who,)


def withdraw_invitation(world, pick) -> Action | None:
    """A seat that is offered, or a key's; now and then there is none."""
    offered = list(world.state.invitations) or world.everyone
    return "educators", "withdraw_invitation", (pick.one(offered),)


def remove(world, pick) -> Action | None:
    members = world.state.members()
    is_enough = len(members) > s.FEWEST or pick.chance(10)
    return ("educators", "remove", (pick.one(members),)) if is_enough else None


def replace_key(world, pick) -> Action | None:
    """A member's lost key, by a fresh one, as a rule."""
    fresh = [key for key in world.keys if key not in world.state.seats]
    member = pick.one(world.state.members() if pick.chance(95) else world.everyone)
    fresh += [key for key in world.keys if had_seat_of(world, key, member)]
    if not fresh:
        return None
    return (
        "educators",
        "replace_key",
        (member, pick.one(fresh if pick.chance(95) else world.people)),
    )


def had_seat_of(world, key: str, member: str) -> bool:
    """Whether this is an earlier key of a member's seat, which may be given back."""
    had, has = (world.state.seats.get(account, ()) for account in (key, member))
    is_out = bool(had) and not world.state.is_member(key)
    return is_out and bool(has) and had[-1].number == has[-1].number


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
    return "rules", "set_rules", (pick.number(0, 3) if pick.chance(97) else 4, rules)


def set_class(world, pick) -> Action:
    """Of an act, mostly of one that is put to the vote now and then."""
    role, act = pick.one(
        (
            *(("curricula", "adopt(bytes32)"), ("credentials", "accredit(uint16,address,uint256)")),
            *(("credentials", "revoke(uint256,uint16)"), ("credentials", "set_renderer(address)")),
            *(("status", "reinstate(uint256)"), ("curricula", "close_enrolment(uint16,uint8)")),
            *(("educators", "admit(address)"), ("educators", "remove(address)")),
            ("educators", "withdraw_invitation(address)"),
            *((role, "run()") for role in sorted(world.roles.values())),
            *((role, TRANSFER) for role in sorted(world.roles.values())[:2]),
        )
    )
    selector = function_signature_to_4byte_selector(act)
    if pick.chance(6):
        role = pick.one(("dao", "rules"))
    if pick.chance(3):
        selector = bytes(4)
    usual = s.CURRICULUM if act.startswith("adopt") and pick.chance(70) else pick.number(0, 3)
    class_ = usual if pick.chance(97) else 4
    return "rules", "set_class", ((world.addresses[role], selector, class_),)


def set_chamber(world, pick) -> Action:
    """A contract, mostly; somebody, or nobody."""
    chamber = world.addresses["chamber actor"]
    return "dao", "set_chamber", (pick.one([chamber] * 8 + [world.strangers[1], s.ZERO]),)


def transfer(world, pick) -> Action:
    """What looks as if tokens moved."""
    role = pick.one(sorted(world.roles.values()))
    return role, "transfer", (pick.one(world.everyone), pick.number(1, 99))


def run(world, pick) -> Action:
    """Call a contract that does what was planned: it may call the DAO back."""
    return pick.one(sorted(world.roles.values())), "run", ()


WEIGHTS: dict[Callable, int] = {
    adopt: 9,
    accredit: 4,
    reinstate: 24,
    admit: 7,
    withdraw_invitation: 1,
    remove: 5,
    replace_key: 3,
    set_rules: 4,
    set_class: 6,
    set_chamber: 2,
    end_accreditation: 5,
    revoke: 6,
    close_enrolment: 5,
    set_renderer: 4,
    transfer: 2,
    run: 4,
}
KINDS = [kind for kind, weight in WEIGHTS.items() for _ in range(weight)]
TRANSFER = "transfer(address,uint256)"


def draw(world, pick) -> tuple[list[Action], list[int], str]:
    """One action or several, some of them with ether; and a text that no other proposal has."""
    actions: list[Action] = [adopt(world, pick)] if pick.chance(15) else []
    while not actions:
        chosen = [pick.one(KINDS) for _ in range(pick.number(1, 3) if pick.chance(30) else 1)]
        actions = [action for kind in chosen if (action := kind(world, pick))]
    values = [int(method == "run" and pick.chance(50)) for _, method, _ in actions]
    return actions, values, f"Decision {len(world.drafts)}."
