"""The change map: every way in which two texts decide some patient differently, and a proof that it is all.

For each requested service the solver is asked for a patient whose outcome or supported services differ. The
patient's region (how each text decides it) is read off and excluded, until there is no such patient left; that
last answer is the proof. Each region then gets its plainest patient, which the evaluator decides again.

Where the outcome stays and only the supported services differ, a region is the patients with these services
before and those after, so that it says something definite; elsewhere the services of a side are those that all
patients of the region share.
"""

from __future__ import annotations

from dataclasses import dataclass

from policyc.diff.merging import merged
from policyc.diff.regions import ChangeMap, Decision, Solved
from policyc.diff.replay import replay
from policyc.diff.sides import as_known_to, joint_policy, remarks, said_for_both, shared_services
from policyc.model.cases import Case
from policyc.model.program import Epoch
from policyc.prove.gates import FALSE
from policyc.prove.lowering import Text
from policyc.prove.pair import Pair, RegionKey, Side, Unknown, decided
from policyc.prove.solver import Model


def change_map(old: Epoch, new: Epoch) -> ChangeMap:
    """Compare what two epochs decide, for every patient and each service that both know.

    Raises ReplayError when the evaluator contradicts the solver, which is a mistake of ours.
    """
    services = shared_services(old, new)
    found: list[Solved] = []
    reasons = [] if services else ["the two texts share no service"]
    for service in services:
        questions = _Questions(Pair(old, new, service), service, services)
        regions, reason = _regions(questions)
        found += regions
        reasons += [f"{service}: {reason}"] if reason else []
    return ChangeMap(merged(found, old, new), not reasons, "; ".join(reasons), tuple(remarks(old, new)))


@dataclass(frozen=True, slots=True)
class _Questions:
    pair: Pair
    service: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A region's literal, and its services where they are the same for all its patients."""

    key: RegionKey
    literal: int
    services: tuple[tuple[str, ...], tuple[str, ...]] | None


def _regions(asked: _Questions) -> tuple[list[Solved], str]:
    """The regions of one service; the reason says why there may be more, or is empty."""
    found, reason = _search(asked)
    solved: list[Solved] = []
    for region in found:
        witness = asked.pair.witness([region.literal])
        if isinstance(witness, Unknown) or witness is None:
            return solved, reason or (witness.reason if witness else "a region lost its patient")
        solved.append(_solved(asked, region, witness.case))
    return solved, reason


def _search(asked: _Questions) -> tuple[list[_Found], str]:
    """Find regions until none is left; the reason as above."""
    pair = asked.pair
    change = _change(asked)
    found: list[_Found] = []
    while change != FALSE:
        answer = pair.ask([change, *(-region.literal for region in found)])
        if answer.model is None:
            return found, answer.reason
        found.append(_region_of(asked, answer.model, change))
    return found, ""


def _change(asked: _Questions) -> int:
    """The literal of outcome or services differing; only services that both sides know can differ."""
    gates = asked.pair.engine.gates
    old, new = asked.pair.old.services, asked.pair.new.services
    differing = [gates.different(old[name], new[name]) for name in asked.services]
    return gates.disjunction([asked.pair.differs(), *differing])


def _region_of(asked: _Questions, model: Model, change: int) -> _Found:
    pair, gates = asked.pair, asked.pair.engine.gates
    key = pair.key_of(model)
    sides = [decided(pair.old, key.old), decided(pair.new, key.new), change]
    if key.old.outcome is not key.new.outcome:
        return _Found(key, gates.conjunction(sides), None)
    exact = [_supported(text, model, asked.services) for text in (pair.old, pair.new)]
    for text, names in zip((pair.old, pair.new), exact, strict=True):
        sides += [text.services[name] if name in names else -text.services[name] for name in asked.services]
    return _Found(key, gates.conjunction(sides), (exact[0], exact[1]))


def _supported(text: Text, model: Model, services: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in services if model.holds(text.services[name]))


def _solved(asked: _Questions, region: _Found, witness: Case) -> Solved:
    """The region with its decisions and its patient, which both evaluations have decided again."""
    pair = asked.pair
    before, after = region.services or (
        _always(asked, pair.old, region.literal),
        _always(asked, pair.new, region.literal),
    )
    old, new = _decision(region.key.old, before), _decision(region.key.new, after)
    policies = pair.old.epoch.policy, pair.new.epoch.policy
    joint, case = joint_policy(*policies), said_for_both(witness, *policies)
    for text, decision in ((pair.old, old), (pair.new, new)):
        known = as_known_to(case, text.epoch.policy, joint)
        replay(text.epoch, known, asked.service, decision, asked.services)
    return Solved(asked.service, old, new, case)


def _always(asked: _Questions, text: Text, literal: int) -> tuple[str, ...]:
    return tuple(name for name in asked.services if asked.pair.always([literal], text.services[name]) is True)


def _decision(side: Side, services: tuple[str, ...]) -> Decision:
    return Decision(side.outcome, side.line, side.criterion, services)


__all__ = ["change_map"]
