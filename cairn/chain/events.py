"""The events of a deployment, read from any node: the only place where Cairn scans a chain.

A public node answers for some thousand blocks at a time and says so only by refusing, so what it
refuses is asked again in smaller parts. No event is older than the deployment, whose block stands
in the address book or, without one, is found by asking when the DAO's code first stood there.
"""

from collections.abc import Iterable, Iterator

import ape
from ape.contracts.base import ContractEvent
from ape.exceptions import ApeException
from ape.types import ContractLog, LogFilter
from eth_utils import keccak, to_hex
from web3.exceptions import Web3Exception

FEWEST = 100  # blocks: a node that refuses so few refuses for another reason
REFUSALS = (ApeException, Web3Exception, ValueError)


def logs_of(event: ContractEvent, since: int, until: int | None = None) -> Iterator[ContractLog]:
    """Yield the events of a kind, oldest first, of the blocks from `since` to `until`, the newest
    if that is not said."""
    yield from _scan([event], since, until)


def in_order(events: Iterable[ContractEvent], since: int) -> list[ContractLog]:
    """Return the events of several kinds, in the order in which they happened: asked for all at
    once, as each question costs a node the same."""
    found = _scan(list(events), since)
    return sorted(found, key=lambda log: (log.block_number, log.log_index))


def _scan(
    kinds: list[ContractEvent], since: int, until: int | None = None
) -> Iterator[ContractLog]:
    last = ape.chain.blocks.height if until is None else until
    first, size = since, max(last - since + 1, 1)
    while first <= last:
        try:
            found = _part(kinds, first, min(first + size - 1, last))
        except REFUSALS:
            if size <= FEWEST:
                raise
            size = max(size // 4, FEWEST)
            continue
        yield from found
        first += size


def _part(kinds: list[ContractEvent], first: int, last: int) -> list[ContractLog]:
    """Return what was logged in these blocks, the last one included."""
    wanted = {(str(kind.contract.address), kind.abi.selector) for kind in kinds}
    question = LogFilter(
        addresses=sorted({address for address, _ in wanted}),
        events=[kind.abi for kind in kinds],
        topic_filter=[sorted({to_hex(keccak(text=selector)) for _, selector in wanted})],
        start_block=first,
        stop_block=last,
    )
    found = ape.chain.provider.get_contract_logs(question)
    return [log for log in found if (str(log.contract_address), log.abi.selector) in wanted]


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
