"""The pages of the codes for writing: what is to be avoided raises exactly its code, what is preferred is clean."""

import pytest

from policylang.codes import CODES, Rule
from tests.spec.programs import check_text, fenced_blocks
from tests.tidy.tracked import ROOT

# No single text raises these alone: the one stands for what is not listed beside it, the other for our own bug.
NOT_BY_A_TEXT = {"too-many-mistakes", "format-refused"}
RULES = [rule for rule in CODES.values() if rule.code.startswith("P1")]
SHOWN = [rule for rule in RULES if rule.name not in NOT_BY_A_TEXT]


def page(rule: Rule) -> str:
    return (ROOT / "docs" / "diagnostics" / f"{rule.name}.md").read_text(encoding="utf-8")


def found(rule: Rule, heading: str) -> set[str]:
    block = next(block for block in fenced_blocks(page(rule)) if block.heading == heading)
    assert block.info == "policy"
    return {finding.name for finding in check_text(block.text).diagnostics}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_page_has_its_parts(rule: Rule) -> None:
    assert page(rule).startswith(f"# {rule.code} {rule.name}\n")
    assert [line[3:] for line in page(rule).split("\n") if line.startswith("## ")] == [
        "What it means", "Why it matters", "Avoid", "Prefer",
    ]  # fmt: skip


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_what_is_to_be_avoided_raises_its_code_alone(rule: Rule) -> None:
    assert found(rule, "Avoid") == {rule.name}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_what_is_preferred_is_clean(rule: Rule) -> None:
    assert found(rule, "Prefer") == set()
