"""Cliffs: a patient gets sicker, or waits longer, and the outcome gets worse.

Only facts with a declared direction count, and only a lower class of outcome is worse. Found by `worsening`, and
told once for each fact of a version.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyc.analysis.harmless import Harmless
from policyc.analysis.neighbours import MORE
from policyc.analysis.showing import days_said, outcome_said
from policyc.analysis.studied import Studied
from policyc.analysis.subject import Subject
from policyc.analysis.turning_places import deciding_labels, turning_spans
from policyc.analysis.two_patients import forced_said, patient_said, verdict_said
from policyc.analysis.worsening import Search, Worsening, neighbours
from policyc.check.cases import case_to_json
from policyc.graph.words import value_words
from policyc.model.calendar import Length
from policyc.model.conditions import Compare, walk
from policyc.model.facts import Fact, FactKind
from policyc.model.program import Epoch
from policyc.prove.laws import facts_of
from policyc.prove.pair import conditions_of
from policyc.prove.twins import of_left
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic

MOST_STEPS = 10


@dataclass(frozen=True, slots=True)
class Cliff:
    """The greatest fall by a fact, with the plainest pair, those at its other steps, and the epochs that have one."""

    subject: Subject
    shown: Worsening
    others: tuple[Worsening, ...]
    epochs: tuple[Epoch, ...]


def find_cliffs(studied: Studied) -> Iterator[Diagnostic]:
    """One diagnostic for each fact whose worse value leaves some patient worse off, on some day of the version."""
    suspects = {subject.epoch.name: _suspects(subject) for subject in studied.subjects}
    for name in studied.policy.facts:
        subjects = [subject for subject in studied.subjects if name in suspects[subject.epoch.name]]
        cliff = _cliff([suspects[subject.epoch.name][name] for subject in subjects])
        if cliff is not None:
            yield _told(cliff, studied)


def _suspects(subject: Subject) -> dict[str, Search]:
    """The facts of an epoch's text that may have a cliff; the others have none."""
    both = neighbours(subject)
    mentioned = facts_of(conditions_of(subject.epoch))
    harmless = Harmless(both)
    facts = [fact for name, fact in subject.epoch.policy.facts.items() if name in mentioned]
    told = [(fact.name, MORE[fact.worse_when]) for fact in facts if fact.worse_when in MORE]
    changes = [
        both.change(name, more)
        for name, more in told
        if name in both.patient.families and not harmless.harmless(name, more)
    ]
    searches = [Search(both, change, only_sicker=True) for change in changes if change]
    return {search.change.fact: search for search in searches if search.possible()}


def _cliff(searches: Sequence[Search]) -> Cliff | None:
    found: list[tuple[Search, Worsening]] = []
    for search in searches:
        pair = search.found(plain=False) if found else search.worst()
        found += [(search, pair)] if pair else []
    if not found:
        return None
    search, shown = found[0]
    others = sorted(_other_steps(search, shown), key=lambda each: each.step.threshold)
    return Cliff(
        search.both.subject, shown, tuple(others), tuple(each.both.subject.epoch for each, _ in found)
    )


def _other_steps(search: Search, first: Worsening) -> Iterator[Worsening]:
    """A worsening at each of the other thresholds that has one, up to a number."""
    subject, change = search.both.subject, search.change
    if len(change.steps) == 1:
        return
    edges = _edges(subject, change.fact)
    left = {step: _written(edges, step.threshold) for step in change.steps}
    first_day = of_left(subject.patient.classes[0])
    found: Worsening | None = first
    while found is not None and len(change.steps) - len(left) < MOST_STEPS:
        same = left[found.step]
        left = {step: written for step, written in left.items() if not written & same and step != found.step}
        told = [-step.literal for step in change.steps if step not in left]
        found = search.worst([*told, first_day], plain=False) or search.worst(told, plain=False)
        if found is not None:
            yield found


def _edges(subject: Subject, fact: str) -> list[tuple[int, int | Length]]:
    """What a text compares a fact with, and the days that this can come to."""
    values = {
        part.value
        for condition in conditions_of(subject.epoch)
        for part in walk(condition)
        if isinstance(part, Compare) and part.fact == fact
    }
    return [(days, value) for value in values for days in _days(subject, value)]


