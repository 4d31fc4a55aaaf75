"""The owner is the DAO; it can hand the token on in two steps, and never drop it."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS

NOT_THE_OWNER = "ownable: caller is not the owner"
NOT_THE_NEW_OWNER = "ownable_2step: caller is not the new owner"


def test_only_the_owner_hands_the_token_on(token, educator, stranger, deployer):
    for outsider in (educator, stranger, deployer):
        with ape.reverts(NOT_THE_OWNER):
            token.transfer_ownership(outsider, sender=outsider)


def test_only_who_was_named_becomes_the_owner(token, council, stranger, deployer):
    for outsider in (stranger, deployer, council):
        with ape.reverts(NOT_THE_NEW_OWNER):
            token.accept_ownership(sender=outsider)


def test_the_token_is_handed_on_in_two_steps(token, council, stranger, learner):
    tx = token.transfer_ownership(stranger, sender=council)
    assert tx.events == [token.OwnershipTransferStarted(previous_owner=council, new_owner=stranger)]
    assert (token.owner(), token.pending_owner()) == (council, stranger)
    token.admit(learner, sender=council)

    tx = token.accept_ownership(sender=stranger)
    assert tx.events == [token.OwnershipTransferred(previous_owner=council, new_owner=stranger)]
    assert (token.owner(), token.pending_owner()) == (stranger, ZERO_ADDRESS)
    with ape.reverts("educators: only the DAO may do this, by a vote"):
        token.admit(learner, sender=council)


@pytest.mark.parametrize("instead", ["nobody", "another"])
def test_handing_on_is_undone_until_it_is_accepted(token, council, stranger, learner, instead):
    token.transfer_ownership(stranger, sender=council)
    other = {"nobody": ZERO_ADDRESS, "another": learner}[instead]
    token.transfer_ownership(other, sender=council)

    with ape.reverts(NOT_THE_NEW_OWNER):
        token.accept_ownership(sender=stranger)
    assert (token.owner(), token.pending_owner()) == (council, other)


def test_the_token_cannot_be_left_without_an_owner(token):
    assert "renounce_ownership" not in {method.name for method in token.contract_type.methods}


OWN_SEAT = "educators: the DAO has no seat in itself"


def test_the_owner_is_no_founder(project, deployer, council, educators):
    with ape.reverts(OWN_SEAT):
        deployer.deploy(project.EducatorToken, council, [*educators, council])


def test_whoever_deploys_may_be_a_founder(project, deployer, council, educators):
    token = deployer.deploy(project.EducatorToken, council, [*educators, deployer])

    token.accept(sender=deployer)
    assert token.getVotes(deployer) == 1


def test_the_owner_is_offered_no_seat_in_itself(token, council, educators):
    with ape.reverts(OWN_SEAT):
        token.admit(council, sender=council)
    with ape.reverts(OWN_SEAT):
        token.replace_key(educators[4], council, sender=council)

    assert token.invitations(council) == 0


@pytest.mark.parametrize("offer", ["a seat of its own", "another's seat"])
def test_what_the_next_owner_was_offered_is_withdrawn(token, council, stranger, educators, offer):
    """It was invited as somebody else; as the DAO itself it takes no seat any more."""
    if offer == "a seat of its own":
        token.admit(stranger, sender=council)
    else:
        token.replace_key(educators[4], stranger, sender=council)
    token.transfer_ownership(stranger, sender=council)

    tx = token.accept_ownership(sender=stranger)

    assert tx.events == [
        token.InvitationWithdrawn(candidate=stranger),
        token.OwnershipTransferred(previous_owner=council, new_owner=stranger),
    ]
    with ape.reverts("educators: you have not been invited"):
        token.accept(sender=stranger)


def test_a_member_becomes_the_owner_only_without_its_seat(token, council, educators):
    token.transfer_ownership(educators[4], sender=council)
    with ape.reverts("educators: the DAO has no seat in itself; resign first"):
        token.accept_ownership(sender=educators[4])
    assert (token.owner(), token.getVotes(educators[4])) == (council, 1)

    token.resign(sender=educators[4])
    token.accept_ownership(sender=educators[4])
    assert (token.owner(), token.getVotes(educators[4])) == (educators[4], 0)


def test_the_former_owner_may_take_a_seat(token, council, stranger):
    token.transfer_ownership(stranger, sender=council)
    token.accept_ownership(sender=stranger)

    token.admit(council, sender=stranger)
    token.accept(sender=council)
    assert token.getVotes(council) == 1
