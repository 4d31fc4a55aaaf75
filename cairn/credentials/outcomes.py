"""What comes of a try to award a badge, and the sentence that says so."""

from enum import IntEnum

from cairn.say.programs import as_typed


class Outcome(IntEnum):
    """What comes of a try to award, as the contract numbers it."""

    AWARDED = 0
    NOT_ENROLLED = 1
    NOT_COVERED = 2
    ALREADY_HELD = 3
    WAS_REVOKED = 4
    WAS_RENOUNCED = 5
    OWN_AWARD = 6

    @property
    def sentence(self) -> str:
        if self == Outcome.NOT_ENROLLED:
            return f"not enrolled: only the learner can consent, with {as_typed('enrol')}"
        return SENTENCES[self]


SENTENCES = {
    Outcome.AWARDED: "to be awarded",
    Outcome.NOT_COVERED: "enrolled in a version without this badge: a newer one may have it",
    Outcome.ALREADY_HELD: "held already",
    Outcome.WAS_REVOKED: "revoked before: only the DAO can reinstate it",
    Outcome.WAS_RENOUNCED: "renounced before: only the learner can let it be awarded again",
    Outcome.OWN_AWARD: "the issuer's own: nobody awards a badge to themselves",
}
# What a verdict's code says of one that is gone.
FALLEN = {4: Outcome.WAS_REVOKED, 5: Outcome.WAS_RENOUNCED}
