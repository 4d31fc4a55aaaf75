"""Scanning a chain: in what parts a node is asked, and from which block on."""

import json
from itertools import pairwise

import pytest
from web3.exceptions import Web3Exception, Web3RPCError

from cairn.chain import events as logs
from cairn.chain.contracts import Receipt
from cairn.chain.events import block_of, logs_of
from cairn.chain.node import Node

MOST = 3  # blocks a request


@pytest.fixture
def short_answers(monkeypatch):
    """A node that answers for few blocks at a time; return what it was asked."""
    sound, asked = Node.logs, []

    def logs_between(self, addresses, topics, first, last):
        asked.append((first, last))
        if last - first >= MOST:
            raise Web3RPCError("block range is too wide")
        return sound(self, addresses, topics, first, last)

    monkeypatch.setattr(Node, "logs", logs_between)
    monkeypatch.setattr(logs, "FEWEST", 1)
    return asked


def test_a_node_with_a_limit_is_asked_in_parts_that_leave_nothing_out(
    propose, on_chain, chain, act, decision_rules, rules, educators, short_answers
):
    made = [
        propose(
            act(decision_rules, "set_rules", 0, rules),
            description=f"Decision {n} of many",
            sender=educators[n % len(educators)],
        ).id
        for n in range(7)
    ]

    found = [log.proposalId for log in logs_of(on_chain.dao.ProposalCreated, 0)]

    assert found[-7:] == made
    assert len(found) == len(set(found))
    answered = [(first, last) for first, last in short_answers if last - first < MOST]
    assert answered[0][0] == 0
    assert answered[-1][1] == chain.blocks.height
    assert all(one[1] + 1 == next_one[0] for one, next_one in pairwise(answered))


def test_a_node_that_refuses_every_request_is_told_as_it_is(on_chain, monkeypatch):
    def no_logs(*_):
        raise Web3RPCError("no logs here")

    monkeypatch.setattr(Node, "logs", no_logs)
    with pytest.raises(Web3RPCError, match="no logs here"):
        list(logs_of(on_chain.dao.ProposalCreated, 0))


def test_the_block_of_a_deployment_is_found_in_few_steps(node, suite, chain, monkeypatch):
    chain.mine(40)
    dao, sound, asked = str(suite.dao.address), Node.code, []
    try:
        sound(node, dao, 0)
    except Web3Exception:
        pytest.skip("after so many blocks this node has forgotten its first ones")

    def code(self, address, block="latest"):
        asked.append(block)
        return sound(self, address, block)

    monkeypatch.setattr(Node, "code", code)
    found = block_of(node, dao)

    assert len(asked) <= chain.blocks.height.bit_length() + 1
    assert sound(node, dao, found)
    assert not sound(node, dao, found - 1)


def test_a_node_that_forgets_is_scanned_from_its_first_block(node, suite, monkeypatch):
    def code(*_):
        raise Web3RPCError("missing trie node")

    monkeypatch.setattr(Node, "code", code)
    assert block_of(node, str(suite.dao.address)) == 0


def test_with_the_address_alone_the_scan_begins_at_the_deployment(
    run, node, suite, propose, short_answers
):
    propose(description="Seen by its address alone")

    code, lines = run("proposals", "--json", "--dao", suite.dao.address)

    assert code == 0
    assert json.loads("\n".join(lines))[-1]["title"] == "Seen by its address alone"
    assert short_answers[0][0] == block_of(node, str(suite.educators.address))


# What the receipt says, whatever happens in the meantime


@pytest.fixture
def meanwhile(monkeypatch):
    """Let something happen on chain just after a transaction of a command."""

    def meanwhile(happen):
        sound, waiting = Receipt.logs_of, [happen]

        def told_by(self, kind):
            if waiting:
                waiting.pop()()
            return sound(self, kind)

        monkeypatch.setattr(Receipt, "logs_of", told_by)

    return meanwhile


def test_a_proposal_keeps_its_number_when_another_is_made_at_once(
    run, propose, on_chain, act, decision_rules, rules, meanwhile
):
    before = len(list(logs_of(on_chain.dao.ProposalCreated, 0)))
    meanwhile(
        lambda: propose(act(decision_rules, "set_rules", 0, rules), description="Made at once")
    )

    _, lines = run("propose", "--rule", "curriculum.quorum=1")

    assert lines[-1].startswith(f"Proposal {before + 1} is made (0x")
    assert len(list(logs_of(on_chain.dao.ProposalCreated, 0))) == before + 2


def test_a_seat_keeps_its_number_when_another_is_taken_at_once(
    run, decide, act, membership, accounts, meanwhile
):
    first, second = accounts[21], accounts[22]
    decide(act(membership, "admit", first), act(membership, "admit", second))
    number = membership.last_number() + 1
    meanwhile(lambda: membership.accept(sender=second))

    _, lines = run("admit", "--accept", "--account", "TEST::21")

    assert lines[-1] == f"{first.address} is a member now, with seat {number}."
    assert membership.last_number() == number + 1
