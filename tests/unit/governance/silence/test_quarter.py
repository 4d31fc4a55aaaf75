"""At most a quarter of the members are struck off within any sixty days, one at least."""

from types import SimpleNamespace

import pytest
from rig import account, reverts
from rig import deploy as deploy_on

from cairn.chain.suite import CLASSES, DAY, HOUR

WINDOW = 60 * DAY
APART = WINDOW // 8
FORTNIGHT = 14 * DAY
A_QUARTER = "educators: a quarter of the members were struck within sixty days; wait"
KEEPS_THREE = "educators: the DAO must keep three members"


@pytest.fixture
def silent_assembly(rig, chain, rules, stranger):
    """A DAO of so many members that hold votes in which nobody takes part; proof in hand, as many
    as are named have notice, and it is over."""
    quick = rules._replace(voting_delay=HOUR, voting_period=HOUR)

    def silent_assembly(count, noticed=None):
        members = [account(f"member {n} of {count}") for n in range(count)]
        suite = deploy_on(rig, account(f"deployer {count}"), members, [quick] * len(CLASSES))
        made = []

        def hold():
            """One more vote is held."""
            calldata = suite.rules.encode("set_rules", 0, rules)
            content = [suite.rules.address], [0], [calldata], f"Matter {len(made)}."
            made.insert(0, suite.dao.propose(*content, sender=members[len(made) % 2]).value)
            chain.mine(timestamp=rig.now + APART)

        def each(verb, those):
            for member in those:
                getattr(suite.educators, verb)(member, made[:8], sender=stranger)

        for _ in range(8):
            hold()
        chain.mine(timestamp=rig.now + HOUR)
        each("give_notice", members[2:] if noticed is None else noticed)
        chain.mine(timestamp=rig.now + FORTNIGHT)
        return SimpleNamespace(
            educators=suite.educators,
            dao=suite.dao,
            silent=members[2:],
            hold=hold,
            notify=lambda *those: each("give_notice", those),
            strike=lambda *those: each("strike", those),
            proof=lambda: made[:8],
        )

    return silent_assembly


@pytest.mark.parametrize(
    ("members", "struck"),
    [(3, 0), (4, 1), (5, 1), (6, 1), (7, 1), (8, 2), (11, 2), (12, 3), (19, 4), (20, 5), (60, 15)],
)
def test_a_quarter_is_struck_rounded_down_and_one_at_least(silent_assembly, members, struck):
    """A quarter of those who would be there had nobody been struck: twenty lose five, not four."""
    other = silent_assembly(members)
    other.strike(*other.silent[:struck])

    with reverts(A_QUARTER if members - struck > 3 else KEEPS_THREE):
        other.strike(other.silent[struck])
    assert other.educators.totalSupply() == members - struck


@pytest.mark.parametrize(("second", "error"), [(-1, A_QUARTER), (0, None), (1, None)])
def test_a_strike_of_sixty_days_ago_leaves_room_for_another(
    silent_assembly, rig, at, second, error
):
    other = silent_assembly(5)
    other.strike(other.silent[0])
    struck_at = rig.now
    at(struck_at + WINDOW - FORTNIGHT - DAY)
    other.notify(other.silent[1])
    at(struck_at + WINDOW + second)

    if error is None:
        other.strike(other.silent[1])
    else:
        with reverts(error):
            other.strike(other.silent[1])
    assert other.educators.totalSupply() == 4 - (error is None)


def test_of_nine_each_strike_waits_for_the_second_last(silent_assembly, rig, at):
    """Two of nine: whenever they were, never three in sixty days."""
    other = silent_assembly(9)
    first, second, third, fourth, *_ = other.silent
    other.strike(first)
    first_at = rig.now
    at(first_at + 10 * DAY)
    other.strike(second)
    second_at = rig.now
    at(first_at + WINDOW - 20 * DAY)
    other.notify(third, fourth)
    at(first_at + WINDOW - 1)
    with reverts(A_QUARTER):
        other.strike(third)

    other.strike(third)
    with reverts(A_QUARTER):
        other.strike(fourth)
    assert rig.now < second_at + WINDOW


def test_in_one_second_no_more_are_struck_than_one_after_the_other(silent_assembly, rig, stranger):
    """One transaction that strikes six of twenty reverts as a whole; five go in one second."""
    other = silent_assembly(20)
    puppet = rig.deploy("dao_puppet", sender=stranger)
    proof = other.proof()

    def all_of(those):
        calls = [other.educators.encode("strike", member, proof) for member in those]
        targets = [other.educators.address] * len(calls)
        return puppet.act_all(targets, calls, sender=stranger)

    with reverts(A_QUARTER):
        all_of(other.silent[:6])
    assert other.educators.totalSupply() == 20
    all_of(other.silent[:5])
    assert other.educators.totalSupply() == 15
    with reverts(A_QUARTER):
        other.strike(other.silent[5])


def test_who_resigns_makes_no_room(silent_assembly):
    """The quarter is of those who are there and those who were struck."""
    other = silent_assembly(8)
    other.strike(other.silent[0])
    for member in other.silent[3:5]:
        other.educators.resign(sender=member)

    with reverts(A_QUARTER):
        other.strike(other.silent[1])
    assert other.educators.totalSupply() == 5
