"""What the parts of the model have in common: refusals, logs, and what no token ever allows."""

from eth_keys.datatypes import Signature
from eth_keys.exceptions import BadSignature, ValidationError
from eth_utils import keccak
from rig import Event

from stateful.state import ZERO, State

HALF = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0  # of the curve's order


class Refused(Exception):
    """The call reverts; the text is the reason."""


def require(condition: object, reason: str) -> None:
    if not condition:
        raise Refused(reason)


def error(signature: str, *numbers: int) -> str:
    """An error that is no sentence, as `Reverted` tells it."""
    words = b"".join(number.to_bytes(32, "big") for number in numbers)
    return f"0x{(keccak(text=signature)[:4] + words).hex()}"


class Part:
    """One contract of the suite."""

    role = ""

    def __init__(self, model):  # stateful.model.Model
        self.model = model

    @property
    def state(self) -> State:
        return self.model.state

    @property
    def now(self) -> int:
        return self.model.now

    @property
    def address(self) -> str:
        return self.model.addresses[self.role]

    def log(self, name: str, **args) -> None:
        self.model.events.append(Event(self.address, name, args))

    def has_signed(self, signer: str, digest: bytes, signature: bytes) -> bool:
        """By its key or, if it is a contract, in the way of our actors."""
        if signer in self.model.addresses.values():
            return signature == digest
        return is_signed(signer, digest, signature)

    def log_mint(self, holder: str, token_id: int) -> None:
        self.log("Transfer", sender=ZERO, receiver=holder, token_id=token_id)
        self.log("Locked", token_id=token_id)

    def log_burn(self, holder: str, token_id: int) -> None:
        self.log("Transfer", sender=holder, receiver=ZERO, token_id=token_id)


def is_signed(signer: str, digest: bytes, signature: bytes) -> bool:
    """By a key, in the one way that nobody else can vary."""
    if len(signature) != 65 or int.from_bytes(signature[32:64], "big") > HALF:
        return False
    try:
        signed = Signature(signature[:64] + bytes([(signature[64] - 27) % 256]))
        return signed.recover_public_key_from_msg_hash(digest).to_address() == signer
    except (BadSignature, ValidationError):
        return False


class Soulbound(Part):
    """What both tokens refuse, and the ownership that neither ever gives away."""

    STAYS = "soulbound: this token stays with its holder"
    NOBODY = "soulbound: nobody can be approved to move this token"

    def transferFrom(self, sender, *args):
        raise Refused(self.STAYS)

    def safeTransferFrom(self, sender, *args):
        raise Refused(self.STAYS)

    def approve(self, sender, *args):
        raise Refused(self.NOBODY)

    def setApprovalForAll(self, sender, *args):
        raise Refused(self.NOBODY)

    def transfer_ownership(self, sender, new_owner):
        raise Refused("ownable: caller is not the owner")  # as no decision here asks for it

    def accept_ownership(self, sender):
        raise Refused("ownable_2step: caller is not the new owner")


class Door(Part):
    """What the doors of the credential token have in common: it has an owner, they have none."""

    def _check_owner(self, sender: str) -> None:
        is_owner = sender == self.model.addresses["dao"]
        require(is_owner, f"{self.role}: only the DAO may do this, by a vote")
