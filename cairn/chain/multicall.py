"""One question about a thousand learners, in as few round trips as the node allows."""

from collections.abc import Iterator, Sequence

import ape
from ape.contracts.base import ContractCallHandler
from ape.exceptions import ProviderError
from eth_utils import to_hex
from hexbytes import HexBytes
from requests import HTTPError

AT_ONCE = 100  # questions a request: what public nodes take


def ask_many(view: ContractCallHandler, questions: Sequence[tuple]) -> Iterator:
    """Call a view with each of these argument lists, and yield the answers in order."""
    for group in groups_of(AT_ONCE, questions):
        yield from _together(view, group) or (view(*question) for question in group)


def groups_of(size: int, items: Sequence) -> Iterator[Sequence]:
    """Yield the items in groups of `size`, the last one with the rest."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _together(view: ContractCallHandler, group: Sequence[tuple]) -> list | None:
    """Ask in one request; None if the chain or its node takes one question at a time."""
    post = getattr(ape.chain.provider.web3.provider, "make_batch_request", None)
    if post is None:
        return None
    to = str(view.contract.address)
    calls = [{"to": to, "data": to_hex(view.encode_input(*question))} for question in group]
    try:
        answers = post([("eth_call", [call, "latest"]) for call in calls])
    except HTTPError:  # the way in which some nodes say that they take none
        return None
    if not isinstance(answers, list) or len(answers) != len(group):
        return None

    return [_decoded(view, answer) for answer in answers]


def _decoded(view: ContractCallHandler, answer: dict):
    if "error" in answer:
        raise ProviderError(answer["error"].get("message", "it refused a call"))
    ecosystem = ape.chain.provider.network.ecosystem
    decoded = ecosystem.decode_returndata(view.abis[0], HexBytes(answer["result"]))

    return decoded[0] if len(decoded) == 1 else decoded
