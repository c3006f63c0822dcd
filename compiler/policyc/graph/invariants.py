"""What must hold of every decision graph, as code. A violation is a mistake of the compiler, not of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from policyc.graph.atom_text import atom_text
from policyc.graph.nodes import (
    NODE,
    AnyNode,
    AtomNode,
    CriterionNode,
    DecisionNode,
    GateNode,
    LineNode,
    NameNode,
    RecommendationNode,
    SupportNode,
    below,
    header_of,
    node_of,
    payloads,
    places_of,
)

if TYPE_CHECKING:
    import networkx as nx

_BOOLEAN = (GateNode, AtomNode)


class BrokenGraphError(Exception):
    """A decision graph that does not keep its promises; the message names every broken one."""


def check_invariants(graph: nx.DiGraph[str]) -> None:
    """Raise BrokenGraphError unless the graph keeps every invariant of this module.

    It is acyclic; it has one root, from which everything is reached; every node has a payload under its own,
    canonical id; every edge leads to a node of a fitting kind; the places of a node are numbered from 1;
    thresholds lie within the number of items; the chain of lines ends with `otherwise`, which is unconditional;
    every criterion of the text is present; every named service exists.
    """
    for invariants in (_FIRST, _THEN):
        broken = [
            f"{invariant.__name__[1:]}: {found}" for invariant in invariants for found in invariant(graph)
        ]
        if broken:
            raise BrokenGraphError("; ".join(broken))


def _every_node_has_a_payload(graph: nx.DiGraph[str]) -> Iterator[str]:
    return (name for name, attributes in graph.nodes.items() if NODE not in attributes)


def _ids_are_canonical(graph: nx.DiGraph[str]) -> Iterator[str]:
    header = header_of(graph)
    for name in graph:
        node = node_of(graph, name)
        path = f"atom/{atom_text(node.condition)}" if isinstance(node, AtomNode) else node.path
        if not node.id == name == f"{header.policy}@{header.version}:{path}":
            yield name


def _acyclic(graph: nx.DiGraph[str]) -> Iterator[str]:
    import networkx as nx

    if not nx.is_directed_acyclic_graph(graph):
        yield " -> ".join(source for source, _ in nx.find_cycle(graph))


def _one_root(graph: nx.DiGraph[str]) -> Iterator[str]:
    roots = [name for name, degree in graph.in_degree() if degree == 0]
    decisions = [node.id for node in payloads(graph) if isinstance(node, DecisionNode)]
    if not roots == decisions == [header_of(graph).root]:
        yield ", ".join(sorted({*roots, *decisions}))


def _edges_fit(graph: nx.DiGraph[str]) -> Iterator[str]:
    for source, target in graph.edges:
        places = places_of(graph, source, target)
        above, under = node_of(graph, source), node_of(graph, target)
        yield from (f"{source} -> {target}" for place in places if not _fits(above, place.role, under))
        if not places:
            yield f"{source} -> {target}"


def _fits(above: AnyNode, role: str, under: AnyNode) -> bool:
    """Whether a place with this role may lead from the one node to the other."""
    kinds: dict[str, tuple[type | tuple[type, ...], type | tuple[type, ...]]] = {
        "line": (DecisionNode, LineNode),
        "outline": (DecisionNode, GateNode),
        "next": (LineNode, LineNode),
        "condition": (LineNode, _BOOLEAN),
        "exception": ((LineNode, CriterionNode), _BOOLEAN),
        "name": (LineNode, NameNode),
        "criterion": (NameNode, CriterionNode),
        "given": (NameNode, _BOOLEAN),
        "support": (NameNode, SupportNode),
        "recommendation": (SupportNode, RecommendationNode),
        "when": (RecommendationNode, _BOOLEAN),
        "item": (GateNode, _BOOLEAN),
        "negated": (GateNode, _BOOLEAN),
        "alternative": (GateNode, _BOOLEAN),
    }
    sources, targets = kinds[role]
    return isinstance(above, sources) and isinstance(under, targets)


def _places_are_numbered(graph: nx.DiGraph[str]) -> Iterator[str]:
    for name in graph:
        positions = [place.position for place, _ in below(graph, name)]
        if positions != list(range(1, len(positions) + 1)):
            yield name


def _thresholds_are_within_range(graph: nx.DiGraph[str]) -> Iterator[str]:
    for node in _gates(graph, "at least"):
        if not 1 <= node.least <= len(below(graph, node.id)):
            yield f"{node.id}: at least {node.least} of {len(below(graph, node.id))}"


def _gates_are_known(graph: nx.DiGraph[str]) -> Iterator[str]:
    known = {"all", "any", "at least", "reading"}
    return (node.id for node in payloads(graph) if isinstance(node, GateNode) and node.gate not in known)


def _every_alternative_is_chosen_once(graph: nx.DiGraph[str]) -> Iterator[str]:
    chosen = dict(header_of(graph).readings)
    for node in _gates(graph, "reading"):
        alternatives = [place.alternative for place, _ in below(graph, node.id)]
        if chosen.get(node.reading) not in alternatives or len(set(alternatives)) < len(alternatives):
            yield node.id


def _otherwise_is_last(graph: nx.DiGraph[str]) -> Iterator[str]:
    lines = [node for node in payloads(graph) if isinstance(node, LineNode)]
    for line in lines:
        following = [target for place, target in below(graph, line.id) if place.role == "next"]
        if line.otherwise == bool(following) or len(following) > 1:
            yield line.id
    if sum(line.otherwise for line in lines) != 1:
        yield f"{sum(line.otherwise for line in lines)} lines are otherwise"


def _every_criterion_is_present(graph: nx.DiGraph[str]) -> Iterator[str]:
    present = {node.criterion for node in payloads(graph) if isinstance(node, CriterionNode)}
    yield from sorted(set(header_of(graph).criteria) ^ present)


def _services_exist(graph: nx.DiGraph[str]) -> Iterator[str]:
    services = set(header_of(graph).services)
    for node in payloads(graph):
        if isinstance(node, RecommendationNode) and not services.issuperset(node.services):
            yield node.id


def _gates(graph: nx.DiGraph[str], gate: str) -> Iterator[GateNode]:
    return (node for node in payloads(graph) if isinstance(node, GateNode) and node.gate == gate)


_Invariants = tuple[Callable[["nx.DiGraph[str]"], Iterator[str]], ...]

# The others could not even be asked of a graph that breaks these.
_FIRST: _Invariants = (_every_node_has_a_payload,)
_THEN: _Invariants = (
    _acyclic,
    _ids_are_canonical,
    _one_root,
    _edges_fit,
    _places_are_numbered,
    _thresholds_are_within_range,
    _gates_are_known,
    _every_alternative_is_chosen_once,
    _otherwise_is_last,
    _every_criterion_is_present,
    _services_exist,
)
