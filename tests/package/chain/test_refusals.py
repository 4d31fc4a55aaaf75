"""What a contract refuses is told in a sentence, also where it answers in bytes that tools know."""

import pytest
from eth_abi import encode
from eth_utils import keccak

from cairn.chain.refusals import ERRORS, NO_PROPOSAL, SIMULATED, Refused

SENTENCE = keccak(text="Error(string)")[:4]


@pytest.fixture
def simulated(on_chain):
    """Let the DAO try one call; return how it is refused."""

    def simulated(target, data):
        with pytest.raises(Refused) as error:
            on_chain.dao.simulate.call([target], [0], [data])
        return error.value

    return simulated


def test_the_bytes_are_those_of_the_errors():
    for selector, name in (
        (NO_PROPOSAL, "GovernorNonexistentProposal(uint256)"),
        (SIMULATED, "SimulationSucceeded()"),
    ):
        assert keccak(text=name)[:4].hex() == selector[2:]


def test_what_is_no_proposal_is_a_sentence(on_chain, signing, educator):
    dao, member = on_chain.dao, signing(educator)
    for ask in (lambda: dao.state(5), lambda: dao.castVote(5, 1, sender=member)):
        with pytest.raises(Refused) as error:
            ask()
        assert error.value.reason == "dao: there is no such proposal"


def test_a_simulation_that_succeeds_is_known(simulated, decision_rules, rules):
    error = simulated(decision_rules, decision_rules.set_rules.encode_input(0, rules))
    assert error.is_simulated
    assert error.reason == ERRORS[SIMULATED]


def test_a_simulation_that_fails_says_why(simulated, membership, educator):
    error = simulated(membership, membership.admit.encode_input(educator))
    assert not error.is_simulated
    assert error.reason == "educators: already a member"


@pytest.mark.parametrize(
    "sentence", [SIMULATED, "all of it would succeed; a simulation changes nothing", "no"]
)
def test_no_target_can_say_that_it_succeeds(simulated, double, sentence):
    target = double("dao_target")
    error = simulated(
        target, target.fail_with.encode_input(SENTENCE + encode(["string"], [sentence]))
    )
    assert not error.is_simulated
    assert error.reason == sentence


def test_a_target_without_a_sentence_is_told_as_such(simulated, double):
    target = double("dao_target")
    for answer in (b"", bytes.fromhex(SIMULATED[2:]), bytes.fromhex(NO_PROPOSAL[2:])):
        error = simulated(target, target.fail_with.encode_input(answer))
        assert not error.is_simulated
        assert error.reason == "dao: an action fails, and does not say why"
