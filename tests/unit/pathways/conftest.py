"""The pathway registry under one account, and what learners can earn there."""

import pytest
from benched import adopt, credentials, curricula, log, pathways, status


@pytest.fixture(scope="session")
def curriculum(adopt, record_of):
    """Three badges and a composite that needs all three."""
    return adopt(record_of(key="apiary"))


@pytest.fixture
def earn(credentials, learner, issuer):
    """Enrol, unless one has, and be awarded these badges."""

    def earn(*badges, who=learner, version=1):
        for badge in badges:
            if credentials.enrolment_of(badge >> 8, who)[0] != version:
                credentials.enrol(badge >> 8, version, sender=who)
            credentials.award(badge, who, sender=issuer)

    return earn
