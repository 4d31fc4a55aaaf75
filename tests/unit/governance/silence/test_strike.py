"""Who is silent in the fourteen days of a notice, too, is struck off, so that no quorum dies."""

import pytest
from rig import Reverted, reverts

from cairn.chain.suite import DAY

AGAINST, FOR, ABSTAIN = 0, 1, 2
ZERO_ADDRESS = "0x" + 40 * "0"
STRUCK = 2
FORTNIGHT = 14 * DAY
NOT_A_MEMBER = "educators: not a member"
WITH_A_GAP = "educators: show the newest proposals, newest first, without a gap"
HAS_VOTED = "educators: this member has voted on one of these proposals"
TOO_FEW = "educators: this member has not missed eight votes over sixty days"
KEEPS_THREE = "educators: the DAO must keep three members"
NONE_STANDS = "educators: no notice to this member stands"
NOT_OVER = "educators: the notice is not over yet; strike after it"


@pytest.fixture
def over(noticed, chain):
    """The notice of a silent member is over."""
    chain.mine(timestamp=noticed + FORTNIGHT)


@pytest.fixture
def settled(membership, chain):
    """The founders' ninety days are over: a quorum counts the members alone."""
    return lambda: chain.mine(timestamp=membership.FOUNDING_ENDS_AT() + 1)


def test_anyone_strikes_off_whose_notice_is_over(membership, over, strike, silent):
    tx = strike()

    assert tx.events == [
        membership.Transfer(sender=silent, receiver=ZERO_ADDRESS, token_id=5),
        membership.DelegateChanged(
            delegator=silent, from_delegate=silent, to_delegate=ZERO_ADDRESS
        ),
        membership.DelegateVotesChanged(delegate=silent, previous_votes=1, new_votes=0),
        membership.Departed(member=silent, number=5, cause=STRUCK),
    ]
    assert membership.getVotes(silent) == 0
    assert membership.totalSupply() == 4
    assert membership.notice_of(silent) == (0, 0)
    with reverts(NONE_STANDS):
        strike()


def test_nobody_is_struck_off_without_a_notice(membership, missed, strike, silent, stranger):
    for who in (silent, stranger):
        with reverts(NONE_STANDS):
            strike(who)
    assert membership.getVotes(silent) == 1


@pytest.mark.parametrize("second", [2, DAY, FORTNIGHT - 1, FORTNIGHT])
def test_a_notice_lasts_fourteen_days(membership, noticed, strike, silent, at, second):
    at(noticed + second)

    if second == FORTNIGHT:
        strike()
    else:
        with reverts(NOT_OVER):
            strike()
    assert membership.getVotes(silent) == int(second != FORTNIGHT)


def test_it_takes_no_office_to_strike(membership, over, strike, silent, whoever):
    strike(sender=whoever)

    assert membership.getVotes(silent) == 0


def test_who_was_struck_off_comes_back_by_vote(
    membership, over, strike, notify, silent, decide, act
):
    strike()
    decide(act(membership, "admit", silent))
    membership.accept(sender=silent)

    assert membership.ownerOf(6) == silent
    with reverts(TOO_FEW):
        notify(shown=[])


# ---------------------------------------------------------------------------- the proof, repeated


def test_the_silence_is_shown_anew(membership, noticed, strike, silent, hold, made, at):
    """Of the newest proposals then, the ones that were made since the notice among them."""
    hold(1)
    at(noticed + FORTNIGHT)

    for shown, error in (([], TOO_FEW), (made[-2:-10:-1], WITH_A_GAP), (made[:-8:-1], TOO_FEW)):
        with reverts(error):
            strike(shown=shown)
    strike(shown=made[::-1])
    assert membership.getVotes(silent) == 0


@pytest.mark.parametrize("how", ["in person", "by a proxy", "on what was open at the notice"])
def test_a_ballot_since_the_notice_keeps_the_seat(
    membership, missed, notify, strike, silent, educators, make, made, dao, now, at, how
):
    if how == "by a proxy":
        membership.name_proxy(educators[0], now() + 90 * DAY, sender=silent)
    if how == "on what was open at the notice":
        make(1)
        made[-1].open()
    notify(shown=made[::-1])
    given = now()
    if how != "on what was open at the notice":
        make(1)
        made[-1].open()
    if how == "by a proxy":
        dao.castVoteAsProxy(made[-1].id, FOR, "", sender=educators[0])
    else:
        made[-1].vote(silent, ABSTAIN)

    at(given + FORTNIGHT)
    with reverts(HAS_VOTED):
        strike(shown=made[::-1])
    assert membership.getVotes(silent) == 1


def test_a_ballot_in_the_second_before_the_strike_keeps_the_seat(
    membership, noticed, strike, silent, make, made, quick, at
):
    at(noticed + FORTNIGHT - quick.voting_delay - 1)
    make(1)
    at(noticed + FORTNIGHT)
    made[-1].vote(silent)

    with reverts(HAS_VOTED):
        strike(shown=made[::-1])
    assert membership.getVotes(silent) == 1


# ---------------------------------------------------------------------------- what follows


def test_a_quorum_does_not_die_of_the_departed(
    settled, over, strike, dao, decision_rules, decide, act, quick, propose
):
    """A class that needs four of five is stuck when two have gone, until one is struck off."""
    strike()
    settled()
    decide(act(decision_rules, "set_rules", 3, quick._replace(quorum=8_000)))

    later = propose(description="By the three of four who are left.")
    later.open()
    assert dao.proposalQuorum(later.id) == 3


def test_a_strike_leaves_the_vote_that_is_open_as_it_was(
    over, make, made, strike, dao, propose, educators
):
    make(1)
    running = made[-1]
    running.open()
    running.vote(educators[0], FOR)
    running.vote(educators[1], AGAINST)
    quorum = dao.proposalQuorum(running.id)

    strike(shown=made[::-1])

    assert dao.proposalQuorum(running.id) == quorum
    assert tuple(dao.proposalVotes(running.id)) == (1, 1, 0)
    running.vote(educators[2], FOR)
    assert tuple(dao.proposalVotes(running.id)) == (1, 2, 0)
    assert [dao.hasVoted(running.id, who) for who in educators] == [True] * 3 + [False] * 2


def test_the_last_three_are_not_struck_off(membership, over, strike, educators, silent):
    for other in educators[2:4]:
        membership.resign(sender=other)

    with reverts(KEEPS_THREE):
        strike()
    assert membership.getVotes(silent) == 1


@pytest.mark.parametrize("how", ["resigned", "removed"])
def test_who_has_left_is_not_struck_off(membership, over, strike, silent, decide, act, how):
    if how == "resigned":
        membership.resign(sender=silent)
    else:
        decide(act(membership, "remove", silent))

    with reverts(NONE_STANDS):
        strike()


@pytest.mark.parametrize(("shown", "is_read"), [(1_024, True), (1_025, False)])
def test_a_proof_has_1024_proposals_at_most(membership, over, silent, stranger, shown, is_read):
    """Of more, not even the first is looked at, so that none is named in the refusal."""
    with pytest.raises(Reverted) as refused:
        membership.strike(silent, [1] * shown, sender=stranger)
    assert str(refused.value).startswith("0x6ad06075") == is_read
