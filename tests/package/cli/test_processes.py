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

import pytest
from eth_utils import keccak, to_checksum_address
from web3 import Web3

from cairn.chain.suite import deploy

ROWS = 1_000
BATCH = 100
RICH = hex(10**20)  # wei
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


def bare(value):
    """A value without the names of its fields, which web3 cannot encode."""
    if isinstance(value, tuple):
        return tuple(map(bare, value))
    return [bare(it) for it in value] if isinstance(value, list) else value


class Impersonator:
    """Sends as any address, without its key; deploys as Ape's accounts do."""

    def __init__(self, web3, address):
        self.web3, self.address = web3, address
        web3.provider.make_request("anvil_setBalance", [str(address), RICH])

    @property
    def nonce(self):
        return self.web3.eth.get_transaction_count(self.address)

    def deploy(self, kind, *arguments):
        abi = [entry.model_dump(mode="json", by_alias=True) for entry in kind.contract_type.abi]
        code = kind.contract_type.deployment_bytecode.bytecode
        plain = [bare(getattr(it, "address", it)) for it in arguments]
        contract = self.web3.eth.contract(abi=abi, bytecode=code)
        sent = contract.constructor(*plain).transact({"from": self.address})
        made = self.web3.eth.wait_for_transaction_receipt(sent).contractAddress
        return self.web3.eth.contract(made, abi=abi)

    def send(self, function):
        sent = function.transact({"from": self.address})
        return self.web3.eth.wait_for_transaction_receipt(sent)


@pytest.fixture
def deployed(node, project, accounts, record_of):
    """A suite on the node, with a curriculum in force, which the DAO was made to adopt."""
    founders = [str(accounts[n].address) for n in range(1, 6)]
    suite = deploy(project, Impersonator(node.web3, accounts[0].address), founders)
    dao = Impersonator(node.web3, suite.dao.address)
    record = record_of()
    dao.send(suite.registry.functions.stage(record.encode()))
    dao.send(suite.registry.functions.adopt(record.hash))
    return suite


@pytest.fixture
def wallets(node, deployed):
    """A thousand enrolled learners, whose keys nobody has."""
    wallets = [to_checksum_address(keccak(text=f"learner {n}")[12:]) for n in range(ROWS)]
    data = deployed.credentials.encode_abi("enrol", [1, 1])
    enrolment = {"to": deployed.credentials.address, "data": data, "gas": hex(200_000)}
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


def balances(node, deployed, wallets):
    """Return the different numbers of badges that these hold."""
    token = deployed.credentials
    calls = [{"to": token.address, "data": token.encode_abi("balanceOf", [it])} for it in wallets]
    answers = node.web3.provider.make_batch_request([("eth_call", [it, "latest"]) for it in calls])
    return {int(answer["result"], 16) for answer in answers}


def transfers(node, deployed):
    return node.web3.eth.get_logs(
        {"fromBlock": 0, "address": deployed.credentials.address, "topics": [TRANSFER]}
    )
