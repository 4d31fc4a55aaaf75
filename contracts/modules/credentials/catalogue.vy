# pragma version 0.4.3
"""
@title catalogue
@license AGPL-3.0-only
@notice Which curricula there are, as far as credentials go: a word each, of what all of one's badges
        share.
"""

LAST_CONFERRAL: constant(uint256) = 65_534  # 65,535 is the tombstone of a lane

# Fields of a curriculum's word, lowest first: number of its next conferral (16 bits, 0 if there is no
# such curriculum), the oldest conferral that is void (16, always 0: none can be yet), its highest class
# index (8).
LAST_INDEX_AT: constant(uint256) = 32
NUMBER: constant(uint256) = 2**16 - 1
INDEX: constant(uint256) = 2**8 - 1

curriculum_count: public(uint256)
# curriculum -> its word
words: HashMap[uint256, uint256]


@external
@view
def last_index(curriculum: uint16) -> uint256:
    """
    @return The curriculum's highest class index; 0 if there is no such curriculum.
    """
    return self._last_index(convert(curriculum, uint256))


@internal
def _found() -> uint256:
    """
    @return The number of a new curriculum.
    """
    number: uint256 = self.curriculum_count + 1
    assert number < 2**16, "credentials: there is no number left for another curriculum"
    self.curriculum_count = number
    self.words[number] = 1
    return number


@internal
@view
def _exists(curriculum: uint256) -> bool:
    return self.words[curriculum] != 0


@internal
@view
def _last_index(curriculum: uint256) -> uint256:
    return (self.words[curriculum] >> LAST_INDEX_AT) & INDEX


@internal
def _set_last_index(curriculum: uint256, index: uint256):
    word: uint256 = self.words[curriculum]
    self.words[curriculum] = (word & ~(INDEX << LAST_INDEX_AT)) | (index << LAST_INDEX_AT)


@internal
def _take_conferral(curriculum: uint256) -> uint256:
    """
    @return The number of the curriculum's next conferral, which is taken now.
    """
    word: uint256 = self.words[curriculum]
    number: uint256 = word & NUMBER
    assert (
        number <= LAST_CONFERRAL
    ), "credentials: this curriculum has used up its 65,534 conferrals"
    self.words[curriculum] = unsafe_add(
        word, 1
    )  # up to the tombstone's number, which no award gets
    return number
