"""A lost key is replaced by vote: the seat keeps its number, so that nobody votes twice."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS
from eth_account import Account

from cairn.chain.suite import DAY

AGAINST, FOR, ABSTAIN = 0, 1, 2
INVITATION = 90 * DAY
NOTICE = 7 * DAY
ONLY_BY_VOTE = "educators: only the DAO may do this, by a vote"
NOT_A_MEMBER = "educators: not a member"
NOT_INVITED = "educators: you have not been invited"
TOO_EARLY = "educators: the old key has a week to turn this down; accept after that"
HAS_LEFT = "educators: whose key this would replace has left"
NOT_OFFERED = "educators: this key has not been offered your seat"
OTHER_SEAT = "educators: this key has had another seat"
VOTED = "dao: you have voted on this proposal already"
NOT_THEN = "dao: not a member when the vote opened"


@pytest.fixture
def old(educators):
    """The fifth founder's key, which is lost."""
    return educators[4]


@pytest.fixture
def new(learner):
    """The fifth founder's new key."""
    return learner


@pytest.fixture
def offer(token, council, old, new):
    """Offer a seat to a new key, by default the fifth founder's."""

    def offer(member=old, key=new):
        return token.replace_key(member, key, sender=council)

    return offer


@pytest.fixture
def a_week_on(chain, now):
    """Be where a key that was offered a seat has waited for a week, or later."""

    def a_week_on(contract, key):
        waited = contract.invitations(key) - INVITATION + NOTICE
        chain.mine(timestamp=max(waited, now() + 1))

    return a_week_on


@pytest.fixture
def take(token, a_week_on, new):
    """Let a key that was offered a seat accept it after a week, by default the fifth founder's."""

    def take(key=new):
        a_week_on(token, key)
        return token.accept(sender=key)

    return take


@pytest.fixture
def replace(offer, take, old, new):
    """Offer it, and let the new key accept after a week."""

    def replace(member=old, key=new):
        offer(member, key)
        return take(key)

    return replace


def test_a_seat_is_offered_to_a_new_key(token, offer, old, new, now):
    tx = offer()

    assert tx.events == [token.Invited(candidate=new, until=now() + INVITATION, number=5)]
    assert token.invitations(new) == now() + INVITATION
    assert (token.getVotes(old), token.getVotes(new)) == (1, 0)
    assert token.ownerOf(5) == old


def test_the_new_key_takes_the_seat_by_accepting(token, offer, take, old, new):
    offer()

    tx = take()

    assert tx.events == [
        token.Transfer(sender=old, receiver=ZERO_ADDRESS, token_id=5),
        token.DelegateChanged(delegator=old, from_delegate=old, to_delegate=ZERO_ADDRESS),
        token.DelegateVotesChanged(delegate=old, previous_votes=1, new_votes=0),
        token.Transfer(sender=ZERO_ADDRESS, receiver=new, token_id=5),
        token.Locked(token_id=5),
        token.DelegateChanged(delegator=new, from_delegate=ZERO_ADDRESS, to_delegate=new),
        token.DelegateVotesChanged(delegate=new, previous_votes=0, new_votes=1),
        token.KeyReplaced(member=old, key=new, number=5),
    ]
    assert token.ownerOf(5) == token.holder(5) == new
    assert token.invitations(new) == 0


def test_the_seat_keeps_its_number_and_the_assembly_its_size(token, replace, old, new, now):
    replace()

    assert tuple(token.seat_of(new)) == (5, now())
    assert tuple(token.seat_of(old)) == (0, 0)
    assert (token.totalSupply(), token.last_number()) == (5, 5)
    assert [token.balanceOf(who) for who in (old, new)] == [0, 1]
    assert (token.delegates(old), token.delegates(new)) == (ZERO_ADDRESS, new)


def test_only_a_vote_replaces_a_key(token, old, new, educator, stranger, deployer):
    for outsider in (old, new, educator, stranger, deployer):
        with ape.reverts(ONLY_BY_VOTE):
            token.replace_key(old, new, sender=outsider)


