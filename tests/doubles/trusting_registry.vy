# pragma version 0.4.3
"""
@title trusting_registry
@license AGPL-3.0-only
@notice The registry itself, but for its check and its owner: any record takes effect at once. So a
        deployment holds what no vote should adopt and an older or a foreign one may hold.
"""

from contracts import PathwayRegistry as pathways
from contracts.interfaces import IPathwayRegistry
from contracts.modules.pathways import curriculum_record

initializes: pathways
exports: (
    pathways.CREDENTIALS,
    pathways.records,
    pathways.is_adopted,
    pathways.latest_version,
    pathways.owner,
    pathways.pending_owner,
    pathways.stage,
    pathways.claim,
    pathways.is_earned,
    pathways.explain,
    pathways.first_fallen,
    pathways.version_of,
    pathways.label,
)


@deploy
def __init__(owner: address, credentials: address):
    pathways.__init__(owner, credentials)


@external
def adopt(record_hash: bytes32) -> uint256:
    """
    @notice Let a staged record take effect, whatever it says and whoever asks.
    """
    kept: address = pathways._staged(record_hash)
    header: curriculum_record.Header = curriculum_record._header(kept)

    pathways.is_adopted[record_hash] = True
    curriculum: uint256 = pathways._open_version(kept, header)
    pathways.latest_version[curriculum] = header.version
    pathways.versions[(curriculum << 8) | header.version] = (
        convert(kept, uint256) | (block.timestamp << 160)
    )
    pathways._keep_rules(kept, header, curriculum)
    pathways._accredit(kept, header, curriculum)
    log IPathwayRegistry.VersionAdopted(
        curriculum=curriculum, version=header.version, record_hash=record_hash
    )
    return curriculum
