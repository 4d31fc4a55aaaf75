"""What the chain would refuse is refused here."""

import pytest

from cairn.curricula.record import CARRIED, CARRY, BadgeClass, Gate, Record, Rule, why_ill_formed


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
    return why_ill_formed(record, ranks, foreign_ranks or {})


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
