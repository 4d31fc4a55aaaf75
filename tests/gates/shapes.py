"""Refuse the shapes of Vyper that the 0.4.3 compiler gets wrong, and reasons nobody can read.

    python tests/gates/shapes.py [FOLDER]        (FOLDER: contracts)

Every source is analysed by the compiler itself, so that "changes state" is its own verdict and
not a guess by name. One line a finding, `file:line: rule: what to write instead`, and exit 1.

The wrong code these rules keep out: a ternary or an `|` on `msg.value` that loses bits
(CVE-2026-114117), a ternary on arrays (CVE-2026-114115), letters and form feeds that move the
compiler's eye to another line (CVE-2026-114114, CVE-2026-114116), an offset that deploys nothing
(CVE-2026-114118), operands evaluated from right to left (CVE-2023-40015).
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vyper import ast as vy
from vyper.builtins import functions as builtin
from vyper.cli.vyper_compile import get_search_paths
from vyper.compiler.input_bundle import FilesystemInputBundle
from vyper.compiler.phases import CompilerData
from vyper.exceptions import VyperException
from vyper.semantics.analysis.base import StateMutability, VarAccess
from vyper.semantics.data_locations import DataLocation
from vyper.semantics.types.base import TYPE_T
from vyper.semantics.types.function import ContractFunctionT, MemberFunctionT

PRAGMA = "# pragma version 0.4.3"
REASON = re.compile(r"[a-z][a-z0-9_-]*: [a-z0-9](.*[^.!\s])?")
LONGEST_REASON = 120  # bytes; beyond 1,024 the compiler itself goes wrong
LINE_SHIFTERS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029\ufeff]")

PRODUCERS = (  # built-in functions that change state, besides raw_call
    builtin.Send,
    builtin.SelfDestruct,
    builtin.RawLog,
    builtin._CreateBase,
)
UNORDERED = {  # where operands run from right to left, or in no order at all
    vy.Compare: "a comparison",
    vy.Log: "a log",
    vy.For: "a loop's iterator",
    vy.BitAnd: "a bitwise operation",
    vy.BitOr: "a bitwise operation",
    vy.BitXor: "a bitwise operation",
    builtin._UnsafeMath: "unsafe arithmetic",
    builtin.PowMod256: "pow_mod256",
}

Told = Iterator[tuple[int, str]]  # the line, and what to write there


class Finding(NamedTuple):
    line: int
    rule: str
    remedy: str


def type_of(node: vy.VyperNode):
    """What the compiler found `node` to be; None for what has no type, as an operator."""
    return node._metadata.get("type")


# ------------------------------------------------------------------------------ the text


def foreign_letters(text: str) -> Told:
    for number, line in enumerate(text.split("\n"), 1):
        if odd := next((letter for letter in line if not " " <= letter <= "~"), None):
            yield number, f"write printable ASCII in place of {odd!a}"


def wrong_version(text: str) -> Told:
    if text.split("\n", 1)[0] != PRAGMA:
        yield 1, f"write `{PRAGMA}` as the first line"


# ------------------------------------------------------------------------------ expressions


def ternaries(module: vy.Module) -> Told:
    for node in module.get_descendants(vy.IfExp):
        yield node.lineno, "write an if and an else, each with its own assignment"


def blueprint_offsets(module: vy.Module) -> Told:
    for call in module.get_descendants(vy.Call):
        names = {keyword.arg for keyword in call.keywords}
        if isinstance(type_of(call.func), builtin.CreateFromBlueprint) and "code_offset" in names:
            yield call.lineno, "write a blueprint with the usual preamble"


def ored_call_sizes(module: vy.Module) -> Told:
    for node in module.get_descendants((vy.BinOp, vy.AugAssign)):
        parts = {part.node_source_code for part in node.get_descendants(vy.Attribute)}
        if isinstance(node.op, vy.BitOr) and parts & {"msg.value", "msg.data"}:
            yield node.lineno, "write +, or a variable with the value first, then |"


# ------------------------------------------------------------------------------ effects


def changes_state(call: vy.Call) -> bool:
    callee = type_of(call.func)
    if isinstance(callee, ContractFunctionT):
        return callee.mutability > StateMutability.VIEW
    if isinstance(callee, MemberFunctionT):
        return callee.is_modifying
    if isinstance(callee, builtin.RawCall):
        return not any(k.arg == "is_static_call" and is_true(k.value) for k in call.keywords)
    return isinstance(callee, PRODUCERS)


def is_true(node: vy.ExprNode) -> bool:
    return getattr(node.reduced(), "value", None) is True


def is_inert(node: vy.VyperNode) -> bool:
    """Whether evaluating `node` early or late makes no difference: a literal, constant or type."""
    if isinstance(node, vy.Operator) or isinstance(type_of(node), TYPE_T):
        return True
    return isinstance(node, vy.ExprNode) and isinstance(node.reduced(), vy.Constant)


def unordered(node: vy.VyperNode) -> str | None:
    """The name of the construct `node` if it does not evaluate from left to right."""
    callee = type_of(node.func) if isinstance(node, vy.Call) else None
    kinds = (node, getattr(node, "op", None), callee)
    return next((UNORDERED[k] for k in UNORDERED if any(isinstance(x, k) for x in kinds)), None)


def operands(node: vy.VyperNode) -> list[vy.VyperNode]:
    """What `node` evaluates; a callee only as far as it computes whom to call."""
    if not isinstance(node, vy.Call):
        return node.get_children()
    receiver = getattr(node.func, "value", None)
    computed = [] if receiver is None or isinstance(receiver, vy.Name) else [receiver]
    return [*computed, *node.args, *(keyword.value for keyword in node.keywords)]


def companion(effect: vy.Call, statement: vy.Stmt) -> str | None:
    """What `effect` shares its statement with and must not; None if it stands alone."""
    path = [effect]
    while path[-1] is not statement:
        parent = path[-1].get_ancestor()
        if place := unordered(parent):
            return place
        if isinstance(parent, vy.AugAssign):
            return "the variable it changes"
        if isinstance(parent, vy.ExprNode) and not all(
            is_inert(part) or any(part is step for step in path) for part in operands(parent)
        ):
            return "another operand"
        path.append(parent)
    target = getattr(statement, "target", None)
    if target is not None and target.get_descendants(vy.Subscript, include_self=True):
        return "an index"
    return None


def crowded_effects(module: vy.Module) -> Told:
    effects = defaultdict(list)
    for call in module.get_descendants(vy.Call):
        if changes_state(call):
            effects[call.get_ancestor(vy.Stmt)].append(call)
    for statement, (first, *others) in effects.items():
        if beside := "another one" if others else companion(first, statement):
            remedy = f"write the state-changing call on a line of its own, away from {beside}"
            yield statement.lineno, remedy


def undeclared_views(module: vy.Module) -> Told:
    """Internal functions that change nothing and do not say so, and so count as effects above."""
    for node in module.get_children(vy.FunctionDef):
        function = node._metadata["func_type"]
        declared = not function.is_internal or function.mutability != StateMutability.NONPAYABLE
        if declared or writes_state(function) or any(node.get_descendants(vy.Log)):
            continue
        if not any(changes_state(call) for call in node.get_descendants(vy.Call)):
            yield node.lineno, f"write @view or @pure above {node.name}: it changes nothing"


def writes_state(function: ContractFunctionT) -> bool:
    return any(is_state(access) for access in function.get_variable_writes())


def is_state(access: VarAccess) -> bool:
    return access.variable.location in (DataLocation.STORAGE, DataLocation.TRANSIENT)


# ------------------------------------------------------------------------------ reasons


def unreadable_reasons(module: vy.Module) -> Told:
    constants = {
        node.target.id: node.value
        for node in module.get_children(vy.VariableDecl)
        if node.is_constant
    }
    for node in module.get_descendants((vy.Assert, vy.Raise)):
        reason = node.msg if isinstance(node, vy.Assert) else node.exc
        reason = constants.get(getattr(reason, "id", None), reason)
        text = reason.value if isinstance(reason, vy.Str) else ""
        if not REASON.fullmatch(text):
            yield node.lineno, 'write a reason: "word: lower-case sentence"'
        elif len(text) > LONGEST_REASON:
            yield node.lineno, f"write a reason of at most {LONGEST_REASON} bytes"


# ------------------------------------------------------------------------------ modules


def double_imports(module: vy.Module) -> Told:
    seen = set()
    for node in module.get_children((vy.Import, vy.ImportFrom)):
        path = node._metadata["import_info"].compiler_input.resolved_path
        if path in seen:
            yield node.lineno, f"write one import of {path.name}, by one path"
        seen.add(path)


def shifting_imports(module: vy.Module) -> Told:
    """Imports, however deep, whose text holds what shifts the compiler's line numbers."""
    for node in module.get_children((vy.Import, vy.ImportFrom)):
        info = node._metadata["import_info"]
        if LINE_SHIFTERS.search(info.compiler_input.contents):
            name = info.compiler_input.path.name
            yield node.lineno, f"import nothing with shifted lines, as {name} has"
        if isinstance(info.parsed, vy.Module):
            yield from ((node.lineno, remedy) for _, remedy in shifting_imports(info.parsed))


