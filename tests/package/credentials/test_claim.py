"""Claiming a composite: what is missing is said, and nothing is sent before the rule is met."""

import pytest

from cairn.curricula.record import BadgeClass, Gate, Record, Rule

KEEPER = "Beekeeper (keeper)"


@pytest.fixture
def hold(enrol, award, curriculum):
    """Enrol a learner and award some of the three badges."""

    def hold(learner, *numbers):
        enrol(learner)
        for number in numbers:
            award(curriculum.classes[number - 1], learner)

    return hold


def test_a_learner_who_meets_the_rule_claims_in_one_call(
    last_line, hold, credentials, curriculum, learner
):
    hold(learner, 1, 2, 3)

    assert last_line("claim", "bees/keeper") == f"{learner.address} has claimed {KEEPER}."
    assert credentials.is_held(curriculum.composite, learner)


def test_claiming_twice_does_nothing(last_line, hold, chain, learner):
    hold(learner, 1, 2, 3)
    last_line("claim", "bees/keeper")
    before = chain.blocks.height

    assert last_line("claim", "bees/keeper") == (
        f"{learner.address} holds {KEEPER} already: nothing to do."
    )
    assert chain.blocks.height == before


def test_a_learner_one_badge_short_is_told_which(refusal, hold, learners):
    hold(learners[1], 1, 3)

    line = refusal("claim", "bees/keeper", "--account", "TEST::11")

    assert line == "not yet: still missing: Badge 2 (b2)"


def test_what_is_missing_of_a_real_programme_is_told_group_by_group(
    refusal, mitx, credentials, learner, issuer
):
    credentials.enrol(mitx.number, 1, sender=learner)
    for key in ("6.431x", "6.86x"):
        credentials.award(mitx.ids[key], learner, sender=issuer)

    assert refusal("claim", "mitx-sds-v1/micromasters") == (
        "not yet: still missing: Fundamentals of Statistics (18.6501x); "
        "Capstone Exam in Statistics and Data Science (DS.CFx); "
        "(one of: Data Analysis in Social Science (14.310x); "
        "Data Analysis in Social Science (assessment course) (14.310Fx))"
    )


def test_a_badge_of_another_curriculum_is_named_with_its_home(
    refusal, last_line, adopt, mitx, credentials, learner, issuer
):
    adopt(
        Record(
            key="ants",
            title="Ants",
            classes=(BadgeClass(key="queen", name="Queen", rank=1),),
            rules=(Rule(index=1, gates=(Gate(threshold=1, foreign=1),)),),
            foreign=(mitx.ids["6.431x"],),
        )
    )
    last_line("enrol", "ants")
    assert refusal("claim", "ants/queen") == (
        "not yet: still missing: Probability - The Science of Uncertainty and Data (6.431x) "
        "of mitx-sds-v1"
    )

    credentials.enrol(mitx.number, 1, sender=learner)
    credentials.award(mitx.ids["6.431x"], learner, sender=issuer)
    assert last_line("claim", "ants/queen") == f"{learner.address} has claimed Queen (queen)."


def test_a_learner_whose_version_has_no_rule_is_told_which_has(
    refusal, last_line, adopt, curriculum
):
    adopt(
        Record(
            key="bees-2",
            title="Beekeeping, revised",
            classes=(BadgeClass(key="b4", name="Badge 4"),),
            curriculum=curriculum.number,
            version=2,
        )
    )
    last_line("enrol", "bees-2")

    assert refusal("claim", "bees-2/keeper") == (
        'version 2 of "bees-2" has no rule for bees-2/keeper; '
        "version 1 has: `ape run enrol bees-2 --version 1`"
    )


def test_a_composite_that_was_renounced_is_not_claimed_again(
    refusal, last_line, hold, credentials, curriculum, learner
):
    hold(learner, 1, 2, 3)
    last_line("claim", "bees/keeper")
    credentials.renounce(curriculum.composite, sender=learner)

    assert refusal("claim", "bees/keeper") == (
        f"{learner.address}: bees/keeper renounced before: "
        "only the learner can let it be awarded again"
    )


def test_a_composite_that_the_dao_revoked_is_not_claimed_again(
    refusal, last_line, hold, credentials, curriculum, learner, decide, act, token_id
):
    hold(learner, 1, 2, 3)
    last_line("claim", "bees/keeper")
    decide(act(credentials, "revoke", token_id(curriculum.composite, learner), 1))

    assert refusal("claim", "bees/keeper") == (
        f"{learner.address}: bees/keeper revoked before: only the DAO can reinstate it"
    )


def test_one_who_is_not_enrolled_is_told_to_enrol_first(refusal, curriculum, learner):
    assert refusal("claim", "bees/keeper") == (
        f'{learner.address} is not enrolled in "bees": `ape run enrol bees` comes first'
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bees/b1",), "bees/b1 is awarded by an issuer, not claimed: only composites are"),
        (
            ("bees/queen",),
            'curriculum "bees" has no badge "queen"; it has: b1, b2, b3, keeper',
        ),
        (("bees",), '"bees" is no badge: write CURRICULUM/BADGE, or the class id'),
        (("bees/keeper", "--account", "TEST::x"), "there is no test account TEST::x: the last is"),
        ((), "Missing argument 'CURRICULUM/BADGE'. --help says more."),
    ],
)
def test_claim_refuses(refusal, curriculum, words, said):
    assert refusal("claim", *words).startswith(said)
