"""Epochs: where the calendar is cut, what is in force on both sides, and what each line names."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from policyc.check import CheckConfig
from policyc.model.calendar import Interval
from policyc.model.conditions import Condition, parts, walk
from policyc.model.program import Epoch, NamedCriterion
from tests.spec.programs import check_text
from tests.unit.check.samples import HEADER, only_epoch, policy_of, sample_policy

DATED = """
version 2024 of sample.mri effective from 2024-01-01 before 2025-01-01
  section V "Inflammation" effective through 2024-02-29 cite guide "5"
    criterion V.A "Fever" cite guide "5a"
      fever
  section V "Inflammation" effective from 2024-03-01 cite guide "5"
    criterion V.A "Chills" cite guide "5a"
      chills
    section V.B "Later" effective from 2024-06-01 cite guide "5b"
      criterion V.B.1 "Both" cite guide "5b"
        all of these 2:
          - fever
          - chills
  decide
    early: md review effective before 2024-03-01 cite guide "5" when V is met
    late: approve effective from 2024-03-01 cite guide "5" when V is met
    otherwise not medically necessary cite guide "2"
"""


def epoch_on(epochs: list[Epoch], day: str) -> Epoch:
    (found,) = [epoch for epoch in epochs if date.fromisoformat(day) in epoch.interval]
    return found


def test_epochs_are_cut_where_something_comes_into_force_or_ceases_to_be() -> None:
    intervals = [epoch.interval for epoch in policy_of(DATED).epochs]
    days = ["2024-01-01", "2024-03-01", "2024-06-01", "2025-01-01"]
    bounds = [date.fromisoformat(day) for day in days]
    assert intervals == [Interval(*pair) for pair in pairwise(bounds)]


def test_the_text_on_both_sides_of_a_boundary() -> None:
    epochs = policy_of(DATED).epochs
    before, after = epoch_on(epochs, "2024-02-29"), epoch_on(epochs, "2024-03-01")
    assert before.criteria["V.A"].title == "Fever"
    assert after.criteria["V.A"].title == "Chills"
    assert [line.name for line in before.lines] == ["early", "otherwise"]
    assert [line.name for line in after.lines] == ["late", "otherwise"]
    assert "V.B" not in epoch_on(epochs, "2024-05-31").sections
    assert epoch_on(epochs, "2024-06-01").sections["V"].order == ("V.A", "V.B")
    assert [name.label for name in epoch_on(epochs, "2024-06-01").lines[0].names] == ["V.A", "V.B.1"]


def test_no_day_before_the_first_or_after_the_last_epoch() -> None:
    epochs = policy_of(DATED).epochs
    assert date(2023, 12, 31) not in epochs[0].interval
    assert date(2024, 12, 31) in epochs[-1].interval
    assert date(2025, 1, 1) not in epochs[-1].interval


def test_drafts_stand_apart_and_may_overlap() -> None:
    draft = DATED.replace("version 2024", "version {}").replace("before 2025-01-01", "\n  draft")
    policy = policy_of(DATED + draft.format("next") + draft.format("rival"))
    assert {epoch.version.name for epoch in policy.epochs} == {"2024"}
    assert sorted(policy.drafts) == ["next", "rival"]
    assert policy.drafts["next"][-1].interval.end is None


def test_overlapping_versions_are_an_error_and_still_leave_one_text_a_day() -> None:
    later = DATED.replace("version 2024", "version 2025").replace(
        "from 2024-01-01 before 2025-01-01", "from 2024-10-01"
    )
    outcome = check_text(HEADER + DATED + later)
    assert "version-overlap" in outcome.names
    epochs = outcome.checked.program.policies["sample.mri"].epochs
    assert all(one.interval.end == other.interval.start for one, other in pairwise(epochs))


def test_paths_follow_one_law_and_are_unique() -> None:
    for epoch in sample_policy().epochs:
        seen: set[str] = set()
        for root in roots(epoch):
            for node in walk(root):
                assert node.path
                assert node.path not in seen
                seen.add(node.path)
                for position, part in enumerate(parts(node), start=1):
                    base = node.path.removesuffix("/condition")
                    assert part.path == f"{base}/{position}"


def test_paths_are_those_that_the_model_promises() -> None:
    epoch = sample_policy().epochs[-1]
    criterion = epoch.criteria["I.C"].condition
    assert [part.path for part in parts(criterion)] == ["I.C/1", "I.C/2"]
    assert parts(parts(criterion)[1])[0].path == "I.C/2/1"
    scope = epoch.sections["II"].scope
    assert scope is not None
    assert scope.path == "II/scope"
    assert epoch.sections["II"].requirements[0].path == "II/requires/1"
    assert epoch.criteria["II.A.2"].exceptions[0].path == "II.A.2/unless/1"
    assert next(line for line in epoch.lines if line.name == "back_pain").condition.path == "back_pain/when"


def roots(epoch: Epoch) -> list[Condition]:
    found = [definition.condition for definition in epoch.definitions.values()]
    for section in epoch.sections.values():
        found += [section.scope] if section.scope else []
        found += section.requirements
    for criterion in epoch.criteria.values():
        found += [criterion.condition, *criterion.exceptions]
    for line in epoch.lines:
        found += [line.condition, *line.exceptions]
    return found


# --- What lines name --------------------------------------------------------------------------------------

NAMING = """
version 2024 of sample.mri effective from 2024-01-01
  define through_definition "Through a definition" cite guide "0"
    any of these 2:
      - II.A is met
      - not I.B is met
  section I "Infection" cite guide "1"
    applies when pain > 1 week
    requires fever
    criterion I.A "Fever" cite guide "1a"
      any criterion of II
    criterion I.B "Chills" cite guide "1b"
      chills
    section I.C "Inner" cite guide "1c"
      applies when pain > 2 weeks
      requires chills
      criterion I.C.1 "Innermost" cite guide "1c"
        fever
  section II "Tumour" cite guide "2"
    criterion II.A "Known" cite guide "2a"
      chills
  decide
    tested: approve cite guide "9" when {condition}
    unless_named: pend cite guide "9" when all of these 3:
      - through_definition
      - I is met
      - II is met
      unless I.A is met
    otherwise not medically necessary cite guide "9"
