"""The curriculum registry under one account, and records to adopt or to spoil."""

import ape
import pytest
from benched import adopt, credentials, curricula, log

from cairn.curricula.record import Rule
from cairn.curricula.record.bitfields import WORD, pack, unpack


@pytest.fixture(scope="session")
def stage(bench):
    return bench.stage


@pytest.fixture(scope="session")
def curriculum(adopt, record_of):
    """Three badges and a composite that needs all three."""
    return adopt(record_of(key="hives"))


@pytest.fixture(scope="session")
def curricula_log(whole, curricula):
    """The events of the curriculum registry, whole."""
    return whole(curricula)


@pytest.fixture(scope="session")
def edited():
    """Return a record's bytes with some fields of one word changed."""

    def edited(data, at, layout, **fields):
        word = int.from_bytes(data[WORD * at : WORD * (at + 1)], "big")
        word = pack(layout, {**unpack(layout, word), **fields})
        return data[: WORD * at] + word.to_bytes(WORD, "big") + data[WORD * (at + 1) :]

    return edited


@pytest.fixture(scope="session")
def flipped():
    """Return a record's bytes with one bit of one word changed."""

    def flipped(data, at, bit):
        word = int.from_bytes(data[WORD * at : WORD * (at + 1)], "big") ^ 1 << bit
        return data[: WORD * at] + word.to_bytes(WORD, "big") + data[WORD * (at + 1) :]

    return flipped


@pytest.fixture
def refuses(stage, curricula):
    """Expect that a record, or its bytes, could not take effect, and why."""

    def refuses(record, reason):
        name = stage(record if isinstance(record, bytes) else record.encode())
        with ape.reverts(reason):
            curricula.check(name)

    return refuses


@pytest.fixture
def accepts(stage, curricula):
    """Expect that a record could take effect."""
    return lambda record: curricula.check(stage(record.encode()))


@pytest.fixture
def ruled(record_of):
    """A record of three badges and one composite with these gates."""

    def ruled(*gates, index=4, **fields):
        return record_of(key="ruled", rules=(Rule(index=index, gates=gates),), **fields)

    return ruled
