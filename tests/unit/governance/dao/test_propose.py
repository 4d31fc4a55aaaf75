"""Members put something to the vote; what cannot be voted on is refused at once."""

import re

import ape
import pytest
from ape.utils import ZERO_ADDRESS
from eth_abi import decode
from eth_utils import keccak

PENDING = 0
CONSTITUTION = 3
ONLY_MEMBERS = "dao: only a member may propose"
UNEVEN = "dao: each action needs a target, a value and calldata"
MADE_BEFORE = "dao: this proposal was made before; word it anew"


def test_a_member_s_proposal_is_told_to_all(
    dao, proposal_of, act, decision_rules, rules, educator, now
):
    action = act(decision_rules, "set_rules", 0, rules)
    proposal = proposal_of(action, action)

    tx = proposal.propose(educator)

    opens = now() + rules.voting_delay
    assert tx.events == [
        dao.ProposalCreated(
            proposalId=proposal.id,
            proposer=educator,
            targets=proposal.targets,
            values=[0, 0],
            signatures=["", ""],
            calldatas=proposal.calldatas,
            voteStart=opens,
            voteEnd=opens + rules.voting_period,
            description=proposal.description,
        )
    ]


def test_a_proposal_s_dates_and_rules_are_fixed_when_it_is_made(dao, propose, rules, educator, now):
    proposal = propose()
    made = now()

    assert proposal.state == PENDING
    assert dao.proposalSnapshot(proposal.id) == made + rules.voting_delay
    assert dao.proposalDeadline(proposal.id) == made + rules.voting_delay + rules.voting_period
    assert dao.proposalEta(proposal.id) == dao.proposalDeadline(proposal.id) + rules.delay
    assert dao.proposalProposer(proposal.id) == educator
    assert tuple(dao.proposalKind(proposal.id)) == (
        CONSTITUTION,
        dao.proposal_count(),
        False,
        False,
    )
    assert not dao.proposalNeedsQueuing(proposal.id)
    assert tuple(dao.proposalVotes(proposal.id)) == (0, 0, 0)


def test_only_members_propose(propose, stranger, deployer):
    for outsider in (stranger, deployer):
        with ape.reverts(ONLY_MEMBERS):
            propose(sender=outsider)


def test_who_has_resigned_proposes_no_more(propose, membership, educator, chain):
    membership.resign(sender=educator)
    chain.mine(deltatime=1)

    with ape.reverts(ONLY_MEMBERS):
        propose()


def test_a_new_member_proposes_from_the_second_after_admission_on(
    assembly, double, rules, act, stranger, chain
):
    founders = [double("dao_puppet") for _ in range(3)]
    other = assembly(founders, rules)
    accept = act(other.membership, "accept")
    propose = act(other.dao, "propose", [other.dao.address], [0], [b""], "At once.")
    targets, calldatas = zip(accept, propose, strict=True)

    with ape.reverts(ONLY_MEMBERS):
        founders[0].act_all(targets, calldatas, sender=stranger)
    founders[0].act(*accept, sender=stranger)
    chain.mine(deltatime=1)
    [event] = founders[0].act(*propose, sender=stranger).events
    assert event.proposer == founders[0].address


def test_nobody_proposes_and_votes_in_one_second(assembly, double, rules, act, stranger, chain):
    founders = [double("dao_puppet") for _ in range(3)]
    other = assembly(founders, rules._replace(voting_delay=0))
    founders[0].act(*act(other.membership, "accept"), sender=stranger)
    chain.mine(deltatime=1)
    content = [other.dao.address], [0], [b""], "At once."
    proposal = other.dao.hashProposal(*content[:3], keccak(text=content[3]))
    vote = act(other.dao, "castVote", proposal, 1)
    targets, calldatas = zip(act(other.dao, "propose", *content), vote, strict=True)

    with ape.reverts("dao: the vote on this proposal has not opened yet"):
        founders[0].act_all(targets, calldatas, sender=stranger)


