"""Deciding a case from the graph alone: a second reading of the text, held against the reference evaluator.

It shares no logic with `policyc.evaluate`. A truth is the set of values that completions can give, as far as
each node can tell: (may hold, may fail). Nodes are worked out from the leaves up. The lines are played through
in every way in which they may turn out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyc.graph.known_facts import May, Patient, atom_may, patient_of
from policyc.graph.nodes import (
    AtomNode,
    GateNode,
    Header,
    LineNode,
    NameNode,
    Place,
    RecommendationNode,
    below,
    header_of,
    node_of,
)
from policyc.model.cases import Case
from policyc.model.outcome import Outcome
from policyc.model.verdict import DecidedBy, Evaluation, Truth

if TYPE_CHECKING:
    import networkx as nx


def evaluate_graph(
    graph: nx.DiGraph[str], case: Case, service: str, readings: Mapping[str, str] | None = None
) -> Evaluation:
    """What the graph gives for one service of a case; `truths` are by node id.

    Raises ValueError for a case with `nothing_else`: what is normal stands in the vocabulary, not in the graph,
    so such a case has to be closed first.
    """
    if case.nothing_else:
        raise ValueError("the graph does not know what is normal: close the case first")
    header = header_of(graph)
    deciding = _Deciding(
        graph, header, {**dict(header.readings), **(readings or {})}, patient_of(header, case, service), {}
    )
    deciding.work_out()
    return deciding.evaluation()


@dataclass(frozen=True, slots=True)
class _Ending:
    """A way in which the reading of the lines may end; `failed` where the line failed for the service alone."""

    line: str
    outcome: Outcome
    failed: bool


@dataclass(frozen=True, slots=True)
class _Deciding:
    graph: nx.DiGraph[str]
    header: Header
    readings: Mapping[str, str]
    patient: Patient
    may: dict[str, May]

    # --- Truths, from the leaves up ---

    def work_out(self) -> None:
        import networkx as nx

        for name in reversed(list(nx.topological_sort(self.graph))):
            node = node_of(self.graph, name)
            if isinstance(node, AtomNode):
                self.may[name] = atom_may(node.condition, self.patient)
            elif isinstance(node, GateNode):
                self.may[name] = self.gate(node)

    def gate(self, node: GateNode) -> May:
        places = below(self.graph, node.id)
        if node.gate == "reading":
            places = [each for each in places if each[0].alternative == self.readings[node.reading]]
        terms = [self.at(place, target) for place, target in places]
        needed = {"any": 1, "at least": node.least}.get(node.gate, len(terms))
        most, fewest = sum(may for may, _ in terms), sum(not fails for _, fails in terms)
        return most >= needed, fewest < needed

    def at(self, place: Place, target: str) -> May:
        """What stands at a place: an exception and a negation count the other way round."""
        holds, fails = self.may[target]
        return (fails, holds) if place.role in {"exception", "negated"} else (holds, fails)

    def conjunction(self, name: str, roles: Iterable[str]) -> May:
        terms = [self.at(place, target) for place, target in below(self.graph, name) if place.role in roles]
        return self.counted((all(may for may, _ in terms), any(fails for _, fails in terms)))

    def counted(self, may: May) -> May:
        """How a truth counts in a decision: where undocumented facts are not met, what may fail does."""
        return (False, True) if self.header.undocumented_not_met and may == (True, True) else may

    # --- Lines ---

    def evaluation(self) -> Evaluation:
        endings = list(dict.fromkeys(self.endings()))
        reached = {ending.line for ending in endings}
        lines = tuple(line.name for line in self.lines() if line.name in reached)
        outcomes = tuple(dict.fromkeys(ending.outcome for ending in endings))
        services = frozenset.intersection(*(self.supported(ending) for ending in endings))
        besides = frozenset.intersection(*(self.supported_elsewhere(ending) for ending in endings))
        return Evaluation(
            service=self.patient.service,
            possible=outcomes,
            possible_lines=lines,
            decided_by=self.decided_by(endings[0]) if len(lines) == len(outcomes) == 1 else None,
            services=self.in_order(services),
            also_supported=self.in_order(besides - services),
            truths={name: _truth(may) for name, may in self.may.items()},
        )

    def endings(self) -> Iterator[_Ending]:
        """Every way to end, by playing each line through as holding and as failing, where it may."""
        failed: list[LineNode | None] = [None]
        for line in self.lines():
            if line.otherwise:
                others = [each for each in self.lines() if each in failed]
                yield from (_Ending(each.name, Outcome.OTHER_SERVICE_SUPPORTED, True) for each in others)
                if None in failed:
                    yield _Ending(line.name, line.outcome, False)
                return
            own = self.conjunction(line.id, {"condition", "exception"})
            service = self.any_supports(line, self.patient.service) if self.depends(line) else (True, False)
            if own[0] and service[0]:
                yield _Ending(line.name, line.outcome, False)
            passed = [each for each in failed if own[1]]
            passed += [each or line for each in failed if own[0] and service[1]]
            failed = list(dict.fromkeys(passed))
            if not failed:
                return

    def lines(self) -> list[LineNode]:
        found, name = [], next(target for _, target in below(self.graph, self.header.root))
        while name:
            line = node_of(self.graph, name)
            assert isinstance(line, LineNode)
            found.append(line)
            name = next((target for place, target in below(self.graph, name) if place.role == "next"), "")
        return found

    def line_named(self, name: str) -> LineNode:
        return next(line for line in self.lines() if line.name == name)

    def depends(self, line: LineNode) -> bool:
        return line.promises and self.names_some(line)

    def names_some(self, line: LineNode) -> bool:
        """Whether the line names a criterion, however its readings are read."""
        return any(place.role == "name" for place, _ in below(self.graph, line.id))

    # --- Named criteria and services ---

    def names(self, line: LineNode) -> list[NameNode]:
        """The criteria a line names as its readings are read."""
        nodes = [
            node_of(self.graph, target)
            for place, target in below(self.graph, line.id)
            if place.role == "name"
        ]
        return [
            node
            for node in nodes
            if isinstance(node, NameNode)
            and all(self.readings[name] == chosen for name, chosen in node.readings)
        ]

    def met(self, name: NameNode) -> May:
        return self.conjunction(name.id, {"criterion", "given"})

    def supports(self, name: NameNode, service: str) -> May:
        """Whether the criterion supports a service, whichever of its recommendations matches first."""
        (support,) = (target for place, target in below(self.graph, name.id) if place.role == "support")
        answers: set[bool] = set()
        for _, target in below(self.graph, support):
            recommendation = node_of(self.graph, target)
            assert isinstance(recommendation, RecommendationNode)
            matches, differs = self.conjunction(target, {"when"})
            if matches:
                answers.add(service in recommendation.services)
            if not differs:
                return True in answers, False in answers
        return True, False in answers

    def any_supports(self, line: LineNode, service: str) -> May:
        pairs = [(self.met(name), self.supports(name, service)) for name in self.names(line)]
        return (
            any(met[0] and supports[0] for met, supports in pairs),
            all(met[1] or supports[1] for met, supports in pairs),
        )

    def through_criteria(self, line: LineNode) -> frozenset[str]:
        return frozenset(each for each in self.header.services if not self.any_supports(line, each)[1])

    def supported(self, ending: _Ending) -> frozenset[str]:
        line = self.line_named(ending.line)
        if not line.promises:
            return frozenset()
        return self.through_criteria(line) if self.names_some(line) else frozenset(self.header.services)

    def supported_elsewhere(self, ending: _Ending) -> frozenset[str]:
        others = [line for line in self.lines() if line.promises and line.name != ending.line]
        return frozenset(service for line in others for service in self.through_criteria(line))

    def decided_by(self, ending: _Ending) -> DecidedBy:
        line = self.line_named(ending.line)
        whatever = ending.failed or not line.promises
        for name in self.names(line):
            met, supports = self.met(name), self.supports(name, self.patient.service)
            if met[0] and (whatever or supports[0]):
                certain = not met[1] and (whatever or not supports[1])
                return DecidedBy(ending.line, name.criterion if certain else None)
        return DecidedBy(ending.line)

    def in_order(self, services: frozenset[str]) -> tuple[str, ...]:
        return tuple(each for each in self.header.services if each in services)


def _truth(may: May) -> Truth:
    return {(True, False): Truth.TRUE, (False, True): Truth.FALSE}.get(may, Truth.UNKNOWN)
