"""ERC-165, 721, 5192, 5484 and 6454, answered exactly."""

from functools import reduce

import ape
import pytest
from ape.utils import ZERO_ADDRESS
from eth_utils import keccak

ERC721 = (
    "balanceOf(address)",
    "ownerOf(uint256)",
    "safeTransferFrom(address,address,uint256,bytes)",
    "safeTransferFrom(address,address,uint256)",
    "transferFrom(address,address,uint256)",
    "approve(address,uint256)",
    "setApprovalForAll(address,bool)",
    "getApproved(uint256)",
    "isApprovedForAll(address,address)",
)
STANDARDS = {
    "ERC-165": ("supportsInterface(bytes4)",),
    "ERC-721": ERC721,
    "ERC-721 metadata": ("name()", "symbol()", "tokenURI(uint256)"),
    "ERC-5192": ("locked(uint256)",),
    "ERC-5484": ("burnAuth(uint256)",),
    "ERC-6454": ("isTransferable(uint256,address,address)",),
}
NOT_ANSWERED = {
    "nothing": "0xffffffff",
    "zero": "0x00000000",
    "ERC-721 enumerable": "0x780e9d63",
    "ERC-4906": "0x49064906",
    "ERC-4973": "0xeb72bb7c",
    "ERC-5114": "0x3e88d7d7",
    "ERC-7858": "0x3ebdfa31",
    "ERC-2981": "0x2a55205a",
    "ERC-1155": "0xd9b67a26",
}
STAYS = "soulbound: this token stays with its holder"
NO_APPROVAL = "soulbound: nobody can be approved to move this token"


def selector(signature):
    return keccak(text=signature)[:4]


def interface_id(signatures):
    return reduce(
        lambda a, b: bytes(x ^ y for x, y in zip(a, b, strict=True)), map(selector, signatures)
    )


@pytest.mark.parametrize("standard", STANDARDS)
def test_it_answers_the_standard_and_says_so(credentials, standard):
    signatures = STANDARDS[standard]

    assert credentials.supportsInterface(interface_id(signatures))
    for signature in signatures:
        assert selector(signature) in credentials.contract_type.methods


@pytest.mark.parametrize("standard", NOT_ANSWERED)
def test_it_claims_no_other(credentials, standard):
    assert not credentials.supportsInterface(NOT_ANSWERED[standard])


def test_asking_for_an_interface_is_cheap(credentials, stranger):
    """ERC-165 allows 30,000 gas."""
    asked = credentials.supportsInterface.estimate_gas_cost("0xffffffff", sender=stranger)

    assert asked - 21_000 < 30_000


@pytest.mark.parametrize(
    ("event", "signature", "topic"),
    [
        (
            "Transfer",
            "Transfer(address,address,uint256)",
            "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
        ),
        (
            "Locked",
            "Locked(uint256)",
            "032bc66be43dbccb7487781d168eb7bda224628a3b2c3388bdf69b532a3a1611",
        ),
        (
            "Issued",
            "Issued(address,address,uint256,uint8)",
            "135ffb3383e06280e062ac5095bbf8faa98517161e596a2536bd98a9a8b64a88",
        ),
    ],
)
def test_it_logs_what_wallets_and_indexers_listen_to(
    credentials, enrol, award, event, signature, topic
):
    assert keccak(text=signature).hex().removeprefix("0x") == topic
    enrol()
    logs = award().logs

    [log] = [log for log in logs if bytes(log["topics"][0]).hex() == topic]
    indexed = {"Transfer": 3, "Locked": 0, "Issued": 3}[event]
    assert len(log["topics"]) == 1 + indexed
    assert len(log["data"]) == {"Transfer": 0, "Locked": 32, "Issued": 32}[event]


@pytest.mark.parametrize(
    ("method", "signature", "reason"),
    [
        ("transferFrom", "transferFrom(address,address,uint256)", STAYS),
        ("safeTransferFrom", "safeTransferFrom(address,address,uint256)", STAYS),
        ("safeTransferFrom", "safeTransferFrom(address,address,uint256,bytes)", STAYS),
        ("approve", "approve(address,uint256)", NO_APPROVAL),
        ("setApprovalForAll", "setApprovalForAll(address,bool)", NO_APPROVAL),
    ],
)
def test_a_token_does_not_move(
    credentials, holder, stranger, issuer, council, token, method, signature, reason
):
    arguments = {
        "transferFrom(address,address,uint256)": (holder, stranger, token),
        "safeTransferFrom(address,address,uint256)": (holder, stranger, token),
        "safeTransferFrom(address,address,uint256,bytes)": (holder, stranger, token, b"data"),
        "approve(address,uint256)": (stranger, token),
        "setApprovalForAll(address,bool)": (stranger, True),
    }[signature]
    assert getattr(credentials, method).encode_input(*arguments)[:4] == selector(signature)

    for caller in (holder, stranger, issuer, council):
        with ape.reverts(reason):
            getattr(credentials, method)(*arguments, sender=caller)
    assert credentials.ownerOf(token) == holder


def test_a_token_does_not_move_for_ether_and_the_ether_comes_back(
    credentials, holder, stranger, token
):
    with ape.reverts(STAYS):
        credentials.transferFrom(holder, stranger, token, sender=holder, value=10**18)
    with ape.reverts(NO_APPROVAL):
        credentials.approve(stranger, token, sender=holder, value=10**18)
    assert credentials.balance == 0


