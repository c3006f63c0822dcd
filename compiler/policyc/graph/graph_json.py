"""Decision graphs as JSON, and back.

One object: `format_version`, the header, and the nodes in the order of the text, each with its places. A typed
value is an object whose `is` names its type; everything else is plain. The same graph gives the same text.
"""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from policyc.graph import nodes
from policyc.graph.nodes import FORMAT_VERSION, HEADER, NODE, PLACES, below, header_of, node_of, places_of
from policyc.model import calendar, conditions
from policyc.model.outcome import Outcome

if TYPE_CHECKING:
    import networkx as nx

_TYPES: dict[str, type] = {
    each.__name__: each
    for each in (
        nodes.Header,
        nodes.Onset,
        nodes.DecisionNode,
        nodes.LineNode,
        nodes.NameNode,
        nodes.SupportNode,
        nodes.RecommendationNode,
        nodes.GateNode,
        nodes.DefinitionNode,
        nodes.CriterionNode,
        nodes.SectionNode,
        nodes.AtomNode,
        nodes.Place,
        calendar.Length,
        conditions.Citation,
        conditions.Window,
        conditions.IsYes,
        conditions.Compare,
        conditions.IsOneOf,
        conditions.IncludesValue,
        conditions.IsNever,
        conditions.Within,
        conditions.Since,
        conditions.AtLeastDays,
        conditions.AtLeastVisits,
        conditions.ServiceIs,
        conditions.RequestIncludes,
        conditions.Constant,
    )
}

# An atom of the graph has no place of its own.
_LEFT_OUT = {"span"}


def graph_to_json(graph: nx.DiGraph[str]) -> str:
    """The graph as JSON text, ending with a newline."""
    data = {
        "format_version": FORMAT_VERSION,
        "header": _encode(header_of(graph)),
        "nodes": [{**_encode(node_of(graph, name)), "below": _below(graph, name)} for name in graph],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def graph_from_json(text: str) -> nx.DiGraph[str]:
    """The graph that `graph_to_json` gave, equal in nodes, edges, their order and their payloads.

    Raises ValueError for another format version.
    """
    import networkx as nx

    data = json.loads(text)
    if data["format_version"] != FORMAT_VERSION:
        raise ValueError(f"a graph of format version {data['format_version']}, not {FORMAT_VERSION}")
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.graph[HEADER] = _decode(data["header"])
    for row in data["nodes"]:
        graph.add_node(row["id"], **{NODE: _decode({key: row[key] for key in row if key != "below"})})
    for row in data["nodes"]:
        for edge in row["below"]:
            graph.add_edge(
                row["id"], edge["to"], **{PLACES: tuple(_decode(place) for place in edge["places"])}
            )
    return graph


def _below(graph: nx.DiGraph[str], name: str) -> list[dict[str, Any]]:
    targets = dict.fromkeys(target for _, target in below(graph, name))
    return [
        {"to": target, "places": [_encode(place) for place in places_of(graph, name, target)]}
        for target in targets
    ]


def _encode(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        written = [each.name for each in dataclasses.fields(value) if each.name not in _LEFT_OUT]
        fields = {
            name: _encode(getattr(value, name)) for name in written if getattr(value, name) not in ("", None)
        }
        return {"is": type(value).__name__, **fields}
    if isinstance(value, tuple):
        return [_encode(each) for each in value]
    return str(value) if isinstance(value, Outcome) else value


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decode(each) for each in value)
    if not isinstance(value, dict):
        return value
    fields = {key: _decode(each) for key, each in value.items() if key != "is"}
    if "outcome" in fields:
        fields["outcome"] = Outcome(fields["outcome"])
    made = _TYPES[value["is"]]
    missing = {
        each.name: "" for each in dataclasses.fields(made) if _is_required(each) and each.name not in fields
    }
    return made(**missing, **fields)


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
