"""Flowcharts of a policy text: an overview of the decision, and a page for each section that has criteria.

The overview reads the decision lines in order. A line that asks only whether a section is met is a reference to
that section's page. A section's page asks for its scope and those around it, then for what it requires, then
for each criterion in turn, and names the services that a met criterion supports. Everything is drawn under the
chosen readings; the footer names those that bear on the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policyc.graph.chosen import as_chosen, readings_below
from policyc.graph.words import condition_words, mid_sentence, outcome_words
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    Constant,
    DefinitionHolds,
    Not,
    SectionTest,
    Waivable,
)
from policyc.model.outcome import SERVICE_OUTCOMES, Outcome, outcome_class
from policyc.model.program import Epoch, Line
from policyc.render.chart import BodyLine, Chart, Edge, EdgeKind, LineRole, Node, NodeKind, OutcomeClass
from policyc.render.flowchart_sections import section_chart
from policyc.render.outline import body, cite_words, exception_lines

OVERVIEW = "overview"
_ANOTHER_SERVICE = (
    "A met criterion supports only the services named beside it. Where another service is requested, read on as if "
    "the answer were no; a request that ends without approval though a criterion is met is answered with the "
    "service that is supported."
)


def charts(epoch: Epoch, suffix: str = ".svg") -> tuple[Chart, ...]:
    """The pages of an epoch, the overview first. Links between pages are page names with the suffix."""
    return tuple(chart for _, chart in pages(epoch, suffix))


def pages(epoch: Epoch, suffix: str = ".svg") -> tuple[tuple[str, Chart], ...]:
    """The pages with their names: `overview`, then the label of each section that has criteria."""
    sections = [label for label, section in epoch.sections.items() if section.criteria]
    return (
        (OVERVIEW, overview(epoch, suffix)),
        *((label, section_chart(epoch, label, suffix)) for label in sections),
    )


def overview(epoch: Epoch, suffix: str = ".svg") -> Chart:
    """The decision lines in order, down to `otherwise`."""
    drawn = _Drawn(epoch, suffix)
    drawn.nodes.append(_start(epoch))
    for line in epoch.lines[:-1]:
        _add_line(line, drawn)
    last = epoch.lines[-1]
    drawn.reach(_outcome_node("otherwise", last, epoch))
    return Chart(
        title=f"{epoch.policy.title}: overview",
        subtitle=subtitle(epoch),
        nodes=tuple(drawn.nodes),
        edges=tuple(drawn.edges),
        footer=footer(
            epoch, [condition for line in epoch.lines for condition in (line.condition, *line.exceptions)]
        ),
    )


def subtitle(epoch: Epoch) -> str:
    """Payer, version and the days on which the text is in force."""
    interval = epoch.interval
    days = [f"from {interval.start}"] if interval.start else []
    days += [f"before {interval.end}"] if interval.end else []
    parts = [epoch.policy.payer, f"version {epoch.version.name}, in force {' '.join(days) or 'always'}"]
    return " · ".join(part for part in parts if part)


def footer(epoch: Epoch, conditions: Sequence[Condition]) -> tuple[str, ...]:
    """The sources, what to send along, and the readings that bear on the page."""
    policy = epoch.policy
    rows = [
        f"{source.name.upper()}: {source.title}" + (f", revised {source.revised}" if source.revised else "")
        for source in policy.sources.values()
    ]
    if any(line.outcome in SERVICE_OUTCOMES and line.names for line in epoch.lines):
        rows.append(_ANOTHER_SERVICE)
    if policy.documents:
        rows.append(
            "Send with the request: " + "; ".join(document.label for document in policy.documents) + "."
        )
    names = dict.fromkeys(name for condition in conditions for name in readings_below(condition, epoch))
    if names:
        rows.append(
            "Drawn as the source is read here. Readings that bear on this page: " + ", ".join(names) + "."
        )
    return tuple(rows)


@dataclass(slots=True)
class _Drawn:
    epoch: Epoch
    suffix: str
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def reach(self, node: Node) -> None:
        """Append a node to the spine, reached by "no" from the one before it."""
        spine = [each for each in self.nodes if each.kind is not NodeKind.OUTCOME]
        before = spine[-1]
        kind = EdgeKind.PLAIN if before.kind is NodeKind.START else EdgeKind.NO
        self.nodes.append(node)
        self.edges.append(Edge(before.id, node.id, kind))

    def answer(self, question: Node, outcome: Node) -> None:
        """Lead "yes" from a question to an outcome, which is drawn once for its id."""
        if all(each.id != outcome.id for each in self.nodes):
            self.nodes.append(outcome)
        self.edges.append(Edge(question.id, outcome.id, EdgeKind.YES))


def _start(epoch: Epoch) -> Node:
    rows = tuple(
        BodyLine(f"{service.label} ({service.system} {', '.join(service.codes)})", 1)
        for service in epoch.policy.services.values()
    )
    head = BodyLine("Each requested service is decided by itself:", 0, LineRole.CONNECTIVE)
    return Node("start", NodeKind.START, f"{epoch.policy.title} is requested", (head, *rows))


def _add_line(line: Line, drawn: _Drawn) -> None:
    shown = as_chosen(line.condition, drawn.epoch.policy)
    if isinstance(shown, Constant) and not shown.value:
        return
    outcome = _outcome_node(str(line.outcome).replace(" ", "_"), line, drawn.epoch)
    for number, part in enumerate(_split(shown, line), start=1):
        node = _question(f"{line.name}_{number}", part, line, drawn)
        drawn.reach(node)
        drawn.answer(node, outcome)


def _split(shown: Condition, line: Line) -> Iterator[Condition]:
    """The alternatives of a line that are questions of their own: each section that it asks for, then the rest."""
    if not isinstance(shown, Any) or line.exceptions:
        yield shown
        return
    tests = [item for item in shown.items if isinstance(item, SectionTest)]
    rest = tuple(item for item in shown.items if not isinstance(item, SectionTest))
    yield from tests
    if rest:
        yield rest[0] if len(rest) == 1 else Any(rest, path=shown.path)


def _question(node_id: str, shown: Condition, line: Line, drawn: _Drawn) -> Node:
    epoch = drawn.epoch
    exceptions = exception_lines(line.exceptions, epoch)
    if isinstance(shown, SectionTest) and shown.test == "met":
        return _reference(node_id, shown, line, exceptions, drawn)
    composite = isinstance(shown, All | Any | AtLeast | Waivable | Not | DefinitionHolds)
    rows = body(shown, epoch) if composite else ()
    words = condition_words(shown, epoch) if not rows or isinstance(shown, DefinitionHolds) else _named(line)
    return Node(
        node_id,
        NodeKind.CRITERIA if rows else NodeKind.QUESTION,
        f"{words}?" if not rows else words,
        (*rows, *exceptions),
        citation=cite_words(line.cite),
    )


def _reference(
    node_id: str, test: SectionTest, line: Line, exceptions: tuple[BodyLine, ...], drawn: _Drawn
) -> Node:
    section = drawn.epoch.sections[test.label]
    scope = as_chosen(section.scope, drawn.epoch.policy) if section.scope is not None else None
    rows: tuple[BodyLine, ...] = ()
    if scope is not None and not isinstance(scope, Constant):
        rows = (BodyLine(f"applies when: {_brief(scope, drawn.epoch)}", 0, LineRole.TEXT),)
    return Node(
        node_id,
        NodeKind.REFERENCE,
        f"{section.title}: met?",
        (*rows, *exceptions),
        label=section.label,
        citation=cite_words(line.cite),
        link=f"{section.label}{drawn.suffix}" if section.criteria else "",
    )


def _brief(condition: Condition, epoch: Epoch) -> str:
    if isinstance(condition, All):
        return "; and ".join(_brief(item, epoch) for item in condition.items)
    return mid_sentence(condition_words(condition, epoch))


def _named(line: Line) -> str:
    words = line.name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _outcome_node(node_id: str, line: Line, epoch: Epoch) -> Node:
    group = outcome_class(line.outcome)
    rows: tuple[BodyLine, ...] = ()
    if line.outcome in SERVICE_OUTCOMES and line.names:
        rows = (BodyLine("The services that the met criterion supports", 0, LineRole.TEXT),)
    if line.outcome is Outcome.MD_REVIEW:
        rows = (BodyLine("A physician decides", 0, LineRole.TEXT),)
    return Node(
        f"outcome_{node_id}",
        NodeKind.OUTCOME,
        outcome_words(line.outcome, epoch.policy),
        rows,
        outcome_class=OutcomeClass[group.name] if group is not None else OutcomeClass.OPEN,
        citation=cite_words(line.cite) if node_id == "otherwise" else "",
    )
