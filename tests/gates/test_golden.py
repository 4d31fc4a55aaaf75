"""The golden files tell what Ape deploys, and that it fits on chain; and what it can never do.

All of it in one file: to compile the contracts takes a quarter of a minute, once in a process.
"""

import golden
import pytest
from ethpm_types import ContractType
from vyper.compiler.output import build_abi_output

from cairn.chain.artifacts import artifact

CONTRACTS = sorted(path.stem for path in (golden.ROOT / "contracts").glob("*.vy"))
FOREIGN = {"DELEGATECALL", "CALLCODE", "SELFDESTRUCT"}


def compiled(name):
    return golden.compiled(golden.ROOT / "contracts" / f"{name}.vy")


def words(assembly):
    """Every word of the compiler's assembly, those of its data sections too."""
    for word in assembly:
        if isinstance(word, (list, tuple)):
            yield from words(word)
        else:
            yield str(word).upper()


@pytest.fixture
def files(monkeypatch, tmp_path):
    """The golden files, in a folder where a test may change them."""
    monkeypatch.setattr(golden, "GOLDEN", tmp_path)
    golden.main("--write")
    return tmp_path


def test_the_contracts_show_the_world_what_the_golden_files_say(capsys):
    assert golden.main() == 0, capsys.readouterr().out


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_golden_files_are_of_the_code_that_ape_deploys(project, name):
    ape, ours = getattr(project, name).contract_type, artifact(name)

    assert ape.deployment_bytecode.bytecode == f"0x{ours.creation_code.hex()}"
    assert ape.abi == ContractType(contractName=name, abi=ours.abi).abi


@pytest.mark.parametrize("name", CONTRACTS)
def test_what_a_contract_tells_its_neighbours_is_all_in_its_own_golden_file(name):
    """So no client needs the interfaces beside it."""
    interface = golden.compiled(golden.ROOT / "contracts" / "interfaces" / f"I{name}.vyi")

    abi = build_abi_output(interface)
    assert abi
    assert [entry for entry in abi if entry not in artifact(name).abi] == []


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_runs_no_foreign_code_and_never_destroys_itself(name):
    """Whatever anybody votes."""
    used = set(words(compiled(name).assembly_runtime))

    assert {"SLOAD", "STATICCALL", "SSTORE"} & used or name == "BadgeRenderer"
    assert used & FOREIGN == set()


def test_a_difference_is_shown_with_the_command_that_accepts_it(files, capsys):
    changed = files / f"{CONTRACTS[0]}.json"
    changed.write_text(changed.read_text().replace('"immutable_bytes": ', '"immutable_bytes": 9'))
    capsys.readouterr()

    assert golden.main() == 1
    told = capsys.readouterr().out
    assert f"--- cairn/abi/{CONTRACTS[0]}.json" in told
    assert told.endswith("golden: if this is meant, run: make abi\n")


def test_other_code_is_a_difference_told_in_a_line(files, capsys):
    (files / f"{CONTRACTS[0]}.bin").write_text("6000\n")
    capsys.readouterr()

    assert golden.main() == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        f"cairn/abi/{CONTRACTS[0]}.bin is not what its contract compiles to",
        "golden: if this is meant, run: make abi",
    ]


def test_a_contract_that_is_gone_is_a_difference():
    assert golden.differences({"Gone.json": "{}\n", "Gone.bin": "6000\n"}, {}) == [
        "cairn/abi/Gone.bin is not what its contract compiles to",
        "--- cairn/abi/Gone.json",
        "+++ contracts/Gone.vy",
        "@@ -1 +0,0 @@",
        "-{}",
    ]


def test_the_files_of_a_contract_that_is_gone_go_with_it(files):
    (files / "Gone.bin").write_text("6000\n")

    golden.main("--write")
    assert sorted({path.stem for path in files.iterdir()}) == CONTRACTS


def test_a_contract_too_big_to_deploy_fails(files, monkeypatch, capsys):
    monkeypatch.setattr(golden, "MOST_BYTES", 100)

    assert golden.main() == 1
    assert f"golden: {CONTRACTS[0]} is too big to deploy" in capsys.readouterr().out
