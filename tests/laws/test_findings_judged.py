"""What the analysis finds in random policies is what z3 finds, with an encoding of its own: no more and no less.

For every part of every text, every pair of lines, every fact and every reading the same question is put to both.
"""

from __future__ import annotations

import re
from random import Random

import pytest

from policyc.analysis.lines import blockers, dead_lines
from policyc.analysis.matters import facts_that_matter
from policyc.analysis.overlaps import find_overlaps
from policyc.analysis.parts import Parts
from policyc.analysis.readings import find_readings
from policyc.analysis.studied import Studied, studied_versions
from policyc.analysis.subject import Subject
from policyc.analysis.worsening import worsening
from policyc.model.facts import FactKind
from policyc.model.program import Epoch, Policy
from tests.bench.promises import kaiser
from tests.generators.programs import random_policy
from tests.judges import z3_findings, z3_twins
from tests.judges.analysed import pairs, without_effect
from tests.judges.taking_out import without
from tests.judges.z3_subject import FreeText, Z3Subject

SEEDS = range(200)


def drawn(seed: int, most: int = 3, **header: object) -> tuple[Policy, Studied]:
    """A random policy of up to so many criteria, the same for the same seed."""
    rng = Random(f"judged {seed}")
    policy = random_policy(rng, rng.randint(1, most), rng.randint(3, 7), **header)
    return policy, next(iter(studied_versions(policy)))


@pytest.mark.parametrize("seed", SEEDS[:80])
def test_a_part_has_an_effect_where_z3_finds_somebody_it_matters_to(seed: int) -> None:
    policy, _ = drawn(seed, most=1 + seed % 2)
    epoch = policy.epochs[0]
    judge = Z3Subject(epoch)
    judged = {part.path for part in Parts(epoch).parts if idle(judge, epoch, part.path)}
    assert without_effect(epoch) == judged


def idle(judge: Z3Subject, epoch: Epoch, path: str) -> bool:
    """Whether, once the part is out of the text, z3 finds nobody decided differently and no more lines in dispute."""
    rest = FreeText(without(epoch, [path]), judge.patients)
    if judge.possible(judge.differs(judge.text.told(), rest.told())):
        return False
    return set(z3_findings.overlaps(judge, rest)) <= set(z3_findings.overlaps(judge))


@pytest.mark.parametrize("seed", SEEDS)
def test_lines_are_dead_and_blocked_as_z3_says(seed: int) -> None:
    policy, studied = drawn(seed)
    judge = Z3Subject(policy.epochs[0])
    told = {dead.name: dead for dead in dead_lines(studied)}
    masked, decided_by_nobody = set(z3_findings.unreachable(judge)), set(z3_findings.dead_lines(judge))
    assert {name for name, dead in told.items() if dead.met} == masked
    assert told.keys() <= decided_by_nobody
    contradictory = set(z3_findings.contradictory(judge))
    for line in policy.epochs[0].lines:
        if line.name in decided_by_nobody - told.keys():
            # What is told of its criteria, or was meant to hold for nobody, is not told of the line again.
            names = {named.label for named in line.names}
            meant = {label for label in names if settled_on_purpose(judge, label)}
            assert z3_findings.deliberate(line.condition, judge) or names & (contradictory | meant)
    for name in masked:
        found, complete = blockers(told[name], 50)
        assert complete
        sets = {frozenset(each.line.name for each in one) for one in found}
        assert sets == z3_findings.blockers(judge, name)


def settled_on_purpose(judge: Z3Subject, label: str) -> bool:
    """Whether `any patient` and `no patient` settle a criterion."""
    criterion = judge.epoch.criteria[label]
    return any(z3_findings.deliberate(each, judge) for each in (criterion.condition, *criterion.exceptions))


