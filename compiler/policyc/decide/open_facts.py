"""The open facts of an undecided case: what is left to find out, and nothing else.

The smallest set of unknown facts whose answers, whatever they are, decide the case. Two patients that complete
the case and agree on the set must never be decided differently: two copies of the text, tied fact by fact, and
a minimal set of ties that leaves no such two. A fact that no axiom ties to another either belongs to every such
set or to none. Among tied facts there can be a choice, and the facts that stand first in the vocabulary stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from policyc.model.outcome import Outcome
from policyc.prove.laws import ties
from policyc.prove.question import Question
from policyc.prove.solver import Status
from policyc.prove.twins import Twins


def open_facts(question: Question, possible: Sequence[Outcome]) -> tuple[tuple[str, ...], str]:
    """The open facts in the order of the vocabulary; and why they may be too many, or "" where they are exact."""
    twins = Twins(question.patient, question.engine.settings)
    differ = twins.different([question.text.outcomes[outcome] for outcome in possible])
    open_now = unknown_facts(question)
    first = twins.ask([differ], [], open_now)
    if first.status is not Status.UNSATISFIABLE:
        return tuple(open_now), first.reason or "two patients alike in every fact are decided differently"
    tied = frozenset[str]().union(*ties(question.patient))
    open_now = [name for name in open_now if name in tied or name in first.core]
    reason = ""
    for name in reversed(open_now.copy()):
        fewer = [other for other in open_now if other != name]
        answer = twins.ask([differ], [], fewer)
        reason = reason or answer.reason
        if answer.status is Status.UNSATISFIABLE:
            open_now = fewer
    return tuple(open_now), reason


def unknown_facts(question: Question) -> list[str]:
    """The unknown facts that the text or the axioms distinguish values of, in the order of the vocabulary."""
    families = question.patient.families
    return [name for name in question.patient.given.facts if name in families and families[name].variables()]
