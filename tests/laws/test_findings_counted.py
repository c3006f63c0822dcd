"""What the analysis finds in small policies is what counting out all their patients finds: no more and no less."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from policyc.analysis.lines import dead_lines
from policyc.analysis.matters import facts_that_matter
from policyc.analysis.overlaps import find_overlaps
from policyc.analysis.parts import Parts
from policyc.analysis.studied import Studied, studied_versions
from policyc.model.facts import FactKind
from tests.generators.facts import random_fact
from tests.generators.programs import random_policy
from tests.judges.analysed import pairs, without_effect
from tests.judges.brute_findings import Counted, counted

KINDS = (FactKind.YES_NO, FactKind.NUMBER, FactKind.ONE_OF)
SMALL = 50


@cache
def small(number: int) -> tuple[Studied, Counted]:
    """A policy that can be counted out: facts without dates, no axioms, no readings, one or two services."""
    for attempt in range(100):
        rng = Random(f"small {number} {attempt}")
        kinds = [FactKind.YES_NO, *rng.choices(KINDS, k=2)]
        names = [(f"{kind.name.lower()}_{place}", kind) for place, kind in enumerate(kinds)]
        facts = {name: random_fact(rng, name, kind, {}) for name, kind in names}
        policy = random_policy(rng, rng.randint(1, 2), facts, axioms=(), readings={})
        found = counted(policy.epochs[0]) if len(policy.services) < 3 else None
        if found is not None and len(found.patients) < 120:
            return next(iter(studied_versions(policy))), found
    raise AssertionError("no small policy")


@pytest.mark.parametrize("number", range(SMALL))
def test_lines_decide_and_overlap_as_counted(number: int) -> None:
    studied, patients = small(number)
    lines = {line.name for line in patients.epoch.lines[:-1]}
    dead = {each.name for each in dead_lines(studied)}
    deciding = patients.deciding_lines()
    assert not dead & deciding
    # A line that says `no patient`, or names contradictory criteria alone, is not told of by itself.
    assert not (lines - deciding - dead) & patients.lines_that_hold()
    assert pairs(find_overlaps(studied)) == {each for each in patients.overlaps() if each[1] not in dead}


@pytest.mark.parametrize("number", range(SMALL))
def test_facts_matter_as_counted(number: int) -> None:
    studied, patients = small(number)
    assert facts_that_matter([studied]) == patients.facts_that_matter()


@pytest.mark.parametrize("number", range(SMALL))
def test_parts_have_an_effect_as_counted(number: int) -> None:
    _, patients = small(number)
    counted_out = {part.path for part in Parts(patients.epoch).parts if not patients.has_effect(part.path)}
    assert without_effect(patients.epoch) == counted_out
