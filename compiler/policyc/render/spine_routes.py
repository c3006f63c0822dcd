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
from policyc.render.spine_grid import STUB, Grid
from policyc.render.spine_plan import Bypass, SpinePlan

# How close to a corner an arrow may leave or enter a box.
CORNER = 14.0
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
        heights = [placed.middle.y] * len(side.edges) if shared else _spread(placed, len(side.edges))
        for edge, row, y in zip(side.edges, side.rows, heights, strict=True):
            of_row[row].append(_Arrival(edge, y, edge.source == side.node.id))
    for row, arrivals in of_row.items():
        yield from _routes_of_row(column[row], arrivals, grid)


def _routes_of_row(box: PlacedBox, arrivals: Sequence[_Arrival], grid: Grid) -> Iterator[Route]:
    straight = all(box.y + CORNER <= arrival.y <= box.bottom - CORNER for arrival in arrivals)
    leaving = [arrival.y for arrival in arrivals] if straight else _spread(box, len(arrivals))
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
    row_of = {placed.box.node.id: row for row, placed in enumerate(column)}
    entered = {bypass.target_row for bypass in plan.bypasses}
    leaving: dict[int, list[tuple[Bypass, Edge]]] = defaultdict(list)
    for bypass in plan.bypasses:
        for edge in bypass.edges:
            leaving[row_of[edge.source]].append((bypass, edge))
    for row, arrows in leaving.items():
        box = column[row]
        # The outer lane is left first, or else its arrow would cross the inner one.
        arrows.sort(key=lambda arrow: -arrow[0].lane)
        for place, (bypass, edge) in enumerate(arrows, start=1 + (row in entered)):
            leave = round(box.y + box.box.height * place / (len(arrows) + 1 + (row in entered)), 2)
            yield _lane_route(edge, leave, _entry_height(bypass, column, leaving), bypass, grid)


def _entry_height(
    bypass: Bypass, column: Sequence[PlacedBox], leaving: dict[int, list[tuple[Bypass, Edge]]]
) -> float:
    box = column[bypass.target_row]
    places = len(leaving[bypass.target_row]) + 2 if bypass.target_row in leaving else 2
    return round(box.y + box.box.height / places, 2)


def _lane_route(edge: Edge, leave: float, enter: float, bypass: Bypass, grid: Grid) -> Route:
    lane = grid.lane(bypass.lane)
    points = (Point(grid.column, leave), Point(lane, leave), Point(lane, enter), Point(grid.column, enter))
    size = label_size(edge)
    label = label_at(edge, grid.column - STUB / 2 - size.width / 2, leave - size.height / 2)
    return Route(edge, points, label)


def _spread(placed: PlacedBox, count: int) -> list[float]:
    """So many heights on a box's side, evenly."""
    return [round(placed.y + placed.box.height * (place + 1) / (count + 1), 2) for place in range(count)]
