"""A chart far larger than any page is still drawn in seconds."""

import time

import pytest

from policyc.render.chart import BodyLine, Chart, Edge, EdgeKind, Node, NodeKind, OutcomeClass
from policyc.render.dot import render_dot
from policyc.render.mermaid import render_mermaid
from policyc.render.svg import render_svg
from policyc.render.svg_sheets import render_sheets
from policyc.render.text import render_text


def huge(count: int) -> Chart:
    """Questions in a row with one shared end, skips ahead and a way back."""
    questions = tuple(
        Node(
            f"q{place}",
            NodeKind.QUESTION,
            f"Question {place}?",
            tuple(BodyLine("a finding", 1) for _ in range(4)),
        )
        for place in range(count)
    )
    ends = (
        Node("yes", NodeKind.OUTCOME, "APPROVE", outcome_class=OutcomeClass.FAVOURABLE),
        Node("no", NodeKind.OUTCOME, "DENY", outcome_class=OutcomeClass.ADVERSE),
    )
    edges = [Edge(f"q{place}", "yes", EdgeKind.YES) for place in range(count)]
    edges += [Edge(f"q{place}", f"q{place + 1}", EdgeKind.NO) for place in range(count - 1)]
    edges += [Edge(f"q{place}", f"q{(place + 40) % count}") for place in range(0, count, 3)]
    edges.append(Edge(f"q{count - 1}", "no", EdgeKind.NO))
    return Chart("Huge", (*questions, *ends), tuple(edges))


@pytest.mark.slow
def test_hundreds_of_questions_take_seconds() -> None:
    chart = huge(400)
    started = time.perf_counter()
    for render in (render_svg, render_sheets, render_text, render_mermaid, render_dot):
        assert len(render(chart)) > 10
    assert time.perf_counter() - started < 30


def test_a_long_paragraph_is_set_in_linear_time() -> None:
    node = Node("n", NodeKind.NOTE, "word " * 20_000 + "X" * 20_000)
    started = time.perf_counter()
    svg = render_svg(Chart("Long", (node,)))
    assert isinstance(svg, str)
    assert time.perf_counter() - started < 10
