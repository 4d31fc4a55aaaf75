# pragma version 0.4.3
"""
@title ids
@license AGPL-3.0-only
@notice How a badge is numbered: token id = class id << 160 | holder, class id = curriculum << 8 | index.
@dev The number is known before the badge is awarded, so awarding twice finds the first award,
     and no slot is spent on an owner, a counter or an index.
"""


@internal
@pure
def _token_id(class_id: uint256, holder: address) -> uint256:
    return (class_id << 160) | convert(holder, uint256)


@internal
@pure
def _holder(token_id: uint256) -> address:
    return convert(token_id & convert(max_value(uint160), uint256), address)


@internal
@pure
def _class_id(token_id: uint256) -> uint256:
    return token_id >> 160


@internal
@pure
def _curriculum(class_id: uint256) -> uint256:
    return class_id >> 8


@internal
@pure
def _index(class_id: uint256) -> uint256:
    return class_id & 255


@internal
@pure
def _next_index(index: uint256) -> uint256:
    """
    @notice The class index after `index`: multiples of 16 are not used.
    """
    if index & 15 == 15:
        return index + 2
    return index + 1


@internal
@pure
def _place(index: uint256) -> uint256:
    """
    @notice How many class indices there are up to and with `index`.
    """
    return unsafe_sub(index, index >> 4)


@internal
@pure
def _lane(class_id: uint256) -> uint256:
    """
    @notice The class's lane on its sheet. No class has lane 0.
    """
    return class_id & 15


@internal
@pure
def _is_on_first_sheet(class_id: uint256) -> bool:
    return class_id & 240 == 0


@internal
@pure
def _sheet_key(class_id: uint256, holder: address) -> uint256:
    """
    @notice Where the sheet is kept that holds the class's lane: fifteen classes share one.
    """
    return ((class_id >> 4) << 160) | convert(holder, uint256)


@internal
@pure
def _first_sheet_key(curriculum: uint256, holder: address) -> uint256:
    return (curriculum << 164) | convert(holder, uint256)
