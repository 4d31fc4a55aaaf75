"""The one question of an employer: does this credential stand, and if not, why?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from cairn.chain.addresses import checked_wallet
from cairn.chain.deployment import Deployment
from cairn.credentials.library import NOBODY, Library
from cairn.credentials.reasons import sentence_of, word_of
from cairn.say.errors import CairnError
from cairn.say.text import natural, plain
from cairn.say.times import date_of

HOLDER_BITS, CLASS_BITS = 160, 24
NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]+")


class Code(IntEnum):
    """A verdict, as the contract numbers it."""

    NEVER_ISSUED = 0
    STANDS = 1
    EXPIRED = 2
    REVOKED = 4
    RENOUNCED = 5

    @property
    def word(self) -> str:
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True)
class Verdict:
    """What the chain says of one credential. Times are Unix seconds, 0 where there is none."""

    holder: str
    class_id: int
    code: Code
    issuer: str
    version: int  # whose rule was met; composites only
    awarded_at: int
    expires_at: int
    changed_at: int
    changed_by: str
    reason: int
    fallen: int  # class id of a component revoked since; composites only

    @property
    def is_valid(self) -> bool:
        return self.code == Code.STANDS

    @property
    def token_id(self) -> int:
        return self.class_id << HOLDER_BITS | int(self.holder, 16)

    @classmethod
    def of(cls, holder: str, class_id: int, answer) -> "Verdict":
        """Read the contract's answer."""
        code, issuer, *rest = answer
        version, awarded_at, expires_at, changed_at, changed_by, reason, fallen = rest
        return cls(
            holder=holder,
            class_id=class_id,
            code=Code(code),
            issuer=str(issuer),
            version=version,
            awarded_at=awarded_at,
            expires_at=expires_at,
            changed_at=changed_at,
            changed_by=str(changed_by),
            reason=reason,
            fallen=fallen,
        )


def verdict_of(library: Library, holder: str, class_id: int) -> Verdict:
    """Ask the chain. Raises `CairnError` if there is no such badge."""
    library.badge(class_id)
    answer = library.suite.credentials.verify(holder, class_id)

    return Verdict.of(holder, class_id, answer)


@dataclass(frozen=True)
class Answer:
    """A verdict, with the words for it."""

    verdict: Verdict
    words: "Words"

    @property
    def is_valid(self) -> bool:
        """Tell whether the credential stands."""
        return self.verdict.is_valid

    @property
    def sentence(self) -> str:
        """The verdict with its reason. Days are UTC."""
        return self.words.sentence(self.verdict)

    def facts(self) -> list[tuple[str, str]]:
        """Return what there is to know of the credential, by what it is."""
        return self.words.facts(self.verdict)

    def as_json(self) -> dict:
        """Return all of it for a program, by the schema `verify`."""
        suite = self.words.library.suite
        where = {"chain_id": suite.node.chain_id, "contract": suite.credentials.address}
        return {**self.words.as_json(self.verdict), **where}


def verify(there: Deployment, holder: str | int, badge: str | None = None) -> Answer:
    """Ask whether a credential stands, by its holder and badge ("curriculum/badge") or by its token
    id alone. Raises `CairnError` where that cannot be found out."""
    library = Library(there.suite)
    if badge is None:
        account, class_id = read_token_id(str(holder))
    else:
        account, class_id = there.address_of(str(holder)), library.class_id(badge)
    verdict = verdict_of(library, account, class_id)
    return Answer(verdict, Words(library, there.roles_by_address()))


def read_token_id(text: str) -> tuple[str, int]:
    """Return holder and class id of a token id, decimal or 0x and hexadecimal digits."""
    if not NUMBER.fullmatch(text):
        raise CairnError(f'"{text}" is no token id: write it in decimal, or 0x and hexadecimal')
    if re.fullmatch("0[xX][0-9a-fA-F]{40}", text):
        raise CairnError(
            f"{text} is an address: add which badge, as CURRICULUM/BADGE, or give a token id"
        )
    number = int(text, 0) if text[:2].lower() == "0x" else natural(text)
    if number is None or not 0 < number >> HOLDER_BITS < 1 << CLASS_BITS:
        raise CairnError(f"{text} is no token id of Cairn: copy it again")
    holder = f"0x{number & (1 << HOLDER_BITS) - 1:040x}"

    return checked_wallet(holder, text), number >> HOLDER_BITS


