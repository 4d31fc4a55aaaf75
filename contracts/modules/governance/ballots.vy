# pragma version 0.4.3
"""
@title ballots
@license AGPL-3.0-only
@notice Who voted how: two bits a member, 128 members a word.
@dev A ballot is keyed by seat number, changes one slot and nothing else, and is its own proof that
     the member has voted. Tallies are counted from the ballots, so they cannot disagree with them.
     Another word marks what a proxy has cast; it is read only where a ballot stands already.
"""

from ..shared import bits

# A ballot is 0 for none, else OpenZeppelin's support + 1: 1 against, 2 for, 3 abstaining.
LOW_BITS: constant(uint256) = max_value(uint256) // 3  # 0x5555...
MAX_WORDS: constant(uint256) = 33  # seat numbers 1 to 4,096

# proposal id + n -> ballots of the seats 128 * n to 128 * n + 127. Ids are hashes, so no two are ever
# within 33 of each other.
words: HashMap[uint256, uint256]
# proposal id + n -> the lower bit of each ballot there that a proxy has cast
by_proxy: HashMap[uint256, uint256]


@internal
@view
def _ballot(proposal_id: uint256, number: uint256) -> uint256:
    word: uint256 = self.words[unsafe_add(proposal_id, number >> 7)]
    return (word >> ((number & 127) << 1)) & 3


@internal
def _cast(proposal_id: uint256, number: uint256, ballot: uint256) -> uint256:
    """
    @notice One's own ballot: it stands, but overrides what a proxy has cast.
    @return What it overrides, 0 for nothing.
    """
    key: uint256 = unsafe_add(proposal_id, number >> 7)
    word: uint256 = self.words[key]
    at: uint256 = (number & 127) << 1
    before: uint256 = (word >> at) & 3
    if before != 0:
        marks: uint256 = self.by_proxy[key]
        assert (marks >> at) & 1 == 1, "dao: you have voted on this proposal already"
        self.by_proxy[key] = marks ^ (1 << at)
    self.words[key] = word ^ ((before ^ ballot) << at)
    return before


@internal
def _cast_by_proxy(proposal_id: uint256, number: uint256, ballot: uint256) -> bool:
    """
    @notice A ballot for somebody else: only where none stands.
    """
    key: uint256 = unsafe_add(proposal_id, number >> 7)
    word: uint256 = self.words[key]
    at: uint256 = (number & 127) << 1
    if (word >> at) & 3 != 0:
        return False
    self.words[key] = word | (ballot << at)
    self.by_proxy[key] |= 1 << at
    return True


@internal
def _change(proposal_id: uint256, number: uint256, ballot: uint256) -> uint256:
    """
    @notice Another ballot in place of one that stands.
    @return What stood.
    """
    key: uint256 = unsafe_add(proposal_id, number >> 7)
    word: uint256 = self.words[key]
    at: uint256 = (number & 127) << 1
    before: uint256 = (word >> at) & 3
    assert before != 0, "dao: you have not voted on this proposal yet"
    self.words[key] = word ^ ((before ^ ballot) << at)
    self.by_proxy[key] &= ~(1 << at)
    return before


@internal
@view
def _is_by_proxy(proposal_id: uint256, number: uint256) -> bool:
    marks: uint256 = self.by_proxy[unsafe_add(proposal_id, number >> 7)]
    return (marks >> ((number & 127) << 1)) & 1 == 1


@internal
@view
def _tally(proposal_id: uint256, last_number: uint256) -> (uint256, uint256, uint256):
    """
    @return Votes against, for, abstaining: the order of OpenZeppelin's `proposalVotes`.
    """
    against: uint256 = 0
    in_favour: uint256 = 0
    abstaining: uint256 = 0
    for n: uint256 in range((last_number >> 7) + 1, bound=MAX_WORDS):
        word: uint256 = self.words[unsafe_add(proposal_id, n)]
        low: uint256 = word & LOW_BITS
        high: uint256 = (word >> 1) & LOW_BITS
        against += bits._count(low & ~high)
        in_favour += bits._count(high & ~low)
        abstaining += bits._count(low & high)
    return against, in_favour, abstaining
