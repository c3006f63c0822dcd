"""A fix mends what it is offered for: once applied, its finding is gone, and no line has gained another."""

from pathlib import Path

import pytest

import policylang
from policylang.codes import CODES
from policylang.diagnostic import Diagnostic, Fix
from policylang.source import Source
from tests.spec.programs import fenced_blocks
from tests.tidy.tracked import ROOT

MISTAKES = sorted((Path(__file__).parent / "mistakes").glob("*.policy"))
PAGES = [
    ROOT / "docs" / "diagnostics" / f"{rule.name}.md" for rule in CODES.values() if rule.code.startswith("P1")
]


def findings(text: str) -> tuple[Diagnostic, ...]:
    return policylang.parse(Source("text", text)).diagnostics


def applied(text: str, fix: Fix) -> str:
    rows = text.split("\n")
    for edit in sorted(fix.edits, key=lambda edit: (edit.span.line, edit.span.column), reverse=True):
        row = rows[edit.span.line - 1]
        assert edit.span.line == edit.span.end_line
        rows[edit.span.line - 1] = (
            row[: edit.span.column - 1] + edit.replacement + row[edit.span.end_column - 1 :]
        )
    return "\n".join(rows)


def fixable(text: str) -> list[Diagnostic]:
    return [finding for finding in findings(text) if finding.fix]


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)
def test_a_fix_mends_its_finding(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert fixable(text)
    before = len(findings(text))
    for finding in fixable(text):
        left = findings(applied(text, finding.fix))
        assert len(left) < before, (finding, [other for other in left if other not in findings(text)])


def shown_fixes() -> list[tuple[str, str]]:
    """The avoid blocks of the pages whose finding offers a fix."""
    blocks = [
        (path.stem, block.text)
        for path in PAGES
        for block in fenced_blocks(path.read_text(encoding="utf-8"))
        if block.heading == "Avoid" and block.info == "policy"
    ]
    return [(name, text) for name, text in blocks if fixable(text)]


@pytest.mark.parametrize(("name", "text"), shown_fixes(), ids=[name for name, _ in shown_fixes()])
def test_the_fix_of_a_page_leaves_nothing_to_say(name: str, text: str) -> None:
    (finding,) = findings(text)
    assert finding.name == name
    assert findings(applied(text, finding.fix)) == ()
