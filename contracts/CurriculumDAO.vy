# pragma version 0.4.3
"""
@title CurriculumDAO
@license AGPL-3.0-only
@notice How it is decided: educators propose and vote, one vote each, and what passes takes effect.
@dev The thirty functions and six events of OpenZeppelin's `IGovernor` 5.7, same ids, same states by
     number. It is its own executor, with its own delay and expiry: no roles, no admin, nothing to
     misconfigure. Queued follows from time, so there is no queue transaction.
"""

from ethereum.ercs import IERC165

from .interfaces import ICurriculumDAO
from .interfaces import IEducatorToken
from .modules import ballots
from .modules import decision_rules
from .modules import proposer_suffix

from snekmate.utils import eip712_domain_separator
from snekmate.utils import signature_checker

implements: IERC165
implements: ICurriculumDAO

initializes: eip712_domain_separator
initializes: signature_checker
initializes: ballots
initializes: decision_rules

exports: eip712_domain_separator.eip712Domain

name: public(constant(String[14])) = "Curriculum DAO"
version: public(constant(String[1])) = "1"
CLOCK_MODE: public(constant(String[14])) = "mode=timestamp"
COUNTING_MODE: public(constant(String[32])) = "support=bravo&quorum=for,abstain"
proposalThreshold: public(constant(uint256)) = 1  # to be a member

# Bounds are small because Vyper lays memory out for the largest input: they decide the gas.
MAX_ACTIONS: public(constant(uint256)) = 8
MAX_CALLDATA: public(constant(uint256)) = 1_024
MAX_DESCRIPTION: public(constant(uint256)) = 4_096
MAX_REASON: public(constant(uint256)) = 1_024

# States, numbered as IGovernor has them.
PENDING: constant(uint8) = 0
ACTIVE: constant(uint8) = 1
CANCELED: constant(uint8) = 2
DEFEATED: constant(uint8) = 3
SUCCEEDED: constant(uint8) = 4
QUEUED: constant(uint8) = 5
EXPIRED: constant(uint8) = 6
EXECUTED: constant(uint8) = 7

ABSTAIN: constant(uint8) = 2  # the greatest support

BALLOT_TYPEHASH: public(constant(bytes32)) = keccak256(
    "Ballot(uint256 proposalId,uint8 support,address voter,uint256 nonce)"
)
EXTENDED_BALLOT_TYPEHASH: public(constant(bytes32)) = keccak256(
    "ExtendedBallot(uint256 proposalId,uint8 support,address voter,uint256 nonce,string reason,bytes params)"
)

# ERC-165, IGovernor 5.3 to 5.7, IGovernor 5.0 to 5.2, ERC-6372
INTERFACES: constant(bytes4[4]) = [0x01ffc9a7, 0xcdbdfcee, 0x65455a86, 0xda287a1d]

# Fields of a proposal, lowest first: proposer (160 bits), snapshot (40, Unix seconds), deadline
# (40), and how it ended.
SNAPSHOT_AT: constant(uint256) = 160
DEADLINE_AT: constant(uint256) = 200
END_AT: constant(uint256) = 240
TIME: constant(uint256) = 2**40 - 1
ENDED_EXECUTED: constant(uint256) = 1
ENDED_CANCELED: constant(uint256) = 2

# Declared here, as what a contract only imports and never logs is left out of its ABI.
event ProposalQueued:
    proposalId: uint256
    etaSeconds: uint256


EDUCATORS: immutable(IEducatorToken)
# What the DAO governs: from here on public getters lead to every other contract.
credentials: public(immutable(address))

# proposal id -> proposal; 0 if there is none
proposals: HashMap[uint256, uint256]
# proposal id -> the rules that it was made under
frozen_rules: HashMap[uint256, uint256]


@deploy
def __init__(educators: address, credential_token: address, rules: ICurriculumDAO.Rules):
    """
    @param educators The membership token, which must name this contract as its owner.
    """
    eip712_domain_separator.__init__(name, version)
    signature_checker.__init__()
    decision_rules._set(rules)
    EDUCATORS = IEducatorToken(educators)
    credentials = credential_token
    assert staticcall EDUCATORS.owner() == self, "dao: the membership token has another owner"


