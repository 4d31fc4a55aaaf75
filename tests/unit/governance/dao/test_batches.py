"""Many signed ballots in one transaction: a bad one is skipped, and says why; the others count."""

import ape
import pytest
from eth_account import Account

AGAINST, FOR, ABSTAIN = 0, 1, 2
BY_KEY, BY_SCRIPT, REVERTS, BURNS = range(4)
MAGIC = bytes.fromhex("1626ba7e") + bytes(28)
VOTED = "has voted on this proposal already"
NOT_A_MEMBER = "not a member when the vote opened"
NOT_SIGNED = "the ballot is not signed by this voter"
WRONG_SUPPORT = "vote 0 against, 1 for or 2 to abstain"
CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
ZERO = "0x" + "00" * 20


@pytest.fixture(scope="session")
def twenty(accounts):
    """Twenty members, of whom nobody pays for a transaction of its own."""
    return [accounts[n] for n in range(1, 21)]


@pytest.fixture(scope="session")
def house(assembly, twenty, rules):
    """Their DAO."""
    house = assembly(twenty, rules)
    house.seat()
    return house


@pytest.fixture(scope="session")
def payer(accounts):
    """No member."""
    return accounts[25]


@pytest.fixture
def running(house):
    proposal = house.propose()
    proposal.open()
    return proposal


@pytest.fixture
def post(running, payer):
    """Post ballots, for the running proposal."""

    def post(*ballots, **options):
        return running.dao.castVotesBySig(running.id, list(ballots), sender=payer, **options)

    return post


@pytest.fixture
def cast(running):
    """The event of a counted ballot."""

    def cast(voter, support=FOR, reason=""):
        return running.dao.VoteCast(
            voter=voter, proposalId=running.id, support=support, weight=1, reason=reason
        )

    return cast


@pytest.fixture
def skipped(running):
    """The event of a ballot that does not count."""

    def skipped(voter, why):
        return running.dao.BallotSkipped(voter=voter, proposalId=running.id, reason=why)

    return skipped


def test_twenty_signed_ballots_are_posted_at_once(
    running, twenty, signed_by, post, cast, payer, tally
):
    votes = [(member, n % 3) for n, member in enumerate(twenty)]
    ballots = [signed_by(member, running, support) for member, support in votes]

    assert running.dao.castVotesBySig.call(running.id, ballots, sender=payer) == 20
    tx = post(*ballots)

    assert tx.events == [cast(member, support) for member, support in votes]
    assert tally(running) == (7, 7, 6)
    assert all(running.dao.hasVoted(running.id, member) for member in twenty)


def test_a_ballot_in_a_batch_may_have_a_reason(running, twenty, signed_by, post, cast, tally):
    reasons = ["Bees matter.", "", "x" * 256, "Ümlaut & 🐝"]
    ballots = [
        signed_by(member, running, AGAINST, reason)
        for member, reason in zip(twenty, reasons, strict=False)
    ]

    tx = post(*ballots)

    assert tx.events == [
        cast(member, AGAINST, reason) for member, reason in zip(twenty, reasons, strict=False)
    ]
    assert tally(running) == (4, 0, 0)


def test_a_reason_in_a_batch_has_256_bytes_at_most(
    running, twenty, signed_by, post, fails_without_reason
):
    with fails_without_reason():
        post(signed_by(twenty[0], running, FOR, "x" * 257))


