"""Mistakes that show in the text as a whole: tabs, and characters that nobody can see.

Each is reported once for a file with the number of its places, since a program wrote them all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Edit, Fix
from policylang.layout import TAB_COLUMNS
from policylang.source import Source, Span

# Control characters; marks of no width; marks that change the direction of the text around them, with which a
# file can be made to look other than it is.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f]|(?<!^)\ufeff|\r(?!\n|$)"
)
TABBED = re.compile(r"^[^\S\n]*\t[^\S\n]*", re.MULTILINE)
MOST_EDITS = 1000


class TabIndent(NamedTuple):
    """What a line indented with tabs was taken for: its column from 0, and the width of a tab."""

    column: int
    width: int


def file_slips(source: Source, taken: Mapping[int, TabIndent] | None = None) -> list[Diagnostic]:
    """The mistakes of a source as a whole; `taken` is how lines with tabs were read, by their numbers."""
    found = []
    if "\t" in source.text and (tabs := places(source, TABBED)):
        found.append(tabs_reported(tabs, taken or {}))
    if unseen := places(source, UNSEEN):
        found.append(unseen_reported(unseen))
    return found


def tabs_reported(tabs: list[tuple[Span, str]], taken: Mapping[int, TabIndent]) -> Diagnostic:
    """One message for all lines that are indented with tabs."""
    edits, width = [], TAB_COLUMNS
    for span, text in tabs[:MOST_EDITS]:
        line = taken.get(span.line)
        width = line.width if line else width
        edits.append(Edit(span, " " * line.column if line else text.replace("\t", " " * width)))
    return diagnostic(
        "tab",
        "this line is indented with a tab" + others(len(tabs), "line"),
        tabs[0][0],
        caption="a tab",
        help="Indent with spaces, two for each level: a tab is as wide as each screen makes it",
        fix=Fix("write spaces for tabs", tuple(edits)),
    )


def unseen_reported(unseen: list[tuple[Span, str]]) -> Diagnostic:
    """One message for all characters that cannot be seen."""
    names = sorted({f"U+{ord(text):04X}" for _, text in unseen[:MOST_EDITS]})[:5]
    return diagnostic(
        "control-character",
        f"here is a character that cannot be seen ({', '.join(names)})" + others(len(unseen), "place"),
        unseen[0][0],
        help="Remove it: a reader of the text could not tell that it is there",
        fix=Fix("remove it", tuple(Edit(span, "") for span, _ in unseen[:MOST_EDITS])),
    )


def others(count: int, noun: str) -> str:
    """How many more places there are."""
    return (
        ""
        if count == 1
        else f", as {'is' if count == 2 else 'are'} {count - 1} more {noun}{'s' * (count > 2)}"
    )


def places(source: Source, pattern: re.Pattern[str]) -> list[tuple[Span, str]]:
    """Where a pattern that keeps to one line matches."""
    found = []
    line, line_start, position = 1, 0, 0
    text = source.text
    for match in pattern.finditer(text):
        newlines = text.count("\n", position, match.start())
        if newlines:
            line += newlines
            line_start = text.rfind("\n", 0, match.start()) + 1
        position = match.start()
        first, last = match.start() - line_start + 1, match.end() - line_start + 1
        found.append((Span(source.name, line, first, line, last), match[0]))
    return found
