"""Episodes of one patient as solver variables, and the laws that hold between their amounts.

Each (fact, window) is one quantity, and each (fact, kind of visit, window) another; a window is a number of
days counted back from the clock (None: ever), bounded or not by the onset of the current episode. A window in
months is several windows in days, of which the calendar class says the one that counts. So the laws are plain
arithmetic, true of every patient on every date: write f(d) for the days covered within the last d days; then
f grows with d, by at most one for each further day, and f(d) <= d + 1. With an onset x days ago, the amount of
the current episode within d days is f(min(d, x)).

Pairwise clauses are exact for fixed windows. They are not for an unknown onset or for a part and its whole:
there `dating` has the last word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations

from policyc.model.conditions import Window
from policyc.model.facts import Episodes, Fact, Stretch, Visit
from policyc.prove.families import Dated, Family, Order, Ordered
from policyc.prove.gates import FALSE, TRUE, Gates
from policyc.prove.solver import Model


@dataclass(frozen=True, slots=True)
class WindowDays:
    """A window of so many days before the clock day (None: without end), bounded by the onset or not."""

    current: bool
    days: int | None

    def inside(self, other: WindowDays) -> bool:
        """Every day of this window is a day of the other, whatever the onset."""
        if other.current and not self.current:
            return False
        return other.days is None or (self.days is not None and self.days <= other.days)

    def order(self) -> tuple[bool, bool, int]:
        """A key that sorts windows, the unbounded ones last."""
        return (self.current, self.days is None, self.days or 0)


@dataclass(frozen=True, slots=True)
class Onset:
    """When the current episode began: known days before the clock (None: there is none), or a family."""

    days: int | None = None
    family: Ordered | Dated | None = None
    name: str = ""

    def at_least(self, days: int) -> int:
        """The literal of an onset at least so many days ago; false when there is no current episode."""
        if self.family is None:
            return TRUE if self.days is not None and self.days >= days else FALSE
        return (
            self.family.at_least(days) if isinstance(self.family, Dated) else self.family.order.at_least(days)
        )

    def exists(self) -> int:
        """The literal of there being a current episode."""
        return self.at_least(0)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is counted: days of stretches ("") or visits of a kind, in a window."""

    kind: str
    window: WindowDays

    def order(self) -> tuple[str, tuple[bool, bool, int]]:
        """A key that sorts quantities."""
        return (self.kind, self.window.order())


@dataclass(frozen=True, slots=True)
class History:
    """Known episodes: the days covered and the visits of each kind, as sorted days before the clock."""

    days: tuple[int, ...]
    visits: dict[str, tuple[int, ...]]

    def series(self, kind: str) -> tuple[int, ...]:
        """The days counted for a kind of visit, or for stretches ("")."""
        return self.visits.get(kind, ()) if kind else self.days


def history(episodes: Episodes, clock: date) -> History:
    """What known episodes amount to; days after the clock count nowhere."""
    days: set[int] = set()
    visits: dict[str, list[int]] = {}
    for episode in episodes:
        if isinstance(episode, Stretch):
            days.update(range(max(0, (clock - episode.end).days), (clock - episode.start).days + 1))
        elif episode.on <= clock:
            visits.setdefault(episode.kind, []).append((clock - episode.on).days)
    return History(tuple(sorted(days)), {kind: tuple(sorted(ages)) for kind, ages in visits.items()})


def known_amount(ages: tuple[int, ...], window: WindowDays, least: int, onset: Onset) -> int:
    """The literal of `at least so many` of known days in a window, whose onset may be unknown."""
    if least <= 0:
        return TRUE
    if least > len(ages) or (window.days is not None and ages[least - 1] > window.days):
        return FALSE
    return onset.at_least(ages[least - 1]) if window.current else TRUE


class EpisodesFamily(Family):
    """The quantities of an episodes fact that is not known. `written` is how the window of each is written."""

    def __init__(self, gates: Gates, fact: Fact, onset: Onset) -> None:
        super().__init__(gates, fact)
        self.onset = onset
        self.quantities: dict[Quantity, Order] = {}
        self.guards: dict[Quantity, list[int]] = {}
        self._ordered: list[tuple[Quantity, Order]] = []
        self.written: dict[Quantity, Window] = {}

    def at_least(self, quantity: Quantity, least: int, guard: int, written: Window) -> int:
        """The literal of an amount of at least so many in a window that counts when the guard holds."""
        window = quantity.window
        if window.current and self.onset.family is None:
            if self.onset.days is None:
                return TRUE if least <= 0 else FALSE
            days = self.onset.days if window.days is None else min(window.days, self.onset.days)
            quantity = Quantity(quantity.kind, WindowDays(False, days))
        if quantity not in self.quantities:
            days_most = quantity.window.days
            most = None if quantity.kind or days_most is None else days_most + 1
            self.quantities[quantity] = Order(self.gates, 0, most)
            self.guards[quantity] = []
            self.written[quantity] = written
        if guard not in self.guards[quantity]:
            self.guards[quantity].append(guard)
        return self.quantities[quantity].at_least(least)

    def ordered(self) -> list[tuple[Quantity, Order]]:
        """The quantities in a fixed order."""
        if len(self._ordered) < len(self.quantities):
            self._ordered = sorted(self.quantities.items(), key=lambda item: item[0].order())
        return self._ordered

    def choices(self) -> Iterator[list[int]]:
        """Only no episode at all; `steps` goes on amount by amount."""
        yield [-order.variables[order.thresholds[0]] for _, order in self.ordered() if order.thresholds]

    def steps(self) -> Iterator[int]:
        """Wishes in turn: every amount below each of its thresholds, the highest threshold first."""
        for _, order in self.ordered():
            yield from (-order.variables[threshold] for threshold in reversed(order.thresholds))

    def variables(self) -> list[int]:
        """One for each threshold of each amount."""
        return [variable for _, order in self.ordered() for variable in order.variables.values()]

    def pins(self, model: Model) -> list[int]:
        """The span of every amount."""
        return [pin for _, order in self.ordered() for pin in order.pins(order.span(model))]

    def active(self, model: Model) -> Iterator[tuple[Quantity, Order]]:
        """The quantities that count on the model's date."""
        return (
            (quantity, order)
            for quantity, order in self.ordered()
            if any(model.holds(guard) for guard in self.guards[quantity])
        )

    def needs_dating(self) -> bool:
        """An onset is unknown and bounds some window."""
        return any(quantity.window.current for quantity in self.quantities)


