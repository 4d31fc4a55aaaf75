# pragma version 0.4.3
"""
@title enrolment
@license AGPL-3.0-only
@notice A learner's consent: to be awarded the badges of one curriculum, in the version the learner has read.
@dev Nothing else lets a badge appear on an address. The terms of a version are the highest class
     index that the curriculum had when the version was adopted, so an enrolment covers what the
     learner could read about, and no class added later.
"""

from ..shared import ids
from . import lanes
from . import sheets

uses: sheets


event VersionOpened:
    curriculum: indexed(uint256)
    version: indexed(uint256)
    last_index: uint256


event VersionClosed:
    curriculum: indexed(uint256)
    version: indexed(uint256)


event Enrolled:
    learner: indexed(address)
    curriculum: indexed(uint256)
    version: indexed(uint256)


event Left:
    learner: indexed(address)
    curriculum: indexed(uint256)


# curriculum << 8 | version -> highest class index covered; 0 if closed to enrolment
terms: HashMap[uint256, uint256]
# learner << 8 | n -> the n-th sixteen curricula the learner enrolled in, a lane each
lists: HashMap[uint256, uint256]


@external
def enrol(curriculum: uint16, version: uint8):
    """
    @notice Consent to be awarded the badges of `version` of `curriculum`, and be promised its rules.
    @dev Naming the version protects a learner from a vote that is mined just before: one gets what
         one has read, or nothing. Enrolling again moves the learner to another open version.
    """
    number: uint256 = convert(curriculum, uint256)
    pinned: uint256 = convert(version, uint256)
    covers: uint256 = self.terms[(number << 8) | pinned]
    assert covers != 0, "credentials: this version is not open for enrolment"
    key: uint256 = ids._first_sheet_key(number, msg.sender)
    sheet: uint256 = sheets.words[key]
    before: uint256 = sheet & lanes.LANE
    assert (
        before >> lanes.VERSION_AT
    ) & lanes.VERSION != pinned, "credentials: already enrolled in this version"

    sheets.words[key] = (sheet ^ before) | (pinned << lanes.VERSION_AT) | covers
    if before == 0:
        self._list(number, msg.sender)
    log Enrolled(learner=msg.sender, curriculum=number, version=pinned)


@external
def leave(curriculum: uint16):
    """
    @notice Withdraw the consent. Badges already held stay; nothing more can be awarded.
    """
    number: uint256 = convert(curriculum, uint256)
    key: uint256 = ids._first_sheet_key(number, msg.sender)
    sheet: uint256 = sheets.words[key]
    assert sheet & lanes.LANE != 0, "credentials: not enrolled in this curriculum"

    sheets.words[key] = sheet & ~lanes.LANE
    log Left(learner=msg.sender, curriculum=number)


@external
@view
def covered(curriculum: uint16, version: uint8) -> uint256:
    """
    @return The highest class index that enrolling in the version covers; 0 if it is closed.
    """
    return self.terms[(convert(curriculum, uint256) << 8) | convert(version, uint256)]


@external
@view
def enrolment_of(curriculum: uint16, learner: address) -> (uint256, uint256):
    """
    @return The version pinned and the highest class index covered; both 0 if not enrolled.
    """
    enrolled: uint256 = sheets._enrolment(convert(curriculum, uint256), learner)
    return lanes._version(enrolled), enrolled & lanes.COVERS


@external
@view
def curricula_of(learner: address) -> DynArray[uint256, 256]:
    """
    @return The curricula the learner ever enrolled in, in that order.
    """
    return self._curricula_of(learner)


@internal
def _open_version(curriculum: uint256, version: uint256, last_index: uint256):
    self.terms[(curriculum << 8) | version] = last_index
    log VersionOpened(curriculum=curriculum, version=version, last_index=last_index)


@internal
def _close_version(curriculum: uint256, version: uint256):
    key: uint256 = (curriculum << 8) | version
    assert self.terms[key] != 0, "credentials: this version is not open for enrolment"

    self.terms[key] = 0
    log VersionClosed(curriculum=curriculum, version=version)


@internal
@view
def _listed(learner: address, n: uint256) -> uint256:
    return self.lists[(convert(learner, uint256) << 8) | n]


@internal
def _list(curriculum: uint256, learner: address):
    """
    @dev The list is what lets `balanceOf` and a transcript do with a node and no logs. It is only
         appended to: leaving a curriculum does not remove the badges earned in it.
    """
    for n: uint256 in range(16):
        word: uint256 = self._listed(learner, n)
        if lanes._contains(word, curriculum):
            return
        if word >> 240 == 0:
            entry: uint256 = curriculum << (lanes._filled(word) << 4)
            self.lists[(convert(learner, uint256) << 8) | n] = word | entry
            return
    raise "credentials: a learner can enrol in no more than 256 curricula"


@internal
@view
def _curricula_of(learner: address) -> DynArray[uint256, 256]:
    found: DynArray[uint256, 256] = []
    for n: uint256 in range(16):
        word: uint256 = self._listed(learner, n)
        for lane: uint256 in range(16):
            curriculum: uint256 = lanes._get(word, lane)
            if curriculum == 0:
                return found
            found.append(curriculum)
    return found
