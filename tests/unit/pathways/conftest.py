"""The registry under one account, its credential token, and records to adopt or to spoil."""

import ape
import pytest
from benched import adopt, credentials, log, registry

from cairn.curricula.record import Rule
from cairn.curricula.record.bitfields import WORD, pack, unpack


@pytest.fixture(scope="session")
def stage(bench):
    return bench.stage


@pytest.fixture(scope="session")
def curriculum(adopt, record_of):
    """Three badges and a composite that needs all three."""
    return adopt(record_of())


@pytest.fixture(scope="session")
def registry_log(whole, registry):
    """The events of the registry, whole."""
    return whole(registry)


@pytest.fixture
def earn(credentials, learner, issuer):
    """Enrol, unless one has, and be awarded these badges."""

    def earn(*badges, who=learner, version=1):
        for badge in badges:
            if credentials.enrolment_of(badge >> 8, who)[0] != version:
                credentials.enrol(badge >> 8, version, sender=who)
            credentials.award(badge, who, sender=issuer)

    return earn


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
def refuses(stage, registry):
    """Expect that a record, or its bytes, could not take effect, and why."""

    def refuses(record, reason):
        name = stage(record if isinstance(record, bytes) else record.encode())
        with ape.reverts(reason):
            registry.check(name)

    return refuses


@pytest.fixture
def accepts(stage, registry):
    """Expect that a record could take effect."""
    return lambda record: registry.check(stage(record.encode()))


@pytest.fixture
def ruled(record_of):
    """A record of three badges and one composite with these gates."""

    def ruled(*gates, index=4, **fields):
        return record_of(key="ruled", rules=(Rule(index=index, gates=gates),), **fields)

    return ruled
