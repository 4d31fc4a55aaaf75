"""The events of a deployment, read from any node: the only place where Cairn scans a chain.

A public node answers for some thousand blocks at a time and says so only by refusing, so what it
refuses is asked again in smaller parts. No event is older than the deployment, whose block stands
in the address book or, without one, is found by asking when the DAO's code first stood there.
"""

from collections.abc import Iterable, Iterator

from requests import HTTPError
from web3.exceptions import Web3Exception

from cairn.chain.contracts import EventKind, Log
from cairn.chain.node import Node, RawLog

FEWEST = 100  # blocks: a node that refuses so few refuses for another reason
REFUSALS = (Web3Exception, HTTPError)


def logs_of(kind: EventKind, since: int, until: int | None = None) -> Iterator[Log]:
    """Yield the events of a kind, oldest first, of the blocks from `since` to `until`, the newest
    if that is not said."""
    yield from _scan([kind], since, until)


def in_order(kinds: Iterable[EventKind], since: int) -> list[Log]:
    """Return the events of several kinds, in the order in which they happened: asked for all at
    once, as each question costs a node the same."""
    found = _scan(list(kinds), since)
    return sorted(found, key=lambda log: (log.block_number, log.log_index))


def _scan(kinds: list[EventKind], since: int, until: int | None = None) -> Iterator[Log]:
    node = kinds[0].contract.node
    last = node.height if until is None else until
    first, size = since, max(last - since + 1, 1)
    while first <= last:
        try:
            found = _part(node, kinds, first, min(first + size - 1, last))
        except REFUSALS:
            if size <= FEWEST:
                raise
            size = max(size // 4, FEWEST)
            continue
        yield from (kind.read(raw) for kind, raw in found)
        first += size


def _part(
    node: Node, kinds: list[EventKind], first: int, last: int
) -> list[tuple[EventKind, RawLog]]:
    """Return what was logged in these blocks, the last one included, each with its kind."""
    addresses = sorted({kind.address for kind in kinds})
    topics = sorted({"0x" + kind.event.topic.hex() for kind in kinds})
    raws = node.logs(addresses, topics, first, last)
    return [(kind, raw) for raw in raws for kind in kinds if kind.is_of(raw)]


def block_of(node: Node, address: str) -> int:
    """Return the block in which a contract came to stand; an earlier one if the node forgets."""
    low, high = 0, node.height
    try:
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if node.code(address, middle) else (middle + 1, high)
    except REFUSALS:  # a node that does not keep what once was
        return 0
    return low
