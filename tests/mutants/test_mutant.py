"""What can go wrong in a source, by the compiler's own tree; each fault by a name that lasts."""

from pathlib import Path

import pytest

from mutants.ledger import equivalents
from mutants.mutant import all_mutants, mutants, sample
from mutants.source import Source

CONTRACTS = Path(__file__).parents[2] / "contracts"
SOURCE = """# pragma version 0.4.3
LAST: constant(uint256) = 3
count: uint256


@external
def act(a: uint256, b: uint256):
    {}
"""


def faults(statement):
    """Operator and the lines after it, of all mutants of a statement in a function."""
    text = SOURCE.format(statement.replace("\n", "\n    "))
    return [(m.change.operator, m.after) for m in mutants("C.vy", text) if m.function == "act"]


@pytest.mark.parametrize(
    ("line", "put"),
    [
        ("x: bool = a == b", "x: bool = a != b"),
        ("x: bool = a != b", "x: bool = a == b"),
        ("x: bool = a < b", "x: bool = a <= b"),
        ("x: bool = a <= b", "x: bool = a < b"),
        ("x: bool = a > b", "x: bool = a >= b"),
        ("x: bool = a >= b", "x: bool = a > b"),
        ("x: bool = a in [b]", "x: bool = a not in [b]"),
        ("x: bool = a not  in [b]", "x: bool = a in [b]"),
        ("x: bool = (a >> b) < (b)", "x: bool = (a >> b) <= (b)"),
    ],
)
def test_a_comparison_is_turned_round_or_moves_by_one(line, put):
    assert faults(line) == [("comparison", put)]


def test_each_connective_of_a_row_gives_way_to_the_other():
    assert faults("x: bool = b and\\\n  (b) and b or b") == [
        ("connective", "x: bool = b or\\"),
        ("connective", "(b) or b or b"),
        ("connective", "(b) and b and b"),
    ]


def test_a_condition_becomes_its_opposite():
    assert faults("if not b:\n    pass") == [
        ("condition", "if b:"),
        ("condition", "if not (not b):"),
    ]


@pytest.mark.parametrize(
    ("line", "others"),
    [
        ("x: uint256 = 7", ["x: uint256 = 6", "x: uint256 = 8"]),
        ("x: uint256 = 0", ["x: uint256 = 1"]),
        ("x: uint256 = 65_534", ["x: uint256 = 65533", "x: uint256 = 65535"]),
        ("x: bool = True", ["x: bool = False"]),
        ("x: bytes4 = 0x0a0b0c00", ["x: bytes4 = 0x0a0b0c01"]),
        ('x: String[9] = "new"', ['x: String[9] = "aew"']),
        ('x: String[9] = "a"', ['x: String[9] = "b"']),
        ('x: String[9] = ""', []),
        ('x: Bytes[9] = b"\\x01\\x00"', ['x: Bytes[9] = b"\\x01\\x01"']),
    ],
)
def test_a_constant_is_one_off(line, others):
    assert faults(line) == [("constant", other) for other in others]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("self.count = a", "effect"),
        ("self.count += a", "effect"),
        ("self._act()", "effect"),
        ("extcall IC(a).act()", "effect"),
        ("return", "effect"),
        ("log Done(a=a)", "log"),
        ('assert a, "part: why 1 == 1"', "assert"),
        ('raise "part: why"', "assert"),
    ],
)
def test_a_statement_is_deleted(line, kind):
    assert faults(line) == [(kind, "pass")]


def test_a_statement_of_several_lines_is_deleted_whole():
    text = SOURCE.format('assert (\n        a\n    ), "part: why"\n    self.count = b')
    first = next(m for m in mutants("C.vy", text) if m.function)

    assert (first.before, first.after) == ('assert ( a ), "part: why"', "pass")
    assert Source(text).after(first.change) == SOURCE.format("pass\n    self.count = b")


@pytest.mark.parametrize(
    "line",
    ["x: uint256[3] = empty(uint256[3])", "x: String[9] = empty(String[9])", "return a", "pass"],
)
def test_types_and_what_is_given_back_are_left_alone(line):
    assert faults(line) == []


def test_a_constant_of_the_whole_source_can_be_off_too():
    outside = [m for m in mutants("C.vy", SOURCE.format("pass")) if not m.function]
    assert [m.name for m in outside] == [
        "C.vy -: LAST: constant(uint256) = 3 -> LAST: constant(uint256) = 2",
        "C.vy -: LAST: constant(uint256) = 3 -> LAST: constant(uint256) = 4",
    ]


def test_a_mutant_is_the_source_with_its_change_alone():
    text = SOURCE.format("self.count = a")
    [mutant] = [m for m in mutants("C.vy", text) if m.function]

    assert Source(text).after(mutant.change) == SOURCE.format("pass")


def test_a_name_lasts_when_the_lines_move():
    text = SOURCE.format("self.count = a")
    moved = text.replace("count: uint256\n", "# What is counted.\ncount: uint256\n\n")

    assert [m.name for m in mutants("C.vy", moved)] == [m.name for m in mutants("C.vy", text)]


def test_lines_that_read_alike_are_told_apart_by_their_place():
    text = SOURCE.format("self.count = a\n    self.count = a")
    assert [m.name for m in mutants("C.vy", text) if m.function] == [
        "C.vy act: self.count = a -> pass",
        "C.vy act: self.count = a -> pass (2)",
    ]


@pytest.fixture(scope="session")
def all_of_them():
    return all_mutants(CONTRACTS)


def test_no_two_mutants_of_the_contracts_share_a_name(all_of_them):
    assert len({mutant.name for mutant in all_of_them}) == len(all_of_them) > 2_000


def test_what_is_named_as_equivalent_exists_and_has_a_reason(all_of_them):
    assert equivalents().keys() <= {mutant.name for mutant in all_of_them}
    assert all(equivalents().values())


def names(seed, all_of_them):
    return [mutant.name for mutant in sample(seed, all_of_them)]


def test_a_seed_draws_every_mutant_once_always_in_the_same_order(all_of_them):
    drawn = names(1, all_of_them)

    assert sorted(drawn) == sorted(mutant.name for mutant in all_of_them)
    assert drawn == names(1, all_of_them[::-1])
    assert drawn != names(2, all_of_them)


def test_the_operators_take_turns(all_of_them):
    kinds = [mutant.change.operator for mutant in sample(1, all_of_them)][:14]
    every = ["assert", "comparison", "condition", "connective", "constant", "effect", "log"]
    assert kinds == every + every


def test_without_one_mutant_the_others_of_its_kind_keep_their_order(all_of_them):
    first, *others = sample(1, all_of_them)
    kind = first.change.operator
    of_kind = [mutant.name for mutant in others if mutant.change.operator == kind]

    drawn = sample(1, [mutant for mutant in all_of_them if mutant != first])

    assert [mutant.name for mutant in drawn if mutant.change.operator == kind] == of_kind
