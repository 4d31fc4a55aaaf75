"""The rules of the status door, told as in `credentials.py`."""

from stateful.parts import Door


class CredentialStatus(Door):
    role = "status"

    def reinstate(self, sender, token_id):
        self._check_owner(sender)
        self.model.credentials.settle(self.address, token_id, sender, False)
        self.log("Reinstated", token_id=token_id)
