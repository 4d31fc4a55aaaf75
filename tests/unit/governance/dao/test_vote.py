"""One vote each: of those who were members when the vote opened, once, in the open."""

import ape
import pytest

AGAINST, FOR, ABSTAIN = 0, 1, 2
VOTED = "dao: you have voted on this proposal already"
NOT_A_MEMBER = "dao: not a member when the vote opened"
WRONG_SUPPORT = "dao: vote 0 against, 1 for or 2 to abstain"
WITHDRAWN = "dao: this proposal was withdrawn"
CLOSED = "dao: the vote on this proposal has closed"


@pytest.mark.parametrize(
    ("support", "votes"), [(AGAINST, (1, 0, 0)), (FOR, (0, 1, 0)), (ABSTAIN, (0, 0, 1))]
)
def test_a_member_votes_against_for_or_to_abstain(dao, running, educator, tally, support, votes):
    tx = running.vote(educator, support)

    assert tx.events == [
        dao.VoteCast(voter=educator, proposalId=running.id, support=support, weight=1, reason="")
    ]
    assert tally(running) == votes
    assert dao.hasVoted(running.id, educator)


def test_a_member_gives_a_reason(dao, running, educator, tally):
    reason = "Statistics first, please: 📈"

    tx = dao.castVoteWithReason(running.id, AGAINST, reason, sender=educator)

    assert tx.events == [
        dao.VoteCast(
            voter=educator, proposalId=running.id, support=AGAINST, weight=1, reason=reason
        )
    ]
    assert tally(running) == (1, 0, 0)


def test_parameters_are_told_and_change_nothing(dao, running, educator, tally):
    tx = dao.castVoteWithReasonAndParams(running.id, FOR, "Yes.", b"\x01\x02", sender=educator)

    assert tx.events == [
        dao.VoteCastWithParams(
            voter=educator,
            proposalId=running.id,
            support=FOR,
            weight=1,
            reason="Yes.",
            params=b"\x01\x02",
        )
    ]
    assert tally(running) == (0, 1, 0)


def test_without_parameters_a_vote_is_told_as_an_ordinary_one(dao, running, educator):
    tx = dao.castVoteWithReasonAndParams(running.id, FOR, "Yes.", b"", sender=educator)

    assert tx.events == [
        dao.VoteCast(voter=educator, proposalId=running.id, support=FOR, weight=1, reason="Yes.")
    ]


def test_a_vote_weighs_one(dao, running, educator):
    for cast in (
        lambda: dao.castVote.call(running.id, FOR, sender=educator),
        lambda: dao.castVoteWithReason.call(running.id, FOR, "", sender=educator),
        lambda: dao.castVoteWithReasonAndParams.call(running.id, FOR, "", b"", sender=educator),
    ):
        assert cast() == 1


def test_the_tally_is_the_sum_of_the_ballots(running, educators, tally):
    for voter, support in zip(educators, [FOR, AGAINST, ABSTAIN, FOR, ABSTAIN], strict=True):
        running.vote(voter, support)

    assert tally(running) == (1, 2, 2)


@pytest.mark.parametrize("first", [AGAINST, FOR, ABSTAIN])
def test_nobody_votes_twice(running, educator, tally, first):
    running.vote(educator, first)
    before = tally(running)

    for again in (AGAINST, FOR, ABSTAIN):
        with ape.reverts(VOTED):
            running.vote(educator, again)
    assert tally(running) == before


def test_a_ballot_counts_for_one_proposal_only(dao, propose, educator, tally):
    first, second = propose(description="First."), propose(description="Second.")
    second.open()
    first.vote(educator)

    assert (tally(first), tally(second)) == ((0, 1, 0), (0, 0, 0))
    assert not dao.hasVoted(second.id, educator)
    second.vote(educator, AGAINST)
    assert (tally(first), tally(second)) == ((0, 1, 0), (1, 0, 0))


@pytest.mark.parametrize("support", [3, 4, 255])
def test_there_is_no_fourth_way_to_vote(running, educator, support):
    with ape.reverts(WRONG_SUPPORT):
        running.vote(educator, support)


def test_only_members_vote(dao, running, stranger, deployer):
    for outsider in (stranger, deployer):
        with ape.reverts(NOT_A_MEMBER):
            running.vote(outsider)
        assert not dao.hasVoted(running.id, outsider)


