"""Members that are contracts vote by ERC-1271, if they answer exactly as it says."""

import ape
import pytest
from eth_account import Account

FOR = 1
BY_KEY, BY_SCRIPT, REVERTS, BURNS = range(4)
ANSWER = "isValidSignature"
NOT_SIGNED = "dao: the ballot is not signed by this voter"
MAGIC = bytes.fromhex("1626ba7e") + bytes(28)
OTHER_ANSWERS = [
    b"",
    MAGIC[:4],
    MAGIC[:31],
    bytes(32),
    bytes(28) + MAGIC[:4],
    MAGIC[:31] + b"\x01",
    (1).to_bytes(32, "big"),
    bytes(32) + MAGIC,
]


@pytest.fixture
def key():
    return Account.from_key("0x" + "7" * 64)


@pytest.fixture
def voter(double, key):
    """A member that is a contract, with one key that signs for it."""
    voter = double("dao_signer", key.address)
    # Its answers are not what its ABI says, so Ape is not to read them.
    abi = voter.contract_type.abi
    voter.contract_type.abi = [m for m in abi if getattr(m, "name", None) != ANSWER]
    return voter


@pytest.fixture
def running(assembly, voter, rules, act, educators):
    """A proposal of a DAO that the contract is a member of, open for votes."""
    other = assembly([*educators[:3], voter], rules)
    other.seat(educators[:3])
    voter.act(*act(other.membership, "accept"), sender=educators[0])
    proposal = other.propose()
    proposal.open()
    return proposal


@pytest.fixture
def ballot(running, voter, chain):
    """The ballot for the running proposal, as a signer sees it."""
    domain = {
        "name": "Curriculum DAO",
        "version": "1",
        "chainId": chain.chain_id,
        "verifyingContract": running.dao.address,
    }
    fields = {"proposalId": "uint256", "support": "uint8", "voter": "address", "nonce": "uint256"}
    types = {"Ballot": [{"name": name, "type": kind} for name, kind in fields.items()]}
    message = {"proposalId": running.id, "support": FOR, "voter": voter.address, "nonce": 0}
    return domain, types, message


@pytest.fixture
def post(running, voter, stranger):
    """A stranger posts what is said to be the contract's ballot."""

    def post(signature, **options):
        return running.dao.castVoteBySig(
            running.id, FOR, voter, signature, sender=stranger, **options
        )

    return post


def test_a_contract_votes_with_a_signature_that_it_accepts(running, ballot, voter, key, post):
    tx = post(bytes(key.sign_typed_data(*ballot).signature))

    assert tx.events == [
        running.dao.VoteCast(voter=voter, proposalId=running.id, support=FOR, weight=1, reason="")
    ]
    assert tuple(running.dao.proposalVotes(running.id)) == (0, 1, 0)


def test_a_contract_s_ballot_is_cast_once(ballot, key, post):
    signature = bytes(key.sign_typed_data(*ballot).signature)
    post(signature)

    with ape.reverts("dao: you have voted on this proposal already"):
        post(signature)


def test_a_contract_votes_in_person(running, voter, act, stranger):
    voter.act(*act(running.dao, "castVote", running.id, FOR), sender=stranger)

    assert running.dao.hasVoted(running.id, voter)


def test_a_contract_may_refuse_a_signature(ballot, post):
    other = Account.from_key("0x" + "8" * 64)

    with ape.reverts(NOT_SIGNED):
        post(bytes(other.sign_typed_data(*ballot).signature))


def test_any_other_answer_is_a_refusal(running, voter, post, stranger):
    for answer in OTHER_ANSWERS:
        voter.direct(BY_SCRIPT, answer, sender=stranger)

        with ape.reverts(NOT_SIGNED):
            post(b"anything")
    assert not running.dao.hasVoted(running.id, voter)


@pytest.mark.parametrize("rest", [b"", bytes(32)], ids=["one word", "two words"])
def test_the_first_word_of_the_answer_counts(running, voter, post, stranger, rest):
    voter.direct(BY_SCRIPT, MAGIC + rest, sender=stranger)
    post(b"anything")

    assert running.dao.hasVoted(running.id, voter)


def test_a_contract_that_fails_refuses(running, voter, post, stranger):
    for mode in (REVERTS, BURNS):
        voter.direct(mode, b"", sender=stranger)

        with ape.reverts(NOT_SIGNED):
            post(b"anything", gas=2_000_000)
    assert tuple(running.dao.proposalVotes(running.id)) == (0, 0, 0)


def test_a_contract_that_knows_no_erc_1271_refuses(dao, propose, credentials, stranger):
    proposal = propose()
    proposal.open()

    with ape.reverts(NOT_SIGNED):
        dao.castVoteBySig(proposal.id, FOR, credentials, b"anything", sender=stranger)


def test_an_account_without_code_does_not_accept_a_contract_s_signature(
    dao, propose, educator, stranger
):
    proposal = propose()
    proposal.open()

    with ape.reverts(NOT_SIGNED):
        dao.castVoteBySig(proposal.id, FOR, educator, MAGIC, sender=stranger)
