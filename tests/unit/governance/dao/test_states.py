"""A proposal's whole life, by number and by the second."""

import ape
import pytest

AGAINST, FOR, ABSTAIN = 0, 1, 2
PENDING, ACTIVE, CANCELED, DEFEATED, SUCCEEDED, QUEUED, EXPIRED, EXECUTED = range(8)

NOT_OPEN_YET = "dao: the vote on this proposal has not opened yet"
CLOSED = "dao: the vote on this proposal has closed"
VOTE_NOT_OVER = "dao: the vote on this proposal is not over yet"
DELAY_NOT_OVER = "dao: the delay after the vote is not over yet"
TOO_LATE = "dao: this proposal passed but was not executed in time"


@pytest.fixture
def dates(rules):
    """The seconds on which a proposal's life turns."""

    def dates(proposal, rules=rules):
        deadline = proposal.dao.proposalDeadline(proposal.id)
        return {
            "snapshot": proposal.dao.proposalSnapshot(proposal.id),
            "deadline": deadline,
            "eta": deadline + rules.delay,
            "end": deadline + rules.delay + rules.grace,
        }

    return dates


@pytest.fixture
def carried(propose, educators):
    """A proposal with three votes of five for it, its vote still open."""
    proposal = propose()
    proposal.open()
    for voter in educators[:3]:
        proposal.vote(voter)
    return proposal


def test_states_have_the_numbers_of_openzeppelin_s(standard):
    names = ["Pending", "Active", "Canceled", "Defeated", "Succeeded", "Queued", "Expired"]

    assert standard["states"] == [*names, "Executed"]


def test_a_proposal_is_pending_up_to_its_snapshot_then_active(propose, dates):
    proposal = propose()
    snapshot = dates(proposal)["snapshot"]

    assert proposal.state == PENDING
    for second, state in [(-1, PENDING), (0, PENDING), (1, ACTIVE)]:
        proposal.move_to(snapshot + second)
        assert proposal.state == state


def test_what_passed_is_active_then_queued_then_expired(carried, dates):
    when = dates(carried)

    for date, state in [
        (when["deadline"] - 1, ACTIVE),
        (when["deadline"], ACTIVE),
        (when["deadline"] + 1, QUEUED),
        (when["eta"] - 1, QUEUED),
        (when["eta"], QUEUED),
        (when["eta"] + 1, QUEUED),
        (when["end"] - 1, QUEUED),
        (when["end"], QUEUED),
        (when["end"] + 1, EXPIRED),
        (when["end"] + 10**9, EXPIRED),
    ]:
        carried.move_to(date)
        assert carried.state == state, date - when["deadline"]


def test_what_passed_without_a_delay_succeeds_at_once(assembly_of_five, rules, educators, dates):
    at_once = rules._replace(delay=0)
    proposal = assembly_of_five(at_once).propose()
    when = dates(proposal, at_once)
    proposal.open()
    for voter in educators[:3]:
        proposal.vote(voter)

    for date, state in [
        (when["deadline"], ACTIVE),
        (when["deadline"] + 1, SUCCEEDED),
        (when["end"], SUCCEEDED),
        (when["end"] + 1, EXPIRED),
    ]:
        proposal.move_to(date)
        assert proposal.state == state


def test_without_a_voting_delay_the_vote_opens_a_second_later(assembly_of_five, rules, educators):
    other = assembly_of_five(rules._replace(voting_delay=0))
    proposal = other.propose()

    assert proposal.state == PENDING
    proposal.open()
    assert proposal.state == ACTIVE
    proposal.vote(educators[0])
    assert tuple(other.dao.proposalVotes(proposal.id)) == (0, 1, 0)