"""


def names(condition: str) -> tuple[NamedCriterion, ...]:
    return only_epoch(NAMING.format(condition=condition)).lines[0].names


def labels(condition: str) -> list[tuple[str, bool, int]]:
    """What is named: the label, whether scoped, and how many conditions are given besides."""
    return [(name.label, name.scoped, len(name.given)) for name in names(condition)]


def test_a_line_names_criteria_directly() -> None:
    assert labels("I.A is met") == [("I.A", True, 0)]
    assert labels("I.A holds") == [("I.A", False, 0)]


def test_a_line_names_the_criteria_of_sections_it_asks_for() -> None:
    assert labels("I is met") == [("I.A", True, 0), ("I.B", True, 0), ("I.C.1", True, 0)]
    # `holds` keeps the requirement of I; the subsection keeps its own scope and requirement besides.
    assert labels("I holds") == [("I.A", False, 1), ("I.B", False, 1), ("I.C.1", False, 3)]
    assert labels("any criterion of I") == [("I.A", False, 0), ("I.B", False, 0), ("I.C.1", False, 2)]
    # Asked for by itself, the inner section leaves its own scope out and keeps all requirements.
    assert labels("I.C holds") == [("I.C.1", False, 2)]
    assert labels("any criterion of I.C") == [("I.C.1", False, 0)]


def test_a_line_names_nothing_by_a_scope_or_under_a_negation() -> None:
    assert labels("I applies") == []
    assert labels("not I is met") == []
    assert labels("none of these 2:\n      - I.A is met\n      - II is met") == []


def test_a_line_names_through_definitions_and_double_negations_but_not_through_criteria() -> None:
    assert labels("through_definition") == [("II.A", True, 0)]
    assert labels("not through_definition") == [("I.B", True, 0)]
    assert labels("I.A is met") == [("I.A", True, 0)]


def test_a_line_does_not_name_what_its_exceptions_ask_for() -> None:
    epoch = only_epoch(NAMING.format(condition="fever"))
    assert [name.label for name in epoch.lines[1].names] == ["II.A", "I.A", "I.B", "I.C.1"]


def test_a_line_names_under_the_readings_that_lead_there() -> None:
    reading = (
        '  reading urgency "Which?" cite guide "3"\n    chosen first_way "So"\n    or second_way "Or so"\n'
    )
    condition = (
        "depending on reading urgency:\n      - first_way: I.A is met\n      - second_way: II is met\n"
    )
    text = HEADER + reading + NAMING.format(condition=condition)
    epoch = check_text(text, CheckConfig()).checked.program.policies["sample.mri"].epochs[0]
    assert [(name.label, name.readings) for name in epoch.lines[0].names] == [
        ("I.A", (("urgency", "first_way"),)),
        ("II.A", (("urgency", "second_way"),)),
    ]