def test_only_a_member_s_key_is_replaced(offer, token, old, stranger):
    with ape.reverts(NOT_A_MEMBER):
        offer(member=stranger)
    token.resign(sender=old)
    with ape.reverts(NOT_A_MEMBER):
        offer()


def test_a_new_key_is_nobody_s_yet(offer, educators, old):
    for member in (educators[0], old):
        with ape.reverts("educators: already a member"):
            offer(key=member)
    with ape.reverts("educators: the candidate's address is zero"):
        offer(key=ZERO_ADDRESS)


def test_nobody_but_the_new_key_accepts(token, offer, stranger, council):
    offer()

    for outsider in (stranger, council):
        with ape.reverts(NOT_INVITED):
            token.accept(sender=outsider)


@pytest.mark.parametrize(("second", "error"), [(-1, TOO_EARLY), (0, None), (1, None)])
def test_a_new_key_waits_a_week_before_it_accepts(
    token, offer, take, old, new, now, at, second, error
):
    """So that whose key is not lost learns of it in time."""
    offer()
    at(now() + NOTICE + second)

    if error is None:
        token.accept(sender=new)
    else:
        with ape.reverts(error):
            token.accept(sender=new)
        assert [token.getVotes(who) for who in (old, new)] == [1, 0]
        assert token.ownerOf(5) == old
        take()
    assert [token.getVotes(who) for who in (old, new)] == [0, 1]
    assert token.ownerOf(5) == new


def test_a_key_that_is_offered_a_seat_again_waits_again(token, offer, old, new, now, at):
    offer()
    first = now()
    at(first + NOTICE - DAY)
    offer()
    at(first + NOTICE)
    with ape.reverts(TOO_EARLY):
        token.accept(sender=new)

    at(first + 2 * NOTICE - DAY)
    token.accept(sender=new)
    assert token.ownerOf(5) == new


def test_nobody_waits_for_a_seat_of_one_s_own(
    double, project, deployer, educators, together, script, act
):
    """Founders accept at once, a candidate even in the transaction that admits it."""
    owner, candidate = double("stand_in"), double("stand_in")
    token = deployer.deploy(project.EducatorToken, owner, educators)
    for founder in educators:
        token.accept(sender=founder)

    admit = act(owner, "act", script(act(token, "admit", candidate)))
    together(candidate, admit, act(token, "accept"))
    assert token.ownerOf(6) == candidate


def test_until_it_is_accepted_the_old_key_has_the_seat(token, offer, old):
    """A false claim that a key was lost takes nothing from its owner, who can still speak up."""
    offer()

    assert token.getVotes(old) == 1
    token.resign(sender=old)
    assert token.totalSupply() == 4


def test_whose_key_is_not_lost_can_keep_it(token, offer, old, new):
    offer()

    tx = token.keep_key(new, sender=old)

    assert tx.events == [token.InvitationWithdrawn(candidate=new)]
    assert token.invitations(new) == 0
    with ape.reverts(NOT_INVITED):
        token.accept(sender=new)
    with ape.reverts(NOT_OFFERED):
        token.keep_key(new, sender=old)
    assert token.ownerOf(5) == old


@pytest.mark.parametrize("second", [1, NOTICE - 1, NOTICE, INVITATION, INVITATION + 1])
def test_the_old_key_turns_it_down_for_as_long_as_it_is_not_accepted(
    token, offer, old, new, now, at, second
):
    offer()
    at(now() + second)

    token.keep_key(new, sender=old)
    with ape.reverts(NOT_INVITED):
        token.accept(sender=new)
    assert token.ownerOf(5) == old


def test_nobody_else_turns_a_new_key_down(token, offer, take, educators, new, stranger, council):
    offer()

    for outsider in (educators[0], new, stranger, council):
        with ape.reverts(NOT_OFFERED):
            token.keep_key(new, sender=outsider)
    take()
    assert token.ownerOf(5) == new


