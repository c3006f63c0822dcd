"""The outline for a terminal: complete, and no wider than 80 columns."""

import unicodedata

import pytest
from hypothesis import given

from policyc.render.chart import Chart
from policyc.render.text import render_text
from tests.unit.render.drawn import charts, words_of
from tests.unit.render.sample_charts import (
    HOSTILE_TEXTS,
    OVERVIEW,
    SECTION_II,
    WORDY_TEXTS,
    awkward,
    branching,
    twelve_criteria,
)

SAMPLES = [OVERVIEW, SECTION_II, branching(), twelve_criteria(), awkward(HOSTILE_TEXTS), awkward(WORDY_TEXTS)]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("chart", SAMPLES)
def test_every_word_is_there_within_80_columns(chart: Chart) -> None:
    outline = render_text(chart)
    for words in words_of(chart):
        assert squeezed(words) in squeezed(outline)
    for line in outline.splitlines():
        assert len(line) + sum(unicodedata.east_asian_width(character) in "WF" for character in line) <= 80
        assert line == line.rstrip()


@given(charts())
def test_any_graph_has_an_outline(chart: Chart) -> None:
    outline = render_text(chart)
    assert all(squeezed(words) in squeezed(outline) for words in words_of(chart))
    assert outline.endswith("\n")


def test_an_outline_reads_like_this() -> None:
    lines = render_text(SECTION_II).splitlines()
    start = lines.index("3. II.A.4 Does a surgeon or interventional specialist find urgent surgery or")
    assert lines[start : start + 7] == [
        "3. II.A.4 Does a surgeon or interventional specialist find urgent surgery or",
        "   other intensive intervention needed?",
        "   Then the six weeks of care are waived.",
        "   [KP II, fourth bullet; reading urgent_care]",
        "   yes -> step 4",
        "   no  -> SECTION II IS NOT MET (adverse)",
        "       Continue on the overview page.",
    ]
