"""What has been put to the vote: read from the DAO's events, found by number, told in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ape.api import AccountAPI
from ape.types import ContractLog
from eth_utils import keccak

from scripts._cairn.bounds import MAX_DESCRIPTION, check_actions, check_size
from scripts._cairn.errors import CairnError
from scripts._cairn.logs import logs_of
from scripts._cairn.suite import Suite
from scripts._cairn.text import natural, plain

STATES = (
    "Pending",
    "Active",
    "Canceled",
    "Defeated",
    "Succeeded",
    "Queued",
    "Expired",
    "Executed",
)
SUPPORTS = ("against", "for", "abstain")


class Action(NamedTuple):
    """One call of a proposal. Cairn's own carry no ether; those of other tools may."""

    target: str
    data: bytes
    value: int = 0  # wei


@dataclass(frozen=True)
class Motion:
    """A proposal as it was made, by Cairn or by any other tool for governors."""

    number: int  # in the order in which they were made, from 1
    id: int
    proposer: str
    targets: tuple[str, ...]
    values: tuple[int, ...]
    calldatas: tuple[bytes, ...]
    description: str
    opens_at: int  # Unix seconds: who is a member then may vote, from the next second on
    closes_at: int  # the last second to vote

    @property
    def first_line(self) -> str:
        """The first line of its text that says anything, as whoever proposed it wrote it."""
        lines = (line.strip("# ") for line in self.description.split("\n"))
        return next(filter(None, lines), "(untitled)")

    @property
    def title(self) -> str:
        """What it is called on a terminal."""
        return plain(self.first_line)

    @property
    def actions(self) -> list[Action]:
        columns = zip(self.targets, self.calldatas, self.values, strict=True)
        return [Action(*column) for column in columns]

    @property
    def ether(self) -> int:
        """The wei that whoever executes it must send, to the last one."""
        return sum(self.values)

    @property
    def content(self) -> tuple:
        """What `execute` and `cancel` are called with."""
        described = keccak(text=self.description)
        return list(self.targets), list(self.values), list(self.calldatas), described


@dataclass(frozen=True)
class Outlook:
    """How a motion stands, and what can still become of it."""

    state: str
    against: int
    in_favour: int
    abstaining: int
    quorum: int | None  # None until the vote has opened
    majority: int
    executable_at: int
    expires_at: int


def all_motions(suite: Suite, since: int = 0) -> list[Motion]:
    """Read every proposal, oldest first. `since` is the block of the deployment."""
    logs = logs_of(suite.dao.ProposalCreated, since)
    return [_motion(number, log.event_arguments) for number, log in enumerate(logs, start=1)]


def find(suite: Suite, named: str, since: int = 0) -> Motion:
    """Return a proposal by its number, its id, or the first digits of its id."""
    motions = all_motions(suite, since)
    number = natural(named.removeprefix("#"))
    if number and number <= len(motions):
        return motions[number - 1]
    matching = [motion for motion in motions if _matches(motion, named)]
    if len(matching) == 1:
        return matching[0]
    count = f"{len(motions)} on this chain" if motions else "none on this chain yet"
    raise CairnError(f'there is no proposal "{named}": `ape run proposals` lists them ({count})')


def _matches(motion: Motion, named: str) -> bool:
    prefix = named.lower()
    return len(prefix) >= 6 and (hex(motion.id).startswith(prefix) or str(motion.id) == prefix)


def _motion(number: int, arguments: dict) -> Motion:
    return Motion(
        number=number,
        id=arguments["proposalId"],
        proposer=str(arguments["proposer"]),
        targets=tuple(str(target) for target in arguments["targets"]),
        values=tuple(arguments["values"]),
        calldatas=tuple(bytes(data) for data in arguments["calldatas"]),
        description=arguments["description"],
        opens_at=arguments["voteStart"],
        closes_at=arguments["voteEnd"],
    )


def outlook(suite: Suite, motion: Motion) -> Outlook:
    """Ask the DAO how a motion stands."""
    state = suite.dao.state(motion.id)
    votes = suite.dao.proposalVotes(motion.id)
    rules = suite.dao.proposalRules(motion.id)
    eta = suite.dao.proposalEta(motion.id)
    return Outlook(
        state=STATES[state],
        against=votes[0],
        in_favour=votes[1],
        abstaining=votes[2],
        quorum=suite.dao.proposalQuorum(motion.id) if state else None,
        majority=rules.majority,
        executable_at=eta,
        expires_at=eta + rules.grace,
    )


def worded(description: str, account: AccountAPI) -> str:
    """Return a proposal's whole text, by whose end the DAO lets nobody but `account` make it."""
    return f"{description}\n\n#proposer={str(account.address).lower()}"


def check_fits(actions: Sequence[Action], description: str, account: AccountAPI) -> None:
    """Refuse a proposal that is too big for the DAO, before anything of it is sent."""
    check_size(worded(description, account), MAX_DESCRIPTION, "the proposal's text, with its note,")
    check_actions([action.data for action in actions])


def propose(
    suite: Suite, actions: Sequence[Action], description: str, account: AccountAPI, since: int = 0
) -> Motion:
    """Put actions to the vote. Only `account` can make this very proposal (see the suffix)."""
    described = worded(description, account)
    receipt = suite.dao.propose(*columns(actions), described, sender=account)
    [made] = receipt.decode_logs(suite.dao.ProposalCreated)
    return _motion(_number(suite, made, since), made.event_arguments)


def _number(suite: Suite, made: ContractLog, since: int) -> int:
    """Count the proposals made before this one: one made in the meantime changes nothing."""
    place = made.block_number, made.log_index
    earlier = logs_of(suite.dao.ProposalCreated, since, until=made.block_number)
    return 1 + sum((log.block_number, log.log_index) < place for log in earlier)


def columns(actions: Sequence[Action]) -> tuple[list[str], list[int], list[bytes]]:
    """Return targets, values and calldatas, as the DAO takes them."""
    return (
        [action.target for action in actions],
        [action.value for action in actions],
        [action.data for action in actions],
    )


def voters(suite: Suite, motion: Motion, since: int = 0) -> Iterable[tuple[str, str, str]]:
    """Return who voted how and why, in that order."""
    for log in logs_of(suite.dao.VoteCast, since):
        if log.proposalId == motion.id:
            yield str(log.voter), SUPPORTS[log.support], log.reason
