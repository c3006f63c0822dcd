"""What a policy hides, a page shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyc.render.clean_text import REPLACEMENT, clean


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("  two\n\twords \u2028 ", "two words"),
        ("bell \x07", f"bell {REPLACEMENT}"),
        ("pay\u202eon\u202c", f"pay{REPLACEMENT}on{REPLACEMENT}"),
        ("\u2066a\u2069\u200f\u061c", f"{REPLACEMENT}a" + REPLACEMENT * 3),
        ("\U000e0041tag", f"{REPLACEMENT}tag"),
        ("half \ud800 and \uffff", f"half {REPLACEMENT} and {REPLACEMENT}"),
        ("hyphen\u00adation\u200b\ufeff", "hyphenation"),
        ("6\u00a0weeks ≥ é 漢 👩🏽\u200d⚕️", "6\u00a0weeks ≥ é 漢 👩🏽\u200d⚕️"),
    ],
)
def test_hidden_characters(written: str, shown: str) -> None:
    assert clean(written) == shown


@given(st.text())
def test_cleaning_is_idempotent_and_yields_writable_text(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert all(character >= " " and character not in "\x7f\u202e\u2028" for character in cleaned)
