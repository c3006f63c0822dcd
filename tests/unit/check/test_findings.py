"""How findings are told: their levels, their blocks, what acknowledges them, and in which order."""

from __future__ import annotations

import pytest

from policyc.check import CheckConfig, settle_acknowledgements
from policyc.check.acknowledgements import silences
from policyc.check.findings import Findings
from policylang.codes import CODES
from policylang.diagnostic import Level
from policylang.source import Span
from tests.spec.programs import check_text
from tests.unit.check.samples import HEADER

NOTICE = (
    HEADER
    + """\
  notice 60 days
  history
    2023-11-15 approved "First" effective 2024-01-01 requires notice cite guide "h1"
    2023-12-01 approved "Second" effective 2024-01-01 requires notice
"""
)
VERSION = """
version 2024 of sample.mri effective from 2024-01-01
  section I "Infection" cite guide "1"
    criterion I.A "Fever" cite guide "1a"
      any of:
        - fever
    criterion I.B "Chills" cite guide "1b"
      any of these 2:
        - chills
        - pain > 6 weeks
  decide
    infection: approve cite guide "2" when I is met
    otherwise not medically necessary cite guide "2"
"""


def names(text: str, config: CheckConfig | None = None) -> list[tuple[str, str]]:
    outcome = check_text(text, config)
    left = settle_acknowledgements(outcome.diagnostics, outcome.checked.program, config or CheckConfig())
    return [(found.name, str(found.level)) for found in left]


def test_a_finding_names_its_block_its_version_and_its_policy_and_cites_the_source() -> None:
    (found,) = check_text(HEADER + VERSION).diagnostics
    assert found.section == "criterion I.A of version 2024 of policy sample.mri"
    assert found.citation == 'guide "1a"'


def test_findings_come_in_the_order_of_the_text() -> None:
    found = check_text(NOTICE + VERSION).diagnostics
    assert [one.name for one in found] == ["notice-not-kept", "notice-not-kept", "single-item-list"]
    assert [one.span for one in found] == sorted(one.span for one in found if one.span)


@pytest.mark.parametrize("key", ["P303", "single-item-list"])
@pytest.mark.parametrize("level", ["error", "warning", "note", "off"])
def test_levels_are_configured_by_code_or_name(key: str, level: str) -> None:
    expected = [] if level == "off" else [("single-item-list", level)]
    assert names(HEADER + VERSION, CheckConfig(levels={key: level})) == expected


def test_an_acknowledgement_silences_one_finding_in_one_place() -> None:
    text = NOTICE + VERSION + '\nacknowledge P408 on "2023-11-15" because "So it was"\n'
    assert names(text) == [("notice-not-kept", "warning"), ("single-item-list", "warning")]


def test_an_acknowledgement_reaches_the_version_and_the_policy_it_names() -> None:
    later = VERSION.replace("version 2024", "version 2025").replace("2024-01-01", "2025-01-01")
    both = VERSION.replace("from 2024-01-01", "from 2024-01-01 before 2025-01-01") + later
    assert len(names(HEADER + both)) == 2
    one = '\nacknowledge P303 on I.A of version 2025 because "One risk so far"\n'
    outcome = check_text(HEADER + both + one)
    left = settle_acknowledgements(outcome.diagnostics, outcome.checked.program, CheckConfig())
    assert [found.section for found in left] == ["criterion I.A of version 2024 of policy sample.mri"]
    every = '\nacknowledge P303 on I.A because "One risk so far"\n'
    assert names(HEADER + both + every) == []
    (acknowledgement,) = outcome.checked.program.policies["sample.mri"].acknowledgements
    elsewhere = check_text((HEADER + VERSION).replace("sample.mri", "sample.other")).diagnostics[0]
    assert not silences(acknowledgement, elsewhere)


def test_an_acknowledgement_that_silences_nothing_is_told() -> None:
    idle = '\nacknowledge P303 on I.B because "Seen"\n'
    assert names(HEADER + VERSION + idle) == [
        ("single-item-list", "warning"),
        ("unused-acknowledgement", "warning"),
    ]


def test_nothing_is_said_of_acknowledgements_where_findings_may_be_held_back() -> None:
    idle = '\nacknowledge P303 on I.B because "Seen"\n'
    assert names(HEADER + VERSION + idle, CheckConfig(whole_project=False)) == [
        ("single-item-list", "warning")
    ]
    broken = (HEADER + VERSION + idle).replace("- fever", "- fevr")
    assert names(broken) == [("single-item-list", "warning"), ("unknown-name", "error")]


def test_every_finding_of_the_checker_has_a_help_line_in_its_page_range() -> None:
    found = check_text(NOTICE + VERSION).diagnostics
    assert all(one.help and one.caption for one in found)
    assert all(CODES[one.code].level is Level.WARNING for one in found)


def test_what_only_a_whole_project_can_tell_is_not_told_of_a_part() -> None:
    idle = HEADER + VERSION.replace("- chills\n        - pain > 6 weeks", "- fever\n        - fever")
    assert ("unused-fact", "note") in names(idle)
    assert ("unused-fact", "note") not in names(idle, CheckConfig(whole_project=False))


def test_a_missing_unit_is_offered_where_there_is_only_one() -> None:
    text = HEADER.replace("type duration", "type age") + VERSION.replace("pain > 6 weeks", "pain > 6")
    (found,) = [one for one in check_text(text).diagnostics if one.name == "missing-unit"]
    assert found.fix is not None
    (edit,) = found.fix.edits
    assert edit.replacement == " years"
    assert text.split("\n")[edit.span.line - 1][: edit.span.column - 1].endswith("pain > 6")


def test_another_label_is_asked_about_and_never_written_by_a_fix() -> None:
    """`I.C` beside `III.C` is not a misspelling but another criterion."""
    findings = Findings()
    findings.unknown("section or criterion", "I.C", None, ["III.C", "I.B"])
    findings.unknown("fact", "fevr", Span("a", 1, 1, 1, 5), ["fever"])
    label, fact = findings.found
    assert label.fix is None
    assert "did you mean" in label.help
    assert fact.fix is not None
