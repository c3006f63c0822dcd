"""Laws of the diff, over random policies and random next versions of them."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.diff import ChangeMap, Decision, Effect, Region, TextEdit, Verdict, change_map, diff, text_edits
from policyc.diff.edits import EditKind
from policyc.diff.merging import fingerprint
from policyc.evaluate import close_case, evaluate
from policyc.model.calendar import Interval
from policyc.model.cases import Case
from policyc.model.facts import FactKind
from policyc.model.program import Definition, Epoch, Policy
from policyc.model.verdict import DecidedBy, Evaluation
from tests.generators.cases import completions, conditions_of, random_case
from tests.generators.changes import next_version
from tests.generators.programs import policies, random_policy
from tests.judges.z3_diff import objections

SOME = settings(max_examples=40, deadline=None)
FEW = settings(max_examples=15, deadline=None)
MIRRORED = {
    Verdict.EXPANDS: Verdict.RESTRICTS,
    Verdict.RESTRICTS: Verdict.EXPANDS,
}


def versions(criteria: int = 4, facts: int | None = None) -> st.SearchStrategy[Policy]:
    """Policies with two texts, the second changed in up to four places."""
    return st.builds(
        lambda rng, size, edits: next_version(rng, random_policy(rng, size, facts), edits),
        st.randoms(use_true_random=False),
        st.integers(1, criteria),
        st.integers(1, 4),
    )


@given(policies(criteria=6))
@SOME
def test_a_text_compared_with_itself_is_equivalent(policy: Policy) -> None:
    (epoch,) = policy.epochs
    found = diff(epoch, replace(epoch))
    assert found.edits == ()
    assert found.regions == ()
    assert (found.complete, found.verdict) == (True, Verdict.EQUIVALENT)


@given(versions())
@SOME
def test_edits_that_cannot_change_a_decision_do_not(policy: Policy) -> None:
    old, new = policy.epochs
    edits = text_edits(old, new)
    if not any(edit.meaning for edit in edits):
        assert change_map(old, new).verdict is Verdict.EQUIVALENT
    assert all(edit.words.endswith(".") for edit in edits)
    assert bool(edits) or old.criteria == new.criteria


@given(versions())
@SOME
def test_the_way_back_has_the_same_edits_the_other_way_round(policy: Policy) -> None:
    old, new = policy.epochs
    there, back = text_edits(old, new), text_edits(new, old)
    assert sorted(_gone_or_come(there)) == sorted((not come, path) for come, path in _gone_or_come(back))
    assert bool(there) == bool(back)


def _gone_or_come(edits: tuple[TextEdit, ...]) -> list[tuple[bool, str]]:
    whole = (EditKind.ADDED, EditKind.REMOVED)
    return [(e.kind is EditKind.ADDED, e.new.path or e.old.path) for e in edits if e.kind in whole]


@given(versions())
@SOME
def test_the_mirror_of_a_diff_is_the_diff_of_the_mirror(policy: Policy) -> None:
    old, new = policy.epochs
    there, back = change_map(old, new), change_map(new, old)
    assert {_mirrored(region, policy) for region in there.regions} == {
        _kept(region) for region in back.regions
    }
    assert back.verdict is MIRRORED.get(there.verdict, there.verdict)
    assert there.complete
    assert back.complete


Kept = tuple[str, tuple[str, ...], Decision, Decision, Effect]
OPPOSITES = {
    Effect.ADVERSE: Effect.FAVOURABLE,
    Effect.FAVOURABLE: Effect.ADVERSE,
    Effect.NEUTRAL: Effect.NEUTRAL,
}


def _kept(region: Region) -> Kept:
    return region.fingerprint, region.requested, region.old, region.new, region.effect


def _mirrored(region: Region, policy: Policy) -> Kept:
    mark = fingerprint(policy.id, policy.id, region.requested, region.new, region.old)
    return mark, region.requested, region.new, region.old, OPPOSITES[region.effect]


@given(versions())
@SOME
def test_every_witness_is_in_its_region_for_each_service_asked(policy: Policy) -> None:
    old, new = policy.epochs
    for region in change_map(old, new).regions:
        service, case = region.requested[0], close_case(region.witness, policy)
        for decision, epoch in ((region.old, old), (region.new, new)):
            found = evaluate(epoch, case, service)
            assert found.possible == (decision.outcome,)
            assert found.decided_by == DecidedBy(decision.line, decision.criterion)
            assert set(decision.services) <= set(found.services)


def test_witnesses_of_a_hundred_criteria_replay() -> None:
    """Among so many facts several share an onset, which some of their windows need and others do not."""
    rng = Random(2)
    old, new = next_version(rng, random_policy(rng, 100), 3).epochs
    found = diff(old, new)
    assert found.complete
    assert all(region.witness.nothing_else for region in found.regions)
    assert len(found.regions) > 20


@given(versions(criteria=3, facts=5), st.randoms(use_true_random=False))
@FEW
def test_regions_are_exactly_the_patients_who_are_decided_differently(policy: Policy, rng: Random) -> None:
    """Every patient of a grid over all thresholds of both texts, one by one."""
    old, new = policy.epochs
    found = change_map(old, new)
    for each in _grid(rng, old, new):
        for service in policy.services:
            # A service is decided only where it is requested; `request includes` may ask for it.
            case = replace(each, requested=tuple(dict.fromkeys((*each.requested, service))))
            before, after = evaluate(old, case, service), evaluate(new, case, service)
            regions = [region for region in found.regions if _is_in(region, service, before, after)]
            differs = (before.possible, before.services) != (after.possible, after.services)
            assert len(regions) == differs, (case, service, before, after)


def _grid(rng: Random, old: Epoch, new: Epoch) -> list[Case]:
    """Up to a few hundred complete cases, on some day of either epoch."""
    spelt_out = {
        f"old {number}": Definition(f"old {number}", "", condition)
        for number, condition in enumerate(conditions_of(old))
    }
    both = replace(new, interval=Interval(), definitions={**new.definitions, **spelt_out})
    case = random_case(rng, both)
    episodes = {
        name: case.facts[name] for name, fact in new.policy.facts.items() if fact.kind is FactKind.EPISODES
    }
    return list(completions(replace(case, facts=episodes, per_service={}), both, most=300))


def _is_in(region: Region, service: str, before: Evaluation, after: Evaluation) -> bool:
    sides = ((region.old, before), (region.new, after))
    return service in region.requested and all(
        found.possible == (decision.outcome,)
        and found.decided_by == DecidedBy(decision.line, decision.criterion)
        and set(decision.services) <= set(found.services)
        and (region.old.outcome is not region.new.outcome or set(decision.services) == set(found.services))
        for decision, found in sides
    )


@given(versions(criteria=3))
@FEW
def test_z3_has_no_objection(policy: Policy) -> None:
    old, new = policy.epochs
    found = change_map(old, new)
    assert found.complete
    assert objections(found, old, new) == []


@given(versions(criteria=3))
@FEW
def test_z3_objects_to_a_map_that_lacks_a_region(policy: Policy) -> None:
    """The judge can fail: without any one region, it finds a patient whom the map forgot."""
    old, new = policy.epochs
    found = change_map(old, new)
    for region in found.regions[:1]:
        rest = tuple(other for other in found.regions if other is not region)
        assert objections(ChangeMap(rest, True), old, new)
    assert found.complete
