"""Two implementations of the EVM under Cancun's rules, behind one face.

`Revm` is fast, but it runs everything in one endless transaction: what was touched once stays warm,
so it tells no gas. `PyEvm`, the reference implementation, ends each transaction properly and is
what gas is measured with, by two schedules at once. All addresses are in lower case.
"""

from typing import Any, NamedTuple

import pyrevm
from eth.constants import CREATE_CONTRACT_ADDRESS, ZERO_ADDRESS, ZERO_HASH32
from eth.db.atomic import AtomicDB
from eth.db.trie import BLANK_ROOT_HASH
from eth.vm.execution_context import ExecutionContext
from eth.vm.forks.cancun import CancunVM
from eth.vm.spoof import SpoofTransaction
from eth_utils import to_canonical_address

from rig import metered
from rig.cost import Cost

CHAIN_ID = 1
GAS_LIMIT = 30_000_000
ANOTHER = b"\xee" * 20  # an address, where any will do
PADDING = 33  # bytes that revm puts behind code, so that a PUSH at its end can be read
Log = tuple[str, list[bytes], bytes]  # address, topics, data


class Outcome(NamedTuple):
    """What one transaction did."""

    ok: bool
    output: bytes  # what it returned, or the data of its revert
    logs: list[Log]
    gas: Cost | None = None  # the whole transaction's; where each begins cold


class Revm:
    """revm: tens of thousands of transactions a second."""

    def __init__(self, timestamp: int):
        self.timestamp = timestamp
        self._evm = pyrevm.EVM(spec_id="CANCUN")

    @property
    def timestamp(self) -> int:
        """The time of every block from now on, Unix seconds."""
        return self._timestamp

    @timestamp.setter
    def timestamp(self, timestamp: int) -> None:
        self._timestamp = timestamp
        self._is_set = False

    def transact(self, sender: str, to: str, data: bytes, value: int = 0) -> Outcome:
        return self._run(sender, to, data, value=value)

    def call(self, sender: str, to: str, data: bytes) -> Outcome:
        return self._run(sender, to, data, is_static=True)

    def create(self, sender: str, init_code: bytes) -> tuple[str, Outcome]:
        """Return the new contract's address; raises if its constructor refuses."""
        self._set_block()
        address = self._evm.deploy(sender, init_code)
        return address, Outcome(True, b"", self._logs())

    def snapshot(self) -> Any:
        return self._evm.snapshot(), self.timestamp

    def revert(self, snapshot: Any) -> None:
        checkpoint, self.timestamp = snapshot
        self._evm.revert(checkpoint)

    def balance(self, address: str) -> int:
        return self._evm.get_balance(address)

    def fund(self, address: str, balance: int) -> None:
        self._evm.set_balance(address, balance)

    def code(self, address: str) -> bytes:
        return (self._evm.get_code(address) or b"")[:-PADDING]

    def set_code(self, address: str, code: bytes) -> None:
        """Give a contract other code, as no chain does. No snapshot undoes it; `code` is no use."""
        before = self._evm.basic(address)
        told = {"nonce": before.nonce, "balance": self.balance(address), "code": code}
        self._evm.insert_account_info(address, pyrevm.AccountInfo(**told))

    def _set_block(self) -> None:
        if not self._is_set:
            self._evm.set_block_env(pyrevm.BlockEnv(timestamp=self.timestamp, gas_limit=GAS_LIMIT))
            self._is_set = True

    def _run(self, sender: str, to: str, data: bytes, **options: Any) -> Outcome:
        self._set_block()
        try:
            output = self._evm.message_call(sender, to, data, **options)
        except RuntimeError as error:
            return Outcome(False, _revert_data(str(error)), [])
        return Outcome(True, output, self._logs())

    def _logs(self) -> list[Log]:
        return [
            (log.address.lower(), [bytes.fromhex(topic[2:]) for topic in log.topics], log.data[1])
            for log in self._evm.result.logs
        ]


def _revert_data(said: str) -> bytes:
    """Take the data out of "Revert { gas_used: 1, output: 0x… }"; a halt has none."""
    return bytes.fromhex(said.partition("output: 0x")[2].rstrip(" }"))


class PyEvm:
    """py-evm: each transaction starts cold, as on a chain. Cancun's rules, whatever Ape runs."""

    def __init__(self, timestamp: int):
        self.timestamp = timestamp
        self._database = AtomicDB()
        self._state = self._state_at(BLANK_ROOT_HASH)

    def transact(self, sender: str, to: str, data: bytes, value: int = 0) -> Outcome:
        return self._run(sender, to_canonical_address(to), data, value)[0]

    def call(self, sender: str, to: str, data: bytes) -> Outcome:
        """Run what changes nothing; as a transaction of its own, so its gas is told."""
        return self.transact(sender, to, data)

    def create(self, sender: str, init_code: bytes) -> tuple[str, Outcome]:
        """Return the new contract's address; raises if its constructor refuses."""
        outcome, computation = self._run(sender, CREATE_CONTRACT_ADDRESS, init_code, 0)
        if not outcome.ok:
            raise RuntimeError(f"not created: {outcome.output!r}")
        return "0x" + computation.msg.storage_address.hex(), outcome

    def snapshot(self) -> Any:
        self._state.make_state_root()
        self._state.persist()
        return self._state.state_root, self.timestamp

    def revert(self, snapshot: Any) -> None:
        root, self.timestamp = snapshot
        self._state = self._state_at(root)

    def balance(self, address: str) -> int:
        return self._state.get_balance(to_canonical_address(address))

    def fund(self, address: str, balance: int) -> None:
        self._state.set_balance(to_canonical_address(address), balance)

    def code(self, address: str) -> bytes:
        return self._state.get_code(to_canonical_address(address))

    def intrinsic_gas(self, data: bytes) -> Cost:
        """Return what a transaction to a contract costs before anything runs."""
        return metered.intrinsic(self._transaction(ZERO_ADDRESS, ANOTHER, data, 0))

    def _state_at(self, root: bytes) -> Any:
        return metered.MeteredState(self._database, self._block(), root)

    def _block(self) -> ExecutionContext:
        return ExecutionContext(
            coinbase=ZERO_ADDRESS,
            timestamp=self.timestamp,
            block_number=1,
            difficulty=0,
            mix_hash=ZERO_HASH32,
            gas_limit=GAS_LIMIT,
            prev_hashes=(),
            chain_id=CHAIN_ID,
            base_fee_per_gas=0,
            excess_blob_gas=0,
        )

    def _transaction(self, sender: bytes, to: bytes, data: bytes, value: int) -> SpoofTransaction:
        builder = CancunVM.get_transaction_builder()
        unsigned = builder.create_unsigned_transaction(
            nonce=self._state.get_nonce(sender),
            gas_price=0,
            gas=GAS_LIMIT,
            to=to,
            value=value,
            data=data,
        )
        return SpoofTransaction(unsigned, from_=sender)

    def _run(self, sender: str, to: bytes, data: bytes, value: int) -> tuple[Outcome, Any]:
        self._state.execution_context = self._block()
        transaction = self._transaction(to_canonical_address(sender), to, data, value)
        computation = self._state.apply_transaction(transaction)
        self._state.lock_changes()  # the next one starts cold

        logs = [
            ("0x" + address.hex(), [topic.to_bytes(32, "big") for topic in topics], data)
            for address, topics, data in computation.get_log_entries()
        ]
        gas = metered.total(transaction, computation)
        return Outcome(computation.is_success, computation.output, logs, gas), computation
