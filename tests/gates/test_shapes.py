"""Each rule of the source lint flags the shape it is for, and leaves the one to write instead."""

import pytest
import shapes

HEAD = """# pragma version 0.4.3
interface Other:
    def poke() -> uint256: nonpayable
    def peek() -> uint256: view

other: Other
count: uint256
flags: uint256
seen: HashMap[uint256, uint256]
queue: DynArray[uint256, 9]

event Poked:
    number: uint256

@internal
def _bump() -> uint256:
    self.count += 1
    return self.count

@internal
@view
def _count() -> uint256:
    return self.count

@external
@payable
def act(x: uint256, y: bool):
"""
EFFECT = "effect: write the state-changing call on a line of its own, away from "

WRONG = {
    "z: uint256 = 1 if y else 2": "ternary: write an if and an else, each with its own assignment",
    "z: uint256 = msg.value | 4": "or: write +, or a variable with the value first, then |",
    "self.flags |= len(msg.data)": "or: write +, or a variable with the value first, then |",
    "assert y": 'reason: write a reason: "word: lower-case sentence"',
    "raise": 'reason: write a reason: "word: lower-case sentence"',
    'assert y, "Not allowed"': 'reason: write a reason: "word: lower-case sentence"',
    'assert y, "act: not allowed."': 'reason: write a reason: "word: lower-case sentence"',
    "assert y, UNREACHABLE": 'reason: write a reason: "word: lower-case sentence"',
    f'raise "act: {"x" * 116}"': "reason: write a reason of at most 120 bytes",
    "z: bool = self._bump() == self.count": EFFECT + "a comparison",
    "z: bool = self.queue.pop() < len(self.queue)": EFFECT + "a comparison",
    "z: uint256 = self.count | self._bump()": EFFECT + "a bitwise operation",
    "z: uint256 = unsafe_add(self.count, self._bump())": EFFECT + "unsafe arithmetic",
    "z: uint256 = unsafe_mul(2, extcall self.other.poke())": EFFECT + "unsafe arithmetic",
    "z: uint256 = pow_mod256(self.count, self._bump())": EFFECT + "pow_mod256",
    "log Poked(number=self._bump())": EFFECT + "a log",
    "for i: uint256 in range(self._bump(), bound=9): pass": EFFECT + "a loop's iterator",
    "z: uint256 = x + self._bump()": EFFECT + "another operand",
    "z: uint256 = max(self.count, self._bump())": EFFECT + "another operand",
    "z: bool = y and (self._bump() == 1)": EFFECT + "a comparison",
    "z: bool = raw_call(self, b'', revert_on_failure=False) and y": EFFECT + "another operand",
    "z: address = create_copy_of(create_minimal_proxy_to(self))": EFFECT + "another one",
    "self.count += self._bump()": EFFECT + "the variable it changes",
    "self.seen[self.count] = self._bump()": EFFECT + "an index",
    "self.seen[self._bump()] = 1": EFFECT + "another operand",
    "self.queue.append(self._bump())": EFFECT + "another one",
    "z: address = create_from_blueprint(self, code_offset=x)": (
        "code-offset: write a blueprint with the usual preamble"
    ),
}

RIGHT = [
    "z: uint256 = msg.value + 4",
    "z: uint256 = self.flags | x",
    'assert y, "act: not by ERC-1271 either"',
    'raise "act: 3 is too many"',
    "z: bool = self._count() == self.count",
    "z: bool = staticcall self.other.peek() == self.count",
    "z: uint256 = self._bump()",
    "z: uint256 = self._bump() + 1",
    "z: uint256 = extcall self.other.poke()",
    "self.count = self._bump()",
    "self.queue.append(self._count())",
    "log Poked(number=self._count())",
    "for i: uint256 in range(self._count(), bound=9): self._bump()",
    "z: Bytes[32] = raw_call(msg.sender, b'', max_outsize=32, is_static_call=True)",
    """assert raw_call(self, b'', revert_on_failure=False), 'act: no answer'""",
    "z: uint256 = convert(raw_call(msg.sender, b'', max_outsize=32), uint256)",
    "z: uint256 = unsafe_add(self.count, self._count())",
    "z: address = create_from_blueprint(self)",
    "if y: self._bump()",
]


def told(tmp_path, source, name="C.vy"):
    path = tmp_path / name
    path.write_bytes(source.encode())
    return [f"{rule}: {remedy}" for _, rule, remedy in shapes.findings(path)]


@pytest.mark.parametrize("statement", WRONG)
def test_a_wrong_statement_is_told_what_to_be(tmp_path, statement):
    assert told(tmp_path, HEAD + f"    {statement}\n") == [WRONG[statement]]


