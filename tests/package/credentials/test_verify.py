"""The verdict as an employer reads it: sentence, facts, JSON and exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cairn.curricula.record import BadgeClass, Record
from cairn.say.times import date_of

REGISTRY_SAID = "the pathway registry"
KEYS = [
    *("valid", "verdict", "code", "sentence", "holder", "token_id", "class_id", "badge", "name"),
    *("curriculum", "version", "issuer", "issuer_name", "awarded_on", "expires_on", "changed_on"),
    *("changed_by", "reason", "reason_word", "fallen", "chain_id", "contract"),
]


@pytest.fixture
def held(enrol, award, chain):
    """The learner's first badge, awarded today."""
    enrol()
    award()
    return date_of(chain.blocks.head.timestamp)


@pytest.fixture
def stacked(held, award, pathways, curriculum, learner):
    """The learner's composite, claimed today."""
    for badge in curriculum.classes[1:3]:
        award(badge)
    pathways.claim(curriculum.composite, sender=learner)
    return held


def test_a_badge_that_stands_is_valid(run, held, curriculum, learner, issuer, token_id):
    code, lines = run("verify", learner, "bees/b1")

    assert code == 0
    assert lines == [
        "badge           Badge 1 (b1)",
        "curriculum      Beekeeping (bees)",
        f"holder          {learner.address}",
        f"token id        {token_id(curriculum.badge, learner)}",
        f"issuer          mitx ({issuer.address})",
        f"awarded         {held}",
        "expires         never",
        f"Valid: awarded on {held}, it stands.",
    ]


def test_a_token_id_in_decimal_or_hexadecimal_gives_the_same_answer(
    run, held, curriculum, learner, token_id
):
    by_holder = run("verify", learner, "bees/b1")
    number = token_id(curriculum.badge, learner)

    assert run("verify", str(number)) == by_holder
    assert run("verify", hex(number)) == by_holder
    assert run("verify", f"0x{number:064X}") == by_holder
    assert run("verify", "learner", curriculum.badge) == by_holder


def test_one_never_issued_is_not_valid(run, curriculum, learner):
    code, lines = run("verify", learner, "bees/b2")

    assert code == 2
    assert lines[-1] == f"Not valid: it was never issued to {learner.address}."


def test_one_that_expired_says_when(
    run, adopt, record_of, credentials, chain, learner, issuer, day
):
    adopted = adopt(record_of(badges=1, valid_days=30, key="wasps"))
    credentials.enrol(adopted.number, 1, sender=learner)
    credentials.award(adopted.badge, learner, sender=issuer)
    last_day = date_of(chain.blocks.head.timestamp + 30 * day)
    assert run("verify", learner, "wasps/b1")[0] == 0

    chain.mine(deltatime=31 * day)
    code, lines = run("verify", learner, "wasps/b1")

    assert code == 2
    assert lines[-2] == f"expires         at the end of {last_day}"
    assert lines[-1] == f"Not valid: it expired at the end of {last_day}."


def test_one_that_was_revoked_says_why_and_by_whom(
    run, held, credentials, curriculum, learner, issuer, token_id
):
    credentials.revoke(token_id(curriculum.badge, learner), 2, sender=issuer)

    code, lines = run("verify", learner, "bees/b1")

    assert code == 2
    assert lines[-1] == (
        f"Not valid: it was revoked on {held} by mitx ({issuer.address}): "
        "the assessment it rests on has been annulled (reason 2, assessment-annulled)."
    )


def test_a_reason_that_the_table_lacks_is_shown_by_its_number(
    run, held, credentials, curriculum, learner, issuer, token_id
):
    credentials.revoke(token_id(curriculum.badge, learner), 204, sender=issuer)

    assert run("verify", learner, "bees/b1")[1][-1].endswith(f"({issuer.address}): reason 204.")


def test_one_that_was_renounced_says_so(run, held, credentials, curriculum, learner):
    credentials.renounce(curriculum.badge, sender=learner)

    code, lines = run("verify", learner, "bees/b1")

    assert code == 2
    assert lines[-1] == f"Not valid: its holder renounced it on {held}."


def test_a_composite_names_its_version_and_the_component_that_fell(
    run, stacked, credentials, curriculum, pathways, learner, issuer, token_id
):
    code, lines = run("verify", learner, "bees/keeper")
    assert code == 0
    assert f"issuer          {REGISTRY_SAID} ({pathways.address})" in lines
    assert "by the rule of  version 1" in lines

    credentials.revoke(token_id(curriculum.classes[1], learner), 3, sender=issuer)
    code, lines = run("verify", learner, "bees/keeper")

    assert code == 0
    assert lines[-1] == (
        f"Valid: awarded on {stacked}, it stands. "
        "But Badge 2 (b2), which helped to earn it, was revoked."
    )


