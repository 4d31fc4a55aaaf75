"""Rules: the gates mean what is written, for every set of badges; and no more gates than needed."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cairn.curricula.compiler import compile_record
from cairn.curricula.curriculum import Curriculum
from cairn.curricula.faults import faults_of
from cairn.curricula.form import form_fault
from cairn.curricula.record import CARRY, BadgeClass, Gate, Record, Rule
from cairn.curricula.rules import CARRIED, Count, GateValue, evaluate
from cairn.say.errors import CairnError

BADGES = "abcdefg"
ISSUER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def curriculum_of(*rules, credits=(), **fields):
    """A curriculum of the badges a to g and a composite for each rule."""
    worth = dict(zip(BADGES, credits, strict=False))
    content = {
        "curriculum": "letters",
        "title": "Letters",
        "issuers": [{"name": "School", "account": "school"}],
        "badges": [
            {"key": key, "name": f"Letter {key}", "credits": str(worth.get(key, 0))}
            for key in BADGES
        ],
        "composites": [
            {"key": f"rule-{at}", "name": f"Rule {at}", "requires": rule}
            for at, rule in enumerate(rules)
        ],
    }
    return Curriculum.model_validate({**content, **fields})


def gates_of(rule, **fields):
    record = compile_record(curriculum_of(rule, **fields), lambda role: ISSUER)
    return record.rules[0].gates


def mask(letters):
    return sum(1 << 1 + BADGES.index(letter) for letter in letters)


@st.composite
def any_rule(draw, worths, depth=3):
    """A group of badges and, less and less deep, of groups; or a sum of credits."""
    if depth < 3 and draw(st.integers(0, 3)) == 0:
        of = draw(st.lists(st.sampled_from(BADGES), min_size=1, max_size=7, unique=True))
        most = sum(float(worths[BADGES.index(key)]) for key in of)
        return {"credits": str(draw(st.integers(1, int(2 * most))) / 2), "of": of}
    of = draw(st.lists(st.sampled_from(BADGES), max_size=4, unique=True))
    for _ in range(draw(st.integers(0 if of else 1, 3)) if depth else 0):
        of.append(draw(any_rule(worths, depth - 1)))
    of = of or ["a"]
    kind = draw(st.sampled_from(["all_of", "any_of", "at_least"]))
    if kind == "at_least":
        return {"at_least": str(draw(st.integers(1, len(of)))), "of": of}
    return {kind: of}


worths = st.lists(st.sampled_from(["0.5", "1", "1.5", "3", "4", "10"]), min_size=7, max_size=7)
worths_and_rules = worths.flatmap(lambda each: st.tuples(st.just(each), any_rule(each)))


@settings(deadline=None)
@given(worths_and_rules)
def test_gates_and_the_rule_as_written_agree_on_every_set_of_badges(worths_and_rule):
    credits, rule = worths_and_rule
    curriculum = curriculum_of(rule, credits=credits)
    assume(not any(fault.stops for fault in faults_of(curriculum)))
    record = compile_record(curriculum, lambda role: ISSUER)
    tenths = {badge.key: badge.tenths for badge in curriculum.badges}

    for choice in product([False, True], repeat=len(BADGES)):
        held = {letter for letter, is_held in zip(BADGES, choice, strict=True) if is_held}
        by_gates = evaluate(record, record.rules[0], [1 + BADGES.index(key) for key in held])
        assert by_gates[-1].met == curriculum.composites[0].requires.is_met(held, tenths)


@pytest.mark.parametrize(
    ("rule", "gates"),
    [
        ({"all_of": ["a"]}, [Gate(1, mask("a"))]),
        ({"any_of": [{"all_of": ["a", "b"]}]}, [Gate(2, mask("ab"))]),
        ({"all_of": ["a", {"all_of": ["b", {"all_of": ["c"]}]}]}, [Gate(3, mask("abc"))]),
        ({"any_of": ["a", {"any_of": ["b", "c"]}]}, [Gate(1, mask("abc"))]),
        ({"at_least": "3", "of": ["a", "b", "c"]}, [Gate(3, mask("abc"))]),
        (
            {"all_of": ["a", {"any_of": ["b", "c"]}]},
            [Gate(1, mask("bc")), Gate(2, mask("a"), gates=0b1)],
        ),
        (  # the same group twice is one gate, in whatever order its badges stand
            {
                "at_least": "2",
                "of": [
                    {"all_of": ["a", {"any_of": ["b", "c"]}]},
                    {"all_of": ["d", {"any_of": ["c", "b"]}]},
                    "e",
                ],
            },
            [
                Gate(1, mask("bc")),
                Gate(2, mask("a"), gates=0b1),
                Gate(2, mask("d"), gates=0b1),
                Gate(2, mask("e"), gates=0b110),
            ],
        ),
    ],
)
def test_a_rule_takes_the_fewest_gates(rule, gates):
    assert list(gates_of(rule)) == gates


def test_credits_are_summed_digit_by_digit_the_highest_first():
    rule = {"credits": "8", "of": ["a", "b", "c"]}
    gates = gates_of(rule, credits=["4", "3", "1"])

    assert list(gates) == [
        Gate(CARRIED, mask("a")),
        Gate(CARRIED, mask("b"), op=CARRY),
        Gate(8, mask("bc"), op=CARRY),
    ]


def test_a_digit_that_no_badge_has_is_carried_over():
    gates = gates_of({"credits": "5", "of": ["a", "b"]}, credits=["4", "1"])

    assert list(gates) == [
        Gate(CARRIED, mask("a")),
        Gate(CARRIED, 0, op=CARRY),
        Gate(5, mask("b"), op=CARRY),
    ]


def test_credits_are_counted_in_the_greatest_unit_that_fits():
    """2.5 and 5 credits are 1 and 2 units of 2.5; 6 credits are 2.4 units, so 3 are needed."""
    gates = gates_of({"credits": "6", "of": ["a", "b", "c"]}, credits=["2.5", "5", "2.5"])

    assert list(gates) == [Gate(CARRIED, mask("b")), Gate(3, mask("ac"), op=CARRY)]


def test_badges_of_equal_credit_are_simply_counted():
    gates = gates_of({"credits": "7", "of": ["a", "b", "c"]}, credits=["3", "3", "3"])

    assert list(gates) == [Gate(3, mask("abc"))]


def test_credits_beyond_what_a_gate_can_compare_are_refused():
    curriculum = curriculum_of(
        {"credits": "1", "of": list(BADGES)}, credits=["6553.5", "6553.4", *["6553.5"] * 5]
    )
    with pytest.raises(CairnError, match=r"458,744 units of credit are too many to sum: count"):
        compile_record(curriculum, lambda role: ISSUER)


def test_evaluation_tells_each_gate():
    record = compile_record(
        curriculum_of({"all_of": ["a", {"any_of": ["b", "c"]}]}), lambda role: ISSUER
    )

    told = evaluate(record, record.rules[0], [2, 3])
    assert told == [GateValue(2, 1, True), GateValue(1, 2, False)]


def test_badges_of_other_curricula_count_by_their_class_id():
    record = Record(
        "k", "t", (BadgeClass("c", "C", rank=1),), (Rule(1, (Gate(2, foreign=0b11),)),), (257, 513)
    )

    assert not evaluate(record, record.rules[0], [1], [257])[-1].met
    assert evaluate(record, record.rules[0], [], [257, 513])[-1].met


def test_groups_are_equal_in_any_order_of_their_parts():
    assert Count(1, ("a", "b")) == Count(1, ("b", "a"))
    assert Count(1, ("a", "b")) != Count(2, ("a", "b"))


def a_record(*gates, rank=1, foreign=()):
    """Two badges (1, 2), a composite of rank 1 (3), and one (4) with these gates."""
    classes = (
        BadgeClass("a", "A"),
        BadgeClass("b", "B"),
        BadgeClass("c", "C", rank=1),
        BadgeClass("d", "D", rank=rank),
    )
    rule = Rule(4, gates)
    return Record("k", "t", classes, (Rule(3, (Gate(1, 0b110),)), rule), foreign)


def fault_of(record, foreign_ranks=None):
    ranks = {1 + at: badge.rank for at, badge in enumerate(record.classes)}
    return form_fault(record, ranks, foreign_ranks or {})


def test_well_formed_rules_have_no_fault():
    assert fault_of(a_record(Gate(1, 0b10), Gate(2, 0b100, gates=1))) is None
    assert fault_of(a_record(Gate(CARRIED, 0b10), Gate(3, 0b100, op=CARRY))) is None
    assert fault_of(a_record(Gate(1, 0b1000), rank=2)) is None
    assert fault_of(a_record(Gate(1, foreign=1), foreign=(257,)), {257: 0}) is None


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        (a_record(), "a rule has no gate"),
        (a_record(Gate(0, 0b10)), "gate 0 asks for 0 where 1 can be had"),
        (a_record(Gate(3, 0b110)), "gate 0 asks for 3 where 2 can be had"),
        (a_record(Gate(CARRIED, 0b110)), "gate 0 asks for 65535 where 2 can be had"),
        (a_record(Gate(1, 0b10, op=CARRY)), "gate 0 does nothing known"),
        (a_record(Gate(1, 0b10, op=2)), "gate 0 does nothing known"),
        (a_record(Gate(1, gates=1)), "gate 0 looks at itself or a later one"),
        (a_record(Gate(1, 0b10), Gate(1, 0b100)), "a gate other than the last is used by no"),
        (a_record(Gate(1, 1 << 9)), "class 9 counts and does not exist"),
        (a_record(Gate(1, 0b1000)), "composite 4 does not rank above class 3, which counts"),
        (a_record(Gate(1, 0b10), rank=0), "composite 4 does not rank above class 1, which"),
        (a_record(Gate(1, 0b10), foreign=(257,)), "a foreign class counts nowhere"),
        (a_record(Gate(1, foreign=0b10), foreign=(257,)), "foreign class 1 counts and is not"),
        (
            a_record(Gate(1, foreign=0b1), rank=0, foreign=(257,)),
            "composite 4 does not rank above a",
        ),
        (a_record(Gate(1, foreign=0b11), foreign=(513, 257)), "the foreign classes are not in"),
        (a_record(Gate(1, 0b10), rank=16), "composites are stacked more than 15 high"),
        (a_record(Gate(1, 0b10), rank=15), "composite 4 ranks higher than what its rule names"),
    ],
)
def test_what_the_chain_would_refuse_is_refused_here(record, fault):
    assert fault_of(record, {257: 0, 513: 0}).startswith(fault)


def test_a_composite_has_one_rule():
    record = a_record(Gate(1, 0b10))
    twice = Record("k", "t", record.classes, (*record.rules, record.rules[0]))

    assert fault_of(twice) == "a composite has two rules"
