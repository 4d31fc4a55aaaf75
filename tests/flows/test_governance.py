"""The assembly changes by its own decisions, and each decision has its own electorate."""

import ape

AGAINST, FOR = 0, 1
NOT_A_MEMBER = "dao: not a member when the vote opened"


def test_a_removed_member_cannot_vote(dao, membership, propose, decide, act, educators, chain):
    out = educators[4]
    decide(act(membership, "remove", out))
    chain.mine(deltatime=1)

    with ape.reverts("dao: only a member may propose"):
        propose(sender=out)
    proposal = propose()
    proposal.open()
    with ape.reverts(NOT_A_MEMBER):
        proposal.vote(out)
    assert dao.proposalQuorum(proposal.id) == 3
    assert membership.totalSupply() == 4


def test_nobody_is_expelled_from_a_vote_that_has_begun(
    membership, propose, act, educators, stranger, tally_of
):
    out = educators[4]
    removal = propose(act(membership, "remove", out), description="Remove.")
    removal.open()
    for voter in educators[:3]:
        removal.vote(voter)
    removal.close()
    running = propose(description="Under way.")
    removal.ripen()
    removal.execute(stranger)

    assert membership.getVotes(out) == 0
    running.vote(out, AGAINST)
    assert tally_of(running) == (1, 0, 0)


def test_friends_admitted_during_a_vote_do_not_decide_it(
    membership, propose, act, educators, learners, stranger
):
    admission = propose(*[act(membership, "admit", friend) for friend in learners[:3]])
    admission.open()
    for voter in educators[:3]:
        admission.vote(voter)
    admission.close()
    contested = propose(description="Contested.")
    admission.ripen()
    admission.execute(stranger)
    for friend in learners[:3]:
        membership.accept(sender=friend)

    assert contested.state == 1
    for friend in learners[:3]:
        with ape.reverts(NOT_A_MEMBER):
            contested.vote(friend)


def test_an_admitted_educator_takes_part_in_the_next_decision(
    membership, decide, propose, act, educators, learner, stranger, chain, tally_of
):
    decide(act(membership, "admit", learner))
    membership.accept(sender=learner)
    chain.mine(deltatime=1)

    proposal = propose(description="My first.", sender=learner)
    proposal.open()
    for voter in (learner, *educators[:2]):
        proposal.vote(voter)
    assert tally_of(proposal) == (0, 3, 0)
    proposal.ripen()
    proposal.execute(stranger)
    assert proposal.state == 7


def test_the_last_three_cannot_vote_one_another_out(membership, propose, act, educators, stranger):
    for leaver in educators[3:]:
        membership.resign(sender=leaver)
    removal = propose(act(membership, "remove", educators[2]))
    removal.open()
    for voter in educators[:3]:
        removal.vote(voter)
    removal.ripen()

    with ape.reverts("educators: the DAO must keep three members"):
        removal.execute(stranger)
    assert membership.totalSupply() == 3
