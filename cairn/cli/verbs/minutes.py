"""Write the minutes of a decision."""

import json
from pathlib import Path

import click

from cairn.cli.command import Stage, command, dao_option, json_option
from cairn.governance.minutes import Archive, Minutes, as_dict
from cairn.governance.motions import find
from cairn.governance.protocol import as_markdown
from cairn.say.errors import CairnError, why


@command()
@click.argument("proposal")
@click.option("--out", metavar="FOLDER", help="Write both forms there, as files.")
@dao_option
@json_option
def cli(proposal, out, dao, as_json):
    """Write the minutes of PROPOSAL: what, who, how, and what it came to. Needs no account.

    Everything is recomputed from events and blocks; no contract is asked for its opinion. So an
    accrediting body can reckon it again, years later, from any node that has the logs.

    \b
    ape run minutes 1
    ape run minutes 1 --out minutes/
    """
    stage = Stage(dao)
    minutes = Minutes(Archive(stage.suite, stage.since), find(stage.suite, proposal, stage.since))
    told = json.dumps(as_dict(minutes), indent=2) + "\n"
    page = as_markdown(minutes)
    if out:
        for ending, text in (("json", told), ("md", page)):
            name = f"minutes-{minutes.motion.number}.{ending}"
            stage.say(f"Written: {keep(Path(out) / name, text)}")
        return
    click.echo(told if as_json else page, nl=False)


def keep(file: Path, text: str) -> Path:
    """Write one file, in place of an older one."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CairnError(
            f"{file}: cannot be written ({why(error)}): name another folder"
        ) from error
    return file
