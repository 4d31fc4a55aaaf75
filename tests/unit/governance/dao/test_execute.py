"""What has passed takes effect: all of it, once, by anyone's hand; or nothing does."""

import ape
import pytest
from eth_utils import keccak

QUEUED, EXECUTED = 5, 7
ETHER_MISMATCH = "dao: send exactly the ether that the actions need"
OTHER_CODE = "dao: a target has other code now than when this was proposed"
RETURNS_100_KB = "620186a05ff3"
REVERTS_WITH_100_KB = "620186a05ffd"
NEVER_ENDS = "5b5f56"


def test_anyone_lets_what_passed_take_effect(dao, passed, proposal_of, act, target, stranger):
    proposal = passed(proposal_of(act(target, "set_value", 7)))

    tx = proposal.execute(stranger)

    assert tx.events == [dao.ProposalExecuted(proposalId=proposal.id)]
    assert target.value() == 7
    assert proposal.state == EXECUTED


def test_the_events_of_its_actions_stand_before_its_own(
    dao, membership, decide, act, stranger, learner, now
):
    tx = decide(act(membership, "admit", stranger), act(membership, "admit", learner))

    until = now() + 90 * 86_400
    assert tx.events == [
        membership.Invited(candidate=stranger, until=until, number=0),
        membership.Invited(candidate=learner, until=until, number=0),
        dao.ProposalExecuted(proposalId=tx.events[-1].proposalId),
    ]


def test_execution_tells_the_proposal_s_id(dao, passed, proposal_of, act, target, stranger):
    proposal = passed(proposal_of(act(target, "set_value", 7)))

    assert dao.execute.call(*proposal.content, sender=stranger) == proposal.id


def test_eight_actions_take_effect_in_their_order(passed, proposal_of, act, target, stranger):
    proposal = passed(proposal_of(*[act(target, "set_value", n) for n in range(1, 9)]))

    proposal.execute(stranger)
    assert target.value() == 8


def test_calldata_of_1024_bytes_arrives_whole(passed, proposal_of, act, target, stranger):
    content = bytes(range(232)) * 4
    _, data = act(target, "keep", content)
    longest = data + bytes(28)
    assert len(longest) == 1_024

    passed(proposal_of((target, longest))).execute(stranger)
    assert target.kept() == content


def test_a_failed_action_undoes_all_others(passed, proposal_of, act, target, stranger):
    proposal = passed(
        proposal_of(
            act(target, "set_value", 7),
            act(target, "fail", "target: not today"),
            act(target, "keep", b"after"),
        )
    )

    with ape.reverts("target: not today"):
        proposal.execute(stranger)
    assert (target.value(), target.kept()) == (0, b"")
    assert proposal.state == QUEUED


def test_what_failed_can_be_executed_when_the_reason_is_gone(
    membership, passed, proposal_of, act, stranger, learner, decide
):
    proposal = passed(proposal_of(act(membership, "remove", learner)))
    with ape.reverts("educators: not a member"):
        proposal.execute(stranger)

    early = proposal_of(act(membership, "admit", learner), description="First of all.")
    assert proposal.state == QUEUED
    passed(early)
    early.execute(stranger)
    membership.accept(sender=learner)
    proposal.execute(stranger)
    assert membership.getVotes(learner) == 0


@pytest.mark.parametrize(
    "data",
    [keccak(text="Weird(uint256)")[:4] + bytes(31) + b"\x05", b"\x01", b""],
    ids=["a custom error", "one byte", "nothing"],
)
def test_a_reason_that_is_no_text_is_handed_on(
    dao, passed, proposal_of, act, target, stranger, data
):
    proposal = passed(proposal_of(act(target, "fail_with", data)))
    target.attempt(*act(dao, "execute", *proposal.content), sender=stranger)

    assert (target.outcomes(0), bytes(target.answers(0))) == (False, data)
    assert proposal.state == QUEUED


def test_only_what_was_voted_on_is_executed(
    dao, passed, proposal_of, act, target, stranger, unknown
):
    proposal = passed(proposal_of(act(target, "set_value", 7)))
    targets, values, calldatas, description = proposal.content
    _, changed = act(target, "set_value", 8)

    for content in (
        (targets, values, [changed], description),
        (targets, [1], calldatas, description),
        ([dao.address], values, calldatas, description),
        (targets, values, calldatas, keccak(text="Another decision.")),
        (targets * 2, values * 2, calldatas * 2, description),
    ):
        with unknown(dao.hashProposal(*content)):
            dao.execute(*content, sender=stranger)


