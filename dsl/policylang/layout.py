"""Layout: from text to logical lines, each with its indentation and its lexemes.

A logical line is a line of text with the lines that continue it: deeper than its first line and beginning
with `and`, `then`, `because` or `under`, or following a comma. Blank lines and comments are none. `and nothing
else`, and a lone `then`, open a line of their own wherever they stand, since they are statements and no
continuations.

The reading is a generator with the memory of one line, so a file of any size costs no more than its tree.
A byte order mark, CRLF, form feeds and no-break spaces are white space. A tab is counted as two columns here;
that it is no layout is said by `policylang.slips`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policylang.lexeme import LEXEME, Lexeme
from policylang.source import Source

TAB_COLUMNS = 2
CONTINUATIONS = frozenset({"and", "then", "because", "under"})


@dataclass(slots=True)
class Line:
    """A logical line: the column its text starts in (0 is the margin), its lexemes, its physical lines."""

    indent: int
    lexemes: list[Lexeme]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its `#`, and where it stands; `alone` when nothing but space comes before it."""

    text: str
    line: int
    indent: int
    alone: bool


def logical_lines(source: Source, comments: list[Comment] | None = None) -> Iterator[Line]:
    """The logical lines of a source in order; comments, when asked for, are added to the list."""
    current: Line | None = None
    for number, text in enumerate(source.text.removeprefix("\ufeff").split("\n"), start=1):
        lexemes = read_lexemes(source.name, number, text, comments)
        if not lexemes:
            continue
        indent = indentation(text)
        if current is not None and continues(current, indent, lexemes):
            current.lexemes += lexemes
            current.last = number
            continue
        if current is not None:
            yield current
        current = Line(indent, lexemes, number, number)
    if current is not None:
        yield current


def read_lexemes(name: str, number: int, text: str, comments: list[Comment] | None) -> list[Lexeme]:
    """The lexemes of one physical line."""
    lexemes: list[Lexeme] = []
    append = lexemes.append
    for match in LEXEME.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        if kind == "COMMENT":
            if comments is not None:
                comments.append(Comment(match[0].rstrip(), number, indentation(text), not lexemes))
        else:
            append(Lexeme(kind, match[0], name, number, start + 1, end + 1))
    return lexemes


def indentation(text: str) -> int:
    """How many columns of white space a line starts with; a tab counts as two."""
    stripped = len(text) - len(text.lstrip())
    if "\t" in text[:stripped]:
        return stripped + text.count("\t", 0, stripped) * (TAB_COLUMNS - 1)
    return stripped


def continues(line: Line, indent: int, lexemes: list[Lexeme]) -> bool:
    """Whether a physical line continues the logical line before it."""
    if indent <= line.indent:
        return False
    first = lexemes[0].text
    if first not in CONTINUATIONS:
        return line.lexemes[-1].type == "COMMA"
    if len(lexemes) == 1:
        return first != "then"
    return not (first == "and" and lexemes[1].text == "nothing")
