"""Write each deployable contract, with all its sources, as the compiler's standard JSON input.

    python tests/gates/standard_json.py FOLDER

It compiles to the same code anywhere, and is the same file wherever it is made: a package's sources
stand under their own names, not where they happen to be installed.
"""

import json
import sys
from pathlib import Path

from golden import ROOT, compiled
from vyper.compiler.output import build_solc_json
from vyper.compiler.phases import CompilerData


def standard_json(source: CompilerData) -> dict:
    made = build_solc_json(source)
    _, *installed = made["settings"]["search_paths"]
    for folder in installed:
        made["sources"] = {
            path.removeprefix(f"{folder}/"): source for path, source in made["sources"].items()
        }
    made["settings"]["search_paths"] = ["."]
    return made


def main(folder: str) -> int:
    into = Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "contracts").glob("*.vy")):
        made = into / f"{path.stem}.json"
        made.write_text(json.dumps(standard_json(compiled(path)), indent=1) + "\n")
        print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
