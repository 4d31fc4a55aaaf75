"""Making a proposal, with everything told on the proposer's terminal before it is signed."""

from collections.abc import Callable

from cairn.chain.accounts import Account
from cairn.cli.stage import Stage
from cairn.governance.decisions import class_of, needs, rulebook_of
from cairn.governance.drafting import Draft, put_forward, refuse_unready
from cairn.governance.founding import electorate_now
from cairn.say.times import moment_of


def propose(stage: Stage, made: Draft, note: str, signer: Account, ask: Callable[[], None]) -> None:
    """Show what a draft would change, and make it a proposal once it is confirmed."""
    show(stage, made)
    refuse_unready(stage, made, note, signer)
    ask()
    motion = put_forward(stage, made, note, signer)
    stage.say(
        f"Proposal {motion.number} is made ({hex(motion.id)}). The vote opens after "
        f"{moment_of(motion.opens_at)} and closes at {moment_of(motion.closes_at)}."
    )


def show(stage: Stage, made: Draft) -> None:
    """Print what the proposal would change."""
    stage.say(made.title)
    stage.say("If this passes:")
    for sentence in made.sentences:
        stage.say(f"  - {sentence}")
    class_, members = class_of(stage.suite, made.actions), stage.suite.educators.totalSupply()
    rules, electorate = rulebook_of(stage.suite)[class_], electorate_now(stage.suite)
    stage.say(needs(class_, rules, members, electorate))
