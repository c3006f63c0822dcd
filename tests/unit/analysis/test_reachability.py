"""Lines that decide nobody are told with what takes their patients; lines that only look so are not."""

from __future__ import annotations

from policyc.analysis.contradictions import find_contradictions
from policyc.analysis.reachability import find_unreachable
from policyc.model.program import Policy
from policylang.diagnostic import Diagnostic
from tests.unit.analysis.samples import decided, patient_of, policy_of, told

SECTIONS = """\
version 2024 effective from 2024-01-01
  section I "Infection" cite doc "I"
    criterion I.A "Fever" cite doc "I.A"
      fever
      recommend plain
"""


def with_lines(*lines: str, first: tuple[str, ...] = ()) -> Policy:
    above = ("    first\n" + "".join(f"      {line}\n" for line in first) + "    then\n") if first else ""
    step = "      " if first else "    "
    below = "".join(f"{step}{line}\n" for line in lines)
    return policy_of(
        f'{SECTIONS}  decide\n{above}{below}    otherwise not medically necessary cite doc "C"\n'
    )


def unreachable(policy: Policy) -> list[Diagnostic]:
    return told(find_unreachable, policy)


def line(name: str, outcome: str, condition: str) -> str:
    return f'{name}: {outcome} cite doc "C" when {condition}'


def both(*items: str) -> str:
    return f"all of these {len(items)}:" + "".join(f"\n        - {item}" for item in items)


def test_a_line_below_a_wider_one_is_told_with_it_and_a_patient() -> None:
    policy = with_lines(
        line("weak", "md review", "weakness"), line("narrow", "pend", both("weakness", "fever"))
    )
    (found,) = unreachable(policy)
    assert (found.code, found.headline.split(":")[0]) == ("P702", "line `narrow` never decides")
    assert [label.span for label in found.labels] == [policy.epochs[0].lines[0].span]
    case = patient_of(found, policy)
    assert case.facts["weakness"] is True
    assert case.facts["fever"] is True
    assert decided(policy.epochs[0], case)[1] == "weak"
    assert "md review, by line `weak`" in " ".join(found.notes)


def test_two_lines_may_mask_a_third_only_together() -> None:
    policy = with_lines(
        line("old", "md review", "age >= 60 years"),
        line("young", "md review", "age < 70 years"),
        line("weak", "pend", "weakness"),
    )
    (found,) = unreachable(policy)
    assert [label.span for label in found.labels] == [each.span for each in policy.epochs[0].lines[:2]]
    assert found.notes[0] == "Everyone who meets it is taken by `old` and `young` together."


def test_every_minimal_set_of_blockers_is_named() -> None:
    policy = with_lines(
        line("old", "md review", both("age >= 60 years", "fever")),
        line("young", "md review", both("age < 70 years", "fever")),
        line("weak", "md review", "weakness"),
        line("masked", "pend", both("weakness", "fever")),
    )
    (found,) = unreachable(policy)
    assert found.notes[:2] == (
        "Everyone who meets it is taken by `weak`.",
        "Everyone who meets it is also taken by `old` and `young` together.",
    )


def test_a_masked_line_under_first_is_told_and_an_override_is_not() -> None:
    special = line("special", "md review", "weakness")
    assert not unreachable(with_lines(line("fits", "approve", "fever"), first=(special,)))
    (found,) = unreachable(
        with_lines(
            line("fits", "approve", "fever"),
            first=(special, line("masked", "pend", both("weakness", "fever"))),
        )
    )
    assert found.headline.startswith("line `masked`")


def test_otherwise_that_nobody_reaches_is_no_finding() -> None:
    policy = with_lines(line("old", "md review", "age >= 18 years"), line("young", "pend", "age < 18 years"))
    assert not unreachable(policy)


def test_a_line_that_decides_only_for_another_service_is_reached() -> None:
    assert not unreachable(
        with_lines(
            line("plain_only", "approve", both("I is met", "service is plain")),
            line("fits", "approve", "I is met"),
        )
    )


def test_a_line_that_decides_in_one_epoch_is_reached() -> None:
    policy = with_lines(
        'weak: md review effective from 2024-06-01 cite doc "C" when weakness',
        line("narrow", "pend", both("weakness", "fever")),
    )
    assert not unreachable(policy)


def test_a_line_that_nobody_meets_is_contradictory_and_not_unreachable() -> None:
    policy = with_lines(
        line("fits", "approve", "fever"), line("nobody", "pend", both("age > 60 years", "age < 20 years"))
    )
    assert not unreachable(policy)
    (found,) = told(find_contradictions, policy)
    assert found.headline == "no patient can meet line `nobody`"
    assert [label.message for label in found.labels] == ["age over 60 years", "age under 20 years"]


def test_a_line_for_no_patient_is_meant() -> None:
    policy = with_lines(line("fits", "approve", "fever"), line("nobody", "pend", "no patient"))
    assert not unreachable(policy)
    assert not told(find_contradictions, policy)


def test_where_facts_may_be_undocumented_two_lines_leave_a_third_somebody() -> None:
    lines = (
        line("has", "md review", "fever"),
        line("has_not", "md review", "not fever"),
        line("weak", "pend", "weakness"),
    )
    assert [found.headline.split(" ")[1] for found in unreachable(with_lines(*lines))] == ["`weak`"]
    body = "".join(f"    {each}\n" for each in lines)
    strict = policy_of(
        f'{SECTIONS}  decide\n{body}    otherwise not medically necessary cite doc "C"\n',
        "  undocumented facts are not met\n",
    )
    assert not unreachable(strict)
