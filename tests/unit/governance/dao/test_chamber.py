"""A second chamber may ask for a second reading of a curriculum, once; it can stop nothing."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS

AGAINST, FOR, ABSTAIN = 0, 1, 2
DEFEATED, QUEUED, EXECUTED = 3, 5, 7
WEEK = 7 * 86_400
ONLY_CHAMBER = "dao: only the chamber may return a proposal"
ONLY_CURRICULA = "dao: only a curriculum can be returned"
RETURNED = "dao: this proposal was returned before"
NOT_OPEN_YET = "dao: the vote on this proposal has not opened yet"
CLOSED = "dao: the vote on this proposal has closed"


@pytest.fixture
def two(assembly_of_five, curricular, rules):
    """A DAO that can have a second chamber."""
    return assembly_of_five(rules, curricular.classed)


@pytest.fixture
def chamber(two, chamber_of):
    """It has one."""
    return chamber_of(two)


@pytest.fixture
def table(two, curricular, educators):
    """Make a proposal on a curriculum; its vote is open."""

    def table(*actions, description="On a curriculum."):
        actions = actions or (curricular.action,)
        proposal = two.propose(*actions, description=description, sender=educators[1])
        proposal.open()
        return proposal

    return table


@pytest.fixture
def reading(chamber, table):
    """A proposal on a curriculum before a DAO with a chamber."""
    return table()


def test_a_dao_has_no_chamber_but_by_vote(two, chamber_of, educator, stranger, deployer):
    assert two.dao.chamber() == ZERO_ADDRESS
    for outsider in (educator, stranger, deployer):
        with ape.reverts("dao: only the DAO may do this, by a vote"):
            two.dao.set_chamber(outsider, sender=outsider)

    chamber = chamber_of(two)
    assert chamber.receipt.events == [
        two.dao.ChamberSet(chamber=chamber.contract),
        two.dao.ProposalExecuted(proposalId=chamber.receipt.events[-1].proposalId),
    ]
    assert two.dao.chamber() == chamber.contract


def test_to_name_a_chamber_is_constitution(two, act, stranger):
    proposal = two.propose(act(two.dao, "set_chamber", stranger))

    assert two.dao.proposalKind(proposal.id)[0] == 3


def test_the_chamber_returns_a_proposal(two, chamber, reading):
    deadline = two.dao.proposalDeadline(reading.id)

    tx = chamber.send_back(reading.id)

    assert tx.events == [
        two.dao.ProposalReturned(proposalId=reading.id),
        two.dao.ProposalExtended(proposalId=reading.id, extendedDeadline=deadline + WEEK),
    ]
    assert two.dao.proposalDeadline(reading.id) == deadline + WEEK
    assert tuple(two.dao.proposalKind(reading.id)) == (0, 2, False, True)
    reading.move_to(deadline + WEEK)
    assert reading.state == 1
    reading.close()
    assert reading.state == DEFEATED


def test_nobody_else_returns_a_proposal(two, reading, educators, stranger, deployer, double):
    other = double("dao_chamber", two.dao)

    for outsider in (*educators[:2], stranger, deployer):
        with ape.reverts(ONLY_CHAMBER):
            two.dao.returnProposal(reading.id, sender=outsider)
    with ape.reverts(ONLY_CHAMBER):
        other.send_back(reading.id, sender=stranger)


def test_without_a_chamber_nothing_is_returned(two, table, educators, stranger):
    reading = table()

    for outsider in (*educators, stranger):
        with ape.reverts(ONLY_CHAMBER):
            two.dao.returnProposal(reading.id, sender=outsider)


def test_nothing_is_returned_twice(two, chamber, reading):
    with ape.reverts(RETURNED):
        chamber.send_back_twice(reading.id)
    chamber.send_back(reading.id)

    deadline = two.dao.proposalDeadline(reading.id)
    with ape.reverts(RETURNED):
        chamber.send_back(reading.id)
    assert two.dao.proposalDeadline(reading.id) == deadline


@pytest.mark.parametrize(
    ("date", "second", "error"),
    [
        ("proposalSnapshot", 0, NOT_OPEN_YET),
        ("proposalSnapshot", 1, None),
        ("proposalDeadline", 0, None),
        ("proposalDeadline", 1, CLOSED),
    ],
)
def test_a_proposal_is_returned_only_while_its_vote_is_open(
    two, chamber, curricular, educators, at, date, second, error
):
    reading = two.propose(curricular.action, sender=educators[1])
    at(getattr(two.dao, date)(reading.id) + second)

    if error is None:
        chamber.send_back(reading.id)
        assert two.dao.proposalKind(reading.id)[3]
    else:
        with ape.reverts(error):
            chamber.send_back(reading.id)


def test_what_was_withdrawn_or_never_made_is_not_returned(
    two, chamber, curricular, educators, unknown
):
    withdrawn = two.propose(curricular.action, sender=educators[1])
    withdrawn.cancel(educators[1])
    withdrawn.open()

    with ape.reverts("dao: this proposal was withdrawn"):
        chamber.send_back(withdrawn.id)
    with unknown(1):
        chamber.send_back(1)


def test_only_curricula_are_returned(two, chamber, table, curricular, act):
    """Neither people nor rules."""
    for n, action in enumerate([curricular.graver, act(two.dao, "set_chamber", ZERO_ADDRESS)]):
        with ape.reverts(ONLY_CURRICULA):
            chamber.send_back(table(action, description=f"Number {n}.").id)


@pytest.mark.parametrize("place", ["first", "last"])
@pytest.mark.parametrize("with_what", ["people", "constitution"])
def test_a_curriculum_is_returned_whatever_is_bundled_with_it(
    two, chamber, table, curricular, act, with_what, place
):
    """So nobody carries one past the chamber by adding something grave to it."""
    grave = {"people": curricular.graver, "constitution": act(two.dao, "set_chamber", ZERO_ADDRESS)}
    actions = [curricular.action, grave[with_what]]
    bundle = table(*(actions if place == "first" else reversed(actions)))
    deadline = two.dao.proposalDeadline(bundle.id)
    before = two.dao.proposalKind(bundle.id)

    chamber.send_back(bundle.id)

    assert two.dao.proposalDeadline(bundle.id) == deadline + WEEK
    assert before[0] == {"people": 1, "constitution": 3}[with_what]
    assert tuple(two.dao.proposalKind(bundle.id)) == (*before[:3], True)
    with ape.reverts(RETURNED):
        chamber.send_back(bundle.id)


def test_a_curriculum_that_carries_ether_is_returned(
    two, chamber, curricular, with_values, educators
):
    """The act is on a curriculum, though the decision is of the treasury's class."""
    paying = with_values(curricular.action, values=[1])
    paying.dao = two.dao
    paying.id = two.dao.hashProposal(*paying.content)
    paying.propose(educators[1])
    paying.open()
    assert two.dao.proposalKind(paying.id)[0] == 2

    chamber.send_back(paying.id)
    assert two.dao.proposalKind(paying.id)[3]


