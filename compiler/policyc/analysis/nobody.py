"""Axioms that no patient obeys: of a policy under them everything would be proved, and nothing known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policyc.analysis.findings import axiom_words
from policyc.analysis.studied import Studied
from policyc.analysis.subject import Subject
from policyc.model.facts import Never
from policyc.prove.laws import axiom_condition
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Label


def find_nobody(versions: Sequence[Studied]) -> list[Diagnostic]:
    """One finding where a text is about no patient at all, with a minimal set of axioms that clash."""
    subjects = (subject for studied in versions for subject in studied.subjects)
    empty = next((subject for subject in subjects if not subject.possible([])), None)
    return [] if empty is None else [_told(_clashing(empty), empty)]


def _clashing(subject: Subject) -> list[Never]:
    policy = subject.epoch.policy
    nevers = [axiom for axiom in policy.axioms if isinstance(axiom, Never)]
    others = tuple(axiom for axiom in policy.axioms if not isinstance(axiom, Never))
    free = Subject(replace(subject.epoch, policy=replace(policy, axioms=others)), subject.settings)
    asserted = {
        free.gates.disjunction([-axiom_condition(free.patient, each) for each in axiom.conditions]): axiom
        for axiom in nevers
    }
    return [asserted[literal] for literal in free.core([], list(asserted)) or ()]


def _told(axioms: Sequence[Never], subject: Subject) -> Diagnostic:
    policy = subject.epoch.policy
    labels = [Label(axiom.span, axiom_words(axiom)) for axiom in axioms if axiom.span is not None]
    return diagnostic(
        "contradictory",
        f"no patient obeys the axioms that `{policy.id}` rests on",
        labels[0].span if labels else policy.span,
        caption="cannot hold together with the others",
        labels=tuple(labels[1:]),
        notes=("Nothing else is said of the policy: of no patient everything is true.",),
        help="correct one of the axioms",
    )