@pytest.mark.parametrize(
    ("votes", "why"),
    [
        ([], "nobody voted"),
        ([FOR, FOR], "the quorum is three"),
        ([FOR, FOR, AGAINST], "votes against make no quorum"),
        ([FOR, ABSTAIN, ABSTAIN, AGAINST, AGAINST], "the majority is against"),
        ([FOR, FOR, AGAINST, AGAINST, ABSTAIN], "a tie"),
        ([ABSTAIN, ABSTAIN, ABSTAIN], "nobody is for it"),
    ],
)
def test_what_does_not_pass_is_defeated_for_ever(propose, educators, dates, votes, why, stranger):
    proposal = propose()
    proposal.open()
    for voter, support in zip(educators, votes, strict=False):
        proposal.vote(voter, support)
    when = dates(proposal)

    for date in (when["deadline"] + 1, when["eta"], when["end"] + 1):
        proposal.move_to(date)
        assert proposal.state == DEFEATED, why
    with ape.reverts("dao: this proposal was defeated"):
        proposal.execute(stranger)


@pytest.mark.parametrize(
    "votes",
    [
        [FOR, FOR, FOR],
        [FOR, ABSTAIN, ABSTAIN],
        [FOR, FOR, ABSTAIN, AGAINST],
        [FOR, FOR, FOR, AGAINST, AGAINST],
    ],
)
def test_more_for_than_against_and_a_quorum_pass(propose, educators, votes):
    proposal = propose()
    proposal.open()
    for voter, support in zip(educators, votes, strict=False):
        proposal.vote(voter, support)
    proposal.close()

    assert proposal.state == QUEUED


def test_what_was_withdrawn_stays_so(propose, educator, stranger, dates):
    proposal = propose()
    when = dates(proposal)
    proposal.cancel(educator)

    assert proposal.state == CANCELED
    for date in (when["snapshot"] + 1, when["deadline"] + 1, when["eta"], when["end"] + 1):
        proposal.move_to(date)
        assert proposal.state == CANCELED
    with ape.reverts("dao: this proposal was withdrawn"):
        proposal.execute(stranger)


def test_what_was_executed_stays_so(carried, stranger, dates):
    when = dates(carried)
    carried.ripen()
    carried.execute(stranger)

    assert carried.state == EXECUTED
    carried.move_to(when["end"] + 1)
    assert carried.state == EXECUTED
    with ape.reverts("dao: this proposal has been executed already"):
        carried.execute(stranger)


@pytest.mark.parametrize(
    ("date", "second", "error"),
    [
        ("snapshot", 0, NOT_OPEN_YET),
        ("snapshot", 1, None),
        ("deadline", 0, None),
        ("deadline", 1, CLOSED),
    ],
)
def test_votes_count_from_after_the_snapshot_to_the_deadline(
    propose, educator, dates, at, tally, date, second, error
):
    proposal = propose()
    at(dates(proposal)[date] + second)

    if error is None:
        proposal.vote(educator)
        assert tally(proposal) == (0, 1, 0)
    else:
        with ape.reverts(error):
            proposal.vote(educator)


@pytest.mark.parametrize(
    ("date", "second", "error"),
    [
        ("snapshot", 2, VOTE_NOT_OVER),
        ("deadline", 0, VOTE_NOT_OVER),
        ("deadline", 1, DELAY_NOT_OVER),
        ("eta", -1, DELAY_NOT_OVER),
        ("eta", 0, None),
        ("end", 0, None),
        ("end", 1, TOO_LATE),
    ],
)
def test_what_passed_is_executed_from_its_eta_to_the_end_of_its_grace(
    carried, stranger, dates, at, now, date, second, error
):
    when = dates(carried)[date] + second
    at(max(when, now() + 1))

    if error is None:
        carried.execute(stranger)
        assert carried.state == EXECUTED
    else:
        with ape.reverts(error):
            carried.execute(stranger)


def test_nothing_is_executed_before_its_vote(propose, stranger):
    with ape.reverts(VOTE_NOT_OVER):
        propose().execute(stranger)


def test_what_was_never_proposed_is_not_executed(unknown, proposal_of, act, target, stranger):
    proposal = proposal_of(act(target, "set_value", 7))

    with unknown(proposal.id):
        proposal.execute(stranger)


def test_queuing_needs_no_transaction(dao, carried, educator):
    carried.close()

    assert carried.state == QUEUED
    assert not dao.proposalNeedsQueuing(carried.id)
    with ape.reverts("dao: nothing needs queuing; execute it once its delay is over"):
        dao.queue(*carried.content, sender=educator)
