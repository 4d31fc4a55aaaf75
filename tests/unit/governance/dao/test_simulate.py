"""Anyone tries a proposal out before it is made; nothing ever comes of it but the answer."""

import ape
import pytest
from eth_abi import encode
from eth_utils import keccak

UNEVEN = "dao: each action needs a target, a value and calldata"
SILENT = "dao: an action fails, and does not say why"
ERROR = keccak(text="Error(string)")[:4]
SUCCEEDED = keccak(text="SimulationSucceeded()")[:4]


@pytest.fixture
def succeeds(fails_with):
    """A simulation succeeds, which it tells by failing with an error of its own."""
    return lambda: fails_with(SUCCEEDED)


@pytest.fixture
def simulate(dao, stranger):
    """Try actions out in a transaction of a stranger's."""

    def simulate(*actions, values=None, sender=stranger, **options):
        targets, calldatas = [a for a, _ in actions], [data for _, data in actions]
        values = values or [0] * len(actions)
        return dao.simulate(targets, values, calldatas, sender=sender, **options)

    return simulate


def test_what_would_succeed_is_told_and_not_done(
    simulate, succeeds, membership, target, act, stranger, educator, learner
):
    actions = act(target, "set_value", 7), act(membership, "admit", learner)

    for anyone in (stranger, educator):
        with succeeds():
            simulate(*actions, sender=anyone)
    assert target.value() == membership.invitations(learner) == 0


def test_the_first_failure_is_told(simulate, membership, target, act, learner):
    with ape.reverts("target: not today"):
        simulate(
            act(target, "set_value", 7),
            act(target, "fail", "target: not today"),
            act(membership, "remove", learner),
        )
    with ape.reverts("educators: not a member"):
        simulate(act(membership, "remove", learner))


def test_each_action_sees_what_the_ones_before_it_did(
    simulate, succeeds, membership, act, educators
):
    remove = act(membership, "remove", educators[4])

    with succeeds():
        simulate(remove)
    with ape.reverts("educators: not a member"):
        simulate(remove, remove)
    assert membership.getVotes(educators[4]) == 1


def test_a_simulation_needs_whole_actions_on_contracts(simulate, dao, target, act, stranger):
    with ape.reverts("dao: an action's target is not a contract"):
        simulate(act(target, "set_value", 7), (stranger, b""))
    for values, calldatas in (([], [b""]), ([0], []), ([0, 0], [b""])):
        with ape.reverts(UNEVEN):
            dao.simulate([target], values, calldatas, sender=stranger)


def test_a_payment_is_tried_with_the_ether_it_needs(simulate, succeeds, dao, target, act):
    pay = act(target, "set_value", 7)

    with succeeds():
        simulate(pay, values=[5], value=5)
    with ape.reverts(SILENT):
        simulate(pay, values=[5])
    assert dao.balance == target.balance == 0


def test_nothing_comes_of_a_simulation_whose_failure_is_caught(
    dao, membership, target, act, stranger
):
    """A contract goes on after the failure, and has gained nothing."""
    tries = act(dao, "simulate", [membership.address], [0], [act(membership, "admit", target)[1]])
    target.attempt(*tries, sender=stranger)

    assert not target.outcomes(0)
    assert bytes(target.answers(0)) == SUCCEEDED
    assert membership.invitations(target) == 0
    with ape.reverts("educators: you have not been invited"):
        target.act(*act(membership, "accept"), sender=stranger)


def test_what_a_target_does_meanwhile_is_undone_too(
    simulate, succeeds, dao, passed, proposal_of, act, target, stranger
):
    proposal = passed(proposal_of(act(target, "keep", b"done")))
    _, execute = act(dao, "execute", *proposal.content)
    target.aim([execute], sender=stranger)

    with succeeds():
        simulate(act(target, "strike"))
    assert proposal.state == 5
    proposal.execute(stranger)


def test_a_huge_failure_is_cut_short(simulate, raw):
    reverts_with_100_kb = raw("620186a05ffd")

    with ape.reverts(SILENT):
        simulate((reverts_with_100_kb, b""), gas=300_000)


def test_a_target_cannot_say_what_only_a_simulation_may(simulate, target, act):
    for forged in (SUCCEEDED, SUCCEEDED + bytes(32)):
        with ape.reverts(SILENT):
            simulate(act(target, "fail_with", forged))


def test_a_simulation_within_a_simulation_does_not_speak_for_it(simulate, dao, target, act):
    inner = act(dao, "simulate", [target.address], [0], [act(target, "set_value", 7)[1]])

    with ape.reverts(SILENT):
        simulate(inner)


@pytest.mark.parametrize(
    "answer",
    [b"", b"\x01", ERROR[:3], bytes(68), bytes(512), keccak(text="Panic(uint256)")[:4] + bytes(32)],
    ids=["nothing", "one byte", "three bytes", "zeros", "many zeros", "a panic"],
)
def test_an_answer_that_is_no_sentence_is_told_as_such(simulate, target, act, answer):
    with ape.reverts(SILENT):
        simulate(act(target, "fail_with", answer))


def test_a_sentence_arrives_as_the_target_said_it(dao, target, act, stranger):
    """Up to 1,024 bytes of it: byte by byte, through a contract that takes down 256."""
    said = ERROR + encode(["string"], ["target: " + "x" * 150])
    fails = [target.address], [0], [act(target, "fail_with", said)[1]]
    target.attempt(*act(dao, "simulate", *fails), sender=stranger)

    assert (target.outcomes(0), bytes(target.answers(0))) == (False, said)
