"""Moves of voters: in person, on paper, by proxy, anew, and late."""

from rig import account, key

from cairn.chain.suite import DAY
from stateful import state as s
from stateful.governing import ballot_digest
from stateful.moves import move
from stateful.time_moves import in_state, living, wait_until
from stateful.world import KEYS

SIGNERS = {
    account(name): key(name)
    for name in (f"{role} {n}" for role in ("educator", "candidate", "key") for n in range(KEYS))
}
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141  # of the curve
MOST = 12  # ballots of a batch
SUPPORTS = [s.FOR] * 9 + [s.ABSTAIN, s.AGAINST]


def voters(world, voted: int) -> list[tuple[str, int]]:
    """Who may vote on it, and by which seat number."""
    snapshot = world.state.proposals[voted].snapshot
    found = [(who, world.state.number_at(who, snapshot)) for who in world.state.seats]
    return [(who, number) for who, number in found if number]


def ballots(world) -> list[tuple[int, str]]:
    """Who could still vote, and on what."""
    return [
        (voted, member)
        for voted in in_state(world, s.ACTIVE)
        for member, number in voters(world, voted)
        if (voted, number) not in world.state.ballots
    ]


def cast(world) -> list[tuple[int, str]]:
    """Whose ballot stands, and on what."""
    return [
        (voted, member)
        for voted in in_state(world, s.ACTIVE)
        for member, number in voters(world, voted)
        if (voted, number) in world.state.ballots
    ]


def by_proxy(world) -> list[tuple[int, str]]:
    """For whom a proxy has voted, and on what."""
    known = world.state
    return [
        (voted, member)
        for voted, member in cast(world)
        if (voted, known.number_at(member, known.proposals[voted].snapshot)) in known.by_proxy
    ]


@move(16, when=ballots)
def vote(world, pick):
    voted, voter = pick.one(ballots(world))
    if pick.chance(5):
        voted, voter = pick.one([0, *world.drafts]), pick.one(world.everyone)
    support = pick.one(SUPPORTS) if pick.chance(99) else 3
    return _vote(world, pick, voted, support, voter)


@move(2, when=lambda world: world.drafts)
def vote_out_of_time(world, pick):
    """A second too early, mostly, or long after."""
    closed = in_state(world, s.PENDING) or list(world.drafts)
    voted, member = pick.one(closed), pick.one(world.state.members())
    return not world.do("dao", "castVote", voted, s.FOR, sender=member)


def _vote(world, pick, voted: int, support: int, voter: str) -> bool:
    """In one of the five ways there are for one ballot."""
    way = pick.number(0, 5)
    if way == 1:
        return world.do("dao", "castVoteWithReason", voted, support, "Because.", sender=voter)
    if way == 2:
        told = (voted, support, "Because.", pick.one((b"", b"\1")))
        return world.do("dao", "castVoteWithReasonAndParams", *told, sender=voter)
    if way in (3, 4) and (voter in SIGNERS or voter in world.roles):
        texts = ("Because.", b"\1") if way == 4 else ()
        told = (voted, support, voter, *texts, sign(world, pick, voted, support, voter, *texts))
        name = "castVoteWithReasonAndParamsBySig" if texts else "castVoteBySig"
        return world.do("dao", name, *told, sender=pick.one(world.everyone))
    return world.do("dao", "castVote", voted, support, sender=voter)


def sign(world, pick, voted: int, support: int, voter: str, *texts: str | bytes) -> bytes:
    """As the voter signs it; now and then by somebody else, of something else, or spoilt."""
    way = pick.one(["well"] * 14 + ["forged", "altered", "twin", "cut", "long"])
    support ^= way == "altered"
    digest = ballot_digest(world.addresses["dao"], voted, support, voter, *texts)
    return signed(world, digest, pick.one(sorted(SIGNERS)) if way == "forged" else voter, way)


def signed(world, digest: bytes, signer: str, way: str = "well") -> bytes:
    """A digest with somebody's name to it, spoilt in some way or not."""
    if signer in world.roles:
        return digest if way != "cut" else digest[1:]
    if signer not in SIGNERS:
        return b""
    raw = SIGNERS[signer].sign_msg_hash(digest).to_bytes()
    signature = raw[:64] + bytes([raw[64] + 27])
    if way == "twin":
        high = ORDER - int.from_bytes(raw[32:64], "big")
        return raw[:32] + high.to_bytes(32, "big") + bytes([28 - raw[64]])
    return {"cut": signature[:-1], "long": signature + b"\0"}.get(way, signature)


