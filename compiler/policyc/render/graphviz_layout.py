"""Places from Graphviz, for charts that are graphs rather than lists.

Graphviz sees boxes of the sizes that we measured and names that we chose, never the words of a policy; so what
a label says cannot upset it, and its own font metrics play no part. Arrow words are handed over as a row of
letters of known width, for which it keeps a place free.
"""

import json
import math
from dataclasses import dataclass
from typing import Any

from policyc.render.boxes import Box, measure
from policyc.render.bundled_graphviz import GraphvizError, place_with_bundled_graphviz
from policyc.render.chart import Chart, Edge, Node, NodeKind
from policyc.render.edge_labels import label_at, label_size
from policyc.render.layout import Engine, Layout, LayoutUnavailable, PlacedBox, Point, Route

BOX_WIDTH_MAX = 330.0
OUTCOME_WIDTH_MAX = 240.0
# Courier's letters are 0.6 of the font size wide; at this size one is 6 pixels.
_STAND_IN = 'fontname="Courier",fontsize=10'
_STAND_IN_LETTER_WIDTH = 6.0
_STAND_IN_LINE_HEIGHT = 12.0
_PIXELS_PER_INCH = 72


def graphviz_layout(chart: Chart, engine: Engine) -> Layout | LayoutUnavailable:
    """The chart placed by the bundled Graphviz, or by the one installed here for `Engine.DOT`."""
    boxes = tuple(measure(node, _width_max(node), shrink=True) for node in chart.nodes)
    source = _sizes_only(chart, boxes)
    if engine is Engine.DOT:
        answer = _place_with_installed_graphviz(source)
        if isinstance(answer, LayoutUnavailable):
            return answer
    else:
        try:
            answer = place_with_bundled_graphviz(source)
        except (ImportError, GraphvizError) as error:
            return LayoutUnavailable(engine, f"the bundled Graphviz: {error}", "use the spine engine")
    return _read(chart, boxes, engine, json.loads(answer))


def _width_max(node: Node) -> float:
    return OUTCOME_WIDTH_MAX if node.kind is NodeKind.OUTCOME else BOX_WIDTH_MAX


def _sizes_only(chart: Chart, boxes: tuple[Box, ...]) -> str:
    number = {node.id: index for index, node in enumerate(chart.nodes)}
    lines = [
        "digraph {",
        'graph [rankdir=TB,nodesep=0.45,ranksep=0.5,splines=spline,bgcolor=""]',
        'node [shape=box,fixedsize=true,label=""]',
        f"edge [{_STAND_IN}]",
    ]
    for index, box in enumerate(boxes):
        width, height = (round(side / _PIXELS_PER_INCH, 4) for side in (box.width, box.height))
        lines.append(f"n{index} [width={width},height={height}]")
    for index, edge in enumerate(chart.edges):
        ends = f"n{number[edge.source]} -> n{number[edge.target]}"
        lines.append(f'{ends} [id="{index}",label="{_stand_in(edge)}"]')
    return "\n".join([*lines, "}", ""])


def _stand_in(edge: Edge) -> str:
    size = label_size(edge)
    row = "x" * math.ceil(size.width / _STAND_IN_LETTER_WIDTH)
    return r"\n".join([row] * math.ceil(size.height / _STAND_IN_LINE_HEIGHT))


def _place_with_installed_graphviz(source: str) -> bytes | LayoutUnavailable:
    try:
        import graphviz
    except ImportError:
        return LayoutUnavailable(
            Engine.DOT, "the Python package `graphviz` is not installed", "install it, or use another engine"
        )
    try:
        return bytes(graphviz.Source(source).pipe(format="json0"))
    except graphviz.ExecutableNotFound:
        return LayoutUnavailable(
            Engine.DOT,
            "no `dot` program was found on this machine",
            "install Graphviz, or use another engine",
        )
    except graphviz.CalledProcessError as error:
        reason = f"`dot` ended with status {error.returncode}"
        return LayoutUnavailable(Engine.DOT, reason, "use another engine")


@dataclass(frozen=True, slots=True)
class _Page:
    """Graphviz counts upwards from the lower left; the page counts downwards from the upper left."""

    left: float
    low: float
    right: float
    high: float

    def point(self, written: str) -> Point:
        x, y = (float(figure) for figure in written.split(","))
        return Point(round(x - self.left, 2), round(self.high - y, 2))


def _read(chart: Chart, boxes: tuple[Box, ...], engine: Engine, answer: dict[str, Any]) -> Layout:
    page = _Page(*(float(figure) for figure in answer["bb"].split(",")))
    middles = {int(each["name"][1:]): page.point(each["pos"]) for each in answer["objects"]}
    arrows = {int(each["id"]): each for each in answer.get("edges", [])}
    return Layout(
        engine=engine,
        width=round(page.right - page.left, 2),
        height=round(page.high - page.low, 2),
        boxes=tuple(_about(box, middles[index]) for index, box in enumerate(boxes)),
        routes=tuple(_route(edge, arrows[index], page) for index, edge in enumerate(chart.edges)),
    )


def _about(box: Box, middle: Point) -> PlacedBox:
    return PlacedBox(box, round(middle.x - box.width / 2, 2), round(middle.y - box.height / 2, 2))


def _route(edge: Edge, arrow: dict[str, Any], page: _Page) -> Route:
    """The spline, drawn on to the tip that Graphviz gives apart ("e,x,y")."""
    words = arrow["pos"].split(" ")
    tip = next((page.point(word[2:]) for word in words if word.startswith("e,")), None)
    points = [page.point(word) for word in words if not word.startswith(("e,", "s,"))]
    if tip is not None:
        points += [points[-1], points[-1], tip]
    middle = page.point(arrow["lp"]) if "lp" in arrow else None
    label = label_at(edge, middle.x, middle.y) if middle else None
    return Route(edge, tuple(points), label, curved=True)
