"""Where a longer record is worse than a shorter one, and where it is not."""

from __future__ import annotations

from policyc.analysis.documentation_cliffs import find_documentation_cliffs
from policyc.analysis.studied import studied_versions
from policylang.diagnostic import Diagnostic
from tests.spec.programs import check_text

VOCABULARY = """\
vocabulary spine "Spine findings"
  fact pain "Time since the pain began"
    type duration from 0 days to 10 years
  fact fever "Fever"
    type yes or no
    normally no
  fact surgery "Earlier surgery"
    type yes or no
    normally no
  fact therapy "Therapy"
    type episodes
    normally none
    current episode since pain

policy sample.mri "Spine MRI"
  vocabulary spine
  source guide "Guide"
  services
    CPT 72148 as mri "MRI of the spine"
  undocumented facts are {rule}

version 2024 effective from 2024-01-01
  section I "Infection" cite guide "1"
    criterion I.A "Sign" cite guide "1a"
      {criterion}
  decide
    first
      barred: not medically necessary cite guide "2" when {barred}
    then
      infection: approve cite guide "2" when I is met
    otherwise not medically necessary cite guide "2"
"""


def cliffs(criterion: str, barred: str, rule: str = "not met") -> list[Diagnostic]:
    """The documentation cliffs of a policy that approves by a criterion and bars some patients before."""
    outcome = check_text(VOCABULARY.format(criterion=criterion, barred=barred, rule=rule))
    assert not [found for found in outcome.diagnostics if found.level == "error"], outcome.diagnostics
    policy = next(iter(outcome.checked.program.policies.values()))
    return [each for studied in studied_versions(policy) for each in find_documentation_cliffs(studied)]


def test_a_record_that_bars_is_better_left_out() -> None:
    (found,) = cliffs("fever", "surgery")
    assert found.code == "P709"
    assert found.headline == (
        "a record of `surgery` takes away: approve without it, not medically necessary with it"
    )
    assert found.witness is not None
    assert found.twin is not None
    assert found.witness["facts"] == {"fever": True, "surgery": None}
    assert found.twin["facts"] == {"fever": True, "surgery": True}


def test_a_record_that_denies_what_bars_takes_nothing() -> None:
    (found,) = cliffs("fever", "not surgery")
    assert found.twin is not None
    assert found.twin["facts"] == {"fever": True}


def test_what_is_asked_to_be_absent_must_be_on_record() -> None:
    assert not cliffs("all of these 2:\n        - fever\n        - not surgery", "no patient")


def test_elsewhere_there_are_none() -> None:
    assert not cliffs("fever", "surgery", "unknown")


def test_the_onset_of_an_episode_is_a_record_too() -> None:
    found = cliffs("fever", "at least 2 weeks of therapy for the current episode")
    assert [each.headline.split("`")[1] for each in found] == ["pain", "therapy"]
