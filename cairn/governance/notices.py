"""Who is under notice for silence, when the seat can be struck, and the word that keeps it.

That word can be signed (EIP-712) and posted by whoever pays, like a ballot: a file holds what a
wallet signs and the signature. It holds against one notice alone, the one that ends in a second.
"""

import json
from pathlib import Path
from typing import NamedTuple

from eth_account.messages import SignableMessage, encode_typed_data
from eth_utils.crypto import keccak

from cairn.chain.accounts import Account
from cairn.chain.addresses import checked_wallet
from cairn.chain.suite import Suite
from cairn.governance import signing
from cairn.governance.roll import CAUSES, Roll, Term
from cairn.say.errors import CairnError
from cairn.say.times import DAY, moment_of

LENGTH = 14 * DAY  # of a notice
WINDOW = 60 * DAY  # in which a quarter of the members at most are struck
STRUCK = CAUSES[2]
FIELDS = [{"name": "member", "type": "address"}, {"name": "until", "type": "uint256"}]


class Notice(NamedTuple):
    """A notice that stands. Times in Unix seconds."""

    until: int  # its last second
    strike_until: int  # the last second in which the seat can be struck after it

    def is_over(self, now: int) -> bool:
        return self.until < now


class Word(NamedTuple):
    """What a member has signed to keep its seat, and the file it stands in."""

    file: str
    member: str
    until: int
    signature: bytes


def notice_of(suite: Suite, member: str) -> Notice | None:
    """Return the notice that a member is under, if there is one."""
    until, strike_until = suite.educators.notice_of(member)
    return Notice(until, strike_until) if until else None


def next_strike_at(roll: Roll, now: int) -> int:
    """Return the first second in which another member is within the quarter: now, or later.

    Of those who would be there had nobody been struck in sixty days, a quarter at most may be, one
    at least: the same as fewer recent strikes than a third of the others who are there.
    """
    struck = sorted(term.until for term in roll.departed if term.end == STRUCK)
    room = max(1, (len(roll.members) - 1) // 3)
    return max(now, struck[-room] + WINDOW) if len(struck) >= room else now


def typed(suite: Suite, member: str, until: int) -> dict:
    """Return what a member signs."""
    return {
        "types": {**signing.DOMAIN, "KeepSeat": FIELDS},
        "primaryType": "KeepSeat",
        "domain": signing.domain("Cairn Educators", suite.educators),
        "message": {"member": member, "until": until},
    }


def sign(suite: Suite, term: Term, notice: Notice, signer: Account, path: str) -> Path:
    """Sign that one keeps one's seat, and write it down."""
    told = typed(suite, term.account, notice.until)
    signature = signer.sign_message(_signable(told))
    if signature is None:
        raise CairnError(f"{term.account} did not sign: nothing is written")
    told["signature"] = "0x" + signature.hex()
    return signing.write(told, path, f"keep-seat-{term.number}-{term.account}.json")


def read(suite: Suite, file: str) -> Word:
    """Read what a member has signed, and refuse what the token would."""
    word = _read(suite, Path(file))
    parts = _signable(typed(suite, word.member, word.until))
    digest = keccak(b"\x19" + parts.version + parts.header + parts.body)
    if not suite.educators.has_signed(word.member, digest, word.signature):
        raise CairnError(f"{file}: {word.member} has not signed this: remove it")
    notice = notice_of(suite, word.member)
    if notice is None:
        raise CairnError(f"{file}: {word.member} is under no notice any more: remove it")
    if notice.until != word.until:
        raise CairnError(
            f"{file}: this is signed against another notice, not the one until "
            f"{moment_of(notice.until)}: sign anew"
        )
    return word


def _read(suite: Suite, file: Path) -> Word:
    bad = f"{file}: no seat is kept by this: sign it anew, or remove it"
    try:
        if file.stat().st_size > signing.MAX_FILE:
            raise CairnError(bad)
        told = json.loads(file.read_text(encoding="utf-8"))
        message, signature = told["message"], told["signature"]
        word = Word(
            str(file),
            checked_wallet(message["member"], str(file)),
            message["until"],
            bytes.fromhex(signature.removeprefix("0x")),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CairnError(bad) from error
    is_time = type(word.until) is int and 0 < word.until < 1 << 40
    if not is_time or not 0 < len(word.signature) <= signing.MAX_SIGNATURE:
        raise CairnError(bad)
    expected = typed(suite, word.member, word.until)
    if told.get("domain") != expected["domain"]:
        raise CairnError(f"{file}: this is for another DAO or chain: remove it")
    if {**told, "message": expected["message"]} != {**expected, "signature": signature}:
        raise CairnError(bad)
    return word


def _signable(told: dict) -> SignableMessage:
    return encode_typed_data(full_message=told)
