"""Does each key of a record name one thing? What the chain asks before it adopts, asked before."""

from collections.abc import Collection, Iterator

from cairn.curricula.record.record import Record
from cairn.say.text import key_fault, plain


def why_misnamed(record: Record, standing: Collection[str] = ()) -> str | None:
    """Say why the chain would refuse a key of this record, or None.

    `standing` are the keys of the badges that the curriculum has already. Whether its own key is
    another curriculum's, only the chain can say.
    """
    return next(_faults(record, standing), None)


def _faults(record: Record, standing: Collection[str]) -> Iterator[str]:
    keys = [badge.key for badge in record.classes]
    for key in (record.key, *keys):
        if fault := key_fault(key):
            yield f'the key "{plain(key)}" {fault}'
    if " " in record.key:
        yield f'the key "{record.key}" of a curriculum holds a space'
    for at, key in enumerate(keys):
        if key in standing or key in keys[:at]:
            yield f'the key "{plain(key)}" stands already in the curriculum'
