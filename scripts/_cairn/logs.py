"""The events of a deployment, read from any node: the only place where Cairn scans a chain.

A public node answers for some thousand blocks at a time and says so only by refusing, so what it
refuses is asked again in smaller parts. No event is older than the deployment, whose block stands
in the address book or, without one, is found by asking when the DAO's code first stood there.
"""

from collections.abc import Iterator

import ape
from ape.contracts.base import ContractEvent
from ape.exceptions import ApeException
from ape.types import ContractLog
from web3.exceptions import Web3Exception

FEWEST = 100  # blocks: a node that refuses so few refuses for another reason
REFUSALS = (ApeException, Web3Exception, ValueError)


def logs_of(event: ContractEvent, since: int, until: int | None = None) -> Iterator[ContractLog]:
    """Yield the events of a kind, oldest first, of the blocks from `since` to `until`, the newest
    if that is not said."""
    last = ape.chain.blocks.height if until is None else until
    first, size = since, max(last - since + 1, 1)
    while first <= last:
        try:
            found = list(event.range(first, min(first + size, last + 1)))
        except REFUSALS:
            if size <= FEWEST:
                raise
            size = max(size // 4, FEWEST)
            continue
        yield from found
        first += size


def block_of(address: str) -> int:
    """Return the block in which a contract came to stand; an earlier one if the node forgets."""
    low, high = 0, ape.chain.blocks.height
    try:
        while low < high:
            middle = (low + high) // 2
            stands = bool(ape.chain.provider.get_code(address, block_id=middle))
            low, high = (low, middle) if stands else (middle + 1, high)
    except REFUSALS:  # a node that does not keep what once was
        return 0
    return low
