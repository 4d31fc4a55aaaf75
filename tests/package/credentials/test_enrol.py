"""Enrolling and leaving: what a learner reads before consenting, and what is then on chain."""

import pytest

from cairn.curricula.record import CURRENCY, ORDER, BadgeClass, Record
from cairn.say.times import date_of


@pytest.fixture
def second_version(adopt, curriculum):
    """A second version of the bees' curriculum: one more badge, and no rule at all."""
    record = Record(
        key="bees-2",
        title="Beekeeping, revised",
        classes=(BadgeClass(key="b4", name="Badge 4"),),
        curriculum=curriculum.number,
        version=2,
    )
    return adopt(record)


def test_what_consent_means_is_told_before_it_is_signed(run, mitx, curricula, learner):
    code, lines = run("enrol", "mitx-sds-v1")

    since = date_of(curricula.version_of(mitx.number, 1)[1])
    title = "MITx MicroMasters in Statistics and Data Science (mitx-sds-v1), version 1"
    assert code == 0
    assert lines == [
        f"{title}, in force since {since}. By enrolling you agree:",
        "  - Issuers that the DAO has accredited may award you these badges, and no others:",
        "      Probability - The Science of Uncertainty and Data (6.431x)",
        "      Data Analysis in Social Science (14.310x)",
        "      Data Analysis in Social Science (assessment course) (14.310Fx)",
        "      Fundamentals of Statistics (18.6501x)",
        "      Machine Learning with Python: from Linear Models to Deep Learning (6.86x)",
        "      Capstone Exam in Statistics and Data Science (DS.CFx)",
        "  - You can claim MicroMasters in Statistics and Data Science (micromasters) with all of: "
        "Probability - The Science of Uncertainty and Data (6.431x); "
        "Fundamentals of Statistics (18.6501x); "
        "Machine Learning with Python: from Linear Models to Deep Learning (6.86x); "
        "Capstone Exam in Statistics and Data Science (DS.CFx); "
        "(any one of: Data Analysis in Social Science (14.310x); "
        "Data Analysis in Social Science (assessment course) (14.310Fx)).",
        "  - No later vote changes these rules for you.",
        "  - The document it rests on has the SHA-256 "
        "15b6c8041ae09c326af9554cb61aa4b68dd234388b548285418931f4be11f953.",
        "  - It is to be reviewed by 2030-09-01.",
        "  - What you are awarded is public, and so is a revocation, for ever.",
        "  - You can leave at any time, with --leave: your badges stay, and no more can come.",
        f"{learner.address} is enrolled in {title}.",
    ]


def test_what_is_not_enforced_and_what_expires_is_told(run, adopt, record_of):
    adopt(record_of(badges=1, valid_days=730, omitted=ORDER | CURRENCY, key="wasps"))

    _, lines = run("enrol", "wasps")

    assert "      Badge 1 (b1), valid for 730 days" in lines
    assert "  - Its rules of order and currency are NOT enforced." in lines


def test_the_newest_version_of_a_key_is_the_one_that_is_meant(
    run, credentials, curriculum, second_version, learner
):
    run("enrol", "bees-2", "--yes")
    assert credentials.enrolment_of(curriculum.number, learner) == (2, 5)

    run("enrol", "bees", "--yes")
    assert credentials.enrolment_of(curriculum.number, learner) == (1, 4)

    run("enrol", curriculum.number, "--yes")
    assert credentials.enrolment_of(curriculum.number, learner) == (2, 5)


def test_a_version_can_be_named(run, credentials, curriculum, second_version, learner):
    code, lines = run("enrol", "bees-2", "--version", "1", "--yes")

    assert code == 0
    assert lines == [f"{learner.address} is enrolled in Beekeeping (bees), version 1."]
    assert credentials.enrolment_of(curriculum.number, learner) == (1, 4)


def test_a_change_of_version_says_what_it_replaces(run, second_version):
    run("enrol", "bees", "--yes")

    _, lines = run("enrol", "bees-2")

    assert "  - They take the place of those of version 1, which you leave." in lines


def test_enrolling_twice_does_nothing(last_line, chain, curriculum, learner):
    last_line("enrol", "bees")
    before = chain.blocks.height

    said = last_line("enrol", "bees")

    assert said == (
        f"{learner.address} is enrolled in Beekeeping (bees), version 1 already: nothing to do."
    )
    assert chain.blocks.height == before


def test_leaving_says_that_badges_stay(run, enrol, award, credentials, curriculum, learner):
    enrol()
    award()

    code, lines = run("enrol", "bees", "--leave")

    assert code == 0
    assert lines == [
        "Badges held stay (1); no more can be awarded unless you enrol again.",
        f'{learner.address} has left "bees".',
    ]
    assert credentials.enrolment_of(curriculum.number, learner) == (0, 0)
    assert credentials.is_held(curriculum.badge, learner)


def test_leaving_without_having_enrolled_is_refused(refusal, curriculum, learner):
    assert refusal("enrol", "bees", "--leave") == (
        f'{learner.address} is not enrolled in "bees": nothing to leave'
    )


def test_a_closed_version_names_one_that_is_open(
    refusal, decide, act, curricula, curriculum, second_version
):
    decide(act(curricula, "close_enrolment", curriculum.number, 1))
    assert refusal("enrol", "bees") == (
        'version 1 of "bees-2" is closed to enrolment: --version 2 is open'
    )

    decide(act(curricula, "close_enrolment", curriculum.number, 2))
    assert refusal("enrol", "bees-2") == (
        'version 2 of "bees-2" is closed to enrolment: so are all of its versions'
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ants",), 'there is no curriculum "ants" on this chain; there are: '),
        (("bees", "--version", "3"), '"bees" has no version 3: its newest is 1'),
        (
            ("bees", "--version", "300"),
            "Invalid value for '--version': 300 is not in the range 1<=x<=255. --help says more.",
        ),
        (
            ("bees", "--account", "nobody"),
            'there is no account "nobody": `ape accounts list` shows those there are, '
            "`ape accounts generate ALIAS` makes one; a role stands in the address book",
        ),
        (("bees", "--account", "TEST::99"), "there is no test account TEST::99: the last is"),
        ((), "Missing argument 'CURRICULUM'. --help says more."),
    ],
)
def test_enrol_refuses(refusal, curriculum, words, said):
    assert refusal("enrol", *words).startswith(said)
