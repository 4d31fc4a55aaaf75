"""What the contracts can never do, whatever anybody votes: run foreign code as their own, or go."""

from pathlib import Path

import pytest
from golden import compiled

FOREIGN = {"DELEGATECALL", "CALLCODE", "SELFDESTRUCT"}
CONTRACTS = sorted(Path("contracts").glob("*.vy"))


def words(assembly):
    """Every word of the compiler's assembly, those of its data sections too."""
    for word in assembly:
        if isinstance(word, (list, tuple)):
            yield from words(word)
        else:
            yield str(word).upper()


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_contract_runs_no_foreign_code_and_never_destroys_itself(path):
    used = set(words(compiled(path.resolve()).assembly_runtime))

    assert {"SLOAD", "STATICCALL", "SSTORE"} & used or path.stem == "BadgeRenderer"
    assert used & FOREIGN == set()