def test_nobody_turns_down_an_invitation_to_a_seat_of_its_own(
    token, council, educators, old, stranger
):
    token.admit(stranger, sender=council)

    for outsider in (educators[0], old, stranger):
        for candidate in (stranger, outsider):
            with ape.reverts(NOT_OFFERED):
                token.keep_key(candidate, sender=outsider)
    token.accept(sender=stranger)
    assert token.ownerOf(6) == stranger


def test_once_it_is_replaced_the_old_key_turns_nothing_down(
    token, offer, replace, old, new, stranger
):
    offer(key=stranger)
    replace()
    offer(member=new, key=stranger)

    with ape.reverts(NOT_OFFERED):
        token.keep_key(stranger, sender=old)
    token.keep_key(stranger, sender=new)
    assert token.ownerOf(5) == new


def test_an_offer_is_over_when_the_old_key_has_left_meanwhile(token, offer, take, old, new):
    offer()
    token.resign(sender=old)

    with ape.reverts(HAS_LEFT):
        take()
    assert (token.totalSupply(), token.getVotes(new)) == (4, 0)


def test_an_offer_is_over_when_the_old_key_has_come_back_to_another_seat(
    token, offer, take, old, seat
):
    offer()
    token.resign(sender=old)
    seat(old)

    with ape.reverts(HAS_LEFT):
        take()
    assert token.ownerOf(6) == old


@pytest.mark.parametrize(("second", "error"), [(0, None), (1, "over")])
def test_an_offer_lasts_ninety_days(token, offer, new, at, second, error):
    offer()
    at(token.invitations(new) + second)

    if error is None:
        token.accept(sender=new)
        assert token.ownerOf(5) == new
    else:
        with ape.reverts("educators: the invitation is over; the DAO can vote on a new one"):
            token.accept(sender=new)


def test_an_offer_is_withdrawn_by_vote(token, offer, council, old, new):
    offer()

    tx = token.withdraw_invitation(new, sender=council)

    assert tx.events == [token.InvitationWithdrawn(candidate=new)]
    with ape.reverts(NOT_INVITED):
        token.accept(sender=new)
    assert token.ownerOf(5) == old


def test_of_two_offers_to_one_key_the_later_stands(token, offer, council, educators, new):
    offer()
    token.admit(new, sender=council)
    token.accept(sender=new)

    assert token.ownerOf(6) == new
    assert token.ownerOf(5) == educators[4]


def test_a_second_new_key_for_one_seat_does_not_take_it_from_the_first(
    token, offer, take, new, stranger
):
    """Once one of two keys that were offered a seat has it, the other offer is over."""
    offer()
    offer(key=stranger)
    take()

    with ape.reverts(HAS_LEFT):
        take(stranger)
    assert token.ownerOf(5) == new


def test_a_new_key_that_is_lost_is_replaced_as_well(token, replace, old, new, stranger):
    replace()
    replace(member=new, key=stranger)

    assert token.ownerOf(5) == stranger
    assert [token.getVotes(who) for who in (old, new, stranger)] == [0, 0, 1]


def test_a_key_that_is_found_again_can_have_its_seat_back(token, replace, old, new):
    replace()
    replace(member=new, key=old)

    assert token.ownerOf(5) == old
    assert (token.totalSupply(), token.last_number()) == (5, 5)


def test_a_key_that_has_had_another_seat_takes_over_none(token, offer, seat, stranger):
    """It would have two ballots on what is open: its own, which stays, and the seat's."""
    seat(stranger)
    token.resign(sender=stranger)

    with ape.reverts(OTHER_SEAT):
        offer(key=stranger)


def test_at_no_past_second_was_the_new_key_a_member_or_the_old_one_none(
    token, replace, old, new, now, chain
):
    """What was true stays true: who held the seat when."""
    before = now() - 1
    chain.mine(deltatime=100)
    replace()
    then = now()
    chain.mine(deltatime=10)

    seconds = (before, then - 1, then, then + 1)
    assert [token.getPastVotes(old, second) for second in seconds] == [1, 1, 0, 0]
    assert [token.getPastVotes(new, second) for second in seconds] == [0, 0, 1, 1]
    assert [token.getPastTotalSupply(second) for second in seconds] == [5, 5, 5, 5]
    assert [tuple(token.electorate(second)) for second in seconds] == [(5, 5)] * 4


