"""Run natrix over contracts/ on what the compiler's analysis alone tells it.

    python tests/gates/style.py

It finds what `natrix lint contracts` finds, by the rules that pyproject.toml leaves on, in a
second: the command by itself compiles every file to the end, a minute's work, for NTX1 alone.
"""

import json
import sys
from pathlib import Path

import natrix
from shapes import analysed
from vyper.compiler.output import build_annotated_ast_dict


def parse_file(path: str, extra_paths: tuple[str, ...] = ()) -> dict:
    return json.loads(json.dumps(build_annotated_ast_dict(analysed(Path(path)))))


if __name__ == "__main__":
    natrix.parse_file = parse_file
    sys.argv = ["natrix", "lint", "contracts"]
    natrix.main()
