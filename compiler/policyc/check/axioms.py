"""Axioms: what holds for every patient, and so for the normal patient of the vocabulary too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policyc.check.atoms import UNKNOWN, find_fact, wrong_type
from policyc.check.conditions import type_condition
from policyc.check.findings import Findings
from policyc.check.known import Known, known_truth
from policyc.check.terms import Terms
from policyc.check.written import condition_text
from policyc.model.conditions import Not, walk
from policyc.model.facts import Axiom, Fact, FactKind, Never, PartOf
from policylang import tree
from policylang.diagnostic import Label


def read_axiom(node: tree.Axiom, terms: Terms) -> Axiom | None:
    """The typed axiom, or None where it is wrong; `A implies B` is never (A and not B)."""
    because = node.because.text if node.because else ""
    if isinstance(node, tree.PartOf):
        return _part_of(node, because, terms)
    path = f"axiom at {node.span.line}"
    if isinstance(node, tree.NeverTogether):
        conditions = tuple(
            type_condition(part, f"{path}/{position}", terms)
            for position, part in enumerate(node.conditions, start=1)
        )
        text = "never " + " and ".join(condition_text(part) for part in node.conditions)
        return _if_sound(Never(conditions, because, text, node.span))
    condition = type_condition(node.condition, f"{path}/1", terms)
    consequence = type_condition(node.consequence, f"{path}/2/1", terms)
    text = f"{condition_text(node.condition)} implies {condition_text(node.consequence)}"
    refuted = Not(consequence, path=f"{path}/2", span=node.span)
    return _if_sound(Never((condition, refuted), because, text, node.span))


def _if_sound(axiom: Never) -> Never | None:
    """The axiom, unless one of its conditions was found to be wrong: then it says nothing about patients."""
    nodes = (node for condition in axiom.conditions for node in walk(condition))
    return None if any(node is UNKNOWN for node in nodes) else axiom


def axiom_facts(axiom: Axiom) -> tuple[str, ...]:
    """The facts an axiom relates, each once, in order."""
    if isinstance(axiom, PartOf):
        return (axiom.part, axiom.whole)
    nodes = (node for condition in axiom.conditions for node in walk(condition))
    names = (getattr(node, "fact", "") for node in nodes)
    return tuple(dict.fromkeys(name for name in names if name))


def check_normal_patient(facts: Mapping[str, Fact], axioms: Sequence[Axiom], findings: Findings) -> None:
    """Report every axiom that the patient who is as each fact `normally` is would break."""
    normal = Known({name: fact.normally for name, fact in facts.items() if fact.normally is not None}, None)
    for axiom in axioms:
        if isinstance(axiom, PartOf):
            continue
        if all(known_truth(condition, normal) is True for condition in axiom.conditions):
            _report_broken(axiom, facts, findings)


def _report_broken(axiom: Never, facts: Mapping[str, Fact], findings: Findings) -> None:
    involved = [facts[name] for name in axiom_facts(axiom) if name in facts]
    findings.add(
        "abnormal-normal",
        f"the normal patient breaks the axiom `{axiom.text}`",
        axiom.span,
        caption="no patient has all of these, yet the normal one does",
        labels=tuple(Label(fact.span, "its `normally` takes part") for fact in involved if fact.span),
        help="change what one of the facts `normally` is, or the axiom",
    )


def _part_of(node: tree.PartOf, because: str, terms: Terms) -> PartOf | None:
    facts = []
    for word in (node.part, node.whole):
        fact = find_fact(word, terms)
        if fact is not None and fact.kind is not FactKind.EPISODES:
            wrong_type(word, fact, terms)
            fact = None
        facts.append(fact)
    if facts[0] is None or facts[1] is None:
        return None
    return PartOf(facts[0].name, facts[1].name, because, node.span)
