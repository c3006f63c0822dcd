"""Edits of the vocabulary: facts that the texts ask for, and the axioms that relate facts.

Two policies may share one vocabulary and differ in others; a fact that neither text mentions, in a
vocabulary that only one side has, is nobody's edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policyc.diff.edits.correspondence import Texts
from policyc.diff.edits.edit import EditKind, Site, TextEdit
from policyc.diff.edits.mentions import axiom_facts, mentioned_facts
from policyc.diff.edits.wording import Owner, edit_of
from policyc.model.facts import Axiom, Fact, Never, PartOf

# What a fact can mean and how an unmentioned one is closed; the rest of a declaration is for people.
_MEANING = (
    "kind", "unit", "step", "low", "high", "never_possible", "per_service", "current_episode_since",
    "normally",
)  # fmt: skip


def fact_edits(texts: Texts) -> Iterator[TextEdit]:
    """Facts by name, in the order of the new vocabulary: those mentioned on some side."""
    old, new = texts.old.policy.facts, texts.new.policy.facts
    if old is new:
        return
    mentioned = mentioned_facts(texts.old) | mentioned_facts(texts.new)
    for name in (name for name in dict.fromkeys((*new, *old)) if name in mentioned):
        before, after = old.get(name), new.get(name)
        if before is None and after is not None:
            yield edit_of(EditKind.FACT, _owner(after), "new", new=_site(after))
        elif after is None and before is not None:
            yield edit_of(EditKind.FACT, _owner(before), "no longer in the vocabulary", old=_site(before))
        elif before is not None and after is not None:
            yield from _changed(before, after)


def axiom_edits(texts: Texts) -> Iterator[TextEdit]:
    """Axioms have no name; they are compared by what they say. One about facts that only one side knows and no
    text mentions is skipped.
    """
    if texts.old.policy.axioms is texts.new.policy.axioms:
        return
    old, new = texts.old.policy, texts.new.policy
    relevant = mentioned_facts(texts.old) | mentioned_facts(texts.new) | (old.facts.keys() & new.facts.keys())
    before = {_said(axiom): axiom for axiom in old.axioms if axiom_facts(axiom) & relevant}
    after = {_said(axiom): axiom for axiom in new.axioms if axiom_facts(axiom) & relevant}
    for key, axiom in after.items():
        if key not in before:
            words = f"“{axiom_words(axiom)}” is now assumed of every patient"
            yield TextEdit(EditKind.AXIOM, "axiom", "", f"Axiom: {words}.", True, new=_axiom_site(axiom))
    for key, axiom in before.items():
        if key not in after:
            words = f"“{axiom_words(axiom)}” is no longer assumed"
            yield TextEdit(EditKind.AXIOM, "axiom", "", f"Axiom: {words}.", True, old=_axiom_site(axiom))


def axiom_words(axiom: Axiom) -> str:
    """An axiom as it was written, or nearly."""
    match axiom:
        case PartOf(part=part, whole=whole):
            return f"{part} part of {whole}"
        case Never(text=text):
            return text or "never together"


def _changed(old: Fact, new: Fact) -> Iterator[TextEdit]:
    owner, sites = _owner(new), (_site(old), _site(new))
    changed = [name for name in _MEANING if getattr(old, name) != getattr(new, name)]
    if [choice.name for choice in old.choices] != [choice.name for choice in new.choices]:
        changed.append("choices")
    for name in changed:
        words = f"{_LABELS[name]} {_value(new, name)}, before {_value(old, name)}"
        yield edit_of(EditKind.FACT, owner, words, *sites)
    same = {name: getattr(old, name) for name in (*_MEANING, "choices")}
    if replace(new, **same, span=None) != replace(old, span=None) or _choice_labels(old, new):
        words = "its label, question, documentation, codes or directions are reworded"
        yield edit_of(EditKind.REWORDED, owner, words, *sites, meaning=False)


_LABELS = {
    "kind": "of type",
    "unit": "in",
    "step": "in steps of",
    "low": "from",
    "high": "to",
    "never_possible": "may be never:",
    "per_service": "asked for each service:",
    "current_episode_since": "the current episode is since",
    "normally": "normally",
    "choices": "one of",
}


def _value(fact: Fact, name: str) -> str:
    value = getattr(fact, name)
    if name == "choices":
        return ", ".join(choice.name for choice in fact.choices)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "none"
    return "unstated" if value in (None, "", ()) else str(value)


def _choice_labels(old: Fact, new: Fact) -> bool:
    labels = {choice.name: choice.label for choice in old.choices}
    return any(labels.get(choice.name, choice.label) != choice.label for choice in new.choices)


def _said(axiom: Axiom) -> tuple[object, ...]:
    match axiom:
        case PartOf(part=part, whole=whole):
            return ("part of", part, whole)
        case Never(conditions=conditions):
            return ("never", *conditions)


def _owner(fact: Fact) -> Owner:
    return Owner("fact", fact.name, fact.label)


def _site(fact: Fact) -> Site:
    return Site(fact.name, fact.span)


def _axiom_site(axiom: Axiom) -> Site:
    return Site("axiom", axiom.span)
