"""The trace as an indented list: every part of the text that was looked at, with its truth."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.evaluate import TraceNode
from policyc.graph.words import condition_words
from policyc.model.program import Epoch
from policyc.model.verdict import Truth
from policyc.report.paragraph import paragraph
from policyc.report.style import Style
from policyc.report.verdict_words import citation_words

_MARKS = {Truth.TRUE: "met    ", Truth.FALSE: "not met", Truth.UNKNOWN: "unknown"}
_DEEPEST = 40


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
    return f"exception: {words}" if node.kind == "exception" else words


def _entry(node: TraceNode, epoch: Epoch, style: Style, depth: int, seen: set[str]) -> Iterator[str]:
    cite = f" ({citation_words(node.cite, epoch.policy)})" if node.cite else ""
    above = " (as above)" if node.path in seen and node.title else ""
    mark = _MARKS[node.truth]
    words = paragraph(f"{node_title(node, epoch)}{cite}{above}", depth, None, f"{mark}  ")
    paint = {Truth.TRUE: style.green, Truth.FALSE: style.faint, Truth.UNKNOWN: style.yellow}[node.truth]
    yield words.replace(mark, paint(mark), 1)
    seen.add(node.path)
    for child in node.children:
        yield from _entry(child, epoch, style, min(depth + 2, _DEEPEST), seen)
