# pragma version 0.4.3
"""
@title ranks
@license AGPL-3.0-only
@notice How high each badge is stacked: for each rank the mask of the badges that have it.
@dev A composite's rule names only what ranks below it, so every chain of composites ends.
"""

from ..pathways import gates
from ..shared import ids
from . import definitions
from . import documents
from . import record_head
from . import versions

uses: versions


@internal
@view
def _known(curriculum: uint256, latest_version: uint256) -> (uint256[16], uint256):
    """
    @return For each rank the mask of the curriculum's classes that have it already; and the highest
            class index among them.
    """
    ranked: uint256[16] = empty(uint256[16])
    index: uint256 = 0
    for version: uint256 in range(1, latest_version + 1, bound=record_head.MAX_VERSIONS):
        kept: address = versions._record(versions._word(curriculum, version))
        classes: uint256 = record_head._classes(kept)
        for i: uint256 in range(classes, bound=record_head.MAX_CLASSES):
            index = ids._next_index(index)
            ranked[definitions._rank(definitions._of(kept, i))] |= 1 << index
    return ranked, index


@internal
@view
def _foreign(kept: address, head: record_head.Head) -> uint256[16]:
    """
    @return For each rank the mask of the record's foreign classes that have it: class ids, in
            rising order.
    """
    ranked: uint256[16] = empty(uint256[16])
    before: uint256 = 0
    for i: uint256 in range(head.foreign, bound=gates.MAX_FOREIGN):
        class_id: uint256 = documents._word(kept, head.foreign_at + (i << 5))
        assert class_id > before, "curricula: the badges of other curricula are not in rising order"
        assert (
            ids._curriculum(class_id) != head.curriculum
        ), "curricula: a badge of this curriculum is named as another's"
        definition: uint256 = 0
        if class_id < 2**24:
            definition = versions._definition(class_id)
        assert definition != 0, "curricula: a badge of another curriculum does not exist"
        ranked[definitions._rank(definition)] |= 1 << i
        before = class_id
    return ranked


@internal
@pure
def _of(ranked: uint256[16], target: uint256) -> uint256:
    """
    @param target The mask of one class.
    @return Above the highest rank there is, if no such class exists.
    """
    for rank: uint256 in range(definitions.MAX_RANK + 1):
        if ranked[rank] & target != 0:
            return rank
    return definitions.MAX_RANK + 1


@internal
@pure
def _below(ranked: uint256[16], limit: uint256) -> uint256:
    """
    @return The classes whose rank is below `limit`.
    """
    union: uint256 = 0
    for rank: uint256 in range(limit, bound=16):
        union |= ranked[rank]
    return union
