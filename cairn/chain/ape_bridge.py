"""What Ape lends: the network that it is connected to, and the accounts of its plugins, which sign.

Nothing else of the package knows Ape, but for the commands of `ape run`. What an account has signed
goes to the node by the same way as everything else.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ape
from ape.api import AccountAPI
from ape.exceptions import AccountsError, ApeException
from ape.logging import logger
from eth_account.messages import SignableMessage
from eth_utils.conversions import to_hex
from web3.types import TxParams

from cairn.chain.accounts import Account, unknown_alias
from cairn.chain.node import Node
from cairn.say.errors import CairnError

lent: Any = ape  # makes its names when they are asked for, which no checker of types can follow


def connected_node() -> Node:
    """Return the node that Ape is connected to."""
    provider: Any = lent.chain.provider
    words = ("--network", provider.network_choice)
    return Node(provider.web3, provider.network.name, words)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Ape's log off stdout, where a command's answer belongs."""
    level = logger.level
    logger.set_level(logging.CRITICAL)
    try:
        yield
    finally:
        logger.set_level(level)


@contextmanager
def _signing() -> Iterator[None]:
    """Keep Ape quiet, and tell its errors in one line."""
    try:
        with quiet():
            yield
    except AccountsError as error:
        raise CairnError(f"the account cannot sign: {str(error).rstrip('.')}") from error
    except ApeException as error:
        raise CairnError(
            f"the account cannot sign here ({str(error).rstrip('.')}): use `ape run` for it"
        ) from error


class ApeAccount(Account):
    """An account of Ape's, as of a plugin for hardware. It asks in its own way."""

    def __init__(self, account: AccountAPI):
        super().__init__(str(account.address))
        self._account = account

    def sign(self, transaction: TxParams) -> bytes:
        told: dict[str, Any] = {**transaction}
        if isinstance(told.get("data"), bytes):
            told["data"] = to_hex(told["data"])
        with _signing():
            asked = lent.networks.ethereum.create_transaction(**told)
            signed = self._account.sign_transaction(asked)
            if signed is not None:
                return bytes(signed.serialize_transaction())
        raise CairnError(f"{self.address} did not sign: nothing was sent")

    def sign_message(self, message: SignableMessage) -> bytes | None:
        with _signing():
            signature = self._account.sign_message(message)
        return None if signature is None else bytes(signature.encode_rsv())


def by_alias(alias: str) -> ApeAccount:
    """Return the account that Ape has under an alias."""
    with _signing():
        if alias not in lent.accounts.aliases:
            raise CairnError(unknown_alias(alias))
        return ApeAccount(lent.accounts.load(alias))


def by_address(address: str) -> ApeAccount:
    """Return the account that Ape has with an address."""
    with _signing():
        for account in lent.accounts:
            if str(account.address) == address:
                return ApeAccount(account)
    raise CairnError(
        f"nobody here has the key of {address}: `ape accounts list` shows the accounts there are"
    )
