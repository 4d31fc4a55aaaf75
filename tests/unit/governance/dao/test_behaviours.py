"""What OpenZeppelin's tests show of its governor, and the pages beside this one do not yet show."""

import ape
import pytest
from ape.exceptions import ContractLogicError
from eth_account import Account
from eth_utils import keccak

AGAINST, FOR, ABSTAIN = 0, 1, 2
PENDING, ACTIVE, QUEUED, EXECUTED = 0, 1, 5, 7
NOT_SIGNED = "dao: the ballot is not signed by this voter"
TOO_LATE = "dao: a proposal can be withdrawn only before its vote opens"
NO_QUEUE = "dao: nothing needs queuing; execute it once its delay is over"
PLAIN = {"proposalId": "uint256", "support": "uint8", "voter": "address", "nonce": "uint256"}
KINDS = {"Ballot": PLAIN, "ExtendedBallot": {**PLAIN, "reason": "string", "params": "bytes"}}
HOOKS = (
    "onERC721Received(address,address,uint256,bytes)",
    "onERC1155Received(address,address,uint256,uint256,bytes)",
    "onERC1155BatchReceived(address,address,uint256[],uint256[],bytes)",
)


@pytest.fixture
def sign(dao, chain, educator):
    """Sign a ballot for a proposal; with a reason, it is an extended one."""

    def sign(proposal, signer=educator, voter=educator, support=FOR, nonce=0, **texts):
        kind = "ExtendedBallot" if texts else "Ballot"
        domain = {
            "name": "Curriculum DAO",
            "version": "1",
            "chainId": chain.chain_id,
            "verifyingContract": proposal.dao.address,
        }
        types = {kind: [{"name": name, "type": type_} for name, type_ in KINDS[kind].items()]}
        plain = dict(zip(PLAIN, (proposal.id, support, str(voter.address), nonce), strict=True))
        key = Account.from_key(signer.private_key)
        return bytes(key.sign_typed_data(domain, types, {**plain, **texts}).signature)

    return sign


def test_a_decision_runs_from_its_proposal_to_its_effect(
    dao, proposal_of, act, target, educators, stranger, tally
):
    proposal = proposal_of(act(target, "set_value", 7))

    proposal.propose(educators[0])
    assert (proposal.state, tally(proposal)) == (PENDING, (0, 0, 0))
    proposal.open()
    assert proposal.state == ACTIVE
    for voter, support in zip(educators, (FOR, FOR, AGAINST, ABSTAIN), strict=False):
        assert not dao.hasVoted(proposal.id, voter)
        proposal.vote(voter, support)
        assert dao.hasVoted(proposal.id, voter)
    proposal.close()
    assert (proposal.state, target.value()) == (QUEUED, 0)
    proposal.ripen()
    proposal.execute(stranger)

    assert (proposal.state, target.value()) == (EXECUTED, 7)
    assert tally(proposal) == (1, 2, 1)
    assert [dao.hasVoted(proposal.id, voter) for voter in educators] == [True] * 4 + [False]
    assert (dao.balance, target.balance) == (0, 0)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_ballots_for_two_proposals_are_signed_ahead_and_posted_in_any_order(
    dao, propose, sign, educator, stranger, tally, order
):
    proposals = [propose(description="First."), propose(description="Second.")]
    signatures = [sign(proposal) for proposal in proposals]
    proposals[1].open()

    for n in order:
        dao.castVoteBySig(proposals[n].id, FOR, educator, signatures[n], sender=stranger)
    assert [tally(proposal) for proposal in proposals] == [(0, 1, 0)] * 2


@pytest.mark.parametrize("nonce", [1, 2**256 - 1])
@pytest.mark.parametrize("texts", [{}, {"reason": "Because.", "params": b"\5"}])
def test_a_ballot_signs_no_other_nonce_than_zero(
    dao, running, sign, educator, stranger, nonce, texts
):
    signature = sign(running, nonce=nonce, **texts)
    name = "castVoteWithReasonAndParamsBySig" if texts else "castVoteBySig"

    with ape.reverts(NOT_SIGNED):
        getattr(dao, name)(running.id, FOR, educator, *texts.values(), signature, sender=stranger)