@pytest.fixture
def spoilt(running, house, twenty, signed_by, ballot_of, payer):
    """Bad ballots of one member, by what is wrong; each with the reason why it is skipped."""
    member = twenty[6]
    good = signed_by(member, running)
    voter, support, reason, signature = good
    other = house.propose(description="Another.", sender=twenty[1])
    domain, types, message = ballot_of(running, member)
    key = Account.from_key(member.private_key)
    twin_s = CURVE_ORDER - int.from_bytes(signature[32:64], "big")
    twin = signature[:32] + twin_s.to_bytes(32, "big") + bytes([27 + 28 - signature[64]])

    def signed(**changed):
        where = {**domain, **{k: v for k, v in changed.items() if k in domain}}
        what = {**message, **{k: v for k, v in changed.items() if k in message}}
        return bytes(key.sign_typed_data(where, types, what).signature)

    return {
        "no way to vote": ((voter, 3, reason, signature), WRONG_SUPPORT),
        "a stranger": (signed_by(payer, running), NOT_A_MEMBER),
        "the zero address": ((ZERO, support, reason, bytes(64) + b"\x1b"), NOT_A_MEMBER),
        "another way to vote": ((voter, AGAINST, reason, signature), NOT_SIGNED),
        "a reason nobody signed": ((voter, support, "Bribed.", signature), NOT_SIGNED),
        "another proposal's": ((voter, support, reason, signed(proposalId=other.id)), NOT_SIGNED),
        "another chain's": ((voter, support, reason, signed(chainId=1)), NOT_SIGNED),
        "another governor's": (
            (voter, support, reason, signed(verifyingContract=house.membership.address)),
            NOT_SIGNED,
        ),
        "another nonce": ((voter, support, reason, signed(nonce=1)), NOT_SIGNED),
        "signed by another": ((voter, *signed_by(twenty[2], running)[1:]), NOT_SIGNED),
        "the signature's twin": ((voter, support, reason, twin), NOT_SIGNED),
        "a last byte of zero": ((voter, support, reason, signature[:64] + b"\0"), NOT_SIGNED),
        "a last byte of one": ((voter, support, reason, signature[:64] + b"\1"), NOT_SIGNED),
        "a byte more": ((voter, support, reason, signature + b"\0"), NOT_SIGNED),
        "a byte less": ((voter, support, reason, signature[:64]), NOT_SIGNED),
        "no signature": ((voter, support, reason, b""), NOT_SIGNED),
        "512 bytes": ((voter, support, reason, bytes(512)), NOT_SIGNED),
    }


SPOILT = [
    *("no way to vote", "a stranger", "the zero address", "another way to vote"),
    *("a reason nobody signed", "another proposal's", "another chain's", "another governor's"),
    *("another nonce", "signed by another", "the signature's twin", "a last byte of zero"),
    *("a last byte of one", "a byte more", "a byte less", "no signature", "512 bytes"),
]


@pytest.mark.parametrize("what", SPOILT)
def test_one_bad_ballot_among_twenty_does_not_sink_the_others(
    running, twenty, signed_by, spoilt, post, cast, skipped, tally, what
):
    ballots = [signed_by(member, running) for member in twenty]
    ballots[6], why = spoilt[what]
    voter = ballots[6][0]

    tx = post(*ballots)

    told = [cast(member) for member in twenty]
    told[6] = skipped(voter, why)
    assert tx.events == told
    assert tally(running) == (0, 19, 0)
    assert not running.dao.hasVoted(running.id, twenty[6])


def test_every_kind_of_bad_ballot_was_tried(spoilt):
    assert list(spoilt) == SPOILT


def test_who_is_skipped_may_still_vote(running, twenty, spoilt, signed_by, post, cast, tally):
    post(*[ballot for ballot, _ in spoilt.values()])
    assert tally(running) == (0, 0, 0)

    assert post(signed_by(twenty[6], running)).events == [cast(twenty[6])]
    assert tally(running) == (0, 1, 0)


def test_nobody_votes_twice_in_one_batch(running, twenty, signed_by, post, cast, skipped, tally):
    ballot, changed = signed_by(twenty[0], running), signed_by(twenty[0], running, AGAINST)

    tx = post(ballot, ballot, changed, signed_by(twenty[1], running))

    assert tx.events == [
        cast(twenty[0]),
        skipped(twenty[0], VOTED),
        skipped(twenty[0], VOTED),
        cast(twenty[1]),
    ]
    assert tally(running) == (0, 2, 0)