@pytest.mark.parametrize(
    ("majority", "votes", "outcome"),
    [
        (1, [FOR, FOR, FOR, AGAINST, AGAINST], DEFEATED),
        (2, [FOR, FOR, FOR, FOR, AGAINST], QUEUED),
        (3, [FOR, FOR, FOR, AGAINST], QUEUED),
        (3, [FOR, FOR, AGAINST], DEFEATED),
    ],
)
def test_a_bundle_keeps_the_stricter_majority_in_its_second_reading(
    assembly_of_five, rules, curricular, chamber_of, educators, majority, votes, outcome
):
    """Two thirds, or what its class asks for if that is more."""
    graver = rules._replace(majority=majority)
    other = assembly_of_five([rules, graver, rules, rules], curricular.classed)
    chamber = chamber_of(other)
    bundle = other.propose(curricular.action, curricular.graver, sender=educators[1])
    bundle.open()
    chamber.send_back(bundle.id)
    for voter, support in zip(educators, votes, strict=False):
        bundle.vote(voter, support)
    bundle.close()

    assert bundle.state == outcome


@pytest.mark.parametrize(
    ("votes", "first", "second"),
    [
        ([FOR, FOR, FOR, AGAINST], QUEUED, QUEUED),
        ([FOR, FOR, ABSTAIN, AGAINST], QUEUED, QUEUED),
        ([FOR, FOR, FOR, AGAINST, AGAINST], QUEUED, DEFEATED),
        ([FOR, FOR, AGAINST, AGAINST, ABSTAIN], DEFEATED, DEFEATED),
        ([FOR, FOR], DEFEATED, DEFEATED),
    ],
)
def test_a_second_reading_needs_two_thirds(two, chamber, table, educators, votes, first, second):
    once, twice = table(), table(description="Another.")
    chamber.send_back(twice.id)
    for proposal in (once, twice):
        for voter, support in zip(educators, votes, strict=False):
            proposal.vote(voter, support)
    once.close()
    assert once.state == first
    twice.close()
    assert twice.state == second


def test_ballots_cast_before_stay_and_may_be_changed_again(two, chamber, reading, educators, at):
    """What was said in the last eighth of the first reading is not the last word any more."""
    reading.vote(educators[0], AGAINST)
    at(two.dao.proposalDeadline(reading.id))
    chamber.send_back(reading.id)

    assert tuple(two.dao.proposalVotes(reading.id)) == (1, 0, 0)
    two.dao.changeVote(reading.id, FOR, "Convinced.", sender=educators[0])
    assert tuple(two.dao.proposalVotes(reading.id)) == (0, 1, 0)


def test_a_returned_proposal_takes_effect_when_two_thirds_insist(
    two, chamber, reading, educators, target, stranger
):
    chamber.send_back(reading.id)
    for voter in educators[:4]:
        reading.vote(voter)
    reading.ripen()
    reading.execute(stranger)

    assert (reading.state, target.value()) == (EXECUTED, 7)


