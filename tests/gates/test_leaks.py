"""What names one machine is found, and what only looks like it is not."""

import leaks
import pytest


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("see pypi" + ".org", "names a package host: pypi" + ".org"),
        ("files.pythonhosted" + ".org", "names a package host: pythonhosted" + ".org"),
        ("cd /wo" + "rk/main", "names a path of one machine: /wo" + "rk/"),
        ('"/home' + '/me"', "names a path of one machine: /home" + "/"),
        (".." + "/shared/data", "names a folder outside the project: .." + "/shared"),
    ],
)
def test_what_names_one_machine_is_found(text, what):
    assert list(leaks.leaks("fine\n" + text)) == [(2, what)]


@pytest.mark.parametrize(
    "text",
    ["https://example.org/home/", "./work/notes", "$HOME/tmp/", "tests/data/work/", "/tmpl/"],
)
def test_what_means_the_same_everywhere_passes(text):
    assert list(leaks.leaks(text)) == []
