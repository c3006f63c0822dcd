"""A chart refuses what cannot be drawn, and links lead only to pages beside it."""

import pytest

from policyc.render.chart import BodyLine, Chart, Edge, EdgeKind, Node, NodeKind, OutcomeClass, relative_link

QUESTION = Node("q", NodeKind.QUESTION, "Question?")


@pytest.mark.parametrize(
    ("nodes", "edges", "complaint"),
    [
        ((), (), "no nodes"),
        ((QUESTION, QUESTION), (), "two nodes are called 'q'"),
        ((QUESTION,), (Edge("q", "nowhere"),), "'nowhere', which is no node"),
        ((QUESTION,), (Edge("q", "q"), Edge("q", "q")), "twice"),
        ((Node("o", NodeKind.OUTCOME, "APPROVE"),), (), "outcomes have a class"),
        ((Node("n", NodeKind.NOTE, "x", outcome_class=OutcomeClass.OPEN),), (), "outcomes have a class"),
        ((Node("n", NodeKind.NOTE, "x", (BodyLine("y", -1),)),), (), "negative depth"),
    ],
)
def test_an_impossible_chart_is_refused(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        Chart("t", nodes, edges)


@pytest.mark.parametrize("link", ["section-I.svg", "../a/b.svg#II.A.4", "#here", "./x~y.html"])
def test_a_relative_link_is_kept(link: str) -> None:
    assert relative_link(link) == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "//host/x",
        "/etc/passwd",
        "https://host/",
        "a b.svg",
        'x"onload="',
        "x\n",
        "%6aavascript:",
    ],
)
def test_any_other_link_is_dropped(link: str) -> None:
    assert relative_link(link) == ""


def test_an_arrow_says_its_answer_unless_it_has_words_of_its_own() -> None:
    assert Edge("a", "b", EdgeKind.YES).words == "yes"
    assert Edge("a", "b", EdgeKind.NO).words == "no"
    assert Edge("a", "b", EdgeKind.NO, "under 18 years").words == "under 18 years"
    assert Edge("a", "b").words == ""