def test_the_seat_s_vote_goes_with_its_key(token, replace, old, new, now, chain):
    """On what is older, too: else a lost key's owner would be silent until all that is over."""
    before = now() - 1
    seated = token.seat_of(old)[1]
    replace()
    chain.mine(deltatime=2)

    for second in (before, now() - 1):
        assert token.number_at(new, second) == 5
        assert token.number_at(old, second) == 0
    assert token.number_at(new, seated) == 5
    assert token.number_at(new, seated - 1) == 0


def test_the_old_key_can_do_nothing_from_then_on(token, replace, old, educators, now):
    replace()

    with ape.reverts(NOT_A_MEMBER):
        token.resign(sender=old)
    with ape.reverts(NOT_A_MEMBER):
        token.name_proxy(educators[0], now() + DAY, sender=old)
    with ape.reverts("educators: a proxy must be a member"):
        token.name_proxy(old, now() + DAY, sender=educators[0])
    with ape.reverts(NOT_INVITED):
        token.accept(sender=old)


def test_the_new_key_leaves_as_any_member_does(token, replace, new):
    replace()

    assert token.resign(sender=new).events[-1] == token.Departed(member=new, number=5, cause=0)
    assert token.totalSupply() == 4


def test_even_a_dao_of_three_replaces_a_key(token, replace, educators, new):
    for member in educators[3:]:
        token.resign(sender=member)
    replace(member=educators[2])

    assert (token.totalSupply(), token.ownerOf(3)) == (3, new)


# With the real DAO: who votes on what runs while a key is replaced.


@pytest.fixture
def promised(membership, decide, act, old, new):
    """The educators have voted to replace the key; the new one has not accepted yet."""
    decide(act(membership, "replace_key", old, new))


@pytest.fixture
def running(promised, propose):
    proposal = propose(description="Under way.")
    proposal.open()
    return proposal


@pytest.fixture
def accept(membership, a_week_on, new):
    """Let the new key accept, a week after the seat was offered to it or later."""

    def accept():
        a_week_on(membership, new)
        return membership.accept(sender=new)

    return accept


def test_where_the_old_key_has_voted_the_new_one_cannot(dao, running, accept, old, new):
    running.vote(old, AGAINST)
    accept()

    with ape.reverts(VOTED):
        running.vote(new, FOR)
    assert tuple(dao.proposalVotes(running.id)) == (1, 0, 0)
    assert dao.hasVoted(running.id, new)


def test_where_the_old_key_has_voted_the_new_one_may_change_its_vote(
    dao, running, accept, old, new
):
    """Whoever stole the old key has not had the last word."""
    running.vote(old, AGAINST)
    accept()

    tx = dao.changeVote(running.id, FOR, "My key was stolen.", sender=new)
    assert tx.events == [
        dao.VoteChanged(
            voter=new,
            proposalId=running.id,
            before=AGAINST,
            support=FOR,
            reason="My key was stolen.",
        )
    ]
    assert tuple(dao.proposalVotes(running.id)) == (0, 1, 0)


def test_where_the_old_key_has_not_voted_the_new_one_can(dao, running, accept, old, new):
    accept()
    with ape.reverts(NOT_THEN):
        running.vote(old, AGAINST)

    tx = running.vote(new, FOR)
    assert tx.events == [
        dao.VoteCast(voter=new, proposalId=running.id, support=FOR, weight=1, reason="")
    ]
    assert tuple(dao.proposalVotes(running.id)) == (0, 1, 0)


def test_the_old_key_neither_votes_nor_changes_nor_proposes_once_it_is_replaced(
    dao, running, propose, accept, old
):
    running.vote(old, AGAINST)
    accept()

    with ape.reverts(NOT_THEN):
        running.vote(old, FOR)
    with ape.reverts(NOT_THEN):
        dao.changeVote(running.id, FOR, "", sender=old)
    with ape.reverts("dao: only a member may propose"):
        propose(description="By the old key.", sender=old)