def test_a_batch_is_not_counted_again(running, twenty, signed_by, post, skipped, payer, tally):
    ballots = [signed_by(member, running) for member in twenty[:3]]
    post(*ballots)

    assert running.dao.castVotesBySig.call(running.id, ballots, sender=payer) == 0
    assert post(*ballots).events == [skipped(member, VOTED) for member in twenty[:3]]
    assert tally(running) == (0, 3, 0)


def test_who_has_voted_in_person_is_skipped(running, twenty, signed_by, post, cast, skipped, tally):
    ballots = [signed_by(member, running, AGAINST) for member in twenty[:2]]
    running.vote(twenty[0])

    assert post(*ballots).events == [skipped(twenty[0], VOTED), cast(twenty[1], AGAINST)]
    assert tally(running) == (1, 1, 0)


def test_whose_proxy_has_voted_overrules_it_in_a_batch(
    running, house, twenty, signed_by, post, chain, tally
):
    until = chain.blocks.head.timestamp + 10**6
    house.membership.name_proxy(twenty[1], until, sender=twenty[0])
    running.dao.castVoteAsProxy(running.id, FOR, "", sender=twenty[1])

    tx = post(signed_by(twenty[0], running, AGAINST, "Myself."))

    assert tx.events == [
        running.dao.VoteChanged(
            voter=twenty[0], proposalId=running.id, before=FOR, support=AGAINST, reason="Myself."
        )
    ]
    assert tally(running) == (1, 0, 0)


def test_32_ballots_are_the_most(
    running, twenty, signed_by, post, cast, skipped, fails_without_reason
):
    ballots = [signed_by(member, running) for member in twenty]
    full = ballots + ballots[:12]

    with fails_without_reason():
        post(*full, ballots[0])
    tx = post(*full)
    assert tx.events == [
        *(cast(member) for member in twenty),
        *(skipped(member, VOTED) for member in twenty[:12]),
    ]


def test_an_empty_batch_changes_nothing(running, post, tally):
    assert post().events == []
    assert tally(running) == (0, 0, 0)


def test_a_batch_waits_for_the_vote_and_ends_with_it(house, twenty, signed_by, payer):
    proposal = house.propose()
    ballot = signed_by(twenty[0], proposal)

    with ape.reverts("dao: the vote on this proposal has not opened yet"):
        house.dao.castVotesBySig(proposal.id, [ballot], sender=payer)
    proposal.close()
    with ape.reverts("dao: the vote on this proposal has closed"):
        house.dao.castVotesBySig(proposal.id, [ballot], sender=payer)


def test_no_batch_is_posted_for_what_was_withdrawn_or_never_made(
    house, twenty, signed_by, payer, unknown
):
    proposal = house.propose()
    proposal.cancel(twenty[0])
    proposal.open()

    with ape.reverts("dao: this proposal was withdrawn"):
        house.dao.castVotesBySig(proposal.id, [signed_by(twenty[0], proposal)], sender=payer)
    with unknown(1):
        house.dao.castVotesBySig(1, [], sender=payer)


@pytest.fixture
def mixed(assembly, double, twenty, rules, act, payer):
    """A DAO of five people and a contract, its vote open, and the contract's key."""
    key = Account.from_key("0x" + "7" * 64)
    wallet = double("dao_signer", [key.address])
    mixed = assembly([*twenty[:5], wallet], rules)
    mixed.seat(twenty[:5])
    wallet.act(*act(mixed.membership, "accept"), sender=payer)
    proposal = mixed.propose()
    proposal.open()
    return proposal, wallet, key


def events_of(proposal, voters, why=None, skipped=()):
    dao = proposal.dao
    return [
        dao.BallotSkipped(voter=voter, proposalId=proposal.id, reason=why)
        if voter in skipped
        else dao.VoteCast(voter=voter, proposalId=proposal.id, support=FOR, weight=1, reason="")
        for voter in voters
    ]


