"""Who signs: an account of the test mnemonic, a keyfile of Ape's, or what else Ape has.

Ape's keyfiles are those of every wallet, so eth-account opens them. Ape itself is loaded to sign
with an account of one of its plugins, and for nothing else.
"""

from __future__ import annotations

import json
import os
import sys
from abc import ABC, abstractmethod
from functools import cache, cached_property
from getpass import getpass
from pathlib import Path
from typing import Any

from eth_account import Account as Keys
from eth_account.messages import SignableMessage
from eth_account.signers.local import LocalAccount
from eth_utils.address import to_checksum_address
from web3.types import TxParams, TxReceipt

from cairn.chain.addresses import checked_wallet
from cairn.chain.contracts import tried
from cairn.chain.node import TEST_CHAINS, Node
from cairn.chain.refusals import Refused
from cairn.chain.sending import completed, send_and_wait
from cairn.say.errors import CairnError
from cairn.say.text import natural

TEST_PREFIX = "TEST::"
TEST_COUNT = 30
TEST_MNEMONIC = f"{'test ' * 11}junk"
TEST_PATH = "m/44'/60'/0'/0/{}"


class Account(ABC):
    """Who signs transactions and messages."""

    def __init__(self, address: str):
        self.address: str = to_checksum_address(address)

    @abstractmethod
    def sign(self, transaction: TxParams) -> bytes:
        """Return a signed transaction, as nodes take it."""

    @abstractmethod
    def sign_message(self, message: SignableMessage) -> bytes | None:
        """Return a signature (r, s, v), None if it was not given."""

    def send(self, node: Node, transaction: TxParams) -> TxReceipt:
        """Sign and send a transaction, and wait for it. Raises `Refused` if it does not succeed."""
        asked: TxParams = {**transaction, "from": to_checksum_address(self.address)}
        signed = self.sign(completed(node, self.address, asked))
        if Keys.recover_transaction(signed) != self.address:
            raise CairnError(f"this was not signed by {self.address}: nothing was sent")
        receipt = send_and_wait(node, signed)
        if not receipt["status"]:
            tried(node, asked)  # once more, on the node alone, for its sentence
            sent = receipt["transactionHash"].to_0x_hex()
            raise Refused(f"transaction {sent} failed, and would succeed now")
        return receipt


class KeyAccount(Account):
    """An account whose key is at hand."""

    @property
    @abstractmethod
    def keys(self) -> LocalAccount:
        """The key."""

    def sign(self, transaction: TxParams) -> bytes:
        told: dict[str, Any] = {**transaction}
        return bytes(self.keys.sign_transaction(told).raw_transaction)

    def sign_message(self, message: SignableMessage) -> bytes:
        return bytes(self.keys.sign_message(message).signature)


class TestAccount(KeyAccount):
    """An account of Ape's and anvil's test mnemonic, for chains where nothing is worth anything."""

    __test__ = False  # of Cairn: a class of tests, it is not

    def __init__(self, number: int):
        self.number = number
        super().__init__(self.keys.address)

    @property
    def keys(self) -> LocalAccount:
        return _test_keys(self.number)


@cache
def _test_keys(number: int) -> LocalAccount:
    Keys.enable_unaudited_hdwallet_features()
    return Keys.from_mnemonic(TEST_MNEMONIC, account_path=TEST_PATH.format(number))


