"""Lines are as wide as the widest font makes them, and nothing is lost at their ends."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyc.render.clean_text import clean
from policyc.render.font_widths import BOLD_WIDTHS, FIRST_CODE_POINTS, REGULAR_WIDTHS
from policyc.render.text_metrics import Line, Run, TextStyle, clusters, text_width, wrap
from tests.unit.render.sample_charts import HOSTILE_TEXTS, WORDY_TEXTS

BODY = TextStyle(15)
BOLD = TextStyle(16, bold=True)


def written(lines: tuple[Line, ...]) -> str:
    return "".join(run.text for line in lines for run in line.runs)


def shown(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(run.text for run in line.runs).rstrip() for line in lines]


# Advance widths in thousandths of the size, from the fonts' own tables: (Liberation Sans, DejaVu Sans).
@pytest.mark.parametrize(
    ("character", "in_liberation", "in_dejavu"),
    [("a", 556, 613), ("M", 833, 863), ("i", 222, 278), ("≥", 549, 838), ("é", 556, 615), ("@", 1015, 1000)],
)
def test_no_font_is_wider_than_measured(character: str, in_liberation: int, in_dejavu: int) -> None:
    measured = text_width(character, TextStyle(1000))
    assert max(in_liberation, in_dejavu) <= measured <= 1.04 * max(in_liberation, in_dejavu)


def test_the_tables_are_whole() -> None:
    for rows in (REGULAR_WIDTHS, BOLD_WIDTHS):
        assert len(rows) == len(FIRST_CODE_POINTS)
        stretches = [
            range(first, first + len(row.split())) for first, row in zip(FIRST_CODE_POINTS, rows, strict=True)
        ]
        assert all(before.stop <= after.start for before, after in pairwise(stretches))


def test_characters_outside_the_tables() -> None:
    assert text_width("漢", TextStyle(100)) >= 100
    assert text_width("😀", TextStyle(100)) >= 137
    assert text_width("e\u0301", BODY) == text_width("e", BODY)


@given(st.text(max_size=120), st.text(max_size=40), st.floats(30, 400))
def test_wrapping_loses_nothing_and_fits(text: str, more: str, width: float) -> None:
    runs = (Run(clean(text) + " ", BODY), Run(clean(more), BOLD))
    lines = wrap(runs, width)
    assert written(lines) == "".join(run.text for run in runs)
    assert all(line.width <= width + 1e-6 for line in lines)
    for line in lines:
        # No run ends a line with a space that is measured.
        bare = sum(text_width(run.text, run.style) for run in line.runs[:-1])
        if line.runs:
            bare += text_width(line.runs[-1].text.rstrip(" "), line.runs[-1].style)
        assert line.width == pytest.approx(bare)


@pytest.mark.parametrize("text", [clean(text) for text in (*WORDY_TEXTS, *HOSTILE_TEXTS)])
@pytest.mark.parametrize("width", [110, 240, 600])
def test_awkward_texts_wrap(text: str, width: float) -> None:
    lines = wrap((Run(text, BOLD),), width)
    assert written(lines) == text
    assert all(line.width <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("pain for ≥ 6 weeks", 90, ["pain for", "≥ 6 weeks"]),
        ("pain for at least 6 weeks", 150, ["pain for at least", "6 weeks"]),
        ("with contrast (CPT 72148)", 150, ["with contrast", "(CPT 72148)"]),
        ("signs: any of these 3:", 140, ["signs: any of", "these 3:"]),
        ("≥ 6 weeks", 60, ["≥ 6", "weeks"]),
        ("neurologist/orthopedist", 130, ["neurologist/", "orthopedist"]),
        ("2023-10-03 and 6-12", 90, ["2023-10-03", "and 6-12"]),
        ("腰椎検査。", 64, ["腰椎検", "査。"]),
    ],
)
def test_where_lines_break(text: str, width: float, lines: list[str]) -> None:
    assert shown(wrap((Run(text, BODY),), width)) == lines


def test_a_long_code_is_broken_without_a_hyphen() -> None:
    lines = wrap((Run("X" * 80, BODY),), 200)
    assert len(lines) > 3
    assert written(lines) == "X" * 80


def test_what_a_reader_sees_as_one_character_stays_whole() -> None:
    family = "👨\u200d👩\u200d👧"
    assert clusters(f"a{family}e\u0301👩🏽") == ("a", family, "e\u0301", "👩🏽")
    assert clusters("") == ()
    assert all(family in line for line in shown(wrap((Run(f"{family} {family}", BODY),), 70)))
