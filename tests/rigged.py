"""The shared stage on the rig: fixtures of the same names as with Ape, for tests of many steps.

A folder takes these into its conftest, and those of `assembled` anew. Time goes as on a chain: each
transaction has a second of its own, and what is asked is answered as of the last one.
"""

from types import SimpleNamespace

import pytest
from rig import Revm, Rig, account
from rig import deploy as deploy_on

from cairn.chain.suite import CLASSES


class Ticking(Revm):
    """One transaction a second."""

    def transact(self, *message, **options):
        self.timestamp += 1
        return super().transact(*message, **options)


class Clock:
    """What tests do with Ape's chain: read its time and move it on."""

    def __init__(self, rig):
        self._rig = rig

    @property
    def pending_timestamp(self):
        """The second in which the next transaction happens."""
        return self._rig.now + 1

    @pending_timestamp.setter
    def pending_timestamp(self, timestamp):
        self.mine(timestamp=timestamp - 1)

    @property
    def blocks(self):
        return SimpleNamespace(head=SimpleNamespace(timestamp=self._rig.now))

    def mine(self, timestamp):
        assert timestamp > self._rig.now, "time does not go back"
        self._rig.now = timestamp


@pytest.fixture(scope="session")
def rig():
    return Rig(Ticking)


@pytest.fixture(scope="session")
def chain(rig):
    return Clock(rig)


@pytest.fixture(scope="session")
def deployer():
    return account("deployer")


@pytest.fixture(scope="session")
def educators():
    """The five founding members."""
    return [account(f"educator {n}") for n in range(1, 6)]


@pytest.fixture(scope="session")
def stranger():
    return account("stranger")


@pytest.fixture(scope="session")
def learner():
    return account("learner")


@pytest.fixture(scope="session")
def suite(rig, deployer, educators, rules):
    """The deployment that tests share."""
    return deploy_on(rig, deployer, educators, [rules] * len(CLASSES))


@pytest.fixture(scope="session")
def act():
    """An action: the target, and the calldata of one call."""
    return lambda target, method, *arguments: (target, target.encode(method, *arguments))


@pytest.fixture(autouse=True)
def rolled_back(rig, suite):
    """Undo after each test what it did, as Ape does it on its chains."""
    before = rig.engine.snapshot()
    yield
    rig.engine.revert(before)
