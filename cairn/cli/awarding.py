"""Awarding badges, with everything told on the issuer's terminal.

Names, e-mail addresses and scores are shown there and go no further: only wallets go on chain.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal

from rich import box
from rich.table import Table
from rich.text import Text

from cairn.cli.stage import Stage
from cairn.credentials.outcomes import Outcome
from cairn.issuing.desk import Batch, Desk
from cairn.issuing.plans import Entry
from cairn.say.errors import CairnError
from cairn.say.text import plain

Ask = Callable[[], None] | None  # asks before anything is signed; None: nothing is to be sent
SHOWN = 20  # rows of one outcome, unless all are asked for


def award_one(stage: Stage, desk: Desk, wallet: str, ask: Ask) -> None:
    """Award the badge to one wallet, or say why not."""
    outcome = desk.outcomes([wallet])[wallet]
    if outcome not in (Outcome.AWARDED, Outcome.ALREADY_HELD):
        raise CairnError(f"{wallet}: {outcome.sentence}")
    if outcome == Outcome.ALREADY_HELD:
        stage.say(f"{wallet} holds {desk.badge} already: nothing to do.")
    elif ask is None:
        stage.say(f"Nothing was sent: {wallet} would be awarded {desk.badge}.")
    else:
        by = desk.issuer.address
        stage.say(f"{desk.badge} of {desk.adopted.key}, awarded by {by}: to {wallet}.")
        ask()
        desk.award(wallet)
        stage.say(f"{wallet} has been awarded {desk.badge}.")


def award_passed(
    stage: Stage, desk: Desk, groups: Mapping[str, Sequence[Entry]], size: int, ask: Ask
) -> None:
    """Award the badge to those of a gradebook who are to get it, and tell the totals."""
    entries = groups[Outcome.AWARDED.sentence]
    rest = {heading: len(rows) for heading, rows in groups.items() if rows is not entries}
    if not entries or ask is None:
        word = "Nothing was sent" if entries else "Nothing to send"
        stage.say(f"{word}: {_totals({Outcome.AWARDED.sentence: len(entries), **rest})}.")
        return
    ask()
    awarded = _send(stage, desk, entries, size)
    counts = {"awarded": awarded, "skipped by the chain": len(entries) - awarded, **rest}
    stage.say(f"{desk.badge}: {_totals(counts)}.")


def show(stage: Stage, desk: Desk, groups: Mapping[str, Sequence[Entry]], everything: bool) -> None:
    """Print what becomes of each row."""
    stage.say(f"{desk.badge} of {desk.adopted.key}, awarded by {desk.issuer.address}:")
    stage.out.print(_table(groups, everything), soft_wrap=False)


def _totals(counts: Mapping[str, int]) -> str:
    """Say how many of each there are, as "7 awarded; 2 held already"."""
    told = {heading.partition(":")[0]: count for heading, count in counts.items() if count}
    return "; ".join(f"{count:,} {heading}" for heading, count in told.items())


def _send(stage: Stage, desk: Desk, entries: Sequence[Entry], size: int) -> int:
    """Send the batches, each told once it is on chain; return how many have been awarded."""
    by_wallet = {entry.recipient: entry for entry in entries}
    awarded = sent = 0
    try:
        for batch in desk.award_all(list(by_wallet), size):
            awarded, sent = awarded + batch.awarded, sent + len(batch.wallets)
            stage.say(f"{sent:,} of {len(entries):,} on chain: {batch.transaction}")
            _tell_skipped(stage, batch, by_wallet)
    except (Exception, KeyboardInterrupt):
        stage.say(f"Stopped after {awarded:,}: the same command run again does the rest.")
        raise
    return awarded


def _tell_skipped(stage: Stage, batch: Batch, by_wallet: Mapping[str, Entry]) -> None:
    for wallet, outcome in batch.skipped.items():
        entry = by_wallet[wallet]
        stage.say(f"  row {entry.line}, {plain(entry.person)}: {outcome.sentence}")


def _table(groups: Mapping[str, Sequence[Entry]], everything: bool) -> Table:
    """Show the rows by what becomes of them, and how many these are."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("outcome", max_width=26)
    table.add_column("row", justify="right")
    table.add_column("who", overflow="fold")
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("wallet", no_wrap=True)
    for heading, entries in groups.items():
        if entries:
            _add(table, heading, entries, everything)

    return table


def _add(table: Table, heading: str, entries: Sequence[Entry], everything: bool) -> None:
    shown = entries if everything else entries[:SHOWN]
    for n, entry in enumerate(shown):
        first = f"{len(entries):,} {heading}" if n == 0 else ""
        cells = (f"{entry.line}", plain(entry.person), _percent(entry.score), _short(entry.wallet))
        table.add_row(first, *map(Text, cells))
    if len(shown) < len(entries):
        table.add_row("", "", f"and {len(entries) - len(shown):,} more: --all shows them")
    table.add_section()


def _percent(score: Decimal | None) -> str:
    """Write a share, cut rather than rounded, so that nobody below a mark seems to reach it."""
    if score is None:
        return ""
    cut = (score * 100).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    return f"{f'{cut:f}'.rstrip('0').rstrip('.')} %"


def _short(wallet: str | None) -> str:
    """Return enough of an address to tell it apart on a screen."""
    return f"{wallet[:6]}…{wallet[-4:]}" if wallet else ""
