"""Why a verdict is what it is: what a true part of the text rests on, and what a part that is not true lacks.

Both walk the trace. A true `any of` rests on its true items only; a list that is not true lacks its items that
are not true, named together with how many would do. Readers get conditions in words, never positions in a tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from policyc.evaluate import TraceNode
from policyc.graph.words import value_words
from policyc.model.cases import Case
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    Constant,
    CriterionTest,
    DefinitionHolds,
    Depending,
    IsYes,
    Not,
    SectionTest,
    Waivable,
)
from policyc.model.program import Epoch
from policyc.model.verdict import Truth

Words = Callable[[Condition], str]
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


def lacks(node: TraceNode, nodes: Nodes, words: Words) -> tuple[str, ...]:
    """What keeps a node from being true, in the order of the text, each once; `words` says a condition."""
    return tuple(dict.fromkeys(_gaps(node, nodes, words, set())))


def _grounds(node: TraceNode, nodes: Nodes, seen: set[str]) -> Iterator[Condition]:
    if node.truth is not Truth.TRUE or node.kind == "exception" or node.path in seen:
        return
    seen.add(node.path)
    if isinstance(node.condition, Constant):
        return
    if node.condition is not None and not isinstance(node.condition, _CONNECTIVES + _REFERENCES):
        yield node.condition
        return
    for child in nodes[node.path].children:
        yield from _grounds(child, nodes, seen)


def _gaps(node: TraceNode, nodes: Nodes, words: Words, seen: set[str]) -> Iterator[str]:
    if node.kind == "exception":
        if node.truth is not Truth.FALSE and node.condition is not None:
            yield _marked("An exception applies: " + words(node.condition), node.truth)
        return
    if node.truth is Truth.TRUE or node.path in seen:
        return
    seen.add(node.path)
    children = nodes[node.path].children
    match node.condition:
        case Any() | AtLeast():
            yield _marked(_too_few(node, words), node.truth)
        case Waivable() if children:
            yield from _gaps(children[0], nodes, words, seen)
        case None | All() | Depending() | DefinitionHolds() | SectionTest() | CriterionTest() if children:
            for child in children:
                yield from _gaps(child, nodes, words, seen)
        case None:
            yield node.title
        case condition:
            yield _marked(words(condition), node.truth)


def given_words(condition: Condition, case: Case, service: str, epoch: Epoch) -> str:
    """The fact that an atom is about, in brackets, with what a closed case says of it; empty for other conditions."""
    atom = condition.operand if isinstance(condition, Not) else condition
    name = getattr(atom, "fact", None)
    if name is None or name not in epoch.policy.facts:
        return ""
    value = case.per_service[name].get(service) if name in case.per_service else case.facts.get(name)
    if isinstance(atom, IsYes) and isinstance(value, bool):
        return f" [{name}]"
    return f" [{name}: {value_words(epoch.policy.facts[name], value)}]"


def _too_few(node: TraceNode, words: Words) -> str:
    """`1 of the 2 needed; not met: fever; known bacteremia`."""
    needed = node.condition.least if isinstance(node.condition, AtLeast) else 1
    missing = [child for child in node.children if child.truth is not Truth.TRUE]
    named = "; ".join(words(child.condition) for child in missing if child.condition is not None)
    if needed == 1:
        return f"None of: {named}" if len(missing) > 1 else named
    have = len(node.children) - len(missing)
    return f"{have} of the {needed} needed; not met: {named}"


def _marked(words: str, truth: Truth) -> str:
    return f"{words} (not documented)" if truth is Truth.UNKNOWN else words
