# pragma version 0.4.3
"""
@title strikes
@license AGPL-3.0-only
@notice At most a quarter of the members are struck off within any sixty days, so that a summer in
        which nobody votes hands the DAO to no few.
@dev It is a quarter of those who would be there had nobody been struck in that time, members + recent;
     whoever has come back by a vote since is one more member. One more is within it if
     recent + 1 <= (members + recent) // 4, which is the same as recent < (members - 1) // 3. So it is
     enough to look at one strike, as many before the newest: whether it is old.
"""

WINDOW: constant(uint256) = 60 * 86_400  # seconds

TIMES: constant(uint256) = 6  # a word
TIME_BITS: constant(uint256) = 40
TIME: constant(uint256) = 2**40 - 1

# how many there ever were
count: uint256
# n -> when the strikes 6 * n to 6 * n + 5 were (40 bits each, lowest first, Unix seconds)
words: HashMap[uint256, uint256]


@internal
def _add(members: uint256):
    """
    @param members How many there are before this one is struck, four or more.
    """
    count: uint256 = self.count
    room: uint256 = (members - 1) // 3
    if count >= room:
        assert (
            self._time(count - room) + WINDOW <= block.timestamp
        ), "educators: a quarter of the members were struck within sixty days; wait"

    self.count = count + 1
    self.words[count // TIMES] |= block.timestamp << (count % TIMES * TIME_BITS)


@internal
@view
def _time(n: uint256) -> uint256:
    return (self.words[n // TIMES] >> (n % TIMES * TIME_BITS)) & TIME