class KeyfileAccount(KeyAccount):
    """An account whose key is in a keyfile, encrypted: it asks for the passphrase once."""

    def __init__(self, alias: str, keyfile: dict[str, Any]):
        super().__init__(_address_in(keyfile))
        self._alias, self._keyfile = alias, keyfile

    @cached_property
    def keys(self) -> LocalAccount:
        passphrase = self._passphrase()
        try:
            keys = Keys.from_key(Keys.decrypt(self._keyfile, passphrase))
        except (ValueError, TypeError, LookupError, NotImplementedError) as error:
            raise CairnError(
                f"the account cannot sign: that is not the passphrase of {self._alias}, or its "
                "keyfile is broken"
            ) from error
        if keys.address != self.address:
            raise CairnError(
                f"the account cannot sign: the keyfile of {self._alias} holds the key of "
                f"{keys.address}, not of {self.address}"
            )
        return keys

    def _passphrase(self) -> str:
        """Return the passphrase: from the environment, or asked for at a terminal."""
        variable = f"APE_ACCOUNTS_{self._alias}_PASSPHRASE"
        if variable in os.environ:
            return os.environ[variable]
        if not sys.stdin.isatty():
            raise CairnError(
                f"the account cannot sign: set {variable}, or run this at a terminal, to be asked "
                "for the passphrase"
            )
        return getpass(f"Passphrase of {self._alias}: ")


def load_account(named: str, chain_id: int) -> Account:
    """Return an account by alias, TEST::n or address; a keyfile signs unattended if it can."""
    if named.upper().startswith(TEST_PREFIX):
        return TestAccount(_test_number(named, chain_id))
    if named.lower().startswith("0x"):
        return _account_at(checked_address(named), chain_id)
    keyfile = _keyfile(named)
    return KeyfileAccount(named, keyfile) if keyfile else _bridge().by_alias(named)


def _account_at(address: str, chain_id: int) -> Account:
    """Return the account with an address: on test chains a test account, else one of Ape's."""
    if chain_id in TEST_CHAINS:
        for number in range(TEST_COUNT):
            if _test_keys(number).address == address:
                return TestAccount(number)
    for alias in sorted(file.stem for file in _keyfiles().glob("*.json")):
        keyfile = _keyfile(alias)
        if keyfile and _address_in(keyfile) == address:
            return KeyfileAccount(alias, keyfile)
    return _bridge().by_address(address)


def address_of(named: str, chain_id: int) -> str:
    """Return the address of an account by alias, TEST::n or address."""
    if named.lower().startswith("0x"):
        return checked_address(named)
    if named.upper().startswith(TEST_PREFIX):
        return _test_keys(_test_number(named, chain_id)).address
    keyfile = _keyfile(named)
    if keyfile:
        return _address_in(keyfile)
    if "ape" in sys.modules:  # which may have it of a plugin: asked where it is loaded anyway
        return _bridge().by_alias(named).address
    raise CairnError(unknown_alias(named))


def unknown_alias(alias: str) -> str:
    """Say that there is no account of a name, and what to do about it."""
    return (
        f'there is no account "{alias}": `ape accounts list` shows those there are, '
        "`ape accounts generate ALIAS` makes one; a role stands in the address book"
    )


def _bridge() -> Any:
    """Load Ape."""
    try:
        from cairn.chain import ape_bridge
    except ImportError as error:
        raise CairnError("this account takes Ape to sign: install it (eth-ape)") from error
    return ape_bridge


def _keyfiles() -> Path:
    return Path(os.environ.get("APE_DATA_FOLDER") or Path.home() / ".ape") / "accounts"


def _keyfile(alias: str) -> dict[str, Any] | None:
    """Return what Ape's keyfile of an alias holds, None without one that can be read."""
    folder = _keyfiles()
    file = folder / f"{alias}.json"
    if not alias or file.parent != folder:
        return None
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return told if _address_in(told) else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _address_in(keyfile: dict[str, Any]) -> str:
    return to_checksum_address(keyfile["address"])


def _test_number(named: str, chain_id: int) -> int:
    if chain_id not in TEST_CHAINS:
        raise CairnError(
            f"{named} is a test account, whose key everybody knows: on this chain use an "
            "account of your own, --account ALIAS"
        )
    number = natural(named[len(TEST_PREFIX) :])
    if number is None or number >= TEST_COUNT:
        raise CairnError(
            f"there is no test account {named}: the last is {TEST_PREFIX}{TEST_COUNT - 1}"
        )
    return number


def checked_address(text: str) -> str:
    """Return the address, or refuse one whose capitals do not fit its checksum (EIP-55)."""
    return checked_wallet(text, "account")
