"""Words set in boxes: every line of every node has its place before any box has one.

A box is measured once and keeps its size, so layout never has to ask what is written in it. All places are in
pixels from the box's upper left corner. Layout decides only where that corner goes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from policyc.render.chart import BodyLine, LineRole, Node, NodeKind
from policyc.render.clean_text import clean
from policyc.render.text_metrics import Line, Run, TextStyle, wrap

INK = "#1a1a1a"
QUIET_INK = "#4f5660"

HEADLINE = TextStyle(16, bold=True, ink=INK)
OUTCOME_HEADLINE = TextStyle(17, bold=True, ink=INK)
LABEL = TextStyle(16, bold=True, ink="#24507f")
BODY = TextStyle(15, ink=INK)
CONNECTIVE = TextStyle(15, bold=True, ink=INK)
NOTE = TextStyle(14, italic=True, ink=QUIET_INK)
CITATION = TextStyle(12.5, italic=True, ink=QUIET_INK)

# Fonts are at most as wide as measured and mostly narrower, so the right edge needs less.
PADDING_LEFT = 20.0
PADDING_RIGHT = 14.0
PADDING_Y = 13.0
INDENT = 22.0
BULLET_ROOM = 16.0
# Deeper items stand no further to the right: a 64-level outline must still have room for words.
DEPTH_SHOWN_MAX = 7
ICON_ROOM = 34.0


class ParagraphRole(StrEnum):
    """What a paragraph is on its page."""

    TITLE = "title"
    HEADLINE = "headline"
    BODY = "body"
    CITATION = "citation"


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line whose first letter starts at `x` on the baseline `y`."""

    line: Line
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are one text, and where the next may begin."""

    role: ParagraphRole
    lines: tuple[PlacedLine, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class Bullet:
    """The middle of an item's bullet."""

    x: float
    y: float
    depth: int


@dataclass(frozen=True, slots=True)
class Guide:
    """A vertical rule that shows which items a connective counts."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its words set."""

    node: Node
    width: float
    height: float
    paragraphs: tuple[Paragraph, ...]
    bullets: tuple[Bullet, ...] = ()
    guides: tuple[Guide, ...] = ()


def measure(node: Node, width: float, *, shrink: bool = False) -> Box:
    """The node set in a box of this width, or narrower where its words allow and `shrink` asks for it."""
    left = PADDING_LEFT + (ICON_ROOM if node.kind is NodeKind.OUTCOME else 0)
    right = width - PADDING_RIGHT
    setter = _Setter(left, right)
    setter.paragraph(ParagraphRole.HEADLINE, _headline(node), left)
    for position, line in enumerate(node.body):
        setter.body_line(line, gap=6.0 if position == 0 else 3.0)
    if clean(node.citation):
        setter.y += 5
        setter.paragraph(ParagraphRole.CITATION, (Run(f"Source: {clean(node.citation)}", CITATION),), left)
    if shrink:
        width = min(width, setter.right_edge + PADDING_RIGHT)
    return Box(
        node=node,
        width=round(width, 2),
        height=round(setter.y + PADDING_Y, 2),
        paragraphs=tuple(setter.paragraphs),
        bullets=tuple(setter.bullets),
        guides=tuple(_guides(node.body, setter.extents, left)),
    )


def set_paragraph(
    role: ParagraphRole, runs: tuple[Run, ...], x: float, top: float, width: float
) -> Paragraph:
    """Runs set in lines of at most this width, from `top` down. Without text there are no lines."""
    placed: list[PlacedLine] = []
    y = top
    for line in wrap(runs, width):
        if line.runs:
            tallest = max((run.style for run in line.runs), key=lambda style: style.size)
            placed.append(PlacedLine(line, round(x, 2), round(y + baseline(tallest), 2)))
            y = round(y + tallest.line_height, 2)
    return Paragraph(role, tuple(placed), y)


def baseline(style: TextStyle) -> float:
    """How far below the top of its line the letters of a style stand."""
    return round(style.line_height / 2 + style.size * 0.345, 2)


class _Setter:
    """The state of setting one box: how far down and how far right the words have come."""

    def __init__(self, left: float, right: float) -> None:
        self.left = left
        self.right = right
        self.y = PADDING_Y
        self.right_edge = left
        self.paragraphs: list[Paragraph] = []
        self.bullets: list[Bullet] = []
        self.extents: list[tuple[float, float]] = []

    def paragraph(self, role: ParagraphRole, runs: tuple[Run, ...], x: float) -> None:
        paragraph = set_paragraph(role, runs, x, self.y, self.right - x)
        if paragraph.lines:
            self.paragraphs.append(paragraph)
            self.y = paragraph.bottom
            self.right_edge = max(self.right_edge, *(x + placed.line.width for placed in paragraph.lines))

    def body_line(self, line: BodyLine, gap: float) -> None:
        self.y += gap
        top = self.y
        x = self.left + min(line.depth, DEPTH_SHOWN_MAX) * INDENT
        has_bullet = line.role is LineRole.ITEM or (line.role is LineRole.CONNECTIVE and line.depth > 0)
        style = CONNECTIVE if line.role is LineRole.CONNECTIVE else BODY
        if has_bullet:
            self.bullets.append(Bullet(round(x + 5, 2), round(top + style.line_height / 2, 2), line.depth))
            x += BULLET_ROOM
        self.paragraph(ParagraphRole.BODY, _body_runs(line, style), x)
        self.extents.append((top, self.y))


def _headline(node: Node) -> tuple[Run, ...]:
    style = {NodeKind.OUTCOME: OUTCOME_HEADLINE, NodeKind.NOTE: NOTE}.get(node.kind, HEADLINE)
    headline = Run(clean(node.headline), style)
    label = clean(node.label)
    return (Run(f"{label}  ", LABEL), headline) if label else (headline,)


def _body_runs(line: BodyLine, style: TextStyle) -> tuple[Run, ...]:
    text, citation = clean(line.text), clean(line.citation)
    return (Run(f"{text} ", style), Run(f"[{citation}]", CITATION)) if citation else (Run(text, style),)


def _guides(body: tuple[BodyLine, ...], extents: list[tuple[float, float]], left: float) -> Iterator[Guide]:
    for index, line in enumerate(body):
        if line.role is not LineRole.CONNECTIVE or line.depth >= DEPTH_SHOWN_MAX:
            continue
        end = index
        while end + 1 < len(body) and body[end + 1].depth > line.depth:
            end += 1
        if end > index:
            x = left + line.depth * INDENT + (BULLET_ROOM if line.depth else 0) + 3
            yield Guide(round(x, 2), round(extents[index + 1][0] + 2, 2), round(extents[end][1] - 2, 2))
