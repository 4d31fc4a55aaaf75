"""Giving up what one holds, and taking that back: said before anything is sent."""

from collections.abc import Iterator
from dataclasses import dataclass

from cairn.credentials.learners import Learner
from cairn.credentials.verdicts import Code, Verdict, Words, verdict_of
from cairn.say.errors import CairnError
from cairn.say.programs import as_typed


@dataclass(frozen=True)
class Own:
    """A credential in the hands of the one who signs."""

    words: Words
    verdict: Verdict
    is_enrolled: bool
    is_given_up: bool  # renounced, and the consent not renewed since

    @classmethod
    def of(cls, words: Words, holder: str, class_id: int) -> "Own":
        """Ask the chain about a badge. Raises `CairnError` unless it was once held and may be."""
        verdict = verdict_of(words.library, holder, class_id)
        standing = Learner(words.library, holder).standing(class_id >> 8)
        own = cls(words, verdict, bool(standing.version), class_id in standing.fallen)
        if verdict.code in (Code.NEVER_ISSUED, Code.REVOKED):
            raise CairnError(f"{own.path} of {holder} does not exist: {words.why_not(verdict)}")

        return own

    @property
    def path(self) -> str:
        return self.words.library.path(self.verdict.class_id)

    @property
    def name(self) -> str:
        return self.words.library.name(self.verdict.class_id)

    @property
    def is_composite(self) -> bool:
        return self.words.library.badge(self.verdict.class_id).rank > 0

    @property
    def is_renounced(self) -> bool:
        return self.verdict.code == Code.RENOUNCED

    def check_renounceable(self) -> None:
        """Refuse what is not held, for its holder was to be awarded it again."""
        if self.is_renounced and not self.is_given_up:
            curriculum = self.words.library.curricula[self.verdict.class_id >> 8].key
            raise CairnError(
                f"{self.path} is renounced, and your consent to it renewed: to withdraw that too, "
                f"{as_typed(f'enrol {curriculum} --leave')}"
            )

    def check_renewable(self) -> None:
        """Refuse what is held."""
        if not self.is_renounced:
            raise CairnError(f"{self.path} is held: there is nothing to renew")

    def giving_up(self) -> Iterator[str]:
        """Say what renouncing means."""
        again = "you cannot claim it again" if self.is_composite else "nobody can award it again"
        yield f"{self.name} is given up by {self.verdict.holder}."
        yield "The token goes at once; the record stays, public for ever: you renounced it."
        yield f"It counts for nothing any more, and {again} until you --renew-consent."
        yield "It can still be revoked: renouncing is no way out of that."

    def consenting(self) -> Iterator[str]:
        """Say what renewing the consent means."""
        if self.is_composite:
            yield f"You can claim {self.name} again; it comes back with its date and its expiry."
        else:
            yield f"{self.name} may be awarded to {self.verdict.holder} again."
        if not self.is_enrolled:
            yield "Not before you enrol again, though: you have left the curriculum."
