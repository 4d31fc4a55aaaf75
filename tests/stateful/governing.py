"""The rules of the DAO, told as in `credentials.py`."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from eth_abi import encode
from eth_utils import keccak
from rig.engines import CHAIN_ID

from stateful import state as s
from stateful.parts import Part, Refused, error, require
from stateful.state import Proposal

SUFFIX = re.compile(r"#proposer=0x([0-9a-fA-F]{40})$")
PLAIN = "uint256 proposalId,uint8 support,address voter,uint256 nonce"
BALLOT = keccak(text=f"Ballot({PLAIN})")
EXTENDED_BALLOT = keccak(text=f"ExtendedBallot({PLAIN},string reason,bytes params)")
DOMAIN = keccak(
    text="EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
)
LEAST = 4  # bytes of an error
BAD_SUPPORT = "vote 0 against, 1 for or 2 to abstain"
NO_VOTER = "not a member when the vote opened"
UNSIGNED = "the ballot is not signed by this voter"
UNEQUAL = "dao: each action needs a target, a value and calldata"
NO_CODE = "dao: an action's target is not a contract"
ONLY_DAO = "dao: only the DAO may do this, by a vote"
Content = tuple[list[str], list[int], list[bytes], bytes]  # targets, values, calldatas, text's hash


class Ballot(NamedTuple):
    """What a voter signs; extended only if it is to be read so."""

    voted: int
    support: int
    voter: str
    reason: str = ""
    params: bytes = b""


def proposal_id(content: Content) -> int:
    """The id of a proposal: the hash of its content, as OpenZeppelin has it."""
    *lists, text = content
    return _hashed(tuple(map(tuple, lists)), text)


@lru_cache(maxsize=256)
def _hashed(lists: tuple, text: bytes) -> int:
    types = ["address[]", "uint256[]", "bytes[]", "bytes32"]
    return int.from_bytes(keccak(encode(types, (*lists, text))), "big")


def ballot_digest(dao: str, voted: int, support: int, voter: str, *extended: str | bytes) -> bytes:
    """What a voter signs (EIP-712), with a reason and parameters or without; the nonce is 0."""
    texts = [keccak(each.encode() if isinstance(each, str) else each) for each in extended]
    fields = ["bytes32", "uint256", "uint8", "address", "uint256", *["bytes32"] * len(texts)]
    kind = EXTENDED_BALLOT if texts else BALLOT
    ballot = keccak(encode(fields, [kind, voted, support, voter, 0, *texts]))
    return typed_digest("Curriculum DAO", dao, ballot)


def typed_digest(name: str, contract: str, message: bytes) -> bytes:
    """What is signed of a message for a contract of this name (EIP-712)."""
    types = ["bytes32", "bytes32", "bytes32", "uint256", "address"]
    domain = [DOMAIN, keccak(text=name), keccak(text="1"), CHAIN_ID, contract]
    return keccak(b"\x19\x01" + keccak(encode(types, domain)) + message)


class Dao(Part):
    role = "dao"

    # ------------------------------------------------------------------------- a proposal's life

    def propose(self, sender, targets, values, calldatas, description):
        proposer = self.state.number_at(sender, self.now - 1)
        require(proposer, "dao: only a member may propose")
        named = SUFFIX.search(description)
        reserved = "dao: the description reserves this proposal for somebody else"
        require(not named or "0x" + named[1].lower() == sender, reserved)
        require(targets, "dao: a proposal needs an action")
        require(len(values) == len(calldatas) == len(targets), UNEQUAL)
        voted = proposal_id((targets, values, calldatas, keccak(text=description)))
        again = "dao: this proposal was made before; word it anew"
        require(voted not in self.state.proposals, again)
        actions = list(zip(targets, values, calldatas, strict=True))
        for target in targets:
            require(target in self.model.addresses.values(), NO_CODE)

        made = self._made(proposer, actions)
        self._check_place(made)
        self.state.proposals[voted] = made
        self.model.codes_seen[voted] = self.model.codes(targets)
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

    def _made(self, proposer: int, actions: list) -> Proposal:
        class_ = max(self.state.class_of(*each) for each in actions)
        own = [self.state.own_class_of(target, calldata) for target, _, calldata in actions]
        rules, serial = self.state.rules[class_], len(self.state.proposals) + 1
        snapshot = self.now + rules.voting_delay
        deadline = snapshot + rules.voting_period
        about = {"is_on_curriculum": s.CURRICULUM in own}
        return Proposal(proposer, serial, class_, rules, snapshot, deadline, deadline, **about)

    def _check_place(self, made: Proposal) -> None:
        undecided = [
            each
            for each in self.state.proposals.values()
            if each.proposer == made.proposer and each.first_deadline >= self.now
        ]
        many = "dao: four of your proposals are undecided; wait for a deadline"
        require(len(undecided) < s.MOST_ALIVE, many)

    def cancel(self, sender, *content):
        voted = proposal_id(content)
        proposal = self.existing(voted)
        only = "dao: only its proposer may withdraw a proposal"
        require(self.state.holders[proposal.proposer] == sender, only)
        late = "dao: a proposal can be withdrawn only before its vote opens"
        require(self.state.proposal_state(voted, self.now) == s.PENDING, late)
        self._change(voted, end=s.CANCELED)
        self.log("ProposalCanceled", proposalId=voted)

    def returnProposal(self, sender, voted):
        may = sender == self.state.chamber
        require(may, "dao: only the chamber may return a proposal")
        proposal = self._open(voted)
        require(proposal.is_on_curriculum, "dao: only a curriculum can be returned")
        require(not proposal.is_returned, "dao: this proposal was returned before")
        self.log("ProposalReturned", proposalId=voted)
        self._lengthen(voted, proposal.deadline + proposal.length, is_returned=True, is_final=False)

    def queue(self, sender, *content):
        raise Refused("dao: nothing needs queuing; execute it once its delay is over")

    def execute(self, sender, targets, values, calldatas, description_hash):
        voted = proposal_id((targets, values, calldatas, description_hash))
        proposal = self.existing(voted)
        self._check_executable(voted, proposal)
        frozen = self.model.codes_seen[voted] == self.model.codes(targets)
        require(frozen, "dao: a target has other code now than when this was proposed")
        paid = self.model.value == sum(values)
        require(paid, "dao: send exactly the ether that the actions need")
        self._change(voted, end=s.EXECUTED)
        self._perform(targets, values, calldatas)
        self.log("ProposalExecuted", proposalId=voted)

    def simulate(self, sender, targets, values, calldatas):
        require(len(values) == len(calldatas) == len(targets), UNEQUAL)
        try:
            self._perform(targets, values, calldatas)
        except Refused as refused:
            if str(refused)[:2] in ("", "0x"):
                raise Refused("dao: an action fails, and does not say why") from refused
            raise
        raise Refused(error("SimulationSucceeded()"))

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

    def existing(self, voted: int) -> Proposal:
        told = error("GovernorNonexistentProposal(uint256)", voted)
        require(voted in self.state.proposals, told)
        return self.state.proposals[voted]

    def _change(self, voted: int, **fields) -> None:
        self.state.proposals[voted] = replace(self.state.proposals[voted], **fields)

    def _lengthen(self, voted: int, deadline: int, **mark) -> None:
        self._change(voted, deadline=deadline, **mark)
        self.log("ProposalExtended", proposalId=voted, extendedDeadline=deadline)

    def set_chamber(self, sender, chamber):
        require(sender == self.model.addresses["dao"], ONLY_DAO)
        self.state.chamber = chamber
        self.log("ChamberSet", chamber=chamber)

    # ------------------------------------------------------------------------- ballots

    def castVote(self, sender, voted, support):
        self._vote(Ballot(voted, support, sender))

    def castVoteWithReason(self, sender, voted, support, reason):
        self._vote(Ballot(voted, support, sender, reason))

    def castVoteWithReasonAndParams(self, sender, voted, support, reason, params):
        self._vote(Ballot(voted, support, sender, reason, params))

    def castVoteBySig(self, sender, voted, support, voter, signature):
        ballot = Ballot(voted, support, voter)
        require(self._is_signed(ballot[:3], voter, signature), f"dao: {UNSIGNED}")
        self._vote(ballot)

    def castVoteWithReasonAndParamsBySig(
        self, sender, voted, support, voter, reason, params, signature
    ):
        ballot = Ballot(voted, support, voter, reason, params)
        require(self._is_signed(ballot, voter, signature), f"dao: {UNSIGNED}")
        self._vote(ballot)

    def castVotesBySig(self, sender, voted, signed):
        self._open(voted)
        with _Watch(self, voted):
            for voter, support, reason, signature in signed:
                ballot = Ballot(voted, support, voter, reason)
                fault = self._fault(ballot, signature)
                if fault:
                    self.log("BallotSkipped", voter=voter, proposalId=voted, reason=fault)
                else:
                    self._log_ballot(ballot, self._cast(ballot))

    def castVoteAsProxy(self, sender, voted, support, reason):
        snapshot = self._open(voted).snapshot
        require(support <= s.ABSTAIN, f"dao: {BAD_SUPPORT}")
        require(self.state.number_at(sender, snapshot), f"dao: {NO_VOTER}")
        with _Watch(self, voted):
            free = [
                (number, voter)
                for voter in self.state.principals(sender, self.now)
                if (number := self.state.number_at(voter, snapshot))
                and (voted, number) not in self.state.ballots
            ]
            require(free, "dao: you are nobody's proxy who has not voted yet")
            for number, voter in free:
                self.state.ballots[voted, number] = support
                self.state.by_proxy[voted, number] = sender
                self._log_ballot(Ballot(voted, support, voter, reason), None)
                self.log("CastByProxy", proxy=sender, voter=voter, proposalId=voted)

    def changeVote(self, sender, voted, support, reason):
        proposal = self._open(voted)
        late = "dao: in the last eighth of a vote no ballot changes any more"
        require(self.now < proposal.late_from and not proposal.is_final, late)
        require(support <= s.ABSTAIN, f"dao: {BAD_SUPPORT}")
        number = self.state.number_at(sender, proposal.snapshot)
        require(number, f"dao: {NO_VOTER}")
        before = self.state.ballots.get((voted, number))
        require(before is not None, "dao: you have not voted on this proposal yet")
        self.state.ballots[voted, number] = support
        self.state.by_proxy.pop((voted, number), None)
        self._log_ballot(Ballot(voted, support, sender, reason), before)

    def _vote(self, ballot: Ballot) -> None:
        snapshot = self._open(ballot.voted).snapshot
        require(ballot.support <= s.ABSTAIN, f"dao: {BAD_SUPPORT}")
        require(self.state.number_at(ballot.voter, snapshot), f"dao: {NO_VOTER}")
        with _Watch(self, ballot.voted):
            before = self._cast(ballot)
        self._log_ballot(ballot, before)

    def _cast(self, ballot: Ballot) -> int | None:
        """Return what it overrides: a proxy's ballot or nothing."""
        snapshot = self.state.proposals[ballot.voted].snapshot
        key = ballot.voted, self.state.number_at(ballot.voter, snapshot)
        before = self.state.ballots.get(key)
        is_free = before is None or key in self.state.by_proxy
        require(is_free, "dao: you have voted on this proposal already")
        self.state.ballots[key] = ballot.support
        self.state.by_proxy.pop(key, None)
        return before

    def _open(self, voted: int) -> Proposal:
        proposal = self.existing(voted)
        require(proposal.end != s.CANCELED, "dao: this proposal was withdrawn")
        unopened = "dao: the vote on this proposal has not opened yet"
        require(proposal.snapshot < self.now, unopened)
        require(self.now <= proposal.deadline, "dao: the vote on this proposal has closed")
        return proposal

    def _fault(self, ballot: Ballot, signature: bytes) -> str:
        """Why a ballot of a batch does not count."""
        snapshot = self.state.proposals[ballot.voted].snapshot
        number = self.state.number_at(ballot.voter, snapshot)
        key = ballot.voted, number
        told = ballot if ballot.reason else ballot[:3]
        faults = {
            BAD_SUPPORT: ballot.support > s.ABSTAIN,
            NO_VOTER: not number,
            "has voted on this proposal already": key in self.state.ballots
            and key not in self.state.by_proxy,
        }
        found = next((fault for fault, is_so in faults.items() if is_so), "")
        return found or ("" if self._is_signed(told, ballot.voter, signature) else UNSIGNED)

    def _is_signed(self, told: tuple, voter: str, signature: bytes) -> bool:
        digest = ballot_digest(self.model.addresses["dao"], *told)
        return self.has_signed(voter, digest, signature)

    def _log_ballot(self, ballot: Ballot, before: int | None) -> None:
        told = {"voter": ballot.voter, "proposalId": ballot.voted}
        support, reason = {"support": ballot.support}, {"reason": ballot.reason}
        if before is not None:
            self.log("VoteChanged", **told, before=before, **support, **reason)
        elif ballot.params:
            weight, params = {"weight": 1}, {"params": ballot.params}
            self.log("VoteCastWithParams", **told, **support, **weight, **reason, **params)
        else:
            self.log("VoteCast", **told, **support, weight=1, **reason)


class _Watch:
    """Whether the vote turns meanwhile: if it does so late, and for the first time, it goes on."""

    def __init__(self, dao: Dao, voted: int):
        self.dao, self.voted = dao, voted

    def __enter__(self):
        self.before = self.dao.state.standing(self.voted)

    def __exit__(self, kind, *_):
        dao, voted = self.dao, self.voted
        proposal = dao.state.proposals[voted]
        is_late = proposal.late_from <= dao.now and not proposal.is_extended
        if kind or not is_late or dao.state.standing(voted) == self.before:
            return
        deadline = proposal.deadline + proposal.length // s.LATE
        dao._lengthen(voted, deadline, is_extended=True, is_final=True)
