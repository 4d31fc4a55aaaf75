"""natrix works on what the compiler's analysis tells, and its findings fail the gate."""

import subprocess
import sys
from pathlib import Path

import pytest
import style

SOURCE = "# pragma version 0.4.3\n@external\n@pure\ndef act() -> uint256:\n    {}\n    return 1\n"


@pytest.mark.parametrize(
    ("statement", "told", "code"),
    [
        ("unused: uint256 = 2", "NTX8", 1),
        ("pass", "lint free", 0),
    ],
)
def test_a_finding_of_natrix_fails(tmp_path, statement, told, code):
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "C.vy").write_text(SOURCE.format(statement))

    command = [sys.executable, Path(style.__file__)]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    assert (run.returncode, told in run.stdout) == (code, True)
