"""A chart in the language of Mermaid, which code-hosting sites draw inside Markdown.

Mermaid knows neither our measures nor links between pages; shapes follow ours as far as it has them. Any
character that could mean something to Mermaid, to HTML or, as the mark of a list, to Markdown is written as a
numbered entity, and nodes are named by their position, so that no word of a policy can become syntax.
"""

import re

from policyc.render.chart import BodyLine, Chart, Edge, EdgeKind, LineRole, Node, NodeKind, OutcomeClass
from policyc.render.clean_text import clean

_SHAPES = {
    NodeKind.START: ("([", "])"),
    NodeKind.QUESTION: ("{{", "}}"),
    NodeKind.CRITERIA: ("[", "]"),
    NodeKind.REFERENCE: ("[[", "]]"),
    NodeKind.NOTE: (">", "]"),
}
_OUTCOME_SHAPES = {
    OutcomeClass.FAVOURABLE: ("([", "])"),
    OutcomeClass.OPEN: ("(", ")"),
    OutcomeClass.ADVERSE: ("[/", "/]"),
}
_ARROWS = {EdgeKind.YES: "-->", EdgeKind.NO: "-.->", EdgeKind.PLAIN: "-->"}
_CLASSES = (
    "classDef favourable fill:#e6f3ea,stroke:#1c6b3a,stroke-width:3px,color:#1a1a1a",
    "classDef open fill:#fff6e0,stroke:#7a5200,stroke-width:2px,stroke-dasharray:7 4,color:#1a1a1a",
    "classDef adverse fill:#fbecea,stroke:#962a20,stroke-width:2px,color:#1a1a1a",
    "classDef words text-align:left",
)
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-'()/?")
_LIST_MARK = re.compile(r"(?:\d+|\W)[.)]?")


def render_mermaid(chart: Chart) -> str:
    """A `flowchart TD`, ending in a newline."""
    names = {node.id: f"n{position}" for position, node in enumerate(chart.nodes, start=1)}
    lines = ["flowchart TD"]
    lines += [f"  {names[node.id]}{_node(node)}" for node in chart.nodes]
    lines += [_edge(edge, names) for edge in chart.edges]
    lines += [f"  {definition}" for definition in _CLASSES]
    return "\n".join(lines) + "\n"


def escape_mermaid(text: str) -> str:
    """The text as it may stand in a quoted label; letters, digits, accents and a few signs stay readable."""
    cleaned = clean(text)
    mark = _LIST_MARK.match(cleaned)
    start = mark.end() if mark else 0
    return "".join(_numbered(character) for character in cleaned[:start]) + "".join(
        character if _is_plain(character) else _numbered(character) for character in cleaned[start:]
    )


def _numbered(character: str) -> str:
    return f"#{ord(character)};"


def _is_plain(character: str) -> bool:
    # Mermaid brackets entities with "ﬂ°" and "¶ß" before it parses them.
    return character in _PLAIN or (ord(character) > 127 and character not in "ﬂ¶")


def _node(node: Node) -> str:
    opening, closing = _OUTCOME_SHAPES[node.outcome_class] if node.outcome_class else _SHAPES[node.kind]
    headline = f"<b>{escape_mermaid(f'{node.label} {node.headline}')}</b>"
    lines = [headline, *(_body_line(line) for line in node.body)]
    if node.outcome_class:
        lines.insert(1, f"({node.outcome_class.value})")
    if clean(node.citation):
        lines.append(f"<i>{escape_mermaid(f'Source: {node.citation}')}</i>")
    style = node.outcome_class.value if node.outcome_class else "words"
    return f'{opening}"{"<br/>".join(lines)}"{closing}:::{style}'


def _body_line(line: BodyLine) -> str:
    indent = "&emsp;" * line.depth
    bullet = "• " if line.role is LineRole.ITEM or line.depth else ""
    citation = f" <i>{escape_mermaid(f'[{line.citation}]')}</i>" if clean(line.citation) else ""
    return f"{indent}{bullet}{escape_mermaid(line.text)}{citation}"


def _edge(edge: Edge, names: dict[str, str]) -> str:
    words = escape_mermaid(edge.words)
    label = f'|"{words}"|' if words else ""
    return f"  {names[edge.source]} {_ARROWS[edge.kind]}{label} {names[edge.target]}"
