"""An educators' token on its own: a decision is one transaction of `council`, in any second."""

import pytest


@pytest.fixture(scope="session")
def token(project, chain, deployer, council, educators):
    """The five founders seated, one second past."""
    token = deployer.deploy(project.EducatorToken, council, educators)
    for founder in educators:
        token.accept(sender=founder)
    chain.mine(deltatime=1)
    return token


@pytest.fixture(scope="session")
def seat(token, council):
    """Admit somebody, who accepts."""

    def seat(who):
        token.admit(who, sender=council)
        return token.accept(sender=who)

    return seat


@pytest.fixture(scope="session")
def now(chain):
    """The second of the last block."""
    return lambda: chain.blocks.head.timestamp
