"""OpenZeppelin's errors, and the sentences in which the DAO refuses the same.

Of several reasons to refuse, either may tell the one that it looks at first.
"""

_PROPOSALS = {
    "dao: only a member may propose",
    "dao: the description reserves this proposal for somebody else",
    "dao: a proposal needs an action",
    "dao: each action needs a target, a value and calldata",
}
_VOTES = {
    "dao: the vote on this proposal has not opened yet",
    "dao: the vote on this proposal has closed",
    "dao: this proposal was withdrawn",
    "dao: you have voted on this proposal already",
    "dao: vote 0 against, 1 for or 2 to abstain",
}
_EXECUTIONS = {
    "dao: the vote on this proposal is not over yet",
    "dao: the delay after the vote is not over yet",
    "dao: this proposal was defeated",
    "dao: this proposal was withdrawn",
    "dao: this proposal has been executed already",
    "dao: this proposal passed but was not executed in time",
}
_WITHDRAWALS = {
    "dao: a proposal can be withdrawn only before its vote opens",
    "dao: only its proposer may withdraw a proposal",
}
REFUSALS = {
    "GovernorAlreadyCastVote": _VOTES,
    "GovernorInsufficientProposerVotes": _PROPOSALS,
    "GovernorRestrictedProposer": _PROPOSALS,
    "GovernorInvalidProposalLength": _PROPOSALS,
    "GovernorInvalidSignature": {
        "dao: the ballot is not signed by this voter",
        *_VOTES,
    },
    "GovernorInvalidVoteType": _VOTES,
    "GovernorUnableToCancel": _WITHDRAWALS,
    "GovernorUnexpectedProposalState": {
        "dao: this proposal was made before; word it anew",
        *_VOTES,
        *_EXECUTIONS,
    },
    "TimelockUnexpectedOperationState": _EXECUTIONS,
    "seats: already a member": {"educators: already a member"},
    "seats: not a member": {"educators: not a member"},
    "seats: not invited": {"educators: you have not been invited"},
    "seats: nothing is offered": {"educators: nothing is offered to this account"},
    "seats: the last three stay": {"educators: the DAO must keep three members"},
}


def agree(error: str, sentence: str) -> bool:
    return sentence in REFUSALS.get(error, ())
