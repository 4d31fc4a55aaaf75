"""Scanning a chain: in what parts a node is asked, and from which block on."""

import json
from itertools import pairwise

import pytest
from ape.exceptions import ProviderError
from ape_ethereum.transactions import Receipt
from web3.exceptions import Web3Exception

from cairn.chain import events as logs
from cairn.chain.events import block_of, logs_of

MOST = 3  # blocks a request


@pytest.fixture
def short_answers(chain, monkeypatch):
    """A node that answers for few blocks at a time; return what it was asked."""
    provider = type(chain.provider)
    sound, asked = provider.get_contract_logs, []

    def get_contract_logs(self, wanted):
        asked.append((wanted.start_block, wanted.stop_block))
        if wanted.stop_block - wanted.start_block >= MOST:
            raise ProviderError("block range is too wide")
        yield from sound(self, wanted)

    monkeypatch.setattr(provider, "get_contract_logs", get_contract_logs)
    monkeypatch.setattr(logs, "FEWEST", 1)
    return asked


def test_a_node_with_a_limit_is_asked_in_parts_that_leave_nothing_out(
    propose, dao, chain, act, decision_rules, rules, educators, short_answers
):
    made = [
        propose(
            act(decision_rules, "set_rules", 0, rules),
            description=f"Decision {n} of many",
            sender=educators[n % len(educators)],
        ).id
        for n in range(7)
    ]

    found = [log.proposalId for log in logs_of(dao.ProposalCreated, 0)]

    assert found[-7:] == made
    assert len(found) == len(set(found))
    answered = [(first, last) for first, last in short_answers if last - first < MOST]
    assert answered[0][0] == 0
    assert answered[-1][1] == chain.blocks.height
    assert all(one[1] + 1 == next_one[0] for one, next_one in pairwise(answered))


def test_a_node_that_refuses_every_request_is_told_as_it_is(dao, chain, monkeypatch):
    def get_contract_logs(self, wanted):
        raise ProviderError("no logs here")

    monkeypatch.setattr(type(chain.provider), "get_contract_logs", get_contract_logs)
    with pytest.raises(ProviderError, match="no logs here"):
        list(logs_of(dao.ProposalCreated, 0))


def test_the_block_of_a_deployment_is_found_in_few_steps(suite, chain, monkeypatch):
    chain.mine(40)
    provider = type(chain.provider)
    sound, asked = provider.get_code, []
    try:
        sound(chain.provider, suite.dao.address, block_id=0)
    except Web3Exception:
        pytest.skip("after so many blocks this node has forgotten its first ones")

    def get_code(self, address, block_id=None):
        asked.append(block_id)
        return sound(self, address, block_id=block_id)

    monkeypatch.setattr(provider, "get_code", get_code)
    found = block_of(suite.dao.address)

    assert len(asked) <= chain.blocks.height.bit_length() + 1
    assert sound(chain.provider, suite.dao.address, block_id=found)
    assert not sound(chain.provider, suite.dao.address, block_id=found - 1)


def test_a_node_that_forgets_is_scanned_from_its_first_block(suite, chain, monkeypatch):
    def get_code(self, address, block_id=None):
        raise ProviderError("missing trie node")

    monkeypatch.setattr(type(chain.provider), "get_code", get_code)
    assert block_of(suite.dao.address) == 0


def test_with_the_address_alone_the_scan_begins_at_the_deployment(
    run, suite, propose, chain, short_answers
):
    propose(description="Seen by its address alone")

    code, lines = run("proposals", "--json", "--dao", suite.dao.address)

    assert code == 0
    assert json.loads("\n".join(lines))[-1]["title"] == "Seen by its address alone"
    assert short_answers[0][0] == block_of(suite.educators.address)


# What the receipt says, whatever happens in the meantime


@pytest.fixture
def meanwhile(monkeypatch):
    """Let something happen on chain just after a transaction of a command."""

    def meanwhile(happen):
        sound, waiting = Receipt.decode_logs, [happen]

        def decode_logs(self, *kinds):
            if waiting:
                waiting.pop()()
            return sound(self, *kinds)

        monkeypatch.setattr(Receipt, "decode_logs", decode_logs)

    return meanwhile


def test_a_proposal_keeps_its_number_when_another_is_made_at_once(
    run, propose, dao, chain, act, decision_rules, rules, meanwhile
):
    before = len(list(logs_of(dao.ProposalCreated, 0)))
    meanwhile(
        lambda: propose(act(decision_rules, "set_rules", 0, rules), description="Made at once")
    )

    _, lines = run("propose", "--rule", "curriculum.quorum=1")

    assert lines[-1].startswith(f"Proposal {before + 1} is made (0x")
    assert len(list(logs_of(dao.ProposalCreated, 0))) == before + 2


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