def test_nothing_is_executed_twice(passed, proposal_of, act, target, stranger):
    proposal = passed(proposal_of(act(target, "set_value", 7)))
    proposal.execute(stranger)

    with ape.reverts("dao: this proposal has been executed already"):
        proposal.execute(stranger)


def test_whoever_executes_sends_the_ether_that_the_actions_need(
    dao, passed, with_values, act, target, stranger
):
    action = act(target, "set_value", 7)
    proposal = passed(with_values(action, action, values=[2, 3]))

    for value in (0, 4, 6):
        with ape.reverts(ETHER_MISMATCH):
            proposal.execute(stranger, value=value)
    proposal.execute(stranger, value=5)
    assert (target.received(), target.balance, dao.balance) == (5, 5, 0)


def test_no_ether_is_sent_where_none_is_needed(passed, proposal_of, act, target, stranger):
    proposal = passed(proposal_of(act(target, "set_value", 7)))

    with ape.reverts(ETHER_MISMATCH):
        proposal.execute(stranger, value=1)
    assert proposal.state == QUEUED


def test_ether_returns_with_a_failed_action(dao, passed, with_values, act, target, stranger):
    fails = act(target, "fail", "target: not today")
    proposal = passed(with_values(act(target, "set_value", 7), fails, values=[5, 0]))

    with ape.reverts("target: not today"):
        proposal.execute(stranger, value=5)
    assert (target.balance, dao.balance) == (0, 0)


def test_the_dao_takes_no_ether(dao, membership, stranger, fails_without_reason):
    for contract in (dao, membership):
        with fails_without_reason():
            stranger.transfer(contract, 1, gas=100_000)
        assert contract.balance == 0


def test_more_ether_than_there_is_can_never_be_sent(
    passed, with_values, act, target, stranger, fails_without_reason
):
    action = act(target, "set_value", 7)
    proposal = passed(with_values(action, action, values=[2**256 - 1, 1]))

    with fails_without_reason():
        proposal.execute(stranger)


def test_a_huge_answer_costs_nobody_but_its_caller(passed, proposal_of, raw, stranger):
    proposal = passed(proposal_of((raw(RETURNS_100_KB), b"")))

    assert proposal.execute(stranger).gas_used < 150_000


def test_a_huge_failure_leaves_the_proposal_as_it_was(
    dao, passed, proposal_of, raw, stranger, act, target
):
    proposal = passed(proposal_of(act(target, "set_value", 7), (raw(REVERTS_WITH_100_KB), b"")))
    target.attempt(*act(dao, "execute", *proposal.content), sender=stranger)

    assert (target.outcomes(0), target.value()) == (False, 0)
    assert proposal.state == QUEUED


def test_an_action_that_never_ends_leaves_the_proposal_as_it_was(
    passed, proposal_of, raw, stranger, act, target, fails_without_reason
):
    proposal = passed(proposal_of(act(target, "set_value", 7), (raw(NEVER_ENDS), b"")))

    with fails_without_reason():
        proposal.execute(stranger, gas=500_000)
    assert (proposal.state, target.value()) == (QUEUED, 0)


def test_with_too_little_gas_nothing_happens_and_it_can_be_tried_again(
    dao, passed, proposal_of, act, target, stranger, fails_without_reason
):
    actions = [act(target, "keep", bytes([n]) * 200) for n in range(1, 4)]
    proposal = passed(proposal_of(*actions, act(target, "set_value", 7)))
    needed = dao.execute.estimate_gas_cost(*proposal.content, sender=stranger)

    for gas in range(needed // 4, needed - 8_000, needed // 8):
        with fails_without_reason():
            proposal.execute(stranger, gas=gas)
        assert (proposal.state, target.value(), target.kept()) == (QUEUED, 0, b"")
    proposal.execute(stranger)
    assert (proposal.state, target.value()) == (EXECUTED, 7)


def test_a_target_that_lost_its_code_is_refused(chain, passed, proposal_of, act, target, stranger):
    proposal = passed(proposal_of(act(target, "set_value", 7)))
    try:
        chain.provider.set_code(target.address, b"")
    except ape.exceptions.APINotImplementedError:
        pytest.skip("only anvil can take a contract's code away")

    with ape.reverts(OTHER_CODE):
        proposal.execute(stranger)
    assert proposal.state == QUEUED
