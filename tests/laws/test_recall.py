"""Clean policies are certified by a judge, and so is every planted defect: the benchmark cannot be fooled."""

from __future__ import annotations

import pytest

from tests.mutants.clean import clean_policy
from tests.mutants.defects import KINDS, plant
from tests.mutants.draft import written
from tests.mutants.evidence import Evidence
from tests.mutants.recall import clean_text, policy_of

SEEDS = range(6)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clean_policy_is_clean(seed: int) -> None:
    assert clean_text(clean_policy(seed, 5))


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_defect_is_there(kind: str) -> None:
    found = [plant(kind, clean_policy(seed, 5), str(seed)) for seed in range(20)]
    planted = [each for each in found if each is not None][:2]
    assert len(planted) == 2
    for each in planted:
        assert each.confirm(Evidence(policy_of(written(each.draft))))
