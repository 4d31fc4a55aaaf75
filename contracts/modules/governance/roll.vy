# pragma version 0.4.3
"""
@title roll
@license AGPL-3.0-only
@notice The roll of members: who has which seat, and who had it when.
@dev A seat is a number with one term, packed in one slot. Whoever is admitted again takes a new
     number; a new key of the same person keeps it. No answer of ERC-5805 about the past ever changes;
     what is open goes with the seat.
"""

from . import headcount

uses: headcount

MOST_TERMS: constant(uint256) = 255  # that one account can have had before
FEWEST: constant(uint256) = 3  # members; before so many are seated nothing can be decided
# For so long from deployment on a quorum counts all founders named, whether they have come, or gone
# again: else the first three of twenty decide for all. The others wait so long, and no longer.
FOUNDING: constant(uint256) = 90 * 86_400  # seconds

# Fields of a term, lowest first: seat number (16 bits), since (40, Unix seconds) this key has it,
# until (40, 0 while it lasts), since (40) the seat is taken, whether another key took its place (1).
SINCE_AT: constant(uint256) = 16
UNTIL_AT: constant(uint256) = 56
SEATED_AT: constant(uint256) = 96
REPLACED: constant(uint256) = 1 << 136
NUMBER: constant(uint256) = 2**16 - 1
TIME: constant(uint256) = 2**40 - 1
TENURE: constant(uint256) = 2**56 - 1  # number and since: which key has which seat

# how many founders were named
FOUNDERS: public(immutable(uint256))
# the first second whose quorum counts members alone, Unix seconds
FOUNDING_ENDS_AT: public(immutable(uint256))

# account -> its newest term
terms: HashMap[address, uint256]
# account -> its earlier terms, oldest first
earlier_terms: HashMap[address, DynArray[uint256, MOST_TERMS]]
# seat number -> whoever had it last
holders: HashMap[uint256, address]


@deploy
def __init__(founders: uint256):
    FOUNDERS = founders
    FOUNDING_ENDS_AT = block.timestamp + FOUNDING


@external
@view
def number_at(account: address, timepoint: uint256) -> uint256:
    """
    @notice The number by which the account votes on what was open at a past second; 0 if it may not.
    @dev A seat's vote goes with its key: who has it today votes on what is older, too.
    """
    self._check_past(timepoint)
    return self._number_at(account, timepoint)


@external
@view
def seat_of(account: address) -> (uint256, uint256):
    """
    @return The number of a member's seat and since when this key has it; zeros for anybody else.
    """
    term: uint256 = self.terms[account]
    if not self._is_member(account):
        return 0, 0
    return term & NUMBER, (term >> SINCE_AT) & TIME


@external
@view
def holder(number: uint256) -> address:
    """
    @notice Who has a seat, or had it last.
    """
    return self.holders[number]


@external
@view
def electorate(timepoint: uint256) -> (uint256, uint256):
    """
    @notice Whom a quorum counts, of a vote that opened at a past second.
    @return How many members there were; in the first 90 days, once three are seated, how many
            founders were named if those are more. The last seat number.
    """
    self._check_past(timepoint)
    members: uint256 = 0
    last_number: uint256 = 0
    members, last_number = headcount._at(timepoint)
    if members < FOUNDERS and members >= FEWEST and timepoint < FOUNDING_ENDS_AT:
        members = FOUNDERS
    return members, last_number


@external
@view
def last_number() -> uint256:
    return headcount._now()[1]


@external
@view
def getVotes(account: address) -> uint256:
    return convert(self._is_member(account), uint256)


@external
@view
def getPastVotes(account: address, timepoint: uint256) -> uint256:
    self._check_past(timepoint)
    if self._covers(self.terms[account], timepoint):
        return 1
    for earlier: uint256 in self.earlier_terms[account]:
        if self._covers(earlier, timepoint):
            return 1
    return 0