def test_nobody_has_voted_before_the_vote_opens(dao, propose, educator):
    proposal = propose()

    assert not dao.hasVoted(proposal.id, educator)
    proposal.move_to(dao.proposalSnapshot(proposal.id))
    assert not dao.hasVoted(proposal.id, educator)


def test_votes_are_refused_once_a_proposal_is_withdrawn(dao, propose, educator):
    proposal = propose()
    proposal.cancel(educator)
    for second in (-1, 1):
        proposal.move_to(dao.proposalSnapshot(proposal.id) + second)

        with ape.reverts(WITHDRAWN):
            proposal.vote(educator)


def test_votes_are_refused_once_a_proposal_is_executed(
    passed, proposal_of, act, target, educators, stranger
):
    proposal = passed(proposal_of(act(target, "set_value", 7)))
    proposal.execute(stranger)

    with ape.reverts(CLOSED):
        proposal.vote(educators[3])


def test_votes_on_what_was_never_proposed_are_refused(dao, unknown, educator):
    with unknown(1):
        dao.castVote(1, FOR, sender=educator)


def test_a_reason_of_1024_bytes_is_the_longest(dao, running, educator, fails_without_reason):
    with fails_without_reason():
        dao.castVoteWithReason(running.id, FOR, "x" * 1_025, sender=educator)
    dao.castVoteWithReason(running.id, FOR, "x" * 1_024, sender=educator)


def test_1024_bytes_of_parameters_are_the_most(dao, running, educator, fails_without_reason):
    with fails_without_reason():
        dao.castVoteWithReasonAndParams(running.id, FOR, "", b"x" * 1_025, sender=educator)
    dao.castVoteWithReasonAndParams(running.id, FOR, "", b"x" * 1_024, sender=educator)


@pytest.mark.parametrize(("second", "error"), [(-1, NOT_A_MEMBER), (0, NOT_A_MEMBER), (1, None)])
def test_who_leaves_after_the_snapshot_still_votes(
    dao, membership, propose, educator, at, tally, second, error
):
    proposal = propose()
    at(dao.proposalSnapshot(proposal.id) + second)
    membership.resign(sender=educator)
    proposal.move_to(dao.proposalSnapshot(proposal.id) + 10)

    if error is None:
        proposal.vote(educator)
        assert tally(proposal) == (0, 1, 0)
    else:
        with ape.reverts(error):
            proposal.vote(educator)


@pytest.mark.parametrize(("second", "error"), [(-1, None), (0, None), (1, NOT_A_MEMBER)])
def test_who_comes_after_the_snapshot_does_not_vote(
    dao, membership, propose, decide, act, stranger, at, tally, second, error
):
    decide(act(membership, "admit", stranger))
    proposal = propose()
    at(dao.proposalSnapshot(proposal.id) + second)
    membership.accept(sender=stranger)
    proposal.move_to(dao.proposalSnapshot(proposal.id) + 10)

    if error is None:
        proposal.vote(stranger)
        assert tally(proposal) == (0, 1, 0)
    else:
        with ape.reverts(error):
            proposal.vote(stranger)


def test_a_ballot_stays_when_its_voter_leaves(dao, membership, running, educator, tally):
    running.vote(educator)
    membership.resign(sender=educator)

    assert tally(running) == (0, 1, 0)
    assert dao.hasVoted(running.id, educator)
    assert dao.proposalQuorum(running.id) == 3
    with ape.reverts(VOTED):
        running.vote(educator)


def test_whose_vote_it_was_at_a_second_is_told_for_ever(dao, membership, educator, stranger, now):
    then = now() - 1
    membership.resign(sender=educator)

    assert dao.getVotes(educator, then) == 1
    assert dao.getVotesWithParams(educator, then, b"any") == 1
    assert dao.getVotes(educator, now() - 1) == 1
    assert dao.getVotes(stranger, then) == dao.getVotesWithParams(stranger, then, b"") == 0


def test_nobody_s_votes_are_told_before_the_second_is_over(dao, educator, now):
    with ape.reverts("educators: this time is not over yet"):
        dao.getVotes(educator, now())
    with ape.reverts("educators: this time is not over yet"):
        dao.getVotesWithParams(educator, now() + 1, b"")
