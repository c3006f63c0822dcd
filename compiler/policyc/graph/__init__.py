"""The decision graph of an epoch, what must hold of it, its JSON, and the words for what stands in it."""

from policyc.graph.build import build_graph
from policyc.graph.deciding import evaluate_graph
from policyc.graph.graph_json import graph_from_json, graph_to_json
from policyc.graph.invariants import BrokenGraphError, check_invariants

__all__ = [
    "BrokenGraphError",
    "build_graph",
    "check_invariants",
    "evaluate_graph",
    "graph_from_json",
    "graph_to_json",
]
