# pragma version 0.4.3
"""
@title ballots
@license AGPL-3.0-only
@notice Who voted how: two bits a member, 128 members a word.
@dev A ballot is keyed by seat number, changes one slot and nothing else, and is its own proof that
     the member has voted. Tallies are counted from the ballots, so they cannot disagree with them.
"""

from . import bits

# A ballot is 0 for none, else OpenZeppelin's support + 1: 1 against, 2 for, 3 abstaining.
LOW_BITS: constant(uint256) = max_value(uint256) // 3  # 0x5555...
MAX_WORDS: constant(uint256) = 33  # seat numbers 1 to 4,096

# proposal id + n -> ballots of the seats 128 * n to 128 * n + 127. Ids are hashes, so no two are ever
# within 33 of each other.
words: HashMap[uint256, uint256]


@internal
@view
def _ballot(proposal_id: uint256, number: uint256) -> uint256:
    word: uint256 = self.words[unsafe_add(proposal_id, number >> 7)]
    return (word >> ((number & 127) << 1)) & 3


@internal
def _cast(proposal_id: uint256, number: uint256, ballot: uint256):
    key: uint256 = unsafe_add(proposal_id, number >> 7)
    word: uint256 = self.words[key]
    at: uint256 = (number & 127) << 1
    assert (word >> at) & 3 == 0, "dao: you have voted on this proposal already"
    self.words[key] = word | (ballot << at)


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
