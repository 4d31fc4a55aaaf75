"""What a transaction may use beyond its estimate: enough, whatever happens before it is mined."""

import pytest

from cairn.chain.sending import with_room
from gas import snapshot


@pytest.mark.parametrize(
    ("estimated", "mined"),
    [
        ("award_open_conferral", "award_opening_conferral"),  # before midnight, and after
        ("claim_14", "claim_opening_conferral"),
        ("vote_late", "vote_late_turning"),  # before another late ballot, and after
        ("vote_later", "vote_late_turning"),
    ],
)
def test_what_is_mined_under_other_circumstances_has_gas_enough(estimated, mined):
    amounts = snapshot.kept("cancun")
    assert with_room(amounts[estimated]) >= amounts[mined]
