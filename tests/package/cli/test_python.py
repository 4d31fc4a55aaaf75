"""docs/python.md is a session that runs, and the names that it shows are all there are."""

import doctest
import re
from pathlib import Path

import cairn

PAGE = Path("docs/python.md").read_text(encoding="utf-8")


def test_the_session_on_the_page_goes_as_it_stands_there(
    mitx, suite, node, signing, credentials, issuer, learners
):
    learner, other = learners[:2]
    badge = mitx.ids["6.431x"]
    credentials.enrol(mitx.number, 1, sender=learner)
    credentials.award(badge, learner, sender=issuer)
    told = {
        **{"dao": str(suite.dao.address), "node": node, "issuer": signing(issuer)},
        **{"learner": str(learner.address), "other_learner": str(other.address)},
    }
    session = doctest.DocTestParser().get_doctest(PAGE, told, "docs/python.md", None, 0)
    said = []

    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(session, out=said.append)

    assert session.examples
    assert "".join(said) == ""


def test_every_public_name_is_there_and_on_the_page():
    for name in cairn.__all__:
        assert getattr(cairn, name).__name__ == name
    shown = {name for names in re.findall(r"import ([\w, ]+)", PAGE) for name in names.split(", ")}
    told = set(re.findall(r"`(\w+)`", PAGE))
    assert shown <= set(cairn.__all__) <= shown | told


def test_what_is_not_public_is_no_name_of_the_package():
    assert not hasattr(cairn, "bees")
