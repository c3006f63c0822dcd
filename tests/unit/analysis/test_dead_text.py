"""Text that decides nothing: what is told, what stays silent, and that the evaluator does not miss what is dead."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from policyc.analysis.dead_text import find_dead_offers, find_dead_text
from policyc.analysis.studied import studied_versions
from policyc.evaluate import evaluate
from policyc.model.conditions import Constant
from policyc.model.program import Epoch, Policy
from tests.generators.cases import random_case
from tests.generators.programs import random_policy
from tests.spec.programs import check_text
from tests.tidy.tracked import ROOT
from tests.unit.check.samples import HEADER, policy_of


def told(policy: Policy) -> list[str]:
    """What each finding names."""
    versions = tuple(studied_versions(policy))
    found = [one for studied in versions for one in find_dead_text(studied)]
    return [one.headline.split("`")[1] for one in (*found, *find_dead_offers(versions))]


def version(sections: str, decide: str, name: str = "2024", days: str = "from 2024-01-01") -> str:
    return f"""
version {name} of sample.mri effective {days}
{sections}
  decide
{decide}
    otherwise not medically necessary cite guide "9"
"""


TWO_SECTIONS = """
  define risk "Risk" cite guide "0"
    fever
  section I "First" cite guide "1"
    criterion I.A "Fever" cite guide "1a"
      fever
  section II "Second" cite guide "2"
    applies when pain > 6 weeks
    criterion II.A "Chills" cite guide "2a"
      chills
    criterion II.B "Risk" cite guide "2b"
      risk
"""
FIRST = '    first_line: approve cite guide "9" when I is met'


def test_a_section_of_which_only_the_scope_is_asked_for_is_told_with_what_only_it_uses() -> None:
    listed = '    first\n      listed: md review cite guide "9" when II applies\n    then\n' + FIRST
    assert told(policy_of(version(TWO_SECTIONS, listed))) == ["II", "risk"]


@pytest.mark.parametrize(
    "asked",
    ["II is met", "II holds", "any criterion of II", "not II is met", "any section applies"],
)
def test_a_section_that_is_asked_for_is_in_use(asked: str) -> None:
    line = f'    second_line: md review cite guide "9" when {asked}'
    assert told(policy_of(version(TWO_SECTIONS, FIRST + "\n" + line))) == []


def test_what_nothing_mentions_is_left_to_the_checker() -> None:
    text = version(TWO_SECTIONS, FIRST)
    names = {one.headline.split("`")[1] for one in check_text(HEADER + text).diagnostics}
    assert names == {"II"}
    assert told(policy_of(text)) == ["risk"]


def test_a_criterion_that_only_dead_text_asks_for_is_told() -> None:
    sections = """
  define asks "Asks" cite guide "0"
    all of these 2:
      - I.B is met
      - chills
  section I "First" cite guide "1"
    criterion I.A "Fever" cite guide "1a"
      fever
    criterion I.B "Pain" cite guide "1b"
      pain > 6 weeks
"""
    policy = policy_of(version(sections, '    first_line: approve cite guide "9" when I.A is met'))
    assert told(policy) == ["I.B"]


def test_a_use_in_a_recommendation_in_a_claim_or_under_another_way_of_reading_counts() -> None:
    header = """
  reading care "What is meant?"
    chosen narrow "As written"
    or wide "As meant"
"""
    sections = """
  define a "A" cite guide "0"
    fever
  define b "B" cite guide "0"
    chills
  define c "C" cite guide "0"
    pain > 6 weeks
  section I "First" cite guide "1"
    criterion I.A "Fever" cite guide "1a"
      depending on reading care:
        - narrow: fever
        - wide: a
      recommend contrast when b
      recommend plain
"""
    claim = '\nprove "C alone is not enough"\n  never approve when c and not fever and not chills\n'
    assert told(policy_of(header + version(sections, FIRST) + claim)) == []


def test_a_section_that_says_it_has_no_criteria_is_silent() -> None:
    sections = """
  section I "First" cite guide "1"
    criterion I.A "Fever" cite guide "1a"
      fever
  section II "Second" cite guide "2"
    applies when pain > 6 weeks
    criterion II.A "None" cite guide "2a"
      no patient
"""
    listed = '    first\n      listed: md review cite guide "9" when II applies\n    then\n' + FIRST
    assert told(policy_of(version(sections, listed))) == []


def test_a_reading_on_which_only_dead_text_depends_is_told_of_the_policy() -> None:
    header = """
  reading care "What is meant?"
    chosen narrow "As written"
    or wide "As meant"
