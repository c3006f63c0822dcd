"""Is there a real history with these amounts? An exact search over whole days.

Amounts are bounds on how many days (or visits) a series has in windows that end on the clock day. All windows
end on that day, so their starts and the onset of the current episode cut time into segments, and a history is,
per series, a number of days in each segment: no more than the segment has. A part has no more days than its
whole in any segment.

For a given onset the conditions on one series are bounds on differences along a chain, which two passes solve.
Between a part and its whole bounds are propagated, then split. An unknown onset is searched by halving: a
stretch of onsets that fails with all the room its ends allow holds none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import heapify, heappop, heappush
from itertools import pairwise, product

LIMIT = 20_000
_UNBOUNDED = 1_000_000

Series = tuple[str, str]
"""A fact and a kind of visit; "" for the days of its stretches."""
Box = tuple[tuple[int, int], ...]
"""Between which days each unknown onset lies."""
End = tuple[int, int] | None
"""Between which days a window ends; None is a window without end."""


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
    """A history within the bounds, or None when there is none; raises GaveUpError at the limit.

    Of several possible onsets it takes the one nearest to the preferred day.
    """
    amounts = tuple(bound for bound in bounds if isinstance(bound, Amount))
    names = sorted({amount.onset for amount in amounts if amount.onset} | puzzle.onsets.keys())
    preferred = [puzzle.onsets[name][0] for name in names]
    budget = [LIMIT]
    boxes = [
        (_nearness(box, preferred), box) for box in product(*(_onset_days(puzzle, n, bounds) for n in names))
    ]
    heapify(boxes)
    while boxes:
        box = heappop(boxes)[1]
        found = _within(puzzle, amounts, dict(zip(names, box, strict=True)), budget)
        if found is not None and all(low == high for low, high in box):
            return found
        if found is not None:
            for half in _halves(box):
                heappush(boxes, (_nearness(half, preferred), half))
    return None


def clashing(puzzle: Puzzle, bounds: tuple[Bound, ...]) -> tuple[Bound, ...]:
    """A minimal part of infeasible bounds that is infeasible."""
    kept = bounds
    for bound in bounds:
        fewer = tuple(other for other in kept if other is not bound)
        if arrange(puzzle, fewer) is None:
            kept = fewer
    return kept


def _onset_days(puzzle: Puzzle, name: str, bounds: tuple[Bound, ...]) -> list[tuple[int, int]]:
    """The onsets that need trying, in stretches that no window's end divides.

    Beyond the longest window and everything known an onset makes no difference, once there is room for all days.
    """
    preferred, highest = puzzle.onsets[name]
    amounts = [bound for bound in bounds if isinstance(bound, Amount)]
    own = [bound for bound in bounds if isinstance(bound, OnsetBound) and bound.fact == name]
    low = max([0, *(bound.value for bound in own if bound.at_least)])
    ends = [amount.days for amount in amounts if amount.days is not None]
    known = [day for _, days in puzzle.known_days for day in days]
    room = sum(amount.value for amount in amounts if amount.at_least)
    beyond = max([low, preferred, max([0, *ends, *known]) + room + 1])
    high = min(
        [beyond if highest is None else highest, *(bound.value for bound in own if not bound.at_least)]
    )
    high = min(high, beyond)
    if not any(amount.onset == name for amount in amounts):
        nearest = max(low, min(high, preferred))
        return [(nearest, nearest)] if low <= high else []
    cuts = sorted({cut for end in (*ends, preferred) for cut in (end, end + 1)} | {low, high + 1})
    return [(start, end - 1) for start, end in pairwise(cuts) if low <= start and end <= high + 1]


def _nearness(box: Box, preferred: list[int]) -> tuple[tuple[int, int], ...]:
    """How near the days of a box come to the preferred ones, the lower of two equally near first."""
    return tuple(
        (max(low - day, day - high, 0), low) for (low, high), day in zip(box, preferred, strict=True)
    )


def _halves(box: Box) -> list[Box]:
    place = next(index for index, (low, high) in enumerate(box) if low < high)
    low, high = box[place]
    middle = (low + high) // 2
    return [(*box[:place], half, *box[place + 1 :]) for half in ((low, middle), (middle + 1, high))]


def _within(
    puzzle: Puzzle, amounts: tuple[Amount, ...], onsets: Mapping[str, tuple[int, int]], budget: list[int]
) -> Arrangement | None:
    """A history with these onsets; where they are not single days, None proves that there is none."""
    windows = {amount: _window(amount, onsets) for amount in amounts}
    ends = _ends({end for end in windows.values() if end is not None} | set(onsets.values()))
    joined = {(name, "") for pair in puzzle.inside for name in pair if name not in puzzle.known}
    counted = sorted(joined | {amount.series for amount in amounts})
    rows = {series: _row(puzzle, series, ends) for series in counted}
    for amount, end in windows.items():
        if end is None or end in ends:
            rows[amount.series].bound(ends.index(end), amount)
    inside = [(part, whole) for part, whole in puzzle.inside if (part, "") in rows and (whole, "") in rows]
    found = _search(rows, inside, budget)
    if found is None:
        return None
    counts = {series: tuple(row.counts()) for series, row in found.items()}
    days = {name: low for name, (low, _) in onsets.items()}
    return Arrangement(days, tuple(end and end[0] for end in ends), counts)


def _window(amount: Amount, onsets: Mapping[str, tuple[int, int]]) -> End:
    """Where a window ends, between two days; None is never."""
    own = None if amount.days is None else (amount.days, amount.days)
    if not amount.onset:
        return own
    low, high = onsets[amount.onset]
    return own if own is not None and own[0] < high else (low, high)


def _ends(found: set[tuple[int, int]]) -> tuple[End, ...]:
    """Ends in order; one that may lie before or after another is left out, which only lets more through."""
    ends: list[End] = []
    for low, high in sorted(found):
        if not ends or ends[-1] is None or ends[-1][1] < low:
            ends.append((low, high))
    return (*ends, None)


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


def _row(puzzle: Puzzle, series: Series, ends: tuple[End, ...]) -> _Row:
    fact, kind = series
    size = len(ends)
    if kind:
        return _Row([0] * size, [_UNBOUNDED] * size, (0,) * size, [_UNBOUNDED] * size)
    segments = _segments(ends)
    most = [widest.stop - widest.start for _, widest in segments]
    for part, whole in puzzle.inside:
        if part == fact and whole in puzzle.known:
            days = puzzle.known[whole]
            most = [
                min(limit, _count(days, widest)) for limit, (_, widest) in zip(most, segments, strict=True)
            ]
    parts = {day for part, whole in puzzle.inside if whole == fact for day in puzzle.known.get(part, ())}
    least = tuple(_count(parts, narrowest) for narrowest, _ in segments)
    return _Row([0] * size, [_UNBOUNDED] * size, least, most)


def _segments(ends: tuple[End, ...]) -> list[tuple[range, range]]:
    """The days that certainly lie in each segment, and those that may."""
    starts = [(-1, -1), *(end for end in ends if end is not None)]
    last = (_UNBOUNDED, _UNBOUNDED)
    pairs = zip(starts, (end or last for end in ends), strict=True)
    return [
        (range(start[1] + 1, max(start[1], end[0]) + 1), range(start[0] + 1, end[1] + 1))
        for start, end in pairs
    ]


def _count(days: Collection[int], segment: range) -> int:
    return sum(day in segment for day in days)


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
