"""Rules: the gates mean what is written, for every set of badges; and no more gates than needed."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cairn.curricula.check import faults_of
from cairn.curricula.compiler import compile_record
from cairn.curricula.compiler.algebra import Count
from cairn.curricula.file import Curriculum
from cairn.curricula.record import CARRIED, CARRY, Gate, evaluate
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


def test_groups_are_equal_in_any_order_of_their_parts():
    assert Count(1, ("a", "b")) == Count(1, ("b", "a"))
    assert Count(1, ("a", "b")) != Count(2, ("a", "b"))
