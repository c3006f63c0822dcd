"""A committee's page: every finding with its place, its patients and, where it was accepted, the reason."""

import pytest

from policyc.report.acknowledged import acknowledged_lines
from policyc.report.findings_page import PageFinding, findings_json, findings_markdown, marked
from policyc.report.patients import patient_lines
from policylang.diagnostic import Diagnostic, Label, Level
from policylang.source import Span
from tests.generators.programs import random_policy

SPAN = Span("a/2024.policy", 3, 1, 3, 9)
ONE = (
    'case "A patient of P708" on 2024-01-01\n  given age 40 years, fever, pain 5 points\n  and nothing else\n'
)
OTHER = (
    'case "The other patient of P708" on 2024-01-01\n  given age 40 years, fever, pain 6 points\n'
    "  and nothing else\n"
)


def finding(code: str, level: Level, headline: str) -> Diagnostic:
    return Diagnostic(
        code, "name", level, headline, SPAN, "here", (Label(SPAN, "and `there`"),), ("a *note*",), "do `this`",
        section="criterion I.A of version 2024 of policy p",
    )  # fmt: skip


def page(*found: PageFinding) -> str:
    from random import Random

    return findings_markdown(random_policy(Random(1), 2), found)


def test_the_page_has_what_is_open_then_what_was_accepted_then_notes() -> None:
    text = page(
        PageFinding(finding("P712", Level.NOTE, "`r` matters")),
        PageFinding(finding("P708", Level.WARNING, "more `x` gets less"), (ONE, OTHER)),
        PageFinding(finding("P701", Level.WARNING, "`I.A` clashes"), because="known since *May*"),
    )
    assert [line for line in text.splitlines() if line.startswith("#")][1:] == [
        "## Warnings",
        "### P708 more `x` gets less",
        "## Acknowledged",
        "### P701 `I.A` clashes",
        "## Notes",
        "### P712 `r` matters",
    ]
    assert "1 warning, 1 note, 1 acknowledged." in text
    assert "**Accepted, because** known since \\*May\\*" in text
    assert "- `a/2024.policy`, line 3: and `there`" in text
    assert "a \\*note\\*" in text
    assert "Both patients:" in text
    assert "Next: do `this`" in text


def test_a_policy_without_findings_says_so() -> None:
    assert "Nothing was found." in page()


def test_json_keeps_accepted_findings_apart() -> None:
    open_one = PageFinding(finding("P708", Level.WARNING, "more"))
    accepted = PageFinding(finding("P701", Level.WARNING, "clash"), because="known")
    data = findings_json([open_one, accepted])
    assert [one["code"] for one in data["diagnostics"]] == ["P708"]  # type: ignore[attr-defined]
    assert [(one["code"], one["because"]) for one in data["acknowledged"]] == [("P701", "known")]  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["`a_b` is *c*", "no code", "an odd ` sign_x", "<script>"])
def test_names_are_code_and_the_rest_is_only_text(text: str) -> None:
    shown = marked(text)
    assert "<script" not in shown.replace("\\<", "")
    assert "*c*" not in shown
    assert ("`a_b`" in shown) is ("`a_b`" in text)


def test_one_patient_is_a_case_to_paste() -> None:
    assert patient_lines([ONE], indent="") + "\n" == ONE
    assert patient_lines([]) == ""


def test_a_case_is_narrowed_to_the_screen_and_says_the_same() -> None:
    facts = [f"some_long_fact_number_{number}" for number in range(9)]
    text = f'case "A patient" on 2024-01-01\n  given {", ".join(facts)}\n  and nothing else\n'
    rows = patient_lines([text]).splitlines()
    assert all(len(row) <= 80 for row in rows)
    assert all(row.startswith("      given ") for row in rows[1:-1])
    assert ", ".join(row.strip().removeprefix("given ") for row in rows[1:-1]) == ", ".join(facts)


def test_two_patients_stand_side_by_side_and_share_what_they_can() -> None:
    assert patient_lines([ONE, OTHER]).splitlines() == [
        "    Both patients:",
        "      given age 40 years",
        "      given fever",
        "      and nothing else",
        "    A patient of P708 on 2024-01-01   The other patient of P708 on 2024-01-01",
        "    given pain 5 points               given pain 6 points",
    ]


def test_columns_that_do_not_fit_stand_one_below_the_other() -> None:
    wide = OTHER.replace("fever", f"{'fever_' * 8}and_chills")
    rows = patient_lines([ONE, wide]).splitlines()
    assert all(len(row) <= 80 for row in rows)
    assert rows.index("      given fever") < rows.index("    The other patient of P708 on 2024-01-01")


def test_an_accepted_finding_takes_a_wrapped_line_or_two() -> None:
    found = finding("P708", Level.WARNING, "more `x` gets less")
    text = acknowledged_lines([(found, "the committee of May decided so, " * 3)])
    assert text.startswith("Acknowledged:\n  P708 more `x` gets less (criterion I.A of version 2024")
    assert all(len(line) <= 80 for line in text.splitlines())
    assert acknowledged_lines([]) == ""


def test_what_a_file_says_cannot_move_the_cursor() -> None:
    text = acknowledged_lines([(finding("P708", Level.WARNING, "x"), "\x1b[2J")])
    assert "\x1b" not in text + patient_lines(["case \x1b[2J\n", "case y\n"])
