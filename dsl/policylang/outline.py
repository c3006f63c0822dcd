"""The outline of a file while it is read: which blocks are open, and what has been said in each.

It names the block a mistake stands in, and finds the mistakes of structure that the grammar does not see: a
property said twice, two conditions where one is meant, a block without its condition, `waived when` where
nothing can be waived, alternatives of a reading outside their list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from policylang.lexeme import Lexeme, shortened, string_value
from policylang.odd_strings import Report
from policylang.source import Span

LIST_HEADS = frozenset({"all", "any", "none", "at", "depending"})
LABELLED = {
    "criterion": "criterion", "section": "section", "define": "definition", "fact": "fact", "reading": "reading",
    "vocabulary": "vocabulary", "policy": "policy", "version": "version", "case": "case", "prove": "claim",
}  # fmt: skip
UNLABELLED = frozenset({"services", "documents", "history", "outcomes", "decide", "every"})

# What may be said once in each kind of block; a key stands for all lines that begin so.
ONCE = {
    "fact": frozenset(
        {"type", "ask", "documented", "normally", "worse", "urgent", "changes", "per", "current"}
    ),
    "policy": frozenset(
        {
            "payer",
            "services",
            "version",
            "windows",
            "undocumented",
            "notice",
            "review",
            "documents",
            "outcomes",
            "history",
        }
    ),
    "version": frozenset({"draft", "approved", "decide"}),
    "section": frozenset({"applies"}),
    "reading": frozenset({"chosen", "not"}),
    "decide": frozenset({"otherwise"}),
    "then": frozenset({"otherwise"}),
    "case": frozenset({"and"}),
    "every": frozenset({"and"}),
    "prove": frozenset({"known", "claim"}),
}
BESIDE_CONDITIONS = frozenset({"unless", "recommend", "note"})
ONE_CONDITION = frozenset({"criterion", "define"})
WAIVABLE = frozenset({"requires", "item"})


@dataclass(slots=True)
class Frame:
    """An open line: its kind, how it is called, whether it heads a reading's list, what was said below it.

    empty: how the section right above the next line is called, where nothing stands below it yet.
    """

    kind: str
    name: str
    span: Span
    column: int
    depending: bool = False
    conditions: int = 0
    said: dict[str, Span] = field(default_factory=dict)
    empty: str = ""


class Outline:
    """The open lines, outermost first. `report` is called for each mistake of structure."""

    def __init__(self, report: Report) -> None:
        self.frames: list[Frame] = []
        self.report = report

    def enter(self, depth: int, lexemes: Sequence[Lexeme], column: int) -> None:
        """Take the next line, at its depth (0 is the margin) and column."""
        self.leave(depth)
        frame = frame_of(lexemes, column)
        if self.frames:
            self.check_below(self.frames[-1], frame, lexemes)
            self.frames[-1].empty = frame.name if frame.kind == "section" else self.frames[-1].empty
            if len(self.frames) > 1:
                self.frames[-2].empty = ""
        self.frames.append(frame)

    def leave(self, depth: int) -> None:
        """Close the lines at this depth and deeper."""
        while len(self.frames) > depth:
            closed = self.frames.pop()
            if closed.kind in ONE_CONDITION and not closed.conditions:
                self.report(
                    "missing-body",
                    f"{closed.name} has no condition",
                    closed.span,
                    section=closed.name,
                    caption="a condition belongs below this",
                    help="Below it, indented by two spaces, stands a fact or a list, for example `all of these 2:`",
                )

    def lose(self, depth: int) -> None:
        """Note that a line at this depth was lost, whatever it was."""
        self.leave(depth)
        if self.frames:
            self.frames[-1].conditions += 1

    def where(self, lexemes: Sequence[Lexeme] = (), column: int = 1000) -> str:
        """The nearest block with a name: the one that the given line opens, or one open left of its column."""
        candidates = [frame for frame in self.frames if frame.column < column]
        if lexemes:
            candidates.append(frame_of(lexemes, column))
        return next((frame.name for frame in reversed(candidates) if frame.name), "")

    def check_below(self, parent: Frame, frame: Frame, lexemes: Sequence[Lexeme]) -> None:
        """Check a line against the block it stands in."""
        if parent.kind in ONE_CONDITION and frame.kind not in BESIDE_CONDITIONS:
            self.check_single(parent, frame)
        elif frame.kind == "waived" and parent.kind not in WAIVABLE:
            self.report(
                "misplaced-line",
                "nothing can be waived here",
                frame.span,
                help="`waived when` lifts what a section `requires` or an item of a list; "
                "an exception to a criterion or a decision line is `unless`",
            )
        elif frame.kind == "item":
            self.check_item(parent, frame, lexemes)
        elif parent.kind in ONCE and not any(lexeme.type == "EFFECTIVE" for lexeme in lexemes):
            # Dated lines may share a name; whether their days meet is for the compiler to say.
            self.check_once(parent, frame)

    def check_single(self, parent: Frame, frame: Frame) -> None:
        """A criterion and a definition have one condition."""
        parent.conditions += 1
        if parent.conditions == 2:
            self.report(
                "second-condition",
                f"{parent.name} has a second condition",
                frame.span,
                caption="is it needed as well, or instead?",
                help="Put both below `all of these 2:` or `any of these 2:`, each on a line that starts with `-`",
            )

    def check_item(self, parent: Frame, frame: Frame, lexemes: Sequence[Lexeme]) -> None:
        """Alternatives stand below `depending on reading`, and only alternatives do."""
        named = len(lexemes) > 2 and lexemes[2].type == "COLON"
        if named and not parent.depending and parent.kind != "type":
            self.report(
                "misplaced-alternative",
                f"`{lexemes[1].text}:` names an alternative, and this list is not about a reading",
                lexemes[1].span,
                help="Alternatives stand below `depending on reading` and its name",
            )
        if parent.depending and not named:
            self.report(
                "misplaced-alternative",
                "this item does not say which alternative it is for",
                frame.span,
                help="Below `depending on reading` every item names its alternative: `- waived: …`",
            )

    def check_once(self, parent: Frame, frame: Frame) -> None:
        """A property is said once."""
        key = "claim" if parent.kind == "prove" and frame.kind not in ("known", "note") else frame.kind
        if key not in ONCE[parent.kind]:
            return
        if key in parent.said:
            self.report(
                "duplicate-property",
                f"{parent.name or 'this block'} says this twice",
                frame.span,
                caption="said again here",
                help=f"{parent.empty[0].upper()}{parent.empty[1:]} stands inside {parent.name} with nothing below it; "
                f"if this is its own, indent it less, as {parent.name}"
                if parent.empty
                else "",
                first=parent.said[key],
            )
        else:
            parent.said[key] = frame.span


def frame_of(lexemes: Sequence[Lexeme], column: int) -> Frame:
    """What kind of line this is, and how it is called."""
    first, second = lexemes[0], lexemes[1] if len(lexemes) > 1 else None
    last = lexemes[-1] if lexemes[-1].type != "_NL" or len(lexemes) == 1 else lexemes[-2]
    kind = first.text
    # A list may cite its place after the colon: `all of these 2: cite guide "I"`.
    before_cite = next((one for one, after in pairwise(lexemes) if after.text == "cite"), last)
    heads = "COLON" in (last.type, before_cite.type)
    if first.type == "MINUS":
        kind = "item"
    elif first.type == "LOST":
        kind = "note"
    elif heads and kind in LIST_HEADS:
        kind = "list"
    elif second is not None and second.type == "COLON" and kind not in ONCE["fact"]:
        kind = "line"
    elif kind == "waived" and second is not None and second.text != "when":
        kind = "row"
    name = name_of(kind, first, second)
    depending = heads and any(lexeme.text == "depending" for lexeme in lexemes)
    return Frame(kind, name, lexemes[0].span.through(last.span), column, depending)


def name_of(kind: str, first: Lexeme, second: Lexeme | None) -> str:
    """How a block is called in messages; nothing for lines that are no block of their own."""
    if kind == "line":
        return f"decision line {shortened(first.text)}"
    if kind in UNLABELLED:
        return "every case" if kind == "every" else kind
    if kind not in LABELLED or second is None or second.text == "selected":
        return ""
    if second.type == "STRING":
        return f"{LABELLED[kind]} “{shortened(string_value(second.text))}”"
    return (
        f"{LABELLED[kind]} {shortened(second.text)}"
        if second.type in ("NAME", "LABEL", "POLICY_ID", "NUMBER")
        else ""
    )
