"""Is there a real history with these amounts? An exact search over whole days.

Amounts are bounds on how many days (or visits) a series has in windows that end on the clock day. All windows
end on that day, so their starts and the onset of the current episode cut time into segments, and a history is,
per series, a number of days in each segment: no more than the segment has. A part has no more days than its
whole in any segment. Where the onset is unknown it is tried, the preferred day first.

Without a part and a whole among the unknown series the conditions are bounds on differences along a chain,
solved by two passes; then only those onsets need trying at which some bound can become tight. Otherwise bounds
are propagated and the search splits them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

LIMIT = 20_000
_UNBOUNDED = 1_000_000

Series = tuple[str, str]
"""A fact and a kind of visit; "" for the days of its stretches."""


@dataclass(frozen=True, slots=True)
class Amount:
    """At least (or, not `at_least`, at most) `value` of a series in the last `days` days (None: ever).

    `onset` names the fact whose onset bounds the window further, or is "". `literal` is what says so.
    """

    series: Series
    onset: str
    days: int | None
    at_least: bool
    value: int
    literal: int


@dataclass(frozen=True, slots=True)
class OnsetBound:
    """The onset lies at least (or at most) so many days before the clock."""

    fact: str
    at_least: bool
    value: int
    literal: int


Bound = Amount | OnsetBound


@dataclass(frozen=True, slots=True)
class Puzzle:
    """What does not depend on the bounds: known days (as days before the clock, sorted), which fact is part of
    which (transitively), and each unknown onset's preferred day and greatest value.
    """

    known_days: tuple[tuple[str, tuple[int, ...]], ...]
    inside: tuple[tuple[str, str], ...]
    onset_range: tuple[tuple[str, tuple[int, int | None]], ...]

    @property
    def known(self) -> Mapping[str, tuple[int, ...]]:
        """The known days by fact."""
        return dict(self.known_days)

    @property
    def onsets(self) -> Mapping[str, tuple[int, int | None]]:
        """The unknown onsets by fact."""
        return dict(self.onset_range)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Onsets in days before the clock; the last day before the clock of each segment (None: without end); and
    how many days of each series lie in each segment.
    """

    onsets: Mapping[str, int]
    ends: tuple[int | None, ...]
    counts: Mapping[Series, tuple[int, ...]]


class GaveUpError(Exception):
    """The search reached its limit; the caller answers unknown."""


@lru_cache(maxsize=8192)
def arrange(puzzle: Puzzle, bounds: tuple[Bound, ...]) -> Arrangement | None:
    """A history within the bounds, or None when there is none; raises GaveUpError at the limit."""
    amounts = tuple(bound for bound in bounds if isinstance(bound, Amount))
    names = sorted({amount.onset for amount in amounts if amount.onset} | puzzle.onsets.keys())
    ranges = [_onset_days(puzzle, name, bounds, amounts) for name in names]
    budget = [LIMIT]
    for days in product(*ranges):
        found = _at_onsets(puzzle, amounts, dict(zip(names, days, strict=True)), budget)
        if found:
            return found
    return None


def clashing(puzzle: Puzzle, bounds: tuple[Bound, ...]) -> tuple[Bound, ...]:
    """A minimal part of infeasible bounds that is infeasible."""
    kept = bounds
    for bound in bounds:
        fewer = tuple(other for other in kept if other is not bound)
        if arrange(puzzle, fewer) is None:
            kept = fewer
    return kept