def test_a_contract_s_ballot_counts_in_a_batch(mixed, twenty, signed_by, ballot_of, payer, tally):
    proposal, wallet, key = mixed
    signature = bytes(key.sign_typed_data(*ballot_of(proposal, wallet)).signature)
    people = twenty[:2]
    ballots = [signed_by(member, proposal) for member in people]

    tx = proposal.dao.castVotesBySig(
        proposal.id, [ballots[0], (wallet, FOR, "", signature), ballots[1]], sender=payer
    )

    assert tx.events == events_of(proposal, [people[0], wallet, people[1]])
    assert tally(proposal) == (0, 3, 0)


@pytest.mark.parametrize(
    ("mode", "answer"),
    [
        (REVERTS, b""),
        (BURNS, b""),
        (BY_SCRIPT, b""),
        (BY_SCRIPT, MAGIC[:4]),
        (BY_SCRIPT, MAGIC[:31]),
        (BY_SCRIPT, bytes(32)),
        (BY_SCRIPT, bytes(28) + MAGIC[:4]),
        (BY_SCRIPT, MAGIC[:31] + b"\1"),
        (BY_SCRIPT, bytes(32) + MAGIC),
        (BY_KEY, b""),
    ],
    ids=["fails", "burns all gas", "says nothing", "4 bytes", "31 bytes", "no", "shifted", "more",
         "second word", "signed by another"],
)  # fmt: skip
def test_whatever_a_contract_answers_it_sinks_no_batch(
    mixed, twenty, signed_by, payer, tally, mode, answer
):
    proposal, wallet, _ = mixed
    wallet.direct(mode, answer, sender=payer)
    people = twenty[:5]
    ballots = [signed_by(member, proposal) for member in people]
    bad = (wallet, FOR, "", signed_by(twenty[9], proposal)[3])

    tx = proposal.dao.castVotesBySig(
        proposal.id, [*ballots[:2], bad, *ballots[2:]], sender=payer, gas=3_000_000
    )

    order = [*people[:2], wallet, *people[2:]]
    assert tx.events == events_of(proposal, order, NOT_SIGNED, [wallet])
    assert tally(proposal) == (0, 5, 0)


def test_a_contract_that_is_asked_for_its_word_can_do_nothing_meanwhile(
    mixed, twenty, signed_by, payer, tally, act
):
    """It would vote before it answers: so it gives no answer, and its ballot is skipped."""
    proposal, wallet, _ = mixed
    wallet.direct(BY_SCRIPT, MAGIC, sender=payer)
    wallet.aim(*act(proposal.dao, "castVote", proposal.id, AGAINST), sender=payer)
    ballots = [(wallet, FOR, "", b"anything"), signed_by(twenty[0], proposal)]

    tx = proposal.dao.castVotesBySig(proposal.id, ballots, sender=payer)

    assert tx.events == events_of(proposal, [wallet, twenty[0]], NOT_SIGNED, [wallet])
    assert tally(proposal) == (0, 1, 0)


def test_a_contract_that_burns_gas_burns_400_000_at_most(mixed, twenty, signed_by, payer, tally):
    """So one voter cannot make the batch of the others too dear for a block."""
    proposal, wallet, _ = mixed
    bad = (wallet, FOR, "", b"anything")
    honest = proposal.dao.castVotesBySig(proposal.id, [bad], sender=payer).gas_used
    wallet.direct(BURNS, b"", sender=payer)
    batch = [bad] * 8 + [signed_by(twenty[0], proposal)]

    tx = proposal.dao.castVotesBySig(proposal.id, batch, sender=payer, gas=9_000_000)

    assert 8 * 400_000 < tx.gas_used < 8 * (400_000 + 20_000) + honest
    assert tally(proposal) == (0, 1, 0)


