"""Vocabularies: facts with their types counted in whole numbers, and the axioms that relate them.

Every vocabulary of the project is read once, whoever uses it, so that policies which share it share its facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from policyc.check.axioms import check_normal_patient, read_axiom
from policyc.check.duplicates import first_of_each
from policyc.check.fact_types import read_fact_type
from policyc.check.findings import Findings
from policyc.check.quantities import declared, read_length
from policyc.check.terms import Terms, Uses
from policyc.check.values import read_value
from policyc.model.calendar import Length
from policyc.model.facts import (
    ORDERED,
    Documentation,
    Fact,
    FactKind,
    TerminologyCode,
    Urgency,
    Value,
    Vocabulary,
)
from policylang import tree

DIRECTIONS = {
    "yes": (frozenset({FactKind.YES_NO}), "yes"),
    "no": (frozenset({FactKind.YES_NO}), "no"),
    "higher": (ORDERED, "higher"),
    "lower": (ORDERED, "lower"),
    "longer": (frozenset({FactKind.DURATION, FactKind.EPISODES}), "higher"),
    "shorter": (frozenset({FactKind.DURATION, FactKind.EPISODES}), "lower"),
}
CHANGES = ("documenting", "treatment", "time", "nothing")


def read_vocabularies(
    nodes: Sequence[tree.Vocabulary], findings: Findings, uses: Uses
) -> dict[str, Vocabulary]:
    """The vocabularies by name; of two with one name the first counts, and the second is reported."""
    kept = first_of_each("vocabulary", [(node.name, node) for node in nodes], findings)
    return {name: _read_vocabulary(node, findings, uses) for name, node in kept.items()}


def _read_vocabulary(node: tree.Vocabulary, findings: Findings, uses: Uses) -> Vocabulary:
    name = node.name.text
    documents = first_of_each("document", [(kind.name, kind) for kind in node.documents], findings)
    nodes = first_of_each("fact", [(fact.name, fact) for fact in node.facts], findings)
    facts = {}
    for fact_name, fact_node in nodes.items():
        fact = _declare(fact_node, name, findings)
        if fact is None:
            findings.mark_broken(fact_name)
        else:
            facts[fact_name] = fact
    terms = Terms(findings, uses, name, facts)
    facts = {key: _with_properties(fact, nodes[key], documents, terms) for key, fact in facts.items()}
    # Axioms do not make a fact used: what matters is whether a policy asks for it.
    axiom_terms = Terms(findings, Uses(), name, facts)
    axioms = tuple(axiom for written in node.axioms if (axiom := read_axiom(written, axiom_terms)))
    check_normal_patient(facts, axioms, findings)
    labels = {key: kind.label.text for key, kind in documents.items()}
    return Vocabulary(name, node.title.text, labels, facts, axioms, node.name.span)


def _declare(node: tree.Fact, vocabulary: str, findings: Findings) -> Fact | None:
    """The fact with its type alone, so that properties and axioms can name facts declared below them."""
    if node.type is None:
        findings.add(
            "missing-type",
            f"fact `{node.name.text}` has no type",
            node.name.span,
            caption="of which type?",
            help="add a line `type yes or no`, or another type",
        )
        return None
    base = Fact(
        node.name.text,
        vocabulary,
        FactKind.YES_NO,
        node.label.text,
        question=node.question.text if node.question else "",
        codes=tuple(
            TerminologyCode(code.system.text, code.code.text, code.label.text if code.label else "")
            for code in node.codes
        ),
        per_service=node.per_service,
        notes=tuple(note.text for note in node.notes),
        span=node.name.span,
    )
    return read_fact_type(node.type, base, findings)


def _with_properties(
    fact: Fact, node: tree.Fact, documents: Mapping[str, tree.DocumentKind], terms: Terms
) -> Fact:
    return replace(
        fact,
        documentation=_documentation(node.documented, documents, terms),
        normally=_normally(node, fact, terms),
        worse_when=_direction(node.worse_when, fact, terms),
        urgent_when=_urgency(node.urgent_when, fact, terms),
        changes_by=_changes(node.changes_by, terms),
        current_episode_since=_onset(node.current_episode_since, fact, terms),
    )


def _documentation(
    node: tree.Documented | None, documents: Mapping[str, tree.DocumentKind], terms: Terms
) -> Documentation | None:
    if node is None:
        return None
    for word in node.by:
        if word.text in documents:
            terms.uses.mark("document", terms.owner, word.text)
        else:
            terms.findings.unknown("document", word.text, word.span, documents)
    within: Length | None = read_length(node.within, terms.findings) if node.within else None
    return Documentation(tuple(word.text for word in node.by), within)


def _normally(node: tree.Fact, fact: Fact, terms: Terms) -> Value | None:
    if node.normally is None or node.normally.kind == "unknown":
        return None
    return read_value(node.normally, fact, None, terms)


def _direction(word: tree.Word | None, fact: Fact, terms: Terms) -> str | None:
    if word is None:
        return None
    kinds, direction = DIRECTIONS[word.text]
    if fact.kind in kinds:
        return direction
    fitting = [name for name, (fit, _) in DIRECTIONS.items() if fact.kind in fit]
    terms.findings.add(
        "wrong-type",
        f"`{fact.name}` is of type `{fact.kind}` and cannot be worse when {word.text}",
        word.span,
        caption=f"of type `{fact.kind}`",
        labels=declared(fact),
        help=f"write {' or '.join(f'`{name}`' for name in fitting)}" if fitting else "leave the line out",
    )
    return None


def _urgency(node: tree.Urgent | None, fact: Fact, terms: Terms) -> Urgency | None:
    if node is None:
        return None
    operator = node.operator or "="
    value = read_value(node.value, fact, None, terms)
    if value is None:
        return None
    if operator != "=" and fact.kind not in ORDERED:
        terms.findings.add(
            "wrong-type",
            f"`{fact.name}` is of type `{fact.kind}` and has no order",
            node.span,
            caption=f"`{operator}` needs a number, an age or a duration",
            labels=declared(fact),
            help="leave the comparison sign out",
        )
        return None
    return Urgency(operator, value)


def _changes(words: tuple[tree.Word, ...], terms: Terms) -> tuple[str, ...]:
    for word in words:
        if word.text not in CHANGES:
            terms.findings.unknown("way to change", word.text, word.span, CHANGES)
    return tuple(word.text for word in words if word.text in CHANGES)


def _onset(word: tree.Word | None, fact: Fact, terms: Terms) -> str | None:
    if word is None:
        return None
    onset = terms.facts.get(word.text)
    if onset is None:
        terms.findings.unknown("fact", word.text, word.span, terms.facts)
        terms.findings.mark_broken(fact.name)
        return None
    wrong = fact if fact.kind is not FactKind.EPISODES else onset
    if wrong is fact or onset.kind not in {FactKind.DATE, FactKind.DURATION}:
        needed = "of episodes" if wrong is fact else "a date, or the duration since one"
        terms.findings.add(
            "wrong-type",
            f"`current episode since` needs {needed}; `{wrong.name}` is of type `{wrong.kind}`",
            word.span,
            caption=f"`{wrong.name}` is of type `{wrong.kind}`",
            labels=declared(wrong),
            help="name the fact that says when the current episode began, on a fact of type `episodes`",
        )
    elif onset.per_service and not fact.per_service:
        terms.findings.add(
            "per-service-onset",
            f"`{onset.name}` is asked per service, and `{fact.name}` is not",
            word.span,
            caption="which service's?",
            labels=declared(onset),
            help="mark both `per service`, or neither",
        )
    return onset.name
