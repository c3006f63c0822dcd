"""Where a piece of text stands: sources and spans.

Lines and columns count from 1, columns in characters (not bytes). A span includes its start and excludes
its end, so an empty span marks a place between two characters. Spans never take part in equality: two trees
are equal when they say the same, wherever they say it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One text under its name: a path relative to the project, `-` for standard input, or `rev:path`."""

    name: str
    text: str

    def line(self, number: int) -> str:
        """The text of one line (from 1) without its newline; empty when there is no such line."""
        lines = self.text.split("\n")
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a source, from a line and column up to, but not including, another."""

    source: str
    line: int
    column: int
    end_line: int
    end_column: int

    def through(self, other: Span) -> Span:
        """The span from the start of this one to the end of the other."""
        return Span(self.source, self.line, self.column, other.end_line, other.end_column)