def test_what_is_not_there_does_not_move_either(credentials, stranger, learner):
    for token in (0, 2**256 - 1):
        with ape.reverts(STAYS):
            credentials.transferFrom(learner, stranger, token, sender=learner)


def test_nobody_is_ever_approved(credentials, holder, stranger, token):
    assert credentials.getApproved(token) == ZERO_ADDRESS
    assert not credentials.isApprovedForAll(holder, stranger)
    assert not credentials.isApprovedForAll(holder, holder)
    assert not credentials.isApprovedForAll(ZERO_ADDRESS, ZERO_ADDRESS)


def test_every_token_is_locked_and_burnt_by_issuer_or_holder(credentials, holder, token):
    assert credentials.locked(token) is True
    assert credentials.burnAuth(token) == 2


def test_the_zero_address_has_no_balance(credentials):
    with ape.reverts("credentials: the zero address holds nothing"):
        credentials.balanceOf(ZERO_ADDRESS)


@pytest.mark.parametrize("gone", ["never awarded", "revoked", "renounced", "no badge", "absurd"])
def test_of_a_token_that_is_not_there_nothing_is_told(
    credentials, curriculum, holder, issuer, token, token_id, gone
):
    if gone == "never awarded":
        token = token_id(curriculum.classes[1], holder)
    if gone == "revoked":
        credentials.revoke(token, 1, sender=issuer)
    if gone == "renounced":
        credentials.renounce(curriculum.badge, sender=holder)
    if gone == "no badge":
        token = token_id(curriculum.number << 8, holder)  # its lane is the enrolment's
    if gone == "absurd":
        token = 2**256 - 1

    for method in ("ownerOf", "getApproved", "locked", "burnAuth", "tokenURI"):
        with ape.reverts("credentials: there is no such credential"):
            getattr(credentials, method)(token)


def test_a_token_is_not_transferable_but_can_be_given_up(
    credentials, holder, stranger, issuer, token
):
    """ERC-6454: from zero is minting, to zero is burning, both zero is in general."""
    for sender, receiver in [
        (holder, stranger),
        (holder, holder),
        (stranger, holder),
        (stranger, ZERO_ADDRESS),
        (issuer, ZERO_ADDRESS),
        (ZERO_ADDRESS, ZERO_ADDRESS),
        (ZERO_ADDRESS, holder),  # it is there already
        (ZERO_ADDRESS, stranger),
    ]:
        assert not credentials.isTransferable(token, sender, receiver)
    assert credentials.isTransferable(token, holder, ZERO_ADDRESS)


def test_whether_it_could_be_awarded_is_told_before_it_exists(
    credentials, curriculum, enrol, award, learner, stranger, token, issuer
):
    assert not credentials.isTransferable(token, ZERO_ADDRESS, learner)
    enrol()

    assert credentials.isTransferable(token, ZERO_ADDRESS, learner)
    assert not credentials.isTransferable(token, ZERO_ADDRESS, stranger)
    award()
    credentials.revoke(token, 1, sender=issuer)
    assert not credentials.isTransferable(token, ZERO_ADDRESS, learner)


@pytest.mark.parametrize("index", [0, 5, 16, 255])
def test_what_is_no_badge_could_not_be_awarded(
    credentials, curriculum, enrol, learner, token_id, index
):
    """Lane 0 of a sheet is empty of badges, and for that no badge to come."""
    enrol()

    token = token_id(curriculum.number << 8 | index, learner)
    assert not credentials.isTransferable(token, ZERO_ADDRESS, learner)


def test_a_composite_could_be_awarded_once_its_rule_is_met(
    credentials, pathways, curriculum, enrol, award, learner, token_id
):
    composite = token_id(curriculum.composite, learner)

    def could_come():
        return credentials.isTransferable(composite, ZERO_ADDRESS, learner)

    assert not could_come()
    enrol()
    for badge in curriculum.classes[:-1]:
        assert not could_come()
        award(badge=badge)
    assert could_come()

    pathways.claim(curriculum.composite, sender=learner)
    assert not could_come()
    credentials.renounce(curriculum.composite, sender=learner)
    assert not could_come()
    credentials.renew_consent(curriculum.composite, sender=learner)
    assert could_come()


def test_a_composite_that_could_not_be_claimed_any_more_could_not_be_awarded(
    credentials, curriculum, enrol, award, learner, issuer, token, token_id
):
    enrol()
    for badge in curriculum.classes[:-1]:
        award(badge=badge)
    composite = token_id(curriculum.composite, learner)
    assert credentials.isTransferable(composite, ZERO_ADDRESS, learner)

    credentials.revoke(token, 1, sender=issuer)
    assert not credentials.isTransferable(composite, ZERO_ADDRESS, learner)


def test_only_of_a_token_to_come_is_it_told_that_it_could_be_minted(
    credentials, curriculum, enrol, learner, stranger, token
):
    enrol()

    for sender, receiver in [(learner, stranger), (learner, ZERO_ADDRESS), (ZERO_ADDRESS,) * 2]:
        with ape.reverts("credentials: there is no such credential"):
            credentials.isTransferable(token, sender, receiver)
