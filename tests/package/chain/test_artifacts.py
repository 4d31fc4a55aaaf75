"""What travels with the package is what stands on chain, and is read with Python alone."""

import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest
from eth_utils import keccak
from flit_core import buildapi

from cairn.chain.artifacts import artifact
from cairn.chain.suite import CONTRACTS

NAMES = sorted(CONTRACTS.values())
DATA = {str(path) for path in Path("cairn").rglob("*.*") if path.suffix not in (".py", ".pyc")}
READ = """
import sys
sys.path.insert(0, sys.argv[1])
from cairn.chain.artifacts import artifact
print(artifact("CurriculumDAO").creation_digest.hex())
"""


def test_each_contract_has_both_files():
    files = {f"cairn/abi/{name}.{kind}" for name in NAMES for kind in ("json", "bin")}
    assert {name for name in DATA if name.startswith("cairn/abi/")} == files


@pytest.mark.parametrize("role", CONTRACTS)
def test_a_contract_on_chain_is_its_code_with_immutables_behind(suite, chain, role):
    ours = artifact(CONTRACTS[role])
    code = chain.provider.get_code(getattr(suite, role).address)

    assert len(code) == ours.runtime_bytes + ours.immutable_bytes
    assert keccak(code[: ours.runtime_bytes]) == ours.runtime_digest


@pytest.mark.parametrize("name", NAMES)
def test_the_digest_is_of_the_code_that_creates(name):
    ours = artifact(name)
    assert keccak(ours.creation_code) == ours.creation_digest


def test_the_compiler_is_told_with_its_settings():
    told = {"version": "0.4.3+commit.bff19ea2", "evm_version": "cancun", "optimization": "gas"}
    assert [artifact(name).compiler for name in NAMES] == [told] * len(NAMES)


def test_it_is_told_where_variables_and_immutables_lie():
    token = artifact("CredentialToken").storage_layout["ownable_2step"]
    assert token["pending_owner"] == {"type": "address", "n_slots": 1, "slot": 1}
    assert artifact("CurriculumDAO").code_layout["credentials"] == {
        "type": "address",
        "length": 32,
        "offset": 384,
    }


def test_the_reasons_of_a_contract_are_told_those_of_its_modules_among_them():
    told = artifact("CredentialToken").reasons
    assert "credentials: not enrolled in this curriculum" in told


def test_it_is_read_once():
    assert artifact("BadgeRenderer") is artifact("BadgeRenderer")


def test_a_wheel_brings_it_to_where_there_is_no_other_package(tmp_path):
    wheel = tmp_path / buildapi.build_wheel(tmp_path)
    assert data_of(ZipFile(wheel).namelist()) == DATA

    bare = [sys.executable, "-I", "-S", "-c", READ, wheel]
    told = subprocess.run(bare, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert told.strip() == artifact("CurriculumDAO").creation_digest.hex()


def test_a_source_archive_brings_it_too(tmp_path):
    archive = tmp_path / buildapi.build_sdist(tmp_path)
    with tarfile.open(archive) as opened:
        names = ["/".join(Path(name).parts[1:]) for name in opened.getnames()]
    assert data_of(names) == DATA


def data_of(names):
    return {name for name in names if name.startswith("cairn/") and not name.endswith(".py")}
