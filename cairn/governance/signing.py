"""Ballots signed without a transaction, kept as files, and posted by whoever pays.

A file holds what a wallet signs (EIP-712, typed as OpenZeppelin's Governor has it) and the
signature, so that any tool can make one or read one.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from eth_account.messages import SignableMessage, encode_typed_data
from eth_utils.crypto import keccak

from cairn.chain.accounts import Account
from cairn.chain.addresses import checked_wallet
from cairn.chain.contracts import Contract
from cairn.chain.suite import Suite
from cairn.governance.bounds import check_size
from cairn.governance.motions import SUPPORTS, Motion
from cairn.say.errors import CairnError, why
from cairn.say.programs import as_typed

MAX_BATCH = 32  # ballots a transaction
MAX_REASON = 256  # bytes of UTF-8, of a ballot that is posted with others
MAX_SIGNATURE = 512  # bytes
MAX_FILE = 16_384  # bytes
ANSWER_GAS = 420_000  # that a contract may use up to say whether it has signed
DOMAIN = {
    "EIP712Domain": [
        {"name": "name", "type": "string"},
        {"name": "version", "type": "string"},
        {"name": "chainId", "type": "uint256"},
        {"name": "verifyingContract", "type": "address"},
    ]
}
PLAIN = [
    {"name": "proposalId", "type": "uint256"},
    {"name": "support", "type": "uint8"},
    {"name": "voter", "type": "address"},
    {"name": "nonce", "type": "uint256"},
]
EXTENDED = [*PLAIN, {"name": "reason", "type": "string"}, {"name": "params", "type": "bytes"}]


class Paper(NamedTuple):
    """A signed ballot, and the file it stands in."""

    file: str
    proposal_id: int
    voter: str
    support: int
    reason: str
    signature: bytes

    @property
    def entry(self) -> tuple[str, int, str, bytes]:
        """What the DAO takes: `ICurriculumDAO.SignedBallot`."""
        return self.voter, self.support, self.reason, self.signature


def typed(suite: Suite, proposal_id: int, voter: str, support: int, reason: str) -> dict:
    """Return what a voter signs; a reason makes it an extended ballot."""
    kind = "ExtendedBallot" if reason else "Ballot"
    message = {"proposalId": str(proposal_id), "support": support, "voter": voter, "nonce": 0}
    if reason:
        message |= {"reason": reason, "params": "0x"}
    return {
        "types": {**DOMAIN, kind: EXTENDED if reason else PLAIN},
        "primaryType": kind,
        "domain": domain("Curriculum DAO", suite.dao),
        "message": message,
    }


def domain(name: str, contract: Contract) -> dict:
    """Return for whom something is signed."""
    return {
        "name": name,
        "version": "1",
        "chainId": contract.node.chain_id,
        "verifyingContract": str(contract.address),
    }


def sign(
    suite: Suite, motion: Motion, signer: Account, support: str, reason: str, path: str
) -> Path:
    """Sign a ballot and write it down; in a folder it is named by proposal and voter."""
    voter = str(signer.address)
    told = typed(suite, motion.id, voter, SUPPORTS.index(support), reason)
    signature = signer.sign_message(_signable(told))
    if signature is None:
        raise CairnError(f"{voter} did not sign: nothing is written")
    told["signature"] = "0x" + signature.hex()
    return write(told, path, f"ballot-{motion.number}-{voter}.json")


def write(told: dict, path: str, name: str) -> Path:
    """Write what was signed to a file, or into a folder under a name of its own."""
    file = Path(path)
    file = file / name if file.suffix != ".json" else file
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise CairnError(f"{file}: cannot be written ({why(error)}): name another file") from error
    return file


def read_folder(suite: Suite, folder: str) -> list[Paper]:
    """Read every ballot of a folder. One bad file, and nothing is posted."""
    try:
        files = sorted(path for path in Path(folder).iterdir() if path.suffix == ".json")
    except OSError as error:
        raise CairnError(
            f"{folder}: cannot be read ({why(error)}): name a folder of ballots"
        ) from error
    papers = [_read(suite, file) for file in files]
    if not papers:
        raise CairnError(f"{folder}: holds no ballots: {as_typed('vote ... --sign')} writes them")
    by_voter: dict[tuple, Paper] = {}
    for paper in papers:
        other = by_voter.setdefault((paper.proposal_id, paper.voter), paper)
        if other is not paper:
            raise CairnError(f"{paper.file}: {paper.voter} has signed {other.file}, too: keep one")
    return papers


def _read(suite: Suite, file: Path) -> Paper:
    try:
        if file.stat().st_size > MAX_FILE:
            raise ValueError("too long")
        told = json.loads(file.read_text(encoding="utf-8"))
        paper = _paper(str(file), told)
        expected = typed(suite, *paper[1:5])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CairnError(f"{file}: this is no signed ballot: sign it anew, or remove it") from error
    if told.get("domain") != expected["domain"]:
        raise CairnError(f"{file}: this ballot is for another DAO or chain: remove it")
    if {**told, "message": expected["message"]} != {**expected, "signature": told["signature"]}:
        raise CairnError(f"{file}: this is no signed ballot: sign it anew, or remove it")
    check_size(paper.reason, MAX_REASON, f"{file}: the reason")
    return paper


def _paper(file: str, told: dict) -> Paper:
    """Take the fields of a ballot out of what a file holds; errors of every kind mean a bad one."""
    message = told["message"]
    signature = bytes.fromhex(told["signature"].removeprefix("0x"))
    reason, params = message.get("reason", ""), message.get("params", "0x")
    numbers = int(message["proposalId"]), message["support"], message["nonce"]
    if not isinstance(reason, str) or params != "0x" or type(numbers[1]) is not int:
        raise ValueError("fields of another kind")
    if numbers[2] != 0 or numbers[1] not in range(3) or not 0 <= numbers[0] < 1 << 256:
        raise ValueError("fields out of range")
    if not 0 < len(signature) <= MAX_SIGNATURE:
        raise ValueError("no signature")
    voter = checked_wallet(message["voter"], file)
    return Paper(file, numbers[0], voter, numbers[1], reason, signature)


def refuse_unsigned(suite: Suite, papers: Sequence[Paper]) -> None:
    """Refuse a ballot that its voter has not signed, as the DAO would."""
    for paper in papers:
        digest = _digest(typed(suite, *paper[1:5]))
        if not suite.educators.has_signed(paper.voter, digest, paper.signature):
            raise CairnError(f"{paper.file}: {paper.voter} has not signed this: remove it")


def _signable(told: dict) -> SignableMessage:
    """Return what is signed, from how it is written down."""
    message = {**told["message"], "proposalId": int(told["message"]["proposalId"])}
    if "params" in message:
        message["params"] = b""
    return encode_typed_data(full_message={**told, "message": message})


def _digest(told: dict) -> bytes:
    parts = _signable(told)
    return keccak(b"\x19" + parts.version + parts.header + parts.body)


def _gas(dao: Contract, motion: Motion, entries: list, payer: Account) -> int:
    """Return the most gas to send, 0 for what is usual: a voter that is a contract may answer
    cheaply when it is estimated and dearly when it counts, and shall not spoil the others' ballots
    by that."""
    contracts = sum(bool(dao.node.code(voter)) for voter, *_ in entries)
    if not contracts:
        return 0
    estimated = dao.castVotesBySig.estimate(motion.id, entries, sender=payer)
    return estimated + contracts * ANSWER_GAS


def post(suite: Suite, motion: Motion, papers: Sequence[Paper], payer: Account) -> Iterator:
    """Send ballots in as few transactions as they fit; yield each that was skipped, with why."""
    dao = suite.dao
    for start in range(0, len(papers), MAX_BATCH):
        entries = [paper.entry for paper in papers[start : start + MAX_BATCH]]
        gas = _gas(dao, motion, entries, payer)
        receipt = dao.castVotesBySig(motion.id, entries, sender=payer, gas=gas)
        for log in receipt.logs_of(dao.BallotSkipped):
            yield str(log.voter), log.reason
