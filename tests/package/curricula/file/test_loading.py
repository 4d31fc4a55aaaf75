"""A curriculum file is read as text, whatever YAML might make of it; or a line says why not."""

from cairn.curricula.file import load


def test_files_that_are_no_text_get_a_line(run, write):
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
        result = run("check", write(f"{number}.yaml", content))
        assert result.exit_code == 1
        assert result.stdout.count("\n") == 1
        assert line in result.stdout


def test_a_file_that_is_not_there_gets_a_line(run, tmp_path):
    for words in (["check"], ["show"], ["hash"]):
        result = run(*words, tmp_path / "nothing.yaml")
        assert result.exit_code == 1
        assert result.output.count("\n") == 1
        assert "cannot be read (no such file or directory): give the path" in result.output


def test_words_of_yaml_are_text_here(write):
    path = write(
        "numbers.yaml",
        "curriculum: '20.24'\ntitle: no\nbadges:\n  - {key: 6.10, name: 1_000}\n"
        "  - {key: on, name: 12:30}\n",
    )
    curriculum = load(path)

    assert (curriculum.key, curriculum.title) == ("20.24", "no")
    assert [(badge.key, badge.name) for badge in curriculum.badges] == [
        ("6.10", "1_000"),
        ("on", "12:30"),
    ]


def test_names_are_kept_in_one_form_of_unicode(write):
    path = write("a.yaml", "curriculum: a\ntitle: Cafe\u0301\n")

    assert load(path).title == "Café"
