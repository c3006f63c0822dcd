"""What was in a part that could not be read, as far as its words tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from policylang.keywords import keywords
from policylang.lexeme import Lexeme
from policylang.tree import Damage

DECLARERS = frozenset(
    {"fact", "define", "document", "criterion", "section", "policy", "version", "reading", "chosen", "source",
     "vocabulary", "group", "as"}
)  # fmt: skip
NAMED = frozenset({"NAME", "LABEL", "POLICY_ID"})


def damage(lines: Sequence[Sequence[Lexeme]], declares: bool = True) -> Damage:
    """A damage for lost lines, with all names they mention and, where they declare, what they declare."""
    lexemes = [lexeme for line in lines for lexeme in line]
    span = lexemes[0].span.through(lexemes[-1].span)
    declared = dict.fromkeys(name for line in lines for name in declared_names(line)) if declares else {}
    mentioned = dict.fromkeys(name_texts(lexemes))
    return Damage(tuple(declared), tuple(mentioned), span=span)


def declared_names(line: Sequence[Lexeme]) -> Iterable[str]:
    """The names that a line would have declared."""
    if len(line) > 1 and line[0].type == "NAME" and line[1].type == "COLON":
        yield line[0].text
    if line[0].type == "MINUS" or line[0].text == "or":
        yield from name_texts(line[1:2])
    for before, lexeme in pairwise(line):
        if before.text in DECLARERS:
            yield from name_texts([lexeme])


def name_texts(lexemes: Iterable[Lexeme]) -> Iterable[str]:
    """The names and labels among lexemes, keywords left out."""
    return (lexeme.text for lexeme in lexemes if lexeme.type in NAMED and lexeme.text not in keywords())
