"""How far a learner has come: the same gates that a claim is judged by."""

from dataclasses import replace
from itertools import combinations

import ape
import pytest

from cairn.curricula.record import Gate, Rule

NOT_MET = "pathways: the rule is not met yet; ask for the progress to see what is missing"
NO_RULE = "pathways: this version has no rule for this badge"


@pytest.fixture(scope="session")
def choice(adopt, record_of):
    """Badge 1, and badge 2 or 3."""
    gates = (Gate(1, classes=0b1100), Gate(2, classes=0b10, gates=0b1))
    return adopt(record_of(key="choice", title="Choice", rules=(Rule(4, gates),)))


def told(gates):
    return [(gate.value, gate.threshold, gate.met) for gate in gates]


@pytest.mark.parametrize(
    "held", [some for n in range(4) for some in combinations((0, 1, 2), n)], ids=str
)
def test_a_claim_succeeds_exactly_if_the_last_gate_is_met(
    pathways, credentials, choice, earn, learner, held
):
    credentials.enrol(choice.number, 1, sender=learner)
    earn(*(choice.classes[at] for at in held))
    either = len({1, 2} & set(held))

    gates = told(pathways.explain(learner, choice.composite))

    both = (0 in held) + (either > 0)
    assert gates == [(either, 1, either > 0), (both, 2, both == 2)]
    if gates[-1][2]:
        pathways.claim(choice.composite, sender=learner)
    else:
        with ape.reverts(NOT_MET):
            pathways.claim(choice.composite, sender=learner)


def test_who_is_not_enrolled_is_told_by_the_newest_version(pathways, adopt, record_of, stranger):
    first = adopt(record_of(2, key="newest", title="Newest", threshold=1))
    assert told(pathways.explain(stranger, first.composite)) == [(0, 1, False)]

    second = record_of(2, key="newest", curriculum=first.number, version=2, threshold=2)
    adopt(replace(second, classes=()))

    assert told(pathways.explain(stranger, first.composite)) == [(0, 2, False)]


def test_one_s_own_version_is_told_unless_another_is_asked_for(
    pathways, credentials, adopt, record_of, earn, learner
):
    first = adopt(record_of(2, key="own", title="Own", threshold=1))
    second = record_of(2, key="own", curriculum=first.number, version=2, threshold=2)
    adopt(replace(second, classes=()))
    earn(first.badge)

    assert told(pathways.explain(learner, first.composite)) == [(1, 1, True)]
    assert told(pathways.explain(learner, first.composite, 1)) == [(1, 1, True)]
    assert told(pathways.explain(learner, first.composite, 2)) == [(1, 2, False)]
    credentials.leave(first.number, sender=learner)
    assert told(pathways.explain(learner, first.composite)) == [(1, 2, False)]
    with ape.reverts(NO_RULE):
        pathways.explain(learner, first.composite, 3)


def test_badges_beyond_one_s_enrolment_count_in_the_version_that_has_them(
    pathways, credentials, adopt, record_of, earn, learner
):
    """Earned under version 2, seen again under version 1: asking for version 2 tells them all."""
    first = adopt(record_of(16, key="beyond", title="Beyond", threshold=1))
    record = record_of(3, key="beyond", curriculum=first.number, version=2)
    last = first.classes[-1] & 255
    rule = Rule(last + 4, (Gate(3, classes=0b1110 << last),))
    second = adopt(replace(record, rules=(rule,)))
    earn(*second.classes[-4:-1], version=2)

    credentials.enrol(first.number, 1, sender=learner)

    assert told(pathways.explain(learner, second.composite, 2)) == [(3, 3, True)]
    credentials.enrol(first.number, 2, sender=learner)
    pathways.claim(second.composite, sender=learner)


def test_a_badge_without_a_rule_has_nothing_to_explain(pathways, choice, learner):
    for class_id in (choice.badge, choice.number << 8, choice.number << 8 | 255, 0, 2**24 - 1):
        with ape.reverts(NO_RULE):
            pathways.explain(learner, class_id)


def test_a_composite_that_is_held_is_explained_all_the_same(pathways, choice, earn, learner):
    earn(*choice.classes[:3])
    pathways.claim(choice.composite, sender=learner)

    assert told(pathways.explain(learner, choice.composite)) == [(2, 1, True), (2, 2, True)]
