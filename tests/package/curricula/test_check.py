"""`curriculum check`: every line that a faulty file gets, and what a sound one comes to."""

from pathlib import Path

import pytest

from cairn.curricula.check import load_sound
from cairn.say.errors import CairnError

ROOT = Path(__file__).parents[3]
FAULTY = ROOT / "tests/data/curricula"
TOLD = (FAULTY / "told.txt").read_text().splitlines()
FILES = sorted(path.name for path in FAULTY.glob("*.yaml"))


def told_of(file):
    """The lines of the golden file that are about this one."""
    return [line for line in TOLD if line.startswith((f"{file}:", f"{file},"))]


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


def test_a_mark_at_the_start_and_line_ends_of_windows_do_no_harm(run, write):
    text = (FAULTY / "sound.yaml").read_text().replace("\n", "\r\n")
    path = write("sound.yaml", "\ufeff" + text)

    assert run("check", path).output.endswith(told_of("sound.yaml")[0] + "\n")


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


def test_the_example_of_the_documents_is_sound(run, write):
    page = (ROOT / "docs/curriculum-file.md").read_text()
    example = page.split("```yaml\n")[1].split("```")[0]
    result = run("check", write("bread.yaml", example))

    assert result.exit_code == 0
    assert result.output.endswith("4 badges, 1 composite, 2 gates, 544 bytes, rank 1\n")
