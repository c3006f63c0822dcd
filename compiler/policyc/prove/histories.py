"""Models held against real histories: the lemma that refutes an impossible one, the episodes of a possible one.

The amounts of a model are gathered into puzzles for `dating`, one for each group of facts that a part and a
whole or a shared unknown onset tie together. Where such ties exist the pairwise laws are not exact; everywhere
else they are, and nothing has to be tried. A lemma speaks of windows in days and is true on every date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from policyc.model.facts import Episodes, Stretch, Visit
from policyc.prove.dating import (
    Amount,
    Arrangement,
    Bound,
    GaveUpError,
    OnsetBound,
    Puzzle,
    Series,
    arrange,
    clashing,
)
from policyc.prove.episodes import EpisodesFamily, day_ago
from policyc.prove.families import Dated, Order, Ordered
from policyc.prove.gates import FALSE, TRUE
from policyc.prove.patient import Patient
from policyc.prove.solver import Model


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that have to be dated together."""

    facts: tuple[str, ...]
    puzzle: Puzzle
    bounds: tuple[Bound, ...]
    never: tuple[int, ...]
    tied: bool


@dataclass(frozen=True, slots=True)
class Dating:
    """Real episodes for the unknown episodes facts of a model, and the days of onset they suppose."""

    episodes: dict[str, Episodes]
    onsets: dict[str, int]


def refutation(patient: Patient, model: Model) -> list[int] | None:
    """A clause that every real patient satisfies and this model does not, or None when the model is possible.

    Raises GaveUpError when the search for a history reached its limit.
    """
    seen = model.signs(_variables(patient))
    if seen in patient.laws.possible:
        return None
    for group in groups(patient, model):
        if group.tied and arrange(group.puzzle, group.bounds) is None:
            clash = clashing(group.puzzle, group.bounds)
            return [*(-bound.literal for bound in clash), *group.never]
    patient.laws.possible.add(seen)
    return None


def _variables(patient: Patient) -> Sequence[int]:
    """Everything a history depends on."""
    if patient.laws.dated_at != patient.gates.free:
        patient.laws.dated_at, patient.laws.dated = patient.gates.free, _found_variables(patient)
    return patient.laws.dated


def _found_variables(patient: Patient) -> list[int]:
    names = {family.onset.name for family in patient.episodes() if family.onset.family is not None}
    families = [*patient.episodes(), *(patient.families[name] for name in sorted(names))]
    return [*patient.classes, *(variable for family in families for variable in family.variables())]


def date_episodes(patient: Patient, model: Model) -> Dating:
    """Real episodes with the amounts of a model that `refutation` has passed."""
    clock = patient.day(model)
    episodes: dict[str, Episodes] = {}
    onsets: dict[str, int] = {}
    for group in groups(patient, model):
        arrangement = arrange(group.puzzle, group.bounds)
        if arrangement is None:
            raise GaveUpError
        onsets |= arrangement.onsets
        episodes |= episodes_of(group, arrangement, clock)
    return Dating(episodes, onsets)


def groups(patient: Patient, model: Model) -> Iterator[Group]:
    """The groups of a model, each with what it says about their amounts."""
    families = {family.fact.name: family for family in patient.episodes()}
    inside = tuple(
        pair
        for pair in patient.parts()
        if any(name in families for name in pair)
        and all(name in families or patient.history(name) is not None for name in pair)
    )
    links = [
        *inside,
        *((name, f"onset of {f.onset.name}") for name, f in sorted(families.items()) if _open(f)),
    ]
    for names in _components(sorted(families), links):
        yield _group(patient, model, [families[name] for name in names if name in families], inside)


def _group(
    patient: Patient, model: Model, families: Sequence[EpisodesFamily], inside: tuple[tuple[str, str], ...]
) -> Group:
    """What a model says of some facts. An onset counts only where it bounds a window: then all it bounds are here."""
    names = {family.fact.name for family in families}
    own = tuple(pair for pair in inside if not names.isdisjoint(pair))
    histories = {name: patient.history(name) for pair in own for name in pair if name not in names}
    known = tuple((name, found.days) for name, found in sorted(histories.items()) if found is not None)
    onsets: dict[str, Ordered | Dated] = {
        family.onset.name: family.onset.family
        for family in families
        if _open(family) and family.onset.family is not None and model.holds(family.onset.exists())
    }
    bounds: list[Bound] = []
    for family in families:
        bounds += _amounts(family, model, onsets.keys())
    for name, onset in sorted(onsets.items()):
        bounds += _onset_bounds(name, onset.order, model)
    ranges = tuple((name, _onset_range(family, model)) for name, family in sorted(onsets.items()))
    puzzle = Puzzle(known, own, ranges)
    never = tuple(
        onset.never for onset in onsets.values() if isinstance(onset, Dated) and onset.never != FALSE
    )
    tied = bool(own) or any(isinstance(bound, Amount) and bound.onset for bound in bounds)
    return Group(tuple(sorted(names)), puzzle, tuple(bounds), never, tied)


