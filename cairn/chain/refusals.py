"""Why a contract refused, in its own sentence: most say it, two by bytes that tools know."""

import re
from ast import literal_eval
from collections.abc import Iterator
from contextlib import contextmanager

from eth_abi.abi import decode
from eth_abi.exceptions import DecodingError
from web3.exceptions import ContractLogicError

from cairn.say.errors import CairnError

REVERTED = "execution reverted"
WORDLESS = "the contract does not say why"
SENTENCE = "0x08c379a0"  # Error(string)

# The errors of the DAO that are no sentences, by their first four bytes: what its clients expect.
NO_PROPOSAL, SIMULATED = "0x6ad06075", "0x8a47845f"
ERRORS = {
    NO_PROPOSAL: "dao: there is no such proposal",  # GovernorNonexistentProposal(uint256)
    SIMULATED: "all of it would succeed; a simulation changes nothing",  # SimulationSucceeded()
}
BYTES = re.compile("0x(?:[0-9a-f]{2})*", re.IGNORECASE)


class Refused(CairnError):
    """A contract has refused a call. `data` is what it answered, as far as the node tells."""

    def __init__(self, reason: str, data: str = ""):
        super().__init__(f"refused: {reason}")
        self.reason, self.data = reason, data

    @property
    def is_simulated(self) -> bool:
        """Tell whether this is how the DAO's `simulate` says that nothing is wrong."""
        return self.data[:10] == SIMULATED


@contextmanager
def refusals() -> Iterator[None]:
    """Tell the refusals of contracts as `Refused`; other errors stay what they are."""
    try:
        yield
    except Exception as error:
        refused = refusal(error)
        if refused is None:
            raise
        raise refused from error


def refusal(error: Exception) -> Refused | None:
    """Return the refusal that an error of web3.py tells of; None if it tells of something else."""
    if isinstance(error, ContractLogicError):
        data = error.data if isinstance(error.data, str) else ""
        return _refusal(data if BYTES.fullmatch(data) else "", str(error.message or ""))
    # The embedded chain's own error. Its module is not imported: that takes a second.
    if type(error).__name__ == "TransactionFailed":
        return _of_the_embedded_chain(str(error))
    return None


def _refusal(data: str, message: str) -> Refused:
    data = data.lower()
    known = ERRORS.get(data[:10]) or _sentence(data)
    if known is None and not data:  # a node that tells its refusals in words alone
        known = message.removeprefix(REVERTED).removeprefix(": ")
    return Refused(known or WORDLESS, data)


def _sentence(data: str) -> str | None:
    """Return the sentence of an error that is one; None of any other."""
    if not data.startswith(SENTENCE):
        return None
    try:
        return str(decode(["string"], bytes.fromhex(data[len(SENTENCE) :]))[0])
    except (DecodingError, UnicodeDecodeError):
        return None


def _of_the_embedded_chain(said: str) -> Refused:
    """Read eth-tester's error: behind "execution reverted: " a sentence, or bytes as Python
    writes them."""
    told = said.removeprefix(f"{REVERTED}: ")
    if told[:2] in ("b'", 'b"'):
        return _refusal("0x" + literal_eval(told).hex(), "")
    return _refusal("", told)
