"""A suite on py-evm, with real transactions: cold storage, calldata, refunds, Cancun's rules.

Every account and every byte is the same in each run, so the figures are, on every machine.
"""

from dataclasses import replace
from functools import cached_property
from pathlib import Path

from eth_utils import keccak
from rig import PyEvm, Receipt, Rig, account, deploy, key
from stateful.governing import ballot_digest

from cairn.chain.suite import DAY
from cairn.curricula.compiler import compile_record
from cairn.curricula.file import load
from cairn.curricula.record import BadgeClass, Gate, Issuer, Record, Rule, class_indices

UNT_FRENCH = Path(__file__).parents[2] / "curricula" / "unt-french-ba-marketable-skills.yaml"
NOBODY = "0x" + "00" * 20
FOR = 1


class Story:
    """A fresh suite with its educators, and what one can do with it in one word."""

    def __init__(self, educators: int = 10):
        self.rig = Rig(PyEvm)
        self.educators = [account(f"educator {n}") for n in range(educators)]
        self.issuer, self.stranger = account("issuer"), account("stranger")
        self.learners = [account(f"learner {n}") for n in range(101)]
        self.suite = deploy(self.rig, account("deployer"), self.educators)
        self.voted: list[int] = []  # what was decided, oldest first

    def content(self, action: tuple, text: str) -> tuple:
        """A proposal of one action: a contract, one of its functions and the arguments."""
        target, method, *args = action
        return [target.address], [0], [target.encode(method, *args)], text

    def propose(self, action: tuple, text: str) -> Receipt:
        return self.suite.dao.propose(*self.content(action, text), sender=self.educators[0])

    def vote(self, voted: int, voter: str) -> Receipt:
        return self.suite.dao.castVote(voted, FOR, sender=voter)

    def open(self, *action, text: str) -> int:
        """Put an action to the vote, in its first second."""
        voted = self.propose(action, text).value
        self.rig.now = self.suite.dao.proposalSnapshot(voted) + 1
        return voted

    def signed(self, voted: int, number: int) -> tuple[str, int, str, bytes]:
        """The ballot of one educator, signed: ICurriculumDAO.SignedBallot."""
        voter = self.educators[number]
        digest = ballot_digest(self.suite.dao.address, voted, FOR, voter)
        signature = key(f"educator {number}").sign_msg_hash(digest).to_bytes()
        return voter, FOR, "", signature[:64] + bytes([signature[64] + 27])

    def execute(self, action: tuple, text: str) -> Receipt:
        *lists, _ = self.content(action, text)
        return self.suite.dao.execute(*lists, keccak(text=text), sender=self.stranger)

    def decide(self, *action, voters: int = 3, text: str = "") -> list[Receipt]:
        """Carry a proposal from beginning to end; return the receipt of each step."""
        text = text or f"Decision {len(self.voted)}."
        receipts = [self.propose(action, text)]
        voted = receipts[0].value
        self.voted.append(voted)
        self.rig.now = self.suite.dao.proposalSnapshot(voted) + 1
        receipts += [self.vote(voted, voter) for voter in self.educators[:voters]]
        self.rig.now = self.suite.dao.proposalEta(voted)
        return [*receipts, self.execute(action, text)]

    def stage(self, record: Record) -> Receipt:
        return self.suite.curricula.stage(record.encode(), sender=self.stranger)

    def adopt(self, record: Record) -> list[int]:
        """Adopt a record by a vote, staged first unless it is, and return its classes."""
        if self.suite.curricula.records(record.hash) == NOBODY:
            self.stage(record)
        self.decide(self.suite.curricula, "adopt", record.hash)
        number = self.suite.credentials.curriculum_count()
        self.rig.now = (self.rig.now // DAY + 1) * DAY  # conferrals begin with a day
        return [number << 8 | index for index in class_indices(len(record.classes))]

    def enrol(self, learner: str, number: int = 1) -> Receipt:
        return self.suite.credentials.enrol(number, 1, sender=learner)

    def award(self, badge: int, learner: str) -> Receipt:
        return self.suite.credentials.award(badge, learner, sender=self.issuer)

    def award_batch(self, badge: int, learners: list[str]) -> Receipt:
        return self.suite.credentials.award_batch(badge, learners, sender=self.issuer)

    def claim(self, composite: int, learner: str) -> Receipt:
        return self.suite.pathways.claim(composite, sender=learner)

    def record(self, badges: int) -> Record:
        """A curriculum of so many badges, and a composite that needs them all."""
        *lower, composite = class_indices(badges + 1)
        gate = Gate(threshold=badges, classes=sum(1 << index for index in lower))
        named = [BadgeClass(f"b{n}", f"Badge {n}", valid_days=730) for n in range(badges)]
        return Record(
            key=f"all-{badges}",
            title=f"All of {badges}",
            classes=(*named, BadgeClass("whole", "The whole", rank=1, type=3)),
            rules=(Rule(composite, (gate,)),),
            issuers=(Issuer(self.issuer),),
        )

    @cached_property
    def deep_record(self) -> Record:
        """The French B.A. of the University of North Texas: 24 badges, 24 gates."""
        record = compile_record(load(UNT_FRENCH), lambda role: self.issuer)
        assert len(record.classes) == 25
        assert len(record.rules[0].gates) == 24
        return replace(record, issuers=(Issuer(self.issuer),))
