# pragma version 0.4.3
"""
@title CurriculumDAO
@license AGPL-3.0-only
@notice How it is decided: educators propose and vote, one vote each, and what passes takes effect.
@dev The thirty functions and six events of OpenZeppelin's `IGovernor` 5.7, same ids, same states by
     number. It is its own executor, with its own delay and expiry: no roles, no admin, nothing to
     misconfigure. Queued follows from time, so there is no queue transaction. A proposal is one
     word, a ballot two bits; how much agreement is needed, DecisionRules says.
"""

from ethereum.ercs import IERC165

from .interfaces import ICurriculumDAO
from .modules.governance import assembly
from .modules.governance import ballots
from .modules.governance import late_turn
from .modules.governance import life
from .modules.governance import paper
from .modules.governance import postal
from .modules.governance import proposals
from .modules.governance import proposer_suffix
from .modules.governance import voting

from snekmate.utils import eip712_domain_separator as eip712

implements: IERC165
implements: ICurriculumDAO

initializes: eip712
initializes: assembly
initializes: ballots
initializes: proposals
initializes: paper[eip712 := eip712]
initializes: life[assembly := assembly, ballots := ballots, proposals := proposals]
initializes: late_turn[life := life, proposals := proposals]
initializes: voting[assembly := assembly, ballots := ballots, late_turn := late_turn, life := life]
initializes: postal[assembly := assembly, ballots := ballots, paper := paper, voting := voting]

exports: (
    eip712.eip712Domain,
    voting.castVote,
    voting.castVoteWithReason,
    voting.castVoteWithReasonAndParams,
    postal.castVoteBySig,
    postal.castVoteWithReasonAndParamsBySig,
    postal.castVotesBySig,
    voting.castVoteAsProxy,
    voting.changeVote,
    postal.nonces,
    postal.BALLOT_TYPEHASH,
    postal.EXTENDED_BALLOT_TYPEHASH,
    voting.MAX_REASON,
    life.state,
    life.proposalQuorum,
    life.proposalKind,
    life.proposal_count,
    life.proposalVotes,
    life.hasVoted,
    life.proposalSnapshot,
    life.proposalDeadline,
    life.proposalEta,
    life.proposalProposer,
    life.proposalNeedsQueuing,
)

name: public(constant(String[14])) = "Curriculum DAO"
version: public(constant(String[1])) = "1"
CLOCK_MODE: public(constant(String[14])) = "mode=timestamp"
COUNTING_MODE: public(constant(String[32])) = "support=bravo&quorum=for,abstain"
proposalThreshold: public(constant(uint256)) = 1  # to be a member

# Bounds are small because Vyper lays memory out for the largest input: they decide the gas.
MAX_ACTIONS: public(constant(uint256)) = 8
MAX_CALLDATA: public(constant(uint256)) = 1_024
MAX_DESCRIPTION: public(constant(uint256)) = 4_096

CURRICULUM: constant(uint256) = 0  # classes
TREASURY: constant(uint256) = 2
ERROR: constant(bytes4) = 0x08c379a0  # Error(string)

# ERC-165, IGovernor 5.3 to 5.7, IGovernor 5.0 to 5.2, ERC-6372
INTERFACES: constant(bytes4[4]) = [0x01ffc9a7, 0xcdbdfcee, 0x65455a86, 0xda287a1d]

# Declared here, as what a contract only imports and never logs is left out of its ABI.
event ProposalQueued:
    proposalId: uint256
    etaSeconds: uint256


# What the DAO governs: from here on public getters lead to every other contract.
credentials: public(immutable(address))

# Who may return a proposal on a curriculum for a second reading; empty for nobody. The DAO never
# calls it, so whatever it is, it cannot stand in the way.
chamber: public(address)


@deploy
def __init__(educators: address, rules: address, credential_token: address):
    """
    @param educators The membership token, which must name this contract as its owner.
    @param rules The decision rules, which must name this contract as its DAO.
    """
    eip712.__init__(name, version)
    assembly.__init__(educators, rules)
    credentials = credential_token


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
    proposer: uint256 = assembly._number_at(msg.sender, block.timestamp - 1)
    assert proposer != 0, "dao: only a member may propose"
    assert proposer_suffix._may_propose(
        description, msg.sender
    ), "dao: the description reserves this proposal for somebody else"
    assert len(targets) != 0, "dao: a proposal needs an action"
    self._check_lengths(len(targets), len(values), len(calldatas))
    proposal_id: uint256 = self._hash(targets, values, calldatas, keccak256(description))
    assert (proposals.words[proposal_id] == 0), "dao: this proposal was made before; word it anew"

    class_: uint256 = CURRICULUM
    kind: uint256 = 0
    signatures: DynArray[String[1], MAX_ACTIONS] = []
    for i: uint256 in range(len(targets), bound=MAX_ACTIONS):
        self._check_target(targets[i])
        own: uint256 = staticcall assembly.RULES.class_of(targets[i], self._selector(calldatas[i]))
        if own == CURRICULUM:
            kind = proposals.ON_CURRICULUM
        class_ = max(class_, own)
        if values[i] != 0:
            class_ = max(class_, TREASURY)
        signatures.append("")
    delay: uint256 = 0
    period: uint256 = 0
    delay, period = assembly._times(class_)
    snapshot: uint256 = block.timestamp + delay
    kind |= class_ << proposals.CLASS_AT
    proposals._add(proposal_id, proposer, kind, snapshot, period, proposals._digest(targets))
    log ICurriculumDAO.ProposalCreated(
        proposalId=proposal_id,
        proposer=msg.sender,
        targets=targets,
        values=values,
        signatures=signatures,
        calldatas=calldatas,
        voteStart=snapshot,
        voteEnd=snapshot + period,
        description=description,
    )
    return proposal_id


