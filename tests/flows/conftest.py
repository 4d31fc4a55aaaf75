"""What the stories have in common."""

import pytest


@pytest.fixture
def verdict(credentials):
    """The code of an employer's verdict."""

    def verdict(holder, class_id):
        return credentials.verify(holder, class_id).code

    return verdict


@pytest.fixture
def staged(curricula, stranger):
    """Put a record on chain, for a vote to adopt; return its hash."""

    def staged(record):
        curricula.stage(record.encode(), sender=stranger)
        return record.hash

    return staged


@pytest.fixture
def earn_all(credentials, issuer):
    """Award badges to a learner."""

    def earn_all(learner, badges):
        for badge in badges:
            credentials.award(badge, learner, sender=issuer)

    return earn_all


@pytest.fixture
def tally_of(dao):
    """Votes against, for, abstaining."""
    return lambda proposal: tuple(dao.proposalVotes(proposal.id))
