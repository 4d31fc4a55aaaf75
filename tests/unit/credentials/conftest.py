"""The credential token under one account, and its learners."""

import pytest
from benched import adopt, award, credentials, enrol, log, registry


@pytest.fixture(scope="session")
def curriculum(adopt, record_of, issuer, other_issuer):
    """Three badges, a composite that needs all three, and two issuers."""
    return adopt(record_of(issuers=[issuer, other_issuer]))


@pytest.fixture(scope="session")
def foreign(adopt, record_of, stranger):
    """A curriculum of somebody else, whose issuer has no say in ours."""
    return adopt(record_of(key="wasps", title="Wasps", issuers=[stranger]))


@pytest.fixture(scope="session")
def token(curriculum, learner, token_id):
    """The learner's first badge."""
    return token_id(curriculum.badge, learner)


@pytest.fixture
def holder(enrol, award, learner):
    """The learner, with the first badge."""
    enrol()
    award()
    return learner


@pytest.fixture
def ask_at(chain):
    """Let the next question be asked in a given second."""

    def ask_at(timestamp):
        chain.mine(timestamp=timestamp)

    return ask_at


@pytest.fixture(scope="session")
def stand_in(double):
    """A contract that does what it is told."""
    return double("stand_in")


@pytest.fixture(scope="session")
def loose_registry(double, council):
    """A contract in the registry's place, that does what no registry would."""
    registry = double("stand_in")
    registry.obey(council, sender=council)
    return registry


@pytest.fixture(scope="session")
def aged(double, council, issuer, bench, loose_registry, together, act):
    """A credential token whose counters can be moved on, with a curriculum of two badges."""
    aged = double("aged_credentials", council, loose_registry, bench.renderer)
    together(loose_registry, act(aged, "open_version", 0, 1, [1 << 104, 1 << 104]))
    aged.accredit(1, issuer, 0, sender=council)
    return aged
