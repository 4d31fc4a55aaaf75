"""How far a learner is: the values of the contract that decides, in words."""

import json
from itertools import combinations

import pytest

from cairn.credentials.headway import badges_in, headway_of
from cairn.curricula.check import load_sound
from cairn.curricula.compiler import DryRun
from cairn.curricula.file import Folder
from cairn.curricula.record import BadgeClass, Gate, Issuer, Record, Rule, evaluate
from cairn.curricula.words.requirement import Requirement, requirement_of


def test_each_group_is_told_with_its_value_and_threshold(run, mitx, credentials, learner, issuer):
    credentials.enrol(mitx.number, 1, sender=learner)
    credentials.award(mitx.ids["6.431x"], learner, sender=issuer)

    code, lines = run("progress", learner)

    assert code == 0
    assert lines == [
        "MITx MicroMasters in Statistics and Data Science (mitx-sds-v1), version 1",
        "└── ○ MicroMasters in Statistics and Data Science (micromasters): 1 of 5",
        "    ├── ✔ Probability - The Science of Uncertainty and Data (6.431x)",
        "    ├── ○ Fundamentals of Statistics (18.6501x)",
        "    ├── ○ Machine Learning with Python: from Linear Models to Deep Learning (6.86x)",
        "    ├── ○ Capstone Exam in Statistics and Data Science (DS.CFx)",
        "    └── ○ any one of: 0 of 1",
        "        ├── ○ Data Analysis in Social Science (14.310x)",
        "        └── ○ Data Analysis in Social Science (assessment course) (14.310Fx)",
        "MicroMasters in Statistics and Data Science (micromasters): 4 badges to go; "
        "still missing: "
        "Fundamentals of Statistics (18.6501x); "
        "Machine Learning with Python: from Linear Models to Deep Learning (6.86x); "
        "Capstone Exam in Statistics and Data Science (DS.CFx); "
        "(one of: Data Analysis in Social Science (14.310x); "
        "Data Analysis in Social Science (assessment course) (14.310Fx)).",
    ]


def test_what_can_be_claimed_and_what_is_claimed_is_told(
    run, enrol, award, curriculum, pathways, learner
):
    enrol()
    for badge in curriculum.classes[:3]:
        award(badge)
    keeper = "Beekeeper (keeper)"

    _, lines = run("progress", learner, "bees")
    assert lines[1] == f"└── ○ {keeper}: can be claimed"
    assert lines[-1] == f"{keeper} can be claimed: `ape run claim bees/keeper`."

    pathways.claim(curriculum.composite, sender=learner)
    _, lines = run("progress", learner, "bees")
    assert lines[1] == f"└── ✔ {keeper}: claimed"
    assert lines[-1] == f"{keeper} is claimed."


def test_credits_are_told_as_credits(run, adopt, credentials, learner, issuer):
    """Weights of 4 and 6 credits become 2 and 3 in the rule, which halves what it can."""
    badges = (("a", 40), ("b", 40), ("c", 60))
    record = Record(
        key="ants",
        title="Ants",
        classes=(
            *(BadgeClass(key=key, name=key, tenths=tenths) for key, tenths in badges),
            BadgeClass(key="queen", name="Queen", rank=1),
        ),
        rules=(
            Rule(
                index=4,
                gates=(Gate(threshold=0xFFFF, classes=0b1110), Gate(5, 0b1000, op=1)),
            ),
        ),
        issuers=(Issuer(str(issuer.address)),),
    )
    adopted = adopt(record)
    credentials.enrol(adopted.number, 1, sender=learner)
    credentials.award(adopted.badge, learner, sender=issuer)

    _, lines = run("progress", learner, "ants")

    assert lines[1] == "└── ○ Queen (queen): 4 credits of 10 credits"
    assert lines[-1] == (
        "Queen (queen): 1 badge to go; still missing: 6 credits from: b, 4 credits; c, 6 credits."
    )


def test_who_is_not_enrolled_sees_the_newest_version_of_a_curriculum(run, curriculum, stranger):
    _, lines = run("progress", stranger, "bees")

    assert lines[0] == "Beekeeping (bees), version 1, not enrolled"
    assert lines[-1] == (
        "Beekeeper (keeper): 3 badges to go; still missing: "
        "Badge 1 (b1); Badge 2 (b2); Badge 3 (b3)."
    )


