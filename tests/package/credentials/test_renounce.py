"""Renouncing: what its holder is told, what is on chain then, and the way back."""

import pytest

from cairn.say.times import date_of

STANDS, RENOUNCED = 1, 5
RENOUNCE = "renounce", "bees/b1"
RENEW = *RENOUNCE, "--renew-consent"


@pytest.fixture
def held(enrol, award):
    """The learner's first badge."""
    enrol()
    award()


@pytest.fixture
def keeper(enrol, award, curriculum, pathways, learner):
    """The learner's three badges and the composite they earn."""
    enrol()
    for badge in curriculum.classes[:3]:
        award(badge)
    pathways.claim(curriculum.composite, sender=learner)


def test_renouncing_explains_itself_and_gives_the_token_up(
    run, held, credentials, curriculum, learner
):
    code, lines = run(*RENOUNCE)

    assert code == 0
    assert lines == [
        f"Badge 1 (b1) is given up by {learner.address}.",
        "The token goes at once; the record stays, public for ever: you renounced it.",
        "It counts for nothing any more, and nobody can award it again until you --renew-consent.",
        "It can still be revoked: renouncing is no way out of that.",
        f"Badge 1 (b1) of {learner.address} is renounced.",
    ]
    verdict = credentials.verify(learner, curriculum.badge)
    assert (verdict.code, verdict.changed_by) == (RENOUNCED, learner)
    assert credentials.balanceOf(learner) == 0


def test_with_renewed_consent_it_can_be_awarded_again(
    run, held, award, credentials, curriculum, learner
):
    run(*RENOUNCE)

    code, lines = run(*RENEW)

    assert code == 0
    assert lines == [
        f"Badge 1 (b1) may be awarded to {learner.address} again.",
        f"{learner.address} consents to Badge 1 (b1) again.",
    ]
    assert credentials.verify(learner, curriculum.badge).code == RENOUNCED
    award()
    assert credentials.verify(learner, curriculum.badge).code == STANDS


def test_a_composite_is_claimed_again_as_it_was(
    run, keeper, credentials, curriculum, pathways, learner
):
    before = credentials.verify(learner, curriculum.composite)

    _, lines = run("renounce", "bees/keeper")
    assert lines[2] == (
        "It counts for nothing any more, and you cannot claim it again until you --renew-consent."
    )
    _, lines = run("renounce", "bees/keeper", "--renew-consent")
    assert lines[0] == (
        "You can claim Beekeeper (keeper) again; it comes back with its date and its expiry."
    )

    pathways.claim(curriculum.composite, sender=learner)
    assert credentials.verify(learner, curriculum.composite) == before


def test_who_has_left_is_told_that_consent_alone_brings_nothing(
    run, held, credentials, curriculum, learner
):
    run(*RENOUNCE)
    credentials.leave(curriculum.number, sender=learner)

    _, lines = run(*RENEW)

    assert lines[1] == "Not before you enrol again, though: you have left the curriculum."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (RENOUNCE, "Badge 1 (b1) of {} is renounced already: nothing to do."),
        (RENEW, "The consent to Badge 1 (b1) is renewed already: nothing to do."),
    ],
)
def test_saying_it_twice_does_nothing(last_line, held, chain, learner, words, said):
    last_line(*RENOUNCE)
    last_line(*words)
    before = chain.blocks.height

    assert last_line(*words) == said.format(learner.address)
    assert chain.blocks.height == before


def test_consenting_again_is_asked_before_it_is_signed(run, held, chain):
    run(*RENOUNCE)
    before = chain.blocks.height

    assert run(*RENEW, answer="n\n")[0] == 1
    assert chain.blocks.height == before
    assert run(*RENEW, answer="y\n")[0] == 0
    assert chain.blocks.height > before


def test_the_consent_given_anew_is_withdrawn_by_leaving(run, refusal, held):
    run(*RENOUNCE)
    run(*RENEW)

    assert refusal(*RENOUNCE) == (
        "bees/b1 is renounced, and your consent to it renewed: to withdraw that too, "
        "`ape run enrol bees --leave`"
    )


def test_what_is_held_needs_no_new_consent(refusal, held):
    assert refusal(*RENEW) == "bees/b1 is held: there is nothing to renew"


def test_what_was_never_issued_or_is_revoked_cannot_be_renounced(
    refusal, enrol, award, credentials, curriculum, issuer, learner, token_id, chain
):
    enrol()
    never = f"bees/b1 of {learner.address} does not exist: it was never issued to {learner.address}"
    assert refusal(*RENOUNCE) == never
    assert refusal(*RENEW) == never

    award()
    credentials.revoke(token_id(curriculum.badge, learner), 3, sender=issuer)
    gone = (
        f"bees/b1 of {learner.address} does not exist: "
        f"it was revoked on {date_of(chain.pending_timestamp)} by {issuer.address}: "
    )
    assert refusal(*RENOUNCE).startswith(gone)
    assert refusal(*RENEW).startswith(gone)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bees/b8",), 'curriculum "bees" has no badge "b8"'),
        ((), "Missing argument 'CURRICULUM/BADGE'. --help says more."),
    ],
)
def test_renounce_refuses(refusal, curriculum, words, said):
    assert refusal("renounce", *words).startswith(said)
