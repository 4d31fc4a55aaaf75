"""Invariants of both tokens: they stay with their holders, are counted, and hold no ether."""

from rig import Reverted

from cairn.chain.suite import CONTRACTS
from stateful import state as s
from stateful.invariants.registry import at_the_end, each_event, each_step
from stateful.invariants.sight import all_tokens, in_turn, touched_tokens

PUBLISHED = {
    "credentials": "01ffc9a7 80ac58cd 5b5e139f b45a3c0e 0489b56f 91a6262f",
    "educators": "01ffc9a7 80ac58cd 5b5e139f b45a3c0e da287a1d e90fb3f6",
    "dao": "01ffc9a7 cdbdfcee 65455a86 da287a1d",
}
UNPUBLISHED = "ffffffff 00000000 780e9d63 2a55205a"


@each_event("Transfer")
def s1_no_token_ever_moves(world, event):
    """S1: a token comes into being with its holder or goes; it never passes from one to another."""
    sender, receiver, token_id = (event.args[name] for name in ("sender", "receiver", "token_id"))
    assert (sender == s.ZERO) != (receiver == s.ZERO)
    if event.contract == world.addresses["credentials"]:
        assert s.class_and_holder(token_id)[1] in (sender, receiver)


@each_step
def s1_each_token_is_its_holders_alone(world):
    """S1: `ownerOf` names the holder while the token exists, and nobody is ever approved."""
    credentials = world.suite.credentials
    for token_id in touched_tokens(world) + in_turn(world, all_tokens(world), 1):
        class_id, holder = s.class_and_holder(token_id)
        if world.replay.state.is_held(class_id, holder):
            assert credentials.ownerOf(token_id) == holder
            assert credentials.getApproved(token_id) == s.ZERO
        else:
            for ask in (credentials.ownerOf, credentials.getApproved, credentials.locked):
                assert refusal(ask, token_id) == "credentials: there is no such credential"
        assert credentials.isApprovedForAll(holder, world.strangers[0]) is False


@each_event("Transfer")
def s2_each_mint_locks_once(world, event):
    """S2: each token that comes into being is `Locked` in the very next event, and only then."""
    events = world.step.events
    minted = [
        (each.contract, each.args["token_id"])
        for each in events
        if each.name == "Transfer" and each.args["sender"] == s.ZERO
    ]
    locked = [(each.contract, each.args["token_id"]) for each in events if each.name == "Locked"]
    assert locked == minted
    if event.args["sender"] == s.ZERO:
        assert events[events.index(event) + 1].name == "Locked"


@each_step
def s2_each_token_is_locked(world):
    """S2: `locked` is true of every token that exists."""
    for token_id in touched_tokens(world):
        if world.replay.state.is_held(*s.class_and_holder(token_id)):
            assert world.suite.credentials.locked(token_id) is True


@at_the_end
def s2_exactly_the_published_interfaces(world):
    """S2: `supportsInterface` answers for exactly what is published."""
    for role, published in PUBLISHED.items():
        contract = getattr(world.suite, role)
        assert all(contract.supportsInterface(bytes.fromhex(each)) for each in published.split())
        for each in UNPUBLISHED.split():
            assert not contract.supportsInterface(bytes.fromhex(each))


@each_step
def s3_the_supply_is_the_sum_of_balances(world):
    """S3: the sum of all balances is what was minted less what was burned."""
    balances = world.seen.setdefault("balances", {})
    moved = [s.class_and_holder(token_id)[1] for token_id in touched_tokens(world)]
    unknown = [who for who in world.everyone if who not in balances]
    for holder in {*moved, *unknown, *in_turn(world, world.learners, 1)}:
        balances[holder] = world.suite.credentials.balanceOf(holder)
    assert sum(balances.values()) == world.replay.minted - world.replay.burned
    assert world.suite.educators.totalSupply() == len(world.replay.state.members())


@at_the_end
def s3_nobody_and_nothing_have_no_balance_and_no_owner(world):
    """S3: the zero address has no balance, and what was never minted has no owner."""
    credentials, educators = world.suite.credentials, world.suite.educators
    assert refusal(credentials.balanceOf, s.ZERO) == "credentials: the zero address holds nothing"
    assert refusal(educators.balanceOf, s.ZERO) == "educators: the zero address holds nothing"
    assert refusal(credentials.ownerOf, 0) == "credentials: there is no such credential"
    assert refusal(educators.ownerOf, 0) == "educators: nobody has this seat"
    for who in world.everyone:
        assert educators.balanceOf(who) == world.state.is_member(who)
        if world.state.is_member(who):
            assert educators.ownerOf(world.state.seats[who][-1].number) == who


@each_step
def s13_no_ether_stays(world):
    """S13: none of the contracts ever holds ether."""
    assert not any(world.rig.engine.balance(world.addresses[role]) for role in CONTRACTS)


def refusal(ask, *args) -> str:
    """The reason for which a view refuses to answer."""
    try:
        answer = ask(*args)
    except Reverted as reverted:
        return str(reverted)
    raise AssertionError(f"it answers {answer}")
