"""A model as a patient: the value of every fact in play, the date, and the case that says so.

Within an abstract value each fact takes the value nearest to normal. The case gives what departs from normal
and what has no normal, and nothing else; closing it gives back the patient.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policyc.model.cases import Case
from policyc.model.facts import Fact, FactKind, Moment, Value
from policyc.model.program import Policy
from policyc.prove.episodes import EpisodesFamily, day_ago
from policyc.prove.families import Dated, Family, OneOf, Ordered, SetOf, YesNo
from policyc.prove.histories import Dating, date_episodes
from policyc.prove.patient import Patient
from policyc.prove.solver import Model


@dataclass(frozen=True, slots=True)
class Decoded:
    """The facts of a model that were not known, in the order of the vocabulary, on its date."""

    day: date
    values: dict[str, Value]
    requested: tuple[str, ...]


def decode(patient: Patient, model: Model, dating: Dating | None = None) -> Decoded:
    """The patient of a model that was handed out by an engine; `dating` says when, where that is known already."""
    day = patient.day(model)
    dating = dating or date_episodes(patient, model)
    values = {
        name: _value(patient.families[name], model, day, dating)
        for name in patient.given.facts
        if name in patient.families
    }
    asked = [name for name, literal in patient.requests.items() if model.holds(literal)]
    return Decoded(day, values, tuple(sorted({patient.service(model), *asked})))


def as_case(patient: Patient, model: Model, policies: tuple[Policy, ...], days: dict[str, date]) -> Case:
    """The case of a model: complete for the texts in play, closed by `and nothing else`.

    `days` gives clocks of their own days; the others stand on the model's date.
    """
    return case_of(patient, decode(patient, model), policies, days)


def case_of(patient: Patient, decoded: Decoded, policies: tuple[Policy, ...], days: dict[str, date]) -> Case:
    """The case of a decoded model, as `as_case` would give it."""
    facts: dict[str, Value | None] = {}
    per_service: dict[str, dict[str, Value | None]] = {}
    for name, value in decoded.values.items():
        fact = patient.given.facts[name]
        if not says_normal(fact, value):
            if fact.per_service:
                per_service[name] = dict.fromkeys(decoded.requested, value)
            else:
                facts[name] = value
    clocks = {clock: decoded.day for policy in policies for clock in policy.clocks} | {
        "date_of_service": decoded.day
    }
    order = [service for policy in policies for service in policy.services if service in decoded.requested]
    return Case(clocks | days, tuple(dict.fromkeys(order)), facts, per_service, nothing_else=True)


def says_normal(fact: Fact, value: Value) -> bool:
    """Whether leaving the fact out of a closed case gives it this value."""
    return fact.normally is not None and value == fact.normally


def _value(family: Family, model: Model, day: date, dating: Dating) -> Value:
    name = family.fact.name
    match family:
        case YesNo():
            return model.holds(family.yes)
        case Ordered():
            return dating.onsets.get(name, family.value(model))
        case Dated():
            days = family.days(model)
            return Moment.NEVER if days is None else day_ago(day, dating.onsets.get(name, days))
        case OneOf() | SetOf():
            return family.value(model)
        case EpisodesFamily():
            return dating.episodes.get(name, ())
        case _:
            raise ValueError(f"{name} is {FactKind(family.fact.kind)}")
