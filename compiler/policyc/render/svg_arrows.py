"""Arrows, and the words beside them.

A "yes" is a solid line and a "no" a dashed one, each with its word; so a photocopy still tells them apart.
"""

import math

from policyc.render.boxes import baseline
from policyc.render.chart import EdgeKind
from policyc.render.edge_labels import EDGE_WORDS, PLATE_PADDING_Y
from policyc.render.layout import EdgeLabel, Point, Route
from policyc.render.svg_markup import centred_text, element, number

ARROW_INK = "#2b333d"
HEAD_LENGTH = 9.0
CORNER_RADIUS = 7.0

_PENS: dict[EdgeKind, dict[str, str | float]] = {
    EdgeKind.YES: {"stroke-width": 2},
    EdgeKind.NO: {"stroke-width": 1.8, "stroke-dasharray": "6 3.5"},
    EdgeKind.PLAIN: {"stroke-width": 1.5},
}
_NOTE_PEN: dict[str, str | float] = {"stroke-width": 1.1, "stroke-dasharray": "1.5 3"}


def arrow_line(route: Route, *, to_note: bool = False) -> str:
    """The stroke of an arrow and its head; the tie of a note has no head."""
    pen = _NOTE_PEN if to_note else _PENS[route.edge.kind]
    points = route.points if to_note else _shortened(route.points)
    path = _curve(points) if route.curved else _strokes(points)
    line = element("path", {"d": path, "fill": "none", "stroke": ARROW_INK, **pen})
    return line if to_note else line + _head(points[-1], route.points[-1])


def plate(label: EdgeLabel) -> str:
    """An arrow's words."""
    first = label.y + PLATE_PADDING_Y + baseline(EDGE_WORDS)
    return centred_text(label.lines, label.x + label.width / 2, first)


def _shortened(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The way without the stretch that the head covers."""
    before, end = points[-2], points[-1]
    length = math.hypot(end.x - before.x, end.y - before.y)
    if length == 0:
        return points
    share = min(1.0, HEAD_LENGTH / length)
    return (*points[:-1], Point(end.x + (before.x - end.x) * share, end.y + (before.y - end.y) * share))


def _head(back: Point, tip: Point) -> str:
    angle = math.atan2(tip.y - back.y, tip.x - back.x)
    across = (-math.sin(angle) * 5, math.cos(angle) * 5)
    base = (tip.x - math.cos(angle) * HEAD_LENGTH, tip.y - math.sin(angle) * HEAD_LENGTH)
    corners = (
        (tip.x, tip.y),
        (base[0] + across[0], base[1] + across[1]),
        (base[0] - across[0], base[1] - across[1]),
    )
    written = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    return element("polygon", {"points": written, "fill": ARROW_INK})


def _curve(points: tuple[Point, ...]) -> str:
    first, *others = points
    return f"M{_at(first)}C" + " ".join(_at(point) for point in others)


def _strokes(points: tuple[Point, ...]) -> str:
    """Straight strokes with rounded corners."""
    path = [f"M{_at(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(CORNER_RADIUS, _distance(before, corner) / 2, _distance(corner, after) / 2)
        path.append(
            f"L{_at(_towards(corner, before, radius))}Q{_at(corner)} {_at(_towards(corner, after, radius))}"
        )
    path.append(f"L{_at(points[-1])}")
    return "".join(path)


def _distance(one: Point, other: Point) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)


def _towards(start: Point, goal: Point, by: float) -> Point:
    length = _distance(start, goal)
    share = by / length if length else 0.0
    return Point(start.x + (goal.x - start.x) * share, start.y + (goal.y - start.y) * share)


def _at(point: Point) -> str:
    return f"{number(point.x)} {number(point.y)}"