@external
def propose(
    targets: DynArray[address, MAX_ACTIONS],
    values: DynArray[uint256, MAX_ACTIONS],
    calldatas: DynArray[Bytes[MAX_CALLDATA], MAX_ACTIONS],
    description: String[MAX_DESCRIPTION],
) -> uint256:
    """
    @notice Put something to the vote. Members only.
    @return The proposal's id, the hash of its content.
    """
    assert self._was_member(msg.sender, block.timestamp - 1), "dao: only a member may propose"
    assert proposer_suffix._may_propose(
        description, msg.sender
    ), "dao: the description reserves this proposal for somebody else"
    assert len(targets) != 0, "dao: a proposal needs an action"
    assert len(values) == len(targets), "dao: each action needs a target, a value and calldata"
    assert len(calldatas) == len(targets), "dao: each action needs a target, a value and calldata"
    for target: address in targets:
        assert target.is_contract, "dao: an action's target is not a contract"
    proposal_id: uint256 = self._hash(targets, values, calldatas, keccak256(description))
    assert self.proposals[proposal_id] == 0, "dao: this proposal was made before; word it anew"

    rules: uint256 = decision_rules.rules
    unpacked: ICurriculumDAO.Rules = decision_rules._unpacked(rules)
    snapshot: uint256 = block.timestamp + unpacked.voting_delay
    deadline: uint256 = snapshot + unpacked.voting_period
    self.proposals[proposal_id] = (
        convert(msg.sender, uint256) | (snapshot << SNAPSHOT_AT) | (deadline << DEADLINE_AT)
    )
    self.frozen_rules[proposal_id] = rules
    signatures: DynArray[String[1], MAX_ACTIONS] = []
    for _: address in targets:
        signatures.append("")
    log ICurriculumDAO.ProposalCreated(
        proposalId=proposal_id,
        proposer=msg.sender,
        targets=targets,
        values=values,
        signatures=signatures,
        calldatas=calldatas,
        voteStart=snapshot,
        voteEnd=deadline,
        description=description,
    )
    return proposal_id


@external
def castVote(proposalId: uint256, support: uint8) -> uint256:
    """
    @notice Vote: 0 against, 1 for, 2 abstain. Once, while the proposal is active.
    @return The vote's weight, always 1.
    """
    return self._vote(proposalId, msg.sender, support, "", b"")


@external
def castVoteWithReason(proposalId: uint256, support: uint8, reason: String[MAX_REASON]) -> uint256:
    return self._vote(proposalId, msg.sender, support, reason, b"")


@external
def castVoteWithReasonAndParams(
    proposalId: uint256, support: uint8, reason: String[MAX_REASON], params: Bytes[1024]
) -> uint256:
    return self._vote(proposalId, msg.sender, support, reason, params)


@external
def castVoteBySig(
    proposalId: uint256, support: uint8, voter: address, signature: Bytes[65]
) -> uint256:
    """
    @notice Post a ballot that `voter` signed (EIP-712, or ERC-1271 if it is a contract).
    @dev The nonce is always 0: a ballot that has been cast cannot be cast again.
    """
    ballot: bytes32 = keccak256(
        abi_encode(BALLOT_TYPEHASH, proposalId, support, voter, empty(uint256))
    )
    self._check_signature(voter, ballot, signature)
    return self._vote(proposalId, voter, support, "", b"")


@external
def castVoteWithReasonAndParamsBySig(
    proposalId: uint256,
    support: uint8,
    voter: address,
    reason: String[MAX_REASON],
    params: Bytes[1024],
    signature: Bytes[65],
) -> uint256:
    ballot: bytes32 = keccak256(
        abi_encode(
            EXTENDED_BALLOT_TYPEHASH,
            proposalId,
            support,
            voter,
            empty(uint256),
            keccak256(reason),
            keccak256(params),
        )
    )
    self._check_signature(voter, ballot, signature)
    return self._vote(proposalId, voter, support, reason, params)


@external
def queue(
    targets: DynArray[address, MAX_ACTIONS],
    values: DynArray[uint256, MAX_ACTIONS],
    calldatas: DynArray[Bytes[MAX_CALLDATA], MAX_ACTIONS],
    descriptionHash: bytes32,
) -> uint256:
    """
    @notice Refused: a proposal that has passed is queued by time alone.
    """
    raise "dao: nothing needs queuing; execute the proposal once its delay is over"


