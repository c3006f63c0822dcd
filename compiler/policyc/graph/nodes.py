"""What stands in the decision graph: typed nodes, the places their edges stand for, and the header.

A node is a truth. Lines, named criteria and recommendations are the exceptions: they are how truths become a
decision. Edges lead from a node to what it rests on. Since equal atoms are one node, an edge may stand for
several places in the text; each has its position among all places of the node it leads from.

| node | holds when |
|---|---|
| DecisionNode | the root: the first line, and the outline of the text |
| LineNode | its condition does, no exception does, and a name supports the service where it promises one |
| NameNode | the criterion is met as the line names it (criterion and given); support tells its services |
| SupportNode | its recommendations in order; the first whose `when` holds counts, else all services |
| RecommendationNode | its `when` does, where it has one |
| CriterionNode, SectionNode, DefinitionNode, GateNode | its gate over what its edges lead to |
| AtomNode | its condition over facts, service or request does |

Gates: `all`, `any`, `at least` (of `item` places), `reading` (the chosen `alternative`). A place with the role
`exception` or `negated` counts the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyc.model.conditions import Atom, Citation
from policyc.model.outcome import Outcome

if TYPE_CHECKING:
    import networkx as nx

NODE = "node"
PLACES = "places"
HEADER = "header"
FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in the text that an edge stands for.

    role: line, next, outline, condition, exception, negated, name, criterion, given, support, recommendation,
    when, item, alternative. `path` is that of the condition which stands there, where one does.
    """

    position: int
    role: str
    path: str = ""
    alternative: str = ""
    cite: Citation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: its id, its words, and its path and citation where one place of the text is it."""

    id: str
    label: str
    path: str
    cite: Citation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionNode(Node):
    """The root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNode(Node):
    """A decision line; `promises` tells that its outcome depends on a supported service."""

    name: str
    outcome: Outcome
    first: bool
    promises: bool
    otherwise: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NameNode(Node):
    """A criterion as a line names it, under these (reading, alternative) pairs."""

    criterion: str
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportNode(Node):
    """Which services a criterion supports."""

    criterion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationNode(Node):
    """Services that are supported when it holds."""

    services: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateNode(Node):
    """A connective of the text; `least` for at least, `reading` for a reading."""

    gate: str
    least: int = 0
    reading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionNode(GateNode):
    """A definition."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionNode(GateNode):
    """A criterion; with what its sections impose when `scoped`."""

    criterion: str
    scoped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionNode(GateNode):
    """A test of a section: applies, required, any criterion, holds, met, or `inside` the section around it."""

    section: str
    test: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomNode(Node):
    """A condition without parts. Its own path and citation are empty; the places keep those."""

    condition: Atom


AnyNode = (
    DecisionNode | LineNode | NameNode | SupportNode | RecommendationNode | GateNode | DefinitionNode
    | CriterionNode | SectionNode | AtomNode
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Onset:
    """Where the current episode of an episodes fact begins: at the day of a date or duration fact."""

    episodes: str
    fact: str
    duration: bool
    never_possible: bool
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the graph needs of its policy in order to decide: nothing else is looked up anywhere."""

    policy: str
    title: str
    version: str
    text: str
    root: str
    window_clock: str
    undocumented_not_met: bool
    services: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    readings: tuple[tuple[str, str], ...]
    onsets: tuple[Onset, ...]
    criteria: tuple[str, ...]


def node_of(graph: nx.DiGraph[str], name: str) -> AnyNode:
    """The payload of a node."""
    node: AnyNode = graph.nodes[name][NODE]
    return node


def payloads(graph: nx.DiGraph[str]) -> list[AnyNode]:
    """The payloads of all nodes, in order."""
    return [node_of(graph, name) for name in graph]


def header_of(graph: nx.DiGraph[str]) -> Header:
    """The header of a graph."""
    header: Header = graph.graph[HEADER]
    return header


def below(graph: nx.DiGraph[str], name: str) -> list[tuple[Place, str]]:
    """The places below a node, in order, each with the node that stands there."""
    return sorted(
        ((place, target) for target in graph.successors(name) for place in places_of(graph, name, target)),
        key=lambda each: each[0].position,
    )


def places_of(graph: nx.DiGraph[str], source: str, target: str) -> tuple[Place, ...]:
    """The places of an edge."""
    places: tuple[Place, ...] = graph.edges[source, target][PLACES]
    return places
