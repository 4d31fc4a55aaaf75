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
    voter = double("dao_signer", [key.address])
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
def ballot(running, voter, ballot_of):
    """The ballot for the running proposal, as a signer sees it."""
    return ballot_of(running, voter)


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


def test_a_contract_votes_with_as_many_signatures_as_512_bytes_hold(
    assembly, double, rules, act, educators, stranger, ballot_of
):
    keys = [Account.from_key(f"0x{n:064x}") for n in range(1, 8)]
    household = double("dao_signer", [key.address for key in keys])
    other = assembly([*educators[:3], household], rules)
    other.seat(educators[:3])
    household.act(*act(other.membership, "accept"), sender=stranger)
    proposal = other.propose()
    proposal.open()
    words = ballot_of(proposal, household)
    signatures = [bytes(key.sign_typed_data(*words).signature) for key in keys]

    for wrong in (signatures[:6], signatures[::-1], signatures[:6] * 2):
        with ape.reverts(NOT_SIGNED):
            other.dao.castVoteBySig(
                proposal.id, FOR, household, b"".join(wrong)[:512], sender=stranger
            )
    tx = other.dao.castVoteBySig(proposal.id, FOR, household, b"".join(signatures), sender=stranger)
    assert tx.events == [
        other.dao.VoteCast(
            voter=household, proposalId=proposal.id, support=FOR, weight=1, reason=""
        )
    ]


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


def test_a_key_delegated_to_code_that_knows_no_erc_1271_votes_by_its_own_transaction_alone(
    dao, propose, educators, signed_by, double, stranger
):
    member = educators[1]
    member.set_delegate(double("dao_puppet"))  # EIP-7702
    proposal = propose()
    proposal.open()
    _, support, _, signature = signed_by(member, proposal)

    with ape.reverts(NOT_SIGNED):
        dao.castVoteBySig(proposal.id, support, member, signature, sender=stranger)

    proposal.vote(member)
    assert dao.hasVoted(proposal.id, member)


def test_an_account_without_code_does_not_accept_a_contract_s_signature(
    dao, propose, educator, stranger
):
    proposal = propose()
    proposal.open()

    with ape.reverts(NOT_SIGNED):
        dao.castVoteBySig(proposal.id, FOR, educator, MAGIC, sender=stranger)
