"""On the rig: to show one silence takes a year of votes."""

import pytest
from assembled import (
    dao,
    decide,
    decide_in,
    decision_rules,
    educator,
    membership,
    proposal_of,
    propose,
    registry,
    rules,
)
from rigged import act, chain, deployer, educators, learner, rig, rolled_back, stranger, suite


@pytest.fixture(scope="session")
def at(chain):
    """Let the next transaction happen in a given second."""

    def at(timestamp):
        chain.pending_timestamp = timestamp

    return at


@pytest.fixture(scope="session")
def now(chain):
    """The second of the last transaction."""
    return lambda: chain.blocks.head.timestamp