def test_who_never_enrolled_anywhere_is_told_so(run, curriculum, stranger):
    assert run("progress", stranger) == (
        0,
        [f"{stranger.address} is not enrolled in any curriculum."],
    )


def test_json_gives_every_group(run, enrol, award, curriculum, learner):
    enrol()
    award()

    code, lines = run("progress", learner, "bees", "--json")

    assert code == 0
    assert json.loads("\n".join(lines)) == {
        "holder": learner.address,
        "curricula": [
            {
                "curriculum": curriculum.number,
                "key": "bees",
                "title": "Beekeeping",
                "version": 1,
                "enrolled": True,
                "composites": [
                    {
                        "badge": "bees/keeper",
                        "name": "Beekeeper",
                        "held": False,
                        "met": False,
                        "missing": "Badge 2 (b2); Badge 3 (b3)",
                        "badges_to_go": 2,
                        "requires": {
                            "heading": "all of",
                            "value": 1,
                            "needed": 3,
                            "met": False,
                            "badges": [
                                {"badge": "bees/b1", "held": True},
                                {"badge": "bees/b2", "held": False},
                                {"badge": "bees/b3", "held": False},
                            ],
                            "weights": None,
                            "groups": [],
                        },
                    }
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("0x12",), "account: '0x12' is no address"),
        (("learner", "ants"), 'there is no curriculum "ants" on this chain'),
        ((), "Missing argument 'HOLDER'."),
    ],
)
def test_progress_refuses(refusal, curriculum, words, said):
    assert refusal("progress", *words).startswith(said)


# What is missing, for every set of badges of real programmes


REAL = ("mitx-sds-v1", "mitx-sds-v2", "comptia-cios", "google-it-support", "clr-nurse-assistant")


def rules_of(key):
    curriculum = load_sound(f"curricula/{key}.yaml")
    record = DryRun(Folder(curriculum)).record(curriculum)
    for rule in record.rules:
        yield record, rule, requirement_of(rule, 1, record.foreign)


def headway(record, rule, asked, held):
    values = [outcome.value for outcome in evaluate(record, rule, {it & 255 for it in held}, held)]
    return headway_of(asked, values, frozenset(held))


@pytest.mark.parametrize("key", REAL)
def test_the_shortest_way_is_as_short_as_it_is_said_to_be(key):
    for record, rule, asked in rules_of(key):
        badges = sorted(badges_in(asked))
        for size in range(min(len(badges), 4)):
            for held in combinations(badges, size):
                so_far = headway(record, rule, asked, held)
                few = fewest(record, rule, asked, held)
                assert so_far.met == (few == 0)
                if so_far.left.startswith("at most"):
                    assert few <= so_far.shortest
                else:
                    assert few == so_far.shortest
                assert bool(so_far.missing(str)) == (not so_far.met)


def fewest(record, rule, asked, held):
    """Try every way to go on, the shortest first."""
    left = sorted(badges_in(asked) - set(held))
    for size in range(len(left) + 1):
        for more in combinations(left, size):
            if headway(record, rule, asked, {*held, *more}).met:
                return size
    raise AssertionError("this rule cannot be met")


@pytest.mark.parametrize(
    ("asked", "value", "said"),
    [
        (Requirement(0, 2, (1, 2, 3)), 1, "one of: 2; 3"),
        (Requirement(0, 3, (1, 2, 3, 4)), 1, "2 of: 2; 3; 4"),
        (Requirement(0, 3, (1, 2, 3)), 1, "2; 3"),
        (Requirement(0, 1, (1,)), 1, ""),
        (Requirement(0, 5, (1, 2), weights=(2, 4)), 2, "a weight of 3 from: 2, a weight of 4"),
        (
            Requirement(0, 5, (1, 2), weights=(2, 4), tenths=15),
            2,
            "4.5 credits from: 2, 6 credits",
        ),
    ],
)
def test_what_is_missing_is_said_as_briefly_as_it_can_be(asked, value, said):
    assert headway_of(asked, [value], frozenset({1})).missing(str) == said


def test_groups_with_the_least_to_do_come_first():
    long, short = Requirement(0, 2, (2, 3)), Requirement(1, 2, (1, 4))
    asked = Requirement(2, 1, (), groups=(long, short))

    assert headway_of(asked, [0, 1, 0], frozenset({1})).missing(str) == "one of: 4; (2; 3)"
