"""The rules of the credential token, as the docs tell them.

Each method is one external function: who sends it first, then its arguments. It either raises
`Refused` with the very reason, or changes the state and logs the very events.
"""

from dataclasses import replace

from cairn.chain.suite import DAY
from stateful import state as s
from stateful.parts import Soulbound, require
from stateful.state import Conferral, Credential, class_and_holder, curriculum_of, index_of

LAST_SECOND = 253_402_300_799  # 9999-12-31 23:59:59 UTC
MOST_REASON = 255
REFUSALS = {
    s.NOT_ENROLLED: "credentials: not enrolled in this curriculum",
    s.NOT_COVERED: "credentials: enrolled in a version that does not have this badge",
    s.ALREADY_HELD: "credentials: the learner holds this badge already",
    s.WAS_REVOKED: "credentials: this badge was revoked; only the DAO can reinstate it",
    s.WAS_RENOUNCED: "credentials: the learner has renounced this badge",
    s.OWN: "credentials: nobody can award a badge to themselves",
}
NO_CREDENTIAL = "credentials: there is no such credential"
NOT_ACCREDITED = "credentials: not accredited for this curriculum"


class Credentials(Soulbound):
    role = "credentials"
    ONLY_DAO = "credentials: only the DAO may do this, by a vote"
    ONLY_CURRICULA = "credentials: only the curriculum registry may do this"
    ONLY_PATHWAYS = "credentials: only the pathway registry may do this"
    ONLY_STATUS = "credentials: only the status door may do this"

    def _check(self, sender: str, reason: str, *roles: str) -> None:
        require(sender in [self.model.addresses[role] for role in roles], reason)

    def open_version(self, sender, curriculum, version, last_index, classes):
        """What it is told of the classes is what their definitions say, in another order."""
        self._check(sender, self.ONLY_CURRICULA, "curricula")
        if not curriculum:
            self.state.curricula += 1
            curriculum = self.state.curricula
            self.state.conferred[curriculum] = 0
        self.state.last_indices[curriculum] = last_index
        self.state.terms[curriculum, version] = last_index
        self.log("VersionOpened", curriculum=curriculum, version=version, last_index=last_index)
        return curriculum

    def close_version(self, sender, curriculum, version):
        self._check(sender, self.ONLY_CURRICULA, "curricula")
        is_open = self.state.terms.get((curriculum, version))
        require(is_open, "credentials: this version is not open for enrolment")
        self.state.terms[curriculum, version] = 0
        self.log("VersionClosed", curriculum=curriculum, version=version)

    def accredit(self, sender, curriculum, issuer, until):
        self._check(sender, self.ONLY_DAO, "dao", "curricula")
        require(curriculum in self.state.conferred, "credentials: there is no such curriculum")
        require(issuer != s.ZERO, "credentials: the issuer's address is zero")
        over = "credentials: the accreditation would already be over"
        require(not until or until > self.now, over)
        far = "credentials: the end of the accreditation is too far away"
        require(until <= LAST_SECOND, far)
        self.state.accredited[curriculum, issuer] = (self.now, until)
        self.state.conferrals.pop((curriculum, issuer), None)
        self.log("Accredited", curriculum=curriculum, issuer=issuer, until=until)

    def end_accreditation(self, sender, curriculum, issuer):
        self._check(sender, self.ONLY_DAO, "dao")
        require((curriculum, issuer) in self.state.accredited, NOT_ACCREDITED)
        del self.state.accredited[curriculum, issuer]
        self.state.conferrals.pop((curriculum, issuer), None)
        self.log("AccreditationEnded", curriculum=curriculum, issuer=issuer)

    def enrol(self, sender, curriculum, version):
        covers = self.state.terms.get((curriculum, version))
        require(covers, "credentials: this version is not open for enrolment")
        before = self.state.enrolments.get((curriculum, sender), (0, 0))
        require(before[0] != version, "credentials: already enrolled in this version")
        self.state.enrolments[curriculum, sender] = (version, covers)
        listed = self.state.listed.get(sender, ())
        if curriculum not in listed:
            self.state.listed[sender] = (*listed, curriculum)
        self.log("Enrolled", learner=sender, curriculum=curriculum, version=version)

    def leave(self, sender, curriculum):
        is_enrolled = (curriculum, sender) in self.state.enrolments
        require(is_enrolled, "credentials: not enrolled in this curriculum")
        del self.state.enrolments[curriculum, sender]
        self.log("Left", learner=sender, curriculum=curriculum)

    def award(self, sender, class_id, learner):
        self._check_issuer(sender, class_id)
        self._check_outcome(class_id, learner, sender)
        conferral = self._confer(curriculum_of(class_id), sender, 0, key=sender)
        self._award(class_id, learner, conferral)

    def award_batch(self, sender, class_id, learners):
        require(learners, "credentials: there is no learner in the batch")
        self._check_issuer(sender, class_id)
        for learner in learners:
            outcome = self.state.outcome(class_id, learner, sender)
            if outcome == s.AWARDED:
                conferral = self._confer(curriculum_of(class_id), sender, 0, key=sender)
                self._award(class_id, learner, conferral)
            else:
                self.log("Skipped", class_id=class_id, learner=learner, outcome=outcome)

    def award_composite(self, sender, class_id, learner, version):
        self._check(sender, self.ONLY_PATHWAYS, "pathways")
        self._check_outcome(class_id, learner, sender)
        before = self.state.credentials.get((class_id, learner))
        if before is None:
            conferral = self._confer(curriculum_of(class_id), sender, version, key=version)
        else:
            conferral = before.conferral  # what was renounced comes back as it was
        self._award(class_id, learner, conferral)

    def _check_issuer(self, issuer: str, class_id: int) -> None:
        definition = self.state.definitions.get(class_id)
        require(definition, "credentials: there is no such badge")
        composite = "credentials: a composite is claimed by its learner, not awarded"
        require(definition & 255 == 0, composite)
        is_accredited = self.state.is_accredited(curriculum_of(class_id), issuer, self.now)
        require(is_accredited, NOT_ACCREDITED)

    def _check_outcome(self, class_id: int, learner: str, issuer: str) -> None:
        outcome = self.state.outcome(class_id, learner, issuer)
        require(outcome == s.AWARDED, REFUSALS.get(outcome, ""))

    def _confer(self, curriculum: int, issuer: str, version: int, key: str | int) -> Conferral:
        """Join today's conferral, or open it."""
        today = self.now // DAY
        conferral = self.state.conferrals.get((curriculum, key))
        if conferral is None or conferral.day != today:
            self.state.conferred[curriculum] += 1
            conferral = Conferral(self.state.conferred[curriculum], issuer, today, version)
            self.state.conferrals[curriculum, key] = conferral
            self.log("ConferralOpened", curriculum=curriculum, **vars(conferral))
        return conferral

    def _award(self, class_id: int, learner: str, conferral: Conferral) -> None:
        before = self.state.credentials.get((class_id, learner))
        is_as_before = before is not None and before.conferral == conferral
        self.state.credentials[class_id, learner] = Credential(
            s.STANDS, conferral, is_reinstated=is_as_before and before.is_reinstated
        )
        self._log_issue(class_id, learner, conferral.issuer)

    def _log_issue(self, class_id: int, holder: str, issuer: str) -> None:
        token_id = s.token_of(class_id, holder)
        self.log_mint(holder, token_id)
        self.log("Issued", issuer=issuer, holder=holder, token_id=token_id, burn_auth=2)

    def revoke(self, sender, token_id, reason):
        class_id, holder = class_and_holder(token_id)
        credential = self.state.credentials.get((class_id, holder))
        exists = credential is not None and credential.status in (s.STANDS, s.RENOUNCED)
        require(exists, NO_CREDENTIAL)
        if sender != self.model.addresses["dao"]:
            its_own = "credentials: only its issuer or the DAO may revoke this credential"
            require(sender == credential.conferral.issuer, its_own)
            is_accredited = self.state.is_accredited(curriculum_of(class_id), sender, self.now)
            require(is_accredited, NOT_ACCREDITED)
            final = "credentials: only the DAO may revoke what it has reinstated"
            require(not credential.is_reinstated, final)
        require(reason, "credentials: a revocation needs a reason")
        require(reason <= MOST_REASON, "credentials: a reason is a number from 1 to 255")
        is_renounced = credential.status == s.RENOUNCED
        self.state.credentials[class_id, holder] = Credential(
            s.REVOKED,
            credential.conferral,
            self.now,
            sender,
            reason,
            is_reinstated=credential.is_reinstated,
            is_given_up=is_renounced and not credential.is_wanted_again,
        )
        if not is_renounced:
            self.log_burn(holder, token_id)
        self.log("Revoked", token_id=token_id, by=sender, reason=reason)

    def settle(self, sender, token_id, by, is_cleared):
        """What comes back, if anything, is what fell; and its holder must consent to it still.

        Nothing is ever cleared yet: no act of the status door does that.
        """
        self._check(sender, self.ONLY_STATUS, "status")
        class_id, holder = class_and_holder(token_id)
        fallen = self.state.credentials.get((class_id, holder))
        is_revoked = fallen is not None and fallen.status == s.REVOKED
        require(is_revoked, "credentials: this credential is not revoked")
        conferral = fallen.conferral
        if fallen.is_given_up:
            self.state.credentials[class_id, holder] = Credential(
                s.RENOUNCED, conferral, self.now, holder, is_reinstated=True
            )
            return
        covers = self.state.enrolments.get((curriculum_of(class_id), holder), (0, 0))[1]
        uncovered = "credentials: the holder's enrolment does not cover this badge"
        require(covers >= index_of(class_id), uncovered)
        self._log_issue(class_id, holder, conferral.issuer)
        self.state.credentials[class_id, holder] = Credential(
            s.STANDS, conferral, is_reinstated=True
        )

    def renounce(self, sender, class_id):
        require(self.state.is_held(class_id, sender), NO_CREDENTIAL)
        held = self.state.credentials[class_id, sender]
        self.state.credentials[class_id, sender] = Credential(
            s.RENOUNCED, held.conferral, self.now, sender, is_reinstated=held.is_reinstated
        )
        self.log_burn(sender, s.token_of(class_id, sender))
        self.log("Renounced", token_id=s.token_of(class_id, sender))

    def renew_consent(self, sender, class_id):
        credential = self.state.credentials.get((class_id, sender))
        is_renounced = credential is not None and credential.status == s.RENOUNCED
        not_renounced = "credentials: you have not renounced this credential"
        require(is_renounced and not credential.is_wanted_again, not_renounced)
        self.state.credentials[class_id, sender] = replace(credential, is_wanted_again=True)
        self.log("ConsentRenewed", token_id=s.token_of(class_id, sender))

    def set_renderer(self, sender, renderer):
        self._check(sender, self.ONLY_DAO, "dao")
        not_one = "credentials: the renderer is not a contract"
        require(renderer in self.model.addresses.values(), not_one)
        self.state.renderer = renderer
        self.log("RendererSet", renderer=renderer)
