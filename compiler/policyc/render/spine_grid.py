"""The measures of a spine page: its vertical lines, and its boxes placed on them.

All boxes of the column are equally wide, so that a page looks like a form. Between the column and what stands
beside it is a gutter for the arrows' words; left of the column are the lanes of arrows that skip rows.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policyc.render.boxes import Box, measure
from policyc.render.chart import Edge
from policyc.render.edge_labels import label_size
from policyc.render.layout import PlacedBox
from policyc.render.spine_plan import Bypass, Side, SpinePlan
from policyc.render.spine_slots import edge_room, slot

COLUMN_WIDTH = 500.0
COLUMN_WIDTH_BESIDE_LANES = 470.0
COLUMN_WIDTH_ALONE = 640.0
SIDE_WIDTH = 240.0
ROW_GAP = 40.0
SIDE_GAP = 16.0
LANE_STEP = 16.0
# The least straight stretch of an arrow at either end.
STUB = 14.0


@dataclass(frozen=True, slots=True)
class Grid:
    """The vertical lines of a page."""

    lane_right: float
    column: float
    column_width: float
    side: float
    page_width: float

    @property
    def column_right(self) -> float:
        return round(self.column + self.column_width, 2)

    @property
    def trunk(self) -> float:
        """Where arrows to a shared node meet."""
        return round(self.side - 2 * STUB, 2)

    def lane(self, number: int) -> float:
        return self.lane_right - number * LANE_STEP


def grid_of(plan: SpinePlan) -> Grid:
    """Lines that leave room for every lane and every arrow's words."""
    lanes = max((bypass.lane for bypass in plan.bypasses), default=-1) + 1
    lane_right = LANE_STEP * lanes
    column = lane_right + _widest(plan.bypasses) + 2 * STUB if lanes else 0.0
    column_width = COLUMN_WIDTH_BESIDE_LANES if lanes else COLUMN_WIDTH if plan.sides else COLUMN_WIDTH_ALONE
    side = column + column_width + _widest(plan.sides) + 3 * STUB
    page_width = side + SIDE_WIDTH if plan.sides else column + column_width
    return Grid(lane_right, round(column, 2), column_width, round(side, 2), round(page_width, 2))


def place_column(plan: SpinePlan, grid: Grid) -> tuple[PlacedBox, ...]:
    """The column, top to bottom. Each row is as high as its box and what stands beside it need."""
    beside = _heights_beside(plan)
    gap_after = {edge.source: max(ROW_GAP, label_size(edge).height + 18) for edge in plan.down}
    rooms = _edge_rooms(plan)
    placed: list[PlacedBox] = []
    top = 0.0
    for row, node in enumerate(plan.column):
        box = measure(node, grid.column_width)
        box = replace(box, height=max(box.height, rooms.get(row, 0.0)))
        height = max(box.height, beside[row])
        placed.append(PlacedBox(box, grid.column, round(top + (height - box.height) / 2, 2)))
        top += height + gap_after.get(node.id, ROW_GAP)
    return tuple(placed)


def place_sides(plan: SpinePlan, column: Sequence[PlacedBox], grid: Grid) -> tuple[PlacedBox, ...]:
    """The sides of the plan, in its order; those of one row are stacked about its middle."""
    stacks: dict[tuple[int, int], list[tuple[Side, Box]]] = defaultdict(list)
    for side in plan.sides:
        stacks[side.rows[0], side.rows[-1]].append((side, measure(side.node, SIDE_WIDTH)))
    return tuple(
        box
        for (first, last), stack in stacks.items()
        for box in _stacked(stack, column[first], column[last], grid)
    )


def left_arrows(plan: SpinePlan) -> dict[int, list[Edge | None]]:
    """The arrows at the left of each row, top to bottom; none stands for those that come in.

    The outer lane is left first, or else its arrow would cross the inner one.
    """
    row_of = {node.id: row for row, node in enumerate(plan.column)}
    arrows: dict[int, list[Edge | None]] = {bypass.target_row: [None] for bypass in plan.bypasses}
    for bypass in sorted(plan.bypasses, key=lambda bypass: -bypass.lane):
        for edge in bypass.edges:
            arrows.setdefault(row_of[edge.source], []).append(edge)
    return arrows


def _stacked(
    stack: Sequence[tuple[Side, Box]], first: PlacedBox, last: PlacedBox, grid: Grid
) -> Iterator[PlacedBox]:
    height = sum(box.height + SIDE_GAP for _, box in stack) - SIDE_GAP
    y = (first.middle.y + last.middle.y) / 2 - height / 2
    for side, box in stack:
        yield PlacedBox(box, grid.side, round(y, 2), side.copy)
        y += box.height + SIDE_GAP


def _widest(groups: Sequence[Side] | Sequence[Bypass]) -> float:
    return max((label_size(edge).width for group in groups for edge in group.edges), default=0.0)


def _heights_beside(plan: SpinePlan) -> dict[int, float]:
    """What each row must offer; a node shared by several rows asks an equal part of each."""
    needed: dict[int, float] = defaultdict(float)
    for side in plan.sides:
        rows = range(side.rows[0], side.rows[-1] + 1)
        height = measure(side.node, SIDE_WIDTH).height
        for row in rows:
            needed[row] += (SIDE_GAP if needed[row] else 0) + height / len(rows)
    return needed


def _edge_rooms(plan: SpinePlan) -> dict[int, float]:
    """How high each row's box must be for the arrows at its left and at its right."""
    right: dict[int, list[float]] = defaultdict(list)
    for side in plan.sides:
        for row, edge in zip(side.rows, side.edges, strict=True):
            right[row].append(slot(edge))
    rooms = {row: edge_room(slots) for row, slots in right.items()}
    for row, edges in left_arrows(plan).items():
        rooms[row] = max(rooms.get(row, 0.0), edge_room([slot(edge) for edge in edges]))
    return rooms
