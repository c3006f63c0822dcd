"""Mermaid source in which no word of a policy is syntax."""

import re

import pytest

from policyc.render.clean_text import clean
from policyc.render.mermaid import escape_mermaid, render_mermaid
from tests.unit.render.drawn import words_of
from tests.unit.render.sample_charts import HOSTILE_TEXTS, SECTION_II, WORDY_TEXTS, awkward, branching


def read_back(source: str) -> str:
    """The source with its entities resolved and its markup taken out, as Mermaid shows it."""
    bare = re.sub(r"</?[bi]>|<br/>|&emsp;", "", source)
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), bare)


@pytest.mark.parametrize("chart", [SECTION_II, branching(), awkward(HOSTILE_TEXTS), awkward(WORDY_TEXTS)])
def test_every_word_is_there(chart) -> None:
    shown = read_back(render_mermaid(chart))
    for words in words_of(chart):
        if words not in map(clean, (chart.title, chart.subtitle, *chart.footer)):
            assert words in shown


LINE = re.compile(
    r'  n\d+(\(\[|\{\{|\[\[|\[/|\[|\(|>)"[^"]*"(\]\)|\}\}|\]\]|/\]|\]|\)):::\w+'
    r'|  n\d+ (-->|-\.->)(\|"[^"]*"\|)? n\d+'
    r"|  classDef \w+ [\w:#,. -]+"
)


@pytest.mark.parametrize("chart", [SECTION_II, awkward(HOSTILE_TEXTS), awkward(WORDY_TEXTS)])
def test_every_line_is_a_node_an_arrow_or_a_style(chart) -> None:
    first, *lines = render_mermaid(chart).splitlines()
    assert first == "flowchart TD"
    for line in lines:
        assert LINE.fullmatch(line), line


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_an_escaped_text_has_no_sign_of_any_language(text: str) -> None:
    assert not re.search(r'["<>&`*_\\{}|\[\]~^%]', escape_mermaid(text))


def test_list_marks_are_escaped_and_ordinary_text_stays_readable() -> None:
    assert escape_mermaid("1. first") == "#49;#46; first"
    assert escape_mermaid("- dash") == "#45; dash"
    assert escape_mermaid("II.A.4 (six weeks), 30° or 1/2 - yes?") == "II.A.4 (six weeks), 30° or 1/2 - yes?"


def test_answers_stand_on_their_arrows() -> None:
    assert '  n1 -.->|"no"| n2' in render_mermaid(SECTION_II).splitlines()
    assert '  n1 -->|"yes"| n3' in render_mermaid(SECTION_II).splitlines()
