"""The states of the parser without its values: what fits after what.

Repair asks many times whether a line would fit if it were written a little differently. That is a walk over
Lark's LALR table with a stack of states, and needs no tree. The table is the one that builds the tree, so
lexemes that pass here are sure to pass there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from policylang.engine import engine
from policylang.keywords import reserved_words
from policylang.lexeme import Lexeme

Stack = list[Any]


class Walk(NamedTuple):
    """How far lexemes fit: the stack after those that did, these with their final types, how many are left."""

    stack: Stack
    lexemes: list[Lexeme]
    left: int


def start() -> Stack:
    """The stack before the first lexeme."""
    return [table().start_state]


def walk(stack: Stack, lexemes: Sequence[Lexeme]) -> Walk:
    """Follow lexemes from a stack, which is left as it is, as far as they fit.

    A word is a keyword where the keyword fits. The row of a state may promise more than fits, since LALR
    merges the contexts of a state, so the row alone does not tell. At the start of a line a reserved word is
    never a name, unless a colon shows that it was meant as one: the line is in the wrong place.
    """
    states, keyword_types = table().states, engine().keyword_types
    now = stack[:]
    typed: list[Lexeme] = []
    for index, lexeme in enumerate(lexemes):
        if lexeme.type == "NAME":
            keyword = keyword_types.get(lexeme.text)
            if keyword is not None and keyword in states[now[-1]] and fits(now, keyword):
                lexeme = Lexeme(keyword, *lexeme[1:])  # noqa: PLW2901  the keyword is what the lexeme is here
            elif index == 0 and keyword is not None and not may_open(lexemes):
                return Walk(now, typed, len(lexemes))
        if not shift(now, lexeme.type):
            return Walk(stack_after(stack, typed), typed, len(lexemes) - index)
        typed.append(lexeme)
    return Walk(now, typed, 0)


def may_open(lexemes: Sequence[Lexeme]) -> bool:
    """Whether the first word of a line, which is no keyword there, can be a name."""
    named = len(lexemes) > 1 and lexemes[1].type == "COLON"
    return named or lexemes[0].text not in reserved_words()


def stack_after(stack: Stack, lexemes: Sequence[Lexeme]) -> Stack:
    """The stack after lexemes that are known to fit, with no reduction that a lexeme after them would cause."""
    now = stack[:]
    for lexeme in lexemes:
        shift(now, lexeme.type)
    return now


def fits(stack: Stack, kind: str) -> bool:
    """Whether a terminal fits next."""
    return shift(stack[:], kind)


def accepted(stack: Stack) -> frozenset[str]:
    """All terminals that fit next."""
    return _accepted(tuple(stack))


@lru_cache(maxsize=4096)
def _accepted(stack: tuple[Any, ...]) -> frozenset[str]:
    candidates = [kind for kind in table().states[stack[-1]] if kind.isupper()]
    return frozenset(kind for kind in candidates if fits(list(stack), kind))


def shift(stack: Stack, kind: str) -> bool:
    """Move the stack over one terminal. Where it does not fit, the stack is left somewhere on the way."""
    states = table().states
    while True:
        entry = states[stack[-1]].get(kind)
        if entry is None:
            return False
        action, argument = entry
        if action is table().shift:
            stack.append(argument)
            return True
        size = len(argument.expansion)
        if size:
            del stack[-size:]
        stack.append(states[stack[-1]][argument.origin.name][1])
        if stack[-1] == table().end_state:
            return True


class Table(NamedTuple):
    """The parts of Lark's table that are needed here."""

    states: dict[Any, dict[str, tuple[Any, Any]]]
    start_state: Any
    end_state: Any
    shift: Any


@cache
def table() -> Table:
    """Lark's table."""
    from lark.parsers.lalr_analysis import Shift

    conf: Any = engine().lark.parse_interactive().parser_state.parse_conf
    return Table(conf.states, conf.start_state, conf.end_state, Shift)
