"""The credential token under one account, and its learners."""

import pytest


@pytest.fixture(scope="session")
def credentials(bench):
    return bench.credentials


@pytest.fixture(scope="session")
def registry(bench):
    return bench.registry


@pytest.fixture(scope="session")
def adopt(bench):
    return bench.adopt


@pytest.fixture(scope="session")
def curriculum(adopt, record_of, issuer, other_issuer):
    """Three badges, a composite that needs all three, and two issuers."""
    return adopt(record_of(issuers=[issuer, other_issuer]))


@pytest.fixture(scope="session")
def foreign(adopt, record_of, stranger):
    """A curriculum of somebody else, whose issuer has no say in ours."""
    return adopt(record_of(key="wasps", title="Wasps", issuers=[stranger]))


@pytest.fixture(scope="session")
def log(whole, credentials):
    """The events of the credential token, whole."""
    return whole(credentials)


@pytest.fixture(scope="session")
def token(curriculum, learner, token_id):
    """The learner's first badge."""
    return token_id(curriculum.badge, learner)


@pytest.fixture(scope="session")
def enrol(credentials, curriculum, learner):
    def enrol(who=learner, number=curriculum.number, version=curriculum.version):
        return credentials.enrol(number, version, sender=who)

    return enrol


@pytest.fixture(scope="session")
def award(credentials, curriculum, learner, issuer):
    def award(badge=curriculum.badge, to=learner, sender=issuer):
        return credentials.award(badge, to, sender=sender)

    return award


@pytest.fixture
def ask_at(chain):
    """Let the next question be asked in a given second."""

    def ask_at(timestamp):
        chain.mine(timestamp=timestamp)

    return ask_at


@pytest.fixture
def midnight(chain, day):
    """The first second of the UTC day that comes."""
    return (chain.pending_timestamp // day + 1) * day


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
