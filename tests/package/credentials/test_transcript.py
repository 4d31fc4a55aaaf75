"""The transcript: what somebody holds, what became of it, and what is still missing."""

import json

import pytest

from cairn.curricula.record import BadgeClass, Record
from cairn.say.times import date_of


@pytest.fixture
def earn(mitx, credentials, learner, issuer):
    """Enrol the learner in the MicroMasters and award badges of it."""

    def earn(*keys):
        credentials.enrol(mitx.number, 1, sender=learner)
        for key in keys:
            credentials.award(mitx.ids[key], learner, sender=issuer)

    return earn


@pytest.fixture
def today(chain):
    return lambda: date_of(chain.blocks.head.timestamp)


def test_a_tree_shows_what_stands_and_what_is_missing(run, earn, learner, today):
    earn("6.431x", "14.310x")

    code, lines = run("transcript", learner)

    assert code == 0
    assert lines == [
        learner.address,
        "└── MITx MicroMasters in Statistics and Data Science (mitx-sds-v1), version 1",
        "    └── ○ MicroMasters in Statistics and Data Science (micromasters): 2 of 5",
        "        ├── ✔ Probability - The Science of Uncertainty and Data (6.431x): "
        f"{today()}, by mitx",
        "        ├── ○ Fundamentals of Statistics (18.6501x)",
        "        ├── ○ Machine Learning with Python: from Linear Models to Deep Learning (6.86x)",
        "        ├── ○ Capstone Exam in Statistics and Data Science (DS.CFx)",
        "        └── ✔ any one of: 1 of 1",
        f"            ├── ✔ Data Analysis in Social Science (14.310x): {today()}, by mitx",
        "            └── ○ Data Analysis in Social Science (assessment course) (14.310Fx)",
        f"{learner.address}: 2 of 2 credentials ever awarded stand.",
    ]


def test_a_claimed_composite_and_a_revoked_component_say_so(
    run, earn, mitx, pathways, credentials, learner, issuer, token_id, today
):
    earn("6.431x", "6.86x", "18.6501x", "14.310Fx", "DS.CFx")
    assert any(line.endswith(": can be claimed") for line in run("transcript", learner)[1])

    pathways.claim(mitx.composite, sender=learner)
    credentials.revoke(token_id(mitx.ids["14.310Fx"], learner), 3, sender=issuer)
    credentials.renounce(mitx.ids["18.6501x"], sender=learner)
    _, lines = run("transcript", learner)

    told = " ".join(" ".join(lines).replace("│", " ").split())
    composite = "MicroMasters in Statistics and Data Science (micromasters)"
    assert f"✔ {composite}: {today()}, claimed" in told
    assert f"✘ Fundamentals of Statistics (18.6501x): renounced on {today()}" in told
    assert f"(14.310Fx): revoked on {today()} by mitx: misconduct" in told
    assert lines[-1] == f"{learner.address}: 4 of 6 credentials ever awarded stand."


def test_what_expires_says_until_when_and_that_it_has(
    run, adopt, record_of, credentials, chain, learner, issuer, day, today
):
    adopted = adopt(record_of(badges=1, valid_days=30, key="wasps"))
    credentials.enrol(adopted.number, 1, sender=learner)
    credentials.award(adopted.badge, learner, sender=issuer)
    awarded, last = today(), date_of(chain.blocks.head.timestamp + 30 * day)
    line = f"        └── {{}} Badge 1 (b1): {awarded}, by mitx, {{}} the end of {last}"

    assert line.format("✔", "valid to") in run("transcript", learner)[1]
    chain.mine(deltatime=31 * day)
    assert line.format("✘", "expired at") in run("transcript", learner)[1]


def test_badges_that_no_rule_counts_stand_beside_the_composites(
    run, adopt, curriculum, credentials, learner, issuer, today
):
    record = Record(
        key="bees-2",
        title="Beekeeping, revised",
        classes=(BadgeClass(key="b4", name="Badge 4"),),
        curriculum=curriculum.number,
        version=2,
    )
    badge = adopt(record).composite
    credentials.enrol(curriculum.number, 2, sender=learner)
    credentials.award(badge, learner, sender=issuer)

    assert run("transcript", learner)[1][1:3] == [
        "└── Beekeeping, revised (bees-2), version 2",
        f"    └── ✔ Badge 4 (b4): {today()}, by mitx",
    ]


def test_what_lies_beyond_the_version_one_moved_back_to_is_not_forgotten(
    run, adopt, curriculum, credentials, learner, issuer
):
    """Sixteen badges take a second sheet, which the first version does not reach."""
    badges = tuple(BadgeClass(key=f"c{n}", name=f"Comb {n}") for n in range(16))
    record = Record(
        key="bees-2", title="Bees", classes=badges, curriculum=curriculum.number, version=2
    )
    badge = adopt(record).composite
    credentials.enrol(curriculum.number, 2, sender=learner)
    credentials.award(badge, learner, sender=issuer)
    credentials.enrol(curriculum.number, 1, sender=learner)

    assert any("✔ Comb 15 (c15)" in line for line in run("transcript", learner)[1])


def test_who_has_left_keeps_what_was_earned(run, enrol, award, credentials, curriculum, learner):
    enrol()
    award()
    credentials.leave(curriculum.number, sender=learner)

    _, lines = run("transcript", learner)

    assert lines[1] == "└── Beekeeping (bees), version 1, not enrolled"
    assert lines[-1] == f"{learner.address}: 1 of 1 credentials ever awarded stand."


def test_who_never_enrolled_has_an_empty_transcript(run, stranger):
    code, lines = run("transcript", stranger)

    assert code == 0
    assert lines[-1] == f"{stranger.address}: 0 of 0 credentials ever awarded stand."


def test_json_says_the_same(run, earn, mitx, learner, issuer, today):
    earn("6.431x")

    code, lines = run("transcript", learner, "--json")
    told = json.loads("\n".join(lines))

    assert code == 0
    assert told["holder"] == learner.address
    [curriculum] = told["curricula"]
    assert curriculum["key"] == "mitx-sds-v1"
    assert (curriculum["version"], curriculum["enrolled"]) == (1, True)
    [credential] = curriculum["credentials"]
    assert credential["badge"] == "mitx-sds-v1/6.431x"
    assert (credential["verdict"], credential["awarded_on"]) == ("stands", today())
    [composite] = curriculum["composites"]
    assert (composite["held"], composite["met"], composite["badges_to_go"]) == (False, False, 4)
    assert composite["requires"]["value"] == 1
    assert composite["requires"]["groups"][0]["heading"] == "any one of"


def test_a_bad_holder_is_one_line(refusal, curriculum):
    assert refusal("transcript", "0x12").startswith("account: '0x12' is no address")
    assert refusal("transcript").startswith("Missing argument 'HOLDER'.")
