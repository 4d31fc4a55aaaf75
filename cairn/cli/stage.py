"""The chain that a command is connected to, Cairn on it, and who signs there."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

import ape
from ape.api import AccountAPI
from ape.exceptions import ApeException, ProviderError
from ape.logging import logger
from ape_ethereum.trace import Trace
from rich.console import Console

from cairn.chain import address_book as book
from cairn.chain.address_book import Book
from cairn.chain.events import block_of
from cairn.chain.suite import Suite, attach
from cairn.issuing.rosters import checked_wallet
from cairn.say.errors import CairnError
from cairn.say.text import natural, plain

TEST_PREFIX = "TEST::"


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Ape's log and its traces of refusals off stdout, where a command's answer belongs.

    The traces know no switch, so the method that prints them is set aside.
    """
    level, show = logger.level, Trace.show
    logger.set_level(logging.CRITICAL)
    Trace.show = lambda *_, **__: None
    try:
        yield
    finally:
        logger.set_level(level)
        Trace.show = show


class Stage:
    """The chain that a command is connected to, and Cairn on it."""

    def __init__(self, dao: str | None = None):
        self._dao = dao
        self.out = Console(highlight=False, emoji=False, markup=False, soft_wrap=True)

    @property
    def provider(self):
        return ape.chain.provider

    @property
    def network(self) -> str:
        return self.provider.network.name

    @cached_property
    def book(self) -> Book:
        if self._dao:
            return Book(dao=self._dao)
        return book.read(self.provider.chain_id, self.network)

    @cached_property
    def suite(self) -> Suite:
        """The contracts. Refuses an address with no contract behind it."""
        if not self.has_ended(self.book):
            raise CairnError(
                f"{book.path_of(self.provider.chain_id)}: this is of a deployment that did not "
                "end: run `ape run deploy` again"
            )
        if not self.provider.get_code(self.book.dao):
            raise CairnError(
                f"{self.book.dao}: there is no DAO at this address on this chain: "
                "if the chain was started anew, run `ape run deploy --replace`"
            )
        try:
            return attach(ape.project, self.book.dao)
        except ProviderError:
            raise
        except (ApeException, ValueError, TypeError) as error:
            raise CairnError(
                f"{self.book.dao}: the contract at this address is no DAO of Cairn: "
                "copy the DAO's address again"
            ) from error

    @cached_property
    def since(self) -> int:
        """The block of the deployment: as the book has it, else as the chain tells it."""
        return self.book.block or block_of(str(self.suite.educators.address))

    def has_ended(self, opened: Book) -> bool:
        """Tell whether the deployment that a book is of came to its end, by its last contract."""
        return not opened.awaits or bool(self.provider.get_code(opened.awaits))

    def account(self, named: str | None, role: str) -> AccountAPI:
        """Return who signs: the account named, else the one that plays the role here."""
        return load_account(named or self._account_of(role), self.provider.chain_id)

    def _account_of(self, role: str) -> str:
        named = self.book.accounts.get(role)
        if not named and self.provider.chain_id in book.TEST_CHAINS:
            named = book.TEST_ACCOUNTS.get(role)
        if not named:
            raise CairnError(
                f'no account is known for the role "{role}": name one with --account ALIAS, '
                f"or add it to {book.path_of(self.provider.chain_id)}"
            )
        return named

    def address_of(self, who: str) -> str:
        """Return the address of a person: an address, a role of the book, an alias or TEST::n."""
        who = self.book.accounts.get(who, who)
        if who.lower().startswith("0x"):
            return checked_address(who)
        return str(self.account(who, who).address)

    def say(self, text: str = "") -> None:
        """Print one sentence. Part of it may come off the chain, so it is shown plain."""
        self.out.print(plain(text), markup=False)


def load_account(named: str, chain_id: int) -> AccountAPI:
    """Return an account by alias, TEST::n or address; a keyfile signs unattended if it can."""
    if named.upper().startswith(TEST_PREFIX):
        return _test_account(named, chain_id)
    if named.lower().startswith("0x"):
        return _account_at(checked_address(named), chain_id)
    if named not in ape.accounts.aliases:
        raise CairnError(
            f'there is no account "{named}": `ape accounts list` shows those there are, '
            "`ape accounts generate ALIAS` makes one; a role stands in the address book"
        )
    return _unattended(ape.accounts.load(named))


def _account_at(address: str, chain_id: int) -> AccountAPI:
    """Return the account with an address: a keyfile's or, on test chains, a test account."""
    known = list(ape.accounts)
    if chain_id in book.TEST_CHAINS:
        known += [ape.accounts.test_accounts[n] for n in range(len(ape.accounts.test_accounts))]
    for account in known:
        if str(account.address) == address:
            return _unattended(account)
    raise CairnError(
        f"nobody here has the key of {address}: `ape accounts list` shows the accounts there are"
    )


def _unattended(account: AccountAPI) -> AccountAPI:
    """Let a keyfile sign by itself, if its passphrase is in the environment."""
    if account.alias and os.environ.get(f"APE_ACCOUNTS_{account.alias}_PASSPHRASE"):
        account.set_autosign(True)  # it reads the variable by itself
    return account


def _test_account(named: str, chain_id: int) -> AccountAPI:
    if chain_id not in book.TEST_CHAINS:
        raise CairnError(
            f"{named} is a test account, whose key everybody knows: on this chain use an "
            "account of your own, --account ALIAS"
        )
    number = natural(named[len(TEST_PREFIX) :])
    if number is None or number >= len(ape.accounts.test_accounts):
        raise CairnError(
            f"there is no test account {named}: the last is "
            f"{TEST_PREFIX}{len(ape.accounts.test_accounts) - 1}"
        )
    return ape.accounts.test_accounts[number]


def checked_address(text: str) -> str:
    """Return the address, or refuse one whose capitals do not fit its checksum (EIP-55)."""
    return checked_wallet(text, "account")
