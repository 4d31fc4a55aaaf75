"""A member has at most four proposals before the others at a time; only time frees a place."""

import ape
import pytest

FULL = "dao: four of your proposals are undecided; wait for a deadline"


LAST_SERIAL = 2**24 - 1


@pytest.fixture
def cramped(propose):
    """An educator's four proposals, a hundred seconds apart."""
    made = []
    for n in range(4):
        made.append(propose(description=f"Number {n}."))
        made[-1].chain.mine(deltatime=100)
    return made


def test_a_fifth_proposal_waits(dao, cramped, propose):
    with ape.reverts(FULL):
        propose(description="One too many.")
    assert dao.proposal_count() == dao.proposalKind(cramped[3].id)[1]


@pytest.mark.parametrize(("second", "error"), [(0, FULL), (1, None)])
def test_a_place_is_free_after_the_first_deadline(dao, cramped, propose, at, second, error):
    at(dao.proposalDeadline(cramped[0].id) + second)

    if error is None:
        propose(description="The fifth.")
        with ape.reverts(FULL):
            propose(description="The sixth.")
    else:
        with ape.reverts(error):
            propose(description="The fifth.")


def test_every_place_is_used_again(dao, cramped, propose, chain):
    chain.mine(timestamp=dao.proposalDeadline(cramped[3].id) + 1)
    for n in range(4):
        propose(description=f"Once more {n}.")

    with ape.reverts(FULL):
        propose(description="One too many.")


def test_withdrawing_frees_no_place(cramped, propose, educator):
    """Who withdraws one proposal after the other has the members' attention all the same."""
    for proposal in cramped:
        proposal.cancel(educator)

    with ape.reverts(FULL):
        propose(description="Once more.")


def test_an_early_defeat_or_a_sure_majority_frees_no_place(cramped, propose, educators):
    cramped[3].open()
    for voter in educators:
        cramped[0].vote(voter)

    with ape.reverts(FULL):
        propose(description="Once more.")


def test_another_member_is_not_affected(cramped, propose, educators):
    for n in range(4):
        propose(description=f"Another's {n}.", sender=educators[1])
    for proposer in educators[:2]:
        with ape.reverts(FULL):
            propose(description="One too many.", sender=proposer)

    propose(description="A third member's.", sender=educators[2])


def test_a_new_key_has_the_places_of_the_old_one(
    membership, chain, day, decide, propose, act, educators, learner
):
    """A lost key is no way to propose more."""
    change = act(membership, "replace_key", educators[1], learner)
    decide(change)
    chain.mine(deltatime=7 * day)
    for n in range(4):
        propose(description=f"The old key's {n}.", sender=educators[1])
    membership.accept(sender=learner)

    with ape.reverts(FULL):
        propose(description="The new key's.", sender=learner)


def test_what_is_refused_takes_no_place(propose, act, target, stranger, educator):
    for n in range(3):
        propose(description=f"Number {n}.")
    with ape.reverts("dao: an action's target is not a contract"):
        propose((stranger, b""))
    with ape.reverts("dao: this proposal was made before; word it anew"):
        propose(description="Number 0.")

    propose(description="The fourth.")
    with ape.reverts(FULL):
        propose(description="The fifth.")


def test_the_last_serial_number_is_given_out_and_none_comes_after(double, stranger):
    """Were it to wrap around, a proposal would be judged by the first one's rules."""
    log = double("dao_proposals")
    log.count_to(LAST_SERIAL - 1, sender=stranger)

    log.add(7, 1, sender=stranger)

    assert log.serial(7) == LAST_SERIAL
    with ape.reverts("dao: there is no room for another proposal"):
        log.add(8, 2, sender=stranger)