def require_laws(gates: Gates, family: EpisodesFamily) -> None:
    """Assert what ties the amounts of one fact together."""
    for quantity, order in family.ordered():
        if quantity.window.current:
            _bounded_by_onset(gates, quantity, order, family.onset)
    for (inner, small), (outer, large) in permutations(family.ordered(), 2):
        if inner.kind != outer.kind:
            continue
        if inner.window.inside(outer.window):
            _at_most(gates, small, large)
            if inner.window.current == outer.window.current and not inner.kind:
                _grows_slowly(gates, small, large, inner.window.days, outer.window.days)
        if inner.window.current:
            _current_and_other(gates, (inner, small), (outer, large), family.onset)


def require_part(gates: Gates, part: EpisodesFamily, whole: EpisodesFamily) -> None:
    """Assert that each amount of a part is at most that of its whole."""
    same_onset = part.onset == whole.onset
    for inner, small in part.ordered():
        for outer, large in whole.ordered():
            comparable = same_onset or not outer.window.current
            if not inner.kind and not outer.kind and comparable and inner.window.inside(outer.window):
                _at_most(gates, small, large)


def require_known_part(gates: Gates, ages: tuple[int, ...], whole: EpisodesFamily) -> None:
    """Assert that a whole has at least the known days of its part."""
    for quantity, order in whole.ordered():
        if not quantity.kind:
            for threshold in order.thresholds:
                known = known_amount(ages, quantity.window, threshold, whole.onset)
                gates.require(-known, order.variables[threshold])


def require_known_whole(gates: Gates, part: EpisodesFamily, ages: tuple[int, ...]) -> None:
    """Assert that a part has at most the known days of its whole."""
    for quantity, order in part.ordered():
        if not quantity.kind:
            for threshold in order.thresholds:
                known = known_amount(ages, quantity.window, threshold, part.onset)
                gates.require(known, -order.variables[threshold])


def _bounded_by_onset(gates: Gates, quantity: Quantity, order: Order, onset: Onset) -> None:
    for threshold in order.thresholds:
        reach = 0 if quantity.kind else threshold - 1
        gates.require(-order.variables[threshold], onset.at_least(reach))


def _current_and_other(
    gates: Gates, current: tuple[Quantity, Order], other: tuple[Quantity, Order], onset: Onset
) -> None:
    """The amount of the current episode is f(min(d, x)); the other is f(w), or f(min(w, x))."""
    (inner, small), (outer, large) = current, other
    days, width = inner.window.days, outer.window.days
    if outer.window.current:
        if width is not None and (days is None or days > width):
            _at_most(gates, small, large, -onset.at_least(width + 1))
        return
    if width is not None and (days is None or width <= days):
        _at_most(gates, large, small, onset.at_least(width))
        _at_most(gates, small, large, -onset.at_least(width + 1))
    elif days is not None:
        began_before = onset.at_least(days)
        if not inner.kind:
            _grows_slowly(gates, small, large, days, width, began_before)


def _at_most(gates: Gates, small: Order, large: Order, guard: int = TRUE) -> None:
    for threshold in small.thresholds:
        gates.require(-guard, -small.variables[threshold], large.floor(threshold))


def _grows_slowly(
    gates: Gates, small: Order, large: Order, inner: int | None, outer: int | None, guard: int = TRUE
) -> None:
    """The longer window exceeds the shorter by at most the days it is longer."""
    if inner is None or outer is None:
        return
    for threshold in large.thresholds:
        gates.require(-guard, -large.variables[threshold], small.floor(threshold - (outer - inner)))


def day_ago(clock: date, days: int) -> date:
    """The day so many days before the clock."""
    return clock - timedelta(days=days)


__all__ = ["EpisodesFamily", "History", "Onset", "Quantity", "Visit", "WindowDays", "history"]
