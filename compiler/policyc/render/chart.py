"""What is on one page of a flowchart, before anybody draws it.

A chart is a directed graph whose nodes carry words. It says nothing of places, sizes or colours: layout and
writers choose those from the kinds below. Nodes stand in reading order, and where the arrows leave a choice,
that is the order in which they are drawn. A node that no edge leaves ends the reading; layout may draw such a
node once for each group of questions that lead to it, so that no arrow has to cross the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class NodeKind(StrEnum):
    """What a node is to its reader. Each kind has a shape of its own."""

    START = "start"
    QUESTION = "question"
    CRITERIA = "criteria"
    REFERENCE = "reference"
    OUTCOME = "outcome"
    NOTE = "note"


class OutcomeClass(StrEnum):
    """How good an outcome is for the patient's request."""

    FAVOURABLE = "favourable"
    OPEN = "open"
    ADVERSE = "adverse"


class EdgeKind(StrEnum):
    """Which answer an arrow stands for; `PLAIN` answers no question."""

    YES = "yes"
    NO = "no"
    PLAIN = "plain"


class LineRole(StrEnum):
    """A list item, the connective that heads a list ("at least 2 of these 5:"), or running text."""

    ITEM = "item"
    CONNECTIVE = "connective"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One item of a node's outline. The items of a connective are the lines after it that are deeper."""

    text: str
    depth: int = 0
    role: LineRole = LineRole.ITEM
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One box. `label` is the name a criterion has in its source ("II.A.4").

    `link` leads to another page and must be relative; writers leave out a link that is not.
    """

    id: str
    kind: NodeKind
    headline: str
    body: tuple[BodyLine, ...] = ()
    label: str = ""
    citation: str = ""
    link: str = ""
    outcome_class: OutcomeClass | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow. Its words are `label`, or else the answer it stands for."""

    source: str
    target: str
    kind: EdgeKind = EdgeKind.PLAIN
    label: str = ""

    @property
    def words(self) -> str:
        """What is written on the arrow; empty for a plain arrow without a label."""
        return self.label or ("" if self.kind is EdgeKind.PLAIN else self.kind.value)


@dataclass(frozen=True, slots=True)
class Chart:
    """One page. `footer` has a line per paragraph; `legend` asks for a key to the shapes used."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    subtitle: str = ""
    footer: tuple[str, ...] = ()
    legend: bool = True

    def __post_init__(self) -> None:
        """Refuse a chart that cannot be drawn: whoever made it has a bug."""
        problem = next(_problems(self), None)
        if problem is not None:
            raise ValueError(f"chart {self.title!r}: {problem}")

    def node(self, node_id: str) -> Node:
        """The node with this id, which must be in the chart."""
        return next(node for node in self.nodes if node.id == node_id)


def relative_link(link: str) -> str:
    """The link if it stays below or beside the page it stands on, else nothing.

    Only letters, digits and plain path signs pass. So no scheme, host, absolute path or script can.
    """
    return link if _RELATIVE_LINK.fullmatch(link) else ""


_RELATIVE_LINK = re.compile(r"(?!/)[A-Za-z0-9._~/-]*(#[A-Za-z0-9._~/-]+)?", re.ASCII)


def _problems(chart: Chart) -> Iterator[str]:
    known: set[str] = set()
    for node in chart.nodes:
        if node.id in known:
            yield f"two nodes are called {node.id!r}"
        known.add(node.id)
        if (node.kind is NodeKind.OUTCOME) != (node.outcome_class is not None):
            yield f"{node.id!r}: outcomes have a class, and nothing else has"
        if any(line.depth < 0 for line in node.body):
            yield f"{node.id!r} has a line of negative depth"
    for edge in chart.edges:
        for end in (edge.source, edge.target):
            if end not in known:
                yield f"an edge names {end!r}, which is no node"
    if len(set(chart.edges)) < len(chart.edges):
        yield "an edge stands in it twice"
    if not chart.nodes:
        yield "it has no nodes"
