"""Vote on a proposal."""

import click

from cairn.cli.command import Stage, account_option, command, confirm, dao_option, yes_option
from cairn.governance import signing
from cairn.governance.bounds import MAX_REASON, check_size
from cairn.governance.decisions import needs
from cairn.governance.motions import SUPPORTS, Motion, find, outlook
from cairn.governance.polls import ballots_of
from cairn.governance.roll import Roll
from cairn.governance.sentences import ActionTeller
from cairn.say.errors import CairnError
from cairn.say.programs import as_typed

OPEN = ("Pending", "Active")


@command()
@click.argument("proposal")
@click.argument("support", type=click.Choice(SUPPORTS), required=False)
@click.option("--reason", default="", help="Why; everybody can read it, for ever.")
@click.option("--change", is_flag=True, help="In place of the ballot one has cast.")
@click.option("--as-proxy", is_flag=True, help="For those who have named one as their proxy.")
@click.option("--sign", metavar="FILE|FOLDER", help="Write a signed ballot; send nothing.")
@click.option("--post", metavar="FOLDER", help="Send the signed ballots of others.")
@account_option
@dao_option
@yes_option
def cli(proposal, support, reason, change, as_proxy, sign, post, account, dao, yes):
    """Vote for or against PROPOSAL, or abstain: one member, one vote.

    Shows in plain sentences what the proposal changes, read from the chain, and what it needs,
    unless --yes is said. With --sign the ballot is a file that somebody else sends, by --post.

    \b
    ape run vote 1 for --reason "It says what a graduate can do."
    ape run vote 1 for --sign ballots/ --account ada
    ape run vote 1 --post ballots/
    """
    if sum(map(bool, (change, as_proxy, sign, post))) > 1:
        raise CairnError("say one of --change, --as-proxy, --sign and --post")
    if bool(support) == bool(post) or (post and reason):
        raise CairnError("say how to vote: for, against or abstain; --post FOLDER goes without")
    check_size(reason, signing.MAX_REASON if sign else MAX_REASON, "the reason")
    stage = Stage(dao)
    motion = find(stage.suite, proposal, stage.since)
    if post:
        post_folder(stage, motion, post, account, yes)
        return
    signer = stage.account(account, "educator")
    ballot = motion.id, SUPPORTS.index(support), reason
    if sign:
        write_ballot(stage, motion, signer, support, reason, sign, yes)
    elif as_proxy:
        vote_as_proxy(stage, motion, signer, ballot, yes)
    else:
        vote_oneself(stage, motion, signer, ballot, change, yes)


def vote_oneself(stage, motion, signer, ballot, change, yes):
    """Cast one's own ballot, or another in its place."""
    support = SUPPORTS[ballot[1]]
    method = getattr(stage.suite.dao, "changeVote" if change else "castVoteWithReason")
    if change:
        method.call(*ballot, sender=signer)
    tell(stage, motion, yes)
    confirm(stage, yes)
    method(*ballot, sender=signer)
    stage.say(f"{signer.address} has {'changed to' if change else 'voted'}: {support}.")


def tell(stage: Stage, motion: Motion, yes: bool) -> None:
    """Say what is voted on, and what it takes."""
    stage.say(f"Proposal {motion.number}: {motion.title}.")
    if yes:
        return
    teller = ActionTeller(stage.suite, names=stage.roles_by_address())
    for sentence in teller.sentences(motion.actions):
        stage.say(f"  - {sentence}")
    now = outlook(stage.suite, motion)
    stage.say(needs(now.class_, now.rules, now.members, now.electorate, now.majority))


def vote_as_proxy(stage, motion, signer, ballot, yes):
    """Cast the ballots of those who have named the signer and have not voted."""
    named = [str(who) for who in stage.suite.educators.principals(signer.address)]
    if not named:
        raise CairnError(
            f"{signer.address} is nobody's proxy: {as_typed('proxy')} shows who is whose"
        )
    stage.suite.dao.castVoteAsProxy.call(*ballot, sender=signer)
    tell(stage, motion, yes)
    stage.say(f"This votes for those of {', '.join(named)} who have not voted; each may still vote")
    stage.say("for oneself, which overrides it. One's own vote is cast apart.")
    confirm(stage, yes)
    receipt = stage.suite.dao.castVoteAsProxy(*ballot, sender=signer)
    for log in receipt.logs_of(stage.suite.dao.CastByProxy):
        stage.say(f"{log.voter} has voted by proxy: {SUPPORTS[ballot[1]]}.")


def write_ballot(stage, motion, signer, support, reason, path, yes):
    """Sign a ballot for somebody else to send."""
    state = outlook(stage.suite, motion).state
    if state not in OPEN:
        raise CairnError(f"proposal {motion.number} is {state}: its vote is over, sign nothing")
    tell(stage, motion, yes)
    stage.say("Whoever has this file can cast this ballot, once, until the vote closes.")
    confirm(stage, yes, "Sign?")
    file = signing.sign(stage.suite, motion, signer, support, reason, path)
    stage.say(f"{signer.address} has signed: {support}. The ballot is {file}; nothing was sent.")


def post_folder(stage, motion, folder, account, yes):
    """Send the ballots of a folder that do not stand on chain yet."""
    there = signing.read_folder(stage.suite, folder)
    papers = [paper for paper in there if paper.proposal_id == motion.id]
    signing.refuse_unsigned(stage.suite, papers)
    ballots = ballots_of(stage.suite, motion, Roll(stage.suite, stage.since), stage.since)
    standing = {ballot.voter for ballot in ballots if not ballot.proxy}
    waiting = [paper for paper in papers if paper.voter not in standing]
    if len(there) > len(papers):
        stage.say(f"{len(there) - len(papers)} are for other proposals.")
    if len(papers) > len(waiting):
        stage.say(f"{len(papers) - len(waiting)} have voted already.")
    if not waiting:
        stage.say(f"There is nothing left to post on proposal {motion.number}.")
        return
    payer = stage.account(account, "educator")
    send(stage, motion, waiting, payer, yes)


def send(stage, motion, waiting, payer, yes):
    """Post ballots, and say of each that did not count why."""
    for paper in waiting:
        stage.say(f"{paper.voter} votes {SUPPORTS[paper.support]} ({paper.file}).")
    entries = [paper.entry for paper in waiting[: signing.MAX_BATCH]]
    stage.suite.dao.castVotesBySig.call(motion.id, entries, sender=payer)
    confirm(stage, yes)
    skipped = list(signing.post(stage.suite, motion, waiting, payer))
    for voter, why in skipped:
        stage.say(f"{voter} is skipped: {why}.")
    posted = len(waiting) - len(skipped)
    stage.say(f"{posted} of {len(waiting)} ballots are cast on proposal {motion.number}.")
