"""Where the DAO decides otherwise than OpenZeppelin's governor, and means to.

Each has a name, which is a row of docs/openzeppelin.md, and says exactly when it applies: whatever
none of them explains is a fault.
"""

from eth_utils import function_signature_to_4byte_selector

from cairn.chain.suite import DAY, Rules
from oracle.pair import Ours, Theirs
from oracle.words import MEMBER_ACTS

PENDING, ACTIVE, CANCELED, DEFEATED, SUCCEEDED, QUEUED, EXPIRED, EXECUTED = range(8)
FINAL = (CANCELED, DEFEATED, EXPIRED, EXECUTED)
SAME = (PENDING, ACTIVE, CANCELED, EXECUTED)  # states in which nothing is meant to differ
WHOLE = 10_000  # basis points
FEWEST = 3

# Met again and again in stories.
QUORUM = "quorum"
MAJORITY = "majority"
QUEUING = "queuing"
ETA = "date of execution"
EXPIRY = "expiry"
LATE = "late turns"
STRANGERS = "strangers' ballots"
NONCES = "nonces"
PLACES = "proposals at a time"
CODELESS = "targets without code"
ETHER = "exact ether"
SILENCE = "silent failures"
BOUNDS = "bounds"
WORDS = "words"
DELEGATION = "delegation"
IN_STORIES = (
    *(QUORUM, MAJORITY, QUEUING, ETA, EXPIRY, LATE, STRANGERS, NONCES, PLACES, CODELESS),
    *(ETHER, SILENCE, BOUNDS, WORDS, DELEGATION),
)
# Shown once each.
CLASSES = "classes"
CODE = "changed code"
CHANGES = "changed votes"
BATCHES = "ballots in batches"
PROXIES = "proxies"
READINGS = "second readings"
KEYS = "lost keys"
TRIALS = "simulation"
SETTINGS = "settings"
RELAY = "relay"
DEPOSITS = "deposits"
INTERFACES = "interface ids"
SHOWN = (
    *(CLASSES, CODE, CHANGES, BATCHES, PROXIES, READINGS, KEYS, TRIALS),
    *(SETTINGS, RELAY, DEPOSITS, INTERFACES),
)

NO_QUORUM, NO_MAJORITY, PASSES = 1, 2, 3  # how a vote stands
EIGHTH = 8
PLACES_OF_ONE = 4
FOUNDING = 90 * DAY


def quorum(rules: Rules, theirs: Theirs, timepoint: int) -> int:
    """The DAO's: a share rounded up, a least number of heads, never everybody; for ninety days of
    the founders, if they are more than the members."""
    members = theirs.token.getPastTotalSupply(timepoint)
    if members < FEWEST:
        return FEWEST
    if timepoint < theirs.founded_at + FOUNDING:
        members = max(members, len(theirs.founders))
    share = -(-members * rules.quorum // WHOLE)
    return min(max(share, rules.minimum), members - 1)


def verdict(ours: Ours, theirs: Theirs, proposal: int) -> tuple[int, str | None]:
    """The state that the DAO must tell, from what OpenZeppelin's governor tells; and why."""
    state, now = theirs.ask("state", proposal), theirs.rig.now
    if state in SAME:
        return state, None

    rules = ours.rules(proposal)
    flaw = _flaw(rules, theirs, proposal)
    if flaw:
        return DEFEATED, None if state == DEFEATED else flaw
    eta = theirs.ask("proposalDeadline", proposal) + rules.delay
    if now > eta + rules.grace:
        return EXPIRED, EXPIRY
    passed = QUEUED if rules.delay else SUCCEEDED
    if state == DEFEATED:
        return passed, QUORUM
    return passed, None if state == passed else QUEUING


def _flaw(rules: Rules, theirs: Theirs, proposal: int) -> str | None:
    """Why the DAO finds a proposal defeated, from the ballots that OpenZeppelin has counted."""
    return {NO_QUORUM: QUORUM, NO_MAJORITY: MAJORITY}.get(standing(rules, theirs, proposal))


def standing(rules: Rules, theirs: Theirs, proposal: int) -> int:
    """How the vote stands by the DAO's rules, and by the ballots that OpenZeppelin has counted."""
    against, in_favour, abstaining = theirs.ask("proposalVotes", proposal)
    snapshot = theirs.ask("proposalSnapshot", proposal)
    if in_favour + abstaining < quorum(rules, theirs, snapshot):
        return NO_QUORUM
    if in_favour <= against or in_favour < rules.majority * against:
        return NO_MAJORITY
    return PASSES


def late_from(theirs: Theirs, proposal: int) -> int:
    """The first second of the last eighth of a vote."""
    deadline = theirs.ask("proposalDeadline", proposal)
    return deadline - (deadline - theirs.ask("proposalSnapshot", proposal)) // EIGHTH


def class_of(targets: list[str], values: list[int], calldatas: list[bytes], token: str) -> int:
    """Of the acts in stories those on members are of the people; others nobody has classed."""
    acts = [function_signature_to_4byte_selector(f"{name}(address)") for name in MEMBER_ACTS]
    are_known = all(target == token for target in targets)
    are_people = are_known and all(data[:4] in acts for data in calldatas)
    return (2 if any(values) else 1) if are_people else 3
