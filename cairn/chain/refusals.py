"""Why a contract refused, in its own sentence: most say it, two by bytes that tools know."""

import re

from ape.exceptions import ContractLogicError

REVERTED = "execution reverted: "
# What nodes and Ape say of a refusal that comes without a reason.
UNSAID = ("", None, "b''", "0x", "execution reverted", "Transaction failed", "Transaction failed.")
WORDLESS = "the contract does not say why"

# The errors of the DAO that are no sentences, by their first four bytes: what its clients expect.
NO_PROPOSAL, SIMULATED = "0x6ad06075", "0x8a47845f"
ERRORS = {
    NO_PROPOSAL: "dao: there is no such proposal",  # GovernorNonexistentProposal(uint256)
    SIMULATED: "all of it would succeed; a simulation changes nothing",  # SimulationSucceeded()
}
# How nodes and Ape write such an error: anvil in words, Ape in hexadecimal alone.
WORDS = re.compile(r"custom error (0x[0-9a-f]{8})(:.*)?", re.IGNORECASE | re.DOTALL)
BYTES = re.compile(r"(0x[0-9a-f]{8})[0-9a-f]*", re.IGNORECASE)


def reason_of(error: ContractLogicError) -> str:
    """Return a contract's refusal as it is; Ape drops what stands before its last colon."""
    known = ERRORS.get(_selector(error))
    if known:
        return known
    told = _told(error)
    _, reverted, sentence = told.partition(REVERTED)
    reason = sentence if reverted else error.message
    return WORDLESS if reason in UNSAID else reason


def is_simulated(error: ContractLogicError) -> bool:
    """Tell whether this is how the DAO's `simulate` says that nothing is wrong."""
    return _selector(error) == SIMULATED


def _selector(error: ContractLogicError) -> str | None:
    """Return the first four bytes of an error that is no sentence, None of one that is."""
    data = getattr(error.base_err, "data", None)
    if isinstance(data, str) and data.startswith("0x"):
        return data[:10].lower()
    message = str(error.message)
    written = WORDS.fullmatch(message)
    if written is None and _told(error).removeprefix(REVERTED) != message:
        written = BYTES.fullmatch(message)  # no sentence that looks like bytes
    return written[1].lower() if written else None


def _told(error: ContractLogicError) -> str:
    return str(error.base_err.args[0]) if error.base_err and error.base_err.args else ""
