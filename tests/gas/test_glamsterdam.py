"""The second meter, on contracts of a few bytes whose prices can be added up by hand."""

import pytest
from rig import PyEvm
from rig.cost import Cost
from rig.glamsterdam import Bill, sstore

SENDER, NOBODY = "0x" + "aa" * 20, "0x" + "77" * 20
NEW_SLOT, NEW_ACCOUNT = 97_920, 183_600  # state gas

PUT = bytes.fromhex("5f 35 5f 55")  # stores its calldata in slot 0: 7 gas, and the SSTORE
SET = bytes.fromhex("6001 5f 55")  # stores 1 in slot 0: 5 gas, and the SSTORE
CLEAR = bytes.fromhex("5f 5f 55")  # 4 gas, and the SSTORE
REVERT = bytes.fromhex("5f 5f fd")  # 4 gas
HALT = bytes.fromhex("fe")


@pytest.fixture
def evm():
    return PyEvm(timestamp=0)


def creation(code):
    """Init code of ten bytes that leaves this code behind."""
    return bytes.fromhex(f"61 {len(code):04x} 80 600a 5f 39 5f f3") + code


def made(evm, code):
    return evm.create(SENDER, creation(code))[0]


def run(evm, address, data=b""):
    return evm.transact(SENDER, address, data).gas


def put(evm, address, value):
    """A transaction whose calldata, a word, costs 140; 128 if it is zero."""
    return run(evm, address, value.to_bytes(32, "big"))


def calling(address, gas="5a", value="5f", opcode="f1"):
    """Call without arguments: 17 gas and the call, with all the gas there is; 18 with 50,000."""
    return bytes.fromhex(f"5f 5f 5f 5f {value} 73 {address[2:]} {gas} {opcode} 50")


def touching(opcode):
    """Ask about an account: 5 gas and the opcode."""
    return bytes.fromhex(f"73 {NOBODY[2:]} {opcode} 50")


def test_a_new_slot(evm):
    gas = put(evm, made(evm, PUT), 1)

    assert gas == Cost(21_147 + 22_100, 15_147 + 2_100 + 10_000 + NEW_SLOT, NEW_SLOT)


def test_a_changed_slot(evm):
    contract = made(evm, PUT)
    put(evm, contract, 1)

    assert put(evm, contract, 2) == Cost(21_147 + 5_000, 15_147 + 2_100 + 10_000, 0)


def test_a_slot_that_stays_as_it_was(evm):
    contract = made(evm, PUT)
    put(evm, contract, 1)

    assert put(evm, contract, 1) == Cost(21_147 + 2_200, 15_147 + 2_100, 0)


def test_a_slot_read_before_it_is_changed_is_warm_by_then(evm):
    contract = made(evm, bytes.fromhex("5f 54 50") + PUT)  # 4 gas, and the SLOAD
    put(evm, contract, 1)

    assert put(evm, contract, 2) == Cost(21_151 + 2_100 + 2_900, 15_151 + 2_100 + 100 + 10_000, 0)


