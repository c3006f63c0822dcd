"""One history for two patients: the same dated episodes seen with two onsets, or with some episodes more.

Where the onset of the current episode moves, both patients had the same treatment on the same days; where one had
more of it, the other's days are among theirs. Both are one puzzle of `prove.dating`: what belongs to the right
patient alone goes under a name of its own there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from policyc.prove.dating import Amount, Bound, OnsetBound, Puzzle, arrange, clashing
from policyc.prove.histories import Dating, Group, episodes_of, groups
from policyc.prove.patient import Patient
from policyc.prove.solver import Model
from policyc.prove.twins import of_left, of_right

OF_THE_OTHER = " of the other"


@dataclass(frozen=True, slots=True)
class Fixed:
    """An onset that has to lie so many days before the clock on either side; `literal` says so."""

    onset: str
    left: int
    right: int
    literal: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Why two models have no history in common: a clause of literals of both that every real pair satisfies."""

    clause: tuple[int, ...]


def shared_history(
    patient: Patient,
    models: tuple[Model, Model],
    other: Collection[str],
    grown: Collection[str],
    fixed: Fixed | None,
) -> tuple[Dating, Dating] | Clash:
    """The episodes and onsets of both patients, who differ in these `other` onsets and episodes alone.

    Of the `grown` among them the right patient has the days of the left one, and may have more.

    Raises GaveUpError when the search for a history reached its limit.
    """
    clock = patient.day(models[0])
    left, right = Dating({}, {}), Dating({}, {})
    for ours, theirs in zip(groups(patient, models[0]), groups(patient, models[1]), strict=True):
        group = _joined(ours, theirs, other, grown, fixed)
        found = arrange(group.puzzle, group.bounds)
        if found is None:
            clash = clashing(group.puzzle, group.bounds)
            never = [*map(of_left, ours.never), *map(of_right, theirs.never)]
            return Clash((*(-bound.literal for bound in clash), *never))
        episodes = episodes_of(group, found, clock)
        for name in ours.facts:
            left.episodes[name] = episodes.get(name, ())
            right.episodes[name] = episodes.get(name + OF_THE_OTHER, left.episodes[name])
        for name, days in found.onsets.items():
            if not name.endswith(OF_THE_OTHER):
                left.onsets[name] = days
                right.onsets.setdefault(name, days)
            else:
                right.onsets[name.removesuffix(OF_THE_OTHER)] = days
    return left, right


def _joined(
    ours: Group, theirs: Group, differing: Collection[str], grown: Collection[str], fixed: Fixed | None
) -> Group:
    """The groups of both sides as one."""
    other = {name: name + OF_THE_OTHER for name in differing}
    inside = dict.fromkeys(ours.puzzle.inside)
    inside |= dict.fromkeys(
        (other.get(part, part), other.get(whole, whole)) for part, whole in ours.puzzle.inside
    )
    inside |= dict.fromkeys((name, other[name]) for name in ours.facts if name in grown)
    ranges = dict(ours.puzzle.onset_range)
    ranges |= {other.get(name, name): found for name, found in theirs.puzzle.onset_range}
    bounds: list[Bound] = [replace(bound, literal=of_left(bound.literal)) for bound in ours.bounds]
    bounds += [_renamed(bound, other) for bound in theirs.bounds]
    if fixed is not None:
        for name, value in ((fixed.onset, fixed.left), (other[fixed.onset], fixed.right)):
            if name in ranges:
                ranges[name] = (value, ranges[name][1])
                bounds += [OnsetBound(name, at_least, value, fixed.literal) for at_least in (True, False)]
    puzzle = Puzzle(ours.puzzle.known_days, _closed(tuple(inside)), tuple(sorted(ranges.items())))
    facts = (*ours.facts, *(other[name] for name in ours.facts if name in other))
    return Group(facts, puzzle, tuple(bounds), (), True)


def _renamed(bound: Bound, other: dict[str, str]) -> Bound:
    literal = of_right(bound.literal)
    if isinstance(bound, OnsetBound):
        return replace(bound, fact=other.get(bound.fact, bound.fact), literal=literal)
    return replace(
        bound, series=_series(bound, other), onset=other.get(bound.onset, bound.onset), literal=literal
    )


def _series(bound: Amount, other: dict[str, str]) -> tuple[str, str]:
    fact, kind = bound.series
    return other.get(fact, fact), kind


def _closed(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """With what follows: a part of a part is a part."""
    found = set(pairs)
    while more := set(_composed(found)) - found:
        found |= more
    return tuple(sorted(found))


def _composed(pairs: Collection[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((part, whole) for part, middle in pairs for inner, whole in pairs if middle == inner)
