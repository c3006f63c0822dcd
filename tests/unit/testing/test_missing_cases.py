"""Missing cases: what is written parses, checks and passes; nothing is shown twice; what is left is proved."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

import pytest

from policyc.check import check_files
from policyc.decide.coverage import coverage
from policyc.decide.expectations import CaseResult, run_cases
from policyc.model.program import Policy
from policyc.report.missing_cases import MissingRun, missing_text
from policyc.testing.missing import KINDS, missing_cases
from policyc.testing.missing.limits import lies_at, limits_of
from policyc.testing.missing.parts import parts_of
from policyc.testing.missing.shown import shown
from policyc.testing.missing.targets import _turns, pool_of
from policyc.testing.missing.writing import Titles, held_words
from policylang import parse
from policylang.diagnostic import Diagnostic, Level
from policylang.source import Source
from tests.generators.policy_texts import to_text
from tests.generators.programs import random_policy

SEEDS = range(10)
SETTLED = ("nobody can meet it", "everybody meets it", "nobody shows it not known")


def test_what_is_written_for_random_policies_reads_checks_and_passes() -> None:
    for seed in SEEDS:
        policy, run = of_random(seed)
        again = with_cases(policy, run)
        assert len(again.cases) == len(run.cases)
        assert not [result for result in run_cases(again) if not result.passed]


def test_every_criterion_is_then_shown_in_all_three_ways_or_it_is_said() -> None:
    for seed in SEEDS:
        policy, run = of_random(seed)
        again = with_cases(policy, run)
        [text] = coverage(again, run_cases(again))
        words = " ".join(each.words for each in run.not_shown if each.shows == "criteria")
        for row in text.criteria:
            for missing in row.missing:
                said = {"met": ("nobody can meet it",), "not met": ("everybody meets it",)}.get(
                    missing, SETTLED
                )
                assert any(f"{row.label} {row.title}: {each}" in words for each in said), (seed, row, missing)


def test_a_limit_is_shown_by_the_values_right_beside_it() -> None:
    """Read back from what is written; the two titles of a limit are about the same patient but for its fact."""
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        policy, run = of_random(seed)
        epoch = policy.epochs[0]
        again = {case.title: case.case for case in with_cases(policy, run).cases}
        for written in (each for each in run.cases if each.shows == "boundaries"):
            one = shown(epoch, again[written.title], written.service)
            there = [
                type(limit.atom).__name__
                for limit in limits_of(epoch)
                for side in limit.sides
                if written.title.startswith(held_words(limit.atom, True, epoch))
                and lies_at(limit, one, *side)
            ]
            assert there, (seed, written.block)
            seen.update(there)
    assert {"Compare", "Within", "AtLeastDays", "AtLeastVisits"} <= set(seen)


def test_every_limit_is_shown_from_both_sides_or_nobody_can_have_the_value() -> None:
    for seed in SEEDS:
        policy, run = of_random(seed)
        again = with_cases(policy, run)
        epoch = again.epochs[0]
        pool = pool_of(epoch, tuple(run_cases(again)))
        said = [each for each in run.not_shown if each.shows == "boundaries"]
        missing = [
            (limit.atom, offset)
            for limit in limits_of(epoch)
            for offset, truth in limit.sides
            if not any(lies_at(limit, one, offset, truth) for one in pool.members)
        ]
        assert len(missing) == len(said), (seed, missing, said)


def test_every_condition_then_makes_the_difference_for_two_patients_or_it_is_said() -> None:
    for seed in SEEDS:
        policy, run = of_random(seed)
        again = with_cases(policy, run)
        pool = pool_of(again.epochs[0], tuple(run_cases(again)))
        said = sum(each.shows == "mcdc" for each in run.not_shown)
        silent = [
            (part.name, atom)
            for part in parts_of(again.epochs[0])
            for atom in part.atoms
            if not any(_turns(one, other, apart, part, atom) for one, other, apart in pool.pairs)
        ]
        assert len(silent) == said, (seed, silent)


def test_once_written_nothing_is_missing() -> None:
    policy, run = of_random(3)
    again = with_cases(policy, run)
    results = tuple(run_cases(again))
    after = missing_cases(again.epochs[0], results, KINDS, Titles(()), quiet)
    assert not after.cases
    assert after.not_shown == run.not_shown


def test_most_of_what_is_not_shown_is_proved() -> None:
    """What stays without a proof is said to be so; it is little."""
    left = [each for seed in SEEDS for each in of_random(seed)[1].not_shown]
    unproved = [each for each in left if not each.proved]
    assert len(left) > 10
    assert len(unproved) <= len(left) // 5, [each.words for each in unproved]


def test_no_two_cases_are_about_the_same_patient() -> None:
    for seed in SEEDS:
        _, run = of_random(seed)
        bodies = [str((each.case, each.service)) for each in run.cases]
        assert len(set(bodies)) == len(bodies)
        assert len({each.title for each in run.cases}) == len(run.cases)


def test_only_what_is_asked_for_is_written() -> None:
    policy = read(to_text(random_policy(Random(5), 4)))
    for kind in KINDS:
        run = missing_cases(policy.epochs[0], (), (kind,), Titles(()), quiet)
        assert {each.shows for each in (*run.cases, *run.not_shown)} <= {kind}
        assert run.cases


@pytest.mark.parametrize("seed", [1, 2])
def test_it_is_the_same_every_time(seed: int) -> None:
    assert of_random.__wrapped__(seed)[1] == of_random(seed)[1]


@cache
def of_random(seed: int) -> tuple[Policy, MissingRun]:
    policy = read(to_text(random_policy(Random(seed), 2 + seed % 4)))
    results: tuple[CaseResult, ...] = ()
    return policy, missing_cases(policy.epochs[0], results, KINDS, Titles(()), quiet)


def with_cases(policy: Policy, run: MissingRun) -> Policy:
    return read(to_text(policy), missing_text([run]))


def read(*texts: str) -> Policy:
    files = [parse(Source(f"{number}.policy", text)) for number, text in enumerate(texts)]
    wrong = [each for one in files for each in one.diagnostics]
    checked = check_files([one.file for one in files])
    assert not errors([*wrong, *checked.diagnostics])
    return next(iter(checked.program.policies.values()))


def errors(found: list[Diagnostic]) -> list[Diagnostic]:
    return [each for each in found if each.level is Level.ERROR]


def quiet(text: str, what: str) -> None:
    """Nobody watches."""
