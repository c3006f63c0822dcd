"""Lexemes: the words, numbers, strings and signs of a line, each with its place.

Layout tells lexemes apart by their shape alone. Whether a lower-case word is a keyword or a name depends on
where it stands, so the parser decides that (`policylang.parser`). Shapes that no rule of the grammar accepts
have a type of their own, so that the message about them can be exact: a date written otherwise, a quotation
mark from a word processor, a string that is not closed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from policylang.source import Span


class Lexeme(NamedTuple):
    """A piece of one line. `type` is a terminal of the grammar, or one of `ODD_TYPES`; columns count from 1."""

    type: str
    text: str
    source: str
    line: int
    column: int
    end_column: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.source, self.line, self.column, self.line, self.end_column)


NL, INDENT, DEDENT, END = "_NL", "_INDENT", "_DEDENT", "$END"

# Every character is taken by exactly one group, so a line is read in one pass whatever it holds. A lower-case
# word, a label and a policy id each refuse to end in the middle of a longer word; what is left is ODD_WORD.
# Characters that are only white space, a no-break space pasted from a word processor among them, part words.
LEXEME = re.compile(
    r"""
      (?P<NAME>       [a-z][a-z0-9_]*+ (?! \w | \.\w ) )
    | (?P<STRING>     "[^"\\]*+ (?: \\["\\] [^"\\]*+ )*+ " )
    | (?P<COMMA>      , )
    | (?P<COLON>      : )
    | (?P<LABEL>      [A-Z][A-Za-z0-9_]*+ (?: \. [A-Za-z0-9_]++ )*+ (?! \w ) )
    | (?P<DATE>       [0-9]{4}-[0-9]{2}-[0-9]{2} (?! [\w/-] ) )
    | (?P<ODD_DATE>   [0-9]{1,4} (?P<separator> [-/.] ) [0-9]{1,2} (?P=separator) [0-9]{1,4} (?! \w ) )
    | (?P<NUMBER>     [0-9]++ (?: \.[0-9]++ )? (?! \w | \.\w ) )
    | (?P<MINUS>      - )
    | (?P<COMPARISON> <= (?! [<>=] ) | >= (?! [<>=] ) | [<>=] (?! [<>=] ) )
    | (?P<POLICY_ID>  [a-z][a-z0-9_]*+ (?: \. [a-z0-9_]++ )++ (?! \w ) )
    | (?P<COMMENT>    \#.* )
    | (?P<ODD_WORD>   \w++ (?: \.\w++ )*+ )
    | (?P<ODD_SIGN>   [<>=!]++ | [≤≥≠]++ )
    | (?P<ODD_STRING> [“”„‟«»] [^“”„‟«»"]*+ [“”„‟«»"] | " [^“”„‟«»"]*+ [“”„‟«»] )
    | (?P<OPEN_STRING> ["“”„‟«»] .* )
    | (?P<ODD>        [^\w\s"“”„‟«»,:\-<>=!≤≥≠\#]++ )
    """,
    re.VERBOSE,
)

ODD_TYPES = frozenset({"ODD_DATE", "ODD_WORD", "ODD_SIGN", "ODD_STRING", "OPEN_STRING", "ODD"})


def string_value(text: str) -> str:
    """The text of a string literal: without its quotes, and with its escapes undone."""
    inner = text[1:-1]
    return re.sub(r"\\(.)", r"\1", inner) if "\\" in inner else inner


def shortened(text: str) -> str:
    """A text, or its beginning where it is long."""
    return text if len(text) <= 40 else text[:37] + "…"


def spaced(lexemes: Sequence[Lexeme]) -> str:
    """Lexemes with one space between them, and none before a comma or a colon."""
    glued = ("COMMA", "COLON")
    rest = (lexeme.text if lexeme.type in glued else f" {lexeme.text}" for lexeme in lexemes[1:])
    return "".join([lexemes[0].text, *rest])
