"""What one says of a whole deployment in one word, `decide`, `propose`; on Ape's chain or the rig.

A fixture of the session is made once, for one deployment. So a folder with another one, as those on
the rig have, takes these anew into its conftest.
"""

from functools import partial

import pytest
from eth_utils import keccak

from cairn.chain.suite import Rules

AGAINST, FOR, ABSTAIN = 0, 1, 2


@pytest.fixture(scope="session")
def educator(educators):
    return educators[0]


@pytest.fixture(scope="session")
def rules():
    """What every class of decisions begins with here, so that a test of another matter can put up
    anything to the vote; `RULEBOOK` has what a deployment begins with."""
    return Rules()


@pytest.fixture(scope="session")
def credentials(suite):
    return suite.credentials


@pytest.fixture(scope="session")
def curricula(suite):
    return suite.curricula


@pytest.fixture(scope="session")
def pathways(suite):
    return suite.pathways


@pytest.fixture(scope="session")
def status(suite):
    return suite.status


@pytest.fixture(scope="session")
def dao(suite):
    return suite.dao


@pytest.fixture(scope="session")
def decision_rules(suite):
    return suite.rules


@pytest.fixture(scope="session")
def membership(suite):
    """The educators' token; `educators` are the people."""
    return suite.educators


class Proposal:
    """A proposal and its life, one verb a step."""

    def __init__(self, dao, chain, actions, description):
        self.dao, self.chain = dao, chain
        self.targets = [str(target.address) for target, _ in actions]
        self.values = [0] * len(actions)
        self.calldatas = [data for _, data in actions]
        self.description = description
        self.id = dao.hashProposal(*self.content)

    @property
    def content(self):
        return self.targets, self.values, self.calldatas, keccak(text=self.description)

    def propose(self, sender):
        return self.dao.propose(*self.content[:3], self.description, sender=sender)

    def open(self):
        """Move to the first second in which votes count."""
        self.move_to(self.dao.proposalSnapshot(self.id) + 1)

    def close(self):
        """Move to the first second after the vote."""
        self.move_to(self.dao.proposalDeadline(self.id) + 1)

    def ripen(self):
        """Move to the first second in which it can be executed."""
        self.move_to(self.dao.proposalEta(self.id))

    def move_to(self, timestamp):
        self.chain.mine(timestamp=timestamp)

    def vote(self, voter, support=FOR):
        return self.dao.castVote(self.id, support, sender=voter)

    def execute(self, sender, **options):
        return self.dao.execute(*self.content, sender=sender, **options)

    def cancel(self, sender):
        return self.dao.cancel(*self.content, sender=sender)

    @property
    def state(self):
        return self.dao.state(self.id)


@pytest.fixture(scope="session")
def proposal_of(dao, chain):
    """Word a proposal without making it."""

    def proposal_of(*actions, description="A decision."):
        return Proposal(dao, chain, actions, description)

    return proposal_of


@pytest.fixture(scope="session")
def propose(proposal_of, decision_rules, educator, act, rules):
    """Make a proposal; its default action changes nothing."""

    def propose(*actions, description="A decision.", sender=educator):
        actions = actions or (act(decision_rules, "set_rules", 0, rules),)
        proposal = proposal_of(*actions, description=description)
        proposal.propose(sender)
        return proposal

    return propose


@pytest.fixture(scope="session")
def decide_in(chain, educators, stranger):
    """Let the educators of a deployment decide something, from proposal to execution; return the
    last receipt."""
    made = iter(range(10**6))

    def decide_in(dao, *actions, voters=tuple(educators[:3])):
        proposal = Proposal(dao, chain, actions, f"Decision {next(made)}.")
        proposal.propose(educators[0])
        proposal.open()
        for voter in voters:
            proposal.vote(voter)
        proposal.ripen()
        return proposal.execute(stranger)

    return decide_in


@pytest.fixture(scope="session")
def decide(dao, decide_in):
    return partial(decide_in, dao)
