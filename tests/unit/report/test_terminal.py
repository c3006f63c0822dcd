"""A diagnostic on the screen: the author's own line, a caret under the words, and nothing that moves the cursor."""

import pytest

from policyc.report.diagnostics_json import diagnostics_json
from policyc.report.terminal import render, render_diagnostics, visible
from policylang.diagnostic import Diagnostic, Edit, Fix, Label, Level
from policylang.source import Source, Span

TEXT = 'policy a.b "x"\n\tnote "mrt"\n' + "x" * 200 + " here " + "y" * 200 + "\n日本 fever\n"
SOURCES = {"f": Source("f", TEXT)}


def shown(line: int, column: int, end: int, **rest: object) -> list[str]:
    span = Span("f", line, column, line, end)
    found = Diagnostic("P101", "missing-colon", Level.ERROR, "Headline", span, **rest)  # type: ignore[arg-type]
    lines = render(found, SOURCES).splitlines()
    assert not [line for line in lines if len(line) > 80]
    return lines


def test_a_caret_stands_under_the_words() -> None:
    lines = shown(1, 8, 11, caption="which one?", section="policy a.b")
    assert lines == [
        "error P101 Headline",
        "  --> f:1:8  in policy a.b",
        '1 | policy a.b "x"',
        "  |        ^^^ which one?",
    ]


def test_blocks_that_do_not_fit_beside_the_place_stand_below_it() -> None:
    lines = shown(1, 8, 11, section="criterion A.1 of version 2025 of policy acme.west.shoulder_mri_adult")
    assert lines[1:3] == [
        "  --> f:1:8",
        "      in criterion A.1 of version 2025 of policy acme.west.shoulder_mri_adult",
    ]
    assert lines[3].startswith('1 | policy a.b "x"')
    long = shown(1, 8, 11, section=" of ".join(["criterion A.1"] * 9))
    assert long[2].startswith("      in criterion")


def test_a_tab_is_four_columns() -> None:
    lines = shown(2, 8, 11)
    assert lines[2].index("mrt") == lines[3].index("^^^")


def test_a_long_line_is_shown_around_the_caret() -> None:
    lines = shown(3, 202, 206, caption="c" * 60)
    assert "here" in lines[2]
    assert lines[2].index("here") == lines[3].index("^^^^")
    assert lines[4].strip() == "c" * 60


def test_wide_letters_count_twice() -> None:
    lines = shown(4, 4, 9)
    assert lines[3].index("^") == len("4 | ") + 5


@pytest.mark.parametrize(("line", "column"), [(99, 1), (1, 500), (0, 0)])
def test_a_place_beyond_the_text(line: int, column: int) -> None:
    assert shown(line, column, column)[0] == "error P101 Headline"


def test_everything_there_is_to_say() -> None:
    span = Span("f", 1, 1, 1, 7)
    found = Diagnostic(
        "P101", "missing-colon", Level.WARNING, "A headline " * 12, span,
        labels=(Label(Span("f", 2, 2, 2, 6), "and here"),),
        notes=("one",), help="help me", citation="kp, II", fix=Fix("write it", (Edit(span, "x"),)),
    )  # fmt: skip
    text = render_diagnostics([found, found], SOURCES)
    for words in (
        "warning P101",
        "---- and here",
        "note: one",
        "source: kp, II",
        "help: help me",
        "fix: write it (line 1)",
    ):
        assert text.count(words) == 2
    assert not [line for line in text.splitlines() if len(line) > 80]
    assert render_diagnostics([], SOURCES) == ""


def test_control_characters_are_made_visible() -> None:
    assert visible("a\x1b[31mb\u202ec\x85d") == "a�[31mb�c�d"
    assert visible("naïve “text” — 6 ≤ 7") == "naïve “text” — 6 ≤ 7"


def test_json_has_counts_and_places() -> None:
    data = diagnostics_json([Diagnostic("P101", "missing-colon", Level.NOTE, "x", Span("f", 1, 2, 3, 4))])
    assert data["counts"] == {"error": 0, "warning": 0, "note": 1}
    [found] = data["diagnostics"]  # type: ignore[misc]
    assert found["span"] == {"file": "f", "line": 1, "column": 2, "end_line": 3, "end_column": 4}  # type: ignore[index]
