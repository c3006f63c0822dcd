"""A chart read aloud: numbered steps, each with its answers and where they lead.

The text outline and the spoken description of a picture follow the same steps, in the order of the picture.
"""

from collections import defaultdict
from dataclasses import dataclass

from policyc.render.chart import Chart, Edge, Node
from policyc.render.spine_plan import plan_spine


@dataclass(frozen=True, slots=True)
class Branch:
    """An answer and what follows: the step with this number, or a node that ends the reading."""

    edge: Edge
    target: Node
    step_number: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """A node that something follows, or that nothing leads to; numbers start at 1."""

    number: int
    node: Node
    branches: tuple[Branch, ...]


def steps_of(chart: Chart) -> tuple[Step, ...]:
    """Every node is a step or the target of a branch; every edge is a branch."""
    leaving: dict[str, list[Edge]] = defaultdict(list)
    entered: set[str] = set()
    for edge in chart.edges:
        leaving[edge.source].append(edge)
        entered.add(edge.target)
    plan = plan_spine(chart)
    beside = {side.node.id for side in plan.sides}
    order = [node for node in plan.column if leaving[node.id] or node.id not in entered]
    order += [node for node in chart.nodes if node.id in beside and leaving[node.id]]
    nodes = {node.id: node for node in chart.nodes}
    numbers = {node.id: number for number, node in enumerate(order, start=1)}
    return tuple(
        Step(
            numbers[node.id],
            node,
            tuple(Branch(edge, nodes[edge.target], numbers.get(edge.target)) for edge in leaving[node.id]),
        )
        for node in order
    )
