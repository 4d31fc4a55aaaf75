# pragma version 0.4.3
"""
@title well_formed
@license AGPL-3.0-only
@notice What a curriculum record must be before it can take effect: every rule can be met, ends, and
        uses what it names; every text can be shown, and every key means one thing.
@dev Checked on chain, so that no vote, however hasty, adopts a pathway that nobody can finish. Such
     faults are common in really published pathways.
"""

from ..shared import ids
from . import definitions
from . import issuers
from . import keys
from . import ranks
from . import record_head
from . import rules
from . import taken_keys
from . import texts
from . import versions

uses: versions
uses: ranks
uses: taken_keys


@internal
@view
def _check(kept: address, head: record_head.Head, record_hash: bytes32) -> uint256:
    """
    @return The highest class index that the curriculum has already.
    """
    latest_version: uint256 = 0
    if head.curriculum != 0:
        latest_version = versions._latest(head.curriculum)
        assert latest_version != 0, "curricula: there is no such curriculum"
    ranked: uint256[16] = empty(uint256[16])
    last_index: uint256 = 0
    ranked, last_index = ranks._known(head.curriculum, latest_version)
    record_head._check(kept, head, latest_version, ids._place(last_index))
    known: uint256 = ranks._below(ranked, definitions.MAX_RANK + 1)
    texts._check(kept, head.text_at, head.text_bytes)
    keys._check(kept, head.text_at, head.key_bytes, keys.WITHOUT_SPACES)
    ranked = self._with_new_classes(ranked, last_index, kept, head)
    taken_keys._check(kept, head, convert(record_hash, uint256))
    rules._check(kept, head, ranked, ranks._foreign(kept, head), known)
    issuers._check(kept, head)
    return last_index


@internal
@view
def _with_new_classes(
    ranked: uint256[16], last_index: uint256, kept: address, head: record_head.Head
) -> uint256[16]:
    masks: uint256[16] = ranked
    index: uint256 = last_index
    at: uint256 = head.text_at + head.key_bytes + head.title_bytes
    end: uint256 = head.text_at + head.text_bytes
    for i: uint256 in range(head.classes, bound=record_head.MAX_CLASSES):
        definition: uint256 = definitions._of(kept, i)
        definitions._check(definition, head.version, at)
        texts._check_inside(at, end)
        keys._check(kept, at, definitions._key_bytes(definition), keys.WITH_SPACES)
        at += definitions._text_bytes(definition)
        index = ids._next_index(index)
        masks[definitions._rank(definition)] |= 1 << index
    assert index != 0, "curricula: a curriculum needs a badge"
    texts._check_padding(kept, at, end)
    return masks