def unlocked_views(module: vy.Module) -> Told:
    """Views of a library, open to a callee in the middle of a call, while state is half done.

    A library is whatever lies outside the folder of `module` and those below it.
    """
    if not any(calls_out(function) for function in type_of(module).exposed_functions):
        return
    own = Path(module.resolved_path).parent
    for declaration in module.get_children(vy.ExportsDecl):
        for function in declaration._metadata["exports_info"].functions:
            home = Path(function.decl_node.module_node.resolved_path)
            if reads_unlocked(function) and own not in home.parents:
                remedy = f"write a view that wraps {function.name}, locked while a call is made"
                yield declaration.lineno, remedy


def reads_unlocked(function: ContractFunctionT) -> bool:
    """Whether `function` is a view of what may change, open while a call is under way."""
    if function.nonreentrant or function.mutability != StateMutability.VIEW:
        return False
    return any(is_state(access) for access in function.get_variable_accesses())


def calls_out(function: ContractFunctionT) -> bool:
    """Whether `function`, or any that it calls, hands control to other code."""
    return any(
        isinstance(call.get_ancestor(), vy.ExtCall)
        or (changes_state(call) and isinstance(type_of(call.func), builtin.BuiltinFunctionT))
        for body in (function, *function.reachable_internal_functions)
        for call in body.ast_def.get_descendants(vy.Call)
    )


