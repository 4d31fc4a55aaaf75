"""OpenZeppelin's own governor as an oracle: the same acts on it and on the DAO, compared.

`make oracle` gets it from its npm package. Both governors stand at the same address, each on an EVM
of its own, so calldata, answers and logs can be compared byte for byte.
"""
