"""A valid call of every function that changes anything, made of what stands on the chain now.

To find out who may do something, somebody has to try it with arguments that nobody could object to.
Where there is nothing to try it on (no vote is open, no badge was ever awarded), there is no call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eth_utils.crypto import keccak

from cairn.audit.subjects import FOR, NOBODY, Live
from cairn.chain.suite import DAY

REASON = 2  # of a revocation: any does
NO_CLASS, NO_TOKEN = 1 << 8, 1 << 168

Arguments = tuple | None


def _about(found: Any, *rest: Any) -> Arguments:
    """Call it about what has been found, with the rest; not at all if that is nothing."""
    return None if found is None else (found, *rest)


def _handed_on(live: Live) -> Arguments:
    return (live.account,)


def _vote(*rest) -> Callable[[Live], Arguments]:
    return lambda live: _about(live.active and live.active.id, FOR, *rest)


def _signed_vote(live: Live) -> Arguments:
    if live.active is None:
        return None
    return live.active.id, FOR, NOBODY.address, live.signed()


def _signed_vote_with_reason(live: Live) -> Arguments:
    if live.active is None:
        return None
    signature = live.signed(reason=("string", "Why not?"), params=("bytes", b""))
    return live.active.id, FOR, NOBODY.address, "Why not?", b"", signature


def _signed_votes(live: Live) -> Arguments:
    if live.active is None:
        return None
    return live.active.id, [(NOBODY.address, FOR, "", live.signed())]


def _seat(*rest) -> Callable[[Live], Arguments]:
    """Move the newest seat, or one that nobody has."""
    return lambda live: (
        live.member or live.account,
        live.account,
        live.suite.educators.last_number(),
        *rest,
    )


def _credential(*rest) -> Callable[[Live], Arguments]:
    """Move a credential."""

    def arguments(live: Live) -> Arguments:
        token = live.credential or NO_TOKEN
        return f"0x{token % 2**160:040x}", live.account, token, *rest

    return arguments


def _learner_of(live: Live) -> str:
    return live.learner or NOBODY.address


def _curriculum(live: Live) -> int:
    return live.version[0] if live.version else 1


OWNED = {"transfer_ownership(address)": _handed_on, "accept_ownership()": lambda live: ()}
APPROVALS = {
    "approve(address,uint256)": lambda live: (live.account, 1),
    "setApprovalForAll(address,bool)": lambda live: (live.account, True),
}
TRIALS: dict[str, dict[str, Callable[[Live], Arguments]]] = {
    "EducatorToken": {
        **OWNED,
        **APPROVALS,
        "transferFrom(address,address,uint256)": _seat(),
        "safeTransferFrom(address,address,uint256)": _seat(),
        "safeTransferFrom(address,address,uint256,bytes)": _seat(b""),
        "admit(address)": lambda live: (NOBODY.address,),
        "keep_key(address)": lambda live: (NOBODY.address,),
        "accept()": lambda live: (),
        "resign()": lambda live: (),
        "withdraw_invitation(address)": lambda live: (NOBODY.address,),
        "remove(address)": lambda live: (live.member or NOBODY.address,),
        "replace_key(address,address)": lambda live: (
            *(live.member or NOBODY.address, live.account),
        ),
        "give_notice(address,uint256[])": lambda live: (live.member, []) if live.member else None,
        "keep_seat()": lambda live: (),
        "keep_seat_by_signature(address,bytes)": lambda live: (live.member or live.account, b""),
        "strike(address,uint256[])": lambda live: (live.member or live.account, []),
        "name_proxy(address,uint256)": lambda live: (live.member or live.account, live.now + DAY),
        "end_proxy(address)": lambda live: _about(live.principal),
        "delegate(address)": lambda live: (live.account,),
        "delegateBySig(address,uint256,uint256,uint8,bytes32,bytes32)": lambda live: (
            *(live.account, 0, live.now + DAY),
            *(27, keccak(text="r"), keccak(text="s")),
        ),
    },
    "DecisionRules": {
        "set_rules(uint256,(uint256,uint256,uint256,uint256,uint256,uint256,uint256))": (
            lambda live: (0, tuple(live.suite.rules.rules(0)))
        ),
        "set_class((address,bytes4,uint256))": lambda live: ((live.account, b"\1\2\3\4", 0),),
    },
    "CurriculumDAO": {
        "propose(address[],uint256[],bytes[],string)": lambda live: (
            *live.new_action,
            f"Try it out, {live.now}.",
        ),
        "castVote(uint256,uint8)": _vote(),
        "castVoteWithReason(uint256,uint8,string)": _vote("Why not?"),
        "castVoteWithReasonAndParams(uint256,uint8,string,bytes)": _vote("Why not?", b""),
        "castVoteBySig(uint256,uint8,address,bytes)": _signed_vote,
        "castVoteWithReasonAndParamsBySig(uint256,uint8,address,string,bytes,bytes)": (
            _signed_vote_with_reason
        ),
        "castVotesBySig(uint256,(address,uint8,string,bytes)[])": _signed_votes,
        "castVoteAsProxy(uint256,uint8,string)": _vote("Why not?"),
        "changeVote(uint256,uint8,string)": lambda live: _about(
            live.changeable and live.changeable.id, FOR, "Why not?"
        ),
        "returnProposal(uint256)": lambda live: _about(live.motion and live.motion.id),
        "queue(address[],uint256[],bytes[],bytes32)": lambda live: (
            *live.new_action,
            keccak(text="Queue it."),
        ),
        "execute(address[],uint256[],bytes[],bytes32)": lambda live: (
            live.passed and live.passed.content
        ),
        "cancel(address[],uint256[],bytes[],bytes32)": lambda live: (
            live.motion and live.motion.content
        ),
        "simulate(address[],uint256[],bytes[])": lambda live: live.new_action,
        "set_chamber(address)": _handed_on,
    },
    "CurriculumRegistry": {
        "stage(bytes)": lambda live: (f"Not staged before {live.now}".encode(),),
        "adopt(bytes32)": lambda live: (live.record,),
        "close_enrolment(uint16,uint8)": lambda live: live.version or (1, 1),
    },
    "PathwayRegistry": {
        "keep_rules(uint16,address)": lambda live: (_curriculum(live), live.account),
        "claim(uint24)": lambda live: _about(live.composite),
    },
    "CredentialStatus": {"reinstate(uint256)": lambda live: (live.credential or NO_TOKEN,)},
    "CredentialToken": {
        **OWNED,
        **APPROVALS,
        "transferFrom(address,address,uint256)": _credential(),
        "safeTransferFrom(address,address,uint256)": _credential(),
        "safeTransferFrom(address,address,uint256,bytes)": _credential(b""),
        "enrol(uint16,uint8)": lambda live: live.version,
        "leave(uint16)": lambda live: (_curriculum(live),),
        "open_version(uint16,uint8,uint8,uint256[16])": lambda live: (0, 1, 1, [0] * 16),
        "close_version(uint16,uint8)": lambda live: live.version or (1, 1),
        "accredit(uint16,address,uint256)": lambda live: (_curriculum(live), live.account, 0),
        "end_accreditation(uint16,address)": lambda live: (_curriculum(live), live.account),
        "award(uint24,address)": lambda live: _about(live.badge, _learner_of(live)),
        "award_batch(uint24,address[])": lambda live: _about(live.badge, [_learner_of(live)]),
        "award_composite(uint24,address,uint8)": lambda live: (
            *(live.composite or NO_CLASS, _learner_of(live)),
            live.version[1] if live.version else 1,
        ),
        "revoke(uint256,uint16)": lambda live: _about(live.credential, REASON),
        "settle(uint256,address,bool)": lambda live: (
            *(live.credential or NO_TOKEN, live.account, False),
        ),
        "renounce(uint24)": lambda live: (live.badge or NO_CLASS,),
        "renew_consent(uint24)": lambda live: (live.badge or NO_CLASS,),
        "set_renderer(address)": lambda live: (live.suite.renderer.address,),
    },
}
