"""Who signs, and what is signed: never more than a node may ask for."""

import json
from contextlib import ExitStack

import pytest
from answering import answering
from eth_account import Account as Keys
from eth_account.messages import encode_defunct
from web3 import Web3

from cairn.chain import sending
from cairn.chain.accounts import (
    TEST_COUNT,
    TestAccount,
    address_of,
    load_account,
)
from cairn.chain.ape_bridge import ApeAccount
from cairn.chain.node import Node
from cairn.chain.sending import completed, send_and_wait
from cairn.say.errors import CairnError

SEPOLIA = 11155111
GWEI = 10**9
FIELDS = ("number", "timestamp", "gasLimit", "gasUsed", "difficulty", "size", "nonce")
HEADER = dict.fromkeys(FIELDS, "0x0")


@pytest.fixture
def pricey():
    """A node that asks for so much a gas."""
    with ExitStack() as running:

        def pricey(base, tip):
            answers = {
                "eth_chainId": hex(SEPOLIA),
                "eth_getTransactionCount": "0x7",
                "eth_maxPriorityFeePerGas": hex(tip),
                "eth_getBlockByNumber": {**HEADER, "baseFeePerGas": hex(base)},
            }
            return Node.at(running.enter_context(answering(answers)))

        yield pricey


def test_a_transaction_is_for_one_chain_one_place_in_line_and_the_fee_of_the_day(pricey, educator):
    asked = {"to": str(educator.address), "gas": 21_000}

    assert completed(pricey(20 * GWEI, GWEI), str(educator.address), asked) == {
        "to": str(educator.address),
        "value": 0,
        "gas": 21_000,
        "nonce": 7,
        "chainId": SEPOLIA,
        "maxFeePerGas": 41 * GWEI,
        "maxPriorityFeePerGas": GWEI,
    }


@pytest.mark.parametrize(("base", "tip"), [(1, 10_000), (5_000, 1)])
def test_a_fee_that_no_chain_ever_took_is_not_signed(pricey, educator, base, tip):
    with pytest.raises(CairnError) as error:
        completed(pricey(base * GWEI, tip * GWEI), str(educator.address), {"gas": 21_000})
    assert str(error.value) == (
        f"the node asks {2 * base + tip:,} gwei for each gas, which no chain ever took: name "
        "another node"
    )


# Test accounts


def test_the_test_accounts_are_those_of_ape(accounts):
    for number in (0, 1, TEST_COUNT - 1):
        assert TestAccount(number).address == accounts[number].address


def test_a_test_account_signs_nothing_where_things_are_worth_something(educator):
    for named in ("TEST::1", "test::1"):
        for ask in (load_account, address_of):
            with pytest.raises(CairnError, match="is a test account, whose key everybody knows"):
                ask(named, SEPOLIA)


def test_a_signed_message_is_its_signer_s(educator):
    message = encode_defunct(text="Bees.")
    signature = TestAccount(1).sign_message(message)
    assert Keys.recover_message(message, signature=signature) == educator.address


# Keyfiles


@pytest.fixture
def keyfile(tmp_path, monkeypatch):
    """Write what Ape keeps of an account."""
    monkeypatch.setenv("APE_DATA_FOLDER", str(tmp_path))
    (tmp_path / "accounts").mkdir()

    def keyfile(alias, content):
        (tmp_path / "accounts" / f"{alias}.json").write_text(content, encoding="utf-8")

    return keyfile


def test_an_address_is_read_from_its_keyfile(keyfile, stranger):
    for digits in (str(stranger.address), str(stranger.address)[2:].lower()):
        keyfile("ada", json.dumps({"address": digits, "crypto": {}}))
        assert address_of("ada", SEPOLIA) == stranger.address


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"address": 1}', '{"address": "bees"}'])
def test_what_is_no_keyfile_is_left_to_ape(keyfile, content):
    keyfile("ada", content)
    with pytest.raises(CairnError, match='there is no account "ada"'):
        address_of("ada", SEPOLIA)


@pytest.mark.parametrize("alias", ["../ada", "a/b", "/ada", ""])
def test_an_alias_is_no_path(keyfile, tmp_path, alias, stranger):
    (tmp_path / "ada.json").write_text(json.dumps({"address": str(stranger.address)}))
    with pytest.raises(CairnError, match=f'there is no account "{alias}"'):
        address_of(alias, SEPOLIA)


