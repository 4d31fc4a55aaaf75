"""Nobody decides a vote in its last minute: what turns late is voted on a little longer, once."""

import ape
import pytest

AGAINST, FOR, ABSTAIN = 0, 1, 2
DEFEATED, QUEUED = 3, 5
WEEK = 7 * 86_400
EIGHTH = WEEK // 8


@pytest.fixture
def deadline(dao, running):
    """As it was when the proposal was made."""
    return dao.proposalDeadline(running.id)


@pytest.fixture
def vote_all(running, educators):
    """Let the educators vote in their order, as many as there are votes."""

    def vote_all(*votes):
        for voter, support in zip(educators, votes, strict=False):
            running.vote(voter, support)

    return vote_all


@pytest.fixture
def extended(dao, running):
    """The event of an extension."""
    return lambda until: dao.ProposalExtended(proposalId=running.id, extendedDeadline=until)


@pytest.fixture
def cast(dao, running):
    """The event of a ballot."""

    def cast(voter, support):
        return dao.VoteCast(
            voter=voter, proposalId=running.id, support=support, weight=1, reason=""
        )

    return cast


TURNS = [
    ([FOR, FOR], FOR, "the quorum is reached, and the motion carried"),
    ([AGAINST, AGAINST, FOR, ABSTAIN], ABSTAIN, "the quorum is reached, the motion not carried"),
    ([FOR, FOR, AGAINST, ABSTAIN], AGAINST, "a tie is made"),
    ([FOR, FOR, AGAINST, AGAINST], FOR, "a tie is broken"),
]


@pytest.mark.parametrize(("votes", "last", "what"), TURNS, ids=[what for *_, what in TURNS])
def test_a_turn_in_the_last_second_lengthens_the_vote(
    dao, running, educators, vote_all, deadline, extended, cast, at, votes, last, what
):
    vote_all(*votes)
    voter = educators[len(votes)]
    at(deadline)

    tx = running.vote(voter, last)

    assert tx.events == [extended(deadline + EIGHTH), cast(voter, last)]
    assert dao.proposalDeadline(running.id) == deadline + EIGHTH
    assert dao.proposalEta(running.id) == deadline + EIGHTH + 2 * 86_400
    assert tuple(dao.proposalKind(running.id))[2:] == (True, False)
    running.move_to(deadline + EIGHTH)
    assert running.state == 1
    running.close()
    assert running.state in (DEFEATED, QUEUED)


NO_TURNS = [
    ([FOR], FOR, "still no quorum"),
    ([FOR, FOR, FOR], FOR, "still carried"),
    ([FOR, FOR, FOR], AGAINST, "still carried, though one is against it"),
    ([FOR, AGAINST, AGAINST, ABSTAIN], AGAINST, "still no quorum, though four have voted"),
]


@pytest.mark.parametrize(("votes", "last", "what"), NO_TURNS, ids=[what for *_, what in NO_TURNS])
def test_a_late_vote_that_turns_nothing_lengthens_nothing(
    dao, running, educators, vote_all, deadline, cast, at, votes, last, what
):
    vote_all(*votes)
    voter = educators[len(votes)]
    at(deadline)

    assert running.vote(voter, last).events == [cast(voter, last)]
    assert dao.proposalDeadline(running.id) == deadline
    assert tuple(dao.proposalKind(running.id))[2:] == (False, False)


@pytest.mark.parametrize(
    ("before_the_end", "lengthened"),
    [(EIGHTH + 1, False), (EIGHTH, True), (EIGHTH - 1, True), (0, True)],
)
def test_a_turn_is_late_in_the_last_eighth(
    dao, running, educators, vote_all, deadline, at, before_the_end, lengthened
):
    """Wherever in it: the vote goes on for another eighth of its length."""
    vote_all(FOR, FOR)
    at(deadline - before_the_end)
    running.vote(educators[2])

    assert dao.proposalDeadline(running.id) == deadline + (EIGHTH if lengthened else 0)
    assert tuple(dao.proposalKind(running.id))[2] == lengthened


