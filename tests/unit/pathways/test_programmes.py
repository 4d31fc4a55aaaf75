"""The fourteen real programmes, adopted by the DAO: every truth case holds on chain."""

from pathlib import Path
from types import SimpleNamespace

import ape
import pytest
import yaml
from eth_utils import keccak, to_checksum_address

from cairn.chain.suite import CLASSES, create_address
from cairn.curricula.compiler import compile_record
from cairn.curricula.file import load
from cairn.curricula.record import known_classes

ROOT = Path(__file__).parents[3]
CASES = {
    path.stem: yaml.safe_load(path.read_text())
    for path in sorted((ROOT / "tests/data/cases").glob("*.yaml"))
}
MOST_ACTIONS = 8  # of a proposal
NOT_MET = "pathways: the rule is not met yet; ask for the progress to see what is missing"


def cases_of(key):
    return CASES[key]["cases"] + CASES[key]["drawn"]


@pytest.fixture(scope="session")
def college(double, deployer):
    """An issuer that is a contract, and forty learners that are, one for each case of a file."""
    issuer = double("stand_in")
    issuer.spawn(40, sender=deployer)
    learners = [create_address(str(issuer.address), nonce) for nonce in range(1, 41)]
    return SimpleNamespace(issuer=issuer, learners=learners, deployer=deployer)


@pytest.fixture(scope="session")
def university(found, rules):
    """A deployment of its own: what it adopts is in nobody else's way."""
    return found([rules] * len(CLASSES))


@pytest.fixture(scope="session")
def programmes(university, decide_in, act, college, stranger):
    """Every file, written down, staged, and adopted in three decisions: first versions first."""
    files = {key: load(ROOT / "curricula" / f"{key}.yaml") for key in CASES}
    firsts = [key for key, file in files.items() if not file.follows]
    seconds = [key for key, file in files.items() if file.follows]
    adopted = {}
    for keys in (firsts[:MOST_ACTIONS], firsts[MOST_ACTIONS:], seconds):
        records = {key: written(files[key], adopted, college.issuer) for key in keys}
        for record in records.values():
            university.curricula.stage(record.encode(), sender=stranger)
        count = university.credentials.curriculum_count()
        adoptions = [act(university.curricula, "adopt", record.hash) for record in records.values()]
        decide_in(university.dao, *adoptions)
        for order, (key, record) in enumerate(records.items(), start=1):
            before = adopted.get(files[key].follows)
            adopted[key] = SimpleNamespace(
                number=before.number if before else count + order,
                version=record.version,
                records=[*(before.records if before else []), record],
            )
    return adopted


def written(file, adopted, issuer):
    """Compile a file; the first issuer it names is ours, the others are made up."""
    first = file.issuers[0].account
    before = adopted.get(file.follows)
    more = {}
    if before:
        more = {"curriculum_id": before.number, "version": before.version + 1}
        more["known"] = known_classes(before.records)
    return compile_record(
        file,
        lambda role: str(issuer.address) if role == first else made_up(role),
        without=("order", "currency"),
        **more,
    )


def made_up(role):
    return to_checksum_address(keccak(text=role)[12:])


@pytest.fixture(scope="session")
def outcomes(university, programmes, college, act, script, together):
    """For each file and case: whether the claim succeeded, and the gates as they were explained."""
    return {
        key: tried(key, programme, university, college, act, script, together)
        for key, programme in programmes.items()
    }


def tried(key, programme, university, college, act, script, together):
    """Enrol a learner a case, award what the case holds, ask, and let all of them claim."""
    ids = {
        name: programme.number << 8 | entry.index
        for name, entry in known_classes(programme.records).items()
    }
    composite = ids[CASES[key]["composite"]]
    learners = college.learners[20 * (programme.version - 1) :][: len(cases_of(key))]

    def by_each(*deed):
        deed = college.issuer.act.encode_input(script(act(*deed)))
        return [(learner, deed) for learner in learners]

    holders = {
        ids[badge]: [
            who for who, case in zip(learners, cases_of(key), strict=True) if badge in case["held"]
        ]
        for badge in {badge for case in cases_of(key) for badge in case["held"]}
    }
    enrolling = by_each(university.credentials, "enrol", programme.number, programme.version)
    awarding = [act(university.credentials, "award_batch", *entry) for entry in holders.items()]
    together(college.issuer, *enrolling, *awarding)
    explained = [university.pathways.explain(learner, composite) for learner in learners]
    claims = by_each(university.pathways, "claim", composite)
    receipt = college.issuer.attempt(script(*claims), sender=college.deployer)
    earned = {event.holder for event in receipt.events if event.event_name == "Issued"}
    return [
        SimpleNamespace(claimed=learner in earned, gates=gates, claim=claim)
        for learner, gates, claim in zip(learners, explained, claims, strict=True)
    ]


def test_all_fourteen_are_in_force(university, programmes):
    assert len(programmes) == 14
    for programme in programmes.values():
        record, version = programme.records[-1], programme.version
        kept, _ = university.curricula.version_of(programme.number, version)
        assert kept == university.curricula.records(record.hash)
    assert sorted(programme.version for programme in programmes.values()) == [1] * 12 + [2] * 2


def test_they_are_ours_to_keep(university, programmes):
    """What the DAO adopted, the DAO owns: there is no other way in."""
    assert university.educators.owner() == university.dao
    assert university.credentials.owner() == university.dao


@pytest.mark.parametrize("key", CASES)
def test_who_earns_it_claims_it_and_nobody_else(outcomes, key):
    expected = {case["name"]: (case["earned"], case["earned"]) for case in cases_of(key)}
    found = {
        case["name"]: (outcome.claimed, outcome.gates[-1].met)
        for case, outcome in zip(cases_of(key), outcomes[key], strict=True)
    }

    assert len(expected) == len(cases_of(key))
    assert found == expected


@pytest.mark.parametrize("key", CASES)
def test_who_does_not_earn_it_is_told_so(outcomes, college, script, key):
    refused = next(outcome for outcome in outcomes[key] if not outcome.claimed)

    with ape.reverts(NOT_MET):
        college.issuer.act.call(script(refused.claim))
