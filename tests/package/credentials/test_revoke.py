"""Revoking for cause: what is explained, what is on chain then, and who may not."""

from pathlib import Path

import pytest

from cairn.credentials.reasons import REASONS


@pytest.fixture
def held(enrol, award):
    """The learner's first badge."""
    enrol()
    award()


@pytest.fixture
def revoke(learner):
    return "revoke", "bees/b1", learner, "--reason"


def test_revoking_explains_itself_and_takes_the_token(
    run, held, revoke, credentials, curriculum, learner, issuer
):
    code, lines = run(*revoke, "misconduct")

    assert code == 0
    assert lines == [
        f"Badge 1 (b1) is taken from {learner.address}: its holder broke the rules of the "
        "assessment (reason 3, misconduct).",
        "The token goes; the record and this reason stay, public for ever.",
        f"Badge 1 (b1) of {learner.address} is revoked.",
    ]
    assert not credentials.is_held(curriculum.badge, learner)
    verdict = credentials.verify(learner, curriculum.badge)
    assert (verdict.code, verdict.reason, verdict.changed_by) == (4, 3, issuer)


@pytest.mark.parametrize(("code", "word"), [(it, reason.word) for it, reason in REASONS.items()])
def test_a_reason_goes_by_number_and_by_word(
    run, held, revoke, credentials, curriculum, learner, chain, code, word
):
    for said in (str(code), word.upper()):
        with chain.isolate():
            assert run(*revoke, said)[0] == 0
            assert credentials.verify(learner, curriculum.badge).reason == code


def test_help_and_docs_give_the_same_reasons(run):
    _, lines = run("revoke", "--help")
    page = Path("docs/commands.md").read_text(encoding="utf-8")

    for code, (word, sentence) in REASONS.items():
        assert f"    {code}  {word:20} {sentence}" in lines
        assert f"| {code} | {word} | {sentence} |" in page


def test_another_issuer_is_told_who_may(refusal, held, revoke, other_issuer, learner, issuer):
    assert refusal(*revoke, "1", "--account", "TEST::7") == (
        f"{other_issuer.address} did not issue bees/b1 to {learner.address}: "
        f"mitx ({issuer.address}) did, and may revoke it, or the DAO by a vote"
    )


def test_an_issuer_who_is_no_longer_accredited_may_not(
    refusal, held, revoke, decide, act, credentials, curriculum, issuer
):
    decide(act(credentials, "end_accreditation", curriculum.number, issuer.address))

    assert refusal(*revoke, "1") == (
        f'{issuer.address} is no longer accredited for "bees": only the DAO may revoke, by a vote'
    )


def test_renouncing_first_is_no_way_out(last_line, held, revoke, credentials, curriculum, learner):
    credentials.renounce(curriculum.badge, sender=learner)

    assert last_line(*revoke, "misconduct") == f"Badge 1 (b1) of {learner.address} is revoked."
    assert credentials.verify(learner, curriculum.badge).code == 4


def test_what_the_dao_has_reinstated_is_left_to_it(
    run, refusal, held, revoke, decide, act, credentials, curriculum, learner, token_id, status
):
    run(*revoke, "1")
    decide(act(status, "reinstate", token_id(curriculum.badge, learner)))

    assert refusal(*revoke, "1") == (
        "refused: credentials: only the DAO may revoke what it has reinstated"
    )


def test_a_composite_is_left_to_the_dao(refusal, enrol, award, curriculum, pathways, learner):
    enrol()
    for badge in curriculum.classes[:3]:
        award(badge)
    pathways.claim(curriculum.composite, sender=learner)

    assert refusal("revoke", "bees/keeper", learner, "--reason", "1") == (
        "bees/keeper is a composite, which only the DAO revokes: propose it"
    )


def test_what_was_never_issued_or_is_gone_cannot_be_revoked(
    run, refusal, enrol, award, revoke, learner
):
    enrol()
    assert refusal(*revoke, "1") == (
        f"bees/b1 of {learner.address} does not exist: it was never issued to {learner.address}"
    )

    award()
    run(*revoke, "1")
    line = refusal(*revoke, "1")
    assert line.startswith(f"bees/b1 of {learner.address} does not exist: it was revoked on ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("bees/b1", "learner", "--reason", "because"),
            '--reason "because" is none of these: 1 issued-in-error, 2 assessment-annulled, '
            "3 misconduct, 4 wrong-person, 5 identity-fraud, 6 no-longer-met, 9 other",
        ),
        (("bees/b1", "learner", "--reason", "0"), '--reason "0" is none of these: '),
        (("bees/b1", "learner"), "Missing option '--reason'. --help says more."),
        (("bees/b1", "0x12", "--reason", "1"), "account: '0x12' is no address"),
        (("bees/b8", "learner", "--reason", "1"), 'curriculum "bees" has no badge "b8"'),
    ],
)
def test_revoke_refuses(refusal, curriculum, words, said):
    assert refusal("revoke", *words).startswith(said)


@pytest.mark.parametrize("is_given_up", [False, True])
def test_who_votes_to_reinstate_is_told_whether_a_token_comes_back(
    run, held, credentials, curriculum, issuer, learner, token_id, is_given_up
):
    if is_given_up:
        credentials.renounce(curriculum.badge, sender=learner)
    credentials.revoke(token_id(curriculum.badge, learner), 3, sender=issuer)

    lines = run("propose", "--reinstate", "bees/b1", learner, "--account", "TEST::1", "--yes")[1]

    told = "the token comes back"
    if is_given_up:
        told = "its holder had given it up, and that stands again: no token comes back"
    credential = f"The credential Badge 1 (b1) of learner ({learner.address.lower()})"
    assert f"  - {credential} is reinstated: {told}." in lines
