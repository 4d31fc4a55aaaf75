"""The credential token under one account, and its learners."""

import pytest
from benched import adopt, award, credentials, curricula, enrol, log, pathways, status

from cairn.curricula.record import class_indices


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
def status_log(whole, status):
    """The events of the status door, whole."""
    return whole(status)


@pytest.fixture(scope="session")
def stand_in(double):
    """A contract that does what it is told."""
    return double("stand_in")


@pytest.fixture(scope="session")
def loose_door(double):
    """A contract in the place of every door, that does what no door would."""
    return double("stand_in")


@pytest.fixture(scope="session")
def opening(act):
    """Word what a door tells of a version that opens, with so many badges, new and in all."""

    def opening(token, number, version, new, count=None):
        indices, words = class_indices(count or new), [0] * 16
        for index in indices[-new:]:
            words[index >> 4] |= 1 << (index % 16 * 16)
        return act(token, "open_version", number, version, indices[-1], words)

    return opening


@pytest.fixture(scope="session")
def aged(double, council, issuer, bench, loose_door, together, opening):
    """A credential token whose counters can be moved on, with a curriculum of two badges."""
    aged = double("aged_credentials", council, *[loose_door] * 3, bench.renderer)
    together(loose_door, opening(aged, 0, 1, new=2))
    aged.accredit(1, issuer, 0, sender=council)
    return aged
