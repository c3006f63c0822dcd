"""The order of a page, before any sizes: what stands in the column, what beside it.

The column (the spine) holds every node that some arrow leaves, in an order in which arrows point down, and,
where that leaves a choice, in the order of the chart. Nodes that end the reading stand beside the row that
leads to them. One end may serve several neighbouring rows, whose arrows then meet; where rows are apart, the
end is drawn again, because an arrow across half a page is harder to follow than a repeated word. The last
question's last answer ends the column.

An arrow to the next row goes straight down. Any other arrow between rows (a waiver that skips ahead, a list
that returns) goes through a lane left of the column; arrows with the same target share its lane. So any
directed graph has a plan, and no arrow ever passes through a box.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from policyc.render.chart import Chart, Edge, Node, NodeKind

# Rows further apart than this do not share an end: its box would be out of sight.
ROWS_SHARING_MAX = 5


@dataclass(frozen=True, slots=True)
class Side:
    """A node beside the column, with each of its arrows and the row at the arrow's other end.

    The rows are neighbours, and where there are several, none of them has another node beside it.
    """

    node: Node
    edges: tuple[Edge, ...]
    rows: tuple[int, ...]
    copy: int


@dataclass(frozen=True, slots=True)
class Bypass:
    """Arrows to one row that cannot go straight down; lane 0 is next to the column."""

    target_row: int
    edges: tuple[Edge, ...]
    lane: int


@dataclass(frozen=True, slots=True)
class SpinePlan:
    """Each edge of the chart is in exactly one of `down`, `sides` and `bypasses`."""

    column: tuple[Node, ...]
    down: tuple[Edge, ...]
    sides: tuple[Side, ...]
    bypasses: tuple[Bypass, ...]


def plan_spine(chart: Chart) -> SpinePlan:
    """The plan of a chart; time is near linear in its size."""
    order = _reading_order(chart)
    closing = _closing_edge(chart, order)
    if closing is not None:
        order.append(closing.target)
    order += _standing_alone(chart)
    row = {node_id: index for index, node_id in enumerate(order)}
    down: dict[tuple[str, str], Edge] = {}
    around: list[Edge] = []
    beside: list[Edge] = []
    for edge in chart.edges:
        ends = (edge.source, edge.target)
        drawn_again = closing is not None and edge.target == closing.target and edge is not closing
        if drawn_again or edge.source not in row or edge.target not in row:
            beside.append(edge)
        elif row[edge.target] == row[edge.source] + 1 and ends not in down:
            down[ends] = edge
        else:
            around.append(edge)
    nodes = {node.id: node for node in chart.nodes}
    return SpinePlan(
        column=tuple(nodes[node_id] for node_id in order),
        down=tuple(down.values()),
        sides=_sides(beside, row, nodes, closing),
        bypasses=_bypasses(around, row),
    )


def _in_column(chart: Chart) -> set[str]:
    """Nodes that an arrow leaves or a note belongs to, and notes that belong to notes."""
    notes = {node.id for node in chart.nodes if node.kind is NodeKind.NOTE}
    members: set[str] = set()
    for edge in chart.edges:
        ends = {edge.source, edge.target}
        members |= ends if ends <= notes else ends - notes if ends & notes else {edge.source}
    return members


def _standing_alone(chart: Chart) -> list[str]:
    touched = {end for edge in chart.edges for end in (edge.source, edge.target)}
    return [node.id for node in chart.nodes if node.id not in touched]


def _reading_order(chart: Chart) -> list[str]:
    """Depth-first finishing order, reversed: arrows point down wherever no cycle forbids it."""
    members = _in_column(chart)
    position = {node.id: index for index, node in enumerate(chart.nodes)}
    successors: dict[str, list[str]] = defaultdict(list)
    has_predecessor: set[str] = set()
    for edge in chart.edges:
        if {edge.source, edge.target} <= members:
            successors[edge.source].append(edge.target)
            has_predecessor.add(edge.target)
    in_chart_order = [node.id for node in chart.nodes if node.id in members]
    first = [node_id for node_id in in_chart_order if node_id not in has_predecessor]
    finished: dict[str, None] = {}
    for start in [*reversed(first), *in_chart_order]:
        _finish(start, successors, position, finished)
    return list(reversed(finished))


def _finish(
    start: str, successors: dict[str, list[str]], position: dict[str, int], finished: dict[str, None]
) -> None:
    """Add what `start` leads to, then `start`; what comes later in the chart finishes earlier."""
    open_nodes: set[str] = set()
    stack = [start]
    while stack:
        node_id = stack[-1]
        if node_id in open_nodes or node_id in finished:
            stack.pop()
            finished.setdefault(node_id)
            continue
        open_nodes.add(node_id)
        fresh = {other for other in successors[node_id] if other not in open_nodes and other not in finished}
        stack.extend(sorted(fresh, key=position.__getitem__))


def _closing_edge(chart: Chart, order: list[str]) -> Edge | None:
    """The arrow that continues below the last row: if it can be, one of the answer that led there."""
    if not order:
        return None
    outside = {node.id for node in chart.nodes if node.kind is not NodeKind.NOTE}.difference(order)
    ends = [edge for edge in chart.edges if edge.source == order[-1] and edge.target in outside]
    row = {node_id: index for index, node_id in enumerate(order)}
    steps = [edge for edge in chart.edges if row.get(edge.target, 0) - row.get(edge.source, len(order)) == 1]
    latest = max(steps, key=lambda edge: row[edge.target]).kind if steps else None
    return max(reversed(ends), key=lambda edge: edge.kind is latest, default=None)


def _sides(
    edges: Iterable[Edge], row: dict[str, int], nodes: dict[str, Node], closing: Edge | None
) -> tuple[Side, ...]:
    closed = closing.target if closing else None
    reached: dict[str, list[tuple[int, Edge]]] = defaultdict(list)
    targets_of_row: dict[int, set[str]] = defaultdict(set)
    for edge in edges:
        outside = edge.target if edge.target == closed or edge.target not in row else edge.source
        inside = edge.source if outside == edge.target else edge.target
        reached[outside].append((row[inside], edge))
        targets_of_row[row[inside]].add(outside)
    sides = [
        Side(nodes[node_id], tuple(edge for _, edge in run), tuple(at for at, _ in run), copy)
        for node_id, arrows in reached.items()
        for copy, run in enumerate(_runs(arrows, targets_of_row), start=int(node_id == closed))
    ]
    position = {node_id: index for index, node_id in enumerate(nodes)}
    return tuple(sorted(sides, key=lambda side: (side.rows[0], position[side.node.id])))


def _runs(
    arrows: list[tuple[int, Edge]], targets_of_row: dict[int, set[str]]
) -> list[list[tuple[int, Edge]]]:
    """The arrows to one node, cut into neighbouring rows that have no other node beside them."""
    runs: list[list[tuple[int, Edge]]] = []
    for at, edge in sorted(arrows, key=lambda arrow: arrow[0]):
        if runs and _continues(runs[-1], at, targets_of_row):
            runs[-1].append((at, edge))
        else:
            runs.append([(at, edge)])
    return runs


def _continues(run: list[tuple[int, Edge]], at: int, targets_of_row: dict[int, set[str]]) -> bool:
    before = run[-1][0]
    if at == before:
        return True
    alone = len(targets_of_row[before]) == 1 and len(targets_of_row[at]) == 1
    return alone and at == before + 1 and at - run[0][0] < ROWS_SHARING_MAX


def _bypasses(edges: Iterable[Edge], row: dict[str, int]) -> tuple[Bypass, ...]:
    by_target: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_target[row[edge.target]].append(edge)
    spans: list[tuple[int, int, int]] = []
    for target, group in by_target.items():
        rows = [target, *(row[edge.source] for edge in group)]
        spans.append((min(rows), max(rows), target))
    lanes: list[list[tuple[int, int]]] = []
    bypasses: list[Bypass] = []
    for first, last, target in sorted(spans, key=lambda span: (span[1] - span[0], span)):
        lane = next((index for index, taken in enumerate(lanes) if _is_free(taken, first, last)), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((first, last))
        bypasses.append(Bypass(target, tuple(by_target[target]), lane))
    return tuple(sorted(bypasses, key=lambda bypass: bypass.target_row))


def _is_free(taken: list[tuple[int, int]], first: int, last: int) -> bool:
    return all(last <= other_first or first >= other_last for other_first, other_last in taken)
