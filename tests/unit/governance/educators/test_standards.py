"""Wallets and voting tools get true answers, and nobody moves a seat or a vote."""

import json
from base64 import b64decode

import ape
import pytest
from ape.utils import ZERO_ADDRESS

STAYS = "soulbound: this token stays with its holder"
NOT_APPROVED = "soulbound: nobody can be approved to move this token"
NOT_DELEGATED = "educators: one member, one vote: it cannot be delegated"
EMPTY_SEAT = "educators: nobody has this seat"


@pytest.mark.parametrize(
    "interface",
    ["0x01ffc9a7", "0x80ac58cd", "0x5b5e139f", "0xb45a3c0e", "0xda287a1d", "0xe90fb3f6"],
    ids=["ERC-165", "ERC-721", "its metadata", "ERC-5192", "ERC-6372", "IVotes"],
)
def test_the_token_answers_for_the_interfaces_it_has(token, interface):
    assert token.supportsInterface(interface)


@pytest.mark.parametrize("interface", ["0xffffffff", "0x00000000", "0x780e9d63", "0x0489b56f"])
def test_the_token_does_not_claim_other_interfaces(token, interface):
    assert not token.supportsInterface(interface)


def test_the_token_tells_what_it_is(token, council):
    assert (token.name(), token.symbol(), token.decimals()) == ("Cairn Educators", "EDUCATORS", 0)
    assert token.CLOCK_MODE() == "mode=timestamp"
    assert (token.owner(), token.pending_owner()) == (council, ZERO_ADDRESS)


def test_the_token_counts_time_in_seconds(token, chain):
    chain.mine(deltatime=100)

    assert token.clock() == chain.blocks.head.timestamp


def test_a_seat_shows_its_holder_and_number(token, educators):
    prefix, document = token.tokenURI(5).split(",", 1)

    assert token.ownerOf(5) == educators[4]
    assert prefix == "data:application/json;base64"
    assert json.loads(b64decode(document)) == {"name": "Cairn educator, seat 5"}


def test_a_seat_is_locked_and_approved_for_nobody(token, educator, stranger):
    assert token.locked(1)
    assert token.getApproved(1) == ZERO_ADDRESS
    assert not token.isApprovedForAll(educator, stranger)


@pytest.mark.parametrize("ask", ["ownerOf", "getApproved", "locked", "tokenURI"])
@pytest.mark.parametrize("number", [0, 6, 2**256 - 1])
def test_nothing_is_told_of_a_seat_that_nobody_has(token, ask, number):
    with ape.reverts(EMPTY_SEAT):
        getattr(token, ask)(number)


def test_a_balance_is_one_for_members_and_none_for_others(token, educators, stranger):
    assert [token.balanceOf(who) for who in (*educators, stranger)] == [1, 1, 1, 1, 1, 0]
    with ape.reverts("educators: the zero address holds nothing"):
        token.balanceOf(ZERO_ADDRESS)


def test_nobody_has_the_zero_address_s_votes(token, now):
    assert token.getVotes(ZERO_ADDRESS) == token.getPastVotes(ZERO_ADDRESS, now() - 1) == 0
    assert token.delegates(ZERO_ADDRESS) == ZERO_ADDRESS


@pytest.mark.parametrize("sender", ["holder", "stranger", "owner"])
def test_no_seat_can_be_moved(token, educators, stranger, council, sender):
    who = {"holder": educators[0], "stranger": stranger, "owner": council}[sender]
    move = educators[0], stranger, 1

    for way in (token.transferFrom, token.safeTransferFrom):
        with ape.reverts(STAYS):
            way(*move, sender=who)
    with ape.reverts(STAYS):
        token.safeTransferFrom(*move, b"data", sender=who)
    assert token.ownerOf(1) == educators[0]


@pytest.mark.parametrize("sender", ["holder", "stranger"])
def test_nobody_can_be_approved(token, educator, stranger, sender):
    who = {"holder": educator, "stranger": stranger}[sender]

    with ape.reverts(NOT_APPROVED):
        token.approve(stranger, 1, sender=who)
    for approved in (True, False):
        with ape.reverts(NOT_APPROVED):
            token.setApprovalForAll(stranger, approved, sender=who)
    assert not token.isApprovedForAll(educator, stranger)


def test_no_ether_stays_with_a_refusal(token, educator, stranger):
    with ape.reverts(STAYS):
        token.transferFrom(educator, stranger, 1, sender=educator, value=1)
    with ape.reverts(NOT_APPROVED):
        token.approve(stranger, 1, sender=educator, value=1)
    assert token.balance == 0


def test_a_vote_cannot_be_delegated(token, educator, stranger):
    # By name: `token.delegate` is Ape's own word, for EIP-7702.
    for to in (stranger, educator, ZERO_ADDRESS):
        with ape.reverts(NOT_DELEGATED):
            token.invoke_transaction("delegate", to, sender=educator)
    with ape.reverts(NOT_DELEGATED):
        token.delegateBySig(stranger, 0, 2**64, 27, b"r" * 32, b"s" * 32, sender=stranger)
    assert token.getVotes(stranger) == 0


def test_every_member_is_its_own_delegate(token, educator, stranger):
    assert token.delegates(educator) == educator
    assert token.delegates(stranger) == ZERO_ADDRESS
