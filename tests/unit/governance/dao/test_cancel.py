"""Who made a proposal may withdraw it until its vote opens; nobody else, and never later."""

import ape
import pytest

CANCELED = 2
ONLY_ITS_PROPOSER = "dao: only its proposer may withdraw a proposal"
TOO_LATE = "dao: a proposal can be withdrawn only before its vote opens"


def test_who_proposed_may_withdraw(dao, propose, educator):
    proposal = propose()

    assert dao.cancel.call(*proposal.content, sender=educator) == proposal.id
    tx = proposal.cancel(educator)

    assert tx.events == [dao.ProposalCanceled(proposalId=proposal.id)]
    assert proposal.state == CANCELED


def test_nobody_else_may_withdraw(propose, educators, stranger, deployer):
    proposal = propose()

    for other in (educators[1], stranger, deployer):
        with ape.reverts(ONLY_ITS_PROPOSER):
            proposal.cancel(other)


@pytest.mark.parametrize(("second", "error"), [(0, None), (1, TOO_LATE)])
def test_a_proposal_is_withdrawn_up_to_its_snapshot(dao, propose, educator, at, second, error):
    proposal = propose()
    at(dao.proposalSnapshot(proposal.id) + second)

    if error is None:
        proposal.cancel(educator)
        assert proposal.state == CANCELED
    else:
        with ape.reverts(error):
            proposal.cancel(educator)


def test_a_proposal_is_withdrawn_once(propose, educator):
    proposal = propose()
    proposal.cancel(educator)

    with ape.reverts(TOO_LATE):
        proposal.cancel(educator)


def test_what_passed_cannot_be_withdrawn_any_more(
    passed, proposal_of, act, decision_rules, rules, educator
):
    proposal = passed(proposal_of(act(decision_rules, "set_rules", 0, rules)))

    with ape.reverts(TOO_LATE):
        proposal.cancel(educator)
    proposal.execute(educator)
    with ape.reverts(TOO_LATE):
        proposal.cancel(educator)


def test_who_proposed_may_withdraw_even_after_leaving(propose, membership, educator):
    proposal = propose()
    membership.resign(sender=educator)

    proposal.cancel(educator)
    assert proposal.state == CANCELED


def test_a_copy_in_other_words_is_not_the_original(propose, educators):
    original = propose(description="Bees.")
    copy = propose(description="Bees. ", sender=educators[1])
    copy.cancel(educators[1])

    assert (original.state, copy.state) == (0, CANCELED)


def test_what_was_never_proposed_is_not_withdrawn(unknown, proposal_of, act, target, educator):
    proposal = proposal_of(act(target, "set_value", 7))

    with unknown(proposal.id):
        proposal.cancel(educator)
