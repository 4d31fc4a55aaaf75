"""What each act cost, read off the chain's own transactions."""

from collections import defaultdict

from rich.table import Table

from cairn.chain.interfaces import SELECTOR
from cairn.chain.suite import Suite, interface


def gas_table(suite: Suite, since: int) -> Table:
    """Return a table of the gas that each act on the suite has used since a block."""
    table = Table(title="Gas by act (transaction totals)")
    table.add_column("act")
    for column in ("times", "least", "most"):
        table.add_column(column, justify="right")
    for act, used in sorted(_used(suite, since).items()):
        table.add_row(act, str(len(used)), f"{min(used):,}", f"{max(used):,}")
    return table


def _used(suite: Suite, since: int) -> dict[str, list[int]]:
    names = {address: name for name, address in suite.addresses().items()}
    used = defaultdict(list)
    for transaction, receipt in suite.node.transactions(since + 1):
        role = names.get(str(transaction.get("to")))
        if role and receipt["status"]:
            function = interface(role).by_selector[bytes(transaction.get("input", b""))[:SELECTOR]]
            used[f"{role}.{function.name}"].append(receipt["gasUsed"])
    return used
