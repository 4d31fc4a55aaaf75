"""The rules of the status door, told as in `credentials.py`."""

from stateful import state as s
from stateful.credentials import Settled
from stateful.parts import Door, require
from stateful.state import Credential, class_and_holder


class CredentialStatus(Door):
    role = "status"

    def reinstate(self, sender, token_id):
        self._check_owner(sender)
        revoked = self.state.credentials.get(class_and_holder(token_id))
        is_revoked = revoked is not None and revoked.status == s.REVOKED
        require(is_revoked, "status: this credential is not revoked")
        undone = self._undone(revoked, sender, token_id)
        self.model.credentials.settle(self.address, token_id, undone, False)
        self.log("Reinstated", token_id=token_id)

    def _undone(self, revoked: Credential, sender: str, token_id: int) -> Settled:
        """It stands, unless its holder had given it up before: then that stands again."""
        _, holder = class_and_holder(token_id)
        status, by = (s.RENOUNCED, holder) if revoked.is_given_up else (s.STANDS, sender)
        return Settled(status, 0, revoked.conferral.number, self.now, by, True, False)