def test_of_a_cleared_slot_at_most_a_fifth_is_refunded(evm):
    contract = made(evm, PUT)
    put(evm, contract, 1)

    today, then = 21_135 + 5_000, 15_135 + 2_100 + 10_000
    assert put(evm, contract, 0) == Cost(today - 4_800, then - then // 5, 0)
    assert then // 5 < 11_616


def test_of_a_cleared_slot_all_is_refunded_where_that_is_less_than_a_fifth(evm):
    """Beside it, four slots become 1 as the calldata becomes 0: 11 gas each, and the SSTORE."""
    others = b"".join(bytes.fromhex(f"5f 35 15 60{slot:02x} 55") for slot in range(1, 5))
    contract = made(evm, PUT + others)
    put(evm, contract, 1)

    today = 21_135 + 5_000 + 4 * (11 + 22_100)
    then = 15_135 + 12_100 + 4 * (11 + 12_100 + NEW_SLOT)
    assert put(evm, contract, 0) == Cost(today - 4_800, then - 11_616, 4 * NEW_SLOT)


def test_a_slot_set_and_cleared_in_one_transaction_is_no_state(evm):
    gas = run(evm, made(evm, SET + CLEAR))

    today, then = 21_009 + 22_100 + 100, 15_009 + 2_100 + 10_000 + 100
    assert gas == Cost(today - today // 5, then - then // 5, 0)
    assert then // 5 < 10_000  # of the write, refunded up to a fifth


@pytest.mark.parametrize(("opcode", "more"), [("31", 0), ("3f", 0), ("3b", 100)])
def test_a_cold_account_asked_for_its_balance_hash_or_size(evm, opcode, more):
    once, twice = made(evm, touching(opcode)), made(evm, touching(opcode) * 2)

    assert run(evm, once) == Cost(21_005 + 2_600, 15_005 + 3_000 + more, 0)
    assert run(evm, twice) == Cost(21_010 + 2_700, 15_010 + 3_100 + 2 * more, 0)


def test_a_cold_account_whose_code_is_copied(evm):
    copying = bytes.fromhex(f"5f 5f 5f 73 {NOBODY[2:]} 3c")

    assert run(evm, made(evm, copying)) == Cost(21_009 + 2_600, 15_009 + 3_100, 0)


@pytest.mark.parametrize("opcode", ["f1", "f4", "fa"])
def test_a_call_to_a_cold_account_and_another_once_it_is_warm(evm, opcode):
    """CALL, DELEGATECALL and STATICCALL; the last two have no use for one of the arguments."""
    gas = run(evm, made(evm, calling(NOBODY, opcode=opcode) * 2))

    assert gas == Cost(21_034 + 2_700, 15_034 + 3_100, 0)


def test_what_an_inner_call_wrote_is_state(evm):
    gas = run(evm, made(evm, calling(made(evm, SET))))

    assert gas == Cost(21_022 + 2_600 + 22_100, 15_022 + 3_000 + 12_100 + NEW_SLOT, NEW_SLOT)


def test_what_a_reverted_call_wrote_is_paid_for_but_no_state(evm):
    gas = run(evm, made(evm, calling(made(evm, SET + REVERT))))

    assert gas == Cost(21_026 + 2_600 + 22_100, 15_026 + 3_000 + 12_100, 0)


def test_a_reverted_call_takes_what_it_had_called_along(evm):
    inner = made(evm, SET)
    outer = calling(inner) + REVERT
    gas = run(evm, made(evm, calling(made(evm, outer))))

    written = 17 + 5 + 4
    assert gas == Cost(
        21_017 + 2 * 2_600 + written + 22_100, 15_017 + 2 * 3_000 + written + 12_100, 0
    )


def test_a_call_that_halts_loses_what_it_was_given_by_either_schedule(evm):
    halting = calling(made(evm, SET + HALT), gas="61c350")

    assert run(evm, made(evm, halting)) == Cost(21_018 + 52_600, 15_018 + 53_000, 0)


def test_ether_that_makes_an_account(evm):
    contract = made(evm, calling(NOBODY, value="6001"))
    evm.fund(contract, 2)

    today = 21_018 + 2_600 + 9_000 + 25_000 - 2_300  # what the callee may use, it does not
    then = 15_018 + 3_000 + 9_000
    assert run(evm, contract) == Cost(today, then + NEW_ACCOUNT, NEW_ACCOUNT)
    assert run(evm, contract) == Cost(today - 25_000, then, 0)


def test_a_contract_pays_for_its_account_and_each_byte_of_code(evm):
    code = b"\1" * 40
    _, outcome = evm.create(SENDER, creation(code))

    calldata = 49 * 16 + 4 + 2 * 2  # one byte is zero; and two words of init code
    running = 3 + 3 + 3 + 2 + (3 + 2 * 3 + 2 * 3) + 2
    state = NEW_ACCOUNT + 40 * 1_530
    assert outcome.gas == Cost(
        53_000 + calldata + running + 40 * 200, 24_000 + calldata + running + 2 * 6 + state, state
    )


def test_a_contract_where_ether_waits_has_its_account_already(evm):
    twin = PyEvm(timestamp=0)
    address, first = twin.create(SENDER, creation(b"\0"))
    evm.fund(address, 1)

    _, outcome = evm.create(SENDER, creation(b"\0"))

    assert first.gas - outcome.gas == Cost(0, NEW_ACCOUNT, NEW_ACCOUNT)


@pytest.mark.parametrize(("opcode", "salt"), [("f0", ""), ("f5", "5f")])
def test_a_contract_made_by_a_contract(evm, opcode, salt):
    gas = run(evm, made(evm, bytes.fromhex(f"{salt} 5f 5f 5f {opcode}")))

    pushed = 8 if salt else 6
    assert gas == Cost(
        21_000 + pushed + 32_000, 15_000 + pushed + 12_000 + NEW_ACCOUNT, NEW_ACCOUNT
    )


def test_a_contract_whose_constructor_refuses_is_no_state(evm):
    """Init code of four bytes, which reverts with a word: 8 gas, after the 11 of getting there."""
    refusing = bytes.fromhex("6020 5f fd").ljust(32, b"\0").hex()
    making = bytes.fromhex(f"7f {refusing} 5f 52 6004 5f 5f f0")

    gas = run(evm, made(evm, making))

    running = (3 + 2 + 6) + (3 + 2 + 2) + 2 + 8
    assert gas == Cost(21_000 + running + 32_000, 15_000 + running + 12_000, 0)


def test_ether_sent_from_outside(evm):
    evm.fund(SENDER, 3)

    sent = [evm.transact(SENDER, to, b"", 1).gas for to in (NOBODY, NOBODY, SENDER)]

    assert sent == [
        Cost(21_000, 21_000 + NEW_ACCOUNT, NEW_ACCOUNT),
        Cost(21_000, 21_000, 0),
        Cost(21_000, 12_000, 0),
    ]


def test_calldata_under_the_floor_costs_what_it_did_and_over_it_64_a_byte(evm):
    idle = made(evm, b"\0")

    assert run(evm, idle, b"\1" * 1_000) == Cost(37_000, 15_000 + 64_000, 0)
    assert run(evm, idle, b"\0" * 1_000) == Cost(25_000, 15_000 + 64_000, 0)
    assert put(evm, made(evm, PUT), 1).glamsterdam > 15_000 + 32 * 64


def test_the_execution_of_a_call_alone_is_the_same_by_both_schedules(evm):
    contract = made(evm, PUT)
    data = (0).to_bytes(32, "big")

    assert run(evm, contract, data) - evm.intrinsic_gas(data) == Cost(7 + 2_200, 7 + 2_100, 0)


@pytest.mark.parametrize("code", ["5f ff", "5f 5f 5f 5f 5f 5f 5f f2"])
def test_what_has_no_price_is_not_measured(evm, code):
    contract = made(evm, bytes.fromhex(code))

    with pytest.raises(NotImplementedError, match="have no price here"):
        run(evm, contract)


@pytest.mark.parametrize(
    ("values", "bill"),
    [
        ((0, 0, 1), Bill(10_100, NEW_SLOT, 0)),
        ((1, 1, 2), Bill(10_100, 0, 0)),
        ((1, 1, 0), Bill(10_100, 0, 11_616)),
        ((0, 1, 0), Bill(100, -NEW_SLOT, 10_000)),
        ((0, 1, 2), Bill(100, 0, 0)),
        ((1, 2, 1), Bill(100, 0, 10_000)),
        ((1, 2, 0), Bill(100, 0, 11_616)),
        ((1, 0, 1), Bill(100, 0, 10_000 - 11_616)),
        ((1, 0, 2), Bill(100, 0, -11_616)),
        ((1, 2, 3), Bill(100, 0, 0)),
        ((1, 1, 1), Bill(100, 0, 0)),
        ((0, 0, 0), Bill(100, 0, 0)),
    ],
)
def test_a_write_by_what_the_slot_held_holds_and_is_to_hold(values, bill):
    """EIP-8038 has these cases; the slot is warm, and a cold one costs 2,000 more."""
    assert sstore(*values, is_cold=False) == bill
    assert sstore(*values, is_cold=True) == bill + Bill(2_000)


def test_gas_adds_up_and_divides_side_by_side():
    some, more = Cost(10, 100, 7), Cost(1, 2, 3)

    assert sum([some, more]) == Cost(11, 102, 10)
    assert some - more == Cost(9, 98, 4)
    assert -(-some // 3) == Cost(4, 34, 3)
