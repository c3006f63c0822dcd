"""What a line that cannot be mended is taken for, so that the lines below it are read."""

from __future__ import annotations

from collections.abc import Iterable

from policylang.automaton import Stack, walk
from policylang.engine import engine
from policylang.keywords import PLACEHOLDERS
from policylang.lexeme import Lexeme
from policylang.mend import LONGEST_LINE

# What the first line of a block is taken for when it cannot be read but its first word is certain.
HEADERS = {
    "criterion": ("LABEL", "STRING"), "section": ("LABEL", "STRING"), "define": ("NAME", "STRING"),
    "fact": ("NAME", "STRING"), "reading": ("NAME", "STRING"), "vocabulary": ("NAME", "STRING"),
    "policy": ("POLICY_ID", "STRING"), "version": ("NUMBER",), "case": ("STRING", "ON", "DATE"),
    "prove": ("STRING",), "decide": (), "services": (), "documents": (), "outcomes": (), "history": (),
    "first": (), "then": (), "replace": (), "add": (), "every": ("CASE",),
}  # fmt: skip


def stand_ins(stack: Stack, lexemes: list[Lexeme]) -> Iterable[list[Lexeme]]:
    """What a line can be taken for, so that the lines below it are read."""
    if header := stand_in_header(lexemes):
        yield header
    if lexemes[-2:][0].type == "COLON":
        end = lexemes[-1]
        head = [Lexeme(kind, "", *end[2:]) for kind in ("ALL", "OF", "COLON")]
        kept = walk(stack, lexemes).lexemes
        for length in range(len(kept), -1, -1):
            yield [*kept[:length], *head, end]


def stand_in_header(lexemes: list[Lexeme]) -> list[Lexeme]:
    """The first line of a block of the same kind, with what can be used of the line; none for other lines."""
    first = lexemes[0]
    if first.text not in HEADERS or len(lexemes) > LONGEST_LINE:
        return []
    header = [first]
    for kind in HEADERS[first.text]:
        found = next((lexeme for lexeme in lexemes[1:] if lexeme.type == kind), None)
        made_up = PLACEHOLDERS.get(kind, engine().sign_words.get(kind, ""))
        header.append(found or Lexeme(kind, made_up, *first[2:5], first.column))
    return [*header, lexemes[-1]]
