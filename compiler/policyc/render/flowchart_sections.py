"""The page of one section: scope, requirements, criteria, and what a met criterion supports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policyc.evaluate.conditions import sections_around
from policyc.graph.chosen import as_chosen
from policyc.graph.words import condition_words, mid_sentence, outcome_words, sentence_words
from policyc.model.conditions import All, Any, AtLeast, Condition, Constant, DefinitionHolds, Not, Waivable
from policyc.model.outcome import outcome_class
from policyc.model.program import Criterion, Epoch, Line, Section
from policyc.render.chart import BodyLine, Chart, Edge, EdgeKind, LineRole, Node, NodeKind, OutcomeClass
from policyc.render.outline import body, cite_words, exception_lines, outline

_COMPOSITE = (All, Any, AtLeast, Waivable, Not)


def section_chart(epoch: Epoch, label: str, suffix: str = ".svg") -> Chart:
    """The page of a section that has criteria."""
    from policyc.render.flowchart import footer, subtitle

    section = epoch.sections[label]
    page = _Page(epoch, section, suffix)
    for around in _outside_in(epoch, section):
        page.add_scope(around)
    for around in _outside_in(epoch, section):
        for number, requirement in enumerate(around.requirements, start=1):
            page.add_requirement(around, requirement, number)
    for name in section.order or (*section.criteria, *section.subsections):
        if name in epoch.criteria:
            page.add_criterion(epoch.criteria[name])
        else:
            page.add_subsection(epoch.sections[name])
    page.finish()
    return Chart(
        title=f"Section {label}: {section.title}",
        subtitle=f"{epoch.policy.title} · {subtitle(epoch)}",
        nodes=tuple(page.nodes),
        edges=tuple(page.edges),
        footer=footer(epoch, list(_conditions(epoch, section))),
    )


@dataclass(slots=True)
class _Page:
    epoch: Epoch
    section: Section
    suffix: str
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    spine: list[tuple[Node, EdgeKind]] = field(default_factory=list)

    def add_scope(self, around: Section) -> None:
        shown = as_chosen(around.scope, self.epoch.policy) if around.scope is not None else Constant(True)
        if isinstance(shown, Constant) and shown.value:
            return
        rows = body(shown, self.epoch) if isinstance(shown, _COMPOSITE) else ()
        words = "Does the section apply?" if rows else f"{condition_words(shown, self.epoch)}?"
        node = Node(
            f"{around.label}_scope",
            NodeKind.CRITERIA if rows else NodeKind.QUESTION,
            words,
            rows,
            label=around.label,
            citation=cite_words(around.cite),
        )
        self._demand(node, self._away("does_not_apply", f"Section {self.section.label} does not apply"))

    def add_requirement(self, around: Section, requirement: Condition, number: int) -> None:
        shown = as_chosen(requirement, self.epoch.policy)
        if isinstance(shown, Constant) and shown.value:
            return
        inner, waivers = (shown.condition, shown.waivers) if isinstance(shown, Waivable) else (shown, ())
        words, rows = self._headed(inner)
        node = Node(
            f"{around.label}_requires_{number}",
            NodeKind.CRITERIA,
            words,
            (*rows, *exception_lines(waivers, self.epoch, "waived when")),
            label=around.label,
            citation=cite_words(requirement.cite or around.cite),
        )
        self._demand(node, self._away("not_met", f"Section {self.section.label} is not met"))

    def add_criterion(self, criterion: Criterion) -> None:
        shown = as_chosen(criterion.condition, self.epoch.policy)
        rows = body(shown, self.epoch) if isinstance(shown, DefinitionHolds) else outline(shown, self.epoch)
        if len(rows) == 1 and rows[0].text.casefold() == criterion.title.casefold():
            rows = ()
        node = Node(
            criterion.label,
            NodeKind.CRITERIA,
            criterion.title,
            (*rows, *exception_lines(criterion.exceptions, self.epoch)),
            label=criterion.label,
            citation=cite_words(criterion.cite),
        )
        self._offer(node, self._met(criterion))

    def add_subsection(self, section: Section) -> None:
        node = Node(
            section.label,
            NodeKind.REFERENCE,
            f"{section.title}: met?",
            label=section.label,
            citation=cite_words(section.cite),
            link=f"{section.label}{self.suffix}" if section.criteria else "",
        )
        first = next((self.epoch.criteria[label] for label in section.criteria), None)
        met = self._met(first) if first else self._away("see_page", f"See section {section.label}")
        self._offer(node, met)

    def finish(self) -> None:
        """Lead the last "no" out of the section."""
        self._down(self._away("not_met", f"Section {self.section.label} is not met"))

    def _headed(self, shown: Condition) -> tuple[str, tuple[BodyLine, ...]]:
        if isinstance(shown, DefinitionHolds):
            return self.epoch.definitions[shown.name].title, body(shown, self.epoch)
        if isinstance(shown, _COMPOSITE):
            return "Required for every criterion", body(shown, self.epoch)
        return condition_words(shown, self.epoch), ()

    def _demand(self, node: Node, otherwise: Node) -> None:
        """A question whose "yes" goes on and whose "no" leaves."""
        self._down(node)
        self._answer(node, otherwise, EdgeKind.NO)
        self.spine.append((node, EdgeKind.YES))

    def _offer(self, node: Node, met: Node) -> None:
        """A question whose "yes" is an answer and whose "no" goes on."""
        self._down(node)
        self._answer(node, met, EdgeKind.YES)
        self.spine.append((node, EdgeKind.NO))

    def _down(self, node: Node) -> None:
        if all(each.id != node.id for each in self.nodes):
            self.nodes.append(node)
        if self.spine:
            before, kind = self.spine[-1]
            self.edges.append(Edge(before.id, node.id, kind))

    def _answer(self, node: Node, target: Node, kind: EdgeKind) -> None:
        if all(each.id != target.id for each in self.nodes):
            self.nodes.append(target)
        self.edges.append(Edge(node.id, target.id, kind))

    def _away(self, node_id: str, words: str) -> Node:
        rows = (BodyLine("Continue on the overview page", 0, LineRole.TEXT),)
        return Node(node_id, NodeKind.REFERENCE, words, rows, link=f"overview{self.suffix}")

    def _met(self, criterion: Criterion) -> Node:
        services = _supported(self.epoch, criterion)
        line = _deciding(self.epoch, criterion.label)
        rows = tuple(BodyLine(words, 0) for words in services)
        if line is None:
            return Node(f"met_{'_'.join(services)}", NodeKind.NOTE, f"{criterion.label} is met", rows)
        group = outcome_class(line.outcome)
        return Node(
            f"met_{line.name}_{'_'.join(services)}",
            NodeKind.OUTCOME,
            outcome_words(line.outcome, self.epoch.policy),
            rows if line.names and group is not None and group.name == "FAVOURABLE" else (),
            citation=cite_words(line.cite),
            outcome_class=OutcomeClass[group.name] if group is not None else OutcomeClass.OPEN,
        )


def _outside_in(epoch: Epoch, section: Section) -> list[Section]:
    return list(sections_around(epoch, section.label))[::-1]


def _deciding(epoch: Epoch, label: str) -> Line | None:
    """The first line that names the criterion with its scope."""
    for line in epoch.lines:
        if any(named.label == label and named.scoped and not named.readings for named in line.names):
            return line
    return None


def _supported(epoch: Epoch, criterion: Criterion) -> tuple[str, ...]:
    """The services a criterion supports, in words, under the chosen readings; conditional ones say when."""
    recommends = [*criterion.recommends]
    for section in sections_around(epoch, criterion.section):
        recommends += section.recommends
    words: list[str] = []
    for recommend in recommends:
        when = as_chosen(recommend.when, epoch.policy) if recommend.when is not None else Constant(True)
        if isinstance(when, DefinitionHolds):
            when = as_chosen(epoch.definitions[when.name].condition, epoch.policy)
        if isinstance(when, Constant) and not when.value:
            continue
        otherwise = "otherwise " if words else ""
        if isinstance(when, Constant):
            return (*words, *(otherwise + _service(epoch, name) for name in recommend.services))
        under = f"when {mid_sentence(sentence_words(when, epoch))}: "
        words += [otherwise + under + _service(epoch, name) for name in recommend.services]
    return (*words, f"{'otherwise any' if words else 'Any'} requested service of this policy")


def _service(epoch: Epoch, name: str) -> str:
    service = epoch.policy.services[name]
    return f"{service.label} ({service.system} {', '.join(service.codes)})"


def _conditions(epoch: Epoch, section: Section) -> Iterator[Condition]:
    criteria = [epoch.criteria[label] for label in section.criteria]
    for around in _outside_in(epoch, section):
        yield from ([around.scope] if around.scope is not None else [])
        yield from around.requirements
    for criterion in criteria:
        yield from (criterion.condition, *criterion.exceptions)
    recommends = [each for criterion in criteria for each in criterion.recommends]
    recommends += [each for around in _outside_in(epoch, section) for each in around.recommends]
    yield from (recommend.when for recommend in recommends if recommend.when is not None)
