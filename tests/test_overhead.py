"""What tests spare themselves changes nothing that they see."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from answering import answering
from ape.exceptions import TransactionNotFoundError
from overhead import OneLine

DYNAMIC_FEE = 2  # EIP-1559, Ape's default


@pytest.fixture
def send(accounts):
    """Send somebody some wei."""

    def send(value=1):
        return accounts[0].transfer(accounts[1], value)

    return send


def balances(accounts):
    return [account.balance for account in accounts[:2]]


def test_rolled_back_is_as_if_nothing_had_happened(chain, accounts, send):
    send()
    before, head = balances(accounts), chain.blocks.head
    kept = chain.snapshot()
    send(2)
    chain.mine(3)

    chain.restore(kept)

    assert balances(accounts) == before
    assert chain.blocks.head.hash == head.hash
    assert send(2).block_number == head.number + 1


def test_a_transaction_is_found_by_its_hash_until_its_block_is_rolled_back(chain, send):
    first = send()
    kept = chain.snapshot()
    chain.mine()
    second = send()
    found = [chain.provider.get_receipt(each.txn_hash) for each in (first, second)]

    chain.restore(kept)

    assert [each.block_number for each in found] == [first.block_number, first.block_number + 2]
    assert chain.provider.get_receipt(first.txn_hash).block_number == first.block_number
    for _ in range(3):  # no block at its height, then a pending one, then another
        with pytest.raises(TransactionNotFoundError):
            chain.provider.get_receipt(second.txn_hash, timeout=0.01)
        send(3)


def test_a_question_about_an_earlier_block_is_answered_as_of_then(chain, accounts, send):
    receiver, eth = accounts[1].address, chain.provider.web3.eth
    balances = {send().block_number: eth.get_balance(receiver) for _ in range(3)}

    assert balances == {number: eth.get_balance(receiver, number) for number in balances}
    assert len({*balances.values()}) == 3


def test_the_node_itself_says_what_is_assumed_of_it(chain, send):
    """Read from its answers, which are in full."""
    provider = chain.provider
    latest, pending = (provider.web3.eth.get_block(each) for each in ("latest", "pending"))

    assert provider.max_gas == latest["gasLimit"]
    if provider.name == "test":
        assert provider.base_fee == pending["baseFeePerGas"]
    else:
        assert provider.base_fee >= pending["baseFeePerGas"]
        assert provider.auto_mine is provider.make_request("anvil_getAutomine", [])
        assert provider.priority_fee == provider.web3.eth.max_priority_fee
    assert send().transaction.type == DYNAMIC_FEE


def test_several_threads_ask_one_node_at_once():
    """None is answered before all have asked."""
    asked = threading.Barrier(4, timeout=10)
    answers = {"eth_blockNumber": lambda: hex(7 + 0 * asked.wait())}

    with answering(answers) as url, ThreadPoolExecutor(4) as threads:
        line = OneLine(url, 10)
        questions = [threads.submit(line.make_request, "eth_blockNumber", []) for _ in range(4)]
        assert [each.result()["result"] for each in questions] == ["0x7"] * 4