class Words:
    """Puts verdicts into words, with the names that the address book has for issuers."""

    def __init__(self, library: Library, names: Mapping[str, str] | None = None):
        self.library, self.names = library, names or {}

    def who(self, address: str) -> str:
        """Return an address, with what it is called if that is known."""
        name = self.name_of(address)
        return f"{name} ({address})" if name else address

    def name_of(self, address: str) -> str | None:
        if address == str(self.library.suite.pathways.address):
            return "the pathway registry"
        return self.names.get(address.lower())

    def facts(self, verdict: Verdict) -> list[tuple[str, str]]:
        """Return what there is to know of a credential, by what it is."""
        curriculum = self.library.curricula[verdict.class_id >> 8]
        facts = [
            ("badge", self.library.name(verdict.class_id)),
            ("curriculum", plain(f"{curriculum.latest.record.title} ({curriculum.key})")),
            ("holder", verdict.holder),
            ("token id", str(verdict.token_id)),
        ]
        if verdict.code == Code.NEVER_ISSUED:
            return facts
        facts += [("issuer", self.who(verdict.issuer)), ("awarded", date_of(verdict.awarded_at))]
        if verdict.version:
            facts.append(("by the rule of", f"version {verdict.version}"))
        facts.append(("expires", self.expiry(verdict)))

        return facts

    def expiry(self, verdict: Verdict) -> str:
        """Say until when it is valid."""
        return f"at the end of {date_of(verdict.expires_at)}" if verdict.expires_at else "never"

    def sentence(self, verdict: Verdict) -> str:
        """Return the verdict with its reason. Days are UTC."""
        if verdict.is_valid:
            return (
                f"Valid: awarded on {date_of(verdict.awarded_at)}, it stands.{self._but(verdict)}"
            )
        return f"Not valid: {self.why_not(verdict)}.{self._but(verdict)}"

    def why_not(self, verdict: Verdict) -> str:
        if verdict.code == Code.EXPIRED:
            return f"it expired at the end of {date_of(verdict.expires_at)}"
        changed = date_of(verdict.changed_at)
        if verdict.code == Code.RENOUNCED:
            return f"its holder renounced it on {changed}"
        if verdict.code == Code.REVOKED:
            by = self.who(verdict.changed_by)
            return f"it was revoked on {changed} by {by}: {sentence_of(verdict.reason)}"
        return f"it was never issued to {verdict.holder}"

    def _but(self, verdict: Verdict) -> str:
        if not verdict.fallen:
            return ""
        return f" But {self.library.name(verdict.fallen)}, which helped to earn it, was revoked."

    def as_json(self, verdict: Verdict) -> dict:
        """Return the verdict for a program. The keys are always the same, null where unknown."""
        curriculum = self.library.curricula[verdict.class_id >> 8]
        issued = verdict.code != Code.NEVER_ISSUED
        return {
            "valid": verdict.is_valid,
            "verdict": verdict.code.word,
            "code": int(verdict.code),
            "sentence": self.sentence(verdict),
            "holder": verdict.holder,
            "token_id": str(verdict.token_id),
            "class_id": verdict.class_id,
            "badge": self.library.path(verdict.class_id),
            "name": self.library.badge(verdict.class_id).name,
            "curriculum": curriculum.latest.record.title,
            "version": verdict.version or None,
            "issuer": verdict.issuer if issued else None,
            "issuer_name": self.name_of(verdict.issuer) if issued else None,
            "awarded_on": _day(verdict.awarded_at),
            "expires_on": _day(verdict.expires_at),
            "changed_on": _day(verdict.changed_at),
            "changed_by": verdict.changed_by if verdict.changed_by != NOBODY else None,
            "reason": verdict.reason or None,
            "reason_word": word_of(verdict.reason),
            "fallen": self.library.path(verdict.fallen) if verdict.fallen else None,
        }


def _day(timestamp: int) -> str | None:
    return date_of(timestamp) if timestamp else None
