# pragma version 0.4.3
"""
@title trusting_registry
@license AGPL-3.0-only
@notice The curriculum registry itself, but for its check and its owner: any record takes effect at
        once. So a deployment holds what no vote should adopt and an older or a foreign one may hold.
"""

from contracts import CurriculumRegistry as curricula
from contracts.modules.curricula import record_head
from contracts.modules.curricula import versions

initializes: curricula
exports: (
    curricula.CREDENTIALS,
    curricula.PATHWAYS,
    curricula.records,
    curricula.is_adopted,
    curricula.latest_version,
    curricula.stage,
    curricula.version_of,
    curricula.definition,
    curricula.label,
)


@deploy
def __init__(credentials: address, pathways: address):
    curricula.__init__(credentials, pathways)


@external
def adopt(record_hash: bytes32) -> uint256:
    """
    @notice Let a staged record take effect, whatever it says and whoever asks.
    """
    kept: address = curricula._kept(record_hash)
    head: record_head.Head = record_head._of(kept)
    before: uint256 = curricula.versions._word(head.curriculum, head.version - 1)
    return curricula._adopt(record_hash, kept, head, versions._last_index(before))