def test_a_hostile_chamber_cannot_stop_anything(
    two, chamber, reading, educators, act, target, stranger
):
    """The DAO never calls it: whatever it answers, proposals are made, voted on and executed, and
    it is dismissed."""
    chamber.send_back(reading.id)
    chamber.turn_hostile()
    dismissal = two.propose(
        act(two.dao, "set_chamber", ZERO_ADDRESS), description="Enough.", sender=educators[2]
    )
    dismissal.open()
    for proposal in (reading, dismissal):
        for voter in educators:
            proposal.vote(voter)
    dismissal.ripen()
    tx = dismissal.execute(stranger)
    assert tx.events == [
        two.dao.ChamberSet(chamber=ZERO_ADDRESS),
        two.dao.ProposalExecuted(proposalId=dismissal.id),
    ]
    reading.ripen()
    reading.execute(stranger)
    assert target.value() == 7


def test_a_chamber_that_was_dismissed_returns_nothing(
    two, chamber, table, educators, act, stranger
):
    dismissal = two.propose(act(two.dao, "set_chamber", ZERO_ADDRESS), sender=educators[2])
    dismissal.open()
    for voter in educators:
        dismissal.vote(voter)
    dismissal.ripen()
    dismissal.execute(stranger)

    with ape.reverts(ONLY_CHAMBER):
        chamber.send_back(table().id)


def test_a_second_reading_ends_as_other_votes_do(two, chamber, reading, educators, at):
    """Its last eighth is an eighth of the longer vote; a late turn lengthens it once more."""
    chamber.send_back(reading.id)
    deadline = two.dao.proposalDeadline(reading.id)
    for voter in educators[:2]:
        reading.vote(voter)
    at(deadline - 2 * WEEK // 8 - 1)
    two.dao.changeVote(reading.id, FOR, "Still.", sender=educators[0])
    at(deadline)

    tx = reading.vote(educators[2])
    assert tx.events == [
        two.dao.ProposalExtended(proposalId=reading.id, extendedDeadline=deadline + 2 * WEEK // 8),
        two.dao.VoteCast(
            voter=educators[2], proposalId=reading.id, support=FOR, weight=1, reason=""
        ),
    ]


FINAL = "dao: in the last eighth of a vote no ballot changes any more"


def test_what_was_extended_and_is_returned_then_lets_ballots_change_again(
    two, chamber, reading, educators, at
):
    """Until the last eighth of the lengthened vote, which is twice the extended one; and no late
    turn extends it a second time."""
    first = two.dao.proposalDeadline(reading.id)
    for voter in educators[:2]:
        reading.vote(voter)
    at(first)
    reading.vote(educators[2])
    extended = WEEK + WEEK // 8
    at(first + 10)
    with ape.reverts(FINAL):
        two.dao.changeVote(reading.id, AGAINST, "", sender=educators[0])

    chamber.send_back(reading.id)
    deadline = first - WEEK + 2 * extended
    assert two.dao.proposalDeadline(reading.id) == deadline
    assert tuple(two.dao.proposalKind(reading.id))[2:] == (True, True)
    two.dao.changeVote(reading.id, AGAINST, "", sender=educators[0])
    at(deadline - 2 * extended // 8 - 1)
    two.dao.changeVote(reading.id, FOR, "", sender=educators[0])
    at(deadline - 2 * extended // 8)
    with ape.reverts(FINAL):
        two.dao.changeVote(reading.id, AGAINST, "", sender=educators[0])
    reading.vote(educators[4], AGAINST)
    at(deadline)
    assert len(reading.vote(educators[3], AGAINST).events) == 1
    assert two.dao.proposalDeadline(reading.id) == deadline


def test_what_was_returned_and_is_extended_then_lets_no_ballot_change(
    two, chamber, reading, educators, at
):
    chamber.send_back(reading.id)
    deadline = two.dao.proposalDeadline(reading.id)
    for voter in educators[:2]:
        reading.vote(voter)
    late_from = deadline - 2 * WEEK // 8
    at(late_from)
    reading.vote(educators[2])
    extended = deadline + 2 * WEEK // 8
    assert two.dao.proposalDeadline(reading.id) == extended
    with ape.reverts(RETURNED):
        chamber.send_back(reading.id)

    longer_eighth = extended - (extended - (deadline - 2 * WEEK)) // 8
    for second in (late_from + 2, longer_eighth - 1, longer_eighth, extended):
        at(second)
        with ape.reverts(FINAL):
            two.dao.changeVote(reading.id, AGAINST, "", sender=educators[0])


def test_a_vote_lasts_no_longer_whichever_comes_first(
    assembly_of_five, rules, educators, curricular, chamber_of, at
):
    """Turned late, then returned: as long as the other way round, and within its 24 bits."""
    longest = rules._replace(voting_period=60 * 86_400)
    other = assembly_of_five(longest, curricular.classed)
    chamber = chamber_of(other)
    proposal = other.propose(curricular.action, description="On a curriculum.")
    proposal.open()
    for voter in educators[:2]:
        proposal.vote(voter)
    at(other.dao.proposalDeadline(proposal.id))
    proposal.vote(educators[2])
    chamber.send_back(proposal.id)

    length = other.dao.proposalDeadline(proposal.id) - other.dao.proposalSnapshot(proposal.id)
    assert length == 135 * 86_400 < 2**24