@pytest.mark.parametrize("statement", RIGHT)
def test_a_right_statement_passes(tmp_path, statement):
    assert told(tmp_path, HEAD + f"    {statement}\n") == []


def test_a_finding_names_its_line(tmp_path, capsys):
    (tmp_path / "C.vy").write_text(HEAD + "    assert y\n")

    assert shapes.main(str(tmp_path)) == 1
    line = HEAD.count("\n") + 1
    assert capsys.readouterr().out.startswith(f"{tmp_path}/C.vy:{line}: reason: write")


def test_a_clean_folder_passes(tmp_path, capsys):
    (tmp_path / "C.vy").write_text(HEAD + "    pass\n")

    assert shapes.main(str(tmp_path)) == 0
    assert capsys.readouterr().out == "shapes: 1 sources, no findings\n"


def test_an_internal_function_that_changes_nothing_says_so(tmp_path):
    nothing = "@internal\ndef _nothing() -> uint256:\n    return self.count\n"

    assert told(tmp_path, HEAD + f"    pass\n{nothing}") == [
        "view: write @view or @pure above _nothing: it changes nothing"
    ]


@pytest.mark.parametrize(
    "change", ["self.count = 1", "log Poked(number=1)", "self._bump()", "send(self, 1)"]
)
def test_an_internal_function_that_changes_something_needs_no_word(tmp_path, change):
    something = f"@internal\ndef _something():\n    {change}\n"

    assert told(tmp_path, HEAD + f"    pass\n{something}") == []


@pytest.mark.parametrize("letter", ["\f", "\v", "\t", "\r", "\x85", "\u2028", "\uff21", "\ufeff"])
def test_only_printable_ascii_is_left_in_a_source(tmp_path, letter):
    [found] = told(tmp_path, f"# pragma version 0.4.3\n# a{letter}b\n", "I.vyi")

    assert found == f"ascii: write printable ASCII in place of {letter!a}"


@pytest.mark.parametrize("first", ["", "# pragma version ^0.4.0", "#pragma version 0.4.3"])
def test_every_source_names_the_one_compiler(tmp_path, first):
    assert told(tmp_path, f"{first}\n", "I.vyi") == [
        "pragma: write `# pragma version 0.4.3` as the first line"
    ]


def test_what_does_not_compile_is_a_finding(tmp_path):
    [found] = told(tmp_path, HEAD + "    self.nothing = 1\n")

    assert found.startswith("compile: ")
    assert found.endswith("(C.vy)")


def test_a_module_is_imported_by_one_path(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "m.vy").write_text("# pragma version 0.4.3\n")
    twice = "from . import m as one\nfrom ..folder import m as two\n"

    found = shapes.findings(write(folder / "C.vy", twice))

    assert found == [(3, "import", "write one import of m.vy, by one path")]


def test_no_import_shifts_the_lines_of_the_compiler(tmp_path):
    write(tmp_path / "deep.vy", "# a\fb\n")
    write(tmp_path / "near.vy", "from . import deep\n")

    found = shapes.findings(write(tmp_path / "C.vy", "from . import near\n"))

    remedy = "import nothing with shifted lines, as deep.vy has"
    assert found == [(2, "ascii", remedy)]


POKE = """
interface Other:
    def poke(): nonpayable

@external
def act(other: Other):
    extcall other.poke()
"""
LIBRARY = """
count: public(uint256)
LIMIT: public(constant(uint256)) = 3
born: public(immutable(uint256))

@deploy
def __init__():
    born = block.timestamp

@external
@view
def doubled() -> uint256:
    return self.count * 2

@external
@pure
def three() -> uint256:
    return 3
"""
INIT = """
@deploy
def __init__():
    lib.__init__()
"""


@pytest.mark.parametrize("view", ["count", "doubled"])
def test_a_contract_that_calls_out_wraps_the_views_of_a_library(tmp_path, view):
    assert exported(tmp_path, view, POKE) == [
        f"write a view that wraps {view}, locked while a call is made"
    ]


@pytest.mark.parametrize("view", ["LIMIT", "three", "born"])
def test_what_reads_no_state_may_be_exported_all_the_same(tmp_path, view):
    assert exported(tmp_path, view, POKE) == []


def test_a_contract_that_calls_nobody_may_export_any_view(tmp_path):
    assert exported(tmp_path, "doubled", "") == []


def exported(tmp_path, view, body):
    """What is said of a contract that exports `view` of a library outside its own folder."""
    write(tmp_path / "library" / "lib.vy", LIBRARY)
    source = f"from ..library import lib\ninitializes: lib\nexports: lib.{view}\n{INIT}{body}"
    path = write(tmp_path / "contracts" / "C.vy", source)
    return [remedy for _, _, remedy in shapes.findings(path)]


def write(path, source):
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{shapes.PRAGMA}\n{source}")
    return path
