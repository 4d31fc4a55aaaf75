"""What follows from a gradebook: who is to be awarded, and why everybody else is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from cairn.issuing.gradebooks import Gradebook, Row
from cairn.issuing.rosters import PERSON, Roster, Seen
from cairn.say.errors import CairnError


@dataclass(frozen=True)
class Entry:
    """One learner in a plan. `person` is for the issuer's terminal only."""

    person: str
    wallet: str | None
    score: Decimal | None
    line: int

    @property
    def recipient(self) -> str:
        """The wallet of one who is to be awarded: there always is one."""
        assert self.wallet, self
        return self.wallet


@dataclass(frozen=True)
class Plan:
    """What becomes of each row of a gradebook: every row stands in exactly one list."""

    to_award: list[Entry] = field(default_factory=list)
    below_mark: list[Entry] = field(default_factory=list)
    no_grade: list[Entry] = field(default_factory=list)
    no_wallet: list[Entry] = field(default_factory=list)


def plan(gradebook: Gradebook, roster: Roster | None = None, mark: Decimal | None = None) -> Plan:
    """
    Who is to be awarded. With no `mark` the platform's own verdict decides (Open edX's
    "Certificate Eligible"); a learner without a wallet is reported only if she has passed.
    """
    passed = _pass_rule(gradebook, mark)
    _refuse_unmatchable(gradebook, roster)
    seen, result = Seen(gradebook.file), Plan()
    for row in gradebook:
        wallet = _wallet(gradebook.file, row, roster)
        seen.refuse_shared_wallet(row.line, wallet)
        verdict = passed(row)
        if verdict is None:
            outcome = result.no_grade
        elif not verdict:
            outcome = result.below_mark
        else:
            outcome = result.to_award if wallet else result.no_wallet
        outcome.append(Entry(row.person, wallet, row.score, row.line))
    return result


def _pass_rule(gradebook: Gradebook, mark: Decimal | None) -> Callable[[Row], bool | None]:
    if mark is not None:
        return lambda row: None if row.score is None else row.score >= mark
    if any(row.eligible is not None for row in gradebook):
        return lambda row: row.eligible
    raise CairnError(
        f"{gradebook.file}: does not say who has passed; give the pass mark, as in --min 60%"
    )


def _refuse_unmatchable(gradebook: Gradebook, roster: Roster | None) -> None:
    """A roster by keys that the gradebook has none of would quietly match nobody."""
    if any(row.wallet for row in gradebook):
        return
    if roster is None:
        raise CairnError(f"{gradebook.file}: holds no wallets; add a roster: --roster FILE")
    if not any(row.keys[kind] for row in gradebook for kind in roster.kinds):
        kinds = [kind for kind in PERSON if any(row.keys[kind] for row in gradebook)]
        raise CairnError(
            f"{roster.file}: goes by {' and '.join(roster.kinds)}, which {gradebook.file} lacks; "
            f"make a roster by {' or '.join(kinds)}"
        )


def _wallet(file: str, row: Row, roster: Roster | None) -> str | None:
    if roster is None:
        return row.wallet
    other = roster.wallet_of(row.keys)
    if row.wallet and other and row.wallet != other:
        raise CairnError(
            f"{file}, row {row.line}: the wallet {row.wallet} is not the one in {roster.file} "
            f"({other}); correct one of them"
        )
    return row.wallet or other
