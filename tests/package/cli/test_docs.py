"""The docs are for users, so they are held to the commands as they are."""

import json
import re
import subprocess
from importlib import import_module
from pathlib import Path

import click
import pytest

from cairn.chain.suite import ACTS, CLASSES, RULEBOOK
from cairn.say.times import span_of

COMMANDS = sorted(path.stem for path in Path("scripts").glob("*.py") if path.stem[0] != "_")
PAGE = Path("docs/commands.md").read_text(encoding="utf-8")
SECTIONS = dict(zip(*[iter(re.split(r"^## (\w+)\n", PAGE, flags=re.M)[1:])] * 2, strict=True))
# What Ape or click adds to every command; the page's head tells of the network.
COMMON = {"--help", "--network", "--node", "--provider-settings", "--verbosity"}

MAJORITIES = {1: "more than half", 2: "two thirds", 3: "three quarters"}
# What docs/concepts.md calls each act that is of a milder class than constitution.
ACT_WORDS = {
    "adopt(bytes32)": "adopt a curriculum",
    "close_enrolment(uint16,uint8)": "close one to new enrolments",
    "accredit(uint16,address,uint256)": "accredit issuers",
    "end_accreditation(uint16,address)": "end that",
    "revoke(uint256,uint16)": "revoke",
    "reinstate(uint256)": "reinstate",
    "admit(address)": "invite",
    "withdraw_invitation(address)": "withdraw an invitation",
    "remove(address)": "remove",
}


def commands_of(name):
    """Return the command, and its subcommands if it is a group."""
    cli = import_module(f"cairn.cli.verbs.{name}").cli
    return [cli, *cli.commands.values()] if isinstance(cli, click.Group) else [cli]


def options_of(name):
    return {
        option
        for command in commands_of(name)
        for param in command.params
        if isinstance(param, click.Option)
        for option in param.opts
        if option.startswith("--")
    } - COMMON


def test_every_command_has_its_section_and_no_section_lacks_its_command():
    assert sorted(SECTIONS) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told_and_none_is_made_up(name):
    told = set(re.findall(r"`(--[a-z-]+)", SECTIONS[name]))
    assert told == options_of(name)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_example(name):
    for command in commands_of(name):
        assert command.help
    assert f"\n    ape run {name}" in SECTIONS[name]


@pytest.mark.parametrize("page", [Path("README.md"), *Path("docs").glob("*.md")], ids=str)
def test_every_link_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / link).exists(), f"{page} links to {link}"


@pytest.mark.parametrize("page", [Path("README.md"), *Path("docs").glob("*.md")], ids=str)
def test_every_command_line_on_a_page_can_be_parsed(page):
    typed = r"(?:ape run|^ {4}cairn|`cairn) (\w+)([^`\n#]*)"
    lines = re.findall(typed, page.read_text(encoding="utf-8"), re.M)
    for name, words in lines:
        assert name in COMMANDS or name == "COMMAND", f"{page} names `ape run {name}`"
        for option in re.findall(r"(--[a-z-]+)", words):
            assert option in options_of(name) | COMMON, f"{page}: ape run {name}{words}"


def test_every_make_target_on_a_page_exists():
    targets = set(re.findall(r"^([a-z-]+):", Path("Makefile").read_text(encoding="utf-8"), re.M))
    for page in (Path("README.md"), Path("CONTRIBUTING.md"), *Path("docs").glob("*.md")):
        for target in re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8")):
            assert target in targets, f"{page} names `make {target}`"


def test_no_two_classes_of_the_package_share_a_name():
    sources = [path.read_text(encoding="utf-8") for path in Path("cairn").rglob("*.py")]
    names = [name for source in sources for name in re.findall(r"^class (\w+)", source, re.M)]
    assert [name for name in names if names.count(name) > 1] == []


def test_click_is_known_in_the_wing_of_commands_alone():
    knowing = {
        path.parts[1]
        for path in Path("cairn").rglob("*.py")
        if re.search(r"^(import|from) click\b", path.read_text(encoding="utf-8"), re.M)
    }
    assert knowing == {"cli"}


def test_ape_is_known_to_the_bridge_and_to_its_own_commands_alone():
    knowing = {
        str(path)
        for path in Path("cairn").rglob("*.py")
        if re.search(r"^\s*(import|from) (ape|vyper)\w*\b", path.read_text("utf-8"), re.M)
    }
    assert knowing == {"cairn/chain/ape_bridge.py", "cairn/cli/ape_run.py"}


@pytest.fixture(scope="session")
def demo_told():
    """What `make demo` prints, in a process of its own."""
    words = ["ape", "run", "demo", "--network", "ethereum:local:test"]
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


def dateless(line):
    return re.sub(r"\d{4}-\d\d-\d\d(?! \(|\.$)", "DATE", line).rstrip()


def test_the_session_in_the_readme_is_what_the_demo_prints(demo_told):
    page = Path("README.md").read_text(encoding="utf-8")
    [session] = re.findall(r"```console\n(.*?)```", page, re.S)
    told = iter([dateless(line) for line in demo_told.splitlines()])

    for line in session.splitlines():
        if line != "…":
            assert dateless(line) in told, f"the demo no longer prints, at its place: {line}"


def test_the_demo_ends_with_tally_transcripts_and_gas(demo_told):
    for fact in ("Proposals", "credentials ever awarded stand", "Gas by act", "pathways.claim"):
        assert fact in demo_told
    assert "Traceback" not in demo_told


def test_the_classes_of_decisions_are_told_as_a_deployment_begins_with_them():
    page = Path("docs/concepts.md").read_text(encoding="utf-8")
    rows = dict(re.findall(rf"^\| ({'|'.join(CLASSES)}) \| (.*) \|$", page, re.M))
    acts = {act: name for listed in ACTS.values() for act, name in listed.items()}

    assert list(rows) == list(CLASSES)
    for name, rules in zip(CLASSES, RULEBOOK, strict=True):
        told, *cells = rows[name].split(" | ")
        times = (rules.voting_delay, rules.voting_period, rules.delay)
        shown = (f"{rules.quorum / 100:g} %", MAJORITIES[rules.majority])
        assert tuple(cells) == (*shown, ", ".join(map(span_of, times)))
        spoken = {act for act, word in ACT_WORDS.items() if word in told}
        assert spoken == {act for act, its in acts.items() if its == name}


def test_the_gas_of_voting_late_is_told_as_it_is_measured():
    measured = json.loads(Path("benchmarks/gas.json").read_text())
    page = Path("docs/design.md").read_text(encoding="utf-8")

    for name in ("vote_late", "vote_later", "vote_late_turning"):
        assert f"{measured[name]:,}" in page, name
