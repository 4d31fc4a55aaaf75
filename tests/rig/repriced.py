"""The opcodes that Glamsterdam prices otherwise: each runs as it does today, and notes the rest.

`bill` is the frame's (`rig.metered`): what it owes besides what py-evm charges it.
"""

from collections.abc import Callable
from typing import Any

from eth import constants as today
from eth.vm import opcode_values as op
from eth.vm.forks.berlin.constants import COLD_ACCOUNT_ACCESS_COST
from eth.vm.forks.cancun.opcodes import CANCUN_OPCODES

from rig import glamsterdam
from rig.glamsterdam import Bill

Opcode = Callable[[Any], None]
COLDER = Bill(glamsterdam.COLD_ACCOUNT - COLD_ACCOUNT_ACCESS_COST)
CREATING = Bill(glamsterdam.CREATE_ACCESS - today.GAS_CREATE)
PAYING = Bill(glamsterdam.ACCOUNT_WRITE + today.GAS_CALLSTIPEND - today.GAS_CALLVALUE)
READING = Bill(glamsterdam.CODE_READ)


def _beside(code: int, note: Callable[[Any], Bill]) -> Opcode:
    """Run an opcode of today's, once it is noted what it costs besides."""

    def run(computation: Any) -> None:
        computation.bill += note(computation)
        CANCUN_OPCODES[code](computation)

    return run


def _touched(computation: Any, place: int = 0) -> Bill:
    """Look at the account whose address lies so deep in the stack."""
    address = _address(_peek(computation, place + 1)[place])
    return Bill() if computation.state.is_address_warm(address) else COLDER


def _code_read(computation: Any) -> Bill:
    return _touched(computation) + READING


def _called(computation: Any) -> Bill:
    return _touched(computation, place=1)


def _paid(computation: Any) -> Bill:
    """A call that may hand over ether; an account made thereby is noted by the callee's frame."""
    _, to, value = _peek(computation, 3)
    is_new = value and computation.state.account_is_empty(_address(to))
    made = Bill(-today.GAS_NEWACCOUNT) if is_new else Bill()
    return _called(computation) + made + (PAYING if value else Bill())


def _created(computation: Any) -> Bill:
    return CREATING


def _sstore(computation: Any) -> None:
    """Put the new price in the place of what py-evm charges."""
    slot, new = _peek(computation, 2)
    state, address = computation.state, computation.msg.storage_address
    original = state.get_storage(address, slot, from_journal=False)
    current = state.get_storage(address, slot)
    is_cold = not state.is_storage_warm(address, slot)
    before = computation.get_gas_remaining()
    CANCUN_OPCODES[op.SSTORE](computation)
    charged = Bill(before - computation.get_gas_remaining())
    computation.bill += glamsterdam.sstore(original, current, new, is_cold) - charged


def _unpriced(computation: Any) -> None:
    raise NotImplementedError("SELFDESTRUCT and CALLCODE have no price here: no contract has them")


def _peek(computation: Any, count: int) -> tuple[int, ...]:
    """Read the stack from its top, and leave it as it was."""
    values = computation.stack_pop_ints(count)
    for value in reversed(values):
        computation.stack_push_int(value)
    return values


def _address(word: int) -> bytes:
    return (word % 2**160).to_bytes(20, "big")


NOTED = {
    op.BALANCE: _touched,
    op.EXTCODEHASH: _touched,
    op.EXTCODESIZE: _code_read,
    op.EXTCODECOPY: _code_read,
    op.CALL: _paid,
    op.DELEGATECALL: _called,
    op.STATICCALL: _called,
    op.CREATE: _created,
    op.CREATE2: _created,
}
OPCODES = CANCUN_OPCODES | {code: _beside(code, note) for code, note in NOTED.items()}
OPCODES |= {op.SSTORE: _sstore, op.CALLCODE: _unpriced, op.SELFDESTRUCT: _unpriced}
