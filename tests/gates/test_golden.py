"""The golden files tell what Ape deploys, and that it fits on chain."""

import golden
import pytest

CONTRACTS = sorted(path.stem for path in (golden.ROOT / "contracts").glob("*.vy"))


def test_the_contracts_show_the_world_what_the_golden_files_say(capsys):
    assert golden.main() == 0, capsys.readouterr().out


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_golden_file_is_of_the_code_that_ape_deploys(project, name):
    source = golden.compiled(golden.ROOT / "contracts" / f"{name}.vy")

    ape = getattr(project, name).contract_type
    assert ape.runtime_bytecode.bytecode.removeprefix("0x") == source.bytecode_runtime.hex()


def test_a_difference_is_shown_with_the_command_that_accepts_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(golden, "GOLDEN", tmp_path)
    golden.main("--write")
    changed = tmp_path / f"{CONTRACTS[0]}.json"
    changed.write_text(changed.read_text().replace('"bytes": ', '"bytes": 9'))
    capsys.readouterr()

    assert golden.main() == 1
    told = capsys.readouterr().out
    assert f"--- tests/golden/{CONTRACTS[0]}.json" in told
    assert told.endswith("golden: if this is meant, run: make golden\n")


def test_a_contract_that_is_gone_is_a_difference():
    assert golden.differences({"Gone": "{}\n"}, {}) == [
        "--- tests/golden/Gone.json",
        "+++ contracts/Gone.vy",
        "@@ -1 +0,0 @@",
        "-{}",
    ]


def test_a_contract_too_big_to_deploy_fails(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(golden, "GOLDEN", tmp_path)
    monkeypatch.setattr(golden, "MOST_BYTES", 100)

    assert golden.main("--write") == 1
    assert f"golden: {CONTRACTS[0]} is too big to deploy" in capsys.readouterr().out