def test_a_second_turn_lengthens_nothing(dao, running, educators, vote_all, deadline, cast, at):
    """So no bloc keeps a vote open for ever."""
    vote_all(FOR, FOR, AGAINST)
    at(deadline)
    running.vote(educators[3], ABSTAIN)
    assert dao.proposalDeadline(running.id) == deadline + EIGHTH

    at(deadline + EIGHTH)
    tx = running.vote(educators[4], AGAINST)
    assert tx.events == [cast(educators[4], AGAINST)]
    assert dao.proposalDeadline(running.id) == deadline + EIGHTH
    running.close()
    assert running.state == DEFEATED


def test_votes_against_stay_possible_in_the_extension(running, educators, vote_all, deadline, at):
    """A bloc that carries a motion in the last second has not carried it yet."""
    vote_all(FOR, FOR)
    at(deadline)
    running.vote(educators[2])
    at(deadline + 10)
    running.vote(educators[3], AGAINST)
    running.vote(educators[4], AGAINST)
    running.close()

    assert running.state == QUEUED  # three to two
    assert tuple(running.dao.proposalVotes(running.id)) == (2, 3, 0)


def test_no_ballot_changes_in_the_extension(dao, running, educators, vote_all, deadline, at):
    vote_all(FOR, FOR)
    at(deadline)
    running.vote(educators[2])

    for second in (deadline + 1, deadline + EIGHTH):
        at(second)
        with ape.reverts("dao: in the last eighth of a vote no ballot changes any more"):
            dao.changeVote(running.id, AGAINST, "", sender=educators[0])


@pytest.mark.parametrize("turned_at", [EIGHTH, EIGHTH // 2, 0])
def test_an_extension_reopens_no_ballot(dao, running, educators, vote_all, deadline, at, turned_at):
    """However early in the last eighth the vote turned."""
    vote_all(FOR, FOR)
    at(deadline - EIGHTH - 1)
    dao.changeVote(running.id, FOR, "The last word.", sender=educators[0])
    at(deadline - turned_at)
    running.vote(educators[2])
    assert dao.proposalDeadline(running.id) == deadline + EIGHTH

    frozen_from = deadline + EIGHTH - (WEEK + EIGHTH) // 8  # were it the longer vote's last eighth
    for second in (deadline - turned_at + 1, frozen_from - 1, frozen_from, deadline + EIGHTH):
        if second > deadline - turned_at:
            at(second)
            with ape.reverts("dao: in the last eighth of a vote no ballot changes any more"):
                dao.changeVote(running.id, AGAINST, "", sender=educators[0])


def test_nothing_is_executed_in_the_extension(running, educators, vote_all, deadline, at, stranger):
    vote_all(FOR, FOR)
    at(deadline)
    running.vote(educators[2])
    at(deadline + EIGHTH)

    with ape.reverts("dao: the vote on this proposal is not over yet"):
        running.execute(stranger)
    running.ripen()
    running.execute(stranger)
    assert running.state == 7


def test_the_electorate_stays_that_of_the_snapshot(
    dao, running, educators, membership, vote_all, deadline, at
):
    """An extension lets nobody in, and puts nobody out."""
    vote_all(FOR, FOR)
    snapshot, quorum = dao.proposalSnapshot(running.id), dao.proposalQuorum(running.id)
    at(deadline)
    running.vote(educators[2])
    membership.resign(sender=educators[4])
    at(deadline + EIGHTH)
    running.vote(educators[4], AGAINST)

    assert dao.proposalSnapshot(running.id) == snapshot
    assert dao.proposalQuorum(running.id) == quorum


def test_a_vote_lasts_two_and_a_quarter_times_its_period_at_most(
    assembly_of_five, rules, educators, curricular, chamber_of, at
):
    """Returned by a chamber, then turned late: both once, in this order the longest."""
    day = 86_400
    longest = rules._replace(voting_period=60 * day)
    other = assembly_of_five(longest, curricular.classed)
    chamber = chamber_of(other)
    proposal = other.propose(curricular.action, description="On a curriculum.")
    proposal.open()
    chamber.send_back(proposal.id)
    for voter in educators[:2]:
        proposal.vote(voter)
    at(other.dao.proposalDeadline(proposal.id))
    proposal.vote(educators[2])

    length = other.dao.proposalDeadline(proposal.id) - other.dao.proposalSnapshot(proposal.id)
    assert length == 135 * day == 60 * day * 9 // 4
    assert tuple(other.dao.proposalKind(proposal.id))[2:] == (True, True)
