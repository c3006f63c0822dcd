"""The pages of the checker's codes: what is to be avoided raises exactly its code, what is preferred is clean."""

from __future__ import annotations

import re

import pytest

from policyc.check import CheckConfig
from policyc.check.acknowledgements import apply_acknowledgements, unused_acknowledgements
from policyc.check.cases import parse_json, read_assignment, read_json_case
from policylang.codes import CODES, Rule
from policylang.diagnostic import Diagnostic, Fix
from tests.spec.programs import Block, Outcome, check_text, fenced_blocks
from tests.tidy.tracked import ROOT

PAGES = ROOT / "docs" / "diagnostics"
SAMPLE = ROOT / "tests" / "samples" / "sample"
RULES = [rule for rule in CODES.values() if "P200" <= rule.code < "P700"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_page_says_what_it_should(rule: Rule) -> None:
    page = (PAGES / f"{rule.name}.md").read_text()
    assert page.startswith(f"# {rule.code} {rule.name}\n")
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert headings == ["What it means", "Why it matters", "Avoid", "Prefer"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_is_to_be_avoided_raises_its_code_alone(rule: Rule) -> None:
    assert {found.name for found in findings(rule, "Avoid")} == {rule.name}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_is_preferred_is_clean(rule: Rule) -> None:
    assert [found.headline for found in findings(rule, "Prefer")] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_fix_mends_what_it_is_offered_for(rule: Rule) -> None:
    text = block_of(rule, "Avoid").text
    fixes = [found.fix for found in findings(rule, "Avoid") if found.fix is not None]
    assert bool(fixes) is (rule.name in MENDED)
    if fixes:
        assert rule.name not in {
            found.name for found in after_acknowledgements(check_text(mended(text, fixes)))
        }


MENDED = {"unknown-name", "unknown-value", "wrong-count", "version-overlap"}


def mended(text: str, fixes: list[Fix]) -> str:
    """The text with all edits of the fixes made, from the last to the first."""
    lines = text.split("\n")
    edits = sorted((edit for fix in fixes for edit in fix.edits), key=lambda edit: edit.span, reverse=True)
    for edit in edits:
        line = lines[edit.span.line - 1]
        assert edit.span.line == edit.span.end_line
        lines[edit.span.line - 1] = (
            line[: edit.span.column - 1] + edit.replacement + line[edit.span.end_column - 1 :]
        )
    return "\n".join(lines)


def block_of(rule: Rule, heading: str) -> Block:
    page = (PAGES / f"{rule.name}.md").read_text()
    return next(block for block in fenced_blocks(page) if block.heading == heading)


def findings(rule: Rule, heading: str) -> tuple[Diagnostic, ...]:
    """What is found in the block of a page under a heading."""
    block = block_of(rule, heading)
    if block.info == "json":
        return json_findings(block.text)
    if block.info == "text":
        read = read_assignment(block.text.strip(), sample().checked.program.policies["sample.lumbar_mri"])
        return (read,) if isinstance(read, Diagnostic) else ()
    assert block.info == "policy"
    return after_acknowledgements(check_text(block.text))


def json_findings(text: str) -> tuple[Diagnostic, ...]:
    data = parse_json(text)
    if isinstance(data, Diagnostic):
        return (data,)
    case = read_json_case(data, sample().checked.program.policies["sample.lumbar_mri"])
    return case if isinstance(case, tuple) else ()


def after_acknowledgements(outcome: Outcome) -> tuple[Diagnostic, ...]:
    """What is left once acknowledgements have silenced what they can, and those that silence nothing."""
    policies = outcome.checked.program.policies.values()
    acknowledgements = [each for policy in policies for each in policy.acknowledgements]
    left = apply_acknowledgements(outcome.diagnostics, acknowledgements)
    return (*left, *unused_acknowledgements(acknowledgements, outcome.diagnostics))


def sample() -> Outcome:
    text = "\n".join(path.read_text() for path in sorted(SAMPLE.glob("*.policy")))
    return check_text(text, CheckConfig())
