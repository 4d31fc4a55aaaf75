"""From a transaction to a receipt: what is added before it is signed, and how it is waited for."""

import time

from eth_utils.crypto import keccak
from hexbytes import HexBytes
from requests import RequestException
from web3.exceptions import Web3Exception
from web3.types import Nonce, TxParams, TxReceipt, Wei

from cairn.chain.contracts import estimated
from cairn.chain.node import TEST_CHAINS, Node
from cairn.say.errors import CairnError

# A transaction may cost more when it is mined than when it was estimated: in another second the
# head count takes another slot, after midnight an award opens a conferral, a late ballot turns the
# vote. So there is room for half as much again, and for two new slots of storage. What is not used
# costs nothing.
ROOM, TWO_SLOTS = (3, 2), 50_000
DEAREST = 10_000 * 10**9  # wei a gas: a node that says more lies, and the signer would pay it
PATIENCE = 600  # seconds that a transaction may take to be mined
CONFIRMATIONS = 2  # blocks, its own among them, after which it counts as done; on test chains one
PAUSE = 0.01, 2.0  # seconds between two looks, at first and at most: each is twice the last


def completed(node: Node, sender: str, asked: TxParams) -> TxParams:
    """Add to a transaction what it needs besides. Raises `Refused` if it would be refused."""
    return {
        "value": Wei(0),
        **asked,
        "gas": asked.get("gas") or _gas(node, asked),
        "nonce": Nonce(node.nonce(sender)),
        "chainId": node.chain_id,
        **_fees(node),
    }


def _gas(node: Node, asked: TxParams) -> int:
    """Return how much gas it may use; the embedded chain, which estimates slowly, takes all."""
    if node.is_embedded:
        return node.gas_limit
    return with_room(estimated(node, asked))


def with_room(estimate: int) -> int:
    """Return how much gas a transaction may use that was estimated to take so much."""
    more, less = ROOM
    return estimate * more // less + TWO_SLOTS


def _fees(node: Node) -> TxParams:
    base, tip = node.fees
    most = 2 * base + tip
    if most > DEAREST:
        raise CairnError(
            f"the node asks {most // 10**9:,} gwei for each gas, which no chain ever took: name "
            "another node"
        )
    return {"maxFeePerGas": Wei(most), "maxPriorityFeePerGas": Wei(tip)}


def send_and_wait(node: Node, signed: bytes) -> TxReceipt:
    """Hand a signed transaction in and wait until it counts as done, whatever came of it."""
    sent = HexBytes(keccak(signed))
    node.send(signed, sent)
    try:
        receipt = _receipt(node, sent)
    except (CairnError, RequestException, ConnectionError, Web3Exception) as error:
        raise CairnError(
            f"no node answers (the connection broke): transaction {sent.to_0x_hex()} was sent, and "
            "may still come about: look it up before you send it again"
        ) from error
    if receipt is None:
        raise CairnError(
            f"transaction {sent.to_0x_hex()} was sent and is in no block after {PATIENCE} seconds: "
            "look it up before you send it again"
        )
    return receipt


def _receipt(node: Node, sent: HexBytes) -> TxReceipt | None:
    """Look for a receipt until it is deep enough, None if that takes too long."""
    depth = 1 if node.chain_id in TEST_CHAINS else CONFIRMATIONS
    until, (pause, longest) = time.monotonic() + PATIENCE, PAUSE
    while time.monotonic() < until:
        receipt = node.receipt(sent)
        if receipt is not None and (
            depth == 1 or node.height - receipt["blockNumber"] + 1 >= depth
        ):
            return receipt
        time.sleep(pause)
        pause = min(2 * pause, longest)
    return None
