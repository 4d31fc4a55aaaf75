"""The command: `curriculum hash`, and help for everyone."""

from pathlib import Path

import pytest

from cairn.curricula.compiler import compile_record
from cairn.curricula.file import load

ROOT = Path(__file__).parents[3]
SCHOOL = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def test_hash_is_that_of_the_record_which_a_vote_adopts(run):
    path = ROOT / "curricula/mitx-scm.yaml"
    record = compile_record(
        load(path), lambda role: SCHOOL, curriculum_id=3, version=1, without={"order"}
    )
    result = run(
        *("hash", path, "--curriculum", 3, "--account", f"mitx={SCHOOL}", "--without", "order")
    )
    assert result.output == f"0x{record.hash.hex()}\n"
    assert result.exit_code == 0


def test_hash_of_a_new_version_takes_the_ones_before_from_beside_it(run):
    path = ROOT / "curricula/mitx-sds-v2.yaml"
    words = ("--curriculum", 1, "--version", 2, "--account", f"mitx={SCHOOL}")

    assert run("hash", path, *words).output.startswith("0x")
    assert run("hash", path, *words).output != run("hash", path, *words[:2], *words[4:]).output


@pytest.mark.parametrize(
    ("file", "words", "line"),
    [
        ("mitx-sds-v1", [], 'line 13: the address of "mitx" is not known: add --account mitx=0x'),
        ("mitx-sds-v1", ["--account", "mitx=0x12"], "is no address"),
        ("mitx-scm", ["--account", f"mitx={SCHOOL}"], 'line 29: the rule under "order" cannot'),
    ],
)
def test_hash_refuses_in_one_line(run, file, words, line):
    result = run("hash", ROOT / f"curricula/{file}.yaml", *words)

    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert line in result.output


def test_every_command_has_help(run):
    for words in ((), ("check",), ("show",), ("hash",)):
        result = run(*words, "--help")
        assert result.exit_code == 0
        assert len(result.output) > 100
