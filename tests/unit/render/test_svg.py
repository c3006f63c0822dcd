"""The picture holds every word, tells outcomes apart without colour, and nothing in it can run or reach out."""

import os
import re
import subprocess
import sys
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from policyc.render.chart import Chart, Node, NodeKind, OutcomeClass
from policyc.render.layout import Engine
from policyc.render.svg import render_svg
from policyc.render.svg_sheets import render_sheets
from tests.unit.render.drawn import SVG, charts, texts_in, words_of
from tests.unit.render.sample_charts import (
    HOSTILE_TEXTS,
    OVERVIEW,
    SECTION_II,
    WORDY_TEXTS,
    awkward,
    branching,
    twelve_criteria,
)

SAMPLES = {
    "overview": OVERVIEW,
    "section II": SECTION_II,
    "twelve criteria": twelve_criteria(),
    "branching": branching(),
    "wordy": awkward(WORDY_TEXTS),
    "hostile": awkward(HOSTILE_TEXTS),
}


def drawn(chart: Chart, engine: Engine = Engine.SPINE) -> str:
    svg = render_svg(chart, engine)
    assert isinstance(svg, str)
    return svg


def sheets(chart: Chart) -> tuple[str, ...]:
    made = render_sheets(chart)
    assert isinstance(made, tuple)
    return made


@pytest.mark.parametrize("engine", [Engine.SPINE, Engine.BUNDLED])
@pytest.mark.parametrize("chart", SAMPLES.values(), ids=SAMPLES)
def test_every_word_of_the_chart_is_in_the_picture(chart: Chart, engine: Engine) -> None:
    texts = texts_in(drawn(chart, engine))
    for words in words_of(chart):
        assert any(words in text for text in texts), words


@pytest.mark.parametrize("chart", SAMPLES.values(), ids=SAMPLES)
def test_every_word_of_the_chart_is_on_some_sheet(chart: Chart) -> None:
    texts = [text for sheet in sheets(chart) for text in texts_in(sheet)]
    for words in words_of(chart):
        assert any(words in text for text in texts), words


@given(charts())
def test_every_node_and_arrow_of_any_graph_is_drawn(chart: Chart) -> None:
    picture = ET.fromstring(drawn(chart))
    assert {group.get("data-node") for group in picture.iter() if "data-node" in group.attrib} == {
        node.id for node in chart.nodes
    }
    arrows = Counter(
        (group.get("data-source"), group.get("data-target"), str(group.get("class")).split()[1])
        for group in picture.iter()
        if "data-source" in group.attrib
    )
    assert arrows == Counter((edge.source, edge.target, edge.kind.value) for edge in chart.edges)


ELEMENTS = {
    "svg", "title", "desc", "g", "a", "rect", "circle", "path", "polygon", "text", "tspan",
}  # fmt: skip


@pytest.mark.parametrize(
    "chart", [awkward(HOSTILE_TEXTS), awkward(WORDY_TEXTS), OVERVIEW], ids=["hostile", "wordy", "ok"]
)
def test_hostile_text_stays_text(chart: Chart) -> None:
    for svg in (drawn(chart), drawn(chart, Engine.BUNDLED), *sheets(chart)):
        svg.encode("utf-8")
        assert "<!" not in svg
        assert "<?" not in svg
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe]", svg)
        for element in ET.fromstring(svg).iter():
            assert element.tag.removeprefix(SVG) in ELEMENTS
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert "url(" not in value
                assert name != "href" or re.fullmatch(r"[\w./#-]+", value)


def test_only_relative_links_are_clickable() -> None:
    nodes = tuple(
        Node(f"n{position}", NodeKind.REFERENCE, link, link=link)
        for position, link in enumerate(("section-I.svg", "javascript:alert(1)", "https://host/", "//host"))
    )
    links = [a.get("href") for a in ET.fromstring(drawn(Chart("links", nodes))).iter(f"{SVG}a")]
    assert links == ["section-I.svg"]


def test_outcome_classes_differ_in_line_and_shape() -> None:
    """What is left when colours are taken away still tells the classes apart."""
    marks = set()
    for outcome_class in OutcomeClass:
        chart = Chart(
            "t", (Node("n", NodeKind.OUTCOME, "SAME WORDS", outcome_class=outcome_class),), legend=False
        )
        svg = re.sub(r'(data-node|class|fill|stroke)="[^"]*"', "", drawn(chart))
        marks.add(svg[svg.index("<g") :])
    assert len(marks) == len(OutcomeClass)


def test_the_key_shows_the_shapes_that_are_used_and_no_others() -> None:
    assert "favourable outcome" in texts_in(drawn(OVERVIEW))
    assert "note" not in texts_in(drawn(OVERVIEW))
    assert "note" in texts_in(drawn(branching()))
    bare = Chart(OVERVIEW.title, OVERVIEW.nodes, OVERVIEW.edges, legend=False)
    assert "favourable outcome" not in texts_in(drawn(bare))


def test_a_listener_hears_title_and_steps() -> None:
    picture = ET.fromstring(drawn(SECTION_II))
    assert picture.get("role") == "graphics-document"
    assert picture[0].tag == f"{SVG}title"
    assert picture[0].text == SECTION_II.title
    spoken = str(picture.findtext(f"{SVG}desc"))
    assert "Step 1: II Has the pain lasted more than 6 weeks?." not in spoken
    assert "Step 1: II Has the pain lasted more than 6 weeks? If no: Section II does not apply." in spoken
    assert "If yes: SECTION II IS MET (favourable outcome)." in spoken


def test_long_pages_are_cut_between_boxes_into_sheets_of_paper() -> None:
    chart = twelve_criteria()
    made = sheets(chart)
    assert len(made) > 1
    for position, svg in enumerate(made, start=1):
        picture = ET.fromstring(svg)
        assert float(str(picture.get("height"))) <= 1.32 * float(str(picture.get("width")))
        assert any(text.startswith(f"Sheet {position} of {len(made)}") for text in texts_in(svg))
        assert chart.title in texts_in(svg)
    drawn_on = Counter(
        group.get("data-node")
        for svg in made
        for group in ET.fromstring(svg).iter()
        if str(group.get("data-node")).startswith("criterion.")
    )
    assert set(drawn_on.values()) == {1}, "a box is on two sheets"


def test_a_short_page_is_one_sheet_without_a_number() -> None:
    chart = Chart("Short", (Node("n", NodeKind.NOTE, "Nothing more."),))
    assert sheets(chart) == (drawn(chart),)


PROGRAM = """
import sys
from policyc.render.dot import render_dot
from policyc.render.layout import Engine
from policyc.render.mermaid import render_mermaid
from policyc.render.svg import render_svg
from policyc.render.svg_sheets import render_sheets
from policyc.render.text import render_text
from tests.unit.render.sample_charts import *
for chart in (OVERVIEW, SECTION_II, branching(), twelve_criteria(), awkward(HOSTILE_TEXTS), awkward(WORDY_TEXTS)):
    pages = [render_svg(chart), render_svg(chart, Engine.BUNDLED), *render_sheets(chart)]
    pages += [render_text(chart), render_mermaid(chart), render_dot(chart)]
    sys.stdout.buffer.write("".join(pages).encode())
"""


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 100_000