# ------------------------------------------------------------------------------ the run

TEXT_RULES = {"ascii": foreign_letters, "pragma": wrong_version}
TREE_RULES = {
    "ternary": ternaries,
    "code-offset": blueprint_offsets,
    "or": ored_call_sizes,
    "effect": crowded_effects,
    "view": undeclared_views,
    "reason": unreadable_reasons,
    "import": double_imports,
    "ascii": shifting_imports,
    "unlocked-view": unlocked_views,
}


def analysed(path: Path) -> CompilerData:
    bundle = FilesystemInputBundle(get_search_paths())
    return CompilerData(bundle.load_file(path), bundle)


def told(rules: dict, source) -> list[Finding]:
    return sorted({Finding(line, r, remedy) for r in rules for line, remedy in rules[r](source)})


def findings(path: Path) -> list[Finding]:
    """All that is wrong with the source at `path`, line by line; its text first, if that is."""
    wrong_text = told(TEXT_RULES, path.read_bytes().decode(errors="surrogateescape"))
    if wrong_text or path.suffix == ".vyi":
        return wrong_text
    try:
        return told(TREE_RULES, analysed(path).annotated_vyper_module)
    except VyperException as error:
        return [uncompiled(error)]


def uncompiled(error: VyperException) -> Finding:
    """The compiler's first refusal, which may lie in a module that the source imports."""
    text = str(error)
    place = re.search(r'contract "([^"]+):(\d+)"', text)
    file, line = (Path(place[1]).name, int(place[2])) if place else ("", 1)
    complaint = next(x for x in text.splitlines() if x and not x.startswith("Compilation failed"))
    return Finding(line, "compile", f"{complaint} ({file})")


def main(folder: str = "contracts") -> int:
    sources = sorted(Path(folder).rglob("*.vy*"))
    found = [(path, finding) for path in sources for finding in findings(path)]
    for path, finding in found:
        print(f"{path}:{finding.line}: {finding.rule}: {finding.remedy}")
    print(f"shapes: {len(sources)} sources, {len(found) or 'no'} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
