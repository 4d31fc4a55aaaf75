"""A node that leaves out, repeats, shuffles or makes up: told in one line, or no matter at all."""

import json
from types import SimpleNamespace

import pytest
from answering import serving
from eth_abi import encode
from eth_utils import keccak, to_hex
from web3 import Web3
from web3.providers.base import BaseProvider

from cairn.chain.address_book import Book
from cairn.chain.contracts import tried
from cairn.chain.deployment import Deployment
from cairn.chain.events import in_order, logs_of
from cairn.chain.node import Node
from cairn.chain.refusals import Refused
from cairn.chain.sending import send_and_wait
from cairn.chain.suite import Suite
from cairn.governance.motions import all_motions
from cairn.say.errors import CairnError

OFFCHAIN_LOOKUP = keccak(text="OffchainLookup(address,string[],bytes,bytes4,bytes)")[:4]
NO_NODE = "what answers there is no node of Ethereum, or a broken one: name another"


class Liar(BaseProvider):
    """Passes questions on to an honest node, and alters its answers."""

    def __init__(self, honest, lies):
        super().__init__()
        self._honest, self._lies = honest, lies

    def request_func(self, w3, middleware_onion):
        ask = self._honest.provider.request_func(self._honest, self._honest.middleware_onion)

        def lie(method, params):
            answer = ask(method, params)
            if method in self._lies and "result" in answer:
                return {**answer, "result": self._lies[method](answer["result"])}
            return answer

        return lie


@pytest.fixture
def lying(node):
    """Return the test's own chain as seen through a liar: how it alters answers, by method."""
    return lambda **lies: Node(Web3(Liar(node.web3, lies)))


@pytest.fixture
def proposed(propose):
    """Two proposals, one a little later."""
    return [propose(description=f"Proposal {n}.").id for n in range(2)]


def besides(**change):
    """Tell each log a second time, with other fields."""
    return lambda logs: [*logs, *({**log, **change} for log in logs)]


removed = besides(logIndex="0x63", removed=True)
of_other_blocks = besides(blockNumber="0xf4240")
of_another_contract = besides(address="0x" + "11" * 20, logIndex="0x5a")


@pytest.mark.parametrize(
    "lie",
    [
        lambda logs: [*logs, *logs],
        lambda logs: logs[::-1],
        removed,
        of_other_blocks,
        of_another_contract,
    ],
    ids=["twice", "backwards", "taken back", "of other blocks", "of another contract"],
)
def test_logs_are_counted_once_in_order_and_only_where_they_were_asked_for(
    lying, on_chain, proposed, suite, lie
):
    seen = Suite.find(lying(eth_getLogs=lie), str(suite.dao.address))

    assert all_motions(seen) == all_motions(on_chain)
    assert [motion.id for motion in all_motions(seen)[-2:]] == proposed
    kinds = (seen.dao.ProposalCreated, seen.educators.Admitted)
    honest = (on_chain.dao.ProposalCreated, on_chain.educators.Admitted)
    assert list(map(place, in_order(kinds, 0))) == list(map(place, in_order(honest, 0)))


def place(log):
    return log.event_name, log.block_number, log.log_index


@pytest.mark.parametrize(
    "change",
    [
        {"address": "bees"},
        {"topics": None},
        {"data": "0xzz"},
        {"blockNumber": -1},
        {"blockNumber": None},
        {"logIndex": None},
        {"transactionHash": None},
        {"blockTimestamp": "bees"},
    ],
    ids=str,
)
def test_a_log_that_is_none_is_told_in_one_line(lying, proposed, suite, change):
    garbled = lying(eth_getLogs=lambda logs: [{**log, **change} for log in logs])
    seen = Suite.find(garbled, str(suite.dao.address))

    with pytest.raises(CairnError) as error:
        list(logs_of(seen.dao.ProposalCreated, 0))
    assert str(error.value) == NO_NODE


@pytest.mark.parametrize("data", ["0x", "0x" + "ff" * 31, "0x" + "ff" * 64])
def test_a_log_whose_data_is_not_its_event_s_is_told_in_one_line(lying, proposed, suite, data):
    garbled = lying(eth_getLogs=lambda logs: [{**log, "data": data} for log in logs])
    seen = Suite.find(garbled, str(suite.dao.address))

    with pytest.raises(CairnError, match="this is of no contract of Cairn"):
        list(logs_of(seen.dao.ProposalCreated, 0))


@pytest.mark.parametrize("answer", ["0x", "0x" + "ff" * 32, "0x" + "11" * 3])
def test_an_answer_that_is_none_is_told_in_one_line(lying, suite, answer):
    with pytest.raises(CairnError, match="this is of no contract of Cairn"):
        Suite.find(lying(eth_call=lambda _: answer), str(suite.dao.address))