def test_json_is_all_there_is_on_stdout_and_its_keys_never_change(
    run, stacked, credentials, curriculum, chain, learner, issuer, token_id
):
    credentials.revoke(token_id(curriculum.badge, learner), 3, sender=issuer)
    answers = {}
    for badge, expected in (("b1", 2), ("b2", 0), ("keeper", 0), ("b3", 0)):
        code, lines = run("verify", learner, f"bees/{badge}", "--json")
        assert code == expected
        answers[badge] = json.loads("\n".join(lines))
        assert list(answers[badge]) == KEYS

    assert answers["b1"] == {
        "valid": False,
        "verdict": "revoked",
        "code": 4,
        "sentence": f"Not valid: it was revoked on {stacked} by mitx ({issuer.address}): "
        "its holder broke the rules of the assessment (reason 3, misconduct).",
        "holder": learner.address,
        "token_id": str(token_id(curriculum.badge, learner)),
        "class_id": curriculum.badge,
        "badge": "bees/b1",
        "name": "Badge 1",
        "curriculum": "Beekeeping",
        "version": None,
        "issuer": issuer.address,
        "issuer_name": "mitx",
        "awarded_on": stacked,
        "expires_on": None,
        "changed_on": stacked,
        "changed_by": issuer.address,
        "reason": 3,
        "reason_word": "misconduct",
        "fallen": None,
        "chain_id": chain.chain_id,
        "contract": credentials.address,
    }
    assert answers["b2"]["verdict"] == "stands"
    assert answers["b2"]["changed_by"] is None
    composite = answers["keeper"]
    assert (composite["version"], composite["fallen"]) == (1, "bees/b1")
    assert composite["issuer_name"] == REGISTRY_SAID


def test_json_of_one_never_issued_has_the_same_keys(run, curriculum, learner):
    code, lines = run("verify", learner, "bees/b2", "--json")
    answer = json.loads("\n".join(lines))

    assert code == 2
    assert list(answer) == KEYS
    assert answer["verdict"] == "never issued"
    assert answer["issuer"] is answer["awarded_on"] is answer["reason"] is None


def test_no_account_is_needed(run, held, learner, monkeypatch):
    monkeypatch.setattr("cairn.chain.deployment.load_account", None)

    assert run("verify", learner, "bees/b1", "--dao", dao_of(run))[0] == 0


def dao_of(run):
    from cairn.chain import address_book as book

    return next(iter(book._remembered.values())).dao


A_HOLDER = "0xBcd4042DE499D14e55001CcbB24a551F3b954096"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            (A_HOLDER[:-1] + "7", "bees/b1"),
            f"account: the address {A_HOLDER[:-1]}7 has a wrong checksum",
        ),
        ((A_HOLDER[:-1], "bees/b1"), f"account: '{A_HOLDER[:-1]}' is no address"),
        ((A_HOLDER, "bees/b7"), 'curriculum "bees" has no badge "b7"; it has: b1'),
        ((A_HOLDER, "b1"), '"b1" is no badge: write CURRICULUM/BADGE, or the class id'),
        (
            (A_HOLDER,),
            f"{A_HOLDER} is an address: add which badge, as CURRICULUM/BADGE, or give a token id",
        ),
        (("bees/b1",), '"bees/b1" is no token id: write it in decimal, or 0x and hexadecimal'),
        (("12",), "12 is no token id of Cairn: copy it again"),
        ((str(1 << 200),), f"{1 << 200} is no token id of Cairn: copy it again"),
        ((hex(0xFFFFFF << 160 | 1),), "there is no badge with class id 16777215 on this chain"),
        ((hex(257 << 160),), f"{hex(257 << 160)}: {'0x' + '0' * 40} is the zero address"),
        ((), "Missing argument 'HOLDER|TOKEN_ID'. --help says more."),
        (("1", "2", "3"), "Got unexpected extra argument (3) --help says more."),
        (("1", "--jsn"), "No such option: --jsn Did you mean --json? --help says more."),
    ],
)
def test_what_cannot_be_found_out_is_an_error_and_no_verdict(refusal, curriculum, words, said):
    assert refusal("verify", *words).startswith(said)


@pytest.fixture(scope="session")
def process():
    """Run `ape run verify` in a process of its own; return exit code, stdout and stderr."""

    def process(*words):
        command = [Path(sys.executable).with_name("ape"), "run", "verify", *words]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        return told.returncode, told.stdout, told.stderr

    return process


def test_a_node_that_is_down_is_one_line_and_no_traceback(process):
    code, out, err = process("1", "--json", "--network", "http://127.0.0.1:1")

    assert (code, out) == (1, "")
    assert err == (
        "Error: no node answers (No (supported) node found on 'http://127.0.0.1:1'): "
        "start one with `make chain`, or name another with --network\n"
    )


def test_a_chain_with_nothing_on_it_is_one_line(process):
    code, out, err = process("1", "--network", "ethereum:local:test")

    assert (code, out) == (1, "")
    assert err == (
        "Error: nothing is deployed on this chain, which lives in one command only: run `make "
        "chain` and add --network ethereum:testchain, or see it all in `make demo`\n"
    )


def test_a_name_that_deceives_the_eye_is_shown_with_its_hidden_letters(run, adopt, learner):
    record = Record(key="ants", title="Ants\u202e", classes=(BadgeClass(key="a", name="A\u200bB"),))
    adopt(record)

    _, lines = run("verify", learner, "ants/a")

    assert lines[:2] == ["badge           A<U+200B>B (a)", "curriculum      Ants<U+202E> (ants)"]
