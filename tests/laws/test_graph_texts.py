"""Random policies survive being written down and compiled, so that laws over them speak of the language."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from policyc.check import check_files
from policyc.model.conditions import walk
from policyc.model.program import Epoch, Policy
from policylang import parse
from policylang.source import Source
from tests.generators.cases import conditions_of
from tests.generators.changes import next_version
from tests.generators.policy_texts import to_text
from tests.generators.programs import random_policy


@pytest.mark.parametrize("seed", range(12))
def test_a_written_policy_compiles_to_itself(seed: int) -> None:
    rng = Random(seed)
    policy = next_version(rng, random_policy(rng, rng.randint(1, 8)))
    compiled = compiled_policy(policy)
    assert {name: replace(fact, span=None) for name, fact in compiled.facts.items()} == policy.facts
    for written, read in zip(policy.epochs, compiled.epochs, strict=True):
        assert read.definitions == written.definitions
        assert read.sections == written.sections
        assert read.criteria == written.criteria
        assert read.lines == written.lines
        assert paths(read) == paths(written)


@pytest.mark.parametrize("seed", range(12))
def test_no_two_conditions_share_a_path(seed: int) -> None:
    epoch = random_policy(Random(seed), 8).epochs[0]
    assert len(set(paths(epoch))) == len(paths(epoch))


def compiled_policy(policy: Policy) -> Policy:
    """The policy as parser and checker read its text."""
    parsed = parse(Source("sample.policy", to_text(policy)))
    assert not parsed.diagnostics
    checked = check_files([parsed.file])
    assert not [found for found in checked.diagnostics if str(found.level) == "error"]
    return checked.program.policies[policy.id]


def paths(epoch: Epoch) -> list[str]:
    return [part.path for condition in conditions_of(epoch) for part in walk(condition)]