"""
    dead = TWO_SECTIONS.replace(
        "      chills", "      depending on reading care:\n        - narrow: chills\n        - wide: fever"
    )
    listed = '    first\n      listed: md review cite guide "9" when II applies\n    then\n' + FIRST
    assert told(policy_of(header + version(dead, listed))) == ["II", "risk", "care"]
    later = version(
        dead, FIRST + '\n    second_line: approve cite guide "9" when II is met', "2025", "from 2025-01-01"
    )
    both = version(dead, listed, days="from 2024-01-01 before 2025-01-01") + later
    assert told(policy_of(header + both)) == ["II", "risk"]


CONTRADICTORY = """
  section I "First" cite guide "1"
    criterion I.A "Fever" cite guide "1a"
      fever
      recommend plain
    criterion I.B "Nobody" cite guide "1b"
      all of these 2:
        - chills
        - not chills
      recommend contrast
"""


def test_a_service_that_nobody_can_be_given_is_told_unless_a_later_text_gives_it() -> None:
    assert told(policy_of(version(CONTRADICTORY, FIRST))) == ["contrast"]
    later = version(CONTRADICTORY.replace("- not chills", "- fever"), FIRST, "2025", "from 2025-01-01")
    both = version(CONTRADICTORY, FIRST, days="from 2024-01-01 before 2025-01-01") + later
    assert told(policy_of(both)) == []


def test_a_service_that_a_line_refuses_by_name_is_silent() -> None:
    refused = (
        '    first\n      refused: not covered cite guide "9" when service is contrast\n    then\n' + FIRST
    )
    assert told(policy_of(version(CONTRADICTORY, refused))) == []


def test_no_text_of_the_kaiser_policy_is_dead() -> None:
    texts = [path.read_text() for path in (ROOT / "policies").rglob("*.policy")]
    outcome = check_text("\n".join(sorted(texts)))
    assert told(outcome.checked.program.policies["kaiser_wa.lumbar_mri"]) == []
    assert "dead-text" not in outcome.names


# --- Days -------------------------------------------------------------------------------------------------


def of_days(text: str) -> list[str]:
    return [one.headline for one in check_text(HEADER + text).diagnostics if one.name == "dead-text"]


def test_a_line_or_an_inner_section_outside_the_days_around_it_is_told() -> None:
    sections = """
  section I "First" cite guide "1"
    criterion I.A "Fever" cite guide "1a"
      fever
    section I.B "Later" effective before 2023-06-01 cite guide "1b"
      criterion I.B.1 "Chills" cite guide "1b"
        chills
"""
    lines = FIRST + '\n    old: md review effective before 2023-01-01 cite guide "9" when chills'
    assert of_days(version(sections, lines)) == [
        "section `I.B` is in force on no day of version `2024`",
        "line `old` is in force on no day of version `2024`",
    ]


def test_what_comes_next_and_what_an_amendment_takes_over_is_silent() -> None:
    dated = """
  section I "First" effective before 2024-06-01 cite guide "1"
    criterion I.A "Fever" cite guide "1a"
      fever
  section I "First" effective from 2024-06-01 cite guide "1"
    criterion I.A "Chills" cite guide "1a"
      chills
"""
    short = version(dated, FIRST, days="from 2024-01-01 before 2024-03-01")
    assert of_days(short) == []
    amended = version(dated, FIRST, days="from 2024-01-01 before 2025-01-01")
    amended += '\nversion 2025 of sample.mri effective from 2025-01-01 amends 2024 cite guide "A"\n  remove define x\n'
    assert of_days(amended.replace("  remove define x\n", '  note "The same."\n')) == []


# --- The evaluator as judge -------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(150))
def test_the_evaluator_does_not_miss_what_is_told(seed: int) -> None:
    rng = Random(seed)
    policy = random_policy(rng, rng.randint(2, 12))
    epoch = policy.epochs[0]
    names = set(told(policy))
    without = without_parts(epoch, names)
    for _ in range(6):
        case = random_case(rng, epoch)
        for service in policy.services:
            before = evaluate(epoch, case, service)
            after = evaluate(without, case, service)
            assert (before.possible, before.decided_by, before.services, before.also_supported) == (
                after.possible,
                after.decided_by,
                after.services,
                after.also_supported,
            )
            assert names.isdisjoint((*before.services, *before.also_supported))


def without_parts(epoch: Epoch, names: set[str]) -> Epoch:
    """The text with every named part turned into its opposite for everybody."""
    inside = {
        label
        for label, criterion in epoch.criteria.items()
        if label in names or any(around in names for around in sections_of(criterion.section, epoch))
    }
    criteria = {
        label: replace(each, condition=Constant(True), exceptions=()) if label in inside else each
        for label, each in epoch.criteria.items()
    }
    definitions = {
        name: replace(each, condition=Constant(True)) if name in names else each
        for name, each in epoch.definitions.items()
    }
    return replace(epoch, criteria=criteria, definitions=definitions)


def sections_of(label: str, epoch: Epoch) -> list[str]:
    return [label, *sections_of(epoch.sections[label].parent, epoch)] if label else []
