"""A member whose account is delegated (EIP-7702) to code that knows no ERC-1271.

The key is the member's as ever, and the account has code. What the account itself does counts; what
its key has signed does not, until the delegation is ended. (The rig's rules are older than EIP-7702
and take no transaction from an account with code, so here that code is told to make the call.)
"""

import pytest
from rig import Rig, account, deploy, key, reverts
from stateful.governing import ballot_digest
from stateful.members import keep_seat_digest

from cairn.chain.suite import DAY

AGAINST, FOR = 0, 1
ROLE = "educator 5"
NOT_SIGNED = "educators: this member has not signed to keep the seat against this notice"


def signed(digest):
    """By the member's own key."""
    signature = key(ROLE).sign_msg_hash(digest)
    return signature.to_bytes()[:64] + bytes([signature.v + 27])


class Delegation:
    """A deployment of its own, as no snapshot takes code back from an account."""

    def __init__(self):
        self.rig = Rig()
        self.member = account(ROLE)
        self.others = [account(f"educator {n}") for n in range(1, 5)]
        self.suite = deploy(self.rig, account("deployer"), [*self.others, self.member])
        self.dao, self.educators = self.suite.dao, self.suite.educators
        self.puppet = self.rig.deploy("dao_puppet", sender=account("somebody"))
        self.code = self.rig.engine.code(self.puppet.address)
        self.made = []

    def delegate(self):
        self.rig.engine.set_code(self.member, self.code)

    def do(self, contract, method, *args):
        """The account makes a call, while it is delegated."""
        data = self.puppet.encode("act", contract.address, contract.encode(method, *args))
        assert self.rig.engine.transact(account("somebody"), self.member, data).ok

    def end(self):
        self.rig.engine.set_code(self.member, b"")

    def propose(self):
        """Open a vote."""
        calldata = self.suite.rules.encode("set_rules", 0, tuple(self.suite.rules.rules(0)))
        content = [self.suite.rules.address], [0], [calldata], f"Matter {len(self.made)}."
        voted = self.dao.propose(*content, sender=self.others[len(self.made) % 4]).value
        self.made.insert(0, voted)
        self.rig.now = self.dao.proposalSnapshot(voted) + 1
        return voted

    def ballot(self, voted):
        return signed(ballot_digest(self.dao.address, voted, FOR, self.member))

    def notice(self):
        """Let the member be silent for eight votes, and give it notice; return its last second."""
        for _ in range(8):
            voted = self.propose()
            self.rig.now = self.dao.proposalDeadline(voted) + 1
        self.rig.now += 8 * DAY
        self.educators.give_notice(self.member, self.made[:8], sender=self.others[0])
        return self.educators.notice_of(self.member)[0]

    def word(self, until):
        return signed(keep_seat_digest(self.educators.address, self.member, until))


@pytest.fixture
def delegation():
    return Delegation()


def test_it_votes_in_person(delegation):
    voted = delegation.propose()
    delegation.delegate()

    delegation.do(delegation.dao, "castVote", voted, AGAINST)
    assert tuple(delegation.dao.proposalVotes(voted)) == (1, 0, 0)


def test_its_signed_ballot_does_not_count_until_the_delegation_is_ended(delegation):
    voted, somebody = delegation.propose(), account("somebody")
    ballot = delegation.ballot(voted)
    delegation.delegate()
    with reverts("dao: the ballot is not signed by this voter"):
        delegation.dao.castVoteBySig(voted, FOR, delegation.member, ballot, sender=somebody)

    delegation.end()
    delegation.dao.castVoteBySig(voted, FOR, delegation.member, ballot, sender=somebody)
    assert tuple(delegation.dao.proposalVotes(voted)) == (0, 1, 0)


def test_it_keeps_its_seat_in_person(delegation):
    delegation.notice()
    delegation.delegate()

    delegation.do(delegation.educators, "keep_seat")
    assert delegation.educators.notice_of(delegation.member) == (0, 0)


def test_its_signed_word_keeps_no_seat_until_the_delegation_is_ended(delegation):
    word, somebody = delegation.word(delegation.notice()), account("somebody")
    delegation.delegate()
    with reverts(NOT_SIGNED):
        delegation.educators.keep_seat_by_signature(delegation.member, word, sender=somebody)

    delegation.end()
    delegation.educators.keep_seat_by_signature(delegation.member, word, sender=somebody)
    assert delegation.educators.notice_of(delegation.member) == (0, 0)
