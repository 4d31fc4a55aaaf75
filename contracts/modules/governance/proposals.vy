# pragma version 0.4.3
"""
@title proposals
@license AGPL-3.0-only
@notice A proposal is one word: who made it, when its vote opens and closes, what kind it is, how it
        ended, and a digest of the code that it would call.
@dev Its content is not kept: its id is the hash of that. Nor are its rules: serial numbers tell which
     were in force.
"""

# Fields, lowest first: digest of the targets' code (144 bits: two codes with one digest take some 2^72
# tries to find), the proposer's seat number (16), serial number (24), snapshot (40, Unix seconds),
# length of the vote (24, seconds), class (2), how it ended (2), whether its vote was extended (1),
# whether the chamber returned it (1), whether anything in it is about a curriculum (1), whether its
# ballots are final though its last eighth has not begun, as the vote was extended (1).
PROPOSER_AT: constant(uint256) = 144
SERIAL_AT: constant(uint256) = 160
SNAPSHOT_AT: constant(uint256) = 184
LENGTH_AT: constant(uint256) = 224
CLASS_AT: constant(uint256) = 248
DIGEST: constant(uint256) = 2**144 - 1
NUMBER: constant(uint256) = 2**16 - 1
SERIAL: constant(uint256) = 2**24 - 1
TIME: constant(uint256) = 2**40 - 1
LENGTH: constant(uint256) = 2**24 - 1

EXECUTED: constant(uint256) = 1 << 250
CANCELED: constant(uint256) = 1 << 251
EXTENDED: constant(uint256) = 1 << 252
RETURNED: constant(uint256) = 1 << 253
ON_CURRICULUM: constant(uint256) = 1 << 254
FINAL: constant(uint256) = 1 << 255

LATE: constant(uint256) = 8  # the last eighth of a vote is late
MOST_ALIVE: constant(uint256) = 4  # of one member, up to the deadlines they began with

# proposal id -> proposal; 0 if there is none
words: HashMap[uint256, uint256]
# how many were ever made: the newest one's serial number
count: uint256
# seat number -> deadlines of the member's newest proposals (40 bits each, Unix seconds)
deadlines: HashMap[uint256, uint256]


@internal
def _add(
    proposal_id: uint256,
    proposer: uint256,
    kind: uint256,
    snapshot: uint256,
    length: uint256,
    digest: uint256,
):
    """
    @param kind Its class, with what else is known of it from the start, in place.
    """
    serial: uint256 = self.count + 1
    assert serial <= SERIAL, "dao: there is no room for another proposal"
    self._take_place(proposer, snapshot + length)

    self.count = serial
    self.words[proposal_id] = (
        digest
        | (proposer << PROPOSER_AT)
        | (serial << SERIAL_AT)
        | (snapshot << SNAPSHOT_AT)
        | (length << LENGTH_AT)
        | kind
    )


@internal
def _take_place(proposer: uint256, deadline: uint256):
    """
    @dev Time alone frees a place: a defeat makes no transaction that could, and whoever withdraws one
         proposal after the other shall not have the members' attention for nothing.
    """
    word: uint256 = self.deadlines[proposer]
    for i: uint256 in range(MOST_ALIVE):
        if (word >> (40 * i)) & TIME < block.timestamp:
            self.deadlines[proposer] = (word & ~(TIME << (40 * i))) | (deadline << (40 * i))
            return
    raise "dao: four of your proposals are undecided; wait for a deadline"


@internal
def _mark(proposal_id: uint256, mark: uint256):
    self.words[proposal_id] |= mark


@internal
def _lengthen(proposal_id: uint256, word: uint256, extra: uint256, mark: uint256):
    """
    @dev Its mark says whether ballots are final. What is longest, 60 days, returned and extended once
         each, is 135 days: no carry leaves the field.
    """
    self.words[proposal_id] = ((word & ~FINAL) + (extra << LENGTH_AT)) | mark


@internal
@view
def _digest(targets: DynArray[address, 8]) -> uint256:
    """
    @notice What stands for the code of all targets, in their order.
    """
    digest: bytes32 = empty(bytes32)
    for target: address in targets:
        digest = keccak256(concat(digest, target.codehash))
    return convert(digest, uint256) & DIGEST


@internal
@pure
def _times(word: uint256) -> (uint256, uint256, uint256):
    """
    @return Snapshot, deadline, and the first second of the last eighth. Unix seconds.
    @dev 40 bits and 24 add up without overflow.
    """
    snapshot: uint256 = (word >> SNAPSHOT_AT) & TIME
    length: uint256 = (word >> LENGTH_AT) & LENGTH
    deadline: uint256 = unsafe_add(snapshot, length)
    return snapshot, deadline, unsafe_sub(deadline, length // LATE)


@internal
@pure
def _proposer(word: uint256) -> uint256:
    return (word >> PROPOSER_AT) & NUMBER


@internal
@pure
def _serial(word: uint256) -> uint256:
    return (word >> SERIAL_AT) & SERIAL


@internal
@pure
def _snapshot(word: uint256) -> uint256:
    return (word >> SNAPSHOT_AT) & TIME


@internal
@pure
def _deadline(word: uint256) -> uint256:
    return self._snapshot(word) + self._length(word)


@internal
@pure
def _length(word: uint256) -> uint256:
    return (word >> LENGTH_AT) & LENGTH


@internal
@pure
def _class(word: uint256) -> uint256:
    return (word >> CLASS_AT) & 3
