"""One deployment of Cairn on a node: its contracts, its address book, and who is who there."""

from functools import cached_property

from web3 import Web3
from web3.exceptions import BadFunctionCallOutput

from cairn.chain import address_book as book
from cairn.chain.accounts import Account, address_of, load_account
from cairn.chain.address_book import Book
from cairn.chain.addresses import checked_wallet
from cairn.chain.events import block_of
from cairn.chain.interfaces import NotOfThisContract
from cairn.chain.node import LOCAL_NODE, TEST_CHAINS, Node
from cairn.chain.refusals import Refused
from cairn.chain.suite import Suite
from cairn.say.errors import CairnError
from cairn.say.programs import as_typed

# What becomes of asking a contract that is something else.
NOT_OURS = (Refused, NotOfThisContract, BadFunctionCallOutput)


class Deployment:
    """Cairn on a node: at the DAO that is named, else where the chain's address book has it."""

    def __init__(self, node: Node, dao: str | None = None):
        self.node, self._dao = node, dao

    @cached_property
    def book(self) -> Book:
        if self._dao:
            return Book(dao=self._dao)
        return book.read(self.node.chain_id, self.node.network)

    @cached_property
    def suite(self) -> Suite:
        """The contracts. Refuses an address with no contract behind it."""
        if not self.has_ended(self.book):
            raise CairnError(
                f"{book.path_of(self.node.chain_id)}: this is of a deployment that did not "
                f"end: run {as_typed('deploy')} again"
            )
        if not self.node.code(self.book.dao):
            raise CairnError(
                f"{self.book.dao}: there is no DAO at this address on this chain: "
                f"if the chain was started anew, run {as_typed('deploy --replace')}"
            )
        try:
            return Suite.find(self.node, self.book.dao)
        except NOT_OURS as error:
            raise CairnError(
                f"{self.book.dao}: the contract at this address is no DAO of Cairn: "
                "copy the DAO's address again"
            ) from error

    @cached_property
    def since(self) -> int:
        """The block of the deployment: as the book has it, else as the chain tells it."""
        return self.book.block or block_of(self.node, self.suite.educators.address)

    def has_ended(self, opened: Book) -> bool:
        """Tell whether the deployment that a book is of came to its end, by its last contract."""
        return not opened.awaits or bool(self.node.code(opened.awaits))

    def account(self, named: str | None, role: str) -> Account:
        """Return who signs: the account named, else the one that plays the role here."""
        return load_account(named or self._account_of(role), self.node.chain_id)

    def address_of(self, who: str) -> str:
        """Return the address of a person: an address, a role of the book, an alias or TEST::n."""
        named = who if who.lower().startswith("0x") else self.book.accounts.get(who, who)
        return address_of(named, self.node.chain_id)

    def address_in_role(self, role: str) -> str:
        """Return the address of whoever plays a role here."""
        return address_of(self._account_of(role), self.node.chain_id)

    def roles_by_address(self) -> dict[str, str]:
        """Return the role that each address, in small letters, plays in the address book."""
        roles = {}
        for role in self.book.accounts:
            try:
                roles[self.address_of(role).lower()] = role
            except CairnError:  # an account of another machine: it is shown by address
                continue
        return roles

    def _account_of(self, role: str) -> str:
        named = self.book.accounts.get(role)
        if not named and self.node.chain_id in TEST_CHAINS:
            named = book.TEST_ACCOUNTS.get(role)
        if not named:
            raise CairnError(
                f'no account is known for the role "{role}": name one with --account ALIAS, '
                f"or add it to {book.path_of(self.node.chain_id)}"
            )
        return named


def attach(dao: str, node: str | Web3 | Node = LOCAL_NODE) -> Deployment:
    """Return the deployment whose DAO is at an address, on the node at a URL, of a `Web3`, or that
    Ape is connected to (`ape.chain.provider.web3`)."""
    if isinstance(node, str):
        node = Node.at(node)
    elif isinstance(node, Web3):
        node = Node(node)
    there = Deployment(node, checked_wallet(dao, "the DAO"))
    _ = there.suite  # which refuses what is no DAO of Cairn
    return there
