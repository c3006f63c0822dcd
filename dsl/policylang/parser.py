"""From text to syntax tree.

The way of a file without mistakes is short: logical lines (`policylang.layout`) become lexemes with marks for
indentation, and Lark's tables turn them into tree nodes as they come. Only when a lexeme does not fit is the
file read a second time, by `policylang.repair`, which reports what is wrong and yields lexemes that do fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import lark

from policylang import tree
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic
from policylang.engine import engine
from policylang.layout import Line, logical_lines
from policylang.lexeme import DEDENT, END, INDENT, NL, Lexeme
from policylang.source import Source


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood of a file, and what is to be said about it."""

    file: tree.File
    diagnostics: tuple[Diagnostic, ...] = ()


def parse(source: Source) -> Parsed:
    """Read a source. Never raises on account of the text; what could not be read is missing from the tree."""
    try:
        return Parsed(build(marked(source.name, logical_lines(source))))
    except lark.UnexpectedToken as mistake:
        lexeme: Any = mistake.token
        finding = diagnostic("unexpected-word", f"`{lexeme.text}` is not expected here", lexeme.span)
        return Parsed(tree.File(source.name), (finding,))


def marked(name: str, lines: Iterable[Line]) -> Iterator[Lexeme]:
    """The lexemes of well-indented lines with a mark for each line end, indent and dedent, and for the end."""
    indents = [0]
    line_number = column = 1
    for line in lines:
        first = line.lexemes[0]
        if line.indent > indents[-1]:
            indents.append(line.indent)
            yield Lexeme(INDENT, "", name, first.line, first.column, first.column)
        while line.indent < indents[-1]:
            indents.pop()
            yield Lexeme(DEDENT, "", name, line_number, column, column)
        if line.indent != indents[-1]:
            yield Lexeme("ODD", "", name, first.line, first.column, first.column)
        yield from line.lexemes
        last = line.lexemes[-1]
        line_number, column = last.line, last.end_column
        yield Lexeme(NL, "", name, line_number, column, column)
    for _ in indents[1:]:
        yield Lexeme(DEDENT, "", name, line_number, column, column)
    yield Lexeme(END, "", name, line_number, column, column)


def build(lexemes: Iterable[Lexeme]) -> tree.File:
    """The tree of lexemes that fit; raises lark.UnexpectedToken at the first that does not."""
    grammar = engine()
    keyword_types = grammar.keyword_types
    state: Any = grammar.lark.parse_interactive().parser_state
    states = state.parse_conf.states
    stack, feed = state.state_stack, state.feed_token
    result: Any = None
    for lexeme in lexemes:
        if lexeme.type == "NAME":
            keyword = keyword_types.get(lexeme.text)
            if keyword is not None and keyword in states[stack[-1]]:
                feed(Lexeme(keyword, *lexeme[1:]))
                continue
        result = feed(lexeme, lexeme.type == END)
    assert isinstance(result, tree.File)
    return result