@pytest.mark.parametrize(
    ("lengths", "error"),
    [
        ((0, 0, 0), "dao: a proposal needs an action"),
        ((0, 1, 1), "dao: a proposal needs an action"),
        ((2, 1, 2), UNEVEN),
        ((1, 2, 1), UNEVEN),
        ((2, 2, 1), UNEVEN),
        ((1, 1, 2), UNEVEN),
        ((1, 0, 1), UNEVEN),
        ((1, 1, 0), UNEVEN),
    ],
)
def test_a_proposal_is_one_or_more_whole_actions(dao, educator, lengths, error):
    targets, values, calldatas = lengths

    with ape.reverts(error):
        dao.propose(
            [dao.address] * targets, [0] * values, [b""] * calldatas, "Odd.", sender=educator
        )


def test_every_target_is_a_contract(propose, act, target, stranger):
    with ape.reverts("dao: an action's target is not a contract"):
        propose(act(target, "set_value", 7), (stranger, b""))


@pytest.mark.parametrize("outcome", ["pending", "withdrawn", "defeated", "executed"])
def test_the_same_content_is_proposed_only_once(propose, educators, stranger, outcome):
    proposal = propose()
    if outcome == "withdrawn":
        proposal.cancel(educators[0])
    if outcome in ("defeated", "executed"):
        proposal.open()
    if outcome == "executed":
        for voter in educators[:3]:
            proposal.vote(voter)
    if outcome in ("defeated", "executed"):
        proposal.ripen()
    if outcome == "executed":
        proposal.execute(stranger)

    with ape.reverts(MADE_BEFORE):
        proposal.propose(educators[1])


def test_the_same_act_is_proposed_again_in_other_words(propose):
    first, second = propose(description="First."), propose(description="Second.")

    assert first.id != second.id


def test_eight_actions_are_the_most(propose, target, act, fails_without_reason):
    action = act(target, "set_value", 1)

    propose(*[action] * 8)
    with fails_without_reason():
        propose(*[action] * 9)


def test_1024_bytes_of_calldata_are_the_most(propose, target, fails_without_reason):
    propose((target, b"x" * 1_024))
    with fails_without_reason():
        propose((target, b"x" * 1_025))


def test_a_description_of_4096_bytes_is_the_longest(propose, fails_without_reason):
    propose(description="x" * 4_096)
    with fails_without_reason():
        propose(description="x" * 4_097)


def test_the_longest_proposal_is_told_whole_and_any_client_can_read_it(
    dao, standard, propose, proposal_of, target, educator, chain
):
    """Eight actions of 1,024 bytes and 4,096 bytes of text, decoded by OpenZeppelin's types."""
    actions = [(target, bytes([n]) * 1_024) for n in range(8)]
    proposal = proposal_of(*actions, description="long" * 1_024)

    [log] = proposal.propose(educator).logs

    [signature] = [name for name in standard["governor"]["events"] if "ProposalCreated" in name]
    types = re.findall(r"[a-z0-9]+(?:\[\])?", signature.removeprefix("ProposalCreated"))
    topic, *more = (bytes(it) for it in log["topics"])
    assert (topic, more) == (keccak(text=signature), [])
    told = decode(types, bytes(log["data"]))
    assert told[0] == proposal.id
    assert told[2] == (target.address.lower(),) * 8
    assert told[5] == tuple(data for _, data in actions)
    assert told[8] == "long" * 1_024


def test_a_description_is_measured_in_bytes(propose, fails_without_reason):
    propose(description="é" * 2_048)
    with fails_without_reason():
        propose(description="é" * 2_048 + "!")


@pytest.mark.parametrize("ask", ["state", "proposalKind", "proposalQuorum"])
def test_what_was_never_proposed_has_neither_state_nor_class_nor_quorum(dao, unknown, ask):
    with unknown(1):
        getattr(dao, ask)(1)


def test_its_refusal_has_openzeppelin_s_very_bytes(dao, target, act, stranger):
    """Through a contract, which any node shows them to."""
    target.attempt(*act(dao, "state", 7), sender=stranger)

    error = keccak(text="GovernorNonexistentProposal(uint256)")[:4]
    assert (target.outcomes(0), bytes(target.answers(0))) == (False, error + bytes(31) + b"\x07")


def test_of_what_was_never_proposed_all_else_is_zero_as_openzeppelin_has_it(dao, educator):
    for ask in ("proposalSnapshot", "proposalDeadline", "proposalEta"):
        assert getattr(dao, ask)(1) == 0
    assert dao.proposalProposer(1) == ZERO_ADDRESS
    assert tuple(dao.proposalVotes(1)) == (0, 0, 0)
    assert not dao.hasVoted(1, educator)
