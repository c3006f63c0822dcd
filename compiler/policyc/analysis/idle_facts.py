"""Facts and axioms of a vocabulary on which no decision in a whole project depends.

Facts come in groups, tied together by axioms, parts and onsets (`matters.groups_of`). A group is idle when some
policy asks for one of its facts and it matters to none. Its facts that are asked for are told, and its axioms; facts
that nobody asks for are told by P205.

Why nothing that is told does any work. Let a group be idle for a policy.

1. With all readings open and without the axioms of the group, no two patients who differ in one fact of the group
   alone are decided differently (`matters` asks exactly that of what is left at the end). Any two assignments of the
   group can be joined by changing one fact after another, episodes by way of none at all, so the decision is the same
   for all of them: it is a function of the other facts.
2. The axioms of the group speak of no other facts. So the completions of an incomplete case are each completion of
   the other facts with each completion of the group, and the group has one, since the case is not contradictory.
3. Hence the outcomes, services and deciding lines that completions give are those of the other facts, with the axioms
   of the group, with some of them, or with none: a verdict, decided or not, never changes, nor do the facts that are
   open. All that an idle axiom does is to call a case contradictory that gives its facts against it.

An axiom that ties a fact which matters to one that no policy asks for does work: a case may give the second, and
settle the first. It belongs to a group that matters, and is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policyc.analysis.matters import Group, groups_of, related
from policyc.model.facts import Axiom, Fact, PartOf, Vocabulary
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Label


def idle(
    vocabularies: Mapping[str, Vocabulary],
    matters: Mapping[str, Group],
    mentioned: Mapping[str, Group],
) -> tuple[Diagnostic, ...]:
    """The idle facts and axioms of a project, in the order of its vocabularies.

    `matters` and `mentioned` are, of every policy of the project by its id, what `matters.facts_that_matter` and
    `matters.facts_mentioned` say. With a policy missing, or not analysed to the end, nothing may be concluded. A name
    that two vocabularies declare is left alone, since nothing here says which of them a policy means.
    """
    at_work = frozenset[str]().union(*matters.values())
    asked = frozenset[str]().union(*mentioned.values())
    found: list[Diagnostic] = []
    for name, vocabulary in vocabularies.items():
        others = frozenset(
            fact for other, each in vocabularies.items() if other != name for fact in each.facts
        )
        for group in groups_of(vocabulary.facts.values(), vocabulary.axioms):
            if group & asked and group.isdisjoint(at_work | others):
                found += _told(vocabulary, group, asked)
    return tuple(found)


def _told(vocabulary: Vocabulary, group: Group, asked: Group) -> Iterator[Diagnostic]:
    for name, fact in vocabulary.facts.items():
        if name in group & asked:
            yield _idle_fact(fact)
    for axiom in vocabulary.axioms:
        if related(axiom) <= group:
            yield _idle_axiom(axiom, vocabulary)


def _idle_fact(fact: Fact) -> Diagnostic:
    return diagnostic(
        "idle-fact",
        f"no outcome of the project depends on `{fact.name}`",
        fact.span,
        caption="asked for, and it changes nothing",
        notes=("Whatever its answer, and however the texts are read, every patient is decided alike.",),
        help="leave it out of the conditions that ask for it, or let it decide something",
    )


def _idle_axiom(axiom: Axiom, vocabulary: Vocabulary) -> Diagnostic:
    facts = [fact for name, fact in vocabulary.facts.items() if name in related(axiom)]
    return diagnostic(
        "idle-fact",
        f"no outcome of the project depends on the axiom `{axiom_text(axiom)}`",
        axiom.span,
        caption="relates only facts that change nothing",
        labels=tuple(Label(fact.span, "changes no outcome") for fact in facts if fact.span),
        notes=("Without it every patient would be decided alike, whatever is known of that patient.",),
        help="nothing needs to be done if another project shares the vocabulary",
    )


def axiom_text(axiom: Axiom) -> str:
    """An axiom as it is written."""
    return f"{axiom.part} part of {axiom.whole}" if isinstance(axiom, PartOf) else axiom.text