@external
@payable
def execute(
    targets: DynArray[address, MAX_ACTIONS],
    values: DynArray[uint256, MAX_ACTIONS],
    calldatas: DynArray[Bytes[MAX_CALLDATA], MAX_ACTIONS],
    descriptionHash: bytes32,
) -> uint256:
    """
    @notice Let what has passed take effect: all of it or nothing. Anyone may.
    @dev The ether sent must be what the actions need, so that none is ever left here.
    """
    proposal_id: uint256 = self._hash(targets, values, calldatas, descriptionHash)
    self._check_executable(proposal_id)

    self.proposals[proposal_id] |= ENDED_EXECUTED << END_AT
    needed: uint256 = 0
    for i: uint256 in range(len(targets), bound=MAX_ACTIONS):
        needed += values[i]
    assert msg.value == needed, "dao: send exactly the ether that the actions need"
    for i: uint256 in range(len(targets), bound=MAX_ACTIONS):
        assert targets[i].is_contract, "dao: an action's target is not a contract"
        raw_call(targets[i], calldatas[i], value=values[i])
    log ICurriculumDAO.ProposalExecuted(proposalId=proposal_id)
    return proposal_id


@external
def cancel(
    targets: DynArray[address, MAX_ACTIONS],
    values: DynArray[uint256, MAX_ACTIONS],
    calldatas: DynArray[Bytes[MAX_CALLDATA], MAX_ACTIONS],
    descriptionHash: bytes32,
) -> uint256:
    """
    @notice Withdraw a proposal of one's own before its vote opens.
    """
    proposal_id: uint256 = self._hash(targets, values, calldatas, descriptionHash)
    state: uint8 = self._state(proposal_id)
    assert (
        self._proposer(proposal_id) == msg.sender
    ), "dao: only its proposer may withdraw a proposal"
    assert state == PENDING, "dao: a proposal can be withdrawn only before its vote opens"

    self.proposals[proposal_id] |= ENDED_CANCELED << END_AT
    log ICurriculumDAO.ProposalCanceled(proposalId=proposal_id)
    return proposal_id


@external
@payable
def simulate(
    targets: DynArray[address, MAX_ACTIONS],
    values: DynArray[uint256, MAX_ACTIONS],
    calldatas: DynArray[Bytes[MAX_CALLDATA], MAX_ACTIONS],
):
    """
    @notice Try actions as if they had passed: reverts with the reason of the first that fails, or
            with the last sentence here. Anyone may, as it never changes anything.
    """
    assert len(values) == len(targets), "dao: each action needs a target, a value and calldata"
    assert len(calldatas) == len(targets), "dao: each action needs a target, a value and calldata"
    for i: uint256 in range(len(targets), bound=MAX_ACTIONS):
        assert targets[i].is_contract, "dao: an action's target is not a contract"
        is_done: bool = False
        answer: Bytes[1024] = b""
        is_done, answer = raw_call(
            targets[i], calldatas[i], max_outsize=1024, value=values[i], revert_on_failure=False
        )
        if not is_done:
            self._fail(answer)
    raise "dao: all of it would succeed; a simulation changes nothing"


@external
def set_rules(rules: ICurriculumDAO.Rules):
    """
    @notice Change how decisions are reached, for proposals made from now on.
    """
    assert msg.sender == self, "dao: only the DAO may do this, by a vote"
    decision_rules._set(rules)


@external
@view
def state(proposalId: uint256) -> uint8:
    return self._state(proposalId)


@external
@view
def rules() -> ICurriculumDAO.Rules:
    return decision_rules._unpacked(decision_rules.rules)


@external
@view
def proposalRules(proposalId: uint256) -> ICurriculumDAO.Rules:
    """
    @notice The rules that the proposal was made under.
    """
    self._existing(proposalId)
    return decision_rules._unpacked(self.frozen_rules[proposalId])


@external
@view
def proposalQuorum(proposalId: uint256) -> uint256:
    """
    @notice Votes for or abstaining that the proposal needs; known once its vote has opened.
    """
    return self._proposal_quorum(proposalId)


@external
@view
def proposalVotes(proposalId: uint256) -> (uint256, uint256, uint256):
    """
    @return Votes against, for, abstaining.
    """
    self._existing(proposalId)
    return self._tally(proposalId)


@external
@view
def hasVoted(proposalId: uint256, account: address) -> bool:
    snapshot: uint256 = self._snapshot(proposalId)
    if snapshot >= block.timestamp:
        return False
    return ballots._ballot(proposalId, self._number_at(account, snapshot)) != 0


@external
@view
def proposalSnapshot(proposalId: uint256) -> uint256:
    """
    @notice Whoever is a member at this second may vote. Unix seconds.
    """
    return self._snapshot(proposalId)


