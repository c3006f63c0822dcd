"""Days in force: closed-open intervals from what was written, and what they leave open between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from policyc.check.findings import Findings
from policyc.model.calendar import Interval, day_before
from policylang import tree


def read_bounds(node: tree.Effective | None, findings: Findings) -> Interval | None:
    """The days of `effective …`; None where no day lies between the bounds, which is reported."""
    if node is None:
        return Interval()
    end = node.before
    if node.through is not None:
        end = node.through + timedelta(days=1) if node.through < date.max else None
    if node.from_date is not None and end is not None and node.from_date >= end:
        findings.add(
            "empty-interval",
            f"no day lies from {node.from_date} {_end_words(node)}",
            node.span,
            caption="in force on no day",
            help="`before` excludes its day, `through` includes it; correct one of the two dates",
        )
        return None
    return Interval(node.from_date, end)


def gaps(intervals: Sequence[Interval]) -> list[Interval]:
    """The stretches between intervals in which none of them is in force."""
    found = []
    ordered = sorted(intervals, key=start_key)
    reach = ordered[0].end if ordered else None
    for interval in ordered[1:]:
        if reach is not None and interval.start is not None and reach < interval.start:
            found.append(Interval(reach, interval.start))
        reach = _later_end(reach, interval.end)
    return found


def uncovered(days: Interval, intervals: Sequence[Interval]) -> list[Interval]:
    """The stretches of `days` in which none of the intervals is in force."""
    left = [days]
    for interval in intervals:
        left = [rest for piece in left for rest in _without(piece, interval)]
    return left


def cut(days: Interval, bounds: Iterable[date | None]) -> list[Interval]:
    """The days cut at every bound that lies inside them."""
    inside = {bound for bound in bounds if bound is not None and bound in days and bound != days.start}
    starts = [days.start, *sorted(inside)]
    ends = [*sorted(inside), days.end]
    return [Interval(start, end) for start, end in zip(starts, ends, strict=True)]


def interval_words(interval: Interval) -> str:
    """`from 2024-01-01 through 2024-02-29`, and so for open ends."""
    if interval.start is None and interval.end is None:
        return "on every day"
    last = day_before(interval.end) if interval.end else None
    if last is not None and last == interval.start:
        return f"on {last}"
    start = f"from {interval.start}" if interval.start else ""
    return f"{start} through {last}".strip() if last else f"{start} on"


def days_words(intervals: Iterable[Interval]) -> str:
    """Several intervals in order, neighbours joined."""
    joined: list[Interval] = []
    for interval in sorted(intervals, key=start_key):
        if joined and joined[-1].end is not None and joined[-1].end == interval.start:
            joined[-1] = Interval(joined[-1].start, interval.end)
        else:
            joined.append(interval)
    return ", ".join(interval_words(interval) for interval in joined)


def start_key(interval: Interval) -> date:
    """Sorts by the first day; an open start comes first."""
    return interval.start or date.min


def _later_end(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _without(days: Interval, other: Interval) -> list[Interval]:
    shared = days.meet(other)
    if shared is None:
        return [days]
    rests = []
    if shared.start is not None and shared.start != days.start:
        rests.append(Interval(days.start, shared.start))
    if shared.end is not None and shared.end != days.end:
        rests.append(Interval(shared.end, days.end))
    return rests


def _end_words(node: tree.Effective) -> str:
    return f"through {node.through}" if node.through is not None else f"before {node.before}"
