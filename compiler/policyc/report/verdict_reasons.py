"""Why a verdict is what it is: what a true part of the text rests on, and what a part that is not true lacks.

Both walk the trace. A true `any of` rests on its true items only; a list that is not true lacks its items that
are not true, named together with how many would do. Readers get conditions in words, never positions in a tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policyc.evaluate import TraceNode
from policyc.graph.words import sentence_words
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    CriterionTest,
    DefinitionHolds,
    Depending,
    SectionTest,
    Waivable,
)
from policyc.model.program import Epoch
from policyc.model.verdict import Truth

Nodes = Mapping[str, TraceNode]

_CONNECTIVES = (All, Any, AtLeast, Waivable, Depending)
_REFERENCES = (CriterionTest, DefinitionHolds, SectionTest)


def nodes_by_path(roots: tuple[TraceNode, ...]) -> Nodes:
    """Every node of a trace under its path; of a part that is mentioned often, the node that spells it out."""
    found: dict[str, TraceNode] = {}
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if node.path not in found or not found[node.path].children:
            found[node.path] = node
        waiting.extend(node.children)
    return found


def rests_on(node: TraceNode, nodes: Nodes) -> tuple[Condition, ...]:
    """The conditions over facts that make a true node true, in the order of the text, each once."""
    return tuple(dict.fromkeys(_grounds(node, nodes, set())))


def lacks(node: TraceNode, nodes: Nodes, epoch: Epoch) -> tuple[str, ...]:
    """What keeps a node from being true, in words, in the order of the text, each once."""
    return tuple(dict.fromkeys(_gaps(node, nodes, epoch, set())))


def _grounds(node: TraceNode, nodes: Nodes, seen: set[str]) -> Iterator[Condition]:
    if node.truth is not Truth.TRUE or node.kind == "exception" or node.path in seen:
        return
    seen.add(node.path)
    if node.condition is not None and not isinstance(node.condition, _CONNECTIVES + _REFERENCES):
        yield node.condition
        return
    for child in nodes[node.path].children:
        yield from _grounds(child, nodes, seen)


def _gaps(node: TraceNode, nodes: Nodes, epoch: Epoch, seen: set[str]) -> Iterator[str]:
    if node.kind == "exception":
        if node.truth is not Truth.FALSE and node.condition is not None:
            yield _marked("an exception applies: " + sentence_words(node.condition, epoch), node.truth)
        return
    if node.truth is Truth.TRUE or node.path in seen:
        return
    seen.add(node.path)
    children = nodes[node.path].children
    match node.condition:
        case Any() | AtLeast():
            yield _marked(_too_few(node, epoch), node.truth)
        case Waivable() if children:
            yield from _gaps(children[0], nodes, epoch, seen)
        case None | All() | Depending() | DefinitionHolds() | SectionTest() | CriterionTest() if children:
            for child in children:
                yield from _gaps(child, nodes, epoch, seen)
        case None:
            yield node.title
        case condition:
            yield _marked(sentence_words(condition, epoch), node.truth)


def _too_few(node: TraceNode, epoch: Epoch) -> str:
    """`1 of the 2 needed; not met: fever; known bacteremia`."""
    needed = node.condition.least if isinstance(node.condition, AtLeast) else 1
    missing = [child for child in node.children if child.truth is not Truth.TRUE]
    words = "; ".join(
        sentence_words(child.condition, epoch) for child in missing if child.condition is not None
    )
    if needed == 1:
        return f"none of: {words}" if len(missing) > 1 else words
    have = len(node.children) - len(missing)
    return f"{have} of the {needed} needed; not met: {words}"


def _marked(words: str, truth: Truth) -> str:
    return f"{words} (not documented)" if truth is Truth.UNKNOWN else words