@external
@view
def proposalDeadline(proposalId: uint256) -> uint256:
    """
    @notice The last second to vote. Unix seconds.
    """
    return self._deadline(proposalId)


@external
@view
def proposalEta(proposalId: uint256) -> uint256:
    """
    @notice The first second in which it can be executed, if it passes. Unix seconds.
    """
    return self._eta(proposalId)


@external
@view
def proposalProposer(proposalId: uint256) -> address:
    self._existing(proposalId)
    return self._proposer(proposalId)


@external
@view
def proposalNeedsQueuing(proposalId: uint256) -> bool:
    return False


@external
@pure
def hashProposal(
    targets: DynArray[address, MAX_ACTIONS],
    values: DynArray[uint256, MAX_ACTIONS],
    calldatas: DynArray[Bytes[MAX_CALLDATA], MAX_ACTIONS],
    descriptionHash: bytes32,
) -> uint256:
    return self._hash(targets, values, calldatas, descriptionHash)


@external
@view
def getProposalId(
    targets: DynArray[address, MAX_ACTIONS],
    values: DynArray[uint256, MAX_ACTIONS],
    calldatas: DynArray[Bytes[MAX_CALLDATA], MAX_ACTIONS],
    descriptionHash: bytes32,
) -> uint256:
    return self._hash(targets, values, calldatas, descriptionHash)


@external
@view
def votingDelay() -> uint256:
    return decision_rules._unpacked(decision_rules.rules).voting_delay


@external
@view
def votingPeriod() -> uint256:
    return decision_rules._unpacked(decision_rules.rules).voting_period


@external
@view
def quorum(timepoint: uint256) -> uint256:
    """
    @notice The quorum by today's rules, of the members at a past second.
    """
    return decision_rules._quorum(
        decision_rules.rules, staticcall EDUCATORS.getPastTotalSupply(timepoint)
    )


@external
@view
def getVotes(account: address, timepoint: uint256) -> uint256:
    return convert(self._was_member(account, timepoint), uint256)


@external
@view
def getVotesWithParams(account: address, timepoint: uint256, params: Bytes[1024]) -> uint256:
    return convert(self._was_member(account, timepoint), uint256)


@external
@view
def nonces(account: address) -> uint256:
    """
    @notice Always 0: ballots sign 0, as a ballot cast is its own replay guard.
    """
    return 0


@external
@view
def token() -> address:
    return EDUCATORS.address


@external
@view
def clock() -> uint48:
    return convert(block.timestamp, uint48)


@external
@view
def supportsInterface(interface_id: bytes4) -> bool:
    return interface_id in INTERFACES


@internal
def _vote(
    proposal_id: uint256,
    voter: address,
    support: uint8,
    reason: String[MAX_REASON],
    params: Bytes[1024],
) -> uint256:
    proposal: uint256 = self._existing(proposal_id)
    snapshot: uint256 = (proposal >> SNAPSHOT_AT) & TIME
    assert proposal >> END_AT == 0, "dao: this proposal is not open for votes"
    assert snapshot < block.timestamp, "dao: the vote on this proposal has not opened yet"
    assert (
        block.timestamp <= (proposal >> DEADLINE_AT) & TIME
    ), "dao: the vote on this proposal has closed"
    assert support <= ABSTAIN, "dao: vote 0 against, 1 for or 2 to abstain"
    number: uint256 = self._number_at(voter, snapshot)
    assert number != 0, "dao: not a member when the vote opened"

    ballots._cast(proposal_id, number, convert(support, uint256) + 1)
    if len(params) == 0:
        log ICurriculumDAO.VoteCast(
            voter=voter, proposalId=proposal_id, support=support, weight=1, reason=reason
        )
    else:
        log ICurriculumDAO.VoteCastWithParams(
            voter=voter,
            proposalId=proposal_id,
            support=support,
            weight=1,
            reason=reason,
            params=params,
        )
    return 1


@internal
@view
def _state(proposal_id: uint256) -> uint8:
    """
    @dev In the order of OpenZeppelin's `state`; at the snapshot itself it is still pending, at the
         deadline itself one can still vote, at the end of the grace period still execute.
    """
    end: uint256 = self._existing(proposal_id) >> END_AT
    if end == ENDED_EXECUTED:
        return EXECUTED
    if end == ENDED_CANCELED:
        return CANCELED
    if self._snapshot(proposal_id) >= block.timestamp:
        return PENDING
    if self._deadline(proposal_id) >= block.timestamp:
        return ACTIVE
    if not self._has_passed(proposal_id):
        return DEFEATED

    rules: ICurriculumDAO.Rules = decision_rules._unpacked(self.frozen_rules[proposal_id])
    if self._eta(proposal_id) + rules.grace < block.timestamp:
        return EXPIRED
    if rules.delay == 0:
        return SUCCEEDED
    return QUEUED


