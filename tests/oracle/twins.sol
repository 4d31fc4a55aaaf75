// SPDX-License-Identifier: AGPL-3.0-only
pragma solidity ^0.8.24;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorPreventLateQuorum} from "@openzeppelin/contracts/governance/extensions/GovernorPreventLateQuorum.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {GovernorVotesQuorumFraction} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Votes} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// The seats of `EducatorToken`, but votes are kept as OpenZeppelin keeps them.
contract Seats is ERC721Votes {
    uint256 private constant FEWEST = 3;

    address private immutable OWNER;
    uint256 private last;
    uint256 private members;
    mapping(address who => uint256) private numbers;
    mapping(address who => bool) private invited;

    constructor(
        address owner,
        address[] memory founders
    ) ERC721("Cairn Educators", "EDUCATORS") EIP712("Cairn Educators", "1") {
        OWNER = owner;
        for (uint256 i = 0; i < founders.length; ++i) invited[founders[i]] = true;
    }

    function admit(address candidate) external {
        require(msg.sender == OWNER, "seats: only the owner may do this");
        require(numbers[candidate] == 0, "seats: already a member");
        invited[candidate] = true;
    }

    function accept() external {
        require(invited[msg.sender], "seats: not invited");
        invited[msg.sender] = false;
        members += 1;
        last += 1;
        numbers[msg.sender] = last;
        _mint(msg.sender, last);
        _delegate(msg.sender, msg.sender);
    }

    function resign() external {
        _vacate(msg.sender);
    }

    function withdraw_invitation(address candidate) external {
        require(msg.sender == OWNER, "seats: only the owner may do this");
        require(invited[candidate], "seats: nothing is offered");
        invited[candidate] = false;
    }

    function remove(address member) external {
        require(msg.sender == OWNER, "seats: only the owner may do this");
        _vacate(member);
    }

    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    function _vacate(address member) private {
        require(numbers[member] != 0, "seats: not a member");
        require(members > FEWEST, "seats: the last three stay");
        members -= 1;
        _burn(numbers[member]);
        numbers[member] = 0;
        _delegate(member, address(0));
    }
}

/// OpenZeppelin's governor as its wizard puts it together, for members with a vote each.
abstract contract Twin is
    Governor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotes,
    GovernorVotesQuorumFraction,
    GovernorPreventLateQuorum
{
    uint32 private constant LATE = 8; // the last eighth of a vote

    constructor(
        IVotes seats,
        uint48 delay,
        uint32 period,
        uint256 share
    )
        Governor("Curriculum DAO")
        GovernorSettings(delay, period, 1)
        GovernorVotes(seats)
        GovernorVotesQuorumFraction(share)
        GovernorPreventLateQuorum(period / LATE)
    {}

    /// The times of proposals made from now on, so that they can be those of the other governor.
    function tune(uint48 delay, uint32 period) external {
        _setVotingDelay(delay);
        _setVotingPeriod(period);
        _setLateQuorumVoteExtension(period / LATE);
    }

    function proposalDeadline(
        uint256 id
    ) public view virtual override(Governor, GovernorPreventLateQuorum) returns (uint256) {
        return super.proposalDeadline(id);
    }

    function _tallyUpdated(
        uint256 id
    ) internal virtual override(Governor, GovernorPreventLateQuorum) {
        super._tallyUpdated(id);
    }

    function quorumDenominator() public pure override returns (uint256) {
        return 10_000;
    }

    function proposalThreshold()
        public
        view
        virtual
        override(Governor, GovernorSettings)
        returns (uint256)
    {
        return super.proposalThreshold();
    }
}

contract Bare is Twin {
    constructor(
        IVotes seats,
        uint48 delay,
        uint32 period,
        uint256 share
    ) Twin(seats, delay, period, share) {}
}

contract Timelocked is Twin, GovernorTimelockControl {
    constructor(
        IVotes seats,
        uint48 delay,
        uint32 period,
        uint256 share,
        TimelockController lock
    ) Twin(seats, delay, period, share) GovernorTimelockControl(lock) {}

    function state(
        uint256 id
    ) public view override(Governor, GovernorTimelockControl) returns (ProposalState) {
        return super.state(id);
    }

    function proposalNeedsQueuing(
        uint256 id
    ) public view override(Governor, GovernorTimelockControl) returns (bool) {
        return super.proposalNeedsQueuing(id);
    }

    function proposalThreshold() public view override(Governor, Twin) returns (uint256) {
        return super.proposalThreshold();
    }

    function proposalDeadline(uint256 id) public view override(Governor, Twin) returns (uint256) {
        return super.proposalDeadline(id);
    }

    function _tallyUpdated(uint256 id) internal override(Governor, Twin) {
        super._tallyUpdated(id);
    }

    function _queueOperations(
        uint256 id,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 text
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(id, targets, values, calldatas, text);
    }

    function _executeOperations(
        uint256 id,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 text
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(id, targets, values, calldatas, text);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 text
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, text);
    }

    function _executor()
        internal
        view
        override(Governor, GovernorTimelockControl)
        returns (address)
    {
        return super._executor();
    }
}
