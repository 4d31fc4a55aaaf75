"""What counts as a difference between two builds, and how it is told."""

import copy

import pytest

from cairn.chain.artifacts import artifact
from compilers.builders import contracts
from compilers.report import Made, closing, table
from compilers.shown import differences, shipping, size
from compilers.suites import DidNotRun, Outcome, compared, outcome

NAME = "EducatorToken"
TEST = "tests/unit/shared/test_metadata.py::test_it[a - b]"


@pytest.fixture
def ours():
    return shipping(NAME)


@pytest.fixture
def theirs(ours):
    """The same, free to be changed."""
    return copy.deepcopy(ours)


@pytest.mark.parametrize("name", contracts())
def test_a_build_s_size_stands_behind_its_code(name):
    made = artifact(name)
    assert size(made.creation_code) == made.runtime_bytes + made.immutable_bytes
    assert shipping(name).size == size(made.creation_code)


def test_in_which_order_an_abi_lists_its_entries_means_nothing(ours, theirs):
    theirs.abi.reverse()
    assert theirs.abi != ours.abi
    assert [*differences(ours, theirs)] == []


def test_nor_does_the_size(ours, theirs):
    assert [*differences(ours, theirs._replace(size=1))] == []


def test_a_function_that_is_gone_is_a_difference(ours, theirs):
    theirs.abi.remove(
        next(entry for entry in theirs.abi if entry.get("name") == "supportsInterface")
    )
    assert [*differences(ours, theirs)] == ["its ABI lacks function supportsInterface(bytes4)"]


def test_so_is_one_that_does_not_ship(ours, theirs):
    theirs.abi.append({"type": "function", "name": "mint", "inputs": [{"type": "uint8"}]})
    assert [*differences(ours, theirs)] == [
        "its ABI has function mint(uint8), which does not ship",
    ]


def test_so_is_another_answer_of_the_same_function(ours, theirs):
    asked = next(entry for entry in theirs.abi if entry.get("name") == "supportsInterface")
    asked["stateMutability"] = "payable"
    [told] = differences(ours, theirs)
    assert told.startswith(
        'its ABI has function supportsInterface(bytes4) as {"stateMutability": "payable"'
    )


def test_a_variable_of_a_module_that_lies_elsewhere_is_a_difference(ours, theirs):
    lies = ours.layouts["storage_layout"]["ownable"]["owner"]["slot"]
    theirs.layouts["storage_layout"]["ownable"]["owner"]["slot"] = 77
    [told] = differences(ours, theirs)
    assert told.startswith("its storage layout has ownable.owner as ")
    assert '"slot": 77' in told.partition(", not ")[0]
    assert f'"slot": {lies}' in told.partition(", not ")[2]


def test_so_is_transient_storage_that_does_not_ship(ours, theirs):
    theirs.layouts["transient_storage_layout"] = {"$.lock": {"type": "lock", "slot": 0}}
    assert [*differences(ours, theirs)] == [
        "its transient storage layout has $.lock, which does not ship",
    ]


def test_sizes_are_told_a_contract_a_line():
    made = [Made("venom", NAME, 12_345, []), Made("codesize", NAME, None, ["does not compile"])]
    assert table(made) == [
        "bytes on chain      shipping     venom  codesize",
        f"{NAME:<18}{shipping(NAME).size:>10,}    12,345         -",
    ]


def test_findings_are_counted():
    assert closing([]) == ["Nothing differs from the shipping build."]
    assert closing(["one", "two"]) == ["one", "two", "2 differ from the shipping build."]


def test_a_test_that_fails_on_both_builds_is_told_as_such():
    failed = {TEST: "assert 1 == 2", "tests/unit/a.py::test_b": "", "tests/unit/a.py::test_c": "no"}
    assert [*compared(failed, ours={"tests/unit/a.py::test_c": "no"})] == [
        f"{TEST} fails, and passes with the shipping build: assert 1 == 2",
        "tests/unit/a.py::test_b fails, and passes with the shipping build: no word why",
        "tests/unit/a.py::test_c fails with the shipping build, too: see make test",
    ]


def test_what_failed_is_read_from_what_pytest_says():
    said = "..F\nFAILED tests/a.py::test_b - assert 0\nERROR tests/c.py\n1 passed, 1 failed in 2s\n"
    failed = {"tests/a.py::test_b": "assert 0", "tests/c.py": ""}
    assert outcome(1, said) == Outcome(failed, "1 passed, 1 failed in 2s")
    assert outcome(0, "3 passed in 2s\n") == Outcome({}, "3 passed in 2s")


@pytest.mark.parametrize("code", [1, 2, 4, 5])
def test_a_run_that_names_no_failure_has_not_passed(code):
    with pytest.raises(DidNotRun, match=r"^no tests ran$"):
        outcome(code, "much\nno tests ran\n")


def test_a_contract_that_has_not_been_written_down_is_told_with_the_remedy():
    with pytest.raises(SystemExit, match=r"^cairn/abi/ does not have Unwritten: make abi$"):
        shipping("Unwritten")
