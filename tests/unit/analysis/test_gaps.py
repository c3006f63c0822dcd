"""Values that fall between the scopes of sections that share out a fact, and what only looks like a gap."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from policyc.analysis.gaps import find_gaps
from policyc.model.outcome import Outcome
from policyc.model.program import Policy
from policylang.diagnostic import Diagnostic
from tests.unit.analysis.samples import decided, patient_of, policy_of, told


def section(label: str, scope: str | Sequence[str] = "", inside: str = "") -> str:
    """A section with a scope (a line, or a head and its items) and a criterion, or with sections inside."""
    head, *items = [scope] if isinstance(scope, str) else scope
    rows = [f'  section {label} "Section {label}" cite doc "{label}"']
    rows += [f"    applies when {head}", *(f"      - {item}" for item in items)] if head else []
    rows += [f'    criterion {label}.x "Any" cite doc "{label}"', "      weakness"] if not inside else []
    return "\n".join([*rows, *(f"  {line}" for line in inside.splitlines())]) + "\n"


def policy_with(*sections: str, met: Sequence[str] = ("I", "II")) -> Policy:
    items = "\n".join(f"      - {label} is met" for label in met)
    return policy_of(
        "version 2024 effective from 2024-01-01\n"
        f"{''.join(sections)}"
        f'  decide\n    listed: approve cite doc "C" when any of these {len(met)}:\n{items}\n'
        f'    otherwise not medically necessary cite doc "C"\n'
    )


def gaps(*sections: str, met: Sequence[str] = ("I", "II")) -> list[Diagnostic]:
    return told(find_gaps, policy_with(*sections, met=met))


def test_a_value_between_two_scopes_is_told_with_its_neighbours_and_a_patient() -> None:
    policy = policy_with(section("I", "pain < 6 weeks"), section("II", "pain > 6 weeks"))
    (found,) = told(find_gaps, policy)
    assert found.code == "P707"
    assert found.headline == (
        "exactly 6 weeks of `pain` lies in no scope: section `I` ends before it, section `II` begins after it"
    )
    scopes = {label: one.scope for label, one in policy.epochs[0].sections.items()}
    assert scopes["I"] is not None
    assert scopes["II"] is not None
    assert found.span == scopes["I"].span
    assert [label.span for label in found.labels] == [scopes["II"].span]
    case = patient_of(found, policy)
    assert case.facts["pain"] == 42
    assert decided(policy.epochs[0], case) == (Outcome.NOT_MEDICALLY_NECESSARY, "otherwise")


@pytest.mark.parametrize(
    ("lower", "upper", "words"),
    [
        ("pain <= 6 weeks", "pain >= 8 weeks", "43 days to 55 days of `pain`"),
        ("pain < 6 weeks", "pain > 43 days", "42 days to 43 days of `pain`"),
        ("pain <= 6 weeks", "pain > 43 days", "exactly 43 days of `pain`"),
        ("age < 18 years", "age > 18 years", "exactly 18 years of `age`"),
        ("age < 18 years", "age >= 65 years", "18 years to 64 years of `age`"),
        ("pain <= 6 weeks", "pain > 3 months", "more than 6 weeks and at most 3 months of `pain`"),
        (
            "last_scan within the last 30 days",
            "at least 32 days since last_scan",
            "`last_scan` exactly 31 days ago",
        ),
    ],
)
def test_gaps_of_all_kinds_are_told_in_words(lower: str, upper: str, words: str) -> None:
    (found,) = gaps(section("I", lower), section("II", upper))
    assert found.headline.startswith(f"{words} lies in no scope")


def test_exactly_three_months_is_found_although_its_days_depend_on_the_date() -> None:
    policy = policy_with(section("I", "pain < 3 months"), section("II", "pain > 3 months"))
    (found,) = told(find_gaps, policy)
    assert found.headline.startswith("exactly 3 months of `pain` lies in no scope")
    assert "counted back from 2024-01-01 it is 92 days" in found.notes[0]
    assert patient_of(found, policy).facts["pain"] == 92


def test_a_gap_that_is_there_on_some_dates_says_so() -> None:
    (found,) = gaps(section("I", "pain <= 90 days"), section("II", "pain >= 3 months"))
    assert found.headline.startswith("more than 90 days and less than 3 months of `pain`")
    assert found.notes[0].endswith("it is 91 days; there are dates on which nothing lies between")


def test_several_gaps_of_one_fact_are_told_one_by_one() -> None:
    found = gaps(
        section("I", "pain < 6 weeks"),
        section("II", ("all of these 2:", "pain > 6 weeks", "pain < 3 months")),
        section("III", "pain > 3 months"),
        met=("I", "II", "III"),
    )
    assert [one.headline.partition(" lies")[0] for one in found] == [
        "exactly 6 weeks of `pain`",
        "exactly 3 months of `pain`",
    ]


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        pytest.param("pain <= 6 weeks", "pain > 6 weeks", id="they meet"),
        pytest.param("pain <= 8 weeks", "pain > 6 weeks", id="they overlap"),
        pytest.param("pain <= 42 days", "pain >= 43 days", id="no day lies between"),
        pytest.param("age <= 17 years", "age >= 18 years", id="no completed year lies between"),
        pytest.param("pain <= 3 months", "pain > 3 months", id="they meet on every date"),
        pytest.param(
            "last_scan within the last 3 months", "at least 3 months since last_scan", id="both take the day"
        ),
        pytest.param(
            ("any of these 2:", "pain < 6 weeks", "urgent"), "pain > 6 weeks", id="for some patients"
        ),
        pytest.param("pain < 6 weeks", "urgent", id="one section alone speaks of it"),
        pytest.param("pain > 6 weeks", "pain > 3 months", id="the range ends"),
        pytest.param("last_scan is never", "at least 1 year since last_scan", id="never is no value between"),
        pytest.param("last_scan is not never", "at least 1 year since last_scan", id="any day"),
    ],
)
def test_what_is_no_gap_is_not_told(lower: str | Sequence[str], upper: str) -> None:
    assert gaps(section("I", lower), section("II", upper)) == []


def test_a_scope_with_other_conditions_takes_a_value_for_some_patients() -> None:
    exact = section("III", ("all of these 2:", "pain = 6 weeks", "fever"))
    lower, upper = section("I", "pain < 6 weeks"), section("II", "pain > 6 weeks")
    assert gaps(lower, upper, exact, met=("I", "II", "III")) == []
    assert len(gaps(lower, upper, exact)) == 1, "a section that no line names takes nobody"


def test_sections_inside_sections_are_looked_at_with_the_scopes_around_them() -> None:
    inside = section("II.A", "pain < 3 months") + section("II.B", "pain > 3 months")
    scoped = section("II", "pain > 6 weeks", inside)
    (found,) = gaps(section("I", "pain <= 6 weeks"), scoped)
    assert found.headline.startswith("exactly 3 months of `pain`")
    impossible = section("II", "pain > 6 months", inside)
    assert [
        one.headline.partition(" lies")[0] for one in gaps(section("I", "pain <= 6 weeks"), impossible)
    ] == ["more than 6 weeks and at most 6 months of `pain`"]


def test_a_value_that_nobody_around_has_is_no_gap() -> None:
    inside = section("I.A", "pain < 6 weeks") + section("I.B", "pain > 6 weeks")
    around = ("any of these 2:", "pain < 6 weeks", "pain > 6 weeks")
    assert gaps(section("I", around, inside), section("II", "urgent")) == []


def test_a_section_that_is_asked_without_its_scope_shares_out_nothing() -> None:
    policy = policy_of(
        "version 2024 effective from 2024-01-01\n"
        + section("I", "pain < 6 weeks")
        + section("II", "pain > 6 weeks")
        + '  decide\n    listed: approve cite doc "C" when any of these 2:\n      - I is met\n      - II holds\n'
        '    otherwise not medically necessary cite doc "C"\n'
    )
    assert told(find_gaps, policy) == []


def test_a_section_without_a_word_of_the_fact_stands_for_those_inside_it() -> None:
    inside = section("II.A", ("all of these 2:", "pain > 6 weeks", "fever"))
    inside += section("II.B", ("all of these 2:", "pain > 6 weeks", "not fever"))
    (found,) = gaps(section("I", "pain < 6 weeks"), section("II", "", inside))
    assert found.headline.endswith("section `I` ends before it, section `II.A` begins after it")


def test_a_wide_gap_beside_a_section_for_everybody_is_no_accident() -> None:
    everybody = section("III")
    children, elders = section("I", "age < 18 years"), section("II", "age >= 65 years")
    assert gaps(children, elders, everybody, met=("I", "II", "III")) == []
    exact = gaps(children, section("II", "age > 18 years"), everybody, met=("I", "II", "III"))
    assert [one.headline.partition(" lies")[0] for one in exact] == ["exactly 18 years of `age`"]


def test_a_gap_on_some_days_of_the_version_says_on_which() -> None:
    dated = section("III", "pain = 6 weeks").replace('III"', 'III" effective from 2024-03-01', 1)
    policy = policy_of(
        "version 2024 effective from 2024-01-01\n"
        + section("I", "pain < 6 weeks")
        + section("II", "pain > 6 weeks")
        + dated
        + '  decide\n    listed: approve cite doc "C" when any of these 2:\n      - I is met\n      - II is met\n'
        '    exact: approve effective from 2024-03-01 cite doc "C" when III is met\n'
        '    otherwise not medically necessary cite doc "C"\n'
    )
    (found,) = told(find_gaps, policy)
    assert found.headline.endswith("begins after it, from 2024-01-01 through 2024-02-29")
