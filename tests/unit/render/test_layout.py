"""Places on a page: nothing overlaps, no arrow runs through a box, and no word leaves its box."""

import os
import stat
import sys
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from policyc.render import bundled_graphviz
from policyc.render.boxes import measure
from policyc.render.chart import Chart, Edge, Node, NodeKind
from policyc.render.layout import Engine, Layout, LayoutUnavailable, PlacedBox, Point, Route, lay_out
from tests.unit.render.drawn import charts
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


def placed_by(engine: Engine, chart: Chart) -> Layout:
    layout = lay_out(chart, engine)
    assert isinstance(layout, Layout)
    return layout


@pytest.mark.parametrize("chart", SAMPLES.values(), ids=SAMPLES)
def test_every_line_fits_its_box(chart: Chart) -> None:
    for placed in placed_by(Engine.SPINE, chart).boxes:
        _check_words(placed)


def _check_words(placed: PlacedBox) -> None:
    box = placed.box
    above = 0.0
    for paragraph in box.paragraphs:
        for line in paragraph.lines:
            assert line.x >= 8
            assert line.x + line.line.width <= box.width - 8
            assert line.y > above, "a line stands on the one before it"
            above = line.y
    assert above <= box.height - 8
    assert all(0 < bullet.x < box.width and 0 < bullet.y < box.height for bullet in box.bullets)
    assert all(0 < guide.top < guide.bottom < box.height for guide in box.guides)


@pytest.mark.parametrize("engine", [Engine.SPINE, Engine.BUNDLED])
@pytest.mark.parametrize("chart", SAMPLES.values(), ids=SAMPLES)
def test_samples_are_laid_out_without_collisions(chart: Chart, engine: Engine) -> None:
    layout = placed_by(engine, chart)
    _check_places(chart, layout)
    if engine is Engine.SPINE:
        _check_arrows(layout)


@given(charts())
def test_any_graph_is_laid_out_without_collisions(chart: Chart) -> None:
    layout = placed_by(Engine.SPINE, chart)
    _check_places(chart, layout)
    _check_arrows(layout)


@given(charts())
@settings(max_examples=25)
def test_any_graph_is_laid_out_by_graphviz(chart: Chart) -> None:
    _check_places(chart, placed_by(Engine.BUNDLED, chart))


def _check_places(chart: Chart, layout: Layout) -> None:
    assert {placed.box.node.id for placed in layout.boxes} == {node.id for node in chart.nodes}
    assert [route.edge for route in layout.routes] == list(chart.edges)
    for placed in layout.boxes:
        assert -0.5 <= placed.x < placed.right <= layout.width + 0.5
        assert -0.5 <= placed.y < placed.bottom <= layout.height + 0.5
    for one, other in combinations(layout.boxes, 2):
        assert not _overlap(_sides(one), _sides(other)), (one.box.node.id, other.box.node.id)
    for route in layout.routes:
        assert (route.label is not None) == bool(route.edge.words)


def _check_arrows(layout: Layout) -> None:
    for route in layout.routes:
        _check_ends(route, layout)
        for stroke in _strokes(route):
            for placed in layout.boxes:
                left, top, right, bottom = _sides(placed)
                inside = (left + 1, top + 1, right - 1, bottom - 1)
                assert not _overlap(stroke, inside), f"{route.edge} runs through {placed.box.node.id}"
    labels = [
        (label.x, label.y, label.x + label.width, label.y + label.height)
        for label in (route.label for route in layout.routes)
        if label is not None
    ]
    for label in labels:
        assert label[0] >= 0
        assert label[2] <= layout.width
        assert not any(_overlap(label, _sides(placed)) for placed in layout.boxes)
    for one, other in combinations(labels, 2):
        assert not _overlap(one, other), "the words of two arrows collide"


def _check_ends(route: Route, layout: Layout) -> None:
    for end, node_id in ((route.points[0], route.edge.source), (route.points[-1], route.edge.target)):
        copies = [placed for placed in layout.boxes if placed.box.node.id == node_id]
        assert any(_touches(end, placed) for placed in copies), f"{route.edge} does not reach {node_id}"


def _touches(point: Point, placed: PlacedBox) -> bool:
    on_side = point.x in (placed.x, placed.right) and placed.y < point.y < placed.bottom
    on_top_or_bottom = point.y in (placed.y, placed.bottom) and placed.x < point.x < placed.right
    return on_side or on_top_or_bottom


_Rectangle = tuple[float, float, float, float]


def _sides(placed: PlacedBox) -> _Rectangle:
    return placed.x, placed.y, placed.right, placed.bottom


def _strokes(route: Route) -> Iterator[_Rectangle]:
    for one, other in pairwise(route.points):
        assert one.x == other.x or one.y == other.y, "a stroke is neither horizontal nor vertical"
        yield min(one.x, other.x), min(one.y, other.y), max(one.x, other.x), max(one.y, other.y)