@pytest.mark.parametrize("whose", ["its own", "another's"])
def test_a_keyfile_signs_for_the_address_that_stands_in_it_alone(keyfile, monkeypatch, whose):
    locked = Keys.encrypt(TestAccount(1).keys.key, "secret", iterations=2)
    shown = TestAccount(1 if whose == "its own" else 2).address
    keyfile("ada", json.dumps({**locked, "address": shown}))
    monkeypatch.setenv("APE_ACCOUNTS_ada_PASSPHRASE", "secret")
    account, message = load_account("ada", SEPOLIA), encode_defunct(text="Bees.")

    assert account.address == shown
    if whose == "its own":
        signature = account.sign_message(message)
        assert Keys.recover_message(message, signature=signature) == shown
        return
    with pytest.raises(CairnError) as error:
        account.sign_message(message)
    assert str(error.value) == (
        f"the account cannot sign: the keyfile of ada holds the key of {TestAccount(1).address}, "
        f"not of {shown}"
    )


# Waiting

RAW = b"a signed transaction"
SENT = Web3.keccak(RAW).to_0x_hex()
RECEIPT = {
    **{"transactionHash": SENT, "blockNumber": "0x7", "status": "0x1", "gasUsed": "0x1"},
    **{"logs": [], "blockHash": "0x" + "00" * 32, "transactionIndex": "0x0"},
}


@pytest.mark.parametrize(("chain_id", "looks"), [(SEPOLIA, 3), (31337, 1)])
def test_off_test_chains_a_transaction_counts_once_it_is_two_blocks_deep(chain_id, looks):
    heights, seen = iter((7, 7, 8)), []
    answers = {
        "eth_chainId": hex(chain_id),
        "eth_sendRawTransaction": SENT,
        "eth_getTransactionReceipt": lambda: seen.append(1) or RECEIPT,
        "eth_blockNumber": lambda: hex(next(heights)),
    }
    with answering(answers) as url:
        assert send_and_wait(Node.at(url), RAW)["blockNumber"] == 7
    assert len(seen) == looks


def test_a_transaction_that_no_block_takes_is_told_by_its_hash(monkeypatch):
    monkeypatch.setattr(sending, "PATIENCE", 0.05)
    answers = {
        "eth_chainId": hex(SEPOLIA),
        "eth_sendRawTransaction": SENT,
        "eth_getTransactionReceipt": None,
    }
    with answering(answers) as url, pytest.raises(CairnError) as error:
        send_and_wait(Node.at(url), RAW)
    assert str(error.value) == (
        f"transaction {SENT} was sent and is in no block after 0.05 seconds: look it up before you "
        "send it again"
    )


# What Ape signs


def test_an_account_of_ape_s_signs_for_the_node_that_is_read(node, accounts, on_chain):
    educator = ApeAccount(accounts[1])

    on_chain.educators.resign(sender=educator)

    assert educator.address == accounts[1].address
    assert on_chain.educators.getVotes(educator.address) == 0
    message = encode_defunct(text="Bees.")
    signature = educator.sign_message(message)
    assert Keys.recover_message(message, signature=signature) == educator.address


def test_who_does_not_sign_sends_nothing(node, accounts, on_chain, monkeypatch, chain):
    educator, before = ApeAccount(accounts[1]), chain.blocks.height
    monkeypatch.setattr(type(accounts[1]), "sign_transaction", lambda *_, **__: None)

    with pytest.raises(CairnError) as error:
        on_chain.educators.resign(sender=educator)
    assert str(error.value) == f"{educator.address} did not sign: nothing was sent"
    assert chain.blocks.height == before


def test_what_another_key_has_signed_is_not_sent(node, accounts, on_chain, chain):
    class Impostor(TestAccount):
        def sign(self, transaction):
            return TestAccount(2).sign({**transaction, "from": TestAccount(2).address})

    impostor, before = Impostor(1), chain.blocks.height
    with pytest.raises(CairnError) as error:
        on_chain.educators.resign(sender=impostor)
    assert str(error.value) == f"this was not signed by {impostor.address}: nothing was sent"
    assert chain.blocks.height == before
