"""Two patients side by side, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policyc.analysis.showing import outcome_said
from policyc.analysis.worsening import Worsening
from policyc.evaluate import citations_of
from policyc.graph.words import fact_words, joined, mid_sentence, service_words, value_words
from policyc.model.cases import Case
from policyc.model.facts import Fact, Never, PartOf, Value
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import DecidedBy
from policyc.prove.laws import facts_of


def patient_said(case: Case, policy: Policy, leave: Collection[str] = ()) -> str:
    """What a closed case gives, without some facts: `MRI without contrast on 2024-02-01; age 44 years; fever`."""
    services = [mid_sentence(service_words(policy, name)) for name in case.requested or policy.services]
    parts = [f"{joined(services, 'and')} on {case.date_of_service}"]
    for name, fact in policy.facts.items():
        if name in leave:
            continue
        if name in case.facts:
            parts.append(fact_said(policy, fact, case.facts[name]))
        for service, value in case.per_service.get(name, {}).items():
            parts.append(f"{fact_said(policy, fact, value)} for {service_words(policy, service)}")
    return "; ".join([*parts, "nothing else remarkable"])


def fact_said(policy: Policy, fact: Fact, value: Value | None) -> str:
    """A fact with its value: `fever`, `no fever`, `age: 44 years`."""
    label = mid_sentence(fact_words(policy, fact.name))
    if isinstance(value, bool):
        return label if value else f"not: {label}"
    return f"{label}: {value_words(fact, value)}"


def verdict_said(epoch: Epoch, outcome: Outcome, decided: DecidedBy) -> str:
    """An outcome, what decides it, and where the source says so."""
    under = f" under {decided.criterion}" if decided.criterion else ""
    places = "; ".join(f"{cite.source} {cite.place}" for cite in citations_of(epoch, decided))
    said = f"{outcome_said(outcome, epoch.policy)}, by line `{decided.line}`{under}"
    return f"{said} ({places})" if places else said


def forced_said(shown: Worsening, policy: Policy) -> Iterator[str]:
    """What axioms force to change along with the fact, and which axioms those are."""
    if not shown.changed:
        return
    changes = []
    for name in shown.changed:
        fact = policy.facts[name]
        ours, theirs = (
            value_words(fact, case.facts.get(name, fact.normally)) for case in (shown.before, shown.after)
        )
        changes.append(f"{mid_sentence(fact_words(policy, name))} ({ours}, then {theirs})")
    yield f"this brings along {joined(changes, 'and')}, because {'; '.join(_reasons(shown, policy))}"


def _reasons(shown: Worsening, policy: Policy) -> list[str]:
    """The reasons of the axioms over what changes, as the vocabulary gives them, or their words."""
    changed = {shown.fact, *shown.changed}
    found = []
    for axiom in policy.axioms:
        facts = {axiom.part, axiom.whole} if isinstance(axiom, PartOf) else facts_of(axiom.conditions)
        if len(facts & changed) > 1:
            text = axiom.text if isinstance(axiom, Never) else f"{axiom.part} part of {axiom.whole}"
            found.append(axiom.because or text)
    return list(dict.fromkeys(found)) or ["the axioms of the vocabulary say so"]
