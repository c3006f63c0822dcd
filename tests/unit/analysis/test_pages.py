"""The pages of the analysis: what is to be avoided raises exactly its code, what is preferred is clean.

Notes about readings are told of every policy that has one, so a page may show them beside its own finding.
"""

from __future__ import annotations

import re

import pytest

from policyc.analysis import analyse
from policyc.check.acknowledgements import apply_acknowledgements
from policyc.check.locate import with_places
from policylang import parse
from policylang.codes import CODES, Rule
from policylang.diagnostic import Level
from tests.spec.programs import check_text, fenced_blocks, split_files
from tests.tidy.tracked import ROOT

PAGES = ROOT / "docs" / "diagnostics"
# No text raises the one without a limit of the solver; the other is told of whole projects, in its own test.
NOT_BY_A_TEXT = {"analysis-undecided", "idle-fact"}
RULES = [rule for rule in CODES.values() if rule.code.startswith("P7")]
SHOWN = [rule for rule in RULES if rule.name not in NOT_BY_A_TEXT]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_page_has_its_parts(rule: Rule) -> None:
    page = (PAGES / f"{rule.name}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {rule.code} {rule.name}\n")
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert headings == ["What it means", "Why it matters", "Avoid", "Prefer"]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_what_is_to_be_avoided_raises_its_code_alone(rule: Rule) -> None:
    assert found(rule, "Avoid") == {rule.name}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_what_is_preferred_is_clean(rule: Rule) -> None:
    assert found(rule, "Prefer") == set()


def found(rule: Rule, heading: str) -> set[str]:
    """The names of what is found in a block of a page, by the checker and the analysis, less what it acknowledges."""
    page = (PAGES / f"{rule.name}.md").read_text(encoding="utf-8")
    block = next(block for block in fenced_blocks(page) if block.heading == heading)
    outcome = check_text(block.text)
    files = [parse(source).file for source in split_files(block.text)]
    told = list(outcome.diagnostics)
    for policy in outcome.checked.program.policies.values():
        analysis = analyse(policy)
        placed = with_places([*analysis.found, *analysis.undecided], files)
        told += apply_acknowledgements(placed, policy.acknowledgements)
    notes = {each.name for each in told if each.level is Level.NOTE and each.name != rule.name}
    return {each.name for each in told} - notes
