"""Fixtures that several folders have, each resting on contracts of its own: the suite, or a bench.

A fixture of the session is made once. So a folder with a bench takes these anew into its conftest:
taken from the one above, they might speak to the suite.
"""

import pytest


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


# Of the bench alone.


@pytest.fixture(scope="session")
def credentials(bench):
    return bench.credentials


@pytest.fixture(scope="session")
def curricula(bench):
    return bench.curricula


@pytest.fixture(scope="session")
def pathways(bench):
    return bench.pathways


@pytest.fixture(scope="session")
def status(bench):
    return bench.status


@pytest.fixture(scope="session")
def adopt(bench):
    return bench.adopt


@pytest.fixture(scope="session")
def log(whole, credentials):
    """The events of the credential token, whole."""
    return whole(credentials)
