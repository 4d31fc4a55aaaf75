# pragma version 0.4.3
"""
@title records
@license AGPL-3.0-only
@notice What happened to one credential alone: revoked or renounced, when, why and by whom.
@dev That is rare, so such a credential gets a slot of its own, for ever, and its lane a tombstone.
"""

# What a record says became of the credential: verdicts, all of them.
NEVER: constant(uint256) = 0
STANDS: constant(uint256) = 1  # reinstated
REVOKED: constant(uint256) = 4
RENOUNCED: constant(uint256) = 5

# Fields, lowest first: status (8 bits), reason (16), the conferral it came from (16),
# when (40, Unix seconds), by whom (160), whether the DAO has reinstated
# it (1), whether its holder had given it up when it was revoked (1).
struct Record:
    status: uint256
    reason: uint256
    conferral: uint256
    at: uint256
    by: address
    is_reinstated: bool
    is_given_up: bool


# token id -> packed record
records: HashMap[uint256, uint256]


@internal
@view
def _get(token_id: uint256) -> Record:
    word: uint256 = self.records[token_id]
    return Record(
        status=word & 255,
        reason=(word >> 8) & 65535,
        conferral=(word >> 24) & 65535,
        at=(word >> 40) & (2**40 - 1),
        by=convert((word >> 80) & convert(max_value(uint160), uint256), address),
        is_reinstated=(word >> 240) & 1 == 1,
        is_given_up=word >> 241 == 1,
    )


@internal
@view
def _get_of(token_id: uint256, conferral: uint256) -> Record:
    """
    @notice The record of a credential that is held from `conferral`; as it is written if that is 0.
            Reinstating was about the award of then: of one that was renounced since and awarded
            anew, in another conferral, it says nothing.
    """
    record: Record = self._get(token_id)
    if conferral != 0 and conferral != record.conferral:
        record.conferral = conferral
        record.is_reinstated = False
    return record


@internal
def _write(token_id: uint256, record: Record):
    """
    @dev The caller fills every field within its width.
    """
    self.records[token_id] = (
        record.status
        | (record.reason << 8)
        | (record.conferral << 24)
        | (record.at << 40)
        | (convert(record.by, uint256) << 80)
        | (convert(record.is_reinstated, uint256) << 240)
        | (convert(record.is_given_up, uint256) << 241)
    )
