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
    # Two numbers side by side would be read as one: "pain from 0 to 10: 5".
    counted = fact.kind in (FactKind.AGE, FactKind.NUMBER, FactKind.DURATION)
    joint = " " if counted and not label[-1].isdigit() else ": "
    return f"{label}{joint}{value_words(fact, value)}"


def with_more_words(policy: Policy, name: str, case: Case) -> str:
    """What sets the second of two patients apart who has more of a fact: `with raised CRP`, `with age 9 years`."""
    label = mid_sentence(fact_words(policy, name))
    if name not in case.facts or policy.facts[name].kind in (FactKind.EPISODES, FactKind.SET_OF):
        return f"with {label}" if policy.facts[name].kind is FactKind.YES_NO else f"with more {label}"
    return f"with {given_words(policy, name, case.facts[name])}"


def _is_normal(policy: Policy, name: str, value: Value | None) -> bool:
    normal = policy.facts[name].normally
    return normal is not None and normal == value and type(normal) is type(value)
