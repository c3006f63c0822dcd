"""Figures that nobody is promised, measured so that a change for the worse is seen."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from random import Random

from tests.bench.measure import Timing, in_process, in_turn
from tests.bench.promises import Figure, cases_per_second, kaiser, seconds


def figures() -> Iterator[Figure]:
    """Each as it is measured."""
    yield Figure("cases with the readable trace built", cases_per_second(readable=True), None, "/s")
    yield seconds("encoding both texts for one service", encoding())
    yield seconds("diff with every witness, as JSON, in process", diff_as_json())
    yield decided("deciding an incomplete case, median case")
    yield from at_scale()
    yield Figure("z3 confirming the same change map, against us", z3_against_ours(), None, "times")


def encoding() -> Timing:
    """Kaiser's two texts as formulas about one patient, before any question."""
    from policyc.prove.pair import Pair

    policy, epochs = kaiser()
    return in_process(lambda: Pair(epochs[0], epochs[1], next(iter(policy.services))))


def diff_as_json() -> Timing:
    """All regions with their plainest patients, replayed."""
    from policyc.diff import diff
    from policyc.report.diff_json import diff_json

    _, epochs = kaiser()
    return in_process(lambda: diff_json(diff(epochs[0], epochs[1])), runs=5)


def decided(what: str) -> Figure:
    """Kaiser's own undecided cases with open facts and routes; the slowest is in the remark."""
    from policyc.decide.verdicts import decide
    from policyc.model.verdict import Verdict

    policy, epochs = kaiser()
    found = []
    for each in policy.cases:
        epoch = next((epoch for epoch in epochs if each.case.date_of_service in epoch.interval), None)
        if epoch is None:
            continue
        first = decide(epoch, each.case)[0]
        if isinstance(first, Verdict) and not first.decided:
            found.append(in_process(lambda epoch=epoch, case=each.case: decide(epoch, case), runs=1).median)  # type: ignore[misc]  bound now, not later
        if len(found) == 30:
            break
    remark = f"of {len(found)} cases, all their services; the slowest {max(found) * 1000:,.0f} ms"
    return Figure(what, statistics.median(found), None, "s", remark=remark)


def at_scale() -> Iterator[Figure]:
    """A random policy of a hundred criteria and three hundred facts, with a random next version."""
    from policyc.diff import diff
    from tests.generators.changes import next_version
    from tests.generators.programs import random_policy

    rng = Random(2)
    old, new = next_version(rng, random_policy(rng, 100), 3).epochs
    yield seconds("diff of 100 random criteria", in_process(lambda: diff(old, new), runs=3))
    regions = diff(old, new).regions
    with_witnesses = in_process(lambda: [each.witness for each in diff(old, new).regions], runs=3)
    yield seconds(f"the same with the witnesses of its {len(regions)} regions", with_witnesses)


def z3_against_ours() -> float:
    """z3 asked whether Kaiser's change map is right, in multiples of the time it took us to find it."""
    from policyc.diff import change_map
    from tests.judges.z3_diff import objections

    _, epochs = kaiser()
    old, new = epochs[0], epochs[1]
    found = change_map(old, new)
    _, _, ratio = in_turn(lambda: objections(found, old, new), lambda: change_map(old, new), runs=1)
    return ratio
