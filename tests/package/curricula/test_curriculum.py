"""The command: `curriculum check`, `show` and `hash`, and every line that a faulty file gets."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from cairn.cli.verbs.curriculum import cli
from cairn.curricula.compiler import compile_record
from cairn.curricula.curriculum import load
from cairn.curricula.faults import check, load_sound
from cairn.say.errors import CairnError

ROOT = Path(__file__).parents[3]
FAULTY = ROOT / "tests/data/curricula"
TOLD = (FAULTY / "told.txt").read_text().splitlines()
FILES = sorted(path.name for path in FAULTY.glob("*.yaml"))
SCHOOL = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def told_of(file):
    """The lines of the golden file that are about this one."""
    return [line for line in TOLD if line.startswith((f"{file}:", f"{file},"))]


@pytest.fixture
def run():
    def run(*words):
        return CliRunner().invoke(cli, [str(word) for word in words])

    return run


def write(path, text):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_every_golden_line_is_about_a_file_of_the_corpus():
    assert [line for file in FILES for line in told_of(file)] == TOLD
    assert len(FILES) == 42


@pytest.mark.parametrize("file", FILES)
def test_a_faulty_file_gets_exactly_these_lines(run, monkeypatch, file):
    monkeypatch.chdir(FAULTY)
    result = run("check", file)

    assert result.stdout.splitlines() == told_of(file)
    assert result.exit_code == (0 if file in ("sound.yaml",) else 1)


@pytest.mark.parametrize("file", FILES)
def test_only_a_file_that_may_be_proposed_is_read_for_it(monkeypatch, file):
    monkeypatch.chdir(FAULTY)
    stops = not any(" bytes, rank " in line for line in told_of(file))
    if stops:
        with pytest.raises(CairnError) as refusal:
            load_sound(file)
        assert str(refusal.value) in told_of(file)
    else:
        assert load_sound(file).file == file


def test_files_that_are_no_text_get_a_line(run, tmp_path):
    cases = {
        b"": "the file is empty: begin it with",
        b"\n# nothing\n": "the file is empty: begin it with",
        b"\xff\xfec\x00": "line 1: this is not UTF-8 text: save the file as UTF-8",
        b"curriculum: a\ntitle: \x07\n": "line 2: the control character U+0007 is not YAML",
        b"[" * 5000 + b"]" * 5000: "it nests too deeply: at most 40 levels",
        b"a: " + b"[" * 60 + b"]" * 60: "line 1: it nests too deeply: at most 40 levels",
        b"{a: b}: c\n": "line 1: a field's name is not text: write name: value",
        b"".join(b" " * n + b"a:\n" for n in range(600)): "it nests too deeply: at most 40 levels",
        b"x" * 250_001: "250,001 bytes are too many: at most 250,000",
    }
    for number, (content, line) in enumerate(cases.items()):
        result = run("check", write(tmp_path / f"{number}.yaml", content))
        assert result.exit_code == 1
        assert result.stdout.count("\n") == 1
        assert line in result.stdout


def test_a_file_that_is_not_there_gets_a_line(run, tmp_path):
    for words in (["check"], ["show"], ["hash"]):
        result = run(*words, tmp_path / "nothing.yaml")
        assert result.exit_code == 1
        assert result.output.count("\n") == 1
        assert "cannot be read (no such file or directory): give the path" in result.output


def test_a_mark_at_the_start_and_line_ends_of_windows_do_no_harm(run, tmp_path):
    text = (FAULTY / "sound.yaml").read_text().replace("\n", "\r\n")
    path = write(tmp_path / "sound.yaml", "\ufeff" + text)

    assert run("check", path).output.endswith(told_of("sound.yaml")[0] + "\n")


def test_words_of_yaml_are_text_here(tmp_path):
    path = write(
        tmp_path / "numbers.yaml",
        "curriculum: '2024'\ntitle: no\nbadges:\n  - {key: 6.10, name: 1_000}\n"
        "  - {key: on, name: 12:30}\n",
    )
    curriculum = load(path)

    assert (curriculum.key, curriculum.title) == ("2024", "no")
    assert [(badge.key, badge.name) for badge in curriculum.badges] == [
        ("6.10", "1_000"),
        ("on", "12:30"),
    ]


def test_names_are_kept_in_one_form_of_unicode(tmp_path):
    path = write(tmp_path / "a.yaml", "curriculum: a\ntitle: Cafe\u0301\n")

    assert load(path).title == "Café"


def test_a_day_is_past_when_it_is_over(tmp_path):
    path = write(
        tmp_path / "a.yaml",
        "curriculum: a\ntitle: A\nreview_by: 2028-09-01\n"
        "issuers: [{name: S, account: s, until: 2028-09-01}]\nbadges: [{key: a, name: A}]\n",
    )
    assert check(path, date(2028, 9, 1))[1] == []
    assert [fault.line for fault in check(path, date(2028, 9, 2))[1]] == [3, 4]


def test_one_faulty_file_among_sound_ones_fails_them_all(run):
    result = run("check", ROOT / "curricula/mitx-sds-v1.yaml", FAULTY / "threshold-zero.yaml")

    assert result.exit_code == 1
    assert "mitx-sds-v1.yaml: 6 badges, 1 composite, 2 gates, 928 bytes, rank 1" in result.output
    assert "at_least: 0 asks for nothing" in result.output


def test_a_sound_new_version_says_what_it_keeps(run):
    result = run("check", ROOT / "curricula/mitx-sds-v2.yaml")

    assert result.exit_code == 0
    assert result.output.endswith(
        "7 badges, 1 composite, 6 of these kept from mitx-sds-v1, 5 gates, 704 bytes, rank 1\n"
    )


def test_show_draws_the_rule_in_plain_words(run):
    lines = run("show", ROOT / "curricula/mitx-sds-v2.yaml").output.splitlines()

    assert lines[:5] == [
        "MITx MicroMasters in Statistics and Data Science, with tracks (mitx-sds-v2)",
        "a new version of mitx-sds-v1",
        "awarded by MITx (mitx)",
        "micromasters  MicroMasters in Statistics and Data Science (MicroCredential)",
        "└── all 4 of these",
    ]
    assert "    ├── One whole track: one of these 3" in lines
    assert "    │   ├── Social sciences: both of these" in lines
    assert "    │   │   └── 18.6501x  Fundamentals of Statistics (Course)" in lines


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("bismarck-science-with-lab", "└── 8 credits out of these 7"),
        ("bismarck-science-with-lab", "sci-4a  Science with lab, 4 credits, A (Course, 4 credits)"),
        ("eagle-2013", "Twenty-one in all: 21 of these 27 (required ones count too)"),
        ("comptia-cios", "A+ unexpired when it counts (not enforced yet)"),
        ("comptia-cios", "A+ (Certification, valid 1095 days)"),
        ("mitx-scm", "CTL.SC0x before SCM capstone exam (not enforced yet)"),
    ],
)
def test_show_tells_credits_validity_and_what_is_not_enforced(run, key, line):
    assert line in run("show", ROOT / f"curricula/{key}.yaml").output


def test_hash_is_that_of_the_record_which_a_vote_adopts(run):
    path = ROOT / "curricula/mitx-scm.yaml"
    record = compile_record(
        load(path), lambda role: SCHOOL, curriculum_id=3, version=1, without={"order"}
    )
    result = run(
        *("hash", path, "--curriculum", 3, "--account", f"mitx={SCHOOL}", "--without", "order")
    )
    assert result.output == f"0x{record.hash.hex()}\n"
    assert result.exit_code == 0


def test_hash_of_a_new_version_takes_the_ones_before_from_beside_it(run):
    path = ROOT / "curricula/mitx-sds-v2.yaml"
    words = ("--curriculum", 1, "--version", 2, "--account", f"mitx={SCHOOL}")

    assert run("hash", path, *words).output.startswith("0x")
    assert run("hash", path, *words).output != run("hash", path, *words[:2], *words[4:]).output


@pytest.mark.parametrize(
    ("file", "words", "line"),
    [
        ("mitx-sds-v1", [], 'line 13: the address of "mitx" is not known: add --account mitx=0x'),
        ("mitx-sds-v1", ["--account", "mitx=0x12"], "is no address"),
        ("mitx-scm", ["--account", f"mitx={SCHOOL}"], 'line 29: the rule under "order" cannot'),
    ],
)
def test_hash_refuses_in_one_line(run, file, words, line):
    result = run("hash", ROOT / f"curricula/{file}.yaml", *words)

    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert line in result.output


def test_every_command_has_help(run):
    for words in ((), ("check",), ("show",), ("hash",)):
        result = run(*words, "--help")
        assert result.exit_code == 0
        assert len(result.output) > 100


def test_the_example_of_the_documents_is_sound(run, tmp_path):
    page = (ROOT / "docs/curriculum-file.md").read_text()
    example = page.split("```yaml\n")[1].split("```")[0]
    result = run("check", write(tmp_path / "bread.yaml", example))

    assert result.exit_code == 0
    assert result.output.endswith("4 badges, 1 composite, 2 gates, 544 bytes, rank 1\n")
