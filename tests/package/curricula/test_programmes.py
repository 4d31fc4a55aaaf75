"""The fourteen real programmes: who earns them, by the gates and by the rule as it is written."""

from pathlib import Path

import pytest
import yaml

from cairn.curricula.check import check
from cairn.curricula.compiler import DryRun
from cairn.curricula.file import Folder, load
from cairn.curricula.record import evaluate

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
            dry_run = DryRun(Folder(curriculum))
            record = dry_run.record(curriculum)
            read[key] = curriculum, record, dry_run.classes(curriculum)
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


def test_a_new_version_keeps_the_badges_of_the_one_before(programme):
    _, record, classes = programme("mitx-sds-v2")
    _, _, before = programme("mitx-sds-v1")

    assert [badge.key for badge in record.classes] == ["IDS.S24x", "6.419x"]
    assert {key: classes[key] for key in before} == before
    assert record.version == 2
    assert record.rules[0].index == before["micromasters"].index
