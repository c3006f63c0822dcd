"""From text to syntax tree.

The way of a file without mistakes is short: logical lines (`policylang.layout`) become lexemes with marks for
indentation, and Lark's tables turn them into tree nodes as they come. Only when something does not fit is the
file read a second time, by `policylang.repair`, which reports what is wrong and yields lexemes that do fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from lark.exceptions import UnexpectedToken

from policylang import tree
from policylang.automaton import fits
from policylang.builders.common import read_date
from policylang.diagnostic import Diagnostic
from policylang.engine import engine
from policylang.keywords import ALSO_NAMES, may_be_name
from policylang.layout import Line, logical_lines
from policylang.lexeme import DEDENT, END, INDENT, NL, Lexeme
from policylang.outline import Outline
from policylang.repair import MOST_LEVELS, Repair
from policylang.slips import file_slips
from policylang.source import Source
from policylang.trial import tried

DATES = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood of a file, and what is to be said about it, in the order of the text."""

    file: tree.File
    diagnostics: tuple[Diagnostic, ...] = ()


class DoubtfulTextError(Exception):
    """Something in the text needs a second look; never leaves this module."""


def parse(source: Source) -> Parsed:
    """Read a source. Never raises on account of the text; what could not be read is missing from the tree."""
    found = file_slips(source)
    if not found:
        try:
            return Parsed(parse_clean(source))
        except (DoubtfulTextError, UnexpectedToken):
            pass
    return parse_repaired(source, found)


def parse_clean(source: Source) -> tree.File:
    """The tree of a source without mistakes; raises DoubtfulTextError or UnexpectedToken at the first sign of one."""
    if not all(read_date(text) for text in set(DATES.findall(source.text))):
        raise DoubtfulTextError
    return build(source.name, marked(source.name, logical_lines(source)), doubts=True)


def parse_repaired(source: Source, found: list[Diagnostic]) -> Parsed:
    """The tree of what can be understood of a source, and its mistakes."""
    repair = Repair(source.name)
    repair.read(logical_lines(source))
    if repair.tabs:
        found = file_slips(source, repair.tabs)
    # A date on no calendar is missing from the tree, so what depends on the calendar there proves nothing.
    dates = [
        tree.Damage(span=each.span)
        for each in repair.diagnostics
        if each.name == "impossible-date" and each.span
    ]
    file = replace(build(source.name, repair.lexemes, doubts=False), damages=(*repair.damages, *dates))
    ordered = sorted([*found, *repair.diagnostics], key=in_text_order)
    return Parsed(file, tuple(tried(source, ordered)))


def in_text_order(finding: Diagnostic) -> tuple[bool, int, int]:
    """Sorts by place; what has none comes last."""
    span = finding.span
    return (span is None, span.line if span else 0, span.column if span else 0)


def marked(name: str, lines: Iterable[Line]) -> Iterator[Lexeme]:
    """The lexemes of well-indented lines with a mark for each line end, indent and dedent, and for the end."""
    outline = Outline(doubt)
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
        if line.indent != indents[-1] or len(indents) > MOST_LEVELS + 1:
            raise DoubtfulTextError
        outline.enter(len(indents) - 1, line.lexemes, line.indent)
        yield from line.lexemes
        last = line.lexemes[-1]
        line_number, column = last.line, last.end_column
        yield Lexeme(NL, "", name, line_number, column, column)
    outline.leave(0)
    for _ in indents[1:]:
        yield Lexeme(DEDENT, "", name, line_number, column, column)
    yield Lexeme(END, "", name, line_number, column, column)


def doubt(*_: object, **__: object) -> None:
    """Stop the quick reading of a file at its first mistake of structure."""
    raise DoubtfulTextError


def build(name: str, lexemes: Iterable[Lexeme], doubts: bool) -> tree.File:
    """The tree of lexemes that fit; raises UnexpectedToken at the first that does not.

    doubts: the lexemes are as they were written, so tell keywords from names, and raise DoubtfulTextError where a
    word of the language stands for a name. Without, repair has told them apart.
    """
    grammar = engine()
    keyword_types = grammar.keyword_types
    state: Any = grammar.lark.parse_interactive().parser_state
    states = state.parse_conf.states
    stack, values, feed = state.state_stack, state.value_stack, state.feed_token
    result: Any = None
    for lexeme in lexemes:
        if doubts and lexeme.type == "NAME":
            keyword = keyword_types.get(lexeme.text)
            if keyword is not None:
                if keyword in states[stack[-1]] and (lexeme.text not in ALSO_NAMES or fits(stack, keyword)):
                    feed(Lexeme(keyword, *lexeme[1:]))
                    continue
                before = values[-1] if values else None
                if not may_be_name(lexeme.text, before.type if type(before) is Lexeme else ""):
                    raise DoubtfulTextError
        result = feed(lexeme, lexeme.type == END)
    assert isinstance(result, tree.File)
    return replace(result, name=name)
