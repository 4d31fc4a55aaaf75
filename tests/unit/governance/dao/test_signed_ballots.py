"""Ballots that members sign, and anyone posts; none counts but the one that was signed."""

import ape
import pytest
from eth_account import Account

AGAINST, FOR = 0, 1
NOT_SIGNED = "dao: the ballot is not signed by this voter"
VOTED = "dao: you have voted on this proposal already"
CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


@pytest.fixture
def signed(running, educator, ballot_of):
    """Sign a ballot, by default the educator's vote for the running proposal."""

    def signed(signer=educator, reason="", fields=None, domain=None, **changed):
        here, types, message = ballot_of(running, educator, reason=reason)
        [(kind, all_fields)] = types.items()
        types = {kind: all_fields[:fields]}
        message = {field["name"]: {**message, **changed}[field["name"]] for field in types[kind]}
        key = Account.from_key(signer.private_key)
        return bytes(key.sign_typed_data({**here, **(domain or {})}, types, message).signature)

    return signed


@pytest.fixture
def post(dao, running, educator, stranger):
    """A stranger posts a ballot, by default the educator's vote for the running proposal."""

    def post(signature, proposal=running.id, support=FOR, voter=educator):
        return dao.castVoteBySig(proposal, support, voter, signature, sender=stranger)

    return post


@pytest.fixture
def post_extended(dao, running, educator, stranger):
    """The same with a reason and parameters."""

    def post_extended(signature, reason="Because.", params=b"\x05"):
        return dao.castVoteWithReasonAndParamsBySig(
            running.id, FOR, educator, reason, params, signature, sender=stranger
        )

    return post_extended


def test_anyone_posts_a_ballot_that_a_member_signed(dao, running, signed, post, educator, tally):
    tx = post(signed())

    assert tx.events == [
        dao.VoteCast(voter=educator, proposalId=running.id, support=FOR, weight=1, reason="")
    ]
    assert tally(running) == (0, 1, 0)
    assert dao.hasVoted(running.id, educator)


def test_a_signed_ballot_carries_reason_and_parameters(
    dao, running, signed, post_extended, educator, tally
):
    tx = post_extended(signed(reason="Because.", params=b"\x05"))

    assert tx.events == [
        dao.VoteCastWithParams(
            voter=educator,
            proposalId=running.id,
            support=FOR,
            weight=1,
            reason="Because.",
            params=b"\x05",
        )
    ]
    assert tally(running) == (0, 1, 0)


def test_a_signed_ballot_with_a_reason_alone_is_an_ordinary_vote(
    dao, running, signed, post_extended, educator
):
    tx = post_extended(signed(reason="Just so."), "Just so.", b"")

    assert tx.events == [
        dao.VoteCast(
            voter=educator, proposalId=running.id, support=FOR, weight=1, reason="Just so."
        )
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"proposalId": 1},
        {"support": AGAINST},
        {"nonce": 1},
        {"domain": {"chainId": 1}},
        {"domain": {"name": "Curriculum"}},
        {"domain": {"version": "2"}},
        {"fields": 2},
        {"fields": 3},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_a_ballot_counts_only_for_what_was_signed(running, signed, post, tally, wrong):
    with ape.reverts(NOT_SIGNED):
        post(signed(**wrong))
    assert tally(running) == (0, 0, 0)


def test_a_ballot_for_another_dao_does_not_count(signed, post, membership):
    with ape.reverts(NOT_SIGNED):
        post(signed(domain={"verifyingContract": membership.address}))


def test_a_ballot_for_one_proposal_does_not_count_for_another(propose, signed, post):
    other = propose(description="Another.")
    other.open()

    with ape.reverts(NOT_SIGNED):
        post(signed(), proposal=other.id)


def test_nobody_signs_for_another(signed, post, educators, stranger):
    for signer in (educators[1], stranger):
        with ape.reverts(NOT_SIGNED):
            post(signed(signer=signer))
    with ape.reverts(NOT_SIGNED):
        post(signed(), voter=educators[1])


@pytest.mark.parametrize("change", [{"reason": "Because!"}, {"params": b""}])
def test_nobody_changes_a_signed_reason_or_parameter(signed, post_extended, change):
    signature = signed(reason="Because.", params=b"\x05")

    with ape.reverts(NOT_SIGNED):
        post_extended(signature, **change)


def test_a_plain_ballot_is_not_one_with_a_reason(signed, post_extended):
    with ape.reverts(NOT_SIGNED):
        post_extended(signed(), "", b"")


def test_a_signed_ballot_is_cast_once(running, signed, post, educator, tally):
    signature = signed()
    post(signature)

    with ape.reverts(VOTED):
        post(signature)
    with ape.reverts(VOTED):
        post(signed(support=AGAINST), support=AGAINST)
    with ape.reverts(VOTED):
        running.vote(educator)
    assert tally(running) == (0, 1, 0)


def test_voting_in_person_voids_a_ballot_not_yet_posted(running, signed, post, educator, tally):
    signature = signed()
    running.vote(educator, AGAINST)

    with ape.reverts(VOTED):
        post(signature)
    assert tally(running) == (1, 0, 0)


def test_a_stranger_s_own_ballot_does_not_count(signed, post, stranger):
    with ape.reverts("dao: not a member when the vote opened"):
        post(signed(signer=stranger, voter=str(stranger.address)), voter=stranger)


def test_a_signed_ballot_waits_for_the_vote_to_open(dao, propose, educator, signed, stranger):
    later = propose(description="Later.")
    signature = signed(proposalId=later.id)

    with ape.reverts("dao: the vote on this proposal has not opened yet"):
        dao.castVoteBySig(later.id, FOR, educator, signature, sender=stranger)


def test_a_signature_of_the_wrong_length_is_none(signed, post):
    signature = signed()
    compact = signature[:32] + bytes([signature[32] | (signature[64] - 27) << 7]) + signature[33:64]

    for other in (b"", signature[:1], signature[:64], compact, signature + b"\0", signature * 7):
        with ape.reverts(NOT_SIGNED):
            post(other)


def test_a_signature_longer_than_512_bytes_is_refused(signed, post, fails_without_reason):
    with fails_without_reason():
        post(bytes(513))


def test_a_signature_with_a_wrong_last_byte_is_none(signed, post):
    for v in (0, 1, 26, 29, 255):
        with ape.reverts(NOT_SIGNED):
            post(signed()[:64] + bytes([v]))


def test_a_signature_has_no_twin(running, signed, post, tally):
    signature = signed()
    s = CURVE_ORDER - int.from_bytes(signature[32:64], "big")
    twin = signature[:32] + s.to_bytes(32, "big") + bytes([27 + 28 - signature[64]])

    with ape.reverts(NOT_SIGNED):
        post(twin)
    post(signature)
    assert tally(running) == (0, 1, 0)


def test_nobody_votes_as_the_zero_address(post):
    for signature in (b"", bytes(65), bytes(64) + b"\x1b"):
        with ape.reverts(NOT_SIGNED):
            post(signature, voter="0x" + "00" * 20)
