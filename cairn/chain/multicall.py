"""One question about a thousand learners, in as few round trips as the node allows."""

from collections.abc import Iterator, Sequence
from typing import Any

from requests import HTTPError

from cairn.chain.contracts import Method

AT_ONCE = 100  # questions a request: what public nodes take


def ask_many(view: Method, questions: Sequence[tuple]) -> Iterator[Any]:
    """Call a view with each of these argument lists, and yield the answers in order."""
    for group in groups_of(AT_ONCE, questions):
        yield from _together(view, group) or (view(*question) for question in group)


def groups_of(size: int, items: Sequence) -> Iterator[Sequence]:
    """Yield the items in groups of `size`, the last one with the rest."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _together(view: Method, group: Sequence[tuple]) -> list | None:
    """Ask in one request; None if the node takes one question at a time."""
    questions = [view.question(*question) for question in group]
    try:
        answers = view.contract.node.together([call for _, call in questions])
    except HTTPError:  # the way in which some nodes say that they take none
        return None
    if answers is None:
        return None
    return [function.answer(data) for (function, _), data in zip(questions, answers, strict=True)]
