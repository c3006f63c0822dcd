"""Questions one under the other, outcomes beside them, skips in lanes at the left.

The engine for pages that people read: `spine_plan` finds the order, `spine_grid` the places, `spine_routes`
the arrows. Arrows cross only where lanes interleave, and never pass through a box.
"""

from collections import defaultdict
from collections.abc import Sequence

from policyc.render.chart import Chart
from policyc.render.layout import Engine, Layout, PlacedBox
from policyc.render.spine_grid import grid_of, place_column, place_sides
from policyc.render.spine_plan import SpinePlan, plan_spine
from policyc.render.spine_routes import spine_routes


def spine_layout(chart: Chart) -> Layout:
    """The chart on a page whose width depends only on its lanes and its longest arrow words."""
    plan = plan_spine(chart)
    grid = grid_of(plan)
    column = place_column(plan, grid)
    sides = place_sides(plan, column, grid)
    boxes = _in_reading_order(plan, column, sides)
    order = {edge: index for index, edge in enumerate(chart.edges)}
    routes = sorted(spine_routes(plan, column, sides, grid), key=lambda route: order[route.edge])
    top = min(box.y for box in boxes)
    assert top >= 0, "a box stands above its page"
    return Layout(
        engine=Engine.SPINE,
        width=grid.page_width,
        height=max(box.bottom for box in boxes),
        boxes=boxes,
        routes=tuple(routes),
    )


def _in_reading_order(
    plan: SpinePlan, column: Sequence[PlacedBox], sides: Sequence[PlacedBox]
) -> tuple[PlacedBox, ...]:
    """Each row of the column, then what stands beside it."""
    beside: dict[int, list[PlacedBox]] = defaultdict(list)
    for side, placed in zip(plan.sides, sides, strict=True):
        beside[side.rows[-1]].append(placed)
    return tuple(box for row, placed in enumerate(column) for box in (placed, *beside[row]))