def test_accounts_in_the_place_of_contracts_are_no_deployment(lying, suite, stranger):
    word = "0x" + "00" * 12 + str(stranger.address)[2:]

    with pytest.raises(CairnError, match="this is of no contract of Cairn"):
        Suite.find(lying(eth_call=lambda _: word), str(suite.dao.address))


@pytest.mark.parametrize(
    ("method", "result"),
    [
        ("eth_chainId", None),
        ("eth_blockNumber", "bees"),
        ("eth_getBalance", []),
        ("eth_getBlockByNumber", {}),
    ],
)
def test_a_field_that_is_none_is_told_in_one_line(lying, stranger, method, result):
    seen = lying(**{method: lambda _: result})
    asked = {
        "eth_chainId": lambda: seen.chain_id,
        "eth_blockNumber": lambda: seen.height,
        "eth_getBalance": lambda: seen.balance(str(stranger.address)),
        "eth_getBlockByNumber": lambda: seen.now,
    }
    with pytest.raises(CairnError) as error:
        asked[method]()
    assert str(error.value) == NO_NODE


# Sent elsewhere, or answered for somebody else


@pytest.fixture
def elsewhere():
    """A machine that nobody named, and what it was asked."""
    heard = []

    def respond(asked):
        heard.append(asked)
        return 200, {}, json.dumps({"jsonrpc": "2.0", "id": 0, "result": "0x7", "data": "0x"})

    with serving(respond) as url:
        yield SimpleNamespace(url=url, heard=heard)


def test_a_node_cannot_send_what_it_is_asked_to_another(elsewhere):
    redirected = 307, {"Location": elsewhere.url}, ""
    with serving(lambda _: redirected) as url, pytest.raises(CairnError) as error:
        _ = Node.at(url).chain_id

    assert str(error.value) == NO_NODE
    assert elsewhere.heard == []


def test_a_contract_cannot_have_an_answer_looked_up_elsewhere(elsewhere, suite):
    dao = str(suite.dao.address)
    types = ["address", "string[]", "bytes", "bytes4", "bytes"]
    lookup = OFFCHAIN_LOOKUP + encode(types, [dao, [elsewhere.url], b"", b"abcd", b""])
    error = {"code": 3, "message": "execution reverted", "data": to_hex(lookup)}

    def respond(asked):
        told = {"error": error} if asked["method"] == "eth_call" else {"result": "0x7a69"}
        return 200, {}, json.dumps({"jsonrpc": "2.0", "id": asked["id"], **told})

    with serving(respond) as url, pytest.raises(Refused) as refused:
        tried(Node.at(url), {"to": dao, "data": "0x"})

    assert refused.value.reason == "the contract does not say why"
    assert elsewhere.heard == []


def test_answers_that_cannot_be_told_apart_are_nobody_s(suite):
    def alike(asked):
        return 200, {}, json.dumps([{"id": 1, "result": hex(n)} for n, _ in enumerate(asked)])

    calls = [{"to": str(suite.dao.address), "data": "0x"}] * 2
    with serving(alike) as url, pytest.raises(CairnError) as error:
        Node.at(url).together(calls)
    assert str(error.value) == NO_NODE


def test_a_role_that_looks_like_an_address_stands_in_for_nobody(node, suite, learner, stranger):
    there = Deployment(node)
    roles = {str(stranger.address): str(learner.address), "ada": str(learner.address)}
    there.book = Book(dao=str(suite.dao.address), accounts=roles)

    assert there.address_of(str(stranger.address)) == stranger.address
    assert there.address_of("ada") == learner.address


# Sending


@pytest.fixture
def signed(node, signing, stranger):
    """A transaction that sends nothing to oneself."""
    from cairn.chain.sending import completed

    account, to = signing(stranger), str(stranger.address)
    return account.sign(completed(node, to, {"to": to, "from": to, "gas": 21_000}))


def test_a_transaction_that_was_not_passed_on_is_not_told_as_done(lying, signed):
    seen = lying(eth_sendRawTransaction=lambda _: "0x" + "11" * 32)

    with pytest.raises(CairnError) as error:
        send_and_wait(seen, signed)
    assert str(error.value) == (
        "the node answers with another transaction than it was given: name another node"
    )


@pytest.mark.parametrize(
    "change", [{"transactionHash": b"\1" * 32}, {"status": None}, {"logs": [{}]}], ids=str
)
def test_a_receipt_that_is_none_says_what_was_sent(lying, signed, change):
    seen = lying(eth_getTransactionReceipt=lambda receipt: {**receipt, **change})

    with pytest.raises(CairnError) as error:
        send_and_wait(seen, signed)
    assert str(error.value).startswith("no node answers (the connection broke): transaction 0x")
    assert str(error.value).endswith(
        " was sent, and may still come about: look it up before you send it again"
    )


def test_an_honest_node_s_receipt_is_the_transaction_s(node, signed):
    receipt = send_and_wait(node, signed)

    assert receipt["status"] == 1
    assert to_hex(receipt["transactionHash"]) == to_hex(Web3.keccak(signed))
