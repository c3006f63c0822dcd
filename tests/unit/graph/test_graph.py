"""The decision graph: what it shares, how it is ordered, and that a broken one is found out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import networkx as nx
import pytest

from policyc.graph.build import build_graph
from policyc.graph.deciding import evaluate_graph
from policyc.graph.graph_json import graph_from_json, graph_to_json
from policyc.graph.invariants import BrokenGraphError, check_invariants
from policyc.graph.nodes import NODE, PLACES, AtomNode, LineNode, Place, below, header_of, node_of, payloads
from policyc.model.cases import Case
from policyc.model.conditions import Citation
from policyc.model.outcome import Outcome
from tests.unit.evaluate.samples import epoch_of

EPOCH = epoch_of("""
section I "Acute" cite book "I"
  applies when age >= 18 years
  criterion I.A "Two of three" cite book "I.A"
    at least 2 of these 3:
      - fever cite book "I.A, first item"
      - infection
      - depending on reading way:
        - narrow: fever
        - wide: antibiotics
  criterion I.B "Fever twice" cite book "I.B"
    at least 2 of these 2:
      - fever
      - fever
section II "Borrowing" cite book "II"
  criterion II.A "Either" cite book "II.A"
    any criterion of I
decide
  acute: approve cite book "A" when I is met
  borrowed: md review cite book "R" when II is met
  otherwise not medically necessary cite book "O"
""")
Graph = Any
"""A networkx graph, whose attributes have no types."""


@pytest.fixture
def graph() -> Graph:
    return build_graph(EPOCH)


def ident(path: str) -> str:
    return f"sample.policy@2024:{path}"


def test_equal_atoms_are_one_node_with_all_their_places(graph: Graph) -> None:
    assert sum(isinstance(node, AtomNode) and node.label == "Fever" for node in payloads(graph)) == 1
    assert graph.edges[ident("I.B/condition"), ident("atom/fever")][PLACES] == (
        Place(1, "item", "I.B/1"),
        Place(2, "item", "I.B/2"),
    )
    (first, *_) = below(graph, ident("I.A/condition"))
    assert first == (Place(1, "item", "I.A/1", cite=Citation("book", "I.A, first item")), ident("atom/fever"))


def test_a_place_counts_as_often_as_it_stands(graph: Graph) -> None:
    case = Case({"date_of_service": date(2024, 2, 1)}, (), {"fever": True, "age": 30, "infection": False})
    assert evaluate_graph(graph, case, "plain").possible == (Outcome.APPROVE,)


def test_lines_form_a_chain(graph: Graph) -> None:
    name, chain = header_of(graph).root, []
    while following := [t for place, t in below(graph, name) if place.role in {"line", "next"}]:
        (name,) = following
        node = node_of(graph, name)
        assert isinstance(node, LineNode)
        chain.append((node.name, node.outcome, node.otherwise))
    assert chain == [
        ("acute", Outcome.APPROVE, False),
        ("borrowed", Outcome.MD_REVIEW, False),
        ("otherwise", Outcome.NOT_MEDICALLY_NECESSARY, True),
    ]


def test_nodes_know_their_words_and_their_place(graph: Graph) -> None:
    criterion = node_of(graph, ident("I.A/holds"))
    assert (criterion.label, criterion.cite) == ("I.A Two of three", Citation("book", "I.A"))
    assert node_of(graph, ident("I.A/condition")).label == "At least 2 of these 3"


def test_an_open_case_is_refused(graph: Graph) -> None:
    with pytest.raises(ValueError, match="close the case first"):
        evaluate_graph(graph, Case({"date_of_service": date(2024, 2, 1)}, nothing_else=True), "plain")


def test_another_format_version_is_refused(graph: Graph) -> None:
    text = graph_to_json(graph).replace('"format_version": 1', '"format_version": 2')
    with pytest.raises(ValueError, match="format version 2"):
        graph_from_json(text)


# --- What a broken graph is accused of --------------------------------------------------------------------


def lose_a_payload(graph: Graph) -> None:
    del graph.nodes[ident("atom/fever")][NODE]


def rename(graph: Graph) -> None:
    nx.relabel_nodes(graph, {ident("atom/fever"): ident("atom/chills")}, copy=False)


def close_a_cycle(graph: Graph) -> None:
    graph.add_edge(ident("I/any criterion"), ident("II.A/holds"), **{PLACES: (Place(3, "item"),)})


def add_a_root(graph: Graph) -> None:
    graph.remove_edge(ident("decide"), ident("I/met"))
    graph.remove_edge(ident("decide/acute"), ident("I/met"))


def lead_astray(graph: Graph) -> None:
    graph.edges[ident("I.A/holds"), ident("I.A/condition")][PLACES] = (Place(1, "next"),)


def lose_a_place(graph: Graph) -> None:
    graph.edges[ident("I.B/condition"), ident("atom/fever")][PLACES] = (Place(2, "item"),)


def ask_too_much(graph: Graph) -> None:
    node = node_of(graph, ident("I.A/condition"))
    graph.nodes[node.id][NODE] = replace(node, least=4)


def misread(graph: Graph) -> None:
    header = header_of(graph)
    graph.graph["header"] = replace(header, readings=(("way", "sideways"),))


def lose_the_last_line(graph: Graph) -> None:
    node = node_of(graph, ident("decide/otherwise"))
    graph.nodes[node.id][NODE] = replace(node, otherwise=False)


def forget_a_criterion(graph: Graph) -> None:
    header = header_of(graph)
    graph.graph["header"] = replace(header, criteria=(*header.criteria, "III.A"))


@pytest.mark.parametrize(
    ("spoil", "accusation"),
    [
        (lose_a_payload, "every_node_has_a_payload"),
        (rename, "ids_are_canonical"),
        (close_a_cycle, "acyclic"),
        (add_a_root, "one_root"),
        (lead_astray, "edges_fit"),
        (lose_a_place, "places_are_numbered"),
        (ask_too_much, "thresholds_are_within_range: .*at least 4 of 3"),
        (misread, "every_alternative_is_chosen_once"),
        (lose_the_last_line, "otherwise_is_last"),
        (forget_a_criterion, "every_criterion_is_present: III.A"),
    ],
)
def test_a_broken_graph_is_found_out(graph: Graph, spoil: Callable[[Graph], None], accusation: str) -> None:
    check_invariants(graph)
    spoil(graph)
    with pytest.raises(BrokenGraphError, match=accusation):
        check_invariants(graph)
