"""A label written small is mended to the label an outline would have."""

import pytest

from policylang.tries import label_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("i.c", "I.C"),
        ("ii.a.1", "II.A.1"),
        ("iii.b.1.a", "III.B.1.a"),
        ("v", "V"),
        ("lasting.a", "Lasting.a"),
    ],
)
def test_small_labels(written: str, meant: str) -> None:
    assert label_of(written) == meant
