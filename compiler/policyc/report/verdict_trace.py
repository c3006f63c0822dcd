"""The trace as an indented list: every part of the text that was looked at, with its truth.

A test of a part (`II is met`) and the part itself are one entry, and a requirement that there is none of is none,
so that a reader meets each part of the text once.
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.evaluate import TraceNode
from policyc.graph.words import condition_words
from policyc.model.conditions import CriterionTest, DefinitionHolds, Depending, SectionTest
from policyc.model.program import Epoch
from policyc.model.verdict import Truth
from policyc.report.paragraph import paragraph
from policyc.report.style import Style

_MARKS = {Truth.TRUE: "met    ", Truth.FALSE: "not met", Truth.UNKNOWN: "unknown"}
_KINDS = {
    "line": "Line ",
    "criterion": "Criterion ",
    "section": "Section ",
    "definition": "",
    "exception": "Exception: ",
}
_REFERENCES = (CriterionTest, DefinitionHolds, SectionTest)
_DEEPEST = 30


def trace_lines(epoch: Epoch, tree: tuple[TraceNode, ...], style: Style) -> Iterator[str]:
    """One entry per node, deeper parts further in; what was shown before is not spelt out again."""
    yield ""
    yield style.bold("  Everything that was looked at")
    seen: set[str] = set()
    for node in tree:
        yield from _entry(node, epoch, style, 4, seen)


def node_title(node: TraceNode, epoch: Epoch) -> str:
    """What a node is called: its name and title, or its condition in words (a list by its head alone)."""
    words = node.title or (
        condition_words(node.condition, epoch) if node.condition is not None else node.path
    )
    return f"{_KINDS.get(node.kind, '')}{words}"


def _entry(
    node: TraceNode, epoch: Epoch, style: Style, depth: int, seen: set[str], remark: str = ""
) -> Iterator[str]:
    if len(node.children) == 1 and node.kind == "condition":
        if isinstance(node.condition, _REFERENCES):
            yield from _entry(node.children[0], epoch, style, depth, seen, remark)
            return
        if isinstance(node.condition, Depending):
            read = f"{remark} (reading {node.condition.reading})"
            yield from _entry(node.children[0], epoch, style, depth, seen, read)
            return
    if node.path.endswith("/required") and not node.children and node.path not in seen:
        seen.add(node.path)
        return
    fresh = tuple(child for child in node.children if child.path not in seen)
    again = node.path in seen or bool(node.title and node.children and not fresh)
    yield _line(node, epoch, style, depth, remark + (" (as above)" if again else ""))
    seen.add(node.path)
    for child in () if again else node.children:
        yield from _entry(child, epoch, style, min(depth + 2, _DEEPEST), seen)


def _line(node: TraceNode, epoch: Epoch, style: Style, depth: int, remark: str) -> str:
    cite = f" [{node.cite.place}]" if node.cite else ""
    mark = _MARKS[node.truth]
    words = paragraph(f"{node_title(node, epoch)}{cite}{remark}", depth, None, f"{mark}  ")
    paint = {Truth.TRUE: style.green, Truth.FALSE: style.faint, Truth.UNKNOWN: style.yellow}[node.truth]
    return words.replace(mark, paint(mark), 1)
