"""A member votes anew until the last eighth of a vote: then what has been said stands."""

import ape
import pytest

AGAINST, FOR, ABSTAIN = 0, 1, 2
VOTED = "dao: you have voted on this proposal already"
NOT_VOTED = "dao: you have not voted on this proposal yet"
NOT_A_MEMBER = "dao: not a member when the vote opened"
FROZEN = "dao: in the last eighth of a vote no ballot changes any more"
WRONG_SUPPORT = "dao: vote 0 against, 1 for or 2 to abstain"


@pytest.fixture
def change(dao, running, educator):
    """Vote anew, by default the educator in favour."""

    def change(support=FOR, reason="", voter=educator):
        return dao.changeVote(running.id, support, reason, sender=voter)

    return change


@pytest.fixture
def frozen_from(dao, running):
    """The first second of the last eighth."""
    snapshot, deadline = dao.proposalSnapshot(running.id), dao.proposalDeadline(running.id)
    return deadline - (deadline - snapshot) // 8


@pytest.mark.parametrize("before", [AGAINST, FOR, ABSTAIN])
@pytest.mark.parametrize("after", [AGAINST, FOR, ABSTAIN])
def test_a_member_votes_anew(dao, running, change, educator, tally, before, after):
    running.vote(educator, before)

    tx = change(after, "I was wrong: 📉")

    assert tx.events == [
        dao.VoteChanged(
            voter=educator,
            proposalId=running.id,
            before=before,
            support=after,
            reason="I was wrong: 📉",
        )
    ]
    assert tally(running) == tuple(int(support == after) for support in range(3))
    assert dao.hasVoted(running.id, educator)


def test_a_changed_vote_weighs_one(dao, running, educator):
    running.vote(educator, AGAINST)

    assert dao.changeVote.call(running.id, FOR, "", sender=educator) == 1


def test_a_member_changes_as_often_as_it_likes_and_the_last_vote_counts(
    running, change, educators, tally
):
    for voter in educators[:3]:
        running.vote(voter, AGAINST)
    for support in (FOR, ABSTAIN, AGAINST, ABSTAIN, FOR):
        change(support)

    assert tally(running) == (2, 1, 0)


@pytest.mark.parametrize(
    ("second", "error"), [(-1, None), (0, FROZEN), (1, FROZEN), (75_600, FROZEN)]
)
def test_ballots_change_up_to_the_last_eighth_of_a_vote(
    running, change, educator, frozen_from, at, tally, second, error
):
    """Of seven days that is the last 75,600 seconds, the deadline itself the last of them."""
    running.vote(educator, AGAINST)
    at(frozen_from + second)

    if error is None:
        change(FOR)
        assert tally(running) == (0, 1, 0)
    else:
        with ape.reverts(error):
            change(FOR)
        assert tally(running) == (1, 0, 0)


def test_in_the_last_eighth_a_first_vote_still_counts(running, educator, frozen_from, at, tally):
    at(frozen_from)
    running.vote(educator)

    assert tally(running) == (0, 1, 0)


def test_no_ballot_changes_after_the_vote(dao, running, change, educator):
    running.vote(educator)
    running.close()

    with ape.reverts("dao: the vote on this proposal has closed"):
        change(AGAINST)


def test_no_ballot_changes_before_the_vote(dao, propose, educator):
    proposal = propose()

    with ape.reverts("dao: the vote on this proposal has not opened yet"):
        dao.changeVote(proposal.id, FOR, "", sender=educator)


def test_nothing_changes_on_a_proposal_that_was_withdrawn(dao, propose, educator):
    proposal = propose()
    proposal.cancel(educator)
    proposal.open()

    with ape.reverts("dao: this proposal was withdrawn"):
        dao.changeVote(proposal.id, FOR, "", sender=educator)


def test_nothing_changes_on_a_proposal_that_was_never_made(dao, unknown, educator):
    with unknown(1):
        dao.changeVote(1, FOR, "", sender=educator)


def test_who_has_not_voted_has_nothing_to_change(running, change, educators, tally):
    running.vote(educators[1])

    with ape.reverts(NOT_VOTED):
        change(FOR)
    assert tally(running) == (0, 1, 0)


def test_nobody_changes_another_s_vote(running, change, educators, stranger, tally):
    running.vote(educators[0], AGAINST)

    with ape.reverts(NOT_VOTED):
        change(FOR, voter=educators[1])
    with ape.reverts(NOT_A_MEMBER):
        change(FOR, voter=stranger)
    assert tally(running) == (1, 0, 0)


@pytest.mark.parametrize("support", [3, 255])
def test_no_vote_changes_into_a_fourth_kind(running, change, educator, support):
    running.vote(educator)

    with ape.reverts(WRONG_SUPPORT):
        change(support)


def test_a_changed_vote_is_no_second_vote(running, change, educator, tally):
    running.vote(educator, AGAINST)
    change(FOR)

    with ape.reverts(VOTED):
        running.vote(educator, AGAINST)
    assert tally(running) == (0, 1, 0)


def test_a_ballot_signed_before_the_change_is_void(
    dao, running, change, educator, signed_by, stranger, tally
):
    """Nobody who keeps an old ballot undoes a change by posting it."""
    old = signed_by(educator, running, AGAINST)
    running.vote(educator, AGAINST)
    change(FOR)

    with ape.reverts(VOTED):
        dao.castVoteBySig(running.id, AGAINST, educator, old[3], sender=stranger)
    tx = dao.castVotesBySig(running.id, [old], sender=stranger)
    assert tx.events == [
        dao.BallotSkipped(
            voter=educator, proposalId=running.id, reason="has voted on this proposal already"
        )
    ]
    assert tally(running) == (0, 1, 0)


def test_a_posted_ballot_is_changed_by_its_voter_alone(
    dao, running, change, educators, signed_by, stranger, tally
):
    """Directly: no signature changes a vote."""
    dao.castVotesBySig(running.id, [signed_by(educators[0], running, AGAINST)], sender=stranger)

    change(FOR)
    assert tally(running) == (0, 1, 0)
    names = {method.name for method in dao.contract_type.methods}
    assert {name for name in names if "change" in name.lower()} == {"changeVote"}


def test_who_left_after_the_snapshot_still_changes_its_vote(
    running, change, membership, educator, tally
):
    running.vote(educator, AGAINST)
    membership.resign(sender=educator)
    change(FOR)

    assert tally(running) == (0, 1, 0)


def test_enough_changes_turn_an_outcome(running, change, educators):
    for voter in educators[:3]:
        running.vote(voter, AGAINST)
    for voter in educators[:3]:
        change(FOR, voter=voter)
    running.close()

    assert running.state == 5


def test_a_reason_for_a_change_has_1024_bytes_at_most(
    running, change, educator, fails_without_reason
):
    running.vote(educator)

    change(AGAINST, "x" * 1_024)
    with fails_without_reason():
        change(FOR, "x" * 1_025)
