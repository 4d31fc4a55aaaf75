"""The clock of a test chain, which waits for nobody."""

from typing import Any

from web3.types import RPCEndpoint

from cairn.chain.node import Node
from cairn.say.errors import CairnError


def move_to(node: Node, timestamp: int) -> None:
    """Make a block in a second to come. Only chains for tests obey."""
    provider: Any = node.web3.provider
    if node.is_embedded:
        provider.ethereum_tester.time_travel(timestamp)
        provider.ethereum_tester.mine_block()
        return
    for method, given in (("evm_setNextBlockTimestamp", [timestamp]), ("evm_mine", [])):
        answer = provider.make_request(RPCEndpoint(method), given)
        if answer.get("error"):
            raise CairnError("this chain's clock cannot be moved: name a test chain")
