"""Facts and axioms that change nothing in a whole project, and those that only look so."""

from __future__ import annotations

import pytest

from policyc.analysis import analyse
from policyc.analysis.idle_facts import idle
from policyc.analysis.matters import changing_facts, facts_mentioned, facts_that_matter, groups_of
from policyc.analysis.studied import studied_versions
from policyc.prove.gates import Gates
from tests.spec.programs import check_text, fenced_blocks
from tests.tidy.tracked import ROOT

VOCABULARY = """\
vocabulary spine "Spine findings"
  fact fever "Fever"
    type yes or no
    normally no
  fact chills "Chills"
    type yes or no
    normally no
  fact sweats "Sweats"
    type yes or no
    normally no
  fact onset "First day"
    type date
  fact care "Care"
    type episodes
    current episode since onset
  {axioms}
"""
POLICY = """
policy sample.{name} "A policy"
  vocabulary spine
  source guide "Guide"
  services
    CPT 72148 as mri "MRI of the spine"
{header}
version 2024 of sample.{name} effective from 2024-01-01
  section I "Infection" cite guide "1"
    criterion I.A "What counts" cite guide "1a"
      {condition}
  decide
    infection: approve cite guide "2" when I is met
    otherwise not medically necessary cite guide "2"
"""
FEVER_OR_BOTH = """any of these 2:
        - fever
        - all of these 2:
          - fever
          - chills"""
BOTH_WAYS = """all of these 2:
        - fever
        - any of these 2:
          - chills
          - not chills"""
NEVER_BOTH = """any of these 2:
        - fever
        - all of these 2:
          - chills
          - not sweats"""


def told(*policies: str, axioms: str = "") -> list[str]:
    """What the findings of a project name."""
    outcome = check_text(VOCABULARY.replace("{axioms}", axioms) + "".join(policies))
    program = outcome.checked.program
    assert not [found for found in outcome.diagnostics if found.level == "error"], outcome.diagnostics
    analyses = {name: analyse(policy) for name, policy in program.policies.items()}
    assert not [one for each in analyses.values() for one in each.undecided]
    found = idle(
        program.vocabularies,
        {name: each.matters for name, each in analyses.items()},
        {name: each.mentioned for name, each in analyses.items()},
    )
    assert {one.name for one in found} <= {"idle-fact"}
    return [one.headline.split("`")[1] for one in found]


def policy(condition: str, name: str = "mri", header: str = "") -> str:
    return POLICY.replace("{name}", name).replace("{condition}", condition).replace("{header}", header)


@pytest.mark.parametrize("condition", [FEVER_OR_BOTH, BOTH_WAYS])
def test_a_fact_that_is_asked_for_and_changes_nothing_is_told(condition: str) -> None:
    assert told(policy(condition)) == ["chills"]


def test_a_fact_that_matters_to_another_policy_of_the_project_is_not() -> None:
    assert told(policy(FEVER_OR_BOTH), policy("chills", "other")) == []


def test_a_fact_that_an_axiom_ties_to_one_that_matters_is_not() -> None:
    assert told(policy(FEVER_OR_BOTH), axioms="axiom chills implies fever") == []


def test_an_axiom_between_facts_that_change_nothing_is_told_with_them() -> None:
    assert told(policy(FEVER_OR_BOTH), axioms="axiom chills implies sweats") == [
        "chills",
        "chills implies sweats",
    ]


def test_facts_and_an_axiom_that_makes_them_idle_are_left_to_what_it_makes_impossible() -> None:
    assert told(policy(NEVER_BOTH), axioms="axiom chills implies sweats") == []
    assert told(policy(NEVER_BOTH)) == []


def test_what_nobody_asks_for_is_left_to_the_checker() -> None:
    assert told(policy("fever"), axioms="axiom chills implies sweats") == []


def test_an_onset_matters_with_the_episodes_that_count_from_it() -> None:
    counted = "at least 2 weeks of care for the current episode"
    assert told(policy(counted)) == []
    absorbed = f"""any of these 2:
        - fever
        - all of these 2:
          - fever
          - {counted}"""
    assert told(policy(absorbed)) == ["care"]


READING = """
  reading meant "What is meant?"
    chosen narrow "As written"
    or wide "As meant"
"""


@pytest.mark.parametrize(
    "condition",
    [
        "depending on reading meant:\n        - narrow: fever\n        - wide: chills",
        """any of these 2:
        - all of these 2:
          - chills
          - depending on reading meant:
            - narrow: no patient
            - wide: any patient
        - fever""",
    ],
)
def test_what_matters_under_another_way_of_reading_is_not(condition: str) -> None:
    assert told(policy(condition, header=READING)) == []


def test_where_undocumented_facts_are_not_met_its_absence_may_matter() -> None:
    assert told(policy(BOTH_WAYS, header="  undocumented facts are not met\n")) == []


def test_a_fact_that_only_tells_two_refusals_apart_is_not_idle() -> None:
    refusals = policy("fever").replace(
        "    otherwise", '    cold: not medically necessary cite guide "2" when chills\n    otherwise'
    )
    assert told(refusals) == []


def test_a_name_of_two_vocabularies_is_left_alone() -> None:
    other = VOCABULARY.replace("spine", "knee").replace("{axioms}", "")
    assert told(other, policy(FEVER_OR_BOTH)) == []


def test_facts_are_grouped_by_axioms_and_onsets() -> None:
    text = VOCABULARY.replace("{axioms}", "axiom never fever and sweats")
    vocabulary = check_text(text + policy("fever")).checked.program.vocabularies["spine"]
    groups = groups_of(vocabulary.facts.values(), vocabulary.axioms)
    assert [sorted(group) for group in groups] == [["fever", "sweats"], ["chills"], ["care", "onset"]]


def test_every_fact_of_the_kaiser_policy_matters_and_its_analysis_says_so() -> None:
    texts = [path.read_text() for path in (ROOT / "policies").rglob("*.policy")]
    kaiser = check_text("\n".join(sorted(texts))).checked.program.policies["kaiser_wa.lumbar_mri"]
    versions = tuple(studied_versions(kaiser))
    assert facts_that_matter(versions) == frozenset(kaiser.facts)
    assert facts_mentioned(kaiser) <= frozenset(kaiser.facts)


def test_the_page_shows_it_and_mends_it() -> None:
    page = (ROOT / "docs/diagnostics/idle-fact.md").read_text()
    blocks = {block.heading: block.text for block in fenced_blocks(page)}
    names = {}
    for heading, text in blocks.items():
        program = check_text(text).checked.program
        (analysis,) = (analyse(each) for each in program.policies.values())
        found = idle(program.vocabularies, {"": analysis.matters}, {"": analysis.mentioned})
        names[heading] = [one.headline for one in found]
    assert names == {"Avoid": ["no outcome of the project depends on `chills`"], "Prefer": []}


def test_what_follows_from_a_change_is_seen_through_counts() -> None:
    program = check_text(
        VOCABULARY.replace("{axioms}", "")
        + policy("at least 2 of:\n        - fever\n        - chills\n        - sweats")
    ).checked.program
    (studied,) = studied_versions(program.policies["sample.mri"])
    (subject,) = studied.subjects
    assert isinstance(subject.gates, Gates)
    literal = subject.text.criterion("I.A", False)
    model = subject.find([literal, -subject.patient.family("sweats").variables()[0]])
    assert model is not None
    found = changing_facts(subject, {"fever", "chills", "sweats", "care"}, [model], [literal])
    assert found == {"fever", "chills"}
