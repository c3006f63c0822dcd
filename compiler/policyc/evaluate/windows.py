"""Counting days and visits of an episodes fact.

Every window ends on the clock day, which it includes; a day after the clock has not happened and never counts.
`within the last N` begins N before the clock, that day included. `for the current episode` begins on the day
of onset. Where the onset is not known the count has a lower and an upper bound: the later the onset, the fewer
days and visits are left, so the latest and the earliest onset that the fact allows give the two.
"""

from __future__ import annotations

from datetime import date, timedelta

from policyc.evaluate.kleene import FALSE, TRUE, UNKNOWN
from policyc.evaluate.situation import Knowledge
from policyc.model.calendar import days_of
from policyc.model.conditions import AtLeastDays, AtLeastVisits, Window
from policyc.model.facts import Episodes, Fact, FactKind, Moment, Stretch, Visit
from policyc.model.verdict import Truth


def enough_days(condition: AtLeastDays, known: Knowledge) -> Truth:
    """Whether the stretches cover enough distinct days of the window."""
    episodes = known.values.get(condition.fact)
    if not isinstance(episodes, tuple):
        return UNKNOWN
    least = days_of(condition.length, known.clock)
    fewest, most = (
        covered_days(episodes, start, known.clock) if start else 0
        for start in window_starts(condition.window, condition.fact, known)
    )
    return _between(fewest, most, least)


def enough_visits(condition: AtLeastVisits, known: Knowledge) -> Truth:
    """Whether there are enough visits of the kind in the window."""
    episodes = known.values.get(condition.fact)
    if not isinstance(episodes, tuple):
        return UNKNOWN
    fewest, most = (
        visits(episodes, condition.kind, start, known.clock) if start else 0
        for start in window_starts(condition.window, condition.fact, known)
    )
    return _between(fewest, most, condition.least)


def window_starts(window: Window, fact: str, known: Knowledge) -> tuple[date | None, date | None]:
    """The latest and the earliest day on which the window may begin; None where it has no day at all."""
    begin = date.min
    if window.last is not None:
        begin = known.clock - timedelta(days=days_of(window.last, known.clock))
    if not window.current_episode:
        return begin, begin
    latest, earliest = onsets(known.policy.facts[fact].current_episode_since or "", known)
    return latest and max(begin, latest), earliest and max(begin, earliest)


def onsets(name: str, known: Knowledge) -> tuple[date | None, date | None]:
    """The latest and the earliest day of onset; None when there may have been, or was, no onset."""
    fact, value = known.policy.facts[name], known.values.get(name)
    if isinstance(value, date):
        return value, value
    if value is Moment.NEVER:
        return None, None
    if isinstance(value, int):
        onset = days_back(known.clock, value)
        return onset, onset
    earliest = days_back(known.clock, fact.high)
    return latest_onset(fact, value is Moment.SOME_DAY, known.clock), earliest


def latest_onset(fact: Fact, happened: bool, clock: date) -> date | None:
    """The latest day on which an unknown onset may lie; None where it may not have happened at all."""
    if fact.never_possible and not happened:
        return None
    return days_back(clock, fact.low if fact.kind is FactKind.DURATION else 0)


def covered_days(episodes: Episodes, start: date, clock: date) -> int:
    """How many days from `start` through `clock` lie in a stretch, each counted once."""
    days, reached = 0, start.toordinal() - 1
    for stretch in sorted(episode for episode in episodes if isinstance(episode, Stretch)):
        first = max(stretch.start.toordinal(), reached + 1)
        last = min(stretch.end, clock).toordinal()
        if first <= last:
            days, reached = days + last - first + 1, last
    return days


def visits(episodes: Episodes, kind: str, start: date, clock: date) -> int:
    """How many visits of a kind lie from `start` through `clock`."""
    return sum(
        isinstance(episode, Visit) and episode.kind == kind and start <= episode.on <= clock
        for episode in episodes
    )


def days_back(clock: date, days: int) -> date:
    """The day so many days before the clock, or the first day there is."""
    return date.fromordinal(max(clock.toordinal() - days, 1))


def _between(fewest: int, most: int, least: int) -> Truth:
    if fewest >= least:
        return TRUE
    return FALSE if most < least else UNKNOWN
