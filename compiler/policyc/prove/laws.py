"""Asserting what is true of every real patient: the vocabulary's axioms and the laws of episodes.

It runs after lowering, since the laws range over the thresholds that texts mention; the engine sees to it. Only
axioms that touch a fact in play are asserted, directly or through other such axioms: the others can always be
satisfied apart. Axioms over facts asked per service bind for every service the case answers them for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policyc.model.conditions import All, Any, AtLeast, Condition, Not, walk
from policyc.model.facts import Never
from policyc.prove import episodes
from policyc.prove.atoms import literal_of
from policyc.prove.episodes import EpisodesFamily
from policyc.prove.gates import FALSE, TRUE
from policyc.prove.patient import Patient


def settle(patient: Patient) -> None:
    """Assert axioms and laws.

    What was asserted before stays true when texts mention more; then it is asserted again, for more.
    """
    views = (patient, *_views(patient))
    if patient.laws.settled == _extent(views):
        return
    again = True
    while again:
        again = any(_assert_axioms(view) for view in views)
    _assert_laws(patient)
    patient.laws.settled = _extent(views)


def axiom_condition(patient: Patient, condition: Condition) -> int:
    """The literal of a condition without references."""
    inner = [axiom_condition(patient, item) for item in getattr(condition, "items", ())]
    match condition:
        case Not(operand=operand):
            return -axiom_condition(patient, operand)
        case All():
            return patient.gates.conjunction(inner)
        case Any():
            return patient.gates.disjunction(inner)
        case AtLeast(least=least):
            return patient.gates.at_least(least, inner)
        case _:
            return literal_of(patient, condition)


def facts_of(conditions: Iterable[Condition]) -> frozenset[str]:
    """The facts that conditions mention; references are not followed."""
    inner = (part for condition in conditions for part in walk(condition))
    return frozenset(part.fact for part in inner if hasattr(part, "fact"))


def ties(patient: Patient) -> tuple[frozenset[str], ...]:
    """Groups of unknown facts in play that axioms, parts and onsets tie together; facts in no group are free."""
    named = [facts_of(axiom.conditions) for axiom in patient.given.axioms if isinstance(axiom, Never)]
    return _joined(patient, [*named, *_dated_together(patient)])


def dated_together(patient: Patient) -> tuple[frozenset[str], ...]:
    """Groups of unknown facts in play that parts and onsets tie together."""
    return _joined(patient, _dated_together(patient))


def never_together(patient: Patient) -> list[list[tuple[int, frozenset[str]]]]:
    """The axioms over unknown facts in play: of each condition the literal and the unknown facts it mentions."""
    found = []
    for axiom in patient.given.axioms:
        if isinstance(axiom, Never) and not facts_of(axiom.conditions).isdisjoint(patient.families):
            facts = [facts_of((condition,)) & patient.families.keys() for condition in axiom.conditions]
            literals = [axiom_condition(patient, condition) for condition in axiom.conditions]
            found.append(list(zip(literals, facts, strict=True)))
    return found


def _dated_together(patient: Patient) -> list[frozenset[str]]:
    onsets = [frozenset((family.fact.name, family.onset.name)) for family in patient.episodes()]
    return [*(frozenset(pair) for pair in patient.parts()), *onsets]


def _joined(patient: Patient, named: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    groups: list[frozenset[str]] = []
    for names in named:
        together = names & patient.families.keys()
        apart = [group for group in groups if not group & together]
        merged = together.union(*(group for group in groups if group & together))
        groups = [*apart, merged] if len(merged) > 1 else groups
    return tuple(groups)


def _extent(views: Iterable[Patient]) -> tuple[int, ...]:
    """What grows whenever a text mentions a fact or a threshold for the first time."""
    return tuple(each for view in views for each in (view.gates.free, len(view.families)))


def _assert_laws(patient: Patient) -> None:
    thresholds = sum(
        len(order.thresholds) for family in patient.episodes() for order in family.quantities.values()
    )
    if patient.laws.thresholds == thresholds:
        return
    for family in patient.episodes():
        episodes.require_laws(patient.gates, family)
    for part, whole in patient.parts():
        _require_part(patient, part, whole)
    patient.laws.thresholds = thresholds


def _assert_axioms(patient: Patient) -> bool:
    """Assert the axioms that have come into play; whether there was one."""
    asserted = False
    for axiom in _due(patient):
        literals = [axiom_condition(patient, condition) for condition in axiom.conditions]
        patient.gates.require(*(-literal for literal in literals))
        asserted = True
    return asserted


def _due(patient: Patient) -> Iterator[Never]:
    for axiom in list(patient.laws.waiting):
        shared = patient.elsewhere.families.keys() if patient.elsewhere else frozenset[str]()
        in_play = {*patient.families, *patient.given.known, *shared}
        if not facts_of(axiom.conditions).isdisjoint(in_play):
            patient.laws.waiting.remove(axiom)
            yield axiom


def _views(patient: Patient) -> list[Patient]:
    """The patient as asked about each other service, with the axioms that differ there."""
    if patient.laws.views is None:
        patient.laws.views = []
        for service, known in patient.given.others.items():
            given = replace(patient.given, service=service, known=known, others={})
            view = Patient(patient.gates, given, patient)
            view.laws.waiting = [axiom for axiom in view.laws.waiting if _asked_per_service(patient, axiom)]
            patient.laws.views.append(view)
    return patient.laws.views


def _asked_per_service(patient: Patient, axiom: Never) -> bool:
    return any(patient.given.facts[name].per_service for name in facts_of(axiom.conditions))


def _require_part(patient: Patient, part: str, whole: str) -> None:
    inner, outer = patient.history(part), patient.history(whole)
    small, large = patient.families.get(part), patient.families.get(whole)
    if inner is not None and outer is not None:
        patient.gates.require(TRUE if set(inner.days) <= set(outer.days) else FALSE)
    elif isinstance(large, EpisodesFamily) and inner is not None:
        episodes.require_known_part(patient.gates, inner.days, large)
    elif isinstance(small, EpisodesFamily) and outer is not None:
        episodes.require_known_whole(patient.gates, small, outer.days)
    elif isinstance(small, EpisodesFamily) and isinstance(large, EpisodesFamily):
        episodes.require_part(patient.gates, small, large)
