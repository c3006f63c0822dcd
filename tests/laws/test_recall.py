"""Clean policies draw no finding, planted defects are found, and a judge certifies both: a sample of the benchmark."""

from __future__ import annotations

import pytest

from tests.mutants.clean import clean_policy
from tests.mutants.defects import KINDS, plant
from tests.mutants.draft import PolicyDraft, written
from tests.mutants.evidence import Evidence
from tests.mutants.planted import Planted
from tests.mutants.recall import NO_DEFECT, clean_text, policy_of, score, told_of

SIZE = 5


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_said_against_a_policy_that_a_judge_finds_clean(seed: int) -> None:
    text = clean_text(clean_policy(seed, SIZE))
    assert [each for each in told_of(text) if each.code not in NO_DEFECT] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_defect_is_there_and_is_found_and_nothing_else_is(kind: str) -> None:
    seed, draft, planted = first_place_for(kind)
    text = written(planted.draft)
    assert planted.confirm(Evidence(policy_of(text))), f"seed {seed}"
    found = score(planted, told_of(text), told_of(written(draft)))
    assert found.found, f"seed {seed}: {planted.codes} at {planted.at}; told: {found.nearly}"
    assert not found.extra, f"seed {seed}"


def first_place_for(kind: str) -> tuple[int, PolicyDraft, Planted]:
    """The first clean policy, counted from the number of the kind, that has a place for a defect of this kind."""
    start = list(KINDS).index(kind)
    for seed in range(start, start + 60):
        draft = clean_policy(seed, SIZE)
        planted = plant(kind, draft, str(seed))
        if planted is not None:
            return seed, draft, planted
    raise AssertionError(f"no place for {kind}")
