"""A deployment in which everything has happened that anybody could want to abuse."""

import gzip
import json
from io import BytesIO
from types import SimpleNamespace

import pytest
import rlp
from eth_utils import to_canonical_address
from trie import HexaryTrie
from trie.iter import NodeIterator

from cairn.chain.suite import DAY

END_OF_ACCOUNTS = b',"best_block_number"'


@pytest.fixture
def busy(
    suite,
    curriculum,
    propose,
    educators,
    learners,
    issuer,
    act,
    record_of,
    chain,
    stranger,
    rules,
    curricula,
):
    """A vote open, another passed and ripe; a proxy named; a record waits; a badge held."""
    credentials = suite.credentials
    for learner in learners[:2]:
        credentials.enrol(curriculum.number, 1, sender=learner)
    credentials.award(curriculum.badge, learners[0], sender=issuer)
    curricula.stage(record_of(key="wasps", title="Wasps").encode(), sender=stranger)

    suite.educators.name_proxy(
        educators[4], chain.pending_timestamp + 90 * DAY, sender=educators[3]
    )
    passed = propose(act(suite.rules, "set_rules", 0, rules), description="Passed.")
    passed.open()
    for voter in educators[:3]:
        passed.vote(voter)
    chain.mine(deltatime=5 * DAY)
    running = propose(description="Running.")
    passed.ripen()
    return SimpleNamespace(passed=passed, running=running, curriculum=curriculum)


@pytest.fixture
def whole_storage(chain):
    """Return every word that a contract stores, read out of the node's own state."""
    if hasattr(chain.provider, "evm_backend"):
        evm = chain.provider.evm_backend.chain
        return lambda contract: list(from_py_evm(evm, contract.address))
    dumped = []

    def whole_storage(contract):
        if not dumped:
            dumped.append(accounts_of(chain.provider.make_request("anvil_dumpState", [])))
        return [int(word, 16) for word in dumped[0][contract.address.lower()]["storage"].values()]

    return whole_storage


def from_py_evm(evm, address):
    state = evm.get_vm().state
    root = state._account_db._get_account(to_canonical_address(address)).storage_root
    for _, word in NodeIterator(HexaryTrie(evm.chaindb.db, root)).items():
        yield int.from_bytes(rlp.decode(word), "big")


def accounts_of(dump):
    """Read the accounts of anvil's dump, and not the traces behind them, which are a gigabyte."""
    with gzip.open(BytesIO(bytes.fromhex(dump[2:]))) as packed:
        text = b""
        while END_OF_ACCOUNTS not in text:
            text += packed.read(2**16)
    accounts = json.loads(text[: text.index(END_OF_ACCOUNTS)] + b"}")["accounts"]
    return {address.lower(): account for address, account in accounts.items()}
