"""What docs/verify-source.md tells its readers to do, done."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from eth_utils import to_canonical_address

from cairn.chain.artifacts import artifact
from cairn.chain.suite import CONTRACTS

PAGE = Path("docs/verify-source.md").read_text(encoding="utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")][1:]


@pytest.fixture
def page(chain):
    """The functions of the page, speaking to the test's own node."""
    [source] = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    names = {}
    exec(source, names)
    names["node"] = chain.provider.web3
    return SimpleNamespace(**names)


def test_every_contract_is_found_from_the_dao_and_is_of_this_source(page, suite):
    found = page.suite(str(suite.dao.address))

    places = suite.addresses()
    assert found == {CONTRACTS[role]: places[role] for role in places}
    assert all(page.is_of_this_source(*each) for each in found.items())


def test_another_contract_is_not_of_this_source(page, suite):
    assert not page.is_of_this_source("BadgeRenderer", str(suite.rules.address))
    assert not page.is_of_this_source("BadgeRenderer", "0x" + "0" * 40)


def test_an_immutable_is_read_from_behind_the_code(page, suite):
    [place] = artifact("BadgeRenderer").code_layout.values()

    word = page.immutable("BadgeRenderer", str(suite.renderer.address), place)
    assert word == bytes(12) + to_canonical_address(str(suite.curricula.address))


def test_the_contracts_are_told_of_in_the_order_in_which_they_go_up():
    assert [row[0] for row in ROWS] == list(CONTRACTS.values())


@pytest.mark.parametrize(("name", "told", "immutables", "kept"), ROWS)
def test_a_row_names_what_a_constructor_is_told_and_what_becomes_immutable(
    name, told, immutables, kept
):
    ours = artifact(name)
    [constructor] = [entry for entry in ours.abi if entry["type"] == "constructor"]
    views = {entry["name"] for entry in ours.abi if entry.get("stateMutability") == "view"}

    assert words(told) == [each["name"] for each in constructor["inputs"]]
    assert sorted(words(immutables)) == sorted(variables(ours.code_layout))
    assert set(re.findall(r"`(\w+)\(", kept)) <= views


def words(cell):
    return re.findall(r"`(\w+)`", cell)


def variables(layout):
    for name, entry in layout.items():
        if "type" in entry:
            yield name
        else:
            yield from variables(entry)
