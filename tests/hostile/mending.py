"""Marks what is wrong today and is going to be mended."""

import pytest


def mended_by(issue, right):
    """Expect a test to fail, by its assertion alone, until an issue has made right what it asserts.

    Whoever mends it hears of it here: a test that passes has to lose its mark.
    """
    return pytest.mark.xfail(
        strict=True, raises=AssertionError, reason=f"issue {issue} mends it: {right}"
    )