def test_a_contract_cannot_be_silenced_by_whoever_posts_with_little_gas(
    mixed, ballot_of, payer, tally
):
    """Its ballot would be skipped as unsigned: so nothing is posted at all."""
    proposal, wallet, key = mixed
    signature = bytes(key.sign_typed_data(*ballot_of(proposal, wallet)).signature)
    batch = [(wallet, FOR, "", signature)]

    with ape.reverts("educators: send more gas to ask a contract"):
        proposal.dao.castVotesBySig(proposal.id, batch, sender=payer, gas=430_000)
    assert tally(proposal) == (0, 0, 0)

    proposal.dao.castVotesBySig(proposal.id, batch, sender=payer, gas=500_000)
    assert tally(proposal) == (0, 1, 0)


def test_a_ballot_that_was_skipped_may_be_posted_again(
    mixed, twenty, signed_by, ballot_of, payer, tally
):
    """Whatever was amiss: what is skipped is not spent."""
    proposal, wallet, key = mixed
    signature = bytes(key.sign_typed_data(*ballot_of(proposal, wallet)).signature)
    wallet.direct(BURNS, b"", sender=payer)
    proposal.dao.castVotesBySig(proposal.id, [(wallet, FOR, "", signature)], sender=payer)
    assert tally(proposal) == (0, 0, 0)

    wallet.direct(BY_KEY, b"", sender=payer)
    proposal.dao.castVotesBySig(proposal.id, [(wallet, FOR, "", signature)], sender=payer)
    assert tally(proposal) == (0, 1, 0)


def test_a_contract_with_seven_keys_signs_in_455_bytes(
    assembly, double, twenty, rules, act, ballot_of, payer, tally
):
    keys = [Account.from_key(f"0x{n:064x}") for n in range(1, 8)]
    household = double("dao_signer", [key.address for key in keys])
    other = assembly([*twenty[:3], household], rules)
    other.seat(twenty[:3])
    household.act(*act(other.membership, "accept"), sender=payer)
    proposal = other.propose()
    proposal.open()
    words = ballot_of(proposal, household, ABSTAIN, "We agreed.")
    signatures = b"".join(bytes(key.sign_typed_data(*words).signature) for key in keys)

    ballot = (household, ABSTAIN, "We agreed.", signatures)
    tx = other.dao.castVotesBySig(proposal.id, [ballot], sender=payer)

    assert tx.events == [
        other.dao.VoteCast(
            voter=household,
            proposalId=proposal.id,
            support=ABSTAIN,
            weight=1,
            reason="We agreed.",
        )
    ]
    assert tally(proposal) == (0, 0, 1)


def test_a_signature_of_513_bytes_is_refused(running, twenty, post, fails_without_reason):
    with fails_without_reason():
        post((twenty[0], FOR, "", bytes(513)))


def test_a_batch_that_turns_the_outcome_late_extends_the_vote(
    running, twenty, signed_by, post, cast, at
):
    deadline = running.dao.proposalDeadline(running.id)
    for member in twenty[:6]:
        running.vote(member, ABSTAIN)
    ballots = [signed_by(member, running) for member in twenty[6:8]]
    at(deadline)

    tx = post(*ballots)

    assert tx.events == [
        *(cast(member) for member in twenty[6:8]),
        running.dao.ProposalExtended(proposalId=running.id, extendedDeadline=deadline + 75_600),
    ]
    assert running.dao.proposalDeadline(running.id) == deadline + 75_600
    assert tuple(running.dao.proposalKind(running.id))[2:] == (True, False)


def test_a_late_batch_that_turns_nothing_extends_nothing(
    running, twenty, signed_by, post, cast, at
):
    """Within a batch an outcome may turn and turn back: only what it leaves behind counts."""
    deadline = running.dao.proposalDeadline(running.id)
    for member in twenty[:6]:
        running.vote(member, ABSTAIN)
    ballots = [signed_by(twenty[6], running), signed_by(twenty[7], running, AGAINST)]
    at(deadline)

    assert post(*ballots).events == [cast(twenty[6]), cast(twenty[7], AGAINST)]
    assert running.dao.proposalDeadline(running.id) == deadline