def test_a_ballot_that_the_old_key_signed_is_void(dao, running, accept, old, stranger, chain):
    names = ("name", "version", "chainId", "verifyingContract")
    domain = dict(zip(names, (dao.name(), dao.version(), chain.chain_id, dao.address), strict=True))
    fields = {"proposalId": "uint256", "support": "uint8", "voter": "address", "nonce": "uint256"}
    types = {"Ballot": [{"name": name, "type": kind} for name, kind in fields.items()]}
    message = {"proposalId": running.id, "support": 0, "voter": str(old.address), "nonce": 0}
    key = Account.from_key(old.private_key)
    signature = bytes(key.sign_typed_data(domain, types, message).signature)
    accept()

    with ape.reverts(NOT_THEN):
        dao.castVoteBySig(running.id, AGAINST, old, signature, sender=stranger)
    tx = dao.castVotesBySig(running.id, [(old, AGAINST, "", signature)], sender=stranger)
    assert tx.events == [
        dao.BallotSkipped(
            voter=old, proposalId=running.id, reason="not a member when the vote opened"
        )
    ]


def test_the_new_key_proposes_at_once_and_the_old_one_s_proposals_are_its_own(
    dao, membership, promised, a_week_on, propose, accept, old, new
):
    a_week_on(membership, new)
    proposal = propose(description="Before.", sender=old)
    accept()
    assert dao.proposalProposer(proposal.id) == new

    with ape.reverts("dao: only its proposer may withdraw a proposal"):
        proposal.cancel(old)
    proposal.cancel(new)
    later = propose(description="After.", sender=new)
    assert (proposal.state, later.state) == (2, 0)


def test_a_vote_that_is_over_is_not_reopened_by_a_new_key(dao, running, accept, educators, new):
    for voter in educators[:3]:
        running.vote(voter)
    running.close()
    accept()

    with ape.reverts("dao: the vote on this proposal has closed"):
        running.vote(new, AGAINST)
    assert running.state == 5
    assert dao.proposalQuorum(running.id) == 3


def test_a_seat_that_changes_hands_twice_has_one_ballot(
    dao, membership, promised, accept, propose, a_week_on, decide, act, old, new
):
    """From the old key to the new one and back, each of which tries to vote."""
    accept()
    decide(act(membership, "replace_key", new, old))
    running = propose(description="Under way.")
    running.open()
    running.vote(new, FOR)
    a_week_on(membership, old)
    membership.accept(sender=old)

    with ape.reverts(VOTED):
        running.vote(old, AGAINST)
    with ape.reverts(NOT_THEN):
        running.vote(new, AGAINST)
    assert tuple(dao.proposalVotes(running.id)) == (0, 1, 0)


def test_a_contract_does_not_take_a_seat_in_the_transaction_that_offers_it(
    dao, membership, propose, educators, old, double, together, act
):
    """Whoever is to lose a seat by it can vote, and turn it down."""
    contract = double("stand_in")
    passed = propose(act(membership, "replace_key", old, contract), description="A new key.")
    passed.open()
    for voter in educators[:3]:
        passed.vote(voter)
    passed.close()
    running = propose(description="Under way.")
    running.open()
    passed.ripen()
    execute, accept = act(dao, "execute", *passed.content), act(membership, "accept")

    with ape.reverts(TOO_EARLY):
        together(contract, execute, accept)
    assert membership.invitations(contract) == 0
    together(contract, execute)
    with ape.reverts(TOO_EARLY):
        together(contract, accept)

    running.vote(old, AGAINST)
    assert tuple(dao.proposalVotes(running.id)) == (1, 0, 0)
    membership.keep_key(contract, sender=old)
    with ape.reverts(NOT_INVITED):
        together(contract, accept)
    assert (membership.ownerOf(5), membership.getVotes(contract)) == (old, 0)
