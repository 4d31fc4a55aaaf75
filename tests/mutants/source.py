"""A text that can be asked by the lines and columns of Vyper's parser."""

from typing import NamedTuple

from vyper import ast as vy


class Change(NamedTuple):
    """One edit: what stands between two offsets gives way to another text."""

    operator: str  # the kind of fault
    start: int
    end: int
    text: str


class Source:
    def __init__(self, text: str):
        self.text = text
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def start(self, node: vy.VyperNode) -> int:
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node: vy.VyperNode) -> int:
        return self.starts[node.end_lineno - 1] + node.end_col_offset

    def of(self, node: vy.VyperNode) -> str:
        return self.text[self.start(node) : self.end(node)]

    def replaced(self, node: vy.VyperNode, operator: str, text: str) -> Change:
        return Change(operator, self.start(node), self.end(node), text)

    def after(self, change: Change) -> str:
        return self.text[: change.start] + change.text + self.text[change.end :]

    def lines_around(self, change: Change) -> tuple[str, str]:
        """The whole lines that change, before and after, each put on one line."""
        first = self.text.rfind("\n", 0, change.start) + 1
        last = (self.text + "\n").find("\n", change.end)
        head, tail = self.text[first : change.start], self.text[change.end : last]
        middles = self.text[change.start : change.end], change.text
        before, after = (" ".join((head + middle + tail).split()) for middle in middles)
        return before, after

    def about(self, change: Change) -> str:
        """The lines that change, with two more on either side."""
        first = self.text.count("\n", 0, change.start)
        last = self.text.count("\n", 0, change.end)
        return "\n".join(self.text.split("\n")[max(first - 2, 0) : last + 3])
