"""A stretch of values between two thresholds in words: `exactly 6 weeks of pain`, `18 to 64 years of age`."""

from __future__ import annotations

from dataclasses import dataclass, field

from policyc.graph.words import counted, quantity_words
from policyc.model.calendar import Length
from policyc.model.facts import Fact, FactKind


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a new stretch of values begins: at a threshold (offset 0), or just after it (offset 1).

    `at` is that value in the fact's own unit, which for a threshold in months depends on the date; so it takes no
    part in equality.
    """

    at: int = field(compare=False)
    threshold: int | Length
    offset: int


def gap_words(fact: Fact, low: Edge, high: Edge) -> str:
    """The values from one edge up to, but not including, another, of a fact in backquotes."""
    values = _values(fact, low, high)
    return f"`{fact.name}` {values} ago" if fact.kind is FactKind.DATE else f"{values} of `{fact.name}`"


def depends_on_date(*edges: Edge) -> bool:
    """Whether what an edge comes to in days depends on the date."""
    return any(isinstance(edge.threshold, Length) and edge.threshold.months is not None for edge in edges)


def _values(fact: Fact, low: Edge, high: Edge) -> str:
    if low.threshold == high.threshold:
        return f"exactly {_said(fact, low.threshold)}"
    if depends_on_date(low, high):
        first = f"{'more than' if low.offset else 'at least'} {_said(fact, low.threshold)}"
        last = f"{'at most' if high.offset else 'less than'} {_said(fact, high.threshold)}"
        return f"{first} and {last}"
    if low.at == high.at - 1:
        return f"exactly {_said(fact, low.at)}"
    return f"{_said(fact, low.at)} to {_said(fact, high.at - 1)}"


def _said(fact: Fact, value: int | Length) -> str:
    if fact.kind is FactKind.DATE and isinstance(value, int):
        return counted(value, "day")
    return quantity_words(fact, value)