@internal
@view
def _has_passed(proposal_id: uint256) -> bool:
    against: uint256 = 0
    in_favour: uint256 = 0
    abstaining: uint256 = 0
    against, in_favour, abstaining = self._tally(proposal_id)
    if in_favour + abstaining < self._proposal_quorum(proposal_id):
        return False
    return decision_rules._has_majority(self.frozen_rules[proposal_id], against, in_favour)


@internal
@pure
def _fail(answer: Bytes[1024]):
    """
    @dev The answer is wrapped, so that no target can say what only a whole simulation may.
    """
    told: String[500] = "an action fails, and does not say why"
    if len(answer) >= 68 and slice(answer, 0, 4) == method_id("Error(string)"):
        size: uint256 = min(extract32(answer, 36, output_type=uint256), len(answer) - 68)
        told = concat("an action fails: ", convert(slice(answer, 68, min(size, 400)), String[400]))
    raw_revert(abi_encode(concat("dao: ", told), method_id=method_id("Error(string)")))


@internal
@view
def _check_executable(proposal_id: uint256):
    state: uint8 = self._state(proposal_id)
    assert state != EXECUTED, "dao: this proposal has been executed already"
    assert state != CANCELED, "dao: this proposal was withdrawn"
    assert state not in [PENDING, ACTIVE], "dao: the vote on this proposal is not over yet"
    assert state != DEFEATED, "dao: this proposal was defeated"
    assert state != EXPIRED, "dao: this proposal passed but was not executed in time"
    assert block.timestamp >= self._eta(
        proposal_id
    ), "dao: the delay after the vote is not over yet"


@internal
@view
def _tally(proposal_id: uint256) -> (uint256, uint256, uint256):
    return ballots._tally(proposal_id, staticcall EDUCATORS.last_number())


@internal
@view
def _proposal_quorum(proposal_id: uint256) -> uint256:
    members: uint256 = staticcall EDUCATORS.getPastTotalSupply(self._snapshot(proposal_id))
    return decision_rules._quorum(self.frozen_rules[proposal_id], members)


@internal
@view
def _existing(proposal_id: uint256) -> uint256:
    proposal: uint256 = self.proposals[proposal_id]
    assert proposal != 0, "dao: there is no such proposal"
    return proposal


@internal
@view
def _proposer(proposal_id: uint256) -> address:
    word: uint256 = self.proposals[proposal_id] & convert(max_value(uint160), uint256)
    return convert(word, address)


@internal
@view
def _snapshot(proposal_id: uint256) -> uint256:
    return (self._existing(proposal_id) >> SNAPSHOT_AT) & TIME


@internal
@view
def _deadline(proposal_id: uint256) -> uint256:
    return (self._existing(proposal_id) >> DEADLINE_AT) & TIME


@internal
@view
def _eta(proposal_id: uint256) -> uint256:
    rules: ICurriculumDAO.Rules = decision_rules._unpacked(self.frozen_rules[proposal_id])
    return self._deadline(proposal_id) + rules.delay


@internal
@view
def _number_at(account: address, timepoint: uint256) -> uint256:
    return staticcall EDUCATORS.number_at(account, timepoint)


@internal
@view
def _was_member(account: address, timepoint: uint256) -> bool:
    return self._number_at(account, timepoint) != 0


@internal
@view
def _check_signature(voter: address, ballot: bytes32, signature: Bytes[65]):
    digest: bytes32 = eip712_domain_separator._hash_typed_data_v4(ballot)
    assert signature_checker._is_valid_signature_now(
        voter, digest, signature
    ), "dao: the ballot is not signed by this voter"


@internal
@pure
def _hash(
    targets: DynArray[address, MAX_ACTIONS],
    values: DynArray[uint256, MAX_ACTIONS],
    calldatas: DynArray[Bytes[MAX_CALLDATA], MAX_ACTIONS],
    description_hash: bytes32,
) -> uint256:
    return convert(keccak256(abi_encode(targets, values, calldatas, description_hash)), uint256)
