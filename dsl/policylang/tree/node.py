"""What every node of the tree is, and the small nodes that all parts use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from policylang.source import Span

NOWHERE = Span("", 0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything that was written somewhere."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Word(Node):
    """A name, label, number or string as written, with its place (strings without quotes, escapes undone)."""

    text: str


@dataclass(frozen=True, slots=True)
class Cite(Node):
    """`cite kp "II.A"`: a place in a declared source."""

    source: Word
    place: Word


@dataclass(frozen=True, slots=True)
class Effective(Node):
    """`effective from D`, `before D`, `through D` or both ends; `until` is refused by the parser."""

    from_date: date | None = None
    before: date | None = None
    through: date | None = None


@dataclass(frozen=True, slots=True)
class Quantity(Node):
    """`6 weeks`, `2`, `38.5 celsius`; unit is None where none was written."""

    number: Word
    unit: Word | None = None
