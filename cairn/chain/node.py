"""One node, asked by web3.py: Ape's embedded chain, what Ape is connected to, or a bare URL.

Everything that reads a chain goes through here, so one way of reading serves all three; and what a
node answers is looked at here, so that nothing behind it has to.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from eth_abi.exceptions import DecodingError
from eth_typing import BlockNumber, ChecksumAddress, Hash32, HexStr
from eth_utils.address import to_checksum_address
from hexbytes import HexBytes
from requests import RequestException
from web3 import HTTPProvider, Web3
from web3.exceptions import TransactionNotFound, Web3Exception
from web3.middleware import ExtraDataToPOAMiddleware
from web3.types import BlockIdentifier, FilterParams, TxData, TxParams, TxReceipt, Wei

from cairn.say.errors import CairnError

EPHEMERAL = "local"  # Ape's name for a network that dies with the process
TEST_CHAINS = {1337, 31337}  # where the accounts of the public test mnemonic may sign
LOCAL_NODE = "http://127.0.0.1:8545"
TIMEOUT = 30  # seconds that a node may be silent
# eth-tester takes a call for one that pays, at 1 gwei: too little right after it was started.
CALL_FEES = TxParams(maxFeePerGas=Wei(10**10), maxPriorityFeePerGas=Wei(0))
# What becomes of an answer that is none, wherever web3.py stumbles over it.
GARBLED = (
    *(ValueError, TypeError, LookupError, AttributeError, AssertionError),
    *(DecodingError, OverflowError, RecursionError),
)

T = TypeVar("T")


@dataclass(frozen=True)
class RawLog:
    """A log as a node tells it, looked at. `timestamp` is None where the node leaves it out."""

    address: ChecksumAddress
    topics: tuple[bytes, ...]
    data: bytes
    block: int
    index: int
    transaction: str
    timestamp: int | None

    @classmethod
    def of(cls, told: Any) -> "RawLog":
        """Take a log out of an answer; errors of every kind mean that it is none."""
        stamp = told.get("blockTimestamp")
        log = cls(
            address=to_checksum_address(told["address"]),
            topics=tuple(bytes(HexBytes(topic)) for topic in told["topics"]),
            data=bytes(HexBytes(told["data"])),
            block=int(told["blockNumber"]),
            index=int(told["logIndex"]),
            transaction=HexBytes(told["transactionHash"]).to_0x_hex(),
            timestamp=int(stamp, 16) if isinstance(stamp, str) else stamp,
        )
        if min(log.block, log.index, log.timestamp or 0) < 0:
            raise ValueError("before the beginning")
        return log


class Node:
    """A node; the name that Ape has for its network, none if Ape has no part in it; and the words
    by which a command line names it."""

    def __init__(self, web3: Web3, network: str = "", words: Sequence[str] = ()):
        self.web3, self.network, self.words = web3, network, words
        self._times: dict[int, int] = {}  # block -> its second

    @classmethod
    def at(cls, url: str) -> "Node":
        """Return the node at a URL. It is asked nothing yet; it is asked once, and nobody else."""
        kwargs = {"timeout": TIMEOUT, "allow_redirects": False}
        provider = HTTPProvider(url, request_kwargs=kwargs, exception_retry_configuration=None)
        web3 = Web3(provider)
        web3.middleware_onion.inject(ExtraDataToPOAMiddleware, layer=0)
        return cls(web3, words=("--node", url))

    @cached_property
    def chain_id(self) -> int:
        return asked(lambda: int(self.web3.eth.chain_id))

    @property
    def is_embedded(self) -> bool:
        """Tell whether the chain lives in this process."""
        return hasattr(self.web3.provider, "ethereum_tester")

    @property
    def height(self) -> int:
        """The number of the newest block."""
        return asked(lambda: int(self.web3.eth.block_number))

    @property
    def now(self) -> int:
        """The time of the newest block, in Unix seconds."""
        return self.timestamp("latest")

    def timestamp(self, block: BlockIdentifier) -> int:
        """Return when a block was made, in Unix seconds."""
        return self._of_block(block, "timestamp")

    def time_of(self, log: RawLog) -> int:
        """Return when a log was made: as the node said along with it, else by its block, which is
        asked for once."""
        if log.timestamp is not None:
            return log.timestamp
        if log.block not in self._times:
            self._times[log.block] = self.timestamp(log.block)
        return self._times[log.block]

    @property
    def gas_limit(self) -> int:
        """How much gas a block may use."""
        return self._of_block("latest", "gasLimit")

    def _of_block(self, block: BlockIdentifier, field: str) -> int:
        def told() -> int:
            answer: Any = self.web3.eth.get_block(block)
            return int(answer[field])

        return asked(told)

    @property
    def fees(self) -> tuple[int, int]:
        """What a unit of gas costs now, and what whoever makes the block asks on top, in wei."""

        def told() -> tuple[int, int]:
            base = int(self.web3.eth.get_block("latest").get("baseFeePerGas", 0))
            return base, 0 if self.is_embedded else int(self.web3.eth.max_priority_fee)

        return asked(told)

    def code(self, address: str, block: BlockIdentifier = "latest") -> bytes:
        """Return the code at an address; none if there is no contract."""
        return asked(lambda: bytes(self.web3.eth.get_code(to_checksum_address(address), block)))

    def storage(self, address: str, slot: int) -> int:
        """Return a word of a contract's storage."""
        place = to_checksum_address(address)
        return asked(lambda: int.from_bytes(self.web3.eth.get_storage_at(place, slot)))

    def balance(self, address: str) -> int:
        """Return how much an account has, in wei."""
        return asked(lambda: int(self.web3.eth.get_balance(to_checksum_address(address))))

    def nonce(self, address: str) -> int:
        """Return how many transactions an account has sent."""
        account = to_checksum_address(address)
        return asked(lambda: int(self.web3.eth.get_transaction_count(account)))

    def transactions(self, first: int) -> Iterator[tuple[TxData, TxReceipt]]:
        """Yield every transaction from a block on, with its receipt."""
        eth = self.web3.eth
        for number in range(first, self.height + 1):
            for sent in eth.get_block(number).get("transactions", []):
                assert isinstance(sent, bytes)  # as asked: hashes alone
                yield eth.get_transaction(sent), eth.get_transaction_receipt(sent)

    def logs(
        self, addresses: list[ChecksumAddress], topics: list[str], first: int, last: int
    ) -> list[RawLog]:
        """Return what contracts logged under these first topics, from one block to another: in
        order, each log once, none that was taken back, whatever the node answers."""
        wanted = FilterParams(
            address=addresses,
            topics=[[HexStr(topic) for topic in topics]],
            fromBlock=BlockNumber(first),
            toBlock=BlockNumber(last),
        )

        def told() -> list[RawLog]:
            answers: Any = self.web3.eth.get_logs(wanted)
            found = [RawLog.of(answer) for answer in answers if not answer.get("removed")]
            there = {(log.block, log.index): log for log in found if first <= log.block <= last}
            return [there[place] for place in sorted(there)]

        return asked(told)

    def call(self, transaction: TxParams) -> bytes:
        """Run a call on the node alone, in its newest state. No contract may send us elsewhere."""
        fees = CALL_FEES if self.is_embedded else TxParams()
        call: TxParams = {**fees, **transaction}
        return asked(lambda: bytes(self.web3.eth.call(call, ccip_read_enabled=False)))

    def estimate(self, transaction: TxParams) -> int:
        """Return how much gas a transaction takes."""
        return asked(lambda: int(self.web3.eth.estimate_gas(transaction)))

    def together(self, calls: list[TxParams]) -> list[bytes] | None:
        """Run calls in one request, and return their answers; None if the node takes one at a
        time, or refuses any."""
        post = getattr(self.web3.provider, "make_batch_request", None)
        if post is None or self.is_embedded:
            return None

        def told() -> list[bytes] | None:
            answers = post([("eth_call", [call, "latest"]) for call in calls])
            if not isinstance(answers, list) or any(answer.get("error") for answer in answers):
                return None
            if len({answer["id"] for answer in answers}) != len(calls):
                raise ValueError("an answer is missing, or there twice")
            return [bytes(HexBytes(answer["result"])) for answer in answers]

        return asked(told)

    def send(self, signed: bytes, transaction: HexBytes) -> None:
        """Hand a signed transaction in, which hashes to `transaction`."""
        told = asked(lambda: bytes(self.web3.eth.send_raw_transaction(signed)))
        if told != transaction:
            raise CairnError(
                "the node answers with another transaction than it was given: name another node"
            )

    def receipt(self, transaction: HexBytes) -> TxReceipt | None:
        """Return the receipt of a transaction, None until it is in a block."""

        def told() -> TxReceipt:
            answer: Any = self.web3.eth.get_transaction_receipt(Hash32(bytes(transaction)))
            if bytes(answer["transactionHash"]) != transaction:
                raise ValueError("of another one")
            _ = int(answer["status"]), int(answer["blockNumber"]), int(answer["gasUsed"])
            _ = [RawLog.of(log) for log in answer["logs"]]
            return answer

        try:
            return asked(told)
        except TransactionNotFound:
            return None


def asked(ask: Callable[[], T]) -> T:
    """Ask a node. Raises `CairnError` where it answers with something else than was asked."""
    try:
        return ask()
    except (CairnError, Web3Exception, RequestException):
        raise
    except GARBLED as error:
        raise CairnError(
            "what answers there is no node of Ethereum, or a broken one: name another"
        ) from error