def _onset_days(
    puzzle: Puzzle, name: str, bounds: tuple[Bound, ...], amounts: tuple[Amount, ...]
) -> list[int]:
    """The onsets worth trying, nearest to the preferred one first."""
    preferred, highest = puzzle.onsets[name]
    own = [bound for bound in bounds if isinstance(bound, OnsetBound) and bound.fact == name]
    low = max([0, *(bound.value for bound in own if bound.at_least)])
    longest = max(
        [0, *(amount.days or 0 for amount in amounts), *(d for days in puzzle.known.values() for d in days)]
    )
    beyond = max(low, longest + max([0, *(amount.value for amount in amounts if amount.at_least)]) + 1)
    high = min(
        [beyond if highest is None else highest, *(bound.value for bound in own if not bound.at_least)]
    )
    if not any(amount.onset == name for amount in amounts):
        return [max(low, min(high, preferred))] if low <= high else []
    days = range(low, min(high, max(beyond, preferred)) + 1)
    if not puzzle.inside and not puzzle.known:
        days = sorted(_turning_points(amounts, low, high, preferred).intersection(days))  # type: ignore[assignment]
    return sorted(days, key=lambda day: (abs(day - preferred), day))


def _turning_points(amounts: tuple[Amount, ...], low: int, high: int, preferred: int) -> set[int]:
    """Where the feasible onsets can begin or end, a bound being tight there."""
    ends = {amount.days for amount in amounts if amount.days is not None} | {-1}
    least = {amount.value for amount in amounts if amount.at_least} | {0}
    most = {amount.value for amount in amounts if not amount.at_least} | {0}
    slack = {a - b for a in least for b in most}
    near = {end + sign * gap for end in ends for gap in slack for sign in (1, -1)} | {
        value - 1 for value in least
    }
    return {low, high, max(low, min(high, preferred))} | {day + step for day in near for step in (-1, 0, 1)}


def _at_onsets(
    puzzle: Puzzle, amounts: tuple[Amount, ...], onsets: dict[str, int], budget: list[int]
) -> Arrangement | None:
    windows = {amount: _window(amount, onsets) for amount in amounts}
    finite = {days for days in windows.values() if days is not None} | set(onsets.values())
    ends: tuple[int | None, ...] = (*sorted(finite), None)
    rows = {series: _row(puzzle, series, ends) for series in sorted({amount.series for amount in amounts})}
    for amount, days in windows.items():
        rows[amount.series].bound(ends.index(days), amount)
    inside = [(part, whole) for part, whole in puzzle.inside if (part, "") in rows and (whole, "") in rows]
    found = _search(rows, inside, budget)
    if found is None:
        return None
    counts = {series: tuple(row.counts()) for series, row in found.items()}
    return Arrangement(onsets, ends, counts)


def _window(amount: Amount, onsets: Mapping[str, int]) -> int | None:
    if not amount.onset:
        return amount.days
    onset = onsets[amount.onset]
    return onset if amount.days is None else min(onset, amount.days)


@dataclass(slots=True)
class _Row:
    """A series: bounds on its running total at the end of each segment, and on its growth in each."""

    low: list[int]
    high: list[int]
    least: tuple[int, ...]
    most: list[int]

    def bound(self, index: int, amount: Amount) -> None:
        if amount.at_least:
            self.low[index] = max(self.low[index], amount.value)
        else:
            self.high[index] = min(self.high[index], amount.value)

    def tighten(self) -> bool:
        """Propagate along the chain; False when nothing is left."""
        low, high = self.low, self.high
        low[0], high[0] = max(low[0], self.least[0]), min(high[0], self.most[0])
        for k in range(1, len(low)):
            low[k] = max(low[k], low[k - 1] + self.least[k])
            high[k] = min(high[k], high[k - 1] + self.most[k])
        for k in range(len(low) - 1, 0, -1):
            low[k - 1] = max(low[k - 1], low[k] - self.most[k])
            high[k - 1] = min(high[k - 1], high[k] - self.least[k])
        return all(a <= b for a, b in zip(low, high, strict=True)) and high[0] >= 0

    def growth(self, k: int) -> tuple[int, int]:
        """The least and the most of segment k, given the totals."""
        before_low, before_high = (self.low[k - 1], self.high[k - 1]) if k else (0, 0)
        return max(self.least[k], self.low[k] - before_high), min(self.most[k], self.high[k] - before_low)

    def counts(self) -> Iterator[int]:
        """The growth of the least solution."""
        return (total - before for before, total in zip([0, *self.low], self.low, strict=False))

    def copy(self) -> _Row:
        return replace(self, low=list(self.low), high=list(self.high), least=self.least, most=list(self.most))


