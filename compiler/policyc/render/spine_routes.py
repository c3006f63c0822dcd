"""The arrows of a spine page, made of horizontal and vertical strokes.

Straight down from row to row; to the right into what stands beside a row; and through a lane at the left for
everything else. Where several arrows leave one side of a box, they leave in the order in which they arrive, so
that they do not cross.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyc.render.chart import Edge
from policyc.render.edge_labels import label_at, label_size
from policyc.render.layout import PlacedBox, Point, Route
from policyc.render.spine_grid import STUB, Grid, left_arrows
from policyc.render.spine_plan import SpinePlan
from policyc.render.spine_slots import CORNER, evenly, lined_up, slot

ARROWHEAD = 8.0


def spine_routes(
    plan: SpinePlan, column: Sequence[PlacedBox], sides: Sequence[PlacedBox], grid: Grid
) -> Iterator[Route]:
    """One route per edge of the plan; `sides` are placed in the plan's order."""
    yield from _down_routes(plan, column)
    yield from _side_routes(plan, column, sides, grid)
    yield from _bypass_routes(plan, column, grid)


def _down_routes(plan: SpinePlan, column: Sequence[PlacedBox]) -> Iterator[Route]:
    by_id = {placed.box.node.id: placed for placed in column}
    for edge in plan.down:
        tail, head = by_id[edge.source], by_id[edge.target]
        x = tail.middle.x
        middle_y = (tail.bottom + head.y - ARROWHEAD) / 2
        label = label_at(edge, x + 6 + label_size(edge).width / 2, middle_y)
        yield Route(edge, (Point(x, tail.bottom), Point(x, head.y)), label)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """Where an arrow of the gutter meets a box beside the column; `inward` if it points to the column."""

    edge: Edge
    y: float
    inward: bool


def _side_routes(
    plan: SpinePlan, column: Sequence[PlacedBox], sides: Sequence[PlacedBox], grid: Grid
) -> Iterator[Route]:
    of_row: dict[int, list[_Arrival]] = defaultdict(list)
    for side, placed in zip(plan.sides, sides, strict=True):
        shared = len(set(side.rows)) > 1
        count = len(side.edges)
        heights = [placed.middle.y] * count if shared else evenly(placed.y, placed.bottom, count)
        for edge, row, y in zip(side.edges, side.rows, heights, strict=True):
            of_row[row].append(_Arrival(edge, round(y, 2), edge.source == side.node.id))
    for row, arrivals in of_row.items():
        yield from _routes_of_row(column[row], arrivals, grid)


def _routes_of_row(box: PlacedBox, arrivals: Sequence[_Arrival], grid: Grid) -> Iterator[Route]:
    wanted = [
        arrival.y if box.y + CORNER <= arrival.y <= box.bottom - CORNER else height
        for arrival, height in zip(arrivals, evenly(box.y, box.bottom, len(arrivals)), strict=True)
    ]
    leaving = lined_up(wanted, [slot(arrival.edge) for arrival in arrivals], box.y, box.bottom)
    for index, (arrival, leave) in enumerate(zip(arrivals, leaving, strict=True)):
        # An arrow that turns up must turn before those below it, one that turns down after them.
        steps = index if arrival.y < leave else len(arrivals) - 1 - index
        yield _gutter_route(arrival, leave, round(grid.trunk + steps * STUB / len(arrivals), 2), grid)


def _gutter_route(arrival: _Arrival, leave: float, turn: float, grid: Grid) -> Route:
    bend = () if leave == arrival.y else (Point(turn, leave), Point(turn, arrival.y))
    points = (Point(grid.column_right, leave), *bend, Point(grid.side, arrival.y))
    size = label_size(arrival.edge)
    label = label_at(arrival.edge, grid.column_right + STUB / 2 + size.width / 2, leave - size.height / 2)
    return Route(arrival.edge, points[::-1] if arrival.inward else points, label)


def _bypass_routes(plan: SpinePlan, column: Sequence[PlacedBox], grid: Grid) -> Iterator[Route]:
    lane_of = {edge: bypass for bypass in plan.bypasses for edge in bypass.edges}
    leaving: dict[Edge, float] = {}
    entering: dict[int, float] = {}
    for row, edges in left_arrows(plan).items():
        box = column[row]
        wanted = evenly(box.y, box.bottom, len(edges))
        heights = lined_up(wanted, [slot(edge) for edge in edges], box.y, box.bottom)
        for edge, height in zip(edges, heights, strict=True):
            if edge is None:
                entering[row] = height
            else:
                leaving[edge] = height
    for edge, bypass in lane_of.items():
        yield _lane_route(edge, leaving[edge], entering[bypass.target_row], grid.lane(bypass.lane), grid)


def _lane_route(edge: Edge, leave: float, enter: float, lane: float, grid: Grid) -> Route:
    points = (Point(grid.column, leave), Point(lane, leave), Point(lane, enter), Point(grid.column, enter))
    size = label_size(edge)
    label = label_at(edge, grid.column - STUB / 2 - size.width / 2, leave - size.height / 2)
    return Route(edge, points, label)
