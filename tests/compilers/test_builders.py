"""Another build is another: asked for by name, made by another compiler, told if it fails."""

import sys
from pathlib import Path

import pytest
from deploying import Rebuilt
from rig.build import build, compiled
from variants import SHIPPING, VARIANTS

from compilers.builders import DoesNotCompile, contracts, next_vyper
from compilers.shown import differences, shipping
from compilers.suites import DidNotRun, run

COMPILER = Path(sys.executable).with_name("vyper")  # the shipping one, in the next one's place
SMALL = "actor"  # a double, soon compiled
OTHERS = sorted(VARIANTS.keys() - {SHIPPING})


@pytest.fixture
def ask_for(monkeypatch):
    return lambda build: monkeypatch.setenv("CAIRN_BUILD", build)


def test_what_ships_is_spoken_to_unless_another_build_is_asked_for(ask_for, monkeypatch):
    monkeypatch.delenv("CAIRN_BUILD", raising=False)
    ships = build(SMALL)
    ask_for("")
    assert build(SMALL) == ships
    assert ships.bytecode.hex() == compiled(SMALL, SHIPPING)["bytecode"]


@pytest.mark.parametrize("name", OTHERS)
def test_another_build_is_other_code_for_the_rig_and_for_ape(ask_for, name):
    ask_for(SHIPPING)
    ships = build(SMALL)
    ask_for(name)
    other = build(SMALL)
    assert other.abi == ships.abi
    assert other.bytecode != ships.bytecode
    kind = getattr(Rebuilt(), SMALL).contract_type
    assert kind.deployment_bytecode.bytecode == f"0x{other.bytecode.hex()}"


def test_an_unknown_build_is_refused_before_anything_runs():
    told = r'^ERROR: There is no build "vemon"\. The builds are: shipping, venom, codesize\.$'
    with pytest.raises(DidNotRun, match=told):
        run("vemon", ["tests/compilers/test_build.py"])


@pytest.fixture
def other(tmp_path):
    return next_vyper(COMPILER, tmp_path)


def test_the_next_compiler_is_named_by_its_version(other):
    assert other.name == "0.4.3"


def test_it_compiles_the_sources_as_they_are_but_for_the_version_they_ask_for(other, tmp_path):
    name = min(contracts(), key=lambda name: shipping(name).size)
    source = (tmp_path / "contracts" / f"{name}.vy").read_text()
    assert not source.startswith("# pragma version")
    assert [*differences(shipping(name), other.shown(name))] == []


def test_what_it_does_not_compile_is_told_in_a_line(other, tmp_path):
    (tmp_path / "contracts" / "Broken.vy").write_text("count: uint257\n")
    with pytest.raises(DoesNotCompile, match=r"^vyper\.exceptions\.UnknownType: .*uint257"):
        other.shown("Broken")
