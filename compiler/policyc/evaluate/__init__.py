"""The reference evaluator: what an epoch says about one case and one requested service.

It reads the typed program and nothing else, in Kleene's three values, so that the graph, the solver and the
exports can be held against it. It is written to be obviously right: no rewriting, no ordering by cost.
"""

from policyc.evaluate.closing import close_case
from policyc.evaluate.conditions import situation_of, truth_of
from policyc.evaluate.lines import citations_of, evaluate
from policyc.evaluate.situation import Situation, requested_services
from policyc.evaluate.trace import TraceNode, trace

__all__ = [
    "Situation",
    "TraceNode",
    "citations_of",
    "close_case",
    "evaluate",
    "requested_services",
    "situation_of",
    "trace",
    "truth_of",
]
