"""What is known when one service of a case is decided, and what was found in doing so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from policyc.model.cases import Case
from policyc.model.facts import Value
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The request, the clock that windows are counted back from, and the facts as they are for one service.

    In `values` a fact that is missing or None is unknown.
    """

    policy: Policy
    service: str
    requested: tuple[str, ...]
    clock: date
    values: Mapping[str, Value | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation(Knowledge):
    """What is known, the text it is held against, and how its readings are read.

    `truths` grows while conditions are looked at. It doubles as the memory of the evaluation: a criterion that
    three lines name is looked at once.
    """

    epoch: Epoch
    readings: Mapping[str, str]
    truths: dict[str, Truth] = field(default_factory=dict)

    def chosen(self, reading: str) -> str:
        """The alternative of a reading that counts: the one given to the evaluation, else the policy's own."""
        return self.readings.get(reading) or self.policy.readings[reading].chosen


def requested_services(case: Case, policy: Policy) -> tuple[str, ...]:
    """The services a case asks for, each once, groups expanded; every service where it names none."""
    named = case.requested or tuple(policy.services)
    return tuple(dict.fromkeys(service for name in named for service in policy.groups.get(name, (name,))))


def values_for(case: Case, service: str) -> Mapping[str, Value | None]:
    """The values of all facts as they are for one service."""
    if not case.per_service:
        return case.facts
    return {**case.facts, **{fact: values.get(service) for fact, values in case.per_service.items()}}