@external
def returnProposal(proposalId: uint256):
    """
    @notice Send a proposal on a curriculum, whatever else is in it, into a second reading: its vote
            lasts twice as long, and now two thirds must be for it, or what its class asks for if that
            is more. Once, by the chamber, while it is active.
    """
    assert msg.sender == self.chamber, "dao: only the chamber may return a proposal"
    word: uint256 = life._open(proposalId)[0]
    assert word & proposals.ON_CURRICULUM != 0, "dao: only a curriculum can be returned"
    assert word & proposals.RETURNED == 0, "dao: this proposal was returned before"

    proposals._lengthen(proposalId, word, proposals._length(word), proposals.RETURNED)
    log ICurriculumDAO.ProposalReturned(proposalId=proposalId)
    late_turn._log_extension(proposalId)


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
    raise "dao: nothing needs queuing; execute it once its delay is over"


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
    word: uint256 = life._existing(proposal_id)
    life._check_executable(proposal_id, word)
    assert word & proposals.DIGEST == proposals._digest(
        targets
    ), "dao: a target has other code now than when this was proposed"

    proposals._mark(proposal_id, proposals.EXECUTED)
    needed: uint256 = 0
    for amount: uint256 in values:
        needed += amount
    assert msg.value == needed, "dao: send exactly the ether that the actions need"
    for i: uint256 in range(len(targets), bound=MAX_ACTIONS):
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
    word: uint256 = life._existing(proposal_id)
    assert (
        assembly._holder(proposals._proposer(word)) == msg.sender
    ), "dao: only its proposer may withdraw a proposal"
    assert (
        life._life(proposal_id, word)[0] == life.PENDING
    ), "dao: a proposal can be withdrawn only before its vote opens"

    proposals._mark(proposal_id, proposals.CANCELED)
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
            with the error `SimulationSucceeded()`. Anyone may, as it never changes anything.
    """
    self._check_lengths(len(targets), len(values), len(calldatas))
    for i: uint256 in range(len(targets), bound=MAX_ACTIONS):
        self._check_target(targets[i])
        is_done: bool = False
        answer: Bytes[1024] = b""
        is_done, answer = raw_call(
            targets[i], calldatas[i], max_outsize=1024, value=values[i], revert_on_failure=False
        )
        if not is_done:
            # Only sentences are passed on, so that no target can say what only a whole simulation may.
            assert self._selector(answer) == ERROR, "dao: an action fails, and does not say why"
            raw_revert(answer)
    raw_revert(method_id("SimulationSucceeded()"))


@external
def set_chamber(chamber: address):
    """
    @notice Name who may return proposals on curricula, a contract as a rule; the zero address for
            nobody.
    """
    assert msg.sender == self, "dao: only the DAO may do this, by a vote"
    self.chamber = chamber
    log ICurriculumDAO.ChamberSet(chamber=chamber)


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
    """
    @notice Of a proposal on curricula, as the next two: other classes have their own.
    """
    return assembly._times(CURRICULUM)[0]


@external
@view
def votingPeriod() -> uint256:
    return assembly._times(CURRICULUM)[1]


@external
@view
def quorum(timepoint: uint256) -> uint256:
    """
    @notice The quorum by today's rules, of a vote that opened at a past second.
    """
    return assembly._quorum(CURRICULUM, proposals.SERIAL, timepoint)


@external
@view
def getVotes(account: address, timepoint: uint256) -> uint256:
    return convert(assembly._number_at(account, timepoint) != 0, uint256)


@external
@view
def getVotesWithParams(account: address, timepoint: uint256, params: Bytes[1024]) -> uint256:
    return convert(assembly._number_at(account, timepoint) != 0, uint256)


@external
@view
def token() -> address:
    return assembly.EDUCATORS.address


@external
@view
def decision_rules() -> address:
    return assembly.RULES.address


@external
@view
def timelock() -> address:
    """
    @notice Itself: what passes waits here. Indexers ask for it, and for `getMinDelay`.
    """
    return self


@external
@view
def getMinDelay() -> uint256:
    return staticcall assembly.RULES.delay(CURRICULUM, proposals.SERIAL)


@external
@view
def clock() -> uint48:
    return convert(block.timestamp, uint48)


@external
@view
def supportsInterface(interface_id: bytes4) -> bool:
    return interface_id in INTERFACES


@internal
@pure
def _selector(data: Bytes[1024]) -> bytes4:
    if len(data) < 4:
        return empty(bytes4)
    return convert(slice(data, 0, 4), bytes4)


@internal
@view
def _check_target(target: address):
    assert target.is_contract, "dao: an action's target is not a contract"


@internal
@pure
def _check_lengths(targets: uint256, values: uint256, calldatas: uint256):
    assert (
        values == targets and calldatas == targets
    ), "dao: each action needs a target, a value and calldata"


@internal
@pure
def _hash(
    targets: DynArray[address, MAX_ACTIONS],
    values: DynArray[uint256, MAX_ACTIONS],
    calldatas: DynArray[Bytes[MAX_CALLDATA], MAX_ACTIONS],
    description_hash: bytes32,
) -> uint256:
    return convert(keccak256(abi_encode(targets, values, calldatas, description_hash)), uint256)
