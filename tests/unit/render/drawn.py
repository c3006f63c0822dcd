"""What a reader finds in a drawn page, for the tests of this folder."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from hypothesis import strategies as st

from policyc.render.chart import Chart, Edge, EdgeKind, Node, NodeKind, OutcomeClass
from policyc.render.clean_text import clean

SVG = "{http://www.w3.org/2000/svg}"


def texts_in(svg: str) -> list[str]:
    """The content of each visible text, wrapped lines joined; titles and descriptions do not count."""
    return ["".join(element.itertext()) for element in ET.fromstring(svg).iter(f"{SVG}text")]


def words_of(chart: Chart) -> Iterator[str]:
    """Every text that a reader must find."""
    yield from filter(None, map(clean, (chart.title, chart.subtitle, *chart.footer)))
    for node in chart.nodes:
        for words in (node.label, node.headline, node.citation):
            yield clean(words)
        for line in node.body:
            yield clean(line.text)
            yield clean(line.citation)
    for edge in chart.edges:
        yield clean(edge.words)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Any directed graph of up to nine nodes, cycles, notes, loops and all."""
    count = draw(st.integers(1, 9))
    kinds = draw(st.lists(st.sampled_from(NodeKind), min_size=count, max_size=count))
    nodes = tuple(
        Node(
            f"n{position}",
            kind,
            draw(
                st.sampled_from(("Short", "A headline long enough to need two lines in the column, surely"))
            ),
            outcome_class=OutcomeClass.OPEN if kind is NodeKind.OUTCOME else None,
        )
        for position, kind in enumerate(kinds)
    )
    ends = st.integers(0, count - 1)
    words = st.sampled_from(("", "", "commercial", "a long answer of four words"))
    edge = st.builds(
        lambda tail, head, kind, label: Edge(f"n{tail}", f"n{head}", kind, label),
        ends,
        ends,
        st.sampled_from(EdgeKind),
        words,
    )
    edges = draw(st.lists(edge, max_size=16, unique=True))
    return Chart("Any graph", nodes, tuple(edges))
