"""Reading a file with mistakes: report each once, and yield lexemes that fit the grammar.

Line by line. A line is first given its place in the outline: as its indentation says or, where it does not fit
there, one level deeper, level with the line above, or further out. Then what does not fit in the line itself
is mended (`policylang.mend`). A line that cannot be mended is taken for the first line of a block of its kind
where it is one, so that what stands below it is still read; else LOST stands for it and all below it, and a
`Damage` keeps the names that were in it. Nothing is read twice, so the time is linear in the text, and after
`MOST_REPORTED` mistakes lines that do not fit are lost without a search for what was meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from policylang.automaton import Stack, Walk, accepted, fits, shift, stack_after, start, walk
from policylang.codes import diagnostic
from policylang.damage import damage
from policylang.diagnostic import Diagnostic, Fix, Label
from policylang.expected import in_words
from policylang.keywords import PLACEHOLDERS
from policylang.layout import TAB_COLUMNS, Line
from policylang.lexeme import DEDENT, END, INDENT, NL, Lexeme, shortened, spaced
from policylang.mend import mend, report_connective
from policylang.odd import mended
from policylang.outline import Outline
from policylang.placement import Level, Placement, moved, placements, report_placement, wanted_column
from policylang.reserved import asked_value, reserved_names
from policylang.slips import TabIndent
from policylang.source import Span
from policylang.stand_ins import stand_ins
from policylang.tree import Damage

MOST_REPORTED = 200
MOST_LEVELS = 64
MOST_MOVED = 200
CONSEQUENCES = frozenset({"incomplete-line", "unexpected-word"})
# Lexemes that may begin a line in so many blocks that they do not tell where it belongs.
WEAK = frozenset({"NAME", "LABEL", "STRING", "DATE", "MINUS"})
# What the grammar accepts and the tree has no room for is lost all the same.
PARTLY_READ = frozenset({"missing-body", "second-condition", "duplicate-property", "misplaced-alternative"})
# Said of a line as a whole, and only when nothing else was.
LATE = frozenset({"missing-body", "second-condition"})
# After these, that the line does not fit is no news.
OBSCURING = frozenset({"unexpected-character", "unclosed-string"})
NO_BODY = (INDENT, "LOST", NL, DEDENT)

TAB_WIDTHS = (TAB_COLUMNS, 4, 8)


class Repair:
    """A reading of a file with mistakes. `lexemes`, `diagnostics` and `damages` are its results."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lexemes: list[Lexeme] = []
        self.diagnostics: list[Diagnostic] = []
        self.damages: list[Damage] = []
        self.unreported = 0
        self.outline = Outline(self.report)
        self.stack: Stack = start()
        self.levels = [Level("", 0, {0})]
        self.line: Line | None = None
        self.lost: list[list[Lexeme]] = []
        self.lost_indent = 0
        self.end = (1, 1)
        self.reserved_seen: set[str] = set()
        self.labels: set[str] = set()
        self.obscured_line = 0
        self.above: tuple[Stack, list[Lexeme], int] | None = None
        self.joined = False
        self.tabs: dict[int, TabIndent] = {}
        self.moving: tuple[int, Level, int, int] | None = None
        self.told_lines: set[int] = set()

    def read(self, lines: Iterable[Line]) -> None:
        """Read all lines."""
        for line in lines:
            if self.lost and line.indent > self.lost_indent:
                self.lost.append(line.lexemes)
            else:
                self.end_loss()
                self.take(line)
        self.end_loss()
        self.line = None
        self.close(len(self.levels) - 1)
        self.outline.leave(0)
        self.emit(END)
        if self.unreported:
            self.report_rest()

    def take(self, line: Line) -> None:
        """Read one logical line."""
        self.line = line
        if tabs_of(line):
            self.measure_tabs(line)
        if len(self.levels) > MOST_LEVELS and line.indent > max(self.levels[-1].columns):
            self.report(
                "nested-too-deeply",
                f"blocks are nested deeper than {MOST_LEVELS} levels",
                line.lexemes[0].span,
                help="Give the inner part a name with `define`, and use the name here",
            )
            self.lose(line, Placement(0, opens=fits(self.stack, INDENT)))
            self.lost_indent = line.indent - 1
            return
        last = line.lexemes[-1]
        lexemes = mended(line.lexemes, self.report)
        if lexemes:
            lexemes.append(Lexeme(NL, "", self.name, last.line, last.end_column, last.end_column))
            self.place(line, lexemes)

    def measure_tabs(self, line: Line) -> None:
        """Take the tabs of a line for as wide as makes it fit; that there are tabs is said once for the file."""
        tabs = tabs_of(line)
        bare = line.indent - tabs * TAB_COLUMNS
        end = Lexeme(NL, "", self.name, *self.end, self.end[1])
        width = next(
            (width for width in TAB_WIDTHS if self.stands(bare + tabs * width, [*line.lexemes, end])), None
        )
        line.indent = bare + tabs * (width or TAB_COLUMNS)
        self.tabs[line.first] = TabIndent(line.indent, width or TAB_COLUMNS)

    def stands(self, indent: int, lexemes: list[Lexeme]) -> bool:
        """Whether a line of an indentation fits where it stands."""
        opens, item = fits(self.stack, INDENT), lexemes[0].type == "MINUS"
        way = placements(self.levels, indent, opens, self.needs_body(), item)[0]
        return not way.mistake and not walk(self.stack_at(way), lexemes).left

    def place(self, line: Line, lexemes: list[Lexeme]) -> None:
        """Find the place of a line, mend it there, and take it; or lose it."""
        ways = placements(
            self.levels, line.indent, fits(self.stack, INDENT), self.needs_body(), lexemes[0].type == "MINUS"
        )
        first = walk(self.stack_at(ways[0]), lexemes)
        if self.needs_body() and ways[0].mistake and first.left == len(lexemes):
            ways.append(ways.pop(0))
            first = walk(self.stack_at(ways[0]), lexemes)
        if first.left == 0:
            self.accept(ways[0], first, line)
        elif self.full():
            self.unreported += 1
            self.lose(line, ways[0])
        elif self.goes_on(line, lexemes):
            return
        elif len(lexemes) == 2 and lexemes[0].text in ("and", "or"):
            report_connective(lexemes[0], self.report)
        elif not self.mend(ways[0], lexemes, line, sure=True):
            self.place_otherwise(ways, lexemes, line)

    def goes_on(self, line: Line, lexemes: list[Lexeme]) -> bool:
        """Read a line as the rest of the line above, if it is deeper and together they fit."""
        if self.above is None or line.indent <= self.above[2]:
            return False
        stack, begun, indent = self.above
        begun_stack = stack_after(stack, begun[:-1])
        done = walk(begun_stack, lexemes)
        if done.left or len(lexemes) < 2:
            return False
        if not self.joined:
            self.report(
                "unexpected-indent",
                "this goes on with the line above, and does not show it",
                lexemes[0].span,
                caption="it belongs on the line above",
                help="Write it on the line above, or on a line that begins with `and`, `then`, `because` or `under`, "
                "or that follows a comma",
            )
        self.lexemes[-1:] = done.lexemes
        self.stack = done.stack
        self.above, self.joined = (begun_stack, done.lexemes, indent), True
        return True

    def place_otherwise(self, ways: list[Placement], lexemes: list[Lexeme], line: Line) -> None:
        """Take a line that does not fit where it seems to stand: elsewhere, or mended, or not at all."""
        walks = [(way, walk(self.stack_at(way), lexemes)) for way in ways]
        for way, done in walks:
            if done.left == 0:
                self.accept(way, done, line)
                return
        way = next((way for way, done in walks if done.lexemes and done.lexemes[0].type not in WEAK), ways[0])
        if not self.mend(way, lexemes, line, sure=False):
            self.stand_in(way, lexemes, line)

    def mend(self, way: Placement, lexemes: list[Lexeme], line: Line, sure: bool) -> bool:
        """Mend a line in its place and take it; False when it cannot be."""
        outcome = mend(self.stack_at(way), lexemes, self.report, sure, self.labels)
        if outcome.walk.left:
            return False
        if outcome.dropped:
            self.damages.append(damage([outcome.dropped], declares=False))
        if outcome.walk.lexemes and outcome.walk.lexemes[0].type != NL:
            self.accept(way, outcome.walk, line)
            self.note_placeholders(outcome.walk.lexemes)
        return True

    def note_placeholders(self, lexemes: list[Lexeme]) -> None:
        """Record as damaged what was put into a line, so that nobody asks what it means."""
        made_up = [lexeme for lexeme in lexemes if lexeme.column == lexeme.end_column and lexeme.text]
        names = tuple(lexeme.text for lexeme in made_up if PLACEHOLDERS.get(lexeme.type) == lexeme.text)
        if names:
            self.damages.append(Damage(names, span=lexemes[0].span.through(lexemes[-1].span)))

    def stand_in(self, way: Placement, lexemes: list[Lexeme], line: Line) -> None:
        """Take a line that cannot be mended for the first line of its block, or lose it."""
        stack = self.stack_at(way)
        done = next(
            (done for header in stand_ins(stack, lexemes) if not (done := walk(stack, header)).left), None
        )
        if done is None:
            self.lose(line, way)
            return
        self.damages.append(damage([line.lexemes]))
        self.accept(way, done, line)
        self.note_placeholders(done.lexemes)

    def accept(self, way: Placement, done: Walk, line: Line) -> None:
        """Take a line as it is now."""
        self.enter(way, line)
        self.above, self.joined = (self.stack[:], done.lexemes, line.indent), False
        self.outline.enter(len(self.levels) - 1, done.lexemes, line.indent)
        self.lexemes += done.lexemes
        self.stack = done.stack
        if done.lexemes[0].type in ("SECTION", "CRITERION"):
            self.labels.add(done.lexemes[1].text)
        self.check_reserved(done.lexemes)

    def enter(self, way: Placement, line: Line) -> None:
        """Close and open levels for a line."""
        self.close(way.close, opens=way.opens)
        self.outline.leave(len(self.levels) - (0 if way.opens else 1))
        if line.first in self.tabs:
            column = wanted_column([*self.levels, self.levels[-1]] if way.opens else self.levels, way)
            if way.mistake:
                self.tabs[line.first] = self.tabs[line.first]._replace(column=column)
        elif way.mistake:
            report_placement(self.levels, way, line, self.report)
        if way.opens:
            self.emit(INDENT)
            self.levels.append(Level(self.outline.where(), line.indent, {line.indent}))
        elif way.mistake:
            self.levels[-1].columns.add(line.indent)
        elif line.indent == self.levels[-1].column:
            self.levels[-1].columns = {line.indent}
        last = line.lexemes[-1]
        self.end = (last.line, last.end_column)
        self.move(way, line)

    def move(self, way: Placement, line: Line) -> None:
        """Let the fix of a misplaced line move the lines that stand with it and below it as well."""
        if way.mistake and line.first not in self.tabs:
            shift_columns = wanted_column(self.levels, way) - line.indent
            told = bool(self.diagnostics) and self.diagnostics[-1].name in (way.mistake, "wrong-indent")
            self.moving = (
                (len(self.diagnostics) - 1, self.levels[-1], line.indent, shift_columns) if told else None
            )
        elif self.moving:
            index, level, indent, shift_columns = self.moving
            with_it = level is self.levels[-1] and line.indent == indent
            below_it = level is not self.levels[-1] and any(level is each for each in self.levels)
            # Below a line that stood too deep, lines at its own depth stand right once it is moved.
            below_it = below_it and line.indent > indent
            fix = self.diagnostics[index].fix
            if not (with_it or below_it) or fix is None or len(fix.edits) >= MOST_MOVED:
                self.moving = None
                return
            fix = Fix(fix.message, fix.edits + moved(line, shift_columns).edits)
            self.diagnostics[index] = replace(self.diagnostics[index], fix=fix)

    def lose(self, line: Line, way: Placement) -> None:
        """Put LOST in the place of a line and of all lines below it. Where it stands is no further mistake."""
        self.enter(Placement(way.close, way.opens), line)
        if way.mistake:
            self.levels[-1].columns.add(line.indent)
        self.outline.lose(len(self.levels) - 1)
        span = line.lexemes[0].span.through(line.lexemes[-1].span)
        self.lexemes.append(Lexeme("LOST", "", self.name, span.line, span.column, span.end_column))
        shift(self.stack, "LOST")
        self.emit(NL)
        self.lost, self.lost_indent = [line.lexemes], line.indent

    def end_loss(self) -> None:
        """Record what was lost, once the lost part has ended."""
        if self.lost:
            self.damages.append(damage(self.lost))
            self.lost = []

    def needs_body(self) -> bool:
        """Whether lines must stand below the line above."""
        return accepted(self.stack) == frozenset({INDENT})

    def stack_at(self, way: Placement) -> Stack:
        """The stack once a line is placed."""
        stack = self.stack[:]
        marks = [*NO_BODY] if self.needs_body() and not way.opens else []
        for kind in [*marks, *[DEDENT] * way.close, *[INDENT] * way.opens]:
            shift(stack, kind)
        return stack

    def close(self, count: int, opens: bool = False) -> None:
        """Close levels; where lines are missing below the line above, LOST stands for them."""
        if self.needs_body() and not opens:
            self.report_missing_body()
            for kind in NO_BODY:
                self.emit(kind)
        for _ in range(count):
            self.levels.pop()
            self.emit(DEDENT)

    def emit(self, kind: str) -> None:
        """Add a lexeme that marks something, at the end of what has been read."""
        self.above = None
        line, column = self.end
        self.lexemes.append(Lexeme(kind, "", self.name, line, column, column))
        shift(self.stack, kind)

    def full(self) -> bool:
        """Whether as many mistakes are reported as are listed."""
        return len(self.diagnostics) >= MOST_REPORTED

    def report(self, name: str, headline: str, span: Span, section: str = "", **rest: Any) -> None:
        """Report a mistake, with the block it stands in.

        A line with characters that mean nothing, or a text that does not end, is told so; that it then does
        not fit is no news.
        """
        if self.full():
            self.unreported += 1
            return
        if name in CONSEQUENCES and span.line == self.obscured_line:
            return
        if name in LATE and span.line in self.told_lines:
            return
        self.told_lines.add(span.line)
        if name in OBSCURING or rest.pop("obscures", False):
            self.obscured_line = span.line
        if name in PARTLY_READ:
            mentioned = damage([self.line.lexemes], declares=False).mentions if self.line else ()
            self.damages.append(Damage(mentions=mentioned, span=span))
        first = rest.pop("first", None)
        labels = (Label(first, "said here first"),) if first else ()
        section = section or self.where(outer=rest.pop("outer", False))
        self.diagnostics.append(diagnostic(name, headline, span, section=section, labels=labels, **rest))

    def where(self, outer: bool = False) -> str:
        """The block that the line now read opens or, where it opens none or with `outer`, the one around it."""
        if self.line is None:
            return self.outline.where()
        return self.outline.where(() if outer else self.line.lexemes, self.line.indent)

    def report_missing_body(self) -> None:
        """Say that lines are missing below the line above."""
        last = self.lexemes[-2]
        header = [lexeme for lexeme in self.lexemes[-40:-1] if lexeme.line == last.line and lexeme.text]
        stack = self.stack[:]
        shift(stack, INDENT)
        text = shortened(spaced(header)) if header else ""
        self.report(
            "missing-body",
            f"nothing stands below `{text}`",
            header[0].span.through(last.span) if header else last.span,
            section=self.outline.where(),
            caption="lines are missing below this",
            help=f"Below it, indented by two spaces, can stand {in_words(accepted(stack))}",
        )

    def report_rest(self) -> None:
        """Say how many mistakes are not listed."""
        self.diagnostics.append(
            diagnostic(
                "too-many-mistakes",
                f"{self.unreported} more lines or words could not be understood",
                None,
                help=f"The first {MOST_REPORTED} mistakes are listed; mend them and look again",
            )
        )

    def check_reserved(self, lexemes: list[Lexeme]) -> None:
        """Report each word of the language that is used as a name, once."""
        for word in reserved_names(lexemes):
            if value := asked_value(lexemes, word):
                self.report("reserved-word", value[0], word.span, help=value[1])
            elif word.text not in self.reserved_seen:
                self.reserved_seen.add(word.text)
                self.report(
                    "reserved-word",
                    f"`{word.text}` is a word of the language and cannot be a name",
                    word.span,
                    help=f"Choose another name, or add a word to it, as in `my_{word.text}`",
                )


def tabs_of(line: Line) -> int:
    """How many tabs a line is indented with: each is counted as more than its one character."""
    return (line.indent - line.lexemes[0].column + 1) // (TAB_COLUMNS - 1)
