"""What a slip works with: the place where a line fails, the lexemes written otherwise there, and what to say."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from policylang.automaton import Stack
from policylang.diagnostic import Fix
from policylang.lexeme import Lexeme, shortened
from policylang.source import Span


class Failure(NamedTuple):
    """Where a line stops to fit: the stack there, all lexemes of the line with its end, and the place.

    labels: the sections and criteria declared above.
    """

    start: Stack
    stack: Stack
    lexemes: list[Lexeme]
    at: int
    labels: Collection[str] = ()

    @property
    def lexeme(self) -> Lexeme:
        """The lexeme that does not fit; the mark of the line end where the line is too short."""
        return self.lexemes[self.at]


class Try(NamedTuple):
    """Lexemes that might fit better, and the message if they do."""

    lexemes: list[Lexeme]
    name: str
    headline: str
    span: Span
    caption: str = ""
    help: str = ""
    fix: Fix | None = None
    dropped: tuple[Lexeme, ...] = ()


def shown(lexeme: Lexeme) -> str:
    """A lexeme as it is quoted in a message."""
    text = shortened(lexeme.text)
    return text if lexeme.type == "STRING" else f"`{text}`"


def swapped(failure: Failure, index: int, kind: str, text: str) -> list[Lexeme]:
    """The lexemes with another in one place."""
    lexeme = failure.lexemes[index]
    return [*failure.lexemes[:index], Lexeme(kind, text, *lexeme[2:]), *failure.lexemes[index + 1 :]]


def inserted(failure: Failure, words: list[tuple[str, str]]) -> list[Lexeme]:
    """The lexemes with more before the place, given as terminals and texts."""
    span = end_of(failure) if failure.at else start_of(failure.lexeme)
    new = [Lexeme(kind, text, span.source, span.line, span.column, span.column) for kind, text in words]
    return [*failure.lexemes[: failure.at], *new, *failure.lexemes[failure.at :]]


def end_of(failure: Failure) -> Span:
    """The place right after the last lexeme that fits."""
    before = failure.lexemes[max(0, failure.at - 1)]
    return Span(before.source, before.line, before.end_column, before.line, before.end_column)


def start_of(lexeme: Lexeme) -> Span:
    """The place right before a lexeme."""
    return Span(lexeme.source, lexeme.line, lexeme.column, lexeme.line, lexeme.column)
