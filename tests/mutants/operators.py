"""The small faults that can be put into a Vyper source, where the compiler's own parser sees them.

What is left alone, and why: types, as their bounds are in the ABI that the golden files keep; the
reasons of a refusal, each of which a test holds word for word; and the whole condition of an
`assert`, whose opposite would refuse whatever succeeds. To delete the `assert` is the harder fault.
"""

import re
from collections.abc import Callable, Iterator

from vyper import ast as vy

from mutants.source import Change, Source

OPPOSITE = {
    vy.Eq: ("==", "!="),
    vy.NotEq: ("!=", "=="),
    vy.Lt: ("<", "<="),
    vy.LtE: ("<=", "<"),
    vy.Gt: (">", ">="),
    vy.GtE: (">=", ">"),
    vy.In: ("in", "not in"),
    vy.NotIn: ("not in", "in"),
    vy.And: ("and", "or"),
    vy.Or: ("or", "and"),
}
TYPES = {"String", "Bytes", "DynArray", "HashMap", "address", "uint256", "bytes4", "bytes32"}
DELETED = {
    vy.Assign: "effect",
    vy.AugAssign: "effect",
    vy.Expr: "effect",
    vy.Return: "effect",
    vy.Break: "effect",
    vy.Continue: "effect",
    vy.Assert: "assert",
    vy.Raise: "assert",
    vy.Log: "log",
}


def comparisons(source: Source, module: vy.Module) -> Iterator[Change]:
    for node in module.get_descendants(vy.Compare):
        yield _between(source, node.left, node.right, node.op, "comparison")


def connectives(source: Source, module: vy.Module) -> Iterator[Change]:
    for node in module.get_descendants(vy.BoolOp):
        for left, right in zip(node.values, node.values[1:], strict=False):
            yield _between(source, left, right, node.op, "connective")


def conditions(source: Source, module: vy.Module) -> Iterator[Change]:
    for node in module.get_descendants(vy.If):
        yield source.replaced(node.test, "condition", f"not ({source.of(node.test)})")
    for node in module.get_descendants(vy.UnaryOp):
        if isinstance(node.op, vy.Not):
            yield source.replaced(node, "condition", source.of(node.operand))


def constants(source: Source, module: vy.Module) -> Iterator[Change]:
    for node in module.get_descendants((vy.Int, vy.Hex, vy.NameConstant, vy.Str, vy.Bytes)):
        if not _is_type_or_reason(node):
            for other in _others(node):
                yield source.replaced(node, "constant", other)


def deletions(source: Source, module: vy.Module) -> Iterator[Change]:
    """No statement that gives a value back is deleted: nothing would compile."""
    for node in module.get_descendants(tuple(DELETED)):
        if not (isinstance(node, vy.Return) and node.value is not None):
            yield source.replaced(node, DELETED[type(node)], "pass")


Operator = Callable[[Source, vy.Module], Iterator[Change]]
OPERATORS: tuple[Operator, ...] = comparisons, connectives, conditions, constants, deletions


def _between(
    source: Source, left: vy.VyperNode, right: vy.VyperNode, op: vy.VyperNode, kind: str
) -> Change:
    """Put the opposite of an operator that stands between two operands, perhaps behind brackets."""
    sign, opposite = OPPOSITE[type(op)]
    start, end = source.end(left), source.start(right)
    word = rf"\b{sign}\b".replace(" ", r"\s+") if sign[0].isalpha() else re.escape(sign)
    found = re.search(word, source.text[start:end])
    if not found:
        raise ValueError(f"line {left.lineno}: no {sign} in {source.text[start:end]!r}")
    return Change(kind, start + found.start(), start + found.end(), opposite)


def _is_type_or_reason(node: vy.VyperNode) -> bool:
    below, parent = node, node.get_ancestor()
    while parent is not None:
        parts = (getattr(parent, part, None) for part in ("annotation", "msg", "exc"))
        if any(part is below for part in parts) or _is_type(parent):
            return True
        below, parent = parent, parent.get_ancestor()
    return False


def _is_type(node: vy.VyperNode) -> bool:
    """Whether this is a type with its bound, as `uint256[16]` in `empty(uint256[16])`."""
    return isinstance(node, vy.Subscript) and getattr(node.value, "id", "") in TYPES


def _others(node: vy.Constant) -> list[str]:
    """What a constant could be by a slip: one more, one less, one bit or one letter off."""
    value = node.value
    if isinstance(node, vy.NameConstant):
        return [str(not value)]
    if isinstance(node, vy.Int):
        return [str(value + 1)] + [str(value - 1)] * (value > 0)
    if isinstance(node, vy.Hex):
        return [f"{int(value, 16) ^ 1:#0{len(value)}x}"]
    if not value:
        return []
    if isinstance(node, vy.Bytes):
        return [_bytes_literal(value[:-1] + bytes([value[-1] ^ 1]))]
    return [f'"{"b" if value[0] == "a" else "a"}{value[1:]}"']


def _bytes_literal(value: bytes) -> str:
    return 'b"' + "".join(f"\\x{byte:02x}" for byte in value) + '"'
