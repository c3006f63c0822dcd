"""Sheets of paper follow each other without a gap, and no cut runs through words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyc.render.chart import Chart, Node, NodeKind
from policyc.render.layout import Layout, lay_out
from policyc.render.sheets import slices_of
from tests.unit.render.drawn import charts
from tests.unit.render.sample_charts import SECTION_II, twelve_criteria


def layout_of(chart: Chart) -> Layout:
    layout = lay_out(chart)
    assert isinstance(layout, Layout)
    return layout


@given(charts(), st.floats(60, 900))
def test_slices_cover_the_page_and_cut_no_line(chart: Chart, height: float) -> None:
    layout = layout_of(chart)
    slices = slices_of(layout, height)
    assert slices[0].top == 0
    assert slices[-1].bottom == layout.height
    assert all(before.bottom == after.top for before, after in pairwise(slices))
    assert all(0 < each.bottom - each.top <= height + 0.01 for each in slices)
    for each in slices[:-1]:
        for placed in layout.boxes:
            for line in (line for paragraph in placed.box.paragraphs for line in paragraph.lines):
                baseline = placed.y + line.y
                assert not baseline - 11 < each.bottom < baseline + 3


@pytest.mark.parametrize("chart", [SECTION_II, twelve_criteria()])
def test_no_box_is_cut_where_it_need_not_be(chart: Chart) -> None:
    layout = layout_of(chart)
    for each in slices_of(layout, 900)[:-1]:
        assert not any(placed.y < each.bottom < placed.bottom for placed in layout.boxes)


def test_a_box_higher_than_a_sheet_is_cut_between_lines() -> None:
    layout = layout_of(Chart("Long", (Node("n", NodeKind.NOTE, "one long paragraph " * 600),)))
    assert layout.boxes[0].box.height > 2000
    assert len(slices_of(layout, 900)) > 2