def _overlap(one: _Rectangle, other: _Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("chart", [OVERVIEW, SECTION_II, twelve_criteria()], ids=["overview", "II", "twelve"])
def test_pages_for_people_are_no_wider_than_a_sheet(chart: Chart) -> None:
    assert placed_by(Engine.SPINE, chart).width <= 900


@pytest.mark.parametrize("chart", [OVERVIEW, SECTION_II, twelve_criteria()], ids=["overview", "II", "twelve"])
def test_no_arrows_cross_on_a_decision_list(chart: Chart) -> None:
    strokes = [
        (route, stroke) for route in placed_by(Engine.SPINE, chart).routes for stroke in _strokes(route)
    ]
    for (route, one), (other_route, other) in combinations(strokes, 2):
        if other_route.edge.target == route.edge.target:
            continue
        crossed = one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
        assert not crossed, f"{route.edge} crosses {other_route.edge}"


def test_a_box_shrinks_to_its_words_only_when_asked() -> None:
    node = Node("n", NodeKind.QUESTION, "Fever?")
    assert measure(node, 500).width == 500
    assert measure(node, 500, shrink=True).width < 120


# Graphviz as a library and as a program.


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty cache directory, and no module in memory before or after."""
    monkeypatch.setattr(bundled_graphviz, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    bundled_graphviz._compiled.cache_clear()
    yield tmp_path / "cache"
    bundled_graphviz._compiled.cache_clear()


def test_the_compiled_library_is_kept_and_used(cache: Path) -> None:
    first = lay_out(SECTION_II, Engine.BUNDLED)
    (kept,) = cache.iterdir()
    written = kept.stat().st_mtime_ns
    bundled_graphviz._compiled.cache_clear()
    assert lay_out(SECTION_II, Engine.BUNDLED) == first
    assert kept.stat().st_mtime_ns == written
    assert list(cache.iterdir()) == [kept]


def test_a_damaged_cache_is_made_anew(cache: Path) -> None:
    first = lay_out(SECTION_II, Engine.BUNDLED)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    for damaged in (whole[:1000], whole[:-1] + b"?"):
        kept.write_bytes(damaged)
        bundled_graphviz._compiled.cache_clear()
        assert lay_out(SECTION_II, Engine.BUNDLED) == first
        assert len(kept.read_bytes()) == len(whole)


def test_a_cache_that_cannot_be_written_does_no_harm(cache: Path) -> None:
    cache.write_text("a file where the directory should be")
    assert isinstance(lay_out(SECTION_II, Engine.BUNDLED), Layout)
    assert cache.is_file()


def test_the_bundled_graphviz_gives_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(SECTION_II, Engine.BUNDLED)
    monkeypatch.setattr(bundled_graphviz, "SECONDS_MAX", 0.05)
    count = 60
    nodes = tuple(Node(f"n{position}", NodeKind.QUESTION, "Question?") for position in range(count))
    edges = tuple(
        Edge(f"n{tail}", f"n{head}")
        for tail in range(count)
        for head in range(tail + 1, count)
        if head % 7 < 2
    )
    answer = lay_out(Chart("dense", nodes, edges), Engine.BUNDLED)
    assert isinstance(answer, LayoutUnavailable)
    assert "within 0.05 seconds" in answer.reason
    monkeypatch.undo()
    assert isinstance(lay_out(SECTION_II, Engine.BUNDLED), Layout)


def test_without_an_installed_graphviz_the_answer_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = lay_out(OVERVIEW, Engine.DOT)
    assert isinstance(answer, LayoutUnavailable)
    assert "no `dot` program" in answer.reason
    assert answer.help


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script with a shebang line")
def test_an_installed_graphviz_is_asked_for_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in = tmp_path / "dot"
    stand_in.write_text(
        f"#!{sys.executable}\n"
        "import sys\n"
        "from policyc.render.bundled_graphviz import place_with_bundled_graphviz\n"
        "assert '-Tjson0' in sys.argv, sys.argv\n"
        "sys.stdout.buffer.write(place_with_bundled_graphviz(sys.stdin.read()))\n"
    )
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    by_program = placed_by(Engine.DOT, SECTION_II)
    by_library = placed_by(Engine.BUNDLED, SECTION_II)
    assert by_program.engine is Engine.DOT
    assert (by_program.boxes, by_program.routes) == (by_library.boxes, by_library.routes)


def test_an_installed_graphviz_that_fails_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stand_in = tmp_path / "dot"
    stand_in.write_text("#!/bin/sh\nexit 3\n")
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    answer = lay_out(OVERVIEW, Engine.DOT)
    assert isinstance(answer, LayoutUnavailable)
    assert "status 3" in answer.reason