def _row(puzzle: Puzzle, series: Series, ends: tuple[int | None, ...]) -> _Row:
    fact, kind = series
    size = len(ends)
    if kind:
        return _Row([0] * size, [_UNBOUNDED] * size, (0,) * size, [_UNBOUNDED] * size)
    most = segment_sizes(ends)
    for part, whole in puzzle.inside:
        if part == fact and whole in puzzle.known:
            most = [min(a, b) for a, b in zip(most, per_segment(puzzle.known[whole], ends), strict=True)]
    parts = {day for part, whole in puzzle.inside if whole == fact for day in puzzle.known.get(part, ())}
    return _Row([0] * size, [_UNBOUNDED] * size, tuple(per_segment(sorted(parts), ends)), most)


def segment_sizes(ends: tuple[int | None, ...]) -> list[int]:
    """How many days each segment has; the clock day is the first day of the first."""
    starts = [-1, *(end for end in ends if end is not None)]
    return [_UNBOUNDED if end is None else end - start for start, end in zip(starts, ends, strict=True)]


def per_segment(days: tuple[int, ...] | list[int], ends: tuple[int | None, ...]) -> list[int]:
    """How many of the days lie in each segment."""
    totals = [sum(end is None or day <= end for day in days) for end in ends]
    return [total - before for before, total in zip([0, *totals], totals, strict=False)]


def _search(
    rows: dict[Series, _Row], inside: list[tuple[str, str]], budget: list[int]
) -> dict[Series, _Row] | None:
    budget[0] -= 1
    if budget[0] < 0:
        raise GaveUpError
    if not _propagate(rows, inside):
        return None
    open_rows = [
        (series, k)
        for series in _joined(inside)
        for k in range(len(rows[series].low))
        if _open(rows[series], k)
    ]
    if not open_rows:
        return rows
    simple = _parts_first(rows, inside)
    if simple is not None:
        return simple
    series, k = open_rows[0]
    middle = (rows[series].low[k] + rows[series].high[k]) // 2
    for low, high in ((rows[series].low[k], middle), (middle + 1, rows[series].high[k])):
        branch = {name: row.copy() for name, row in rows.items()}
        branch[series].low[k], branch[series].high[k] = low, high
        found = _search(branch, inside, budget)
        if found:
            return found
    return None


def _parts_first(rows: dict[Series, _Row], inside: list[tuple[str, str]]) -> dict[Series, _Row] | None:
    """The history in which each part, before its whole, has its days as long ago as it can; it often exists."""
    found = {name: row.copy() for name, row in rows.items()}
    waiting = _joined(inside)
    while waiting:
        series = next(
            name
            for name in waiting
            if not any((part, "") in waiting for part, whole in inside if whole == name[0])
        )
        waiting.remove(series)
        if not found[series].tighten():
            return None
        counts = list(found[series].counts())
        for whole in (found[large, ""] for part, large in inside if part == series[0]):
            whole.least = tuple(max(pair) for pair in zip(whole.least, counts, strict=True))
    return found


def _joined(inside: list[tuple[str, str]]) -> list[Series]:
    return sorted({(name, "") for pair in inside for name in pair})


def _open(row: _Row, k: int) -> bool:
    return row.low[k] < row.high[k]


def _propagate(rows: dict[Series, _Row], inside: list[tuple[str, str]]) -> bool:
    """Bounds to a fixed point; False when one is empty."""
    while True:
        if not all(row.tighten() for row in rows.values()):
            return False
        changed = False
        for part, whole in inside:
            small, large = rows[part, ""], rows[whole, ""]
            for k in range(len(small.low)):
                least = small.growth(k)[0]
                most = large.growth(k)[1]
                if least > large.least[k]:
                    large.least = (*large.least[:k], least, *large.least[k + 1 :])
                    changed = True
                if most < small.most[k]:
                    small.most[k] = most
                    changed = True
        if not changed:
            return True
