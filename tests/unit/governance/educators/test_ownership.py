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
