"""Who may decide what, and by which majority: read from the chain as it is now."""

from collections.abc import Iterator

from cairn.chain.events import logs_of
from cairn.chain.powers import changing, contracts, table
from cairn.chain.suite import CLASSES, Suite
from cairn.governance.decisions import rulebook_of
from cairn.governance.sentences import ActionTeller

VOTED = "the DAO, by a vote"


def acts_by_class(suite: Suite, since: int) -> dict[str, list[str]]:
    """Return every act that takes a vote, by the class that the chain has it in."""
    acts: dict[str, list[str]] = {name: [] for name in CLASSES}
    for name, target, selector in [*_own(suite), *_elsewhere(suite, since)]:
        acts[CLASSES[suite.rules.class_of(target, selector)]].append(name)
    return {name: sorted(set(told)) for name, told in acts.items()}


def _own(suite: Suite) -> Iterator[tuple[str, str, bytes]]:
    """Yield the functions of the suite that the DAO alone may call, or the DAO among others."""
    voted = {power.name for power in table() if VOTED in power.who}
    for contract in contracts(suite):
        kind = contract.interface.name
        for signature, function in changing(contract).items():
            if f"{kind}.{signature}" in voted:
                yield f"{kind}.{function.name}", contract.address, function.selector


def _elsewhere(suite: Suite, since: int) -> Iterator[tuple[str, str, bytes]]:
    """Yield what votes have classed on contracts that are no part of the suite."""
    teller, own = ActionTeller(suite), suite.addresses().values()
    for log in logs_of(suite.rules.ActClassed, since):
        if str(log.target) not in own:
            selector = bytes(log.selector)
            yield teller.function(str(log.target), selector), log.target, selector


def as_dict(suite: Suite, since: int) -> dict:
    """Return classes, chamber and owners for a program."""
    acts, owned = acts_by_class(suite, since), ("educators", "credentials")
    rules = dict(zip(CLASSES, rulebook_of(suite), strict=True))
    return {
        "classes": {name: {"acts": acts[name], "rules": rules[name]._asdict()} for name in CLASSES},
        "chamber": str(suite.dao.chamber()),
        "members": suite.educators.totalSupply(),
        "owners": {role: str(getattr(suite, role).owner()) for role in owned},
    }
