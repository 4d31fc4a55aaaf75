"""A proposal's id is the hash of its content, by OpenZeppelin's formula."""

import pytest
from eth_abi import encode
from eth_utils import keccak, to_checksum_address
from hypothesis import given, settings
from hypothesis import strategies as st

addresses = st.binary(min_size=20, max_size=20).map(to_checksum_address)
numbers = st.integers(0, 2**256 - 1)
hashes = st.binary(min_size=32, max_size=32)


def formula(targets, values, calldatas, description_hash):
    """uint256(keccak256(abi.encode(targets, values, calldatas, descriptionHash)))"""
    kinds = ["address[]", "uint256[]", "bytes[]", "bytes32"]
    content = encode(kinds, [targets, values, calldatas, description_hash])
    return int.from_bytes(keccak(content), "big")


@settings(max_examples=30, deadline=None)
@given(
    targets=st.lists(addresses, max_size=8),
    values=st.lists(numbers, max_size=8),
    calldatas=st.lists(st.binary(max_size=1_024), max_size=8),
    description_hash=hashes,
)
def test_an_id_is_what_openzeppelin_makes_of_the_content(
    dao, targets, values, calldatas, description_hash
):
    content = targets, values, calldatas, description_hash

    assert dao.hashProposal(*content) == formula(*content)


def test_the_longest_content_has_the_formula_s_id_too(dao):
    content = (
        [dao.address] * 8,
        [2**256 - 1] * 8,
        [bytes([n]) * 1_024 for n in range(8)],
        keccak(text="x" * 4_096),
    )

    assert dao.hashProposal(*content) == formula(*content)


def test_a_proposal_is_kept_and_found_under_its_id(dao, proposal_of, act, target, educator):
    proposal = proposal_of(act(target, "set_value", 7), description="Füße, 漢字 and 🐝")

    told = dao.propose.call(*proposal.content[:3], proposal.description, sender=educator)
    proposal.propose(educator)

    assert told == proposal.id == formula(*proposal.content)
    assert dao.getProposalId(*proposal.content) == proposal.id
    assert dao.proposalProposer(proposal.id) == educator


@pytest.mark.parametrize("changed", ["target", "value", "calldata", "description"])
def test_another_content_has_another_id(dao, membership, proposal_of, act, target, changed):
    proposal = proposal_of(act(target, "set_value", 7))
    targets, values, calldatas, description_hash = proposal.content

    other = {
        "target": ([membership.address], values, calldatas, description_hash),
        "value": (targets, [1], calldatas, description_hash),
        "calldata": (targets, values, [calldatas[0] + b"\0"], description_hash),
        "description": (targets, values, calldatas, keccak(text="a decision.")),
    }[changed]
    assert dao.hashProposal(*other) == formula(*other) != proposal.id


def test_two_daos_give_the_same_content_the_same_id(
    dao, assembly_of_five, rules, proposal_of, act, target
):
    content = proposal_of(act(target, "set_value", 7)).content

    assert assembly_of_five(rules).dao.hashProposal(*content) == dao.hashProposal(*content)
