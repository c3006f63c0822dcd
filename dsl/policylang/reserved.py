"""Words of the language that stand where a name should."""

from __future__ import annotations

from policylang.keywords import may_be_name
from policylang.lexeme import Lexeme


def reserved_names(lexemes: list[Lexeme]) -> list[Lexeme]:
    """The lexemes that are names and cannot be."""
    pairs = zip([None, *lexemes], lexemes, strict=False)
    return [
        lexeme
        for before, lexeme in pairs
        if lexeme.type == "NAME" and not may_be_name(lexeme.text, before.type if before else "")
    ]


def asked_value(lexemes: list[Lexeme], word: Lexeme) -> tuple[str, str] | None:
    """What to say of a word of the language that a fact is asked for (`fever is yes`); None for other places."""
    index = lexemes.index(word)
    start = index - 1 - (lexemes[index - 1].type == "NOT")
    if start < 1 or lexemes[start].type != "IS" or lexemes[start - 1].type != "NAME":
        return None
    fact = lexemes[start - 1].text
    if word.text in ("yes", "no"):
        return f"`{word.text}` is not asked for", f"A yes-or-no fact stands alone: `{fact}`, or `not {fact}`"
    return f"`{word.text}` is a word of the language and no value to ask for", "Write a value of the fact"
