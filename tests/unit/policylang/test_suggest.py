"""Did you mean: near words are found, far ones are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylang.suggest import closest, slips

WORDS = ["fever", "chills", "physical_therapy", "criterion", "symptom_duration", "plan", "age"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("fevr", "fever"), ("feever", "fever"), ("fevre", "fever"), ("chlils", "chills"), ("criterian", "criterion"),
        ("physical_theropy", "physical_therapy"), ("PhysicalTherapy", "physical_therapy"), ("plna", "plan"),
        ("symptoms_duration", "symptom_duration"), ("xyz", None), ("fe", None), ("", None), ("therapy", None),
    ],
)  # fmt: skip
def test_the_nearest_word(written: str, meant: str | None) -> None:
    assert closest(written, WORDS) == meant


def test_ties_go_to_the_first_in_the_alphabet() -> None:
    assert closest("cat", ["rat", "bat", "cats"]) == "bat"
    assert closest("cat", ["cat"]) is None


def plain_distance(first: str, second: str) -> int:
    """The same distance by its definition, slowly."""
    if not first or not second:
        return len(first) + len(second)
    best = min(
        plain_distance(first[:-1], second) + 1,
        plain_distance(first, second[:-1]) + 1,
        plain_distance(first[:-1], second[:-1]) + (first[-1] != second[-1]),
    )
    if len(first) > 1 and len(second) > 1 and first[-1] == second[-2] and first[-2] == second[-1]:
        best = min(best, plain_distance(first[:-2], second[:-2]) + 1)
    return best


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 4))
def test_the_distance_is_what_it_says(first: str, second: str, limit: int) -> None:
    exact = plain_distance(first, second)
    assert min(slips(first, second, limit), limit + 1) == min(exact, limit + 1)
