"""The formatter: one way to write what a text says.

The lexemes of each logical line are written again with canonical spaces, two spaces of indentation per level,
and line breaks only where a line would be too long and may continue. Strings and comments are never touched.
The result is parsed, and handed out only when its tree is the tree of the original and every comment is there.

Blank lines: one before each block at the margin; inside a block one where the author had any, and none below
its first line. A comment on a line of its own is indented like what follows it or, at the end of a block, like
the block it stands in; a comment at the end of a line stays there, two spaces from the text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic
from policylang.layout import CONTINUATIONS, Comment, Line, logical_lines
from policylang.lexeme import Lexeme, spaced
from policylang.parser import parse
from policylang.source import Source

WIDTH = 110
ONE_LINERS = frozenset({"acknowledge", "cases"})


@dataclass(frozen=True, slots=True)
class Formatted:
    """The text in canonical form; or the text as it was, and why."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class Unit:
    """What is written on lines of its own: a logical line or a comment, with its depth."""

    text: str
    depth: int
    first: int
    last: int
    line: Line | None = None
    blank: bool = False


def format_text(text: str, name: str = "-") -> Formatted:
    """The text in canonical form. A text with mistakes is given back unchanged, with its diagnostics.

    The result says exactly what the text says, has all its comments, and is its own canonical form.
    """
    parsed = parse(Source(name, text))
    if parsed.diagnostics:
        return Formatted(text, parsed.diagnostics)
    comments: list[Comment] = []
    lines = list(logical_lines(Source(name, text), comments))
    written = write(units_of(lines, comments))
    again = parse(Source(name, written))
    kept: list[Comment] = []
    list(logical_lines(Source(name, written), kept))
    if again.diagnostics or again.file != parsed.file or texts(comments) != texts(kept):
        return Formatted(text, (refusal(),))
    return Formatted(written)


def refusal() -> Diagnostic:
    """Says that the formatter does not trust its own result."""
    return diagnostic(
        "format-refused",
        "the formatted text would not have said the same, so nothing was changed",
        None,
        help="This is a mistake of the formatter, not of the text; please report it with the file",
    )


def texts(comments: list[Comment]) -> Counter[str]:
    """How often each comment occurs."""
    return Counter(comment.text for comment in comments)


def units_of(lines: list[Line], comments: list[Comment]) -> list[Unit]:
    """Lines and comments in the order in which they are written."""
    units: list[Unit] = []
    waiting = iter([*comments, Comment("", 10**9, 0, True)])
    comment = next(waiting)
    columns: list[int] = [0]
    depth = 0
    for line in lines:
        before, inside = [], []
        while comment.line < line.first:
            before.append(comment)
            comment = next(waiting)
        while comment.line <= line.last:
            inside.append(comment)
            comment = next(waiting)
        open_columns = columns[:]
        columns = [column for column in columns if column < line.indent] + [line.indent]
        units += comment_units(before, open_columns, depth, len(columns) - 1)
        depth = len(columns) - 1
        units += line_units(line, inside, depth)
    rest = [comment, *waiting][:-1]
    return units + comment_units(rest, columns, depth, 0)


def comment_units(comments: list[Comment], columns: list[int], before: int, after: int) -> list[Unit]:
    """Comments between lines of two depths: as deep as the line after them or, behind a block, as written."""
    units = []
    for comment in comments:
        written = sum(column <= comment.indent for column in columns) - 1
        depth = min(max(written, after), max(before, after))
        units.append(Unit(comment.text, depth, comment.line, comment.line))
    return units


def line_units(line: Line, comments: list[Comment], depth: int) -> list[Unit]:
    """A logical line; its last comment ends it, and any others inside it go before it."""
    last = comments[-1] if comments and not comments[-1].alone else None
    others = comments[:-1] if last else comments
    units = [Unit(comment.text, depth, line.first, line.first) for comment in others]
    text = line_text(line.lexemes, depth)
    if last:
        text += f"  {last.text}"
    return [*units, Unit(text, depth, line.first, line.last, line)]


def line_text(lexemes: list[Lexeme], depth: int) -> str:
    """The text of a logical line, broken where it is too long and may continue. The indent is not part of it."""
    pieces = [lexemes[0].text]
    width = 2 * depth + len(pieces[0])
    for index, part in enumerate(parts(lexemes)):
        text = spaced(part)
        if index and width + 1 + len(text) > WIDTH:
            pieces.append("\n" + " " * (2 * depth + 2) + text)
            width = 2 * depth + 2 + len(text)
        elif index:
            pieces.append(" " + text)
            width += 1 + len(text)
        else:
            pieces[0] = text
            width = 2 * depth + len(text)
    return "".join(pieces)


def parts(lexemes: list[Lexeme]) -> list[list[Lexeme]]:
    """A logical line cut at the places where it may continue on another."""
    cut: list[list[Lexeme]] = [[lexemes[0]]]
    for before, lexeme in pairwise(lexemes):
        opens = lexeme.type == "NAME" and lexeme.text in CONTINUATIONS
        if opens or before.type == "COMMA":
            cut.append([lexeme])
        else:
            cut[-1].append(lexeme)
    return cut


def write(units: list[Unit]) -> str:
    """The text of units with their indentation and blank lines."""
    place_blanks(units)
    rows = []
    for unit in units:
        if unit.blank:
            rows.append("")
        rows.append(" " * (2 * unit.depth) + unit.text)
    return "\n".join(rows) + "\n" if rows else ""


def place_blanks(units: list[Unit]) -> None:
    """Decide which units have a blank line before them."""
    for before, unit in pairwise(units):
        opened = before.line is not None and unit.depth > before.depth
        unit.blank = unit.first - before.last > 1 and not opened
    for index, unit in enumerate(units):
        if index and unit.depth == 0 and unit.line is not None and not follows_its_like(units, index):
            head = index
            while (
                head and units[head - 1].line is None and units[head - 1].depth == 0 and not units[head].blank
            ):
                head -= 1
            units[head].blank = head > 0


def follows_its_like(units: list[Unit], index: int) -> bool:
    """Whether a block of one line stands right below another of its kind."""
    line, before = units[index].line, units[index - 1].line
    if line is None or before is None or units[index - 1].depth:
        return False
    return line.lexemes[0].text == before.lexemes[0].text and line.lexemes[0].text in ONE_LINERS