def _open(family: EpisodesFamily) -> bool:
    return family.onset.family is not None and family.needs_dating()


def _components(names: Sequence[str], links: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    group = {name: {name} for name in [*names, *(name for link in links for name in link)]}
    for left, right in links:
        merged = group[left] | group[right]
        for name in merged:
            group[name] = merged
    return sorted({tuple(sorted(group[name])) for name in names})


def _amounts(family: EpisodesFamily, model: Model, onsets: object) -> Iterator[Amount]:
    for quantity, order in family.active(model):
        onset = family.onset.name if quantity.window.current else ""
        if onset and onset not in onsets:  # type: ignore[operator]
            continue
        series = (family.fact.name, quantity.kind)
        for at_least, value, literal in _limits(order, model):
            yield Amount(series, onset, quantity.window.days, at_least, value, literal)


def _limits(order: Order, model: Model) -> Iterator[tuple[bool, int, int]]:
    span = order.span(model)
    if span.low in order.variables:
        yield True, span.low, order.variables[span.low]
    if span.high is not None and span.high + 1 in order.variables:
        yield False, span.high, -order.variables[span.high + 1]


def _onset_bounds(name: str, order: Order, model: Model) -> Iterator[OnsetBound]:
    yield OnsetBound(name, True, order.low, TRUE)
    for at_least, value, literal in _limits(order, model):
        yield OnsetBound(name, at_least, value, literal)


def _onset_range(family: Ordered | Dated, model: Model) -> tuple[int, int | None]:
    preferred = family.value(model) if isinstance(family, Ordered) else family.days(model) or 0
    return preferred, family.order.high


# --- From counts to days ----------------------------------------------------------------------------------


def episodes_of(group: Group, arrangement: Arrangement, clock: date) -> dict[str, Episodes]:
    """Real episodes for an arrangement of the facts of a group."""
    days = _days(group, arrangement)
    found: dict[str, Episodes] = {}
    for name in group.facts:
        visits = [
            Visit(day_ago(clock, age), series[1])
            for series in arrangement.counts
            if series[0] == name and series[1]
            for age in _visit_ages(arrangement, series)
        ]
        stretches = _stretches(sorted(days.get(name, ())), clock)
        found[name] = tuple(sorted([*stretches, *visits], key=_when))
    return found


def _when(episode: Stretch | Visit) -> tuple[date, date]:
    return (episode.on, episode.on) if isinstance(episode, Visit) else (episode.start, episode.end)


def _days(group: Group, arrangement: Arrangement) -> dict[str, set[int]]:
    """Days of each fact, as days before the clock; a part takes its days before its whole does."""
    inside = group.puzzle.inside
    chosen: dict[str, set[int]] = {name: set(ages) for name, ages in group.puzzle.known.items()}
    first = {age for part, _ in inside for age in group.puzzle.known.get(part, ())}
    waiting = sorted(name for name, kind in arrangement.counts if not kind)
    while waiting:
        name = next(n for n in waiting if not any(part in waiting for part, whole in inside if whole == n))
        waiting.remove(name)
        parts = set().union(*(chosen.get(part, set()) for part, whole in inside if whole == name))
        wholes = [
            set(group.puzzle.known[w]) for part, w in inside if part == name and w in group.puzzle.known
        ]
        chosen[name] = set()
        for k, count in enumerate(arrangement.counts[name, ""]):
            ages = [age for age in _ages(group, arrangement, k) if all(age in whole for whole in wholes)]
            ages.sort(key=lambda age: (age not in parts, age not in first))
            if sum(age in parts for age in ages) > count or len(ages) < count:
                raise GaveUpError
            chosen[name] |= set(ages[:count])
    return chosen


def _ages(group: Group, arrangement: Arrangement, k: int) -> list[int]:
    """The days of a segment that may be needed, those next to the days of the segments beside it first."""
    start = arrangement.ends[k - 1] if k else -1
    assert start is not None
    end = arrangement.ends[k]
    if end is None:
        most = sum(sum(counts) for counts in arrangement.counts.values())
        known = [age for _, ages in group.puzzle.known_days for age in ages]
        return list(range(start + 1, max([start + 1 + most, *known]) + 1))
    goes_on = k + 1 < len(arrangement.ends) and any(
        counts[k + 1] for series, counts in arrangement.counts.items() if not series[1]
    )
    return list(range(end, start, -1)) if goes_on else list(range(start + 1, end + 1))


def _visit_ages(arrangement: Arrangement, series: Series) -> Iterator[int]:
    for k, count in enumerate(arrangement.counts[series]):
        start = arrangement.ends[k - 1] if k else -1
        end = arrangement.ends[k]
        assert start is not None
        for number in range(count):
            age = start + 1 + number
            yield age if end is None else min(age, end)


def _stretches(ages: Sequence[int], clock: date) -> Iterator[Stretch]:
    first = None
    for index, age in enumerate(ages):
        first = age if first is None else first
        if index + 1 == len(ages) or ages[index + 1] != age + 1:
            yield Stretch(day_ago(clock, age), day_ago(clock, first))
            first = None
