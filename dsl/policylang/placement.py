"""Where a line stands in the outline, when its indentation and its words do not agree.

A line can be taken as its column says, one level deeper, level with an open block, or further out. The ways
are listed likeliest first; `policylang.repair` takes the first that the grammar agrees with. What is wrong
with a way other than the first is said here.
"""

from __future__ import annotations

from dataclasses import dataclass

from policylang.diagnostic import Edit, Fix
from policylang.layout import Line
from policylang.odd_strings import Report
from policylang.source import Span

# Lines that stand beside the condition of a criterion, and often slip in among the items of its list.
BESIDE_LISTS = frozenset({"unless", "recommend"})


@dataclass(slots=True)
class Level:
    """An open block: how it is called, the column its lines should stand at, and those at which some do."""

    name: str
    column: int
    columns: set[int]


@dataclass(frozen=True, slots=True)
class Placement:
    """A way to take a line: how many levels to close, whether it opens one, and the mistake in that, if any."""

    close: int
    opens: bool = False
    mistake: str = ""


def placements(
    levels: list[Level], indent: int, opens: bool, needs_body: bool, item: bool
) -> list[Placement]:
    """The ways to take a line of an indentation, likeliest first.

    opens: the line above can have lines below it; needs_body: it must; item: this line starts with `-`.
    """
    shallow = "item-indent" if item else "wrong-indent"
    if indent > levels[-1].column:
        inside = "item-indent" if item else "unexpected-indent"
        ways = [Placement(0, opens=True)] if opens else []
        beside = Placement(0, mistake="" if indent in levels[-1].columns else inside)
        return [*ways, beside, *further_out(levels, indent, 1)]
    matching = [index for index, level in enumerate(levels) if indent in level.columns]
    if not matching:
        return [*between(levels, indent, shallow), *further_out(levels, indent, 0)]
    close = len(levels) - 1 - matching[-1]
    natural = Placement(close)
    deeper = [Placement(0, opens=True, mistake=shallow)] if close == 0 and opens else []
    inner = [Placement(n, mistake=shallow) for n in range(close - 1, -1, -1)]
    ways = [*deeper, natural] if needs_body else [natural, *deeper]
    return [*ways, *inner, *further_out(levels, indent, close + 1)]


def between(levels: list[Level], indent: int, mistake: str) -> list[Placement]:
    """The ways to take a line between two levels: the nearer first, and of two equally near the inner."""
    last = len(levels) - 1
    outer = max((index for index, level in enumerate(levels) if level.column < indent), default=0)
    near = sorted(
        {outer, min(outer + 1, last)}, key=lambda index: (abs(levels[index].column - indent), -index)
    )
    return [Placement(last - index, mistake=mistake) for index in near]


def further_out(levels: list[Level], indent: int, least: int) -> list[Placement]:
    """The ways to take a line for one of a block further out."""
    ways = []
    for close in range(least, len(levels)):
        here = indent in levels[-1 - close].columns
        ways.append(Placement(close, mistake="" if here else "misplaced-line"))
    return ways


def report_placement(levels: list[Level], placement: Placement, line: Line, report: Report) -> None:
    """Say what is wrong with where a line stands. `levels` are those open after the placement's closing."""
    level, indent, lexeme = levels[-1], line.indent, line.lexemes[0]
    if placement.mistake == "misplaced-line" and lexeme.text in BESIDE_LISTS and level.name:
        report_too_deep(level, placement, line, report)
        return
    wanted = level.column + 2 if placement.opens else level.column
    place = (
        f"in {level.name}" if level.name else "at the margin" if len(levels) == 1 else "in the block above"
    )
    headline, caption = {
        "unexpected-indent": ("this line is indented, but the line above opens no block", "too deep"),
        "item-indent": (
            "this item does not stand level with its list",
            "too deep" if indent > wanted else "not deep enough",
        ),
        "wrong-indent": (wrong_indent_headline(levels, placement, indent), ""),
        "misplaced-line": (
            f"`{lexeme.text}` does not belong in the block it stands in",
            f"it belongs {place}",
        ),
    }[placement.mistake]
    if placement.mistake == "item-indent" and placement.opens:
        headline = "the items of a list stand deeper than its head"
    spaces = "no spaces" if wanted == 0 else f"{wanted} spaces"
    report(
        placement.mistake,
        headline,
        Span(lexeme.source, lexeme.line, lexeme.column, lexeme.line, lexeme.end_column),
        caption=caption,
        help=f"Indent it by {spaces}" + (f" to stand {place}" if not placement.opens else ""),
        fix=moved(line, wanted - indent),
    )


def report_too_deep(level: Level, placement: Placement, line: Line, report: Report) -> None:
    """Say that a line stands level with the items of a list, and belongs beside the list."""
    lexeme = line.lexemes[0]
    depth = {1: "one level", 2: "two levels"}.get(placement.close, f"{placement.close} levels")
    report(
        "wrong-indent",
        f"`{lexeme.text}` belongs under {level.name}, {depth} less deep",
        lexeme.span,
        caption="too deep",
        help=f"Indent it by {level.column} spaces to stand in {level.name}",
        fix=moved(line, level.column - line.indent),
    )


def wanted_column(levels: list[Level], placement: Placement) -> int:
    """Where a line should stand. `levels` are those open once it is placed, the one it opens included."""
    return levels[-2].column + 2 if placement.opens else levels[-1].column


def wrong_indent_headline(levels: list[Level], placement: Placement, indent: int) -> str:
    """What is wrong with an indentation that no block has, or that leaves a block too early."""
    if placement.opens:
        return "this line belongs below the line above, and so deeper"
    if indent < levels[-1].column:
        return "this line is not indented deep enough"
    return "this line is indented to a depth of its own"


def moved(line: Line, columns: int) -> Fix:
    """A fix that moves a logical line to the right, or by a negative number to the left."""
    starts = {lexeme.line: lexeme for lexeme in reversed(line.lexemes)}
    edits = [
        Edit(
            Span(first.source, number, 1, number, first.column),
            " " * max(0, (line.indent if number == line.first else first.column - 1) + columns),
        )
        for number, first in sorted(starts.items())
    ]
    return Fix(f"indent by {max(0, line.indent + columns)} spaces", tuple(edits))
