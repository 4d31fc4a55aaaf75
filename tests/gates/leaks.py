"""Refuse files that name one machine: a package host, or a path that nobody else has.

    python tests/gates/leaks.py

Every file that git tracks, or would if added, must mean the same on every machine.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LEAKS = {
    "a package host": r"\b(pypi|pythonhosted|npmjs|yarnpkg|debian)[.](org|com)\b",
    "a path of one machine": r"(?<![\w.~$}-])[/](work|farm|root|tmp|home|Users)[/]",
    "a folder outside the project": r"[.][.]/shared\b",
}


def files() -> list[Path]:
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, capture_output=True, text=True, check=True).stdout
    return [path for name in names.split("\0") if name and (path := Path(name)).is_file()]


def leaks(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        for what, pattern in LEAKS.items():
            if found := re.search(pattern, line):
                yield number, f"names {what}: {found[0]}"


def main() -> int:
    found = [
        f"{path}:{number}: {leak}"
        for path in files()
        for number, leak in leaks(path.read_text(encoding="utf-8", errors="replace"))
    ]
    print(*found, f"leaks: {len(found) or 'no'} findings", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
