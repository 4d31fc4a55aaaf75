"""For ninety days a quorum counts the founders who have not sat down yet."""

import pytest

FOUNDING = 90 * 86_400


@pytest.fixture
def begun(project, deployer, council, educators, learners, now):
    """Seven founders are named and none is seated; when that was."""
    founders = [*educators, *learners[:2]]
    token = deployer.deploy(project.EducatorToken, council, founders)
    return token, founders, now()


@pytest.fixture
def seated(begun):
    """So many of them take their seats."""

    def seated(count):
        token, founders, _ = begun
        for founder in founders[:count]:
            token.accept(sender=founder)
        return token

    return seated


def test_it_is_told_how_many_founders_were_named_and_until_when_they_count(begun):
    token, founders, deployed_at = begun

    assert token.FOUNDERS() == len(founders) == 7
    assert token.FOUNDING_ENDS_AT() == deployed_at + FOUNDING


@pytest.mark.parametrize(
    ("members", "counted"), [(0, 0), (1, 1), (2, 2), (3, 7), (4, 7), (6, 7), (7, 7)]
)
def test_once_three_are_seated_a_quorum_counts_all_founders(seated, chain, now, members, counted):
    """Before that nothing can be decided, whatever it counts: three heads must be for it."""
    token = seated(members)
    chain.mine(deltatime=2)

    assert tuple(token.electorate(now() - 1)) == (counted, members)
    assert token.getPastTotalSupply(now() - 1) == members


def test_more_members_than_founders_are_counted_as_they_are(seated, council, stranger, chain, now):
    token = seated(7)
    token.admit(stranger, sender=council)
    token.accept(sender=stranger)
    chain.mine(deltatime=2)

    assert tuple(token.electorate(now() - 1)) == (8, 8)


def test_a_founder_who_resigns_is_counted_until_the_ninety_days_are_over(
    seated, educators, chain, now
):
    token = seated(7)
    token.resign(sender=educators[0])
    chain.mine(deltatime=2)

    assert tuple(token.electorate(now() - 1)) == (7, 7)
    assert token.getPastTotalSupply(now() - 1) == 6


@pytest.mark.parametrize(("second", "counted"), [(-1, 7), (0, 3), (1, 3)])
def test_after_ninety_days_the_members_alone_are_counted(begun, seated, chain, second, counted):
    """To the second, by when a vote opened; and for ever: what opened before keeps its quorum."""
    _, _, deployed_at = begun
    token = seated(3)
    timepoint = deployed_at + FOUNDING + second

    for asked_at in (timepoint + 1, timepoint + 400 * 86_400):
        chain.mine(timestamp=asked_at)
        assert tuple(token.electorate(timepoint)) == (counted, 3)
        assert token.getPastTotalSupply(timepoint) == 3
