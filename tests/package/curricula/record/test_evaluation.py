"""What the gates of a rule say of a learner."""

from cairn.curricula.record import BadgeClass, Gate, GateValue, Record, Rule, evaluate


def test_evaluation_tells_each_gate():
    """The rule asks for badge 1, and for one of badges 2 and 3."""
    record = Record("k", "t", rules=(Rule(4, (Gate(1, 0b1100), Gate(2, 0b10, gates=0b1))),))

    told = evaluate(record, record.rules[0], [2, 3])
    assert told == [GateValue(2, 1, True), GateValue(1, 2, False)]


def test_badges_of_other_curricula_count_by_their_class_id():
    record = Record(
        "k", "t", (BadgeClass("c", "C", rank=1),), (Rule(1, (Gate(2, foreign=0b11),)),), (257, 513)
    )

    assert not evaluate(record, record.rules[0], [1], [257])[-1].met
    assert evaluate(record, record.rules[0], [], [257, 513])[-1].met