@external
@view
def getPastTotalSupply(timepoint: uint256) -> uint256:
    """
    @notice How many members there were at a past second.
    """
    self._check_past(timepoint)
    return headcount._at(timepoint)[0]


@external
@view
def totalSupply() -> uint256:
    return headcount._now()[0]


@internal
def _seat(account: address, members: uint256, number: uint256):
    """
    @notice Give out a new seat; so many members are there then.
    """
    self._begin_term(account, number, block.timestamp)
    headcount._set(members, number)


@internal
def _replace(old: address, key: address) -> uint256:
    """
    @notice Hand a seat to another key of the same person.
    @dev The seat's age goes with it, so that the new key votes on what is open; what the old key was
         at any past second stays true.
    @return The seat's number.
    """
    term: uint256 = self.terms[old]
    number: uint256 = term & NUMBER
    self.terms[old] = term | (block.timestamp << UNTIL_AT) | REPLACED
    self._begin_term(key, number, (term >> SEATED_AT) & TIME)
    return number


@internal
def _vacate(account: address, members: uint256) -> uint256:
    """
    @notice Take a seat out of use; so many members are left then.
    @return The seat's number.
    """
    term: uint256 = self.terms[account]
    self.terms[account] = term | (block.timestamp << UNTIL_AT)
    last_number: uint256 = headcount._now()[1]
    headcount._set(members, last_number)
    return term & NUMBER


@internal
def _begin_term(account: address, number: uint256, seated: uint256):
    earlier: uint256 = self.terms[account]
    if earlier != 0:
        assert (
            len(self.earlier_terms[account]) < MOST_TERMS
        ), "educators: there is no room for another term"
        self.earlier_terms[account].append(earlier)
    self.holders[number] = account
    self.terms[account] = number | (block.timestamp << SINCE_AT) | (seated << SEATED_AT)


@internal
@view
def _is_member(account: address) -> bool:
    term: uint256 = self.terms[account]
    return term != 0 and (term >> UNTIL_AT) & TIME == 0


@internal
@view
def _number_at(account: address, timepoint: uint256) -> uint256:
    term: uint256 = self.terms[account]
    if self._votes_on(term, timepoint):
        return term & NUMBER
    for earlier: uint256 in self.earlier_terms[account]:
        if self._votes_on(earlier, timepoint):
            return earlier & NUMBER
    return 0


@internal
@pure
def _votes_on(term: uint256, timepoint: uint256) -> bool:
    """
    @dev What was open at a second belongs to whose seat it was then; a replaced key has none left.
    """
    if term == 0 or (term >> SEATED_AT) & TIME > timepoint:
        return False
    until: uint256 = (term >> UNTIL_AT) & TIME
    return until == 0 or (timepoint < until and term & REPLACED == 0)


@internal
@pure
def _covers(term: uint256, timepoint: uint256) -> bool:
    """
    @dev From the second of admission on, up to but without the second of departure.
    """
    return (term >> SINCE_AT) & TIME <= timepoint and self._lasts(term, timepoint)


@internal
@pure
def _lasts(term: uint256, timepoint: uint256) -> bool:
    until: uint256 = (term >> UNTIL_AT) & TIME
    return term != 0 and (until == 0 or timepoint < until)


@internal
@view
def _check_past(timepoint: uint256):
    assert timepoint < block.timestamp, "educators: this time is not over yet"


@internal
@view
def _number(account: address) -> uint256:
    """
    @return The number of the account's newest seat.
    """
    return self.terms[account] & NUMBER


@internal
@view
def _tenure(account: address) -> uint256:
    """
    @return Which key has, or had last, which seat: another term or key is another tenure.
    """
    return self.terms[account] & TENURE


@internal
@view
def _since(account: address) -> uint256:
    return (self.terms[account] >> SINCE_AT) & TIME


@internal
@view
def _occupant(number: uint256) -> address:
    occupant: address = self.holders[number]
    is_taken: bool = self._is_member(occupant) and self._number(occupant) == number
    assert is_taken, "educators: nobody has this seat"
    return occupant
