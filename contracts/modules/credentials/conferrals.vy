# pragma version 0.4.3
"""
@title conferrals
@license AGPL-3.0-only
@notice Who may award in a curriculum, and the conferrals that awards join.
@dev Universities do not date each diploma by itself: they confer on many, on a day. So a conferral
     is one curriculum, one issuer, one UTC day (for composites: one version, one UTC day). The
     first award of the day opens it, every later one joins it, and the slot that says whether an
     issuer may award also says which conferral is open.
"""

from ..shared import calendar
from . import catalogue

uses: catalogue


event Accredited:
    curriculum: indexed(uint256)
    issuer: indexed(address)
    until: uint256


event AccreditationEnded:
    curriculum: indexed(uint256)
    issuer: indexed(address)


event ConferralOpened:
    curriculum: indexed(uint256)
    number: indexed(uint256)
    issuer: indexed(address)
    version: uint256
    day: uint256


DAY: constant(uint256) = 86_400  # seconds

# Fields of a desk, lowest first: accredited since (40 bits, Unix seconds), until (40, 0 is for as
# long as the DAO wants), day of the open conferral (24, days since 1970), its number (16), how many
# more were opened on that day (5, always 0: there is one kind of conferral).
UNTIL_AT: constant(uint256) = 40
DAY_AT: constant(uint256) = 80
NUMBER_AT: constant(uint256) = 104
TIME: constant(uint256) = 2**40 - 1
DATE: constant(uint256) = 2**24 - 1
NUMBER: constant(uint256) = 2**16 - 1

# curriculum << 160 | issuer -> desk
desks: HashMap[uint256, uint256]
# curriculum << 8 | version -> desk of the version's composites
composite_desks: HashMap[uint256, uint256]
# curriculum << 16 | number -> issuer (160 bits), day (24), version (8, composites only), band (4) and
# kind (4), both always 0: there are no others yet
conferrals: HashMap[uint256, uint256]


@external
@view
def accreditation(curriculum: uint16, issuer: address) -> (uint256, uint256):
    """
    @return Since and until when, Unix seconds; since is 0 if not accredited now, until 0 if open.
    """
    desk: uint256 = self.desks[self._desk_key(convert(curriculum, uint256), issuer)]
    if not self._is_open(desk):
        return 0, 0
    return desk & TIME, (desk >> UNTIL_AT) & TIME


@internal
def _accredit(curriculum: uint256, issuer: address, until: uint256):
    """
    @dev Writes the whole desk, so any change of an accreditation closes the open conferral.
    """
    assert catalogue._exists(curriculum), "credentials: there is no such curriculum"
    assert issuer != empty(address), "credentials: the issuer's address is zero"
    assert (
        until == 0 or until > block.timestamp
    ), "credentials: the accreditation would already be over"
    assert (
        until <= calendar.LAST_SECOND
    ), "credentials: the end of the accreditation is too far away"

    self.desks[self._desk_key(curriculum, issuer)] = block.timestamp | (until << UNTIL_AT)
    log Accredited(curriculum=curriculum, issuer=issuer, until=until)


@internal
def _end_accreditation(curriculum: uint256, issuer: address):
    key: uint256 = self._desk_key(curriculum, issuer)
    assert self.desks[key] != 0, "credentials: not accredited for this curriculum"

    self.desks[key] = 0
    log AccreditationEnded(curriculum=curriculum, issuer=issuer)


@internal
@view
def _is_accredited(curriculum: uint256, issuer: address) -> bool:
    return self._is_open(self.desks[self._desk_key(curriculum, issuer)])


@internal
@view
def _todays(curriculum: uint256, issuer: address) -> uint256:
    """
    @return The number of the issuer's conferral of today; 0 if none is open yet.
    """
    desk: uint256 = self.desks[self._desk_key(curriculum, issuer)]
    self._check_open(desk)
    return self._number_on(desk, block.timestamp // DAY)


@internal
def _confer(curriculum: uint256, issuer: address) -> uint256:
    """
    @return The number of the issuer's conferral of today, opened now if there is none yet.
    """
    key: uint256 = self._desk_key(curriculum, issuer)
    desk: uint256 = self.desks[key]
    self._check_open(desk)

    today: uint256 = block.timestamp // DAY
    number: uint256 = self._number_on(desk, today)
    if number == 0:
        number = self._open(curriculum, issuer, 0, today)
        self.desks[key] = (desk & (2**DAY_AT - 1)) | (today << DAY_AT) | (number << NUMBER_AT)
    return number


@internal
def _confer_composite(curriculum: uint256, version: uint256, pathways: address) -> uint256:
    """
    @return The number of today's conferral of the version's composites.
    """
    key: uint256 = (curriculum << 8) | version
    today: uint256 = block.timestamp // DAY
    number: uint256 = self._number_on(self.composite_desks[key], today)
    if number == 0:
        number = self._open(curriculum, pathways, version, today)
        self.composite_desks[key] = (today << DAY_AT) | (number << NUMBER_AT)
    return number


@internal
@view
def _conferral(curriculum: uint256, number: uint256) -> (address, uint256, uint256):
    """
    @return The issuer, the UTC day in days since 1970, and for composites the version.
    """
    word: uint256 = self.conferrals[(curriculum << 16) | number]
    issuer: address = convert(word & convert(max_value(uint160), uint256), address)
    return issuer, (word >> 160) & DATE, (word >> 184) & 255


@internal
def _open(curriculum: uint256, issuer: address, version: uint256, today: uint256) -> uint256:
    number: uint256 = catalogue._take_conferral(curriculum)
    self.conferrals[(curriculum << 16) | number] = (
        convert(issuer, uint256) | (today << 160) | (version << 184)
    )
    log ConferralOpened(
        curriculum=curriculum, number=number, issuer=issuer, version=version, day=today
    )
    return number


@internal
@view
def _check_open(desk: uint256):
    assert self._is_open(desk), "credentials: not accredited for this curriculum"


@internal
@view
def _is_open(desk: uint256) -> bool:
    until: uint256 = (desk >> UNTIL_AT) & TIME
    return desk != 0 and (until == 0 or block.timestamp < until)


@internal
@pure
def _number_on(desk: uint256, day: uint256) -> uint256:
    """
    @return The number of the desk's conferral if it is of that day; else 0.
    """
    if (desk >> DAY_AT) & DATE != day:
        return 0
    return (desk >> NUMBER_AT) & NUMBER


@internal
@pure
def _desk_key(curriculum: uint256, issuer: address) -> uint256:
    return (curriculum << 160) | convert(issuer, uint256)
