"""Cliffs of small policies: between sections, by force of an axiom; deliberate steps, and proofs of none."""

from __future__ import annotations

import pytest

from policyc.analysis.cliffs import find_cliffs
from policyc.analysis.studied import studied_versions
from policyc.analysis.subject import Subject
from policyc.analysis.worsening import worsening
from policyc.model.facts import Stretch
from policyc.model.outcome import Outcome
from policyc.model.program import Policy
from policylang.diagnostic import Diagnostic
from tests.spec.programs import check_text

VOCABULARY = """\
vocabulary spine "Spine findings"
  fact pain "Time since the pain began"
    type duration from 0 days to 10 years
    worse when longer
  fact age "Age"
    type age from 0 years to 120 years
    worse when higher
  fact temperature "Temperature"
    type number in degrees from 30 degrees to 45 degrees step 0.5
    normally 36.5 degrees
  fact fracture "Suspected fracture"
    type yes or no
    normally no
    worse when yes
  fact findings "Objective findings"
    type yes or no
    normally no
  fact weakness "Weakness"
    type yes or no
    normally no
    worse when yes
  fact therapy "Therapy"
    type episodes
    normally none
    current episode since pain
  axiom weakness implies findings because "weakness is an objective finding"

policy sample.mri "Spine MRI"
  vocabulary spine
  source guide "Guide"
  services
    CPT 72148 as mri "MRI of the spine"

version 2024 effective from 2024-01-01
"""


def policy_of(rows: str) -> Policy:
    """The policy with these rows in its version."""
    outcome = check_text(VOCABULARY + rows)
    assert not [found for found in outcome.diagnostics if found.level == "error"], outcome.diagnostics
    return next(iter(outcome.checked.program.policies.values()))


def cliffs(rows: str) -> list[Diagnostic]:
    """The cliffs of such a policy."""
    return [found for studied in studied_versions(policy_of(rows)) for found in find_cliffs(studied)]


def sections(acute: str, other: str, lines: str = "") -> str:
    """An acute section and another, and lines that approve both."""
    return f"""\
  section I "Acute pain" cite guide "1"
    applies when {acute}
    criterion I.A "Fracture" cite guide "1a"
      fracture
  section II "Other pain" cite guide "2"
    applies when {other}
    criterion II.A "Fracture with findings" cite guide "2a"
      all of these 2:
        - fracture
        - findings
  decide
{lines}    acute: approve cite guide "3" when I is met
    other: approve cite guide "3" when II is met
    otherwise not medically necessary cite guide "3"
"""


def one_line(condition: str) -> str:
    """A policy that approves by one condition."""
    return f"""\
  section I "Pain" cite guide "1"
    criterion I.A "Sign" cite guide "1a"
      {condition}
  decide
    pain: approve cite guide "3" when I is met
    otherwise not medically necessary cite guide "3"
"""


def test_a_day_too_long_falls_between_two_sections() -> None:
    (found,) = cliffs(sections("pain <= 6 weeks", "pain > 6 weeks"))
    assert found.code == "P708"
    assert found.headline == (
        "a patient with more `pain` gets less: approve at 42 days, not medically necessary at 43 days"
    )
    assert found.span is not None
    assert found.witness is not None
    assert found.twin is not None
    before, after = found.witness["facts"], found.twin["facts"]
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert (before["pain"], after["pain"]) == ("42 days", "43 days")
    assert {name: value for name, value in before.items() if after[name] != value}.keys() == {"pain"}
    assert any("I.A" in note for note in found.notes)
    assert "acknowledge P708 on pain of version 2024" in found.help


def test_a_step_that_favours_the_sicker_is_none() -> None:
    assert not cliffs(one_line("pain > 6 weeks"))
    assert not cliffs(one_line("age >= 70 years"))
    assert not cliffs(one_line("fracture"))


def test_a_cliff_on_age() -> None:
    (found,) = cliffs(one_line("age < 40 years"))
    assert "`age` gets less: approve at 39 years, not medically necessary at 40 years" in found.headline


def test_a_fact_without_a_direction_has_none() -> None:
    assert not cliffs(one_line("temperature < 38 degrees"))
    assert not cliffs(one_line("not findings"))


def test_what_an_axiom_forces_is_named() -> None:
    found = cliffs(one_line("any of these 2:\n        - not findings\n        - all of these 2:\n"
                            "          - weakness\n          - fracture"))  # fmt: skip
    assert [each.headline.split("`")[1] for each in found] == ["weakness"]
    assert any("objective findings (no, then yes)" in note for note in found[0].notes)
    assert any("weakness is an objective finding" in note for note in found[0].notes)


def test_a_lower_outcome_of_the_same_class_is_no_cliff() -> None:
    rows = one_line("findings").replace(
        "    otherwise", '    broken: experimental cite guide "3" when fracture\n    otherwise'
    )
    assert not cliffs(rows)


