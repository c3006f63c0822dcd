"""Fixes that move lines are tried before they are offered.

Where a line stands decides how the lines below it are read, so a move that is right for its own line may spoil
theirs. The text as it would be is read once more; a fix that leaves more to say than before is withheld, and so is
one that there is no time to try: it comes again once those before it are applied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policylang.diagnostic import Diagnostic, Fix
from policylang.layout import logical_lines
from policylang.repair import Repair
from policylang.slips import file_slips
from policylang.source import Source

MOST_TRIED = 20
MOST_CHARACTERS = 400_000


def tried(source: Source, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings of a source, without the fixes that move lines and would not help."""
    left = min(MOST_TRIED, MOST_CHARACTERS // (len(source.text) + 1))
    kept = []
    for each in found:
        offered = each
        if each.fix is not None and moves(each.fix):
            if left <= 0 or mistakes(Source(source.name, applied(source.text, each.fix))) > len(found):
                offered = replace(each, fix=None)
            left -= 1
        kept.append(offered)
    return kept


def moves(fix: Fix) -> bool:
    """Whether a fix does nothing but indent lines otherwise."""
    return all(edit.span.column == 1 and not edit.replacement.strip() for edit in fix.edits)


def mistakes(source: Source) -> int:
    """How many mistakes a text holds."""
    repair = Repair(source.name)
    repair.read(logical_lines(source))
    return len(file_slips(source)) + len(repair.diagnostics)


def applied(text: str, fix: Fix) -> str:
    """A text with the lines of a fix indented as it says."""
    rows = text.split("\n")
    for edit in fix.edits:
        row = edit.span.line - 1
        rows[row] = edit.replacement + rows[row][edit.span.end_column - 1 :]
    return "\n".join(rows)
