"""A composite stands though a component falls; its verdict names the component."""

from dataclasses import replace

import pytest

from cairn.curricula.record import BadgeClass, Gate, Rule

STANDS, REVOKED = 1, 4
CHEAT = 2


@pytest.fixture(scope="session")
def either(adopt, record_of):
    """Any one of three badges earns the composite."""
    return adopt(record_of(key="either", title="Either", threshold=1))


@pytest.fixture
def claim(pathways, learner):
    return lambda composite: pathways.claim(composite, sender=learner)


@pytest.fixture
def revoke(credentials, issuer, learner, token_id):
    return lambda badge, by=issuer: credentials.revoke(token_id(badge, learner), CHEAT, sender=by)


@pytest.fixture
def fallen(credentials, learner):
    def fallen(composite):
        verdict = credentials.verify(learner, composite)
        assert verdict.code == STANDS
        return verdict.fallen

    return fallen


def test_a_component_that_is_revoked_later_is_named(
    curriculum, earn, claim, revoke, fallen, at, midnight, day
):
    earn(*curriculum.classes[:3])
    claim(curriculum.composite)
    assert fallen(curriculum.composite) == 0

    at(midnight + 30 * day)
    revoke(curriculum.classes[1])
    assert fallen(curriculum.composite) == curriculum.classes[1]
    revoke(curriculum.classes[0])
    assert fallen(curriculum.composite) == curriculum.classes[0]  # the lowest is the first


def test_a_component_that_is_reinstated_is_no_longer_named(
    credentials, curriculum, earn, claim, revoke, fallen, learner, council, token_id, status
):
    earn(*curriculum.classes[:3])
    claim(curriculum.composite)
    revoke(curriculum.badge)

    status.reinstate(token_id(curriculum.badge, learner), sender=council)

    assert fallen(curriculum.composite) == 0


def test_a_component_that_is_given_up_has_not_fallen(
    credentials, curriculum, earn, claim, fallen, learner
):
    earn(*curriculum.classes[:3])
    claim(curriculum.composite)

    credentials.renounce(curriculum.badge, sender=learner)

    assert fallen(curriculum.composite) == 0


def test_giving_it_up_hides_no_revocation(
    credentials, curriculum, earn, claim, revoke, fallen, learner
):
    earn(*curriculum.classes[:3])
    claim(curriculum.composite)
    credentials.renounce(curriculum.badge, sender=learner)

    revoke(curriculum.badge)

    assert fallen(curriculum.composite) == curriculum.badge


def test_what_was_awarded_on_a_later_day_did_not_help(
    either, earn, claim, revoke, fallen, at, midnight
):
    earn(either.classes[0])
    claim(either.composite)

    at(midnight)
    earn(either.classes[1])
    revoke(either.classes[1])

    assert fallen(either.composite) == 0


def test_what_was_awarded_on_the_same_day_may_have_helped(either, earn, claim, revoke, fallen):
    earn(either.classes[0])
    claim(either.composite)
    earn(either.classes[1])
    revoke(either.classes[1])

    assert fallen(either.composite) == either.classes[1]


def test_what_was_revoked_on_an_earlier_day_did_not_help(
    either, earn, claim, revoke, fallen, at, midnight
):
    earn(*either.classes[:2])
    revoke(either.classes[0])

    at(midnight)
    claim(either.composite)

    assert fallen(either.composite) == 0


def test_what_was_revoked_on_the_day_itself_may_have_helped(
    either, earn, claim, revoke, fallen, at, midnight
):
    earn(*either.classes[:2])
    at(midnight)
    revoke(either.classes[0])
    claim(either.composite)

    assert fallen(either.composite) == either.classes[0]


def test_a_badge_that_the_rule_does_not_name_is_no_component(
    adopt, record_of, earn, claim, revoke, fallen
):
    rule = Rule(4, (Gate(1, classes=0b0010),))
    aside = adopt(record_of(key="aside", title="Aside", rules=(rule,)))
    earn(*aside.classes[:3])
    claim(aside.composite)

    revoke(aside.classes[1])

    assert fallen(aside.composite) == 0


def test_components_are_those_of_the_version_that_was_met(
    adopt, record_of, earn, claim, revoke, fallen
):
    first = adopt(record_of(2, key="v", title="V", rules=(Rule(3, (Gate(1, classes=0b010),)),)))
    second = record_of(2, key="v", curriculum=first.number, version=2, classes=())
    adopt(replace(second, rules=(Rule(3, (Gate(1, classes=0b100),)),)))
    earn(*first.classes[:2])
    claim(first.composite)

    revoke(first.classes[1])
    assert fallen(first.composite) == 0
    revoke(first.classes[0])
    assert fallen(first.composite) == first.classes[0]


