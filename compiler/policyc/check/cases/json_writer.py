"""A case and its values as JSON, in the shape that `read_json_case` reads."""

from __future__ import annotations

from decimal import Decimal

from policyc.check.quantities import bound_words
from policyc.model.calendar import Length
from policyc.model.cases import Case
from policyc.model.facts import Fact, FactKind, Moment, Stretch, Value
from policyc.model.program import Policy


def case_to_json(case: Case, policy: Policy) -> dict[str, object]:
    """The case as JSON data; facts stand in the order of the vocabulary. Reading it gives the same case."""
    others = {name: str(day) for name, day in sorted(case.clocks.items()) if name != "date_of_service"}
    facts: dict[str, object] = {}
    for name, fact in policy.facts.items():
        if name in case.per_service:
            by_service = case.per_service[name]
            ordered = [service for service in policy.services if service in by_service]
            facts[name] = {service: value_to_json(fact, by_service[service]) for service in ordered}
        elif name in case.facts:
            facts[name] = value_to_json(fact, case.facts[name])
    return {
        "date_of_service": str(case.date_of_service),
        **({"clocks": others} if others else {}),
        "requested": list(case.requested),
        "facts": facts,
        "nothing_else": case.nothing_else,
    }


def value_to_json(fact: Fact, value: Value | None) -> object:
    """A value of a fact as JSON data; unknown is null."""
    match value:
        case None | bool():
            return value
        case int():
            return _ordered(fact, value)
        case Moment():
            return value.value
        case frozenset():
            return sorted(value)
        case tuple():
            return [
                {"from": str(episode.start), "to": str(episode.end)}
                if isinstance(episode, Stretch)
                else {"on": str(episode.on), "visit": episode.kind}
                for episode in value
            ]
    return str(value)


def _ordered(fact: Fact, value: int) -> object:
    if fact.kind is FactKind.DURATION:
        return str(Length(value, "day"))
    if fact.kind is FactKind.AGE or fact.unit:
        return bound_words(fact, value)
    number = value * fact.step
    return int(number) if number == number.to_integral_value() else float(Decimal(number))
