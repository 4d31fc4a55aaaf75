"""The rules of the membership token and the DAO, told as in `credentials.py`."""

import re
from dataclasses import replace

from eth_abi import encode
from eth_keys.datatypes import Signature
from eth_utils import keccak
from rig.engines import CHAIN_ID

from scripts._cairn.suite import DAY, HOUR, Rules
from stateful import state as s
from stateful.parts import Part, Refused, Soulbound, require
from stateful.state import Proposal, Term

INVITATION = 90 * DAY
SUFFIX = re.compile(r"#proposer=0x([0-9a-fA-F]{40})$")
BALLOT = keccak(text="Ballot(uint256 proposalId,uint8 support,address voter,uint256 nonce)")
DOMAIN = keccak(
    text="EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
)
Content = tuple[list[str], list[int], list[bytes], bytes]  # targets, values, calldatas, text's hash


def proposal_id(content: Content) -> int:
    """The id of a proposal: the hash of its content, as OpenZeppelin has it."""
    types = ["address[]", "uint256[]", "bytes[]", "bytes32"]
    return int.from_bytes(keccak(encode(types, content)), "big")


def ballot_digest(dao: str, voted: int, support: int, voter: str) -> bytes:
    """What a voter signs (EIP-712); the nonce is always 0."""
    types = ["bytes32", "bytes32", "bytes32", "uint256", "address"]
    named = [DOMAIN, keccak(text="Curriculum DAO"), keccak(text="1"), CHAIN_ID, dao]
    fields = ["bytes32", "uint256", "uint8", "address", "uint256"]
    ballot = keccak(encode(fields, [BALLOT, voted, support, voter, 0]))
    return keccak(b"\x19\x01" + keccak(encode(types, named)) + ballot)


class Educators(Soulbound):
    role = "educators"
    ONLY_DAO = "educators: only the DAO may do this, by a vote"
    IN_PERSON = "educators: one member, one vote: it cannot be delegated"

    def invite(self, candidate: str) -> None:
        require(candidate != s.ZERO, "educators: the candidate's address is zero")
        require(not self.state.is_member(candidate), "educators: already a member")
        self.state.invitations[candidate] = self.now + INVITATION
        self.log("Invited", candidate=candidate, until=self.now + INVITATION)

    def admit(self, sender, candidate):
        require(sender == self.model.addresses["dao"], self.ONLY_DAO)
        self.invite(candidate)

    def accept(self, sender):
        until = self.state.invitations.get(sender)
        require(until, "educators: you have not been invited")
        over = "educators: the invitation is over; the DAO can vote on a new one"
        require(self.now <= until or self.state.last_number < s.FEWEST, over)
        self.state.last_number += 1
        number = self.state.last_number
        del self.state.invitations[sender]
        terms = self.state.seats.get(sender, ())
        self.state.seats[sender] = (*terms, Term(number, self.now))
        self.log_mint(sender, number)
        self.log("Admitted", member=sender, number=number)
        self._log_delegation(sender, s.ZERO, sender)

    def resign(self, sender):
        require(self.state.is_member(sender), "educators: not a member")
        self._vacate(sender, removed=False)

    def remove(self, sender, member):
        require(sender == self.model.addresses["dao"], self.ONLY_DAO)
        if member in self.state.invitations:
            del self.state.invitations[member]
            self.log("InvitationWithdrawn", candidate=member)
        else:
            require(self.state.is_member(member), "educators: not a member")
            self._vacate(member, removed=True)

    def _vacate(self, member: str, removed: bool) -> None:
        enough = len(self.state.members()) > s.FEWEST
        require(enough, "educators: the DAO must keep three members")
        *earlier, term = self.state.seats[member]
        self.state.seats[member] = (*earlier, replace(term, until=self.now))
        self.log_burn(member, term.number)
        self.log("Departed", member=member, number=term.number, removed=removed)
        self._log_delegation(member, member, s.ZERO)

    def _log_delegation(self, member: str, before: str, after: str) -> None:
        told = {"from_delegate": before, "to_delegate": after}
        self.log("DelegateChanged", delegator=member, **told)
        weights = {"previous_votes": int(before != s.ZERO), "new_votes": int(after != s.ZERO)}
        self.log("DelegateVotesChanged", delegate=member, **weights)

    def delegate(self, sender, *args):
        raise Refused(self.IN_PERSON)

    def delegateBySig(self, sender, *args):
        raise Refused(self.IN_PERSON)


