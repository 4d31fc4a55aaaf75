"""On the rig: to show one silence takes a year of votes."""

import pytest
from assembled import (
    curricula,
    dao,
    decide,
    decide_in,
    decision_rules,
    educator,
    membership,
    proposal_of,
    propose,
    rules,
)
from rigged import act, chain, deployer, educators, learner, rig, rolled_back, stranger, suite

from cairn.chain.suite import DAY, HOUR

AGAINST = 0
SILENCE = 60 * DAY
APART = SILENCE // 8


@pytest.fixture(scope="session")
def at(chain):
    """Let the next transaction happen in a given second."""

    def at(timestamp):
        chain.pending_timestamp = timestamp

    return at


@pytest.fixture(scope="session")
def now(chain):
    """The second of the last transaction."""
    return lambda: chain.blocks.head.timestamp


@pytest.fixture
def silent(educators):
    """Who never votes."""
    return educators[4]


@pytest.fixture
def made():
    """The proposals, oldest first."""
    return []


@pytest.fixture
def quick(rolled_back, decide, decision_rules, act, rules):
    """Votes open after an hour and last another, so that eight can be held in one night. Whatever a
    fixture does from here on is undone after the test: Ape would see to that too late."""
    quick = rules._replace(voting_delay=HOUR, voting_period=HOUR)
    decide(act(decision_rules, "set_rules", 3, quick))
    return quick


@pytest.fixture
def slow(decide, decision_rules, act, quick):
    """Votes open after an hour and last ten days."""
    decide(act(decision_rules, "set_rules", 3, quick._replace(voting_period=10 * DAY)))


@pytest.fixture
def make(quick, propose, educators, made):
    """Make proposals, each by the next of four members."""

    def make(count):
        for n in range(len(made), len(made) + count):
            made.append(propose(description=f"Matter {n}.", sender=educators[n % 4]))

    return make


@pytest.fixture
def begin(make, made, quick, dao, at, now):
    """Make a proposal whose vote opens so long after the newest one's, by default 7.5 days, or as
    soon as can be."""

    def begin(apart=APART):
        if made:
            then = dao.proposalSnapshot(made[-1].id) + apart - quick.voting_delay
            if then > now():
                at(then)
        make(1)

    return begin


@pytest.fixture
def hold(begin, made, educators):
    """Hold so many votes, one after the other, in which two educators take part."""

    def hold(count, voters=tuple(educators[:2]), apart=APART):
        for _ in range(count):
            begin(apart)
            made[-1].open()
            for voter in voters:
                made[-1].vote(voter, AGAINST)
            made[-1].close()

    return hold


@pytest.fixture
def sixty_days_on(chain, dao, made, now):
    """Be sixty days after a proposal's vote opened, by default the eighth last's, and 7.5 after the
    newest one's, or later."""

    def sixty_days_on(seconds=0, proposal=None):
        sixtieth = dao.proposalSnapshot((proposal or made[-8]).id) + SILENCE
        last = dao.proposalSnapshot(made[-1].id) + APART
        chain.mine(timestamp=max(sixtieth + seconds, last, now() + 1))

    return sixty_days_on


@pytest.fixture
def ids(made):
    """The proof that is shown: by default the newest eight proposals, newest first."""
    return lambda shown=None: [each.id for each in (made[:-9:-1] if shown is None else shown)]


@pytest.fixture
def notify(membership, ids, silent, stranger):
    """Give a member notice; by default the newest eight proposals are shown by a stranger."""

    def notify(member=silent, shown=None, sender=stranger):
        return membership.give_notice(member, ids(shown), sender=sender)

    return notify


@pytest.fixture
def strike(membership, ids, silent, stranger):
    """Strike a member off, likewise."""

    def strike(member=silent, shown=None, sender=stranger):
        return membership.strike(member, ids(shown), sender=sender)

    return strike


@pytest.fixture
def is_under_notice(membership, silent):
    return lambda member=silent: tuple(membership.notice_of(member)) != (0, 0)


@pytest.fixture
def missed(hold, sixty_days_on):
    """Eight votes were held over sixty days, without three of the five educators."""
    hold(8)
    sixty_days_on()


@pytest.fixture
def noticed(missed, notify, now):
    """A silent member has notice; since when."""
    notify()
    return now()


@pytest.fixture(params=["a stranger", "a member", "the deployer", "the member itself"])
def whoever(request, stranger, educator, deployer, silent):
    """It takes no office to act on a silence that is shown."""
    return {
        "a stranger": stranger,
        "a member": educator,
        "the deployer": deployer,
        "the member itself": silent,
    }[request.param]
