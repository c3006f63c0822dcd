"""Two decision lines of different outcomes that both hold for one patient: the earlier one wins.

Lines under `first` override on purpose, and `otherwise` takes what is left: neither is ever a conflict. A line
whose condition holds, but whose criteria support another service than the one asked for, does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policyc.analysis.showing import days_said, outcome_said, verdict_of, witness_of
from policyc.analysis.studied import Studied
from policyc.analysis.subject import Subject
from policyc.model.program import Epoch, Line
from policyc.prove.gates import TRUE, Gates
from policyc.prove.lowering import Text
from policyc.prove.solver import Model
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Label


@dataclass(slots=True)
class _Overlap:
    """Two lines, the patient of the first epoch in which both hold for one, and all such epochs."""

    winner: Line
    loser: Line
    subject: Subject
    model: Model
    epochs: list[Epoch] = field(default_factory=list)


def find_overlaps(studied: Studied) -> Iterator[Diagnostic]:
    """One diagnostic for each pair of lines that disagree about a patient on some day of the version."""
    found: dict[tuple[str, ...], _Overlap] = {}
    for subject in studied.subjects:
        for winner, loser, literal in disagreements(subject.gates, subject.text):
            key = (winner.name, winner.outcome, loser.name, loser.outcome)
            if not subject.possible([literal]):
                continue
            if key not in found and (model := subject.plainest([literal])) is not None:
                found[key] = _Overlap(winner, loser, subject, model)
            found[key].epochs.append(subject.epoch)
    return (_told(overlap, studied) for overlap in found.values())


def disagreements(gates: Gates, text: Text) -> Iterator[tuple[Line, Line, int]]:
    """Pairs that may disagree, with the literal of the first deciding a patient for whom the second holds too."""
    passed, reached = TRUE, text.reached[:-1]
    for place, one in enumerate(reached):
        decides = gates.conjunction((passed, one.effective))
        for other in reached[place + 1 :]:
            deliberate = one.line.first or other.line.first
            if not deliberate and one.line.outcome is not other.line.outcome:
                yield one.line, other.line, gates.conjunction((decides, other.effective))
        passed = gates.conjunction((passed, -one.effective))


def _told(overlap: _Overlap, studied: Studied) -> Diagnostic:
    policy, winner, loser = studied.policy, overlap.winner, overlap.loser
    outcomes = [outcome_said(line.outcome, policy) for line in (winner, loser)]
    every = [subject.epoch for subject in studied.subjects]
    labels = () if winner.span is None else (Label(winner.span, f"stands first and wins: {outcomes[0]}"),)
    return diagnostic(
        "overlap",
        f"lines `{loser.name}` and `{winner.name}` disagree about a patient{days_said(overlap.epochs, every)}",
        loser.span,
        caption=f"holds for this patient too, and would say: {outcomes[1]}",
        labels=labels,
        notes=(
            f"both hold for the patient shown, and the earlier line decides; "
            f"{verdict_of(overlap.subject, overlap.model)}",
        ),
        help=f"if `{winner.name}` is meant to override, move it under `first`; else say with `unless` which "
        f"patients are not meant, or write: acknowledge P706 on {loser.name} "
        f'of version {studied.version.name} because "…"',
        witness=witness_of(overlap.subject, overlap.model),
    )
