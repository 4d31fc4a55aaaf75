"""Staging: anyone puts a record on chain, as the code of a contract that does nothing."""

import re

import ape
import pytest
from ape.exceptions import TransactionError, VirtualMachineError
from ape.utils import ZERO_ADDRESS
from eth_utils import keccak

LONGEST = 24_479  # bytes
INVALID = b"\xfe"  # the operation that every call of the code begins with, and ends
MARGIN = bytes(96)
NO_SUCH_OPERATION = re.compile(".*invalid", re.IGNORECASE)  # each chain words it in its own way
NO_REASON = TransactionError.DEFAULT_MESSAGE
LARGEST_TRANSACTION = 2**24  # gas, EIP-7825


def code_of(chain, address):
    return bytes(chain.provider.get_code(address))


@pytest.mark.parametrize("who", ["stranger", "deployer", "learner"])
def test_anyone_stages_a_record(curricula, record_of, chain, who, request, curricula_log):
    caller = request.getfixturevalue(who)
    data = record_of(key="staged").encode()
    assert curricula.records(keccak(data)) == ZERO_ADDRESS

    receipt = curricula.stage(data, sender=caller)

    kept = curricula.records(keccak(data))
    assert receipt.events == [curricula_log.RecordStaged(keccak(data), kept, caller)]
    assert code_of(chain, kept) == INVALID + data + MARGIN


def test_staging_changes_nothing(curricula, credentials, record_of, stranger):
    record = record_of(key="staged")
    count = credentials.curriculum_count()

    curricula.stage(record.encode(), sender=stranger)

    assert credentials.curriculum_count() == count
    assert curricula.latest_version(count + 1) == 0
    assert not curricula.is_adopted(record.hash)


def test_the_same_bytes_are_staged_once(curricula, record_of, stranger, learner):
    data = record_of(key="staged").encode()
    curricula.stage(data, sender=stranger)

    for who in (stranger, learner):
        with ape.reverts("curricula: this record is staged already"):
            curricula.stage(data, sender=who)


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xef", bytes(32), b"\xff" * 33])
def test_what_is_no_record_is_kept_as_it_is(curricula, chain, stranger, data):
    curricula.stage(data, sender=stranger)

    assert code_of(chain, curricula.records(keccak(data))) == INVALID + data + MARGIN


def test_the_longest_record_fits_into_a_contract(curricula, chain, stranger):
    data = bytes(at % 251 for at in range(LONGEST))

    receipt = curricula.stage(data, sender=stranger)

    kept = code_of(chain, curricula.records(keccak(data)))
    assert kept == INVALID + data + MARGIN
    assert len(kept) == 24_576  # EIP-170
    assert receipt.gas_used < LARGEST_TRANSACTION


def test_a_longer_one_is_refused(curricula, stranger):
    with ape.reverts(NO_REASON):
        curricula.stage(bytes(LONGEST + 1), sender=stranger)


@pytest.mark.parametrize("calldata", [b"", b"\x00", b"\x12\x34\x56\x78", bytes(100)], ids=len)
@pytest.mark.parametrize("data", [b"\xff" * 64, b"\x00" * 64, b""], ids=["ff", "00", "empty"])
@pytest.mark.parametrize("ether", [0, 1])
def test_a_staged_record_refuses_every_call(curricula, chain, stranger, data, calldata, ether):
    """Its bytes would sell out, if they ran: 0xff is SELFDESTRUCT. Ether would stay for ever."""
    curricula.stage(data, sender=stranger)
    kept = curricula.records(keccak(data))

    with pytest.raises(VirtualMachineError, match=NO_SUCH_OPERATION):
        stranger.transfer(kept, ether, data=calldata, gas=100_000)

    assert chain.provider.get_balance(kept) == 0
    assert code_of(chain, kept) == INVALID + data + MARGIN


def test_an_unknown_hash_names_no_record(curricula, council):
    for method in (curricula.check, curricula.adopt):
        with ape.reverts("curricula: no record with this hash is staged"):
            method(bytes(32), sender=council)
