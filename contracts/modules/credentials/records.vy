# pragma version 0.4.3
"""
@title records
@license AGPL-3.0-only
@notice What happened to one credential alone: revoked or renounced, when, why and by whom.
@dev That is rare, so such a credential gets a slot of its own, for ever, and its lane a tombstone.
"""

from ...interfaces import ICredentialToken

# What a record says became of the credential: verdicts, all of them.
NEVER: constant(uint256) = 0
STANDS: constant(uint256) = 1  # reinstated
REVOKED: constant(uint256) = 4
RENOUNCED: constant(uint256) = 5

# Fields, lowest first: status (4 bits), reason (8), the conferral it came from (16), its first conferral
# if that is another (16, always 0: nothing is renewed yet), when (40, Unix seconds), by whom (160), the
# days to decide in (8, always 0: nothing is suspended yet), whether the DAO has reinstated it (1), whether
# its holder had given it up when it was revoked (1).
REASON_AT: constant(uint256) = 4
CONFERRAL_AT: constant(uint256) = 12
AT_AT: constant(uint256) = 44
BY_AT: constant(uint256) = 84
REINSTATED_AT: constant(uint256) = 252
GIVEN_UP_AT: constant(uint256) = 253

MOST_REASON: constant(uint256) = 2**8 - 1

# token id -> packed record
words: HashMap[uint256, uint256]


@internal
@view
def _get(token_id: uint256) -> ICredentialToken.Record:
    word: uint256 = self.words[token_id]
    return ICredentialToken.Record(
        status=word & 15,
        reason=(word >> REASON_AT) & MOST_REASON,
        conferral=(word >> CONFERRAL_AT) & 65535,
        at=(word >> AT_AT) & (2**40 - 1),
        by=convert((word >> BY_AT) & convert(max_value(uint160), uint256), address),
        is_reinstated=(word >> REINSTATED_AT) & 1 == 1,
        is_given_up=word >> GIVEN_UP_AT == 1,
    )


@internal
@view
def _get_of(token_id: uint256, conferral: uint256) -> ICredentialToken.Record:
    """
    @notice The record of a credential that is held from `conferral`; as it is written if that is 0.
            Reinstating was about the award of then: of one that was renounced since and awarded
            anew, in another conferral, it says nothing.
    """
    record: ICredentialToken.Record = self._get(token_id)
    if conferral != 0 and conferral != record.conferral:
        record.conferral = conferral
        record.is_reinstated = False
    return record


@internal
@view
def _renounced_from(token_id: uint256) -> uint256:
    """
    @return The conferral that a credential came from which its holder has renounced; 0 if that is
            not what its record says.
    """
    word: uint256 = self.words[token_id]
    if word & 15 != RENOUNCED:
        return 0
    return (word >> CONFERRAL_AT) & 65535


@internal
def _write(token_id: uint256, record: ICredentialToken.Record):
    """
    @dev The caller fills every field within its width.
    """
    self.words[token_id] = (
        record.status
        | (record.reason << REASON_AT)
        | (record.conferral << CONFERRAL_AT)
        | (record.at << AT_AT)
        | (convert(record.by, uint256) << BY_AT)
        | (convert(record.is_reinstated, uint256) << REINSTATED_AT)
        | (convert(record.is_given_up, uint256) << GIVEN_UP_AT)
    )
