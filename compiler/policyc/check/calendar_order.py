"""Weeks against months: thresholds on one quantity whose order depends on the date.

13 weeks are 91 days; 3 months are 89 to 92. On some dates one is longer, on some the other, and a text that
uses both for one fact says different things on different days. Thresholds whose ranges of days do not overlap,
like 6 weeks and 3 months, are in order on every day, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from policyc.check.epoch_conditions import conditions_of
from policyc.check.findings import Findings
from policyc.check.lengths import day_range, order_depends_on_date
from policyc.model.calendar import Length
from policyc.model.conditions import (
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Since,
    Within,
    walk,
)
from policyc.model.program import Epoch
from policylang.diagnostic import Label
from policylang.source import Span

Threshold = tuple[Length, Span | None]


def check_calendar_order(epoch: Epoch, findings: Findings) -> None:
    """Report each pair of lengths of one quantity of the epoch that no calendar puts in order."""
    by_quantity: dict[tuple[object, ...], dict[Length, Span | None]] = {}
    for condition in conditions_of(epoch):
        for node in walk(condition):
            for quantity, length in _thresholds(node):
                by_quantity.setdefault(quantity, {}).setdefault(length, node.span)
    for quantity, lengths in by_quantity.items():
        for one, other in combinations(lengths.items(), 2):
            if order_depends_on_date(one[0], other[0]):
                _report(str(quantity[0]), one, other, findings)


def _thresholds(node: Condition) -> Iterator[tuple[tuple[object, ...], Length]]:
    """The lengths a condition compares with, each under the quantity it is compared to."""
    match node:
        case Compare(fact=fact, value=Length() as length):
            yield (fact,), length
        case Within(fact=fact, length=length) | Since(fact=fact, length=length):
            yield (fact,), length
        case AtLeastDays(fact=fact, length=length, window=window):
            yield (fact, "amount", window), length
            if window.last is not None:
                yield (fact, "window"), window.last
        case AtLeastVisits(fact=fact, window=window) if window.last is not None:
            yield (fact, "window"), window.last


def _report(fact: str, one: Threshold, other: Threshold, findings: Findings) -> None:
    first, second = sorted((one, other), key=lambda threshold: threshold[1] or Span("", 0, 0, 0, 0))
    findings.add(
        "order-depends-on-date",
        f"whether {first[0]} or {second[0]} of `{fact}` are longer depends on the date",
        second[1],
        caption=_days(second[0]),
        labels=(Label(first[1], _days(first[0])),) if first[1] else (),
        help="use the same unit in both places, if the source lets you",
    )


def _days(length: Length) -> str:
    least, most = day_range(length)
    return f"{length} are {least} days" if least == most else f"{length} are {least} to {most} days"
