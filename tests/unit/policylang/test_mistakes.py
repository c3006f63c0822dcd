"""Every slip is reported once, on its line, and nothing else is.

The texts are in `mistakes/`. `#! NAME …` at the end of a line expects these findings there (on a line of its own:
on the line before); a comment that holds only carets shows where on the line above the first one stands.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

import policylang
from policylang.diagnostic import Diagnostic
from policylang.source import Source

FILES = sorted((Path(__file__).parent / "mistakes").glob("*.policy"))


def findings(text: str) -> tuple[Diagnostic, ...]:
    return policylang.parse(Source("text", text)).diagnostics


def expected(text: str) -> Counter[tuple[int, str]]:
    wanted: Counter[tuple[int, str]] = Counter()
    for number, line in enumerate(text.split("\n"), start=1):
        if match := re.search(r"#! (.*)$", line):
            wanted.update((number - line.startswith("#!"), name) for name in match[1].split())
    return wanted


def carets(text: str) -> dict[int, tuple[int, int]]:
    places = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if match := re.fullmatch(r"# *(\^+)", line):
            places[number - 1] = (match.start(1) + 1, match.end(1) + 1)
    return places


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_slip_is_reported_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = Counter((finding.span.line, finding.name) for finding in findings(text) if finding.span)
    assert found == expected(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_carets_stand_under_the_mistake(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    spans = [finding.span for finding in findings(text)]
    found = {(span.line, span.column, span.end_column) for span in spans if span}
    assert carets(text), "a file shows some places"
    assert {(line, *place) for line, place in carets(text).items()} <= found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_finding_names_its_block_and_no_token(path: Path) -> None:
    for finding in findings(path.read_text(encoding="utf-8")):
        said = " ".join([finding.headline, finding.caption, finding.help])
        assert finding.section, finding
        assert not re.search(r"\b(?:_[A-Z]{2,}|NAME|STRING|LABEL|NUMBER|_NL|COLON|MINUS|TOKEN)\b", said), (
            finding
        )
        assert finding.headline[-1] not in ".,"
