"""What Glamsterdam charges for, each price with the EIP that sets it, and nothing of any EVM.

The fork is a draft: EIP-7773 lists what is scheduled, without a date; the prices are those that its
EIPs had in August 2026. Computing costs what it did (EIP-7904). State gas is paid like execution
gas, but counted apart: the cap of a transaction (EIP-7825) holds for execution gas alone. Access
lists (EIP-7981) and delegations (EIP-7702) have no price here: nothing that is measured sends any.
"""

from dataclasses import dataclass

from rig.cost import Amounts

STATE_BYTE = 1_530  # state gas for a byte by which the state grows: EIP-8037, as the next three
NEW_SLOT = 64 * STATE_BYTE
NEW_ACCOUNT = 120 * STATE_BYTE
CODE_WORD = 6  # for hashing 32 bytes of new code

TX_BASE = 12_000  # EIP-2780: the sender's account, and a place in the block
TX_VALUE = 6_000  # EIP-2780: ether for another account

COLD_ACCOUNT = 3_000  # EIP-8038, as all that follow but the last
ACCOUNT_WRITE = 9_000
CREATE_ACCESS = COLD_ACCOUNT + ACCOUNT_WRITE
CODE_READ = 100  # reading an account's code, or its size, beside the account
COLD_SLOT = 2_100
WARM_SLOT = 100
SLOT_WRITE = 10_000
SLOT_CLEARED = 11_616  # refunded

FLOOR_BYTE = 64  # EIP-7976: the least that a byte of calldata costs, with all that it sets going
REFUND_SHARE = 5  # EIP-3529, kept by EIP-8037: at most a fifth is refunded


@dataclass(frozen=True)
class Bill(Amounts):
    """What has to be paid; of execution gas, how much more than under another schedule."""

    execution: int = 0
    state: int = 0
    refund: int = 0


def sstore(original: int, current: int, new: int, is_cold: bool) -> Bill:
    """Price one write to a slot that held `original` when the transaction began (EIP-8038)."""
    access = Bill(execution=COLD_SLOT if is_cold else WARM_SLOT)
    if new == current:
        return access
    made = NEW_SLOT if original == 0 else 0
    cleared = SLOT_CLEARED * ((new == 0) - (current == 0)) if original != 0 else 0
    if current == original:
        return access + Bill(SLOT_WRITE, made, cleared)
    if new == original:  # undone: EIP-8037 gives state gas back at once, not as a refund
        return access + Bill(0, -made, SLOT_WRITE + cleared)
    return access + Bill(refund=cleared)


def deposit(code: bytes) -> Bill:
    """Price the code that a constructor leaves behind (EIP-8037)."""
    return Bill(execution=-(-len(code) // 32) * CODE_WORD, state=len(code) * STATE_BYTE)


def base(is_create: bool, to_itself: bool, value: int) -> int:
    """Return what a transaction costs before its calldata (EIP-2780)."""
    if is_create:
        return TX_BASE + CREATE_ACCESS
    if to_itself:
        return TX_BASE
    return TX_BASE + COLD_ACCOUNT + (TX_VALUE if value else 0)


def settle(spent: int, refund: int, least: int) -> int:
    """Return what is paid in the end, of both kinds of gas together."""
    return max(spent - min(spent // REFUND_SHARE, refund), least)
