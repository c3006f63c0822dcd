"""Texts that are not written as they should be: other quotation marks, no end, no proper escapes."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from policylang.diagnostic import Edit, Fix
from policylang.lexeme import LEXEME, Lexeme
from policylang.source import Span

Report = Callable[..., None]


def odd_string(lexeme: Lexeme, report: Report, _first: bool) -> list[Lexeme]:
    """A text between quotation marks of a word processor."""
    text = f'"{lexeme.text[1:-1]}"'
    report(
        "smart-quotes",
        "these quotation marks come from a word processor",
        lexeme.span,
        help='Use straight quotation marks: "…"',
        fix=replacement(lexeme.span, text, 'use straight quotation marks: "…"'),
    )
    return [Lexeme("STRING", text, *lexeme[2:])]


def open_string(lexeme: Lexeme, report: Report, _first: bool) -> list[Lexeme]:
    """A text that does not end on its line; it is taken to end where the line does."""
    inner = lexeme.text[1:].rstrip()
    text = '"' + re.sub(r'(?<!\\)"', "'", inner.replace("\\", "/")) + '"'
    report(
        "unclosed-string",
        "this text does not end on its line",
        lexeme.span,
        caption="it begins here, and there is no quotation mark after it",
        help="Close it with a quotation mark; a long text stays on one line",
        fix=replacement(lexeme.span, text, "close it at the end of the line"),
    )
    return [Lexeme("STRING", text, *lexeme[2:])]


def unescaped(lexemes: list[Lexeme], report: Report) -> list[Lexeme]:
    """The lexemes of a line with those texts read that only a wrong backslash keeps from being texts."""
    read: list[Lexeme] = []
    for lexeme in lexemes:
        stray = re.search(r'\\(?![\\"])', lexeme.text) if lexeme.type == "OPEN_STRING" else None
        if stray and '"' in lexeme.text[1:]:
            read += unknown_escape(lexeme, lexeme.column + stray.start(), report)
        else:
            read.append(lexeme)
    return read


def unknown_escape(lexeme: Lexeme, column: int, report: Report) -> list[Lexeme]:
    """Report a backslash that stands before an ordinary character; the line is read as if it were a slash."""
    source, line = lexeme.source, lexeme.line
    report(
        "unknown-escape",
        "a backslash in a text stands only before a quotation mark or another backslash",
        Span(source, line, column, line, column + 2),
        help=r"Write \\ for a backslash, and \" for a quotation mark",
        fix=replacement(Span(source, line, column, line, column + 1), "\\\\", "double the backslash"),
    )
    text = re.sub(r'\\(?!["\\])', "/", lexeme.text)
    return [
        Lexeme(match.lastgroup or "", match[0], source, line, *place)
        for match in LEXEME.finditer(text)
        for place in [(lexeme.column + match.start(), lexeme.column + match.end())]
        if match.lastgroup != "COMMENT"
    ]


def rejoined(lexemes: list[Lexeme], report: Report) -> list[Lexeme]:
    """The lexemes of a line in which a text is not closed and the next quotation mark closes it by mistake.

    Such a line ends in an open text, and a word sticks to the end of a text before: there, the text has run into
    the next one. It is taken to end before the first word of the language that can follow a text.
    """
    if lexemes[-1].type != "OPEN_STRING":
        return lexemes
    for text, following in pairwise(lexemes):
        stuck = text.type == "STRING" and text.end_column == following.column
        runs_on = (
            re.search(r" +(?:cite|when|as|at|revised|effective|requires|because) ", text.text)
            if stuck
            else None
        )
        if runs_on and text.line == lexemes[-1].line:
            return split_text(lexemes, text, text.column + runs_on.start(), report)
    return lexemes


def split_text(lexemes: list[Lexeme], text: Lexeme, column: int, report: Report) -> list[Lexeme]:
    """Close a text in a column, and read the rest of the line anew."""
    place = Span(text.source, text.line, column, text.line, column)
    report(
        "unclosed-string",
        "this text does not end where it should",
        Span(text.source, text.line, text.column, text.line, column),
        caption="a quotation mark is missing after this",
        fix=Fix('insert `"`', (Edit(place, '"'),)),
    )
    row = "".join(
        lexeme.text.rjust(lexeme.end_column - before) for before, lexeme in columns(lexemes, text.line)
    )
    row = row[: column - 1] + '"' + row[column - 1 :]
    again = [
        Lexeme(match.lastgroup or "", match[0], text.source, text.line, *shifted(match.span(), column))
        for match in LEXEME.finditer(row)
    ]
    first = next(index for index, lexeme in enumerate(lexemes) if lexeme.line == text.line)
    return [*lexemes[:first], *again]


def columns(lexemes: list[Lexeme], line: int) -> list[tuple[int, Lexeme]]:
    """The lexemes of a line, each with the column in which the one before it ends."""
    here = [lexeme for lexeme in lexemes if lexeme.line == line]
    return list(zip([1, *(lexeme.end_column for lexeme in here)], here, strict=False))


def shifted(place: tuple[int, int], column: int) -> tuple[int, int]:
    """The columns of a stretch of a row into which a character was put at a column."""
    start, end = place
    return start + 1 - (start >= column), end + 1 - (end >= column)


def replacement(span: Span, text: str, message: str) -> Fix:
    """A fix that writes something else in one place."""
    return Fix(message, (Edit(span, text),))