class Dao(Part):
    role = "dao"

    def propose(self, sender, targets, values, calldatas, description):
        is_member = self.state.number_at(sender, self.now - 1)
        require(is_member, "dao: only a member may propose")
        named = SUFFIX.search(description)
        reserved = "dao: the description reserves this proposal for somebody else"
        require(not named or "0x" + named[1].lower() == sender, reserved)
        require(targets, "dao: a proposal needs an action")
        unequal = "dao: each action needs a target, a value and calldata"
        require(len(values) == len(calldatas) == len(targets), unequal)
        are_contracts = all(target in self.model.addresses.values() for target in targets)
        require(are_contracts, "dao: an action's target is not a contract")
        voted = proposal_id((targets, values, calldatas, keccak(text=description)))
        again = "dao: this proposal was made before; word it anew"
        require(voted not in self.state.proposals, again)

        rules = self.state.rules
        snapshot = self.now + rules.voting_delay
        made = Proposal(sender, snapshot, snapshot + rules.voting_period, rules)
        self.state.proposals[voted] = made
        self.log(
            "ProposalCreated",
            proposalId=voted,
            proposer=sender,
            targets=tuple(targets),
            values=tuple(values),
            signatures=("",) * len(targets),
            calldatas=tuple(calldatas),
            voteStart=made.snapshot,
            voteEnd=made.deadline,
            description=description,
        )

    def castVote(self, sender, voted, support):
        self.castVoteWithReasonAndParams(sender, voted, support, "", b"")

    def castVoteWithReason(self, sender, voted, support, reason):
        self.castVoteWithReasonAndParams(sender, voted, support, reason, b"")

    def castVoteBySig(self, sender, voted, support, voter, signature):
        digest = ballot_digest(self.model.addresses["dao"], voted, support, voter)
        signed = Signature(signature[:64] + bytes([signature[64] - 27]))
        signer = signed.recover_public_key_from_msg_hash(digest).to_address()
        require(signer == voter, "dao: the ballot is not signed by this voter")
        self.castVote(voter, voted, support)

    def castVoteWithReasonAndParams(self, sender, voted, support, reason, params):
        proposal = self._existing(voted)
        require(not proposal.end, "dao: this proposal is not open for votes")
        unopened = "dao: the vote on this proposal has not opened yet"
        require(proposal.snapshot < self.now, unopened)
        require(self.now <= proposal.deadline, "dao: the vote on this proposal has closed")
        require(support <= s.ABSTAIN, "dao: vote 0 against, 1 for or 2 to abstain")
        number = self.state.number_at(sender, proposal.snapshot)
        require(number, "dao: not a member when the vote opened")
        twice = "dao: you have voted on this proposal already"
        require((voted, number) not in self.state.ballots, twice)

        self.state.ballots[voted, number] = support
        told = {"voter": sender, "proposalId": voted, "support": support, "weight": 1}
        with_params = {"params": params} if params else {}
        name = "VoteCastWithParams" if params else "VoteCast"
        self.log(name, **told, reason=reason, **with_params)

    def cancel(self, sender, *content):
        voted = proposal_id(content)
        proposal = self._existing(voted)
        only = "dao: only its proposer may withdraw a proposal"
        require(proposal.proposer == sender, only)
        late = "dao: a proposal can be withdrawn only before its vote opens"
        require(self.state.proposal_state(voted, self.now) == s.PENDING, late)
        self.state.proposals[voted] = replace(proposal, end=s.CANCELED)
        self.log("ProposalCanceled", proposalId=voted)

    def queue(self, sender, *content):
        raise Refused("dao: nothing needs queuing; execute the proposal once its delay is over")

    def execute(self, sender, targets, values, calldatas, description_hash):
        voted = proposal_id((targets, values, calldatas, description_hash))
        proposal = self._existing(voted)
        self._check_executable(voted, proposal)
        paid = self.model.value == sum(values)
        require(paid, "dao: send exactly the ether that the actions need")
        self.state.proposals[voted] = replace(proposal, end=s.EXECUTED)
        self._perform(targets, values, calldatas)
        self.log("ProposalExecuted", proposalId=voted)

    def simulate(self, sender, targets, values, calldatas):
        unequal = "dao: each action needs a target, a value and calldata"
        require(len(values) == len(calldatas) == len(targets), unequal)
        try:
            self._perform(targets, values, calldatas)
        except Refused as refused:
            why = f": {refused}" if str(refused) else ", and does not say why"
            raise Refused(f"dao: an action fails{why}") from refused
        raise Refused("dao: all of it would succeed; a simulation changes nothing")

    def _perform(self, targets, values, calldatas) -> None:
        """Call by call; one that needs more ether than is left fails without a word."""
        left = self.model.value
        for target, value, calldata in zip(targets, values, calldatas, strict=True):
            require(value <= left, "")
            left -= value
            self.model.call(target, calldata, self.model.addresses["dao"], value)

    def _check_executable(self, voted: int, proposal: Proposal) -> None:
        state = self.state.proposal_state(voted, self.now)
        reasons = {
            s.EXECUTED: "dao: this proposal has been executed already",
            s.CANCELED: "dao: this proposal was withdrawn",
            s.PENDING: "dao: the vote on this proposal is not over yet",
            s.ACTIVE: "dao: the vote on this proposal is not over yet",
            s.DEFEATED: "dao: this proposal was defeated",
            s.EXPIRED_UNUSED: "dao: this proposal passed but was not executed in time",
        }
        require(state not in reasons, reasons.get(state, ""))
        require(self.now >= proposal.eta, "dao: the delay after the vote is not over yet")

    def _existing(self, voted: int) -> Proposal:
        require(voted in self.state.proposals, "dao: there is no such proposal")
        return self.state.proposals[voted]

    def set_rules(self, sender, rules):
        is_dao = sender == self.model.addresses["dao"]
        require(is_dao, "dao: only the DAO may do this, by a vote")
        _check_rules(rules := Rules(*rules))
        self.state.rules = rules
        self.log("RulesSet", rules=tuple(rules))


def _check_rules(rules: Rules) -> None:
    short = "dao: the voting period must be an hour or more"
    majority = "dao: the majority must be 1, 2 or 3 votes for each vote against"
    require(rules.voting_delay <= 30 * DAY, "dao: the voting delay must be 30 days or less")
    require(rules.voting_period >= HOUR, short)
    require(rules.voting_period <= 60 * DAY, "dao: the voting period must be 60 days or less")
    require(rules.quorum <= 10_000, "dao: the quorum must be 10,000 basis points or less")
    require(rules.minimum >= 3, "dao: the smallest quorum must be three heads or more")
    require(rules.minimum <= 255, "dao: the smallest quorum must be 255 heads or fewer")
    require(1 <= rules.majority <= 3, majority)
    require(rules.delay <= 30 * DAY, "dao: the delay must be 30 days or less")
    require(rules.grace >= DAY, "dao: the grace period must be a day or more")
    require(rules.grace <= 60 * DAY, "dao: the grace period must be 60 days or less")