def test_nobody_signs_a_ballot_with_a_reason_for_another(dao, running, sign, educators, stranger):
    texts = {"reason": "Because.", "params": b"\5"}
    signature = sign(running, signer=educators[1], **texts)

    with ape.reverts(NOT_SIGNED):
        dao.castVoteWithReasonAndParamsBySig(
            running.id, FOR, educators[0], *texts.values(), signature, sender=stranger
        )


def test_a_contract_s_signed_ballot_carries_a_reason_and_parameters(
    double, assembly, sign, rules, act, educators, stranger, accounts
):
    member = double("dao_signer", [accounts[25]])
    other = assembly([*educators[:3], member], rules)
    other.seat(educators[:3])
    member.act(*act(other.membership, "accept"), sender=stranger)
    proposal = other.propose()
    proposal.open()
    texts = {"reason": "Because.", "params": b"\5"}
    signature = sign(proposal, signer=accounts[25], voter=member, **texts)

    tx = other.dao.castVoteWithReasonAndParamsBySig(
        proposal.id, FOR, member, *texts.values(), signature, sender=stranger
    )

    told = {"proposalId": proposal.id, "support": FOR, "weight": 1, **texts}
    assert tx.events == [other.dao.VoteCastWithParams(voter=member, **told)]


@pytest.mark.parametrize("moment", ["a ballot is cast", "it is defeated", "it expires"])
def test_nothing_is_withdrawn_once(propose, educators, rules, moment):
    proposal = propose()
    proposal.open()
    voters = {"it is defeated": 0, "a ballot is cast": 1, "it expires": 3}[moment]
    for voter in educators[:voters]:
        proposal.vote(voter)
    if voters != 1:
        proposal.ripen()
    if voters == 3:
        proposal.move_to(proposal.dao.proposalEta(proposal.id) + rules.grace + 1)

    with ape.reverts(TOO_LATE):
        proposal.cancel(educators[0])


def test_nothing_is_queued_in_any_state(dao, proposal_of, act, target, educators, stranger):
    proposal = proposal_of(act(target, "set_value", 7))

    def refuses_to_queue():
        with ape.reverts(NO_QUEUE):
            dao.queue(*proposal.content, sender=educators[0])

    refuses_to_queue()
    proposal.propose(educators[0])
    refuses_to_queue()
    proposal.open()
    for voter in educators:
        proposal.vote(voter)
    refuses_to_queue()
    proposal.ripen()
    refuses_to_queue()
    proposal.execute(stranger)
    refuses_to_queue()


def test_what_expired_is_not_proposed_again(propose, educators, rules):
    proposal = propose()
    proposal.open()
    for voter in educators:
        proposal.vote(voter)
    proposal.move_to(proposal.dao.proposalEta(proposal.id) + rules.grace + 1)

    with ape.reverts("dao: this proposal was made before; word it anew"):
        proposal.propose(educators[0])


def test_who_copied_a_reserved_proposal_in_vain_does_not_stop_its_author(
    proposal_of, act, dao, target, educators
):
    text = f"Mine.#proposer={educators[0].address}"
    proposal = proposal_of(act(target, "set_value", 7), description=text)
    with ape.reverts("dao: the description reserves this proposal for somebody else"):
        proposal.propose(educators[1])

    proposal.propose(educators[0])
    assert dao.proposalProposer(proposal.id) == educators[0]


def test_whoever_withdraws_leaves_all_other_proposals_as_they_are(propose, educators, tally):
    mine, other = propose(description="Mine."), propose(description="Another.")
    mine.cancel(educators[0])
    other.open()
    other.vote(educators[1])

    assert (other.state, tally(other)) == (ACTIVE, (0, 1, 0))


@pytest.mark.parametrize("hook", HOOKS)
def test_the_dao_takes_no_tokens_that_ask_first(dao, stranger, hook):
    with pytest.raises(ContractLogicError):
        stranger.transfer(dao, 0, data=keccak(text=hook)[:4] + bytes(160), gas=200_000)
