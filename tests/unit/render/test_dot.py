"""DOT source that Graphviz reads as it was meant."""

import html
import json

import pytest

from policyc.render.bundled_graphviz import place_with_bundled_graphviz
from policyc.render.chart import Chart
from policyc.render.dot import quote_dot, render_dot
from tests.unit.render.drawn import words_of
from tests.unit.render.sample_charts import (
    HOSTILE_TEXTS,
    OVERVIEW,
    SECTION_II,
    WORDY_TEXTS,
    awkward,
    branching,
)

SAMPLES = [OVERVIEW, SECTION_II, branching(), awkward(HOSTILE_TEXTS), awkward(WORDY_TEXTS)]


def shown(label: str) -> str:
    """A label as Graphviz draws it: entities and escapes resolved, lines joined."""
    joined = label.replace("\\\\", "\0").replace("\\l", " ").replace("\0", "\\")
    return html.unescape(joined).replace("\u00a0", "")


@pytest.mark.parametrize("chart", SAMPLES)
def test_graphviz_finds_every_node_arrow_and_word(chart: Chart) -> None:
    read = json.loads(place_with_bundled_graphviz(render_dot(chart)))
    assert [each["name"] for each in read["objects"]] == [
        f"n{place}" for place in range(1, len(chart.nodes) + 1)
    ]
    assert len(read.get("edges", [])) == len(chart.edges)
    labels = [read["label"], *(each["label"] for each in read["objects"] + read["edges"] if "label" in each)]
    squeezed = ["".join(shown(label).split()) for label in labels]
    for words in words_of(Chart(chart.title, chart.nodes, chart.edges)):
        assert any("".join(words.split()) in label for label in squeezed), words


def test_quotes_backslashes_and_ampersands() -> None:
    assert quote_dot('a "b" \\N &lt;') == '"a \\"b\\" \\\\N &amp;lt;"'


def test_links_are_relative() -> None:
    assert 'URL="section-I.svg"' in render_dot(SECTION_II)
    assert "URL" not in render_dot(awkward(HOSTILE_TEXTS))
