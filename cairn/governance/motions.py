"""What has been put to the vote: read from the DAO's events, found by number, told in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eth_utils.crypto import keccak

from cairn.chain.accounts import Account
from cairn.chain.contracts import Log
from cairn.chain.events import logs_of
from cairn.chain.suite import Rules, Suite
from cairn.governance.bounds import MAX_DESCRIPTION, check_actions, check_size
from cairn.governance.founding import electorate_now
from cairn.say.errors import CairnError
from cairn.say.programs import as_typed
from cairn.say.text import natural, plain

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
FEWEST_DIGITS = 6  # that an id goes by
SUPPORTS = ("against", "for", "abstain")
SECOND_READING = 2  # votes for that each vote against needs once a proposal was returned


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
    closes_at: int  # the last second to vote, as it was made

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
    class_: int
    rules: Rules  # those it was made under
    members: int  # who may vote; today's until the vote has opened
    electorate: int  # whom the quorum counts: for ninety days the founders, too
    is_extended: bool
    is_returned: bool
    closes_at: int  # the last second to vote, which an extension or a return puts off
    executable_at: int
    expires_at: int

    @property
    def majority(self) -> int:
        """Votes for that each vote against needs: a second reading takes two thirds."""
        return max(self.rules.majority, SECOND_READING if self.is_returned else 0)

    @property
    def has_majority(self) -> bool:
        return self.in_favour > self.against and self.in_favour >= self.majority * self.against


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
    if matching:
        numbers = ", ".join(str(motion.number) for motion in matching)
        raise CairnError(f'"{named}" begins the ids of several proposals ({numbers}): add digits')
    count = f"{len(motions)} on this chain" if motions else "none on this chain yet"
    raise CairnError(
        f'there is no proposal "{named}": {as_typed("proposals")} lists them ({count})'
    )


def _matches(motion: Motion, named: str) -> bool:
    prefix = named.lower()
    ids = f"0x{motion.id:064x}", hex(motion.id), str(motion.id)
    return len(prefix) >= FEWEST_DIGITS and any(it.startswith(prefix) for it in ids)


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
    class_, serial, is_extended, is_returned = suite.dao.proposalKind(motion.id)
    rules = Rules(*suite.rules.rules_at(class_, serial))
    closes_at = suite.dao.proposalDeadline(motion.id)
    has_opened = motion.opens_at < suite.node.now  # what was withdrawn before never does
    token = suite.educators
    members = token.getPastTotalSupply(motion.opens_at) if has_opened else token.totalSupply()
    electorate = token.electorate(motion.opens_at)[0] if has_opened else electorate_now(suite)
    return Outlook(
        state=STATES[state],
        against=votes[0],
        in_favour=votes[1],
        abstaining=votes[2],
        quorum=suite.dao.proposalQuorum(motion.id) if state else None,
        class_=class_,
        rules=rules,
        members=members,
        electorate=electorate,
        is_extended=is_extended,
        is_returned=is_returned,
        closes_at=closes_at,
        executable_at=closes_at + rules.delay,
        expires_at=closes_at + rules.delay + rules.grace,
    )


def worded(description: str, account: Account) -> str:
    """Return a proposal's whole text, by whose end the DAO lets nobody but `account` make it."""
    return f"{description}\n\n#proposer={str(account.address).lower()}"


def check_fits(actions: Sequence[Action], description: str, account: Account) -> None:
    """Refuse a proposal that is too big for the DAO, before anything of it is sent."""
    check_size(worded(description, account), MAX_DESCRIPTION, "the proposal's text, with its note,")
    check_actions([action.data for action in actions])


def propose(
    suite: Suite, actions: Sequence[Action], description: str, account: Account, since: int = 0
) -> Motion:
    """Put actions to the vote. Only `account` can make this very proposal (see the suffix)."""
    described = worded(description, account)
    receipt = suite.dao.propose(*columns(actions), described, sender=account)
    [made] = receipt.logs_of(suite.dao.ProposalCreated)
    return _motion(_number(suite, made, since), made.event_arguments)


def _number(suite: Suite, made: Log, since: int) -> int:
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
