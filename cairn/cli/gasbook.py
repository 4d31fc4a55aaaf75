"""What each act cost, read off the chain's own transactions."""

from collections import defaultdict

import ape
from rich.table import Table

from cairn.chain.suite import Suite


def gas_table(suite: Suite, since: int) -> Table:
    """Return a table of the gas that each act on the suite has used since a block."""
    table = Table(title="Gas by act (transaction totals)")
    for column, justify in (
        ("act", "left"),
        ("times", "right"),
        ("least", "right"),
        ("most", "right"),
    ):
        table.add_column(column, justify=justify)
    for act, used in sorted(_used(suite, since).items()):
        table.add_row(act, str(len(used)), f"{min(used):,}", f"{max(used):,}")
    return table


def _used(suite: Suite, since: int) -> dict[str, list[int]]:
    names = {address: name for name, address in suite.addresses().items()}
    used = defaultdict(list)
    for number in range(since + 1, ape.chain.blocks.height + 1):
        for transaction in ape.chain.blocks[number].transactions:
            contract = names.get(str(transaction.receiver))
            if not contract:
                continue
            receipt = ape.chain.provider.get_receipt(transaction.txn_hash.to_0x_hex())
            if not receipt.failed:
                method = _method(getattr(suite, contract), bytes(transaction.data)[:4])
                used[f"{contract}.{method}"].append(receipt.gas_used)
    return used


def _method(contract, selector: bytes) -> str:
    return contract.contract_type.methods[selector].name