@pytest.mark.parametrize("away", ["leaves", "moves to an older version"])
def test_no_learner_hides_a_fallen_component(
    credentials, adopt, record_of, earn, claim, revoke, fallen, learner, away
):
    """The component stands on a sheet that the older version does not cover."""
    first = adopt(record_of(16, key="hides", title="Hides", threshold=1))
    last = first.classes[-1] & 255
    rule = Rule(last + 2, (Gate(1, classes=0b10 << last),))
    record = record_of(1, key="hides", curriculum=first.number, version=2, rules=(rule,))
    second = adopt(record)
    earn(second.classes[-2], version=2)
    claim(second.composite)
    revoke(second.classes[-2])

    if away == "leaves":
        credentials.leave(first.number, sender=learner)
    else:
        credentials.enrol(first.number, 1, sender=learner)

    assert fallen(second.composite) == second.classes[-2]


def test_fallen_components_abroad_are_named_after_those_at_home(
    adopt, record_of, curriculum, earn, claim, revoke, fallen
):
    classes = (BadgeClass("h", "Home"), BadgeClass("w", "World", rank=1))
    rule = Rule(2, (Gate(3, classes=0b10, foreign=0b11),))
    home = adopt(
        record_of(
            key="home-badges",
            title="H",
            classes=classes,
            rules=(rule,),
            foreign=tuple(curriculum.classes[:2]),
        )
    )
    earn(home.badge, *curriculum.classes[:2])
    claim(home.composite)

    revoke(curriculum.classes[1])
    assert fallen(home.composite) == curriculum.classes[1]
    revoke(curriculum.classes[0])
    assert fallen(home.composite) == curriculum.classes[0]
    revoke(home.badge)
    assert fallen(home.composite) == home.badge


def test_what_another_rule_of_the_record_names_is_no_component(
    adopt, record_of, curriculum, earn, claim, revoke, fallen, learner, credentials
):
    classes = (BadgeClass("x", "X", rank=1), BadgeClass("y", "Y", rank=1))
    rules = (Rule(1, (Gate(1, foreign=0b01),)), Rule(2, (Gate(1, foreign=0b10),)))
    two = adopt(
        record_of(
            key="two",
            title="Two",
            classes=classes,
            rules=rules,
            foreign=tuple(curriculum.classes[:2]),
        )
    )
    earn(*curriculum.classes[:2])
    credentials.enrol(two.number, 1, sender=learner)
    claim(two.classes[0])

    revoke(curriculum.classes[1])

    assert fallen(two.classes[0]) == 0


def test_a_verdict_looks_one_component_deep(adopt, record_of, earn, claim, revoke, fallen, council):
    """Each composite answers for its own rule; the transcript shows the tree."""
    record = record_of(1, key="deep", title="Deep")
    top = replace(record.classes[1], key="top", rank=2)
    rules = (Rule(2, (Gate(1, classes=0b010),)), Rule(3, (Gate(1, classes=0b100),)))
    deep = adopt(replace(record, classes=(*record.classes, top), rules=rules))
    badge, middle, top = deep.classes
    earn(badge)
    claim(middle)
    claim(top)

    revoke(badge)
    assert fallen(middle) == badge
    assert fallen(top) == 0
    revoke(middle, by=council)
    assert fallen(top) == middle


def test_a_composite_that_is_revoked_itself_names_its_component_all_the_same(
    credentials, curriculum, earn, claim, revoke, council, learner
):
    earn(*curriculum.classes[:3])
    claim(curriculum.composite)
    revoke(curriculum.badge)

    revoke(curriculum.composite, by=council)

    verdict = credentials.verify(learner, curriculum.composite)
    assert (verdict.code, verdict.fallen) == (REVOKED, curriculum.badge)


def test_where_there_is_no_rule_nothing_has_fallen(pathways, curriculum, learner):
    never = 2**256 - 1
    for class_id, version in ((curriculum.badge, 1), (curriculum.composite, 2), (0, 0)):
        assert pathways.first_fallen(class_id, learner, version, never) == 0
    assert pathways.first_fallen(curriculum.composite, learner, 1, never) == 0
