"""Commands in processes of their own: killed, cut off from their node, and read by a program.

They take a chain that outlives them, so an anvil is started for them alone. They run with
`make test-anvil`, where anvil is at hand; elsewhere each is one skipped line.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pexpect
import pytest
from answers import hold
from eth_utils import keccak, to_checksum_address, to_hex
from web3 import Web3

from cairn.chain.node import Node
from cairn.chain.suite import deploy

ROWS = 1_000
BATCH = 100
RICH = hex(10**20)  # wei
CAIRN = Path(sys.executable).with_name("cairn")
READING = (
    ("verify", "{learner}", "bees/b1"),
    ("transcript", "{learner}"),
    ("progress", "{learner}"),
    ("proposals", "--json"),
    ("members",),
    ("powers",),
    ("proxy",),
)
TRANSFER = "0x" + keccak(text="Transfer(address,address,uint256)").hex()


@pytest.fixture
def node(chain):
    """An anvil that takes the word of every account for its signature."""
    if chain.provider.name != "foundry":
        pytest.skip("needs anvil, a chain that outlives a process: make test-anvil")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(
        ["anvil", "--port", str(port), "--accounts", "30", "--hardfork", "prague"], **quiet
    )
    web3 = Web3(Web3.HTTPProvider(f"http://127.0.0.1:{port}"))
    for _ in range(200):
        if web3.is_connected():
            break
        time.sleep(0.05)
    web3.provider.make_request("anvil_autoImpersonateAccount", [True])
    yield SimpleNamespace(web3=web3, url=f"http://127.0.0.1:{port}", process=process)
    process.kill()
    process.wait()


class Impersonator:
    """Sends as any address, without its key."""

    def __init__(self, web3, address):
        self.address = address
        web3.provider.make_request("anvil_setBalance", [str(address), RICH])

    def send(self, node, transaction):
        sent = node.web3.eth.send_transaction({**transaction, "from": self.address})
        return node.web3.eth.wait_for_transaction_receipt(sent)


@pytest.fixture
def deployed(node, accounts, record_of):
    """A suite on the node, with a curriculum in force, which the DAO was made to adopt."""
    founders = [str(accounts[n].address) for n in range(1, 6)]
    suite = deploy(Node(node.web3), Impersonator(node.web3, str(accounts[0].address)), founders)
    dao, record = Impersonator(node.web3, suite.dao.address), record_of()
    suite.curricula.stage(record.encode(), sender=dao)
    suite.curricula.adopt(record.hash, sender=dao)
    return suite


@pytest.fixture
def wallets(node, deployed):
    """A thousand enrolled learners, whose keys nobody has."""
    wallets = [to_checksum_address(keccak(text=f"learner {n}")[12:]) for n in range(ROWS)]
    data = deployed.credentials.enrol.encode_input(1, 1)
    enrolment = {"to": deployed.credentials.address, "data": to_hex(data), "gas": hex(200_000)}
    post = node.web3.provider.make_batch_request
    post([("evm_setAutomine", [False]), ("evm_setBlockGasLimit", [hex(10**9)])])
    post([("anvil_setBalance", [wallet, RICH]) for wallet in wallets])
    post([("eth_sendTransaction", [{**enrolment, "from": wallet}]) for wallet in wallets])
    post([("evm_mine", []), ("evm_setAutomine", [True])])
    return wallets


@pytest.fixture
def start(node, deployed):
    """Start a command on the node."""

    def start(*words, stderr=subprocess.STDOUT):
        where = ("--dao", deployed.dao.address, "--network", node.url)
        return subprocess.Popen(
            [Path(sys.executable).with_name("ape"), "run", *words, *where],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )

    return start


@pytest.fixture
def issue(start, wallets, tmp_path):
    """Start `issue` on a gradebook of them all."""
    grades = tmp_path / "grades.csv"
    rows = [f"learner{n}@example.org,0.8,{wallet}" for n, wallet in enumerate(wallets)]
    grades.write_text("\n".join(["email,score,wallet", *rows]), encoding="utf-8")
    words = ["--class", "bees/b1", "--from-csv", str(grades), "--min", "60%"]
    return lambda: start("issue", *words, "--batch", str(BATCH))


def test_a_killed_issue_of_a_thousand_rows_is_finished_by_running_it_again(
    node, deployed, wallets, issue
):
    first = issue()
    for line in first.stdout:
        if line.startswith(f"{BATCH} of 1,000 on chain"):
            break
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert BATCH <= len(transfers(node, deployed)) < ROWS

    second = issue()
    told, _ = second.communicate(timeout=120)

    assert second.returncode == 0, told
    done = len(transfers(node, deployed))
    assert done == ROWS
    last = told.splitlines()[-1]
    assert last.startswith("Badge 1 (b1): ")
    assert last.endswith(" held already.")
    assert balances(node, deployed, wallets) == {1}


def test_a_node_that_goes_down_half_way_is_one_line_that_says_how_to_go_on(node, issue):
    command = issue()
    for line in command.stdout:
        if " of 1,000 on chain" in line:
            break
    node.process.kill()
    told = command.communicate(timeout=120)[0].splitlines()

    assert command.returncode == 1
    stopped, error = told[-2:]
    assert stopped.startswith("Stopped after ")
    assert stopped.endswith(": the same command run again does the rest.")
    assert error.startswith("Error: no node answers (")
    assert not any("Traceback" in line for line in told)


def test_a_program_finds_json_on_stdout_and_nothing_else(start, wallets):
    for words, expected in (
        (("verify", wallets[0], "bees/b1"), 2),
        (("transcript", wallets[0]), 0),
        (("progress", wallets[0]), 0),
    ):
        command = start(*words, "--json", stderr=subprocess.PIPE)
        out, err = command.communicate(timeout=60)
        assert (command.returncode, err) == (expected, "")
        assert json.loads(out)["holder"] == wallets[0]
        hold(words[0], out)


def balances(node, deployed, wallets):
    """Return the different numbers of badges that these hold."""
    token = deployed.credentials
    calls = [token.balanceOf.question(wallet)[1] for wallet in wallets]
    answers = node.web3.provider.make_batch_request([("eth_call", [it, "latest"]) for it in calls])
    return {int(answer["result"], 16) for answer in answers}


def transfers(node, deployed):
    return node.web3.eth.get_logs(
        {"fromBlock": 0, "address": deployed.credentials.address, "topics": [TRANSFER]}
    )


# `cairn`, from a folder where there is nothing

SECONDS, MEGABYTES = 2, 110  # that a verdict may take, of a processor and at most
MEASURED = """
import sys, time
from cairn.cli.main import main
code = main(sys.argv[1:], standalone_mode=False)
[peak] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(time.process_time(), int(peak) / 1024, "ape" in sys.modules, file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def cairn(node, deployed, tmp_path, monkeypatch):
    """Run `cairn` in a folder of its own; return exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    named = "--dao", deployed.dao.address

    def cairn(*words, measured=False, dao=named, **env):
        program = [sys.executable, "-c", MEASURED] if measured else [CAIRN]
        told = subprocess.run(
            [*program, *words, *dao],
            env={**os.environ, "CAIRN_NODE": node.url, **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return told.returncode, told.stdout, told.stderr

    return cairn


@pytest.fixture
def awarded(node, deployed, learner, issuer):
    """A learner with a badge."""
    for who, act in (
        (learner, deployed.credentials.enrol.encode_input(1, 1)),
        (issuer, deployed.credentials.award.encode_input(1 << 8 | 1, str(learner.address))),
    ):
        sender = Impersonator(node.web3, str(who.address))
        sender.send(Node(node.web3), {"to": deployed.credentials.address, "data": to_hex(act)})


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells what is used")
def test_a_verdict_takes_two_seconds_110_megabytes_and_no_ape(cairn, awarded, learner):
    code, out, err = cairn("verify", str(learner.address), "bees/b1", measured=True)

    assert code == 0, err
    assert out.splitlines()[-1].startswith("Valid: awarded on ")
    seconds, megabytes, with_ape = err.split()
    assert with_ape == "False"
    assert float(seconds) < SECONDS
    assert float(megabytes) < MEGABYTES


def test_no_reading_verb_loads_ape(cairn, node, deployed, awarded, learner, tmp_path):
    accounts = {"mitx": "TEST::6", "another": "somebody-s-own-machine"}
    book = {"dao": deployed.dao.address, "accounts": accounts}
    (tmp_path / f"{node.web3.eth.chain_id}.json").write_text(json.dumps(book))

    for words in READING:
        words = [word.format(learner=learner.address) for word in words]
        told = cairn(*words, measured=True, dao=(), CAIRN_DEPLOYMENTS=str(tmp_path))
        assert told[0] == 0, told
        assert told[2].split()[-1] == "False", words


@pytest.fixture
def ada(node, tmp_path):
    """Somebody whose key is in a keyfile of Ape's, and what is in the environment for it."""
    env = {"APE_DATA_FOLDER": str(tmp_path / "ape")}
    subprocess.run(
        [
            Path(sys.executable).with_name("ape"),
            *("accounts", "generate", "ada", "--hide-mnemonic"),
        ],
        env={**os.environ, **env},
        input="entropy\nsecret\nsecret\n",
        text=True,
        capture_output=True,
        check=True,
    )
    told = json.loads((tmp_path / "ape/accounts/ada.json").read_text())
    address = to_checksum_address(told["address"])
    node.web3.provider.make_request("anvil_setBalance", [address, RICH])
    return SimpleNamespace(address=address, env=env)


def test_a_keyfile_of_ape_s_signs_unattended(cairn, deployed, ada):
    env = {**ada.env, "APE_ACCOUNTS_ada_PASSPHRASE": "secret"}

    code, out, err = cairn("enrol", "bees", "--yes", "--account", "ada", measured=True, **env)

    assert (code, out) == (0, f"{ada.address} is enrolled in Beekeeping (bees), version 1.\n"), err
    assert err.split()[-1] == "False"  # Ape is not needed for that
    assert deployed.credentials.standing(1, ada.address)[0] == 1
    code, out, _ = cairn("transcript", "ada", **ada.env)
    assert out.splitlines()[-1] == f"{ada.address}: 0 of 0 credentials ever awarded stand."


def test_a_keyfile_of_ape_s_asks_for_its_passphrase_at_a_terminal(node, deployed, ada):
    words = ["enrol", "bees", "--account", "ada", "--dao", deployed.dao.address, "--node", node.url]
    terminal = pexpect.spawn(
        str(CAIRN), words, env={**os.environ, **ada.env}, encoding="utf-8", timeout=60
    )

    terminal.expect_exact("Sign and send? [y/N]: ")
    terminal.sendline("y")
    terminal.expect_exact("Passphrase of ada: ")
    terminal.sendline("secret")
    terminal.expect_exact(f"{ada.address} is enrolled in Beekeeping (bees), version 1.")
    terminal.expect(pexpect.EOF)
    assert deployed.credentials.standing(1, ada.address)[0] == 1


@pytest.mark.parametrize(
    ("env", "line"),
    [
        (
            {"APE_ACCOUNTS_ada_PASSPHRASE": "wrong"},
            "the account cannot sign: that is not the passphrase of ada, or its keyfile is broken",
        ),
        (
            {},
            "the account cannot sign: set APE_ACCOUNTS_ada_PASSPHRASE, or run this at a terminal, "
            "to be asked for the passphrase",
        ),
    ],
    ids=["wrong", "none"],
)
def test_without_its_passphrase_a_keyfile_signs_nothing(cairn, deployed, ada, env, line):
    told = cairn("enrol", "bees", "--yes", "--account", "ada", **ada.env, **env)

    assert told == (1, "", f"Error: {line}\n")
    assert deployed.credentials.standing(1, ada.address)[0] == 0


def test_who_has_no_account_of_that_name_is_told_so(cairn, tmp_path):
    assert cairn("enrol", "bees", "--account", "nobody", APE_DATA_FOLDER=str(tmp_path)) == (
        *(1, ""),
        'Error: there is no account "nobody": `ape accounts list` shows those there are, '
        "`ape accounts generate ALIAS` makes one; a role stands in the address book\n",
    )
