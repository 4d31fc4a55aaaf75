"""Moves of members: coming and going, and those who go without a word."""

from stateful import decisions
from stateful import state as s
from stateful.governing_moves import carry, put_up
from stateful.members import APART, INVITATION, KEY_NOTICE, MISSED, keep_seat_digest
from stateful.moves import move
from stateful.time_moves import living, wait_until
from stateful.voting_moves import signed


def invited(world) -> list[str]:
    return [who for who, (until, _) in world.state.invitations.items() if until >= world.now]


@move(18, when=invited)
def accept(world, pick):
    """A seat of one's own, or that of a key that is lost."""
    who = pick.one(invited(world))
    if pick.chance(8):
        who = pick.one([*world.state.invitations, *world.everyone])
    return world.do("educators", "accept", sender=who)


@move(3, when=lambda world: len(world.state.members()) > s.FEWEST)
def resign(world, pick):
    who = pick.one(world.state.members() if pick.chance(85) else world.everyone)
    return world.do("educators", "resign", sender=who)


def outsiders(world) -> list[str]:
    return [who for who in world.people if not world.state.is_member(who)]


@move(7, when=lambda world: outsiders(world) and not living(world))
def new_members_come(world, pick):
    """Several at once, by one decision, and each by accepting."""
    chosen = pick.some(outsiders(world), 3)
    admitted = [("educators", "admit", (who,)) for who in chosen]
    draft = world.draft(admitted, [0] * len(chosen), f"New members: {len(world.drafts)}.")
    if not carry(world, pick, draft):
        return False
    return all(world.do("educators", "accept", sender=who) for who in chosen)


@move(5, when=lambda world: outsiders(world) and not living(world))
def think_better_of_it(world, pick):
    """A seat is offered, and taken back before anybody has it."""
    who = pick.one(outsiders(world))
    for method in ("admit", "withdraw_invitation"):
        text = f"To {method}: {len(world.drafts)}."
        if not carry(world, pick, world.draft([("educators", method, (who,))], [0], text)):
            return False
    return True


@move(9, when=lambda world: len(world.state.members()) > s.FEWEST)
def a_season_passes(world, pick):
    """One vote after the other; who does not vote on any of them may have left."""
    diligent = pick.some(world.state.members(), 2)
    for n in range(MISSED):
        draft = world.draft([decisions.run(world, pick)], [0], f"Season: {len(world.drafts)}.")
        if not put_up(world, draft, diligent[0] if diligent else pick.one(world.people)):
            return False
        voted = world.step.events[0].args["proposalId"]
        wait_until(world, world.state.proposals[voted].snapshot + 1)
        if n == MISSED - 1:
            for member in diligent:
                world.do("dao", "castVote", voted, s.ABSTAIN, sender=member)
        held = world.state.proposals[voted]
        wait_until(world, max(held.deadline + 1, held.snapshot + APART - pick.chance(2)))
    return True


@move(2)
def have_too_many_ideas(world, pick):
    """One member proposes as much as one may."""
    proposer = pick.one(world.state.members())
    while put_up(world, world.draft(*decisions.draw(world, pick)), proposer):
        pass
    return world.step.refusal == FULL


def fresh(world) -> list[str]:
    return [key for key in world.keys if key not in world.state.seats]


@move(15, when=lambda world: fresh(world) and not living(world))
def offer_a_key(world, pick):
    """Another key for a member's seat: what is open stays open to it."""
    told = pick.one(world.state.members()), pick.one(fresh(world))
    draft = world.draft([("educators", "replace_key", told)], [0], f"A key: {len(world.drafts)}.")
    return carry(world, pick, draft)


def offered(world) -> list[tuple[str, str]]:
    """Whose seat has been offered to which key."""
    known = world.state
    return [
        (known.holders[number], key)
        for key, (_, (number, _)) in known.invitations.items()
        if number
    ]


@move(45, when=offered)
def keep_key(world, pick):
    """Whose key is not lost turns the other one down."""
    member, key = pick.one(offered(world))
    if pick.chance(5):
        member, key = pick.one(world.everyone), pick.one(world.keys)
    return world.do("educators", "keep_key", key, sender=member)


