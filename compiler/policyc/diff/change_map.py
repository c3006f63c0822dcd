"""The change map: every way in which two texts decide some patient differently, and a proof that it is all.

For each requested service the solver is asked for a patient whose outcome or supported services differ. The
patient's region (how each text decides it) is read off and excluded, until there is no such patient left; that
last answer is the proof. A region's plainest patient is worked out when somebody looks at it, and decided again
by the evaluator before it is shown.

Where the outcome stays and only the supported services differ, a region is the patients with these services
before and those after, so that it says something definite; elsewhere the services of a side are those that all
patients of the region share.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from policyc.diff.merging import merged
from policyc.diff.regions import ChangeMap, Decision, Elsewhere, Solved
from policyc.diff.renaming import Names, renamed_epoch
from policyc.diff.replay import replay
from policyc.diff.services import same_services
from policyc.diff.sides import joint_policy, known_to, remarks, said_for_both, shared_services
from policyc.evaluate import close_case
from policyc.model.cases import Case
from policyc.model.program import Epoch
from policyc.prove.gates import FALSE
from policyc.prove.lowering import Text
from policyc.prove.pair import Pair, RegionKey, Side, Witness, decided
from policyc.prove.patient import Patient
from policyc.prove.solver import Model


def change_map(old: Epoch, new: Epoch) -> ChangeMap:
    """Compare what two epochs decide, for every patient and each service that both know, by name or by code.

    Where they name a service differently, regions and witnesses have the new name.
    Looking at a witness raises ReplayError when the evaluator contradicts the solver: a mistake of ours.
    """
    names = same_services(old.policy, new.policy)
    notes = tuple(remarks(old, new, names))
    old = renamed_epoch(old, Names(services=names)) if names else old
    services = shared_services(old, new)
    found: list[Solved] = []
    reasons = [] if services else ["the two texts share no service"]
    patient: Patient | None = None
    for service in services:
        questions = _Questions(Pair(old, new, service, like=patient), service, services)
        patient = questions.pair.engine.patient
        regions, reason = _regions(questions)
        found += regions
        reasons += [f"{service}: {reason}"] if reason else []
    return ChangeMap(merged(found, old, new), not reasons, "; ".join(reasons), notes)


@dataclass(frozen=True, slots=True)
class _Questions:
    """What is asked about one service; `certain` remembers what every patient of a side is supported for."""

    pair: Pair
    service: str
    services: tuple[str, ...]
    certain: dict[tuple[int, int], bool] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[Text, Text]:
        """The old and the new."""
        return self.pair.old, self.pair.new


@dataclass(frozen=True, slots=True)
class _Found:
    """A region's literal, a model of one of its patients, and how each text decides it."""

    literal: int
    model: Model
    key: RegionKey


def _regions(asked: _Questions) -> tuple[list[Solved], str]:
    """The regions of one service; the reason says why there may be more, or is empty."""
    found, reason = _search(asked)
    return [_solved(asked, region) for region in found], reason


def _search(asked: _Questions) -> tuple[list[_Found], str]:
    """Find regions until none is left; the reason as above."""
    change = _change(asked)
    found: list[_Found] = []
    while change != FALSE:
        answer = asked.pair.ask([change, *(-region.literal for region in found)])
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
    pair = asked.pair
    key = pair.key_of(model)
    said = [decided(pair.old, key.old), decided(pair.new, key.new), change]
    if key.old.outcome is key.new.outcome:
        for text in asked.texts:
            names = _supported(asked, text, model)
            said += [
                text.services[name] if name in names else -text.services[name] for name in asked.services
            ]
    return _Found(pair.engine.gates.conjunction(said), model, key)


def _supported(asked: _Questions, text: Text, model: Model) -> tuple[str, ...]:
    return tuple(name for name in asked.services if model.holds(text.services[name]))


def _solved(asked: _Questions, region: _Found) -> Solved:
    old, new = (
        _decision(asked, region, text, side)
        for text, side in zip(asked.texts, (region.key.old, region.key.new), strict=True)
    )
    return Solved(
        asked.service,
        old,
        new,
        cache(lambda: _witness(asked, region, old, new)),
        cache(lambda: _elsewhere(asked, region, old, new)),
    )


def _decision(asked: _Questions, region: _Found, text: Text, side: Side) -> Decision:
    services = _supported(asked, text, region.model)
    if region.key.old.outcome is not region.key.new.outcome:
        services = tuple(name for name in services if _always(asked, region, text, side, name))
    return Decision(side.outcome, side.line, side.criterion, services)


def _always(asked: _Questions, region: _Found, text: Text, side: Side, name: str) -> bool:
    """Whether every patient of the region is supported for a service: mostly because all of the side are."""
    literal, whole = text.services[name], decided(text, side)
    if (whole, literal) not in asked.certain:
        asked.certain[whole, literal] = asked.pair.always([whole], literal) is True
    return asked.certain[whole, literal] or asked.pair.always([region.literal], literal) is True


def _witness(asked: _Questions, region: _Found, old: Decision, new: Decision) -> Case:
    """The plainest patient of the region, whom both evaluations have decided again.

    Where the solver cannot tell the plainest within its limits, the patient it found first.
    """
    pair = asked.pair
    plainest = pair.witness([region.literal])
    case = plainest.case if isinstance(plainest, Witness) else pair.case(region.model)
    policies = pair.old.epoch.policy, pair.new.epoch.policy
    joint, case = joint_policy(*policies), said_for_both(case, *policies)
    closed = close_case(case, joint)
    for text, decision in zip(asked.texts, (old, new), strict=True):
        known = known_to(closed, text.epoch.policy, joint)
        replay(text.epoch, known, asked.service, decision, asked.services)
    return case


def _elsewhere(asked: _Questions, region: _Found, old: Decision, new: Decision) -> Elsewhere:
    def also(text: Text, wanted: Decision, own: Decision) -> tuple[str, ...]:
        names = [name for name in wanted.services if name not in own.services]
        return tuple(name for name in names if asked.pair.always([region.literal], text.also[name]))

    return Elsewhere(also(asked.pair.old, new, old), also(asked.pair.new, old, new))


__all__ = ["change_map"]
