"""What Ape and its chains do beside a transaction, and no test needs: left out, or done once.

More than half of a test's time went there. Each function says what is spared; what a test sees
stays the same, which tests/test_overhead.py holds. Names with an underscore are private to the
versions that requirements.txt pins.
"""

import threading
from http.client import HTTPConnection
from urllib.parse import urlsplit

from ape_ethereum.ecosystem import Ethereum
from eth.exceptions import TransactionNotFound
from eth_tester.backends.pyevm import main as pyevm
from trie import HexaryTrie
from web3 import HTTPProvider
from web3.eth import Eth
from web3.providers.eth_tester import middleware

TRIE_READS = 2**17  # kept at a time: a few tens of megabytes


def spare(patch, provider):
    """Spare all of it, for as long as `patch` holds."""
    traces_and_logs(patch)
    looking_before_calling(patch)
    the_type_of_transaction(patch)
    if provider.name == "test":
        asking_who_calls(patch)
        whole_blocks(patch)
        looking_through_blocks(patch)
        replaying_the_last_block(patch)
        walking_the_same_trie(patch)
    else:
        asking_what_never_changes(patch, provider)
        sleeping_until_a_block(patch)
        dressing_up_requests(patch, provider)


def nothing(*_, **__):
    return None


def traces_and_logs(patch):
    """Ape runs every transaction again in search of what a contract printed, and every refused one
    to show where it failed and whose error it was: on anvil that takes ten to a thousand times as
    long as the refusal itself."""
    patch.setattr("ape_ethereum.provider._post_send_transaction", nothing)
    patch.setattr("ape.exceptions._get_ape_traceback_from_tx", nothing)
    patch.setattr("ape_ethereum.trace.TransactionTrace.show", nothing)
    patch.setattr("ape_ethereum.trace.CallTrace.show", nothing)
    patch.setattr("ape_ethereum.trace.Trace.get_addresses_used", lambda *_, **__: iter(()))
    patch.setattr("ape_ethereum.provider._LazyCallTrace.source_traceback", None)
    patch.setattr("ape_foundry.FoundryProvider._extract_custom_error", lambda *_, **__: "")


def looking_before_calling(patch):
    """Before each call, Ape reads the contract's code to see whether there is any."""
    patch.setattr("ape.contracts.base.ContractMethodHandler._validate_is_contract", nothing)


def the_type_of_transaction(patch):
    """For each transaction, Ape puts together every network of ape-config.yaml to read its type."""
    found = Ethereum.default_transaction_type.fget
    known = {}

    def default_transaction_type(self):
        network = self.network_manager.active_provider.network.name
        if network not in known:
            known[network] = found(self)
        return known[network]

    patch.setattr(Ethereum, "default_transaction_type", property(default_transaction_type))


def asking_who_calls(patch):
    """Where a call names no sender, web3.py asks for all thirty accounts, three times."""
    guess, known = middleware.guess_from, {}

    def guess_from(w3, transaction):
        if w3 not in known:
            known[w3] = guess(w3, transaction)
        return known[w3]

    patch.setattr(middleware, "guess_from", guess_from)


def whole_blocks(patch):
    """To learn a block's limit of gas, or its base fee, Ape has whole blocks put into words."""

    def header(self, block="latest"):
        return pyevm._get_block_by_number(self.evm_backend.chain, block).header

    def max_fee(self, block=None):
        number = self._block_number_for_backend(block)
        asked = {number, "latest", "pending"} - {None}
        return max(header(self, each).base_fee_per_gas for each in asked)

    provider = "ape_test.provider.LocalProvider"
    patch.setattr(f"{provider}.max_gas", property(lambda self: header(self).gas_limit))
    patch.setattr(f"{provider}._get_call_max_fee", max_fee)
    patch.setattr(
        f"{provider}._get_last_base_fee", lambda self: header(self, "pending").base_fee_per_gas
    )


def looking_through_blocks(patch):
    """To find a transaction, the embedded chain reads block after block, from the last one on."""
    scan = pyevm._get_transaction_by_hash

    def look_up(chain, transaction_hash):
        try:
            number, index = chain.chaindb.get_transaction_index(transaction_hash)
        except TransactionNotFound:
            return scan(chain, transaction_hash)
        if number < chain.get_block().number:  # else that block has been rolled back
            block = chain.get_canonical_block_by_number(number)
            there = block.transactions[index : index + 1]
            if [each.hash for each in there] == [transaction_hash]:  # else another stands there now
                return block, *there, index
        return scan(chain, transaction_hash)

    patch.setattr(pyevm, "_get_transaction_by_hash", look_up)


def replaying_the_last_block(patch):
    """To roll back, the embedded chain runs the block again that it goes back to."""

    def revert_to_snapshot(self, snapshot):
        header = self.chain.get_block_header_by_hash(snapshot)
        chaindb = self.chain.chaindb
        chaindb._set_as_canonical_chain_head(chaindb.db, header, pyevm.GENESIS_PARENT_HASH)
        self.chain.header = self.chain.ensure_header()

    patch.setattr(pyevm.PyEVMBackend, "revert_to_snapshot", revert_to_snapshot)


def walking_the_same_trie(patch):
    """A question begins from a bare state root: accounts and slots are found node by node, each
    time. What a root says about a key never changes."""
    get, known = HexaryTrie.get, {}

    def get_once(self, key):
        asked = self.root_hash, key
        if asked not in known:
            if len(known) == TRIE_READS:
                known.clear()
            known[asked] = get(self, key)
        return known[asked]

    patch.setattr(HexaryTrie, "get", get_once)


def asking_what_never_changes(patch, provider):
    """Around each transaction, Ape asks anvil for its settings, for the fee of the day, which never
    exceeds the first one's, and for the sender's count, which a mined transaction has raised."""
    for name in ("auto_mine", "max_gas", "priority_fee", "base_fee"):
        answer = getattr(provider, name)
        patch.setattr(type(provider), name, property(lambda self, answer=answer: answer))
    patch.setattr("ape.api.transactions.ReceiptAPI._await_sender_nonce_increment", nothing)


def sleeping_until_a_block(patch):
    """Ape looks for a receipt ten times a second; anvil makes a block in a hundredth of that."""
    wait = Eth.wait_for_transaction_receipt

    def wait_for_transaction_receipt(self, sent, timeout=120, poll_latency=0.001):
        return wait(self, sent, timeout, poll_latency)

    patch.setattr(Eth, "wait_for_transaction_receipt", wait_for_transaction_receipt)


def dressing_up_requests(patch, provider):
    """To ask a question, requests takes longer than anvil to answer it."""
    patch.setattr(provider.web3, "provider", OneLine(provider.uri, provider.timeout))


class OneLine(HTTPProvider):
    """Speaks to a node over one connection, kept open.

    Each thread has its own: of a chain longer than a page of logs, Ape asks for several at once.
    """

    def __init__(self, uri, timeout):
        super().__init__(uri)
        self._place, self._patience, self._lines = urlsplit(uri).netloc, timeout, threading.local()

    @property
    def _line(self):
        if not hasattr(self._lines, "own"):
            self._lines.own = HTTPConnection(self._place, timeout=self._patience)
        return self._lines.own

    def _make_request(self, method, request_data):
        try:
            return self._ask(request_data)
        except ConnectionError:  # closed by the node, after a long silence
            self._line.close()
            return self._ask(request_data)

    def _ask(self, question):
        self._line.request("POST", "/", question, {"Content-Type": "application/json"})
        return self._line.getresponse().read()