def _written(
    edges: Sequence[tuple[int, int | Length]], threshold: int
) -> frozenset[tuple[int, int | Length]]:
    """What is compared with where a threshold parts two values; a length in months is several thresholds.

    With each value whether it is still on the near side of the threshold (1) or beyond it (0).
    """
    return frozenset((threshold - days, value) for days, value in edges if 0 <= threshold - days <= 1)


def _days(subject: Subject, value: int | Length) -> set[int]:
    """The days that a length can come to; a number is itself."""
    return {days[0] for days, _ in subject.patient.cases(value)} if isinstance(value, Length) else {value}


# --- What is told -----------------------------------------------------------------------------------------


def _told(cliff: Cliff, studied: Studied) -> Diagnostic:
    policy, shown, epoch = studied.policy, cliff.shown, cliff.subject.epoch
    fact = policy.facts[shown.fact]
    names = _sides(fact, shown)
    decided = shown.old_decided_by, shown.new_decided_by
    spans = turning_spans(epoch, {shown.fact, *shown.changed}, shown.turned, decided)
    days = days_said(cliff.epochs, [subject.epoch for subject in studied.subjects])
    outcomes = [outcome_said(outcome, policy) for outcome in (shown.old_outcome, shown.new_outcome)]
    return diagnostic(
        "cliff",
        f"a {_sicker(fact)} gets less: {outcomes[0]} {names[0]}, {outcomes[1]} {names[1]}{days}",
        spans[0] if spans else studied.version.span,
        caption="here the two patients part" if spans else "",
        labels=tuple(deciding_labels(epoch, decided, outcomes, spans, names)),
        notes=tuple(_notes(cliff, studied, names)),
        help=f"if the sicker patient is meant to get no less, widen what decides for the other, "
        f"{_example(fact, shown)}; if this is meant, "
        f'write: acknowledge P708 on {shown.fact} of version {studied.version.name} because "…"',
        witness=case_to_json(shown.before, policy),
        twin=case_to_json(shown.after, policy),
    )


def _sicker(fact: Fact) -> str:
    words = {"yes": "patient with", "no": "patient without", "lower": "patient with less"}
    return f"{words.get(fact.worse_when or '', 'patient with more')} `{fact.name}`"


def _sides(fact: Fact, shown: Worsening) -> tuple[str, str]:
    """How to speak of the two: `without` and `with` it, or by their values."""
    if fact.kind is FactKind.YES_NO:
        return ("without it", "with it") if shown.new_value else ("with it", "without it")
    before, after = (value_words(fact, value) for value in (shown.old_value, shown.new_value))
    return f"at {before}", f"at {after}"


def _notes(cliff: Cliff, studied: Studied, names: tuple[str, str]) -> Iterator[str]:
    shown, policy = cliff.shown, studied.policy
    yield f"both patients: {patient_said(shown.before, policy, leave=(shown.fact, *shown.changed))}"
    yield f"{names[0]}: {verdict_said(cliff.subject.epoch, shown.old_outcome, shown.old_decided_by)}"
    yield f"{names[1]}: {verdict_said(cliff.subject.epoch, shown.new_outcome, shown.new_decided_by)}"
    yield from forced_said(shown, policy)
    for each in cliff.others:
        outcomes = [outcome_said(outcome, policy) for outcome in (each.old_outcome, each.new_outcome)]
        day = each.before.date_of_service
        on = "" if day == shown.before.date_of_service else f" on {day}"
        yield f"also from {_step_said(policy.facts[shown.fact], each)}{on}: {outcomes[0]}, then {outcomes[1]}"


def _example(fact: Fact, shown: Worsening) -> str:
    """How a text may be widened, for example."""
    if fact.kind is FactKind.YES_NO:
        return f"for example by taking out what asks for {'no ' if shown.new_value else ''}`{fact.name}`"
    return f"for example by a limit that includes {value_words(fact, shown.new_value)}"


def _step_said(fact: Fact, shown: Worsening) -> str:
    """The two values, the unit once: `41 to 42 days`."""
    before, after = (value_words(fact, value) for value in (shown.old_value, shown.new_value))
    number, _, unit = before.partition(" ")
    return f"{number if unit and after.endswith(f' {unit}') else before} to {after}"
