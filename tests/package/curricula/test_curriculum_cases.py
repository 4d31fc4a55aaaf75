"""The fourteen real programmes: who earns them, by the gates and by the rule as it is written."""

from pathlib import Path

import pytest
import yaml

from cairn.curricula.curriculum import load
from cairn.curricula.faults import check
from cairn.curricula.folder import Folder
from cairn.curricula.rules import evaluate

ROOT = Path(__file__).parents[3]
CASES = {
    path.stem: yaml.safe_load(path.read_text())
    for path in sorted((ROOT / "tests/data/cases").glob("*.yaml"))
}
GATES = {
    "bakersfield-as-cs-csu": 5,
    "bismarck-science-with-lab": 3,
    "clr-nurse-assistant": 1,
    "comptia-cios": 1,
    "comptia-it-networking-specialist": 1,
    "eagle-2013": 4,
    "eagle-2014": 5,
    "google-it-support": 1,
    "heriot-watt-bsc-cs-as-published": 3,
    "ima-ai-in-finance": 1,
    "mitx-scm": 1,
    "mitx-sds-v1": 2,
    "mitx-sds-v2": 5,
    "unt-french-ba-marketable-skills": 24,
}


def file_of(key):
    return ROOT / "curricula" / f"{key}.yaml"


def every_case():
    for key, told in CASES.items():
        for case in told["cases"] + told["drawn"]:
            yield pytest.param(key, told["composite"], case, id=f"{key}: {case['name']}")


@pytest.fixture(scope="session")
def programme():
    """Read a curriculum and write it down, once."""
    read = {}

    def programme(key):
        if key not in read:
            curriculum = load(file_of(key))
            folder = Folder(curriculum)
            record = folder.record(curriculum)
            read[key] = curriculum, record, folder.classes(curriculum)
        return read[key]

    return programme


def test_there_are_fourteen_programmes_with_122_cases():
    files = {path.stem for path in (ROOT / "curricula").glob("*.yaml")}
    assert files == set(CASES) == set(GATES)
    assert len(list(every_case())) == 122


@pytest.mark.parametrize(("key", "composite", "case"), every_case())
def test_who_earns_it_and_who_does_not(programme, key, composite, case):
    curriculum, record, classes = programme(key)
    rule = next(rule for rule in record.rules if rule.index == classes[composite].index)
    held = [classes[badge].index for badge in case["held"]]
    tenths = {badge.key: badge.tenths for badge in curriculum.badges}

    assert evaluate(record, rule, held)[-1].met == case["earned"]
    assert curriculum.composite(composite).requires.is_met(case["held"], tenths) == case["earned"]


@pytest.mark.parametrize("key", CASES)
def test_each_rule_takes_as_few_gates_as_it_can(programme, key):
    _, record, _ = programme(key)
    assert [len(rule.gates) for rule in record.rules] == [GATES[key]]


@pytest.mark.parametrize("key", CASES)
def test_every_programme_may_be_proposed_and_only_one_has_faults(key):
    _, faults = check(file_of(key))
    assert not [fault for fault in faults if fault.stops]
    assert bool(faults) == (key == "heriot-watt-bsc-cs-as-published")


def test_the_faults_of_heriot_watt_are_told():
    _, faults = check(file_of("heriot-watt-bsc-cs-as-published"))
    told = "\n".join(str(fault).partition(": ")[2] for fault in faults)
    for fault in (
        '"project-testing" is required (line 107) and also counts among these electives, '
        "so 1 of the others is enough",
        'published as "Select 2 out of 9 courses.", with 9 listed, 8 distinct '
        '("text-analytics" more than once)',
        "stage 2: the sum of credits LTEQ 240: who earns more would lose it, "
        "and the 5 other sums say GTEQ: a slip for GTEQ, it seems",
        "stage 1: the sum of credits GTEQ 120: no rule here asks for it",
        "stage 3: the sum of credits GTEQ 360: no rule here asks for it",
        "stage 4: the sum of credits GTEQ 480: no rule here asks for it",
        "stage 2: the sum of credits at level 8 GTEQ 120: no rule here asks for it",
        "stage 3: the sum of credits at level 9 GTEQ 120: no rule here asks for it",
        "a grade GTEQ D in 7 of 8: grades and sittings are not on chain",
        "a grade GTEQ D in 8 of 8: grades and sittings are not on chain",
        "a grade GTEQ D in 6 of 8 at the first sitting: grades and sittings are not on chain",
        "the mean mark GTEQ 50 % at the first sitting: a mean can fall when more is earned",
    ):
        assert fault in told
    assert len(faults) == 12


def test_a_new_version_keeps_the_badges_of_the_one_before(programme):
    _, record, classes = programme("mitx-sds-v2")
    _, _, before = programme("mitx-sds-v1")

    assert [badge.key for badge in record.classes] == ["IDS.S24x", "6.419x"]
    assert {key: classes[key] for key in before} == before
    assert record.version == 2
    assert record.rules[0].index == before["micromasters"].index
