"""Awarding a badge to the learners of a gradebook: who gets it, who does not and why.

The chain is asked first, so that the issuer sees what is going to happen, and it has the last word:
what it skips is told with its reason. A badge's number follows from its class and holder, so doing
the same again, after a kill or by mistake, never makes a second one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ape.api import AccountAPI

from cairn.chain.multicall import ask_many, groups_of
from cairn.credentials.learners import Standing
from cairn.credentials.library import Library
from cairn.issuing.plans import Entry, Plan
from cairn.say.errors import CairnError

MAX_BATCH = 256  # learners a transaction, as the contract has it


class Outcome(IntEnum):
    """What comes of a try to award, as the contract numbers it."""

    AWARDED = 0
    NOT_ENROLLED = 1
    NOT_COVERED = 2
    ALREADY_HELD = 3
    WAS_REVOKED = 4
    WAS_RENOUNCED = 5
    OWN_AWARD = 6

    @property
    def sentence(self) -> str:
        return SENTENCES[self]


SENTENCES = {
    Outcome.AWARDED: "to be awarded",
    Outcome.NOT_ENROLLED: "not enrolled: only the learner can consent, with `ape run enrol`",
    Outcome.NOT_COVERED: "enrolled in a version without this badge: a newer one may have it",
    Outcome.ALREADY_HELD: "held already",
    Outcome.WAS_REVOKED: "revoked before: only the DAO can reinstate it",
    Outcome.WAS_RENOUNCED: "renounced before: only the learner can let it be awarded again",
    Outcome.OWN_AWARD: "the issuer's own: nobody awards a badge to themselves",
}
# What a verdict's code says of one that is gone.
FALLEN = {4: Outcome.WAS_REVOKED, 5: Outcome.WAS_RENOUNCED}


@dataclass(frozen=True)
class Batch:
    """One transaction that is on chain: whom it was for, and who was skipped."""

    wallets: Sequence[str]
    skipped: dict[str, Outcome]
    transaction: str

    @property
    def awarded(self) -> int:
        return len(self.wallets) - len(self.skipped)


class Desk:
    """One issuer, one badge. Refuses at once what the issuer may not award."""

    def __init__(self, library: Library, class_id: int, issuer: AccountAPI):
        self.credentials, self.issuer, self.class_id = library.suite.credentials, issuer, class_id
        self.adopted = library.curricula[class_id >> 8]
        self.badge = library.name(class_id)
        if library.badge(class_id).rank:
            path = library.path(class_id)
            raise CairnError(
                f"{path} is a composite, which its learner claims when its rule is met: "
                f"`ape run claim {path}`"
            )
        since, _ = self.credentials.accreditation(self.adopted.number, issuer.address)
        if not since:
            raise CairnError(
                f'{issuer.address} is not accredited for "{self.adopted.key}": sign with an '
                "account that is (--account), or propose to accredit this one"
            )

    def outcomes(self, wallets: Sequence[str]) -> dict[str, Outcome]:
        """Ask the chain what would come of awarding the badge to each of these."""
        questions = [(self.adopted.number, wallet) for wallet in wallets]
        answers = ask_many(self.credentials.standing, questions)
        found = {
            wallet: self._outcome(wallet, Standing.of(self.adopted.number, answer))
            for wallet, answer in zip(wallets, answers, strict=True)
        }
        fallen = [wallet for wallet, outcome in found.items() if outcome is None]
        verdicts = ask_many(self.credentials.verify, [(wallet, self.class_id) for wallet in fallen])

        return found | {
            wallet: FALLEN.get(verdict.code, Outcome.ALREADY_HELD)
            for wallet, verdict in zip(fallen, verdicts, strict=True)
        }

    def award(self, wallet: str) -> None:
        """Award the badge to one learner."""
        self.credentials.award(self.class_id, wallet, sender=self.issuer)

    def award_all(self, wallets: Sequence[str], size: int) -> Iterator[Batch]:
        """Award the badge to many, `size` a transaction; yield each once it is on chain."""
        for group in groups_of(size, wallets):
            receipt = self.credentials.award_batch(self.class_id, group, sender=self.issuer)
            skipped = {
                str(event.learner): Outcome(event.outcome)
                for event in receipt.decode_logs(self.credentials.Skipped)
            }
            yield Batch(group, skipped, receipt.txn_hash)

    def _outcome(self, wallet: str, standing: Standing) -> Outcome | None:
        """Return what would come of it; None if that takes the credential's own record."""
        if self.class_id in standing.held:
            return Outcome.ALREADY_HELD
        if wallet == str(self.issuer.address):
            return Outcome.OWN_AWARD
        if self.class_id in standing.fallen:
            return None
        if not standing.version:
            return Outcome.NOT_ENROLLED
        is_covered = self.class_id & 255 <= self.adopted.covers[standing.version]
        return Outcome.AWARDED if is_covered else Outcome.NOT_COVERED


def sort_out(plan: Plan, outcomes: dict[str, Outcome], failed: str) -> dict[str, list[Entry]]:
    """Return the rows of a gradebook by what becomes of them; the first are to be awarded."""
    by_outcome = {outcome: [] for outcome in Outcome}
    for entry in plan.to_award:
        by_outcome[outcomes[entry.wallet]].append(entry)

    return {outcome.sentence: entries for outcome, entries in by_outcome.items()} | {
        failed: plan.below_mark,
        "without a grade": plan.no_grade,
        "passed but without a known wallet": plan.no_wallet,
    }
