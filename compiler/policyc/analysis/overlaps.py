"""A decision line that disagrees with earlier ones about some patients: told once, with all that win over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policyc.analysis.disagreements import disagreements
from policyc.analysis.lines import dead_lines
from policyc.analysis.showing import days_said, outcome_said, verdict_of, witness_of
from policyc.analysis.studied import Studied
from policyc.analysis.subject import Subject
from policyc.analysis.two_patients import patient_said
from policyc.graph.words import joined
from policyc.model.conditions import Condition, CriterionTest, DefinitionHolds, IsYes, SectionTest
from policyc.model.outcome import SERVICE_OUTCOMES
from policyc.model.program import Epoch, Line
from policyc.prove.solver import Model
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Label


@dataclass(slots=True)
class _Overlap:
    """Two lines, the plainest patient of the first epoch in which both hold for one, and all such epochs."""

    winner: Line
    loser: Line
    subject: Subject
    model: Model
    epochs: list[Epoch] = field(default_factory=list)


def find_overlaps(studied: Studied) -> Iterator[Diagnostic]:
    """One diagnostic for each line that disagrees with earlier ones about some patient on some day of the version.

    A line that decides nobody is told of elsewhere, and not here.
    """
    found: dict[tuple[str, ...], _Overlap] = {}
    for subject in studied.subjects:
        for winner, loser, literal in disagreements(subject.gates, subject.text):
            key = (winner.name, winner.outcome, loser.name, loser.outcome)
            if not subject.possible([literal]):
                continue
            if key not in found and (model := subject.plainest([literal])) is not None:
                found[key] = _Overlap(winner, loser, subject, model)
            found[key].epochs.append(subject.epoch)
    of_losers: dict[str, list[_Overlap]] = {}
    for overlap in found.values():
        of_losers.setdefault(overlap.loser.name, []).append(overlap)
    dead = {line.name for line in dead_lines(studied)} if found else set()
    places = {
        line.name: place for subject in studied.subjects for place, line in enumerate(subject.epoch.lines)
    }
    for name in sorted(of_losers.keys() - dead, key=places.__getitem__):
        yield _told(of_losers[name], studied)


def _told(overlaps: Sequence[_Overlap], studied: Studied) -> Diagnostic:
    policy, first, loser = studied.policy, overlaps[0], overlaps[0].loser
    every = [subject.epoch for subject in studied.subjects]
    some = [epoch for epoch in every if any(epoch in overlap.epochs for overlap in overlaps)]
    winners = list(dict.fromkeys(f"`{overlap.winner.name}`" for overlap in overlaps))
    return diagnostic(
        "overlap",
        f"line `{loser.name}` disagrees with {joined(winners, 'and')} about some patients{days_said(some, every)}",
        loser.span,
        caption=f"holds for these patients too, and would say: {outcome_said(loser.outcome, policy)}",
        labels=_labels(overlaps, studied),
        notes=tuple(_note(overlap, studied, overlap is first) for overlap in overlaps),
        help=_help(first, studied),
        witness=witness_of(first.subject, first.model),
    )


def _labels(overlaps: Sequence[_Overlap], studied: Studied) -> tuple[Label, ...]:
    found = [
        Label(
            overlap.winner.span,
            f"stands first and wins: {outcome_said(overlap.winner.outcome, studied.policy)}",
        )
        for overlap in overlaps
        if overlap.winner.span is not None
    ]
    return tuple(dict.fromkeys(found))


def _note(overlap: _Overlap, studied: Studied, shown: bool) -> str:
    """What both lines say of the plainest patient for whom both hold."""
    policy = studied.policy
    said = "the patient shown" if shown else patient_said(overlap.subject.case(overlap.model), policy)
    under = _criterion(overlap)
    would = outcome_said(overlap.loser.outcome, policy) + (f", under {under}" if under else "")
    days = days_said(overlap.epochs, [subject.epoch for subject in studied.subjects])
    verdict = verdict_of(overlap.subject, overlap.model)
    return f"with `{overlap.winner.name}`{days}, about {said}: it would say {would}, but {verdict}"


def _criterion(overlap: _Overlap) -> str:
    """The first criterion by which the losing line holds for the patient; empty where it names none."""
    promises = overlap.loser.outcome in SERVICE_OUTCOMES
    for reached in overlap.subject.text.reached:
        if reached.line.name == overlap.loser.name:
            for label, met, served in reached.named:
                if overlap.model.holds(served if promises else met):
                    return label
    return ""


def _help(first: _Overlap, studied: Studied) -> str:
    """What to write, with the rows that would do it."""
    winner, loser = first.winner, first.loser
    return (
        f"if `{winner.name}` is meant to override, move it under `first`; if `{loser.name}` does not mean these "
        f"patients, write below it, for example, `unless {_asked(winner.condition)}`; or, if the order is meant: "
        f'acknowledge P706 on {loser.name} of version {studied.version.name} because "…"'
    )


def _asked(condition: Condition) -> str:
    """A condition as it would stand in a short exception; an ellipsis where it is a longer one."""
    match condition:
        case SectionTest(label=label, test="met") | CriterionTest(label=label, scoped=True):
            return f"{label} is met"
        case DefinitionHolds(name=name) | IsYes(fact=name):
            return name
    return "…"
