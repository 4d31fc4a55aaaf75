"""What stands on a chain that a call can be about: the newest of each kind, read by its events."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from eth_account import Account
from eth_utils.crypto import keccak

from cairn.chain.contracts import Log
from cairn.chain.events import in_order
from cairn.chain.suite import Suite
from cairn.governance.motions import STATES, Motion, all_motions

PASSED = ("Succeeded", "Queued")
FOR = 1
NOBODY_YET = "0x" + "0" * 40
# A key that nobody uses: what it signs is signed well, and by no member.
NOBODY = Account.from_key(keccak(text="nobody"))


class Live:
    """What stands on the chain that a call can be about, for one account to try.

    `since` is the block of the deployment. What there is none of is None.
    """

    def __init__(self, suite: Suite, account: str, since: int = 0):
        self.suite, self.account, self.since = suite, account, since
        self.now = suite.node.now

    @cached_property
    def _newest(self) -> list[Log]:
        """All that tells what is there, newest first."""
        suite = self.suite
        kinds = (
            *(suite.educators.Admitted, suite.educators.ProxyNamed),
            *(suite.curricula.VersionAdopted, suite.curricula.RecordStaged),
            *(suite.credentials.Enrolled, suite.credentials.Issued),
        )
        return in_order(kinds, self.since)[::-1]

    def _logs(self, name: str) -> Iterator[dict]:
        """The fields of every event of that name, newest first."""
        return (log.event_arguments for log in self._newest if log.event_name == name)

    @cached_property
    def _motions(self) -> list[Motion]:
        return all_motions(self.suite, self.since)[::-1]

    def _state(self, motion: Motion) -> str:
        return STATES[self.suite.dao.state(motion.id)]

    @cached_property
    def motion(self) -> Motion | None:
        return next(iter(self._motions), None)

    @cached_property
    def active(self) -> Motion | None:
        return next((m for m in self._motions if self._state(m) == "Active"), None)

    @cached_property
    def changeable(self) -> Motion | None:
        """A proposal on which ballots still change: before the last eighth of its vote."""
        if self.active is None:
            return None
        closes_at = self.suite.dao.proposalDeadline(self.active.id)
        freezes_at = closes_at - (closes_at - self.active.opens_at) // 8
        return self.active if self.now < freezes_at else None

    @cached_property
    def passed(self) -> Motion | None:
        """A proposal that can be executed now."""
        ripe = (m for m in self._motions if self.suite.dao.proposalEta(m.id) <= self.now)
        return next((m for m in ripe if self._state(m) in PASSED), None)

    @cached_property
    def member(self) -> str | None:
        """The member with the newest seat."""
        newest = (log["member"] for log in self._logs("Admitted"))
        return next((who for who in newest if self.suite.educators.getVotes(who)), None)

    @cached_property
    def principal(self) -> str | None:
        """Somebody else who has named a proxy."""
        for log in self._logs("ProxyNamed"):
            proxy, _ = self.suite.educators.proxy_of(log["member"])
            if proxy != NOBODY_YET and self.account not in (log["member"], proxy):
                return log["member"]
        return None

    def _classes(self) -> Iterator[int]:
        """Every class, those of the curriculum that the learner is enrolled in first."""
        numbers = range(1, self.suite.credentials.curriculum_count() + 1)
        enrolled_in = self._enrolment and self._enrolment["curriculum"]
        for number in sorted(numbers, key=lambda number: number != enrolled_in):
            for index in range(1, self.suite.credentials.last_index(number) + 1):
                yield number << 8 | index

    def _class(self, is_composite: bool) -> int | None:
        for class_id in self._classes():
            definition = self.suite.curricula.definition(class_id)
            if definition and bool(definition & 255) == is_composite:
                return class_id
        return None

    @cached_property
    def badge(self) -> int | None:
        return self._class(is_composite=False)

    @cached_property
    def composite(self) -> int | None:
        return self._class(is_composite=True)

    @cached_property
    def version(self) -> tuple[int, int] | None:
        """Curriculum and version that take enrolments."""
        for log in self._logs("VersionAdopted"):
            if self.suite.credentials.covered(log["curriculum"], log["version"]):
                return log["curriculum"], log["version"]
        return None

    @cached_property
    def _enrolment(self) -> dict | None:
        enrolled = self._logs("Enrolled")
        return next((log for log in enrolled if log["learner"] != self.account), None)

    @property
    def learner(self) -> str | None:
        """Somebody else who has enrolled."""
        return self._enrolment["learner"] if self._enrolment else None

    @cached_property
    def credential(self) -> int | None:
        """A token that exists."""
        for log in self._logs("Issued"):
            if self.suite.credentials.is_held(log["token_id"] >> 160, log["holder"]):
                return log["token_id"]
        return None

    @cached_property
    def record(self) -> bytes:
        """The hash of a record that waits for a vote, if there is one."""
        staged = (log["record_hash"] for log in self._logs("RecordStaged"))
        waiting = (name for name in staged if not self.suite.curricula.is_adopted(name))
        return next(waiting, keccak(text="no record"))

    @cached_property
    def new_action(self) -> tuple[list, list, list]:
        """A decision that the members could take: to keep the rules as they are."""
        rules = self.suite.rules
        kept = rules.set_rules.encode_input(0, tuple(rules.rules(0)))
        return [rules.address], [0], [kept]

    def signed(self, **more: tuple[str, object]) -> bytes:
        """The nobody's ballot for what is being voted on; `more` are typed fields behind it."""
        assert self.active is not None  # else there is nothing to vote on
        fields = {
            "proposalId": ("uint256", self.active.id),
            "support": ("uint8", FOR),
            "voter": ("address", NOBODY.address),
            "nonce": ("uint256", 0),
            **more,
        }
        types = [{"name": name, "type": kind} for name, (kind, _) in fields.items()]
        message = {name: value for name, (_, value) in fields.items()}
        domain = {
            "name": self.suite.dao.name(),
            "version": self.suite.dao.version(),
            "chainId": self.suite.node.chain_id,
            "verifyingContract": self.suite.dao.address,
        }
        kind = "ExtendedBallot" if more else "Ballot"
        return bytes(NOBODY.sign_typed_data(domain, {kind: types}, message).signature)
