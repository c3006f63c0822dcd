"""Where everything on a page goes, by one of three engines.

- `spine` (the default, `spine_layout`): questions one under the other, outcomes beside them. A decision list
  reads this way, and it needs no library.
- `bundled` (`graphviz_layout`): Graphviz as it comes inside a wheel, the same on every machine.
- `dot`: the Graphviz that is installed on this machine, which may differ from everybody else's.

An engine that cannot run here is a value, `LayoutUnavailable`, that says why and what to do. The spine never
fails. Same chart, same engine, same library versions: same places.
"""

from dataclasses import dataclass
from enum import StrEnum

from policyc.render.boxes import Box
from policyc.render.chart import Chart, Edge
from policyc.render.text_metrics import Line


class Engine(StrEnum):
    """Who places the boxes."""

    SPINE = "spine"
    BUNDLED = "bundled"
    DOT = "dot"


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the page, in pixels from its upper left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box with its upper left corner. `copy` counts from 0 when a node is drawn more than once."""

    box: Box
    x: float
    y: float
    copy: int = 0

    @property
    def right(self) -> float:
        return round(self.x + self.box.width, 2)

    @property
    def bottom(self) -> float:
        return round(self.y + self.box.height, 2)

    @property
    def middle(self) -> Point:
        return Point(round(self.x + self.box.width / 2, 2), round(self.y + self.box.height / 2, 2))


@dataclass(frozen=True, slots=True)
class EdgeLabel:
    """The words of an arrow, in a box of their own."""

    lines: tuple[Line, ...]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow's way, tail to head; a curved one is a chain of cubic Béziers."""

    edge: Edge
    points: tuple[Point, ...]
    label: EdgeLabel | None = None
    curved: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Every place on a page, in reading order."""

    engine: Engine
    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class LayoutUnavailable:
    """An engine cannot run on this machine."""

    engine: Engine
    reason: str
    help: str


def lay_out(chart: Chart, engine: Engine = Engine.SPINE) -> Layout | LayoutUnavailable:
    """A place for every node and a way for every edge of the chart."""
    if engine is Engine.SPINE:
        from policyc.render.spine_layout import spine_layout

        return spine_layout(chart)
    from policyc.render.graphviz_layout import graphviz_layout

    return graphviz_layout(chart, engine)
