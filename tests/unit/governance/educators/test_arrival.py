"""Nobody is seated without an invitation by vote, nor without accepting it."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS

from cairn.chain.suite import DAY

INVITATION = 90 * DAY
NOT_INVITED = "educators: you have not been invited"
OVER = "educators: the invitation is over; the DAO can vote on a new one"
ONLY_BY_VOTE = "educators: only the DAO may do this, by a vote"
TOO_FEW = "educators: a DAO needs three founders or more"


@pytest.fixture
def put_up(project, deployer, council):
    def put_up(founders, owner=council):
        return deployer.deploy(project.EducatorToken, owner, founders)

    return put_up


def test_founders_are_invited_not_seated(put_up, council, deployer, educators, now):
    token = put_up(educators[:3])

    def founder_invited(who):
        return token.Invited(candidate=who, until=now() + INVITATION, number=0)

    assert token.creation_metadata.receipt.events == [
        token.OwnershipTransferred(previous_owner=ZERO_ADDRESS, new_owner=deployer),
        token.OwnershipTransferred(previous_owner=deployer, new_owner=council),
        *(founder_invited(who) for who in educators[:3]),
    ]
    assert token.owner() == council
    assert token.totalSupply() == token.last_number() == 0
    assert [token.getVotes(who) for who in educators[:3]] == [0, 0, 0]


@pytest.mark.parametrize("heads", [0, 1, 2])
def test_a_dao_needs_three_founders(put_up, educators, heads):
    with ape.reverts(TOO_FEW):
        put_up(educators[:heads])


def test_a_founder_is_named_once(put_up, educators):
    with ape.reverts("educators: a founder is named twice"):
        put_up([educators[0], educators[1], educators[0]])


def test_a_dao_can_have_64_founders(put_up, accounts):
    everyone = [f"0x{n:040x}" for n in range(1, 65)]

    assert put_up(everyone).invitations(everyone[-1]) > 0
    with pytest.raises(ape.exceptions.ContractLogicError):
        put_up([*everyone, f"0x{65:040x}"])


def test_neither_the_owner_nor_a_founder_is_the_zero_address(put_up, educators):
    with ape.reverts("educators: the owner's address is zero"):
        put_up(educators, owner=ZERO_ADDRESS)
    with ape.reverts("educators: the candidate's address is zero"):
        put_up([*educators[:2], ZERO_ADDRESS])


def test_a_founder_takes_a_seat_by_accepting(put_up, educators):
    token = put_up(educators[:3])

    tx = token.accept(sender=educators[2])

    assert tx.events == [
        token.Transfer(sender=ZERO_ADDRESS, receiver=educators[2], token_id=1),
        token.Locked(token_id=1),
        token.DelegateChanged(
            delegator=educators[2], from_delegate=ZERO_ADDRESS, to_delegate=educators[2]
        ),
        token.DelegateVotesChanged(delegate=educators[2], previous_votes=0, new_votes=1),
        token.Admitted(member=educators[2], number=1),
    ]
    assert token.ownerOf(1) == educators[2]
    assert token.balanceOf(educators[2]) == token.getVotes(educators[2]) == 1
    assert token.totalSupply() == token.last_number() == 1


def test_the_dao_invites_and_the_candidate_accepts(token, council, stranger, educators, now):
    tx = token.admit(stranger, sender=council)

    assert tx.events == [token.Invited(candidate=stranger, until=now() + INVITATION, number=0)]
    assert token.getVotes(stranger) == 0
    assert token.invitations(stranger) == now() + INVITATION
    [*_, admitted] = token.accept(sender=stranger).events
    assert admitted == token.Admitted(member=stranger, number=6)
    assert token.getVotes(stranger) == 1
    assert token.invitations(stranger) == 0


def test_a_member_is_admitted_by_vote(membership, decide, act, stranger):
    decide(act(membership, "admit", stranger))
    membership.accept(sender=stranger)

    assert membership.getVotes(stranger) == 1
    assert membership.totalSupply() == 6


def test_only_a_vote_admits(token, educator, stranger, deployer):
    for outsider in (educator, stranger, deployer):
        with ape.reverts(ONLY_BY_VOTE):
            token.admit(stranger, sender=outsider)


def test_nobody_accepts_without_an_invitation(token, stranger, deployer, council):
    for outsider in (stranger, deployer, council):
        with ape.reverts(NOT_INVITED):
            token.accept(sender=outsider)


def test_an_invitation_is_accepted_once(token, educator, seat, stranger):
    seat(stranger)

    for member in (educator, stranger):
        with ape.reverts(NOT_INVITED):
            token.accept(sender=member)
    assert token.totalSupply() == 6


def test_a_member_is_not_invited_again(token, council, educator):
    with ape.reverts("educators: already a member"):
        token.admit(educator, sender=council)


def test_nobody_is_invited_to_the_zero_address(token, council):
    with ape.reverts("educators: the candidate's address is zero"):
        token.admit(ZERO_ADDRESS, sender=council)


@pytest.mark.parametrize(("second", "error"), [(-1, None), (0, None), (1, OVER)])
def test_an_invitation_lasts_ninety_days(token, council, stranger, at, second, error):
    token.admit(stranger, sender=council)
    at(token.invitations(stranger) + second)

    if error is None:
        token.accept(sender=stranger)
        assert token.getVotes(stranger) == 1
    else:
        with ape.reverts(error):
            token.accept(sender=stranger)
        assert token.getVotes(stranger) == 0


def test_the_first_three_take_all_the_time_they_need(put_up, educators, at):
    """Without them the DAO could not even invite anew."""
    token = put_up(educators)

    at(token.invitations(educators[0]) + 10 * DAY)
    for founder in educators[:3]:
        token.accept(sender=founder)
    for late in educators[3:]:
        with ape.reverts(OVER):
            token.accept(sender=late)
    assert token.totalSupply() == 3


def test_a_new_vote_renews_an_invitation(token, council, stranger, at, chain):
    token.admit(stranger, sender=council)
    chain.mine(timestamp=token.invitations(stranger) + DAY)

    token.admit(stranger, sender=council)
    at(token.invitations(stranger))
    token.accept(sender=stranger)
    assert token.getVotes(stranger) == 1


def test_an_invitation_is_for_nobody_else(token, council, stranger, learner):
    token.admit(stranger, sender=council)

    with ape.reverts(NOT_INVITED):
        token.accept(sender=learner)
