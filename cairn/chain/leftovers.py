"""Where a contract's storage or code still knows an account: asked of any node, slot by slot.

A mapping cannot be listed, so each is looked up under every key that the account could stand under.
Mappings of numbers alone, and those that only tell what once happened, give nobody any power.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from eth_utils.crypto import keccak

from cairn.chain.artifacts import artifact
from cairn.chain.contracts import Contract
from cairn.chain.suite import CONTRACTS, Suite

SHEETS, LISTS = 16, 16  # words that a learner can have in a curriculum, and of curricula


@dataclass(frozen=True)
class Variable:
    """A storage variable of a contract, as the compiler places it."""

    name: str  # with its module, as in ownable.owner
    kind: str
    slot: int
    words: int

    @property
    def is_mapping(self) -> bool:
        return self.kind.startswith("HashMap")


@dataclass(frozen=True)
class Place:
    """Somewhere that an account is known."""

    contract: str
    variable: str
    slot: int
    word: int

    def __str__(self) -> str:
        return f"{self.contract}.{self.variable} holds 0x{self.word:064x}"


def _seats(suite: Suite, account: int) -> Iterator[int]:
    yield from range(1, suite.educators.last_number() + 1)


def _desks(suite: Suite, account: int) -> Iterator[int]:
    for number in range(1, suite.credentials.curriculum_count() + 1):
        yield number << 160 | account


def _sheets(suite: Suite, account: int) -> Iterator[int]:
    for number in range(1, suite.credentials.curriculum_count() + 1):
        for sheet in range(SHEETS):
            yield (number << 4 | sheet) << 160 | account


def _lists(suite: Suite, account: int) -> Iterator[int]:
    yield from (account << 8 | n for n in range(LISTS))


def _itself(suite: Suite, account: int) -> Iterator[int]:
    yield account


# Mapping -> the keys under which something is, if it is about the account.
KEYS: dict[str, Callable[[Suite, int], Iterator[int]]] = {
    "EducatorToken.roll.terms": _itself,
    "EducatorToken.roll.earlier_terms": _itself,
    "EducatorToken.offers": _itself,
    "EducatorToken.proxies.namings": _itself,
    "EducatorToken.proxies.places": _itself,
    "EducatorToken.notices.notices": _itself,
    "CredentialToken.conferrals.desks": _desks,
    "CredentialToken.sheets.words": _sheets,
    "CredentialToken.enrolment.lists": _lists,
}
# Mapping -> the keys under which the account may stand among others.
AMONG: dict[str, Callable[[Suite, int], Iterator[int]]] = {"EducatorToken.roll.holders": _seats}
WORDS = {"EducatorToken.proxies.places": 3}  # of one element, where that is more than one
POWERLESS = {
    "EducatorToken.headcount.older": "numbers",
    "EducatorToken.strikes.words": "numbers",
    "CurriculumDAO.ballots.words": "ballots by seat number",
    "CurriculumDAO.ballots.by_proxy": "ballots by seat number",
    "CurriculumDAO.proposals.words": "proposals; their proposers by seat number",
    "CurriculumDAO.proposals.deadlines": "numbers, by seat number",
    "DecisionRules.acts.classes": "what class an act on a contract is of: that moves nobody",
    "DecisionRules.class_rules.newest": "numbers",
    "DecisionRules.class_rules.older": "numbers",
    "CurriculumRegistry.staged": "contracts whose code is a record",
    "CurriculumRegistry.versions.words": "contracts whose code is a record",
    "CurriculumRegistry.taken_keys.curricula": "numbers",
    "PathwayRegistry.rules": "contracts whose code is a record",
    "CredentialToken.conferrals.composite_desks": "numbers",
    "CredentialToken.conferrals.conferrals": "who awarded, of awards that were made",
    "CredentialToken.catalogue.words": "numbers",
    "CredentialToken.enrolment.terms": "numbers",
    "CredentialToken.records.words": "who revoked or renounced, of credentials that were",
    "CredentialToken.classes.words": "numbers",
}


@cache
def layout(contract: str) -> tuple[Variable, ...]:
    """Return a contract's storage variables, by its name."""
    return tuple(_variables(artifact(contract).storage_layout))


def _variables(placed: dict, module: str = "") -> Iterator[Variable]:
    for name, entry in placed.items():
        if "slot" in entry:
            yield Variable(f"{module}{name}", entry["type"], entry["slot"], entry["n_slots"])
        else:
            yield from _variables(entry, f"{module}{name}.")


def element(slot: int, key: int) -> int:
    """Return the slot of a mapping's element, as Vyper places it."""
    return int.from_bytes(keccak(slot.to_bytes(32, "big") + key.to_bytes(32, "big")), "big")


def places(suite: Suite, account: str) -> list[Place]:
    """Find all places that know an account: none, if it never had a part in this deployment."""
    return [
        place
        for role in CONTRACTS
        for place in _places(suite, getattr(suite, role), int(account, 16))
    ]


def _places(suite: Suite, contract: Contract, account: int) -> Iterator[Place]:
    name, node = contract.interface.name, suite.node
    for variable in layout(name):
        for slot, is_about in _slots(suite, f"{name}.{variable.name}", variable, account):
            word = node.storage(contract.address, slot)
            if word and (is_about or holds(word, account)):
                yield Place(name, variable.name, slot, word)
    if account.to_bytes(20, "big") in node.code(contract.address):
        yield Place(name, "code", 0, account)


def _slots(suite: Suite, name: str, variable: Variable, account: int) -> Iterator[tuple[int, bool]]:
    """Yield the slots to read, and whether anything in them is about the account."""
    if not variable.is_mapping:
        yield from ((variable.slot + n, False) for n in range(variable.words))
    for kept, is_about in ((KEYS, True), (AMONG, False)):
        if name in kept:
            for key in kept[name](suite, account):
                first = element(variable.slot, key)
                yield from ((first + n, is_about) for n in range(WORDS.get(name, 1)))


def holds(word: int, account: int) -> bool:
    """Tell whether an address stands anywhere in a word; fields begin at whole bytes."""
    return account.to_bytes(20, "big") in word.to_bytes(32, "big")
