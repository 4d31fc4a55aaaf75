"""Text: what nobody sees in it is found and shown."""

import pytest

from cairn.say.text import invisible_marks, plain


@pytest.mark.parametrize(
    "mark",
    ["\u202e", "\u200b", "\u00ad", "\ufeff", "\u00a0", "\u2028", "\u3164", "\ufe0f", "\u0085"],
)
def test_marks_that_nobody_sees_are_found_and_shown(mark):
    assert invisible_marks(f"a{mark}b") == [mark]
    assert plain(f"a{mark}b") == f"a<U+{ord(mark):04X}>b"


def test_ordinary_text_of_any_script_is_left_alone():
    for text in ("Zürich: 3 credits, A+", "العربية", "日本語", "ไทย", "français"):
        assert not invisible_marks(text)
        assert plain(text) == text
