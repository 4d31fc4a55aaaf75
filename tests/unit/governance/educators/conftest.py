"""An educators' token on its own: a decision is one transaction of `council`, in any second."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def tomorrow(chain, day):
    """Begin a day ahead of the machine's clock, so that it overtakes no test, however slow: the
    chain would go by it then, past the second that a test has set."""
    chain.mine(deltatime=day)


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