def test_further_values_are_counted_and_one_in_months_is_one() -> None:
    (found,) = cliffs(
        one_line(
            "any of these 3:\n        - pain < 2 weeks\n        - all of these 2:\n          - pain >= 4 weeks\n"
            "          - pain < 6 weeks\n        - all of these 2:\n          - pain > 2 months\n"
            "          - pain < 3 months"
        )
    )
    others = [note for note in found.notes if note.startswith("also from")]
    assert others[0] == "also from 41 to 42 days: approve, then not medically necessary"
    assert len(others) == 2


def test_both_sides_have_the_same_days_of_therapy() -> None:
    policy = policy_of(one_line("all of these 2:\n        - at least 6 weeks of therapy for the current episode\n"
                                "        - pain <= 60 days"))  # fmt: skip
    found = worsening(Subject(policy.epochs[0]), "pain")
    assert found is not None
    assert (found.old_value, found.new_value) == (60, 61)
    assert found.before.facts["therapy"] == found.after.facts["therapy"]


def test_more_days_of_an_episode_contain_the_fewer() -> None:
    policy = policy_of(one_line("not at least 6 weeks of therapy"))
    found = worsening(Subject(policy.epochs[0]), "therapy", "higher")
    assert found is not None
    days = []
    for case in (found.before, found.after):
        stretches = case.facts.get("therapy", ())
        assert isinstance(stretches, tuple)
        days.append(
            {
                day
                for each in stretches
                if isinstance(each, Stretch)
                for day in range(each.start.toordinal(), each.end.toordinal() + 1)
            }
        )
    assert days[0] < days[1]
    assert (
        worsening(Subject(policy_of(one_line("at least 6 weeks of therapy")).epochs[0]), "therapy", "higher")
        is None
    )


@pytest.mark.parametrize("fact", ["pain", "age", "fracture", "weakness", "findings", "temperature"])
def test_none_is_a_proof_where_nothing_but_a_fracture_counts(fact: str) -> None:
    subject = Subject(policy_of(one_line("fracture")).epochs[0])
    assert worsening(subject, fact) is None


def test_the_other_direction_can_be_asked() -> None:
    subject = Subject(policy_of(one_line("fracture")).epochs[0])
    found = worsening(subject, "fracture", "no")
    assert found is not None
    assert (found.old_value, found.new_value) == (True, False)
    assert (found.old_outcome, found.new_outcome) == (Outcome.APPROVE, Outcome.NOT_MEDICALLY_NECESSARY)


def test_the_greatest_fall_is_shown_and_the_others_are_listed() -> None:
    (found,) = cliffs("""\
  section I "Pain" cite guide "1"
    criterion I.A "Short" cite guide "1a"
      all of these 3:
        - pain >= 6 weeks
        - pain < 12 weeks
        - findings
  decide
    early: md review cite guide "3" when pain < 4 weeks
    late: approve cite guide "3" when I is met
    otherwise not medically necessary cite guide "3"
""")
    assert "`pain` gets less: approve at 83 days, not medically necessary at 84 days" in found.headline
    assert [note for note in found.notes if note.startswith("also")] == [
        "also from 27 to 28 days: md review, then not medically necessary"
    ]


def test_the_place_is_what_makes_the_difference_and_no_mention_before_it() -> None:
    (found,) = cliffs("""\
  section I "Pain" cite guide "1"
    criterion I.A "Findings" cite guide "1a"
      findings
    criterion I.B "Fracture" cite guide "1b"
      all of these 2:
        - fracture
        - pain > 6 weeks
  decide
    broken: md review cite guide "2" when fracture
    seen: approve cite guide "3" when I is met
    otherwise not medically necessary cite guide "3"
""")
    assert found.span is not None
    lines = {label.message: label.span for label in found.labels}
    assert found.span.line == lines["decides with it: md review"].line
    assert "I.B" not in " ".join(found.notes)


def test_the_better_off_patient_is_the_plainest_one() -> None:
    (found,) = cliffs("""\
  section I "Pain" cite guide "1"
    applies when pain > 3 months
    requires at least 6 weeks of therapy for the current episode within the last 6 months cite guide "1"
    criterion I.A "Findings" cite guide "1a"
      findings
      unless fracture
    criterion I.B "Therapy" cite guide "1b"
      all of these 3:
        - temperature >= 38 degrees
        - pain >= 6 months
        - at least 12 weeks of therapy
  decide
    seen: approve cite guide "3" when I is met
    otherwise not medically necessary cite guide "3"
""")
    assert found.witness is not None
    facts = found.witness["facts"]
    assert isinstance(facts, dict)
    assert facts["pain"] in {"92 days", "93 days"}
    assert facts.keys() >= {"findings", "therapy"}
    assert "temperature" not in facts
