"""Whether a learner can claim a composite now, and if not, what is missing."""

from cairn.credentials.learners import Learner, name_in
from cairn.credentials.outcomes import FALLEN
from cairn.credentials.verdicts import verdict_of
from cairn.say.errors import CairnError
from cairn.say.programs import as_typed


def check_claimable(learner: Learner, composite: int) -> None:
    """Refuse what the contract would refuse, with the remedy or with what is missing."""
    library, curriculum = learner.library, composite >> 8
    path, key = library.path(composite), library.curricula[curriculum].key
    if not library.badge(composite).rank:
        raise CairnError(f"{path} is awarded by an issuer, not claimed: only composites are")
    standing = learner.standing(curriculum)
    if not standing.version:
        raise CairnError(
            f'{learner.address} is not enrolled in "{key}": {as_typed(f"enrol {key}")} comes first'
        )
    if composite in standing.fallen:
        code = verdict_of(library, learner.address, composite).code
        raise CairnError(f"{learner.address}: {path} {FALLEN[code].sentence}")
    headway = learner.headway(composite)
    if not headway.met:
        missing = headway.missing(name_in(library, curriculum))
        raise CairnError(f"not yet: still missing: {missing}")
