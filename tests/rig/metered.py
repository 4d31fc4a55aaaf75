"""A second meter beside py-evm's own: what the same transaction would pay under Glamsterdam.

py-evm runs, and charges, by Cancun's rules. Whatever the other schedule prices otherwise is noted
as it happens, in the frame that does it, so one run tells both. That is exact as long as nothing
goes another way for the gas that is left, and the rig leaves plenty.
"""

from typing import Any

from eth import constants as today
from eth.vm.forks.cancun import CancunVM
from eth.vm.forks.cancun.computation import CancunComputation
from eth.vm.forks.cancun.state import CancunState

from rig import glamsterdam
from rig.cost import Cost
from rig.glamsterdam import Bill
from rig.repriced import OPCODES


class MeteredComputation(CancunComputation):
    """A frame with its bill."""

    opcodes = OPCODES

    def __init__(self, *args: Any):
        super().__init__(*args)
        self.bill = Bill()

    @classmethod
    def apply_message(cls, state: Any, message: Any, *args: Any, **options: Any) -> Any:
        """Note the account that ether makes where there was none."""
        is_new = message.value and state.account_is_empty(message.storage_address)
        frame = super().apply_message(state, message, *args, **options)
        if is_new:
            frame.bill += Bill(state=glamsterdam.NEW_ACCOUNT)
        return frame

    @classmethod
    def apply_create_message(cls, state: Any, message: Any, *args: Any, **options: Any) -> Any:
        """Note the contract's account and its code."""
        is_new = state.account_is_empty(message.storage_address)
        frame = super().apply_create_message(state, message, *args, **options)
        if frame.is_success:
            charged = Bill(len(frame.output) * today.GAS_CODEDEPOSIT)
            frame.bill += glamsterdam.deposit(frame.output) - charged
            frame.bill += Bill(state=glamsterdam.NEW_ACCOUNT if is_new else 0)
        return frame

    def owed(self) -> Bill:
        """Return the bill with those of the frames below, as far as what they did stands.

        What was undone has made nothing new, but that it was tried is paid for. A frame that halts
        loses all the gas it was given, so nothing in it has a price.
        """
        if self.should_burn_gas:
            return Bill()
        bill = sum((child.owed() for child in self.children), self.bill)
        return Bill(bill.execution) if self.is_error else bill


class MeteredState(CancunState):
    computation_class = MeteredComputation


def intrinsic(transaction: Any) -> Cost:
    """Return what a transaction costs before anything runs."""
    is_create = transaction.to == today.CREATE_CONTRACT_ADDRESS
    base = today.GAS_TX + (today.GAS_TXCREATE if is_create else 0)
    charged = transaction.intrinsic_gas
    return Cost(charged, charged - base + _base(transaction), 0)


def total(transaction: Any, computation: MeteredComputation) -> Cost:
    """Return what a transaction costs with all that it did, less what is refunded."""
    spent = transaction.gas - computation.get_gas_remaining()
    refund = CancunVM.calculate_net_gas_refund(spent, computation.get_gas_refund())
    begun, bill = intrinsic(transaction), computation.owed()
    then = spent - begun.cancun + begun.glamsterdam + bill.execution + bill.state
    least = _base(transaction) + len(transaction.data) * glamsterdam.FLOOR_BYTE
    return Cost(spent - refund, glamsterdam.settle(then, bill.refund, least), bill.state)


def _base(transaction: Any) -> int:
    is_create = transaction.to == today.CREATE_CONTRACT_ADDRESS
    to_itself = transaction.to == transaction.sender
    return glamsterdam.base(is_create, to_itself, transaction.value)
