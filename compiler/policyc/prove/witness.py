"""The plainest patient: fewest departures from the vocabulary's normal patient, and always the same one.

First the number of departing facts is raised step by step until a patient exists. Then the date is fixed, the
earliest class first, then each fact in the order of the vocabulary, as near normal as it can still be. Whether
a patient exists does not depend on the solver, so neither does the answer. A fact without `normally` counts
from a default of its own: no, none, never, the first of its values, the lowest number, forty years of age.

A normal episodes fact has no episodes at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policyc.prove.engine import Engine
from policyc.prove.episodes import EpisodesFamily
from policyc.prove.families import Family, SetOf
from policyc.prove.solver import Answer, Model, Status


def plainest(engine: Engine, assumptions: Iterable[int]) -> Answer:
    """The model of the plainest patient under the assumptions, or why there is none."""
    fixed = list(assumptions)
    answer = engine.ask(fixed)
    if answer.model is None:
        return answer
    families = in_vocabulary_order(engine)
    answer = _fewest_departures(engine, fixed, families)
    if answer.model is None:
        return answer
    requests = [-literal for _, literal in sorted(engine.patient.requests.items())]
    answer = _wish_in_turn(engine, fixed, engine.patient.classes, answer.model, first=True)
    for family in families:
        if answer.model is None:
            return answer
        answer = _as_near_normal(engine, fixed, family, answer.model)
    return answer if answer.model is None else _wish_in_turn(engine, fixed, requests, answer.model)


def in_vocabulary_order(engine: Engine) -> list[Family]:
    """The families in play, in the order of the vocabulary."""
    families = engine.patient.families
    return [families[name] for name in engine.patient.given.facts if name in families]


def _fewest_departures(engine: Engine, fixed: list[int], families: Sequence[Family]) -> Answer:
    """Raise the bound until a patient exists, and leave it in `fixed`."""
    departures = [-family.normal() for family in families]
    for most in range(len(departures) + 1):
        bound = -engine.gates.at_least(most + 1, departures)
        answer = engine.ask([*fixed, bound])
        if answer.status is not Status.UNSATISFIABLE:
            fixed.append(bound)
            return answer
    return engine.ask(fixed)


def _as_near_normal(engine: Engine, fixed: list[int], family: Family, model: Model) -> Answer:
    """Fix one fact, adding to `fixed`."""
    normal = family.normal()
    if model.holds(normal):
        fixed.append(normal)
        return Answer(Status.SATISFIABLE, model)
    if isinstance(family, SetOf | EpisodesFamily):
        answer = engine.ask([*fixed, normal])
        if answer.status is Status.UNSATISFIABLE:
            return _wish_in_turn(engine, fixed, list(family.steps()), model)
        fixed.append(normal)
        return answer
    for pins in family.choices():
        held = all(model.holds(pin) for pin in pins)
        answer = Answer(Status.SATISFIABLE, model) if held else engine.ask([*fixed, *pins])
        if answer.status is not Status.UNSATISFIABLE:
            fixed.extend(pins)
            return answer
    raise AssertionError(f"{family.fact.name} has no value")


def _wish_in_turn(
    engine: Engine, fixed: list[int], wishes: Sequence[int], model: Model, first: bool = False
) -> Answer:
    """Grant each wish that some patient can have (only the first such, where `first`), adding to `fixed`."""
    for wish in wishes:
        granted = model.holds(wish)
        if not granted:
            answer = engine.ask([*fixed, wish])
            if answer.status is Status.UNKNOWN:
                return answer
            granted = answer.model is not None
            model = answer.model or model
        fixed.append(wish if granted else -wish)
        if granted and first:
            break
    return Answer(Status.SATISFIABLE, model)
