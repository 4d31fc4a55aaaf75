"""What only `make oracle` brings along."""

import pytest

from oracle.solidity import MODULES


@pytest.fixture(scope="session")
def oracle():
    """OpenZeppelin's governor is there to be asked."""
    if not MODULES.exists():
        pytest.skip("`make oracle` gets OpenZeppelin's governor, to compare it with the DAO")
