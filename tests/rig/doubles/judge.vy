# pragma version 0.4.3
"""
@title judge
@license AGPL-3.0-only
@notice Whether the registry would let a text through, or a key: any bytes, without a record around
        them. Each is kept as code, as records are, and then looked at where it stands.
"""

from contracts.modules.curricula import documents
from contracts.modules.curricula import keys
from contracts.modules.curricula import texts


@external
def check_text(text: Bytes[documents.MAX_BYTES]):
    texts._check(documents._keep(text), 0, len(text))


@external
def check_key(key: Bytes[keys.MAX_KEY + 1], is_badge: bool):
    alphabet: uint256 = keys.WITHOUT_SPACES
    if is_badge:
        alphabet = keys.WITH_SPACES
    keys._check(documents._keep(key), 0, len(key), alphabet)
