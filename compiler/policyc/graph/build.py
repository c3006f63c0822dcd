"""Lowering: an epoch as a decision graph.

Ids are `POLICY@VERSION:` and the path of what the node is, so that a node keeps its id while its words stay
where they are. An atom's path is its canonical text: it is the same node wherever it stands. Sections,
criteria and definitions are one node for each way in which they are asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from policyc.graph.atom_text import atom_text
from policyc.graph.nodes import (
    HEADER,
    NODE,
    PLACES,
    AnyNode,
    AtomNode,
    CriterionNode,
    DecisionNode,
    DefinitionNode,
    GateNode,
    Header,
    LineNode,
    NameNode,
    Onset,
    Place,
    RecommendationNode,
    SectionNode,
    SupportNode,
    places_of,
)
from policyc.graph.words import condition_words, joined, outcome_words, service_words
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Atom,
    Condition,
    CriterionTest,
    DefinitionHolds,
    Depending,
    Not,
    SectionTest,
    Waivable,
)
from policyc.model.facts import FactKind
from policyc.model.outcome import SERVICE_OUTCOMES
from policyc.model.program import Epoch, Line, NamedCriterion, Policy, Recommend, Section

if TYPE_CHECKING:
    import networkx as nx

Below = tuple[str, Place]
"""What an edge leads to, and the place it stands for (its position is given when the node is added)."""


def build_graph(epoch: Epoch) -> nx.DiGraph[str]:
    """The decision graph of an epoch, nodes and edges in the order of the text.

    Node payloads stand under the attribute `node`, the places of an edge under `places`, and the header under
    the graph's attribute `header`. The epoch has no reference cycle and no open reference.
    """
    import networkx as nx

    building = _Building(epoch, nx.DiGraph())
    building.graph.graph[HEADER] = _header(epoch, building.id("decide"))
    below = [*building.lines()[:1], *building.outline()]
    building.add(DecisionNode(id="", label=epoch.policy.title, path="decide"), below)
    return building.graph


def _header(epoch: Epoch, root: str) -> Header:
    policy = epoch.policy
    return Header(
        policy=policy.id,
        title=policy.title,
        version=epoch.version.name,
        text=epoch.name,
        root=root,
        window_clock=policy.window_clock,
        undocumented_not_met=policy.undocumented_not_met,
        services=tuple(policy.services),
        groups=tuple(policy.groups.items()),
        readings=tuple((name, reading.chosen) for name, reading in policy.readings.items()),
        onsets=tuple(_onsets(policy)),
        criteria=tuple(epoch.criteria),
    )


def _onsets(policy: Policy) -> Iterable[Onset]:
    for name, fact in policy.facts.items():
        onset = policy.facts.get(fact.current_episode_since or "")
        if onset is not None:
            yield Onset(
                episodes=name,
                fact=onset.name,
                duration=onset.kind is FactKind.DURATION,
                never_possible=onset.never_possible,
                low=onset.low,
                high=onset.high,
            )


@dataclass(frozen=True, slots=True)
class _Building:
    epoch: Epoch
    graph: nx.DiGraph[str] = field(repr=False)
    conditions: dict[str, Condition] = field(default_factory=dict)

    def id(self, path: str) -> str:
        return f"{self.epoch.policy.id}@{self.epoch.version.name}:{path}"

    def has(self, path: str) -> bool:
        return self.id(path) in self.graph

    def add(self, node: AnyNode, below: Iterable[Below]) -> str:
        """Add a node, its id made from its path, with its edges; the places get their positions here."""
        node = replace(node, id=self.id(node.path))
        self.graph.add_node(node.id, **{NODE: node})
        for position, (target, place) in enumerate(below, 1):
            placed = replace(place, position=position)
            known = places_of(self.graph, node.id, target) if self.graph.has_edge(node.id, target) else ()
            self.graph.add_edge(node.id, target, **{PLACES: (*known, placed)})
        return node.id

    # --- Lines ---

    def lines(self) -> list[Below]:
        """The chain of lines, each leading to the next; the last is added first, the first stands in front."""
        chain: list[Below] = []
        for line in reversed(self.epoch.lines):
            chain = [(self.line(line, chain[:1]), Place(0, "line"))]
        return chain

    def line(self, line: Line, following: list[Below]) -> str:
        policy = self.epoch.policy
        node = LineNode(
            id="",
            label=f"{outcome_words(line.outcome, policy)} ({line.name.replace('_', ' ')})",
            path=f"decide/{line.name}",
            cite=line.cite,
            name=line.name,
            outcome=line.outcome,
            first=line.first,
            promises=line.outcome in SERVICE_OUTCOMES,
            otherwise=line is self.epoch.lines[-1],
        )
        names = [(self.name(line, named), Place(0, "name")) for named in line.names]
        after = [(target, Place(0, "next")) for target, _ in following]
        return self.add(
            node,
            [
                *self.places((line.condition,), "condition"),
                *self.places(line.exceptions, "exception"),
                *names,
                *after,
            ],
        )

    def name(self, line: Line, named: NamedCriterion) -> str:
        found = self.epoch.criteria[named.label]
        path = f"decide/{line.name}/{named.label}"
        # A line may name a criterion twice: with its scope in one place, without it in another.
        number = next(n for n in count(1) if not self.has(path if n == 1 else f"{path}/{n}"))
        node = NameNode(
            id="",
            label=f"{named.label} {found.title}",
            path=path if number == 1 else f"{path}/{number}",
            cite=found.cite,
            criterion=named.label,
            readings=named.readings,
        )
        criterion = (self.criterion(named.label, named.scoped), Place(0, "criterion"))
        support = (self.support(named.label), Place(0, "support"))
        return self.add(node, [criterion, *self.places(named.given, "given"), support])

    def support(self, label: str) -> str:
        path = f"{label}/recommends"
        if self.has(path):
            return self.id(path)
        around = self.sections_around(self.epoch.criteria[label].section)
        recommends = [
            *self.epoch.criteria[label].recommends,
            *(each for section in around for each in section.recommends),
        ]
        below = [
            (self.recommendation(f"{path}/{number}", each), Place(0, "recommendation"))
            for number, each in enumerate(recommends, 1)
        ]
        return self.add(SupportNode(id="", label=f"Services of {label}", path=path, criterion=label), below)

    def recommendation(self, path: str, recommend: Recommend) -> str:
        labels = joined((service_words(self.epoch.policy, each) for each in recommend.services), "and")
        node = RecommendationNode(id="", label=labels, path=path, services=recommend.services)
        return self.add(node, self.places((recommend.when,), "when"))

    # --- Sections, criteria, definitions ---

    def outline(self) -> list[Below]:
        """Every definition, every outermost section and every criterion outside sections."""
        definitions = [self.definition(name) for name in self.epoch.definitions]
        sections = [
            self.section(each.label, "met") for each in self.epoch.sections.values() if not each.parent
        ]
        loose = [
            self.criterion(each.label, False) for each in self.epoch.criteria.values() if not each.section
        ]
        return [(target, Place(0, "outline")) for target in definitions + sections + loose]

    def definition(self, name: str) -> str:
        found = self.epoch.definitions[name]
        path = f"{name}/holds"
        if self.has(path):
            return self.id(path)
        node = DefinitionNode(id="", label=found.title, path=path, cite=found.cite, gate="all", name=name)
        return self.add(node, self.places((found.condition,), "item"))

    def criterion(self, label: str, scoped: bool) -> str:
        found = self.epoch.criteria[label]
        path = f"{label}/{'met' if scoped else 'holds'}"
        if self.has(path):
            return self.id(path)
        below = [*self.places((found.condition,), "item"), *self.places(found.exceptions, "exception")]
        if scoped:
            imposed = [self.section(found.section, test) for test in ("applies", "required") if found.section]
            below = self.items([*imposed, self.criterion(label, False)])
        title = f"{label} {found.title}"
        return self.add(
            CriterionNode(
                id="", label=title, path=path, cite=found.cite, gate="all", criterion=label, scoped=scoped
            ),
            below,
        )

    def section(self, label: str, test: str) -> str:
        found = self.epoch.sections[label]
        path = f"{label}/{test}"
        if self.has(path):
            return self.id(path)
        node = SectionNode(
            id="",
            label=f"{label} {found.title}",
            path=path,
            cite=found.cite,
            gate="any" if test == "any criterion" else "all",
            section=label,
            test=test,
        )
        return self.add(node, self.section_below(found, test))

    def section_below(self, found: Section, test: str) -> list[Below]:
        """What a section test is made of."""
        around = (
            [self.section(found.parent, test)] if found.parent and test in {"applies", "required"} else []
        )
        match test:
            case "applies":
                return [*self.items(around), *self.places((found.scope,), "item")]
            case "required":
                return [*self.items(around), *self.places(found.requirements, "item")]
            case "any criterion":
                own = [self.criterion(each, False) for each in found.criteria]
                return self.items(own + [self.section(each, "inside") for each in found.subsections])
            case "inside":
                own_terms = self.places((found.scope, *found.requirements), "item")
                return [*own_terms, *self.items([self.section(found.label, "any criterion")])]
            case "holds":
                return self.items([self.section(found.label, each) for each in ("required", "any criterion")])
            case _:
                return self.items([self.section(found.label, each) for each in ("applies", "holds")])

    def sections_around(self, label: str) -> Iterable[Section]:
        while label:
            found = self.epoch.sections[label]
            yield found
            label = found.parent

    # --- Conditions ---

    def items(self, targets: Iterable[str]) -> list[Below]:
        return [(target, Place(0, "item")) for target in targets]

    def places(self, conditions: Iterable[Condition | None], role: str) -> list[Below]:
        """Where conditions lead to, and the places they stand in; None is no condition."""
        return [
            (self.condition(each), Place(0, role, each.path, cite=each.cite))
            for each in conditions
            if each is not None
        ]

    def condition(self, condition: Condition) -> str:
        """The node of a condition: a reference is what it refers to, an atom is shared, a connective is a gate."""
        match condition:
            case DefinitionHolds(name=name):
                return self.definition(name)
            case CriterionTest(label=label, scoped=scoped):
                return self.criterion(label, scoped)
            case SectionTest(label=label, test=test):
                return self.section(label, test)
            case Not(operand=operand):
                return self.gate(condition, "all", self.places((operand,), "negated"))
            case All(items=items):
                return self.gate(condition, "all", self.places(items, "item"))
            case Any(items=items):
                return self.gate(condition, "any", self.places(items, "item"))
            case AtLeast(items=items, least=least):
                return self.gate(condition, "at least", self.places(items, "item"), least=least)
            case Waivable(condition=inner, waivers=waivers):
                return self.gate(condition, "any", self.places((inner, *waivers), "item"))
            case Depending(reading=reading, alternatives=alternatives):
                below = [
                    (target, replace(place, alternative=name))
                    for name, each in alternatives
                    for target, place in self.places((each,), "alternative")
                ]
                return self.gate(condition, "reading", below, reading=reading)
        return self.atom(condition)

    def gate(
        self, condition: Condition, gate: str, below: list[Below], least: int = 0, reading: str = ""
    ) -> str:
        words, cite = condition_words(condition, self.epoch), condition.cite
        if self.conditions.setdefault(condition.path, condition) is not condition:
            raise ValueError(f"two conditions stand at {condition.path!r} of {self.epoch.name}")
        node = GateNode(
            id="", label=words, path=condition.path, cite=cite, gate=gate, least=least, reading=reading
        )
        return self.id(node.path) if self.has(node.path) else self.add(node, below)

    def atom(self, condition: Atom) -> str:
        bare = replace(condition, path="", span=None, cite=None)
        path = f"atom/{atom_text(bare)}"
        if self.has(path):
            return self.id(path)
        return self.add(
            AtomNode(id="", label=condition_words(bare, self.epoch), path=path, condition=bare), []
        )
