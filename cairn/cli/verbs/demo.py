"""Tell the whole story of Cairn on a test chain."""

from pathlib import Path

import click
from rich.console import Console

from cairn.chain import address_book as book
from cairn.chain.accounts import TestAccount
from cairn.chain.node import TEST_CHAINS
from cairn.chain.refusals import Refused
from cairn.chain.suite import DAY, Rules
from cairn.cli.command import Stage, command
from cairn.cli.gasbook import gas_table
from cairn.cli.story import Teller
from cairn.say.errors import CairnError
from cairn.say.text import plain

ROSTER = "examples/educators.csv"
CURRICULUM = "mitx-sds-v1"
COURSES = ("6.431x", "6.86x", "14.310x", "18.6501x", "DS.CFx")
# Amara passes all five courses, Bruno one fewer; the roster of the examples names them.
AMARA, BRUNO = "TEST::10", "TEST::11"
ENROLLED = (11, 12, 14, 17)  # others have passed, too: they are awarded once they enrol
GOING_ON = (14, 17)  # Elif and Zoe take a course of the next version, graded in Moodle
GOING_ON_ACCOUNT = f"TEST::{GOING_ON[0]}"


@command()
def cli():
    """Tell one whole story: a DAO, a vote, a curriculum, badges, a composite, an employer.

    \b
    make demo                       # all in one process, on the embedded chain
    make demo NETWORK=testchain     # each command in its own, on the chain of `make chain`
    """
    stage = Stage()
    if stage.node.chain_id not in TEST_CHAINS:
        raise CairnError("the story moves time, so it can be told on a test chain only")
    if not Path(ROSTER).exists():
        raise CairnError(f"{ROSTER}: not here: tell the story in a checkout of Cairn")
    since = stage.node.height
    teller = Teller(Console(highlight=False), stage.node)

    found_the_dao(teller, replacing=book.exists(stage.node.chain_id, stage.node.network))
    decide_on_the_curriculum(teller)
    award_badges(teller)
    stack_them(teller)
    verify_them(teller)
    let_it_grow(teller)
    try_to_move_one(teller, Stage())
    teller.chapter("What it took")
    teller.run("audit")
    teller.run("proposals")
    teller.run("proposal 1")
    teller.run("minutes 2")
    teller.run("members")
    teller.run(f"transcript {address(AMARA)}")
    teller.run(f"transcript {address(BRUNO)}")
    teller.out.print(gas_table(Stage().suite, since))


def address(account: str) -> str:
    """Return the address of a test account."""
    return TestAccount(int(account.removeprefix("TEST::"))).address


def found_the_dao(teller: Teller, replacing: bool) -> None:
    teller.chapter("1. Five educators found a DAO", "It owns everything; whoever deploys, nothing.")
    line = f"deploy --roster {ROSTER} --role mitx=TEST::6"
    teller.run(f"{line} --replace" if replacing else line)
    for seat in range(1, 6):
        teller.run(f"admit --accept --account TEST::{seat}")
    teller.run("audit")
    teller.run("powers")


def decide_on_the_curriculum(teller: Teller) -> None:
    teller.chapter("2. One proposes a curriculum", f"curricula/{CURRICULUM}.yaml, for all to read.")
    teller.wait(1)
    teller.run(f"propose curricula/{CURRICULUM}.yaml --note 'As MITx has taught it since 2018.'")
    teller.chapter("3. They vote, once each; anyone executes")
    teller.wait(Rules().voting_delay + 1)
    teller.run("vote 1 for --reason 'It says what a graduate can do.'")
    teller.run("vote 1 for --yes --account TEST::2")
    teller.run("vote 1 abstain --reason 'I teach one of the courses.' --yes --account TEST::3")
    teller.run("vote 1 against --reason 'No ethics in it yet.' --yes --account TEST::4")
    teller.run("vote 1 for --yes --account TEST::5")
    teller.wait(Rules().voting_period)
    teller.run("execute 1 --account TEST::9", expect=1)
    teller.wait(Rules().delay)
    teller.run("execute 1 --account TEST::9")


def award_badges(teller: Teller) -> None:
    teller.chapter("4. Learners enrol; the issuer awards from the course's own grade reports")
    teller.run(f"enrol {CURRICULUM} --account {AMARA}")
    for learner in ENROLLED:
        teller.run(f"enrol {CURRICULUM} --yes --account TEST::{learner}")
    first = f"issue --class {CURRICULUM}/{COURSES[0]} {report(COURSES[0])}"
    teller.run(f"{first} --dry-run")
    teller.run(first)
    for course in COURSES[1:]:
        teller.run(f"issue --class {CURRICULUM}/{course} {report(course)}")


def report(course: str) -> str:
    return f"--from-csv examples/gradebooks/{course}.csv --roster examples/gradebooks/roster.csv"


def stack_them(teller: Teller) -> None:
    teller.chapter("5. A learner claims the composite; another is one course short")
    composite = f"{CURRICULUM}/micromasters"
    teller.run(f"claim {composite} --account {AMARA}")
    teller.run(f"claim {composite} --account {BRUNO}", expect=1)
    teller.wait(DAY)
    teller.run(f"revoke {CURRICULUM}/DS.CFx {address(AMARA)} --reason misconduct --yes")


def verify_them(teller: Teller) -> None:
    teller.chapter("6. An employer verifies, from any node, with nobody's permission")
    teller.run(f"verify {address(AMARA)} {CURRICULUM}/6.431x")
    teller.run(f"verify {address(AMARA)} {CURRICULUM}/DS.CFx", expect=2)
    teller.run(f"verify {address(AMARA)} {CURRICULUM}/micromasters")
    teller.run(f"verify {address(BRUNO)} {CURRICULUM}/micromasters --json", expect=2)
    teller.run(f"verify {token_id()}")


def let_it_grow(teller: Teller) -> None:
    teller.chapter(
        "7. The curriculum grows", "Who enrolled before keeps the rules that were promised."
    )
    teller.run("propose curricula/mitx-sds-v2.yaml")
    teller.wait(Rules().voting_delay + 1)
    for member in (1, 2, 5):
        teller.run(f"vote 2 for --yes --account TEST::{member}")
    teller.wait(Rules().voting_period + Rules().delay)
    teller.run("execute 2")
    for learner in GOING_ON:
        teller.run(f"enrol mitx-sds-v2 --yes --account TEST::{learner}")
    moodle = "examples/gradebooks/6.419x-moodle.csv --roster examples/gradebooks/roster.csv"
    teller.run(f"issue --class mitx-sds-v2/6.419x --from-csv {moodle} --min 60%")
    teller.run(f"progress {address(GOING_ON_ACCOUNT)} mitx-sds-v2")


def token_id() -> int:
    """Return the token id of Amara's first badge: it follows from class and holder."""
    return (1 << 8 | 1) << 160 | int(address(AMARA), 16)


def try_to_move_one(teller: Teller, stage: Stage) -> None:
    teller.chapter("8. A badge stays with its holder")
    credentials, holder = stage.suite.credentials, stage.account(AMARA, "learner")
    for method, arguments in (
        ("transferFrom", (holder, address(BRUNO), token_id())),
        ("approve", (address(BRUNO), token_id())),
    ):
        try:
            getattr(credentials, method)(*arguments, sender=holder)
        except Refused as refused:
            teller.out.print(plain(f"{method}: {refused.reason}"), markup=False)
        else:
            raise click.ClickException(f"{method} went through: this badge is not soulbound")
