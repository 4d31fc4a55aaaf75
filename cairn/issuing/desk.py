"""Awarding a badge to the learners of a gradebook: who gets it, who does not and why.

The chain is asked first, so that the issuer sees what is going to happen, and it has the last word:
what it skips is told with its reason. A badge's number follows from its class and holder, so doing
the same again, after a kill or by mistake, never makes a second one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cairn.chain.accounts import Account
from cairn.chain.multicall import ask_many, groups_of
from cairn.credentials.learners import Standing
from cairn.credentials.library import Library
from cairn.credentials.outcomes import FALLEN, Outcome
from cairn.issuing.plans import Entry, Plan
from cairn.say.errors import CairnError
from cairn.say.programs import as_typed

MAX_BATCH = 256  # learners a transaction, as the contract has it


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

    def __init__(self, library: Library, class_id: int, issuer: Account):
        self.credentials, self.issuer, self.class_id = library.suite.credentials, issuer, class_id
        self.adopted = library.curricula[class_id >> 8]
        self.badge = library.name(class_id)
        if library.badge(class_id).rank:
            path = library.path(class_id)
            raise CairnError(
                f"{path} is a composite, which its learner claims when its rule is met: "
                f"{as_typed(f'claim {path}')}"
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
        found: dict[str, Outcome | None] = {
            wallet: self._outcome(wallet, Standing.of(self.adopted.number, answer))
            for wallet, answer in zip(wallets, answers, strict=True)
        }
        fallen = [wallet for wallet, outcome in found.items() if outcome is None]
        verdicts = ask_many(self.credentials.verify, [(wallet, self.class_id) for wallet in fallen])

        known = {wallet: outcome for wallet, outcome in found.items() if outcome is not None}
        return known | {
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
                for event in receipt.logs_of(self.credentials.Skipped)
            }
            yield Batch(group, skipped, receipt.transaction_hash)

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
        by_outcome[outcomes[entry.recipient]].append(entry)

    return {outcome.sentence: entries for outcome, entries in by_outcome.items()} | {
        failed: plan.below_mark,
        "without a grade": plan.no_grade,
        "passed but without a known wallet": plan.no_wallet,
    }
