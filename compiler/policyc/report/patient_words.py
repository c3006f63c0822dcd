"""A case as a clinician would tell it: only what is remarkable."""

from __future__ import annotations

from policyc.graph.words import capitalised, fact_words, mid_sentence, service_words, value_words
from policyc.model.cases import Case
from policyc.model.facts import FactKind, Value
from policyc.model.program import Policy
from policyc.report.paragraph import listed


def patient_words(case: Case, policy: Policy) -> str:
    """The facts that a case gives, and its dates; facts in the order of the vocabulary."""
    said = [
        given_words(policy, name, case.facts[name])
        for name in policy.facts
        if name in case.facts and not _is_normal(policy, name, case.facts[name])
    ]
    for name, values in case.per_service.items():
        said += [
            f"{given_words(policy, name, value)} (for {mid_sentence(service_words(policy, service))})"
            for service, value in values.items()
        ]
    rest = ", nothing else remarkable" if case.nothing_else and said else ""
    others = [
        f"{clock.replace('_', ' ')} {day}"
        for clock, day in sorted(case.clocks.items())
        if clock != "date_of_service"
    ]
    days = listed([f"date of service {case.date_of_service}", *others])
    facts = "; ".join(said) or "an unremarkable patient"
    return f"{capitalised(facts)}{rest}; {days}."


def given_words(policy: Policy, name: str, value: Value | None) -> str:
    """One fact and its value: `fever`, `fever: no`, `age 44 years`, `plan: commercial`."""
    label = mid_sentence(fact_words(policy, name))
    fact = policy.facts[name]
    if value is True:
        return label
    joint = " " if fact.kind in (FactKind.AGE, FactKind.NUMBER, FactKind.DURATION) else ": "
    return f"{label}{joint}{value_words(fact, value)}"


def _is_normal(policy: Policy, name: str, value: Value | None) -> bool:
    normal = policy.facts[name].normally
    return normal is not None and normal == value and type(normal) is type(value)
