"""A suite on the rig with its cast, and what can be done there in one word."""

from types import SimpleNamespace

import pytest
from eth_utils import keccak
from rig import Reverted, Revm, Rig, account, deploy

from cairn.curricula.record import BadgeClass, Gate, Issuer, Record, Rule

FOR = 1


class Scene:
    """A fresh suite, and everybody who is hostile or harmed there."""

    def __init__(self, founders=5, seated=True, engine=Revm):
        self.rig = Rig(engine)
        self.educators = [account(f"educator {n}") for n in range(founders)]
        self.issuer, self.other_issuer = account("issuer"), account("other issuer")
        self.learner, self.stranger = account("learner"), account("stranger")
        self.suite = deploy(self.rig, account("deployer"), self.educators, seated=seated)
        self.dao, self.members = self.suite.dao, self.suite.educators
        self.curricula, self.pathways = self.suite.curricula, self.suite.pathways
        self.status, self.credentials = self.suite.status, self.suite.credentials

    def act(self, contract, method, *args):
        """One action of a proposal."""
        return contract.address, contract.encode(method, *args)

    def propose(self, *actions, text="A decision.", sender=None):
        """Make a proposal; return its id and what it is executed with."""
        targets, calldatas = zip(*actions, strict=True)
        content = list(targets), [0] * len(targets), list(calldatas)
        voted = self.dao.propose(*content, text, sender=sender or self.educators[0]).value
        return voted, (*content, keccak(text=text))

    def open(self, voted):
        self.rig.now = self.dao.proposalSnapshot(voted) + 1

    def vote(self, voted, voters, support=FOR):
        for voter in voters:
            self.dao.castVote(voted, support, sender=voter)

    def ripe(self, *actions):
        """Let all educators vote for something, up to the second in which it can be executed."""
        voted, content = self.propose(*actions, text=f"Decision {self.dao.proposal_count()}.")
        self.open(voted)
        self.vote(voted, self.educators)
        self.rig.now = self.dao.proposalEta(voted)
        return content

    def decide(self, contract, method, *args):
        """Let all educators decide something, from proposal to execution."""
        content = self.ripe(self.act(contract, method, *args))
        return self.dao.execute(*content, sender=self.stranger)

    def stage(self, data):
        """Put a record's bytes on chain; return their hash."""
        return self.curricula.stage(data, sender=self.stranger).value

    def adopt(self, record):
        """Let a record take effect; return its curriculum's number."""
        self.decide(self.curricula, "adopt", self.stage(record.encode()))
        return record.curriculum or self.credentials.curriculum_count()

    def verdict(self, class_id):
        """The learner's credential as an employer is told of it; code, day of award, fallen."""
        code, _, _, awarded_at, *_, fallen = self.credentials.verify(self.learner, class_id)
        return SimpleNamespace(code=code, awarded_at=awarded_at, fallen=fallen)


@pytest.fixture
def scene():
    """Five educators, seated."""
    return Scene()


@pytest.fixture
def scene_of():
    """Another number of founders, seated or not."""
    return Scene


@pytest.fixture
def refusal_of():
    """Return the reason for which a call is refused, None if it is not."""

    def refusal_of(call, *args, **options):
        try:
            call(*args, **options)
        except Reverted as refusal:
            return str(refusal)
        return None

    return refusal_of


@pytest.fixture
def bees(scene):
    """Word a record of two badges, and a composite that needs the first; two issuers."""
    badges = BadgeClass("b1", "Badge 1"), BadgeClass("b2", "Badge 2")
    content = {
        "key": "bees",
        "title": "Beekeeping",
        "classes": (*badges, BadgeClass("keeper", "Beekeeper", rank=1)),
        "rules": (Rule(3, (Gate(1, classes=0b10),)),),
        "issuers": tuple(map(Issuer, sorted([scene.issuer, scene.other_issuer]))),
    }
    return lambda **fields: Record(**{**content, **fields})
