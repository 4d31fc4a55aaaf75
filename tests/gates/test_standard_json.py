"""One file a contract, which compiles to the same code in another folder, of another machine."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import standard_json
from eth_utils import keccak
from golden import ROOT, compiled

from cairn.chain.artifacts import artifact

CONTRACTS = sorted(path.stem for path in (ROOT / "contracts").glob("*.vy"))
PAGE = (ROOT / "docs/verify-source.md").read_text(encoding="utf-8")
COMPILE, ASK_COMPILER = re.findall(r"^    (vyper .*)$", PAGE, re.M)


def shell(line, folder, name):
    """Run a line of the page, which has the DAO for an example, for another contract."""
    subprocess.run(line.replace("CurriculumDAO", name), shell=True, check=True, cwd=folder)


def code_of(folder, name):
    """The code that creates, and that runs, as the page's command compiles it in this folder."""
    shell(COMPILE, folder, name)
    told = json.loads((folder / "compiled.json").read_text())
    made = told["contracts"][f"contracts/{name}.vy"][name]["evm"]
    return [bytes.fromhex(made[kind]["object"][2:]) for kind in ("bytecode", "deployedBytecode")]


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_file_compiles_to_the_same_code_in_another_folder(tmp_path, name):
    told = standard_json.standard_json(compiled(ROOT / "contracts" / f"{name}.vy"))
    (tmp_path / f"{name}.json").write_text(json.dumps(told))

    creation, runtime = code_of(tmp_path, name)
    assert creation == artifact(name).creation_code
    assert keccak(runtime) == artifact(name).runtime_digest


def test_the_file_is_the_same_wherever_it_is_made(tmp_path):
    standard_json.main(str(tmp_path / "new"))

    files = sorted((tmp_path / "new").iterdir())
    assert [path.stem for path in files] == CONTRACTS
    for told in (json.loads(path.read_text()) for path in files):
        assert {Path(source).parts[0] for source in told["sources"]} <= {"contracts", "snekmate"}
        assert told["settings"]["search_paths"] == ["."]


def test_the_compiler_itself_writes_one_from_a_copy_of_the_sources(tmp_path):
    copy, elsewhere = tmp_path / "copy", tmp_path / "elsewhere"
    shutil.copytree(ROOT / "contracts", copy / "contracts")
    elsewhere.mkdir()

    shell(ASK_COMPILER, copy, "DecisionRules")
    shutil.move(copy / "DecisionRules.json", elsewhere)
    creation, _ = code_of(elsewhere, "DecisionRules")
    assert creation == artifact("DecisionRules").creation_code
