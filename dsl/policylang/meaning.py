"""Whether a fix would turn what a text says into its opposite.

A misspelt word, or one left out, may be told with the text that was probably meant. Where that text says `not` and
the author's does not, or the other way round, nobody but the author can know: such a guess is never offered.
"""

from __future__ import annotations

from collections.abc import Sequence

from policylang.diagnostic import Edit, Fix
from policylang.keywords import keywords
from policylang.lexeme import Lexeme
from policylang.suggest import closest

NEGATIVE = frozenset(
    {"not", "no", "none", "never", "neither", "nor", "nobody", "nothing", "without", "unless", "except", "excluding",
     "incomplete", "undecided", "undocumented", "unknown", "experimental", "deny", "denied", "fail"}
)  # fmt: skip
OUTCOMES = frozenset({"approve", "covered", "experimental", "md", "necessary", "pend", "review"})
SIGNS = frozenset({"<", "<=", ">", ">=", "="})
PREFIXES = ("non", "not", "dis", "un", "in", "no", "ir", "im")
SHORTEST = 4
LONGEST = 40


def turns_meaning(fix: Fix, lexemes: Sequence[Lexeme]) -> bool:
    """Whether a fix adds a negation to a line of these lexemes, takes one away, or takes an outcome away.

    The type `yes or no` is no negation, and a comparison sign says all that its phrase said (`no more than`).
    """
    return any(
        negations(edit.replacement.replace("yes or no", "").split()) != negations(replaced(edit, lexemes))
        or OUTCOMES & set(replaced(edit, lexemes)) - set(edit.replacement.split())
        for edit in fix.edits
        if edit.replacement not in SIGNS
    )


def replaced(edit: Edit, lexemes: Sequence[Lexeme]) -> list[str]:
    """The words that an edit replaces."""
    span = edit.span
    return [
        lexeme.text
        for lexeme in lexemes
        if lexeme.line == span.line and span.column <= lexeme.column < span.end_column
    ]


def negations(words: Sequence[str]) -> int:
    """How many words say no."""
    return sum(negative(word.strip('"():,').lower()) for word in words)


def negative(word: str) -> bool:
    """Whether a word says no: one that is known to, misspelt or not, or another with a prefix that does."""
    if word in NEGATIVE:
        return True
    if word in keywords() or len(word) > LONGEST:
        return False
    meant = closest(word, NEGATIVE)
    if meant and meant[0] == word[0]:
        return True
    rests = [word.removeprefix(prefix).lstrip("_-") for prefix in PREFIXES if word.startswith(prefix)]
    return any(len(rest) >= SHORTEST and (rest in keywords() or closest(rest, keywords())) for rest in rests)
