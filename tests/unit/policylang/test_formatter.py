"""What the canonical form looks like, and when the formatter refuses."""

import pytest

from policylang import formatter
from policylang.codes import CODES, NAMES, RULES
from policylang.formatter import format_text
from tests.unit.policylang.examples import ALL

UNTIDY = """\
# first remark


# second remark
policy   payer.topic   "Topic"      # trailing
    payer "Payer"


    # about the services
    services
            CPT 72148 ,72149 as lumbar "Lumbar"
    # at the end of the header
version 1
 section I "Section"

  criterion I.A "Criterion"
        any of   these 2 :
            -   fever   # why
            # between
            -chills
        # below the list
  # below the criterion
case "A" on 2024-01-01
  given a_rather_long_name_of_a_fact, another_rather_long_name_of_a_fact, and_a_third_name_of_a_fact_that_is_long
acknowledge P301 on I.A because "so"
acknowledge P302 on I.A
  because "so" # kept
"""

TIDY = """\
# first remark

# second remark
policy payer.topic "Topic"  # trailing
  payer "Payer"

  # about the services
  services
    CPT 72148, 72149 as lumbar "Lumbar"
  # at the end of the header

version 1
  section I "Section"
    criterion I.A "Criterion"
      any of these 2:
        - fever  # why
        # between
        - chills
      # below the list
    # below the criterion

case "A" on 2024-01-01
  given a_rather_long_name_of_a_fact, another_rather_long_name_of_a_fact,
    and_a_third_name_of_a_fact_that_is_long

acknowledge P301 on I.A because "so"
acknowledge P302 on I.A because "so"  # kept
"""


def test_the_canonical_form() -> None:
    result = format_text(UNTIDY)
    assert result.diagnostics == ()
    assert result.text == TIDY
    assert format_text(TIDY).text == TIDY


@pytest.mark.parametrize("text", ALL)
def test_the_examples_can_be_formatted(text: str) -> None:
    assert format_text(text).diagnostics == ()


def test_a_long_claim_is_broken_where_it_may_continue() -> None:
    tests = " and ".join(f"a_fact_with_a_long_name_{number}" for number in range(6))
    text = format_text(f'prove "P"\n  whenever {tests} then outcome is approve\n').text
    assert [line.split()[0] for line in text.split("\n")[1:-1]] == ["whenever", "and", "then"]
    assert all(len(line) <= formatter.WIDTH for line in text.split("\n"))


def test_a_text_with_mistakes_is_left_alone() -> None:
    result = format_text('policy   a.b "x\n')
    assert result.text == 'policy   a.b "x\n'
    assert [finding.name for finding in result.diagnostics] == ["unclosed-string"]


def test_what_would_change_the_meaning_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatter, "write", lambda units: 'policy a.b "Other"\n')
    result = format_text('policy   a.b "Topic"\n')
    assert result.text == 'policy   a.b "Topic"\n'
    assert [finding.name for finding in result.diagnostics] == ["format-refused"]


def test_what_would_lose_a_comment_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatter, "write", lambda units: 'policy a.b "Topic"\n')
    result = format_text('policy a.b "Topic"  # a remark\n')
    assert [finding.name for finding in result.diagnostics] == ["format-refused"]


def test_the_registry_is_in_order_and_without_doubles() -> None:
    assert [rule.code for rule in RULES] == sorted(CODES)
    assert len(NAMES) == len(CODES) == len(RULES)
    assert all(rule.name == rule.name.lower().replace(" ", "-") for rule in RULES)