@pytest.mark.parametrize("seed", SEEDS)
def test_lines_overlap_as_z3_says(seed: int) -> None:
    policy, studied = drawn(seed)
    told = pairs(find_overlaps(studied))
    dead = {line.name for line in dead_lines(studied)}
    judged = z3_findings.overlaps(Z3Subject(policy.epochs[0]))
    assert told == {(winner, loser) for winner, loser in judged if loser not in dead}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sicker_patient_is_worse_off_where_z3_finds_two(seed: int) -> None:
    policy, _ = drawn(seed)
    epoch = policy.epochs[0]
    subject, judge = Subject(epoch), Z3Subject(epoch)
    asked = [fact for fact in policy.facts.values() if fact.worse_when is not None]
    for fact in asked:
        exists = z3_twins.cliff(judge, fact.name, [])
        told = worsening(subject, fact.name) is not None
        # Where axioms tie facts together, two patients may have to differ in more than one.
        assert told == exists if not z3_twins.tied(judge, fact.name) else told >= exists, fact.name


@pytest.mark.parametrize("seed", SEEDS)
def test_facts_matter_as_z3_says(seed: int) -> None:
    policy, studied = drawn(seed, axioms=(), readings={})
    judge = Z3Subject(policy.epochs[0])
    told = facts_that_matter([studied])
    exactly = {name for name in policy.facts if z3_twins.matters(judge, name, anything=True)}
    assert exactly <= told
    for name in told - exactly:
        # An onset and the treatments that count from it are told together.
        together = z3_twins.tied_by_onset(judge, name)
        assert together & exactly, name


@pytest.mark.parametrize("seed", SEEDS)
def test_facts_that_axioms_tie_matter_as_z3_says(seed: int) -> None:
    policy, studied = drawn(seed)
    judge = Z3Subject(policy.epochs[0])
    exactly = {name for name in policy.facts if z3_twins.matters(judge, name, anything=True)}
    assert exactly <= facts_that_matter([studied])


@pytest.mark.parametrize("seed", SEEDS)
def test_readings_matter_as_z3_says(seed: int) -> None:
    policy, studied = drawn(seed)
    judge = Z3Subject(policy.epochs[0])
    for found in find_readings([studied]):
        subject, *company = [
            name for name in re.findall(r"`([^`]+)`", found.headline) if name in policy.readings
        ]
        assert (found.name == "reading-matters") is z3_twins.reading_matters_somehow(judge, subject)
        if found.name == "reading-matters":
            assert z3_twins.reading_matters(judge, [subject]) is not bool(company)


@pytest.mark.parametrize("number", range(3))
def test_z3_finds_in_kaiser_what_the_analysis_finds(number: int) -> None:
    policy, _ = kaiser()
    epoch = policy.epochs[number]
    subject, judge = Subject(epoch), Z3Subject(epoch)
    judged = {part.path for part in Parts(epoch).parts if idle(judge, epoch, part.path)}
    assert without_effect(epoch) == judged
    assert (
        not set(z3_findings.overlaps(judge)) | set(z3_findings.dead_lines(judge)) | set(z3_twins.gaps(judge))
    )
    for name in (fact.name for fact in policy.facts.values() if fact.worse_when is not None):
        alone = z3_twins.cliff(judge, name, [])
        somehow = alone or z3_twins.cliff(judge, name, z3_twins.tied(judge, name))
        assert alone <= (worsening(subject, name) is not None) <= somehow, name


def test_the_sample_has_something_of_everything() -> None:
    kinds: set[str] = set()
    for seed in SEEDS:
        policy, studied = drawn(seed)
        kinds |= {"masked" if dead.met else "contradictory" for dead in dead_lines(studied)}
        kinds |= {"overlap" for _ in find_overlaps(studied)}
        kinds |= {each.name for each in find_readings([studied])}
        kinds |= {str(fact.kind) for fact in policy.facts.values()}
    wanted = {"masked", "contradictory", "overlap", "reading-matters", "reading-does-not-matter"}
    assert wanted | {str(kind) for kind in FactKind} <= kinds