@move(12, when=ballots)
def post_a_batch(world, pick):
    """Of several people's ballots, some of them spoilt, or somebody's second one."""
    voted = pick.one(in_state(world, s.ACTIVE))
    free = [voter for each, voter in ballots(world) if each == voted]
    chosen = pick.some(free, MOST)
    chosen += [pick.one(world.everyone) for _ in range(pick.number(0, 2))]
    signed = [_signed(world, pick, voted, voter) for voter in chosen]
    if signed and pick.chance(20):
        signed.append(pick.one(signed))
    done = world.do("dao", "castVotesBySig", voted, signed, sender=pick.one(world.everyone))
    return done and any(each.name.startswith("Vote") for each in world.step.events)


def _signed(world, pick, voted: int, voter: str) -> tuple:
    support = pick.one(SUPPORTS) if pick.chance(97) else 3
    reason = pick.one(("", "", "Because."))
    texts = (reason, b"") if reason else ()
    return voter, support, reason, sign(world, pick, voted, support, voter, *texts)


@move(16, when=cast)
def change_vote(world, pick):
    known = world.state
    early = [each for each in cast(world) if world.now < known.proposals[each[0]].late_from]
    voted, voter = pick.one(early if early and pick.chance(95) else cast(world))
    if pick.chance(4):
        voter = pick.one(world.everyone)
    return world.do("dao", "changeVote", voted, pick.number(0, 2), "Anew.", sender=voter)


@move(6)
def name_proxy(world, pick):
    """Another member, until some day."""
    members = world.state.members()
    member, proxy = pick.one(members), pick.one(members[:2] if pick.chance(70) else members)
    if pick.chance(6):
        member, proxy = pick.one(world.everyone), pick.one(world.everyone)
    until = world.now + pick.one((0, DAY, 90 * DAY, 366 * DAY, 366 * DAY))
    if pick.chance(5):
        until = world.now + pick.one((-1, 366 * DAY + 1))
    return world.do("educators", "name_proxy", proxy, until, sender=member)


@move(3, when=lambda world: world.state.namings)
def end_proxy(world, pick):
    """By either of the two."""
    member, (proxy, _) = pick.one(list(world.state.namings.items()))
    by = pick.one((member, proxy)) if pick.chance(90) else pick.one(world.everyone)
    if pick.chance(4):
        member = pick.one(world.everyone)
    return world.do("educators", "end_proxy", member, sender=by)


def proxies(world) -> list[tuple[int, str]]:
    """Who could vote for others, and on what."""
    free = ballots(world)
    return [
        (voted, proxy)
        for proxy in dict.fromkeys(named for named, _ in world.state.namings.values())
        for voted in in_state(world, s.ACTIVE)
        if world.state.number_at(proxy, world.state.proposals[voted].snapshot)
        and any((voted, each) in free for each in world.state.principals(proxy, world.now))
    ]


@move(40, when=proxies)
def vote_as_proxy(world, pick):
    voted, proxy = pick.one(proxies(world))
    if pick.chance(4):
        voted, proxy = pick.one([0, *world.drafts]), pick.one(world.everyone)
    support = pick.one(SUPPORTS) if pick.chance(99) else 3
    return world.do("dao", "castVoteAsProxy", voted, support, "For them.", sender=proxy)


@move(80, when=by_proxy)
def override_a_proxy(world, pick):
    """One's own ballot counts, whatever a proxy has cast."""
    voted, voter = pick.one(by_proxy(world))
    return _vote(world, pick, voted, pick.one(SUPPORTS), voter)


@move(12, when=ballots)
def turn_late(world, pick):
    """Who has not voted yet does so in the last eighth, until that turns the vote."""
    voted, _ = pick.one(ballots(world))
    proposal = world.state.proposals[voted]
    late = pick.one((proposal.late_from, proposal.deadline, proposal.deadline - pick.number(1, 99)))
    wait_until(world, max(world.now, late - pick.chance(5)))
    for each, voter in ballots(world):
        if each == voted and not world.state.proposals[voted].is_extended:
            _vote(world, pick, voted, pick.one(SUPPORTS), voter)
    return world.state.proposals[voted].is_extended and not proposal.is_extended


@move(9, when=ballots)
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
