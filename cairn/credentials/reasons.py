"""Why a credential was revoked: a code on chain, which says for ever what these words say.

Codes are never reused for something else. The contract takes any number from 1 to 255, so that
later tables can go on; what is not in this one is shown by its number.
"""

from typing import NamedTuple

from cairn.say.errors import CairnError


class Reason(NamedTuple):
    """One reason: the word to type, and the sentence that an employer reads."""

    word: str
    sentence: str


REASONS = {
    1: Reason("issued-in-error", "it was issued by mistake"),
    2: Reason("assessment-annulled", "the assessment it rests on has been annulled"),
    3: Reason("misconduct", "its holder broke the rules of the assessment"),
    4: Reason("wrong-person", "it was issued to another person's wallet"),
    5: Reason("identity-fraud", "its holder was not the one who was assessed"),
    6: Reason("no-longer-met", "what it certifies is no longer so"),
    9: Reason("other", "the issuer gives the reason on request"),
}
TABLE = "\n".join(
    f"  {code}  {reason.word:20} {reason.sentence}" for code, reason in REASONS.items()
)


def code_of(text: str) -> int:
    """Return the code of a reason given by word or number."""
    for code, reason in REASONS.items():
        if text.strip().lower() in (str(code), reason.word):
            return code
    words = ", ".join(f"{code} {reason.word}" for code, reason in REASONS.items())
    raise CairnError(f'--reason "{text}" is none of these: {words}')


def word_of(code: int) -> str | None:
    """Return the word for a code, None if the table has none."""
    return REASONS[code].word if code in REASONS else None


def sentence_of(code: int) -> str:
    """Say why, as an employer reads it."""
    reason = REASONS.get(code)
    return f"{reason.sentence} (reason {code}, {reason.word})" if reason else f"reason {code}"
