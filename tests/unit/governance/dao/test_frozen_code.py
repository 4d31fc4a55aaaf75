"""What was voted on is the code that runs: a target whose code is another now is not called."""

import ape
import pytest
from eth_utils import keccak

# What py-evm says of the opcode that this is about.
pytestmark = pytest.mark.filterwarnings("ignore:SELFDESTRUCT opcode:DeprecationWarning")

QUEUED, EXECUTED = 5, 7
OTHER_CODE = "dao: a target has other code now than when this was proposed"
DESTROYS_ITSELF = bytes.fromhex("33ff")
DOES_NOTHING = bytes.fromhex("00")
STOLEN = bytes.fromhex("5b00")


@pytest.fixture
def forge(double, stranger):
    """A member that puts up contracts of any code at one and the same address."""
    forge = double("dao_forge")
    forge.cast(DESTROYS_ITSELF, sender=stranger)
    return forge


@pytest.fixture
def place(forge, stranger):
    """The address."""
    return forge.put_up.call(sender=stranger)


@pytest.fixture
def other(assembly, forge, educators, rules, act, stranger, chain):
    """A DAO of three educators and the forge."""
    other = assembly([*educators[:3], forge], rules)
    other.seat(educators[:3])
    forge.act(*act(other.membership, "accept"), sender=stranger)
    chain.mine(deltatime=1)
    return other


@pytest.fixture
def carried(other, forge, place, act, target, educators, chain, stranger):
    """A proposal that calls what destroyed itself in the very second it was proposed; it has passed
    and can be executed, if there is no more to it."""
    content = [target.address, place], [0, 0], [act(target, "set_value", 7)[1], b""]
    data = other.dao.propose.encode_input(*content, "Trust me.")
    forge.put_up_and_destroy(other.dao, data, sender=stranger)
    content = *content, keccak(text="Trust me.")
    proposal = other.dao.hashProposal(*content)
    chain.mine(timestamp=other.dao.proposalSnapshot(proposal) + 1)
    for voter in educators[:3]:
        other.dao.castVote(proposal, 1, sender=voter)
    chain.mine(timestamp=other.dao.proposalEta(proposal))
    assert other.dao.state(proposal) == QUEUED
    return content


@pytest.mark.parametrize("code", [DOES_NOTHING, STOLEN], ids=["other code", "yet other code"])
def test_a_target_rebuilt_with_other_code_is_not_called(
    other, carried, forge, place, chain, target, stranger, code
):
    """As a proposal of Tornado Cash was, which destroyed itself and came back."""
    forge.cast(code, sender=stranger)
    forge.put_up(sender=stranger)
    assert bytes(chain.provider.get_code(place)) == code

    with ape.reverts(OTHER_CODE):
        other.dao.execute(*carried, sender=stranger)
    assert (other.dao.state(other.dao.hashProposal(*carried)), target.value()) == (QUEUED, 0)


def test_a_target_that_is_no_more_is_not_called(other, carried, place, chain, target, stranger):
    assert bytes(chain.provider.get_code(place)) == b""

    with ape.reverts(OTHER_CODE):
        other.dao.execute(*carried, sender=stranger)
    assert target.value() == 0


def test_a_target_rebuilt_with_the_same_code_is_called(other, carried, forge, target, stranger):
    forge.put_up(sender=stranger)
    other.dao.execute(*carried, sender=stranger)

    assert (other.dao.state(other.dao.hashProposal(*carried)), target.value()) == (EXECUTED, 7)


def test_a_target_that_gets_other_code_meanwhile_is_not_called(
    chain, passed, proposal_of, act, target, stranger
):
    proposal = passed(proposal_of(act(target, "set_value", 7)))
    try:
        chain.provider.set_code(target.address, DOES_NOTHING)
    except ape.exceptions.APINotImplementedError:
        pytest.skip("only anvil can change a contract's code")

    with ape.reverts(OTHER_CODE):
        proposal.execute(stranger)
    assert proposal.state == QUEUED


def test_a_target_s_storage_may_change_meanwhile(passed, proposal_of, act, target, stranger):
    """Only its code is frozen: what else it knows is no part of what was voted on."""
    proposal = passed(proposal_of(act(target, "keep", b"done")))
    target.set_value(9, sender=stranger)
    proposal.execute(stranger)

    assert target.kept() == b"done"


def test_a_key_in_the_place_of_a_target_is_not_called_once_it_is_delegated_elsewhere(
    passed, proposal_of, double, accounts, act, target, stranger
):
    key, puppet, other = accounts[25], double("dao_puppet"), double("dao_puppet")
    key.set_delegate(puppet)  # EIP-7702
    proposal = passed(proposal_of((key, act(puppet, "act", *act(target, "set_value", 7))[1])))
    key.set_delegate(other)
    with ape.reverts(OTHER_CODE):
        proposal.execute(stranger)

    key.set_delegate(puppet)
    proposal.execute(stranger)
    assert target.value() == 7
