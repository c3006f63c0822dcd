"""What all builders share: picking children by kind, and the span of them all.

A builder gets every child of its rule, keywords included, in order; optional parts that were not written are
not there. So children are picked by what they are, or by the keyword before them, never by their number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from policylang.lexeme import Lexeme, string_value
from policylang.source import Span
from policylang.tree import Cite, Node, Word

Children = list[Any]
Builder = Callable[[Children], Any]
Kind = TypeVar("Kind")

WORDS = frozenset({"NAME", "LABEL", "POLICY_ID", "STRING", "NUMBER", "NEVER"})


@dataclass(frozen=True, slots=True)
class Part(Node):
    """A rule that has no node of its own in the tree: its kind and what it holds, for the node around it."""

    kind: str
    value: Any = None


def register(table: dict[str, Builder], *names: str) -> Callable[[Builder], Builder]:
    """Put a function into a table of builders under the names of its rules."""

    def keep(builder: Builder) -> Builder:
        for name in names:
            table[name] = builder
        return builder

    return keep


def extent(children: Children) -> Span:
    """From the start of the first child to the end of the last."""
    first, last = children[0], children[-1]
    source, line, column = place(first)
    if type(last) is Lexeme:
        return Span(source, line, column, last.line, last.end_column)
    return Span(source, line, column, last.span.end_line, last.span.end_column)


def place(child: Any) -> tuple[str, int, int]:
    """The source, line and column a child starts at."""
    if type(child) is Lexeme:
        return child.source, child.line, child.column
    span: Span = child.span
    return span.source, span.line, span.column


def word(lexeme: Lexeme) -> Word:
    """A name, label, number or string as the tree keeps it."""
    text = string_value(lexeme.text) if lexeme.type == "STRING" else lexeme.text
    return Word(text, span=lexeme.span)


def words_in(children: Children) -> list[Word]:
    """The names, labels, numbers and strings among the children, in order."""
    return [word(child) for child in children if type(child) is Lexeme and child.type in WORDS]


def string_in(children: Children) -> Word:
    """The first string among the children."""
    return next(word(child) for child in children if type(child) is Lexeme and child.type == "STRING")


def all_of(children: Children, kind: type[Kind]) -> tuple[Kind, ...]:
    """The children of a class, in order."""
    return tuple(child for child in children if isinstance(child, kind))


def first_of(children: Children, kind: type[Kind]) -> Kind | None:
    """The first child of a class, or None."""
    return next((child for child in children if isinstance(child, kind)), None)


def cite_of(children: Children) -> Cite | None:
    """The citation among the children, or None."""
    return first_of(children, Cite)


def values(children: Children, kind: str) -> tuple[Any, ...]:
    """What the parts of a kind hold, in order."""
    return tuple(child.value for child in children if type(child) is Part and child.kind == kind)


def value(children: Children, kind: str, otherwise: Any = None) -> Any:
    """What the first part of a kind holds, or the given value."""
    return next((child.value for child in children if type(child) is Part and child.kind == kind), otherwise)


def after(children: Children, keyword: str) -> Any:
    """The child that follows a keyword, or None where the keyword was not written."""
    for index, child in enumerate(children[:-1]):
        if type(child) is Lexeme and child.type == keyword:
            return children[index + 1]
    return None


def word_after(children: Children, keyword: str) -> Word | None:
    """The word that follows a keyword, or None where the keyword was not written."""
    child = after(children, keyword)
    return word(child) if type(child) is Lexeme else child


def date_after(children: Children, keyword: str) -> date | None:
    """The date that follows a keyword; None where it was not written, or is on no calendar."""
    child = after(children, keyword)
    return read_date(child.text) if type(child) is Lexeme else None


def dates_in(children: Children) -> list[date | None]:
    """The dates among the children, None for one that is on no calendar."""
    return [read_date(child.text) for child in children if type(child) is Lexeme and child.type == "DATE"]


def read_date(text: str) -> date | None:
    """A date written as year-month-day, or None when no calendar has it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
