"""Who may revoke what, said before anything is sent."""

from cairn.chain.accounts import Account
from cairn.credentials.verdicts import Code, Verdict, Words
from cairn.say.errors import CairnError


def check(words: Words, verdict: Verdict, reason: int, signer: Account) -> None:
    """Refuse what the contract would refuse, with the remedy, before anything is said or sent."""
    _check_issuer(words, verdict, str(signer.address))
    words.library.suite.credentials.revoke.call(verdict.token_id, reason, sender=signer)


def _check_issuer(words: Words, verdict: Verdict, signer: str) -> None:
    library = words.library
    path = library.path(verdict.class_id)
    if verdict.code in (Code.NEVER_ISSUED, Code.REVOKED):
        raise CairnError(f"{path} of {verdict.holder} does not exist: {words.why_not(verdict)}")
    if library.badge(verdict.class_id).rank:
        raise CairnError(f"{path} is a composite, which only the DAO revokes: propose it")
    if verdict.issuer != signer:
        raise CairnError(
            f"{signer} did not issue {path} to {verdict.holder}: {words.who(verdict.issuer)} did, "
            "and may revoke it, or the DAO by a vote"
        )
    since, _ = library.suite.credentials.accreditation(verdict.class_id >> 8, signer)
    if not since:
        raise CairnError(
            f"{signer} is no longer accredited for "
            f'"{library.curricula[verdict.class_id >> 8].key}": only the DAO may revoke, by a vote'
        )
