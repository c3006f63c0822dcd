"""A chart in the language of Graphviz, for people who want to draw it their own way.

Labels are quoted strings with escaped quotes, backslashes and ampersands; HTML-like labels are not used, since
not every Graphviz is built to read them.
"""

from policyc.render.chart import (
    BodyLine,
    Chart,
    Edge,
    EdgeKind,
    LineRole,
    Node,
    NodeKind,
    OutcomeClass,
    relative_link,
)
from policyc.render.clean_text import clean
from policyc.render.text_metrics import Run, TextStyle, wrap

_WRAP = TextStyle(12)
_WRAP_WIDTH = 330.0
_SHAPES = {
    NodeKind.START: "box",
    NodeKind.QUESTION: "octagon",
    NodeKind.CRITERIA: "box",
    NodeKind.REFERENCE: "component",
    NodeKind.NOTE: "note",
}
_OUTCOMES = {
    OutcomeClass.FAVOURABLE: "shape=box,style=rounded,penwidth=2.5",
    OutcomeClass.OPEN: 'shape=box,style="rounded,dashed"',
    OutcomeClass.ADVERSE: "shape=box,peripheries=2",
}
_EDGE_STYLES = {EdgeKind.YES: "solid", EdgeKind.NO: "dashed", EdgeKind.PLAIN: "solid"}


def render_dot(chart: Chart) -> str:
    """A directed graph, ending in a newline; nodes are named by their position in the chart."""
    names = {node.id: f"n{position}" for position, node in enumerate(chart.nodes, start=1)}
    lines = [
        "digraph {",
        f"  graph [label={quote_dot(chart.title)},labelloc=t,rankdir=TB]",
        '  node [fontname="Arial",fontsize=12]',
        '  edge [fontname="Arial",fontsize=12]',
        *(f"  {names[node.id]} [{_node(node)}]" for node in chart.nodes),
        *(_edge(edge, names) for edge in chart.edges),
        "}",
    ]
    return "\n".join(lines) + "\n"


def quote_dot(text: str) -> str:
    """The text as a quoted string that Graphviz shows as it is."""
    return f'"{_escaped(clean(text))}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


def _node(node: Node) -> str:
    outcome = f" ({node.outcome_class.value})" if node.outcome_class else ""
    lines = [f"{node.label} {node.headline}{outcome}"]
    lines += [_body_line(line) for line in node.body]
    if clean(node.citation):
        lines.append(f"Source: {node.citation}")
    label = "".join(f"{_escaped(line)}\\l" for text in lines for line in _wrapped(text))
    attributes = [f'label="{label}"', _shape(node)]
    if relative_link(node.link):
        attributes.append(f"URL={quote_dot(node.link)}")
    return ",".join(attributes)


def _shape(node: Node) -> str:
    if node.outcome_class is not None:
        return _OUTCOMES[node.outcome_class]
    style = ",style=rounded" if node.kind is NodeKind.START else ""
    return f"shape={_SHAPES[node.kind]}{style}"


def _body_line(line: BodyLine) -> str:
    bullet = "• " if line.role is LineRole.ITEM or line.depth else ""
    citation = f" [{line.citation}]" if clean(line.citation) else ""
    return "\u00a0\u00a0\u00a0\u00a0" * line.depth + f"{bullet}{line.text}{citation}"


def _wrapped(text: str) -> list[str]:
    lines = wrap((Run(clean(text), _WRAP),), _WRAP_WIDTH)
    return ["".join(run.text for run in line.runs).rstrip(" ") for line in lines]


def _edge(edge: Edge, names: dict[str, str]) -> str:
    style = f"style={_EDGE_STYLES[edge.kind]}"
    label = f",label={quote_dot(edge.words)}" if clean(edge.words) else ""
    return f"  {names[edge.source]} -> {names[edge.target]} [{style}{label}]"