@move(45, when=offered)
def take_over(world, pick):
    """As a rule once the old key has had its week."""
    _, key = pick.one(offered(world))
    until, _ = world.state.invitations[key]
    if pick.chance(90):
        wait_until(world, max(world.now, until - INVITATION + KEY_NOTICE - pick.chance(5)))
    return world.do("educators", "accept", sender=key)


A_QUARTER = "educators: a quarter of the members were struck within sixty days; wait"
FULL = "dao: four of your proposals are undecided; wait for a deadline"


def silent(world) -> list[tuple[str, list[int]]]:
    """Who can be given notice, or struck after it, and what shows it."""
    if len(world.state.members()) <= s.FEWEST:
        return []
    shown = ((who, proof(world, who)) for who in world.state.members())
    return [(who, votes) for who, votes in shown if votes]


def proof(world, who: str) -> list[int]:
    """The newest votes, all of them missed: as few as will do."""
    shown, missed, heard_at = [], [world.now], world.state.heard_at(who)
    for voted, proposal in reversed(world.state.proposals.items()):
        if world.state.has_voted(voted, who, world.now) or proposal.snapshot < heard_at:
            break
        shown.append(voted)
        is_before = proposal.deadline < missed[-1] and proposal.snapshot + APART <= missed[-1]
        if is_before and proposal.end != s.CANCELED:
            missed.append(proposal.snapshot)
            if len(missed) > MISSED:
                return shown[:1_024]
    return []


def unwarned(world) -> list[tuple[str, list[int]]]:
    return [each for each in silent(world) if not world.state.notice(each[0], world.now)]


@move(120, when=unwarned)
def give_notice(world, pick):
    """By anybody."""
    return _show(world, pick, "give_notice", *pick.one(unwarned(world)))


def _show(world, pick, method: str, who: str, shown: list[int]) -> bool:
    """A proof; now and then a wrong one, or of somebody else."""
    if pick.chance(8):
        shown = pick.one((shown[1:], shown[:-1], [*shown, 0], shown[::-1]))
    if pick.chance(4):
        who = pick.one(world.everyone)
    return world.do("educators", method, who, shown, sender=pick.one(world.strangers))


def under_notice(world) -> list[str]:
    return [who for who in world.state.notices if world.state.notice(who, world.now)]


@move(50, when=under_notice)
def keep_seat(world, pick):
    """In person."""
    who = pick.one(under_notice(world) if pick.chance(90) else world.everyone)
    return world.do("educators", "keep_seat", sender=who)


@move(50, when=under_notice)
def keep_seat_by_signature(world, pick):
    """Posted by anybody; now and then spoilt, or signed against another notice. It holds once."""
    who = pick.one(under_notice(world) if pick.chance(95) else world.everyone)
    until = world.state.notice(who, world.now) + pick.chance(10)
    digest = keep_seat_digest(world.addresses["educators"], who, until)
    way = pick.one(["well"] * 14 + ["twin", "cut", "long"])
    told = who, signed(world, digest, who if pick.chance(95) else pick.one(world.everyone), way)
    done, again = (
        world.do("educators", "keep_seat_by_signature", *told, sender=pick.one(world.everyone))
        for _ in range(2)
    )
    return done and not again


@move(120, when=under_notice)
def strike(world, pick):
    """By anybody, once the notice is over, as a rule; of several at once only some."""
    who = pick.one(under_notice(world))
    wait_until(world, world.state.notice(who, world.now) + 1 - pick.chance(5))
    ripe = [(who, votes) for who, votes in silent(world) if who in under_notice(world)]
    struck = []
    for each in ripe:
        struck.append(_show(world, pick, "strike", *each))
        world.counts["refused beyond a quarter"] += world.step.refusal == A_QUARTER
    return any(struck)


@move(9, when=lambda world: len(world.state.proposals) >= MISSED)
def strike_wrongly(world, pick):
    """Whoever has voted, or not for so short a time; or has had no notice."""
    newest = list(world.state.proposals)[::-1][: pick.number(MISSED, 20)]
    who, method = pick.one(world.state.members()), pick.one(("give_notice", "strike"))
    return not world.do("educators", method, who, newest, sender=pick.one(world.strangers))


@move(7, when=lambda world: silent(world) == [] and world.state.namings)
def a_year_passes(world, pick):
    """Up to the end of a proxy, or the second after."""
    ends = [until for _, until in world.state.namings.values() if until >= world.now]
    return bool(ends) and wait_until(world, min(ends) + pick.number(0, 1))
