"""The pages of `docs/diagnostics/`: read in place from a checkout, from the wheel once installed."""

from __future__ import annotations

from pathlib import Path

from policylang.codes import Rule

_PACKAGE = Path(__file__).resolve().parent.parent
FOLDERS = (_PACKAGE / "_pages", _PACKAGE.parent.parent / "docs" / "diagnostics")


def page(rule: Rule) -> str:
    """The Markdown page of a rule, or its one-line summary where the page is missing."""
    for folder in FOLDERS:
        path = folder / f"{rule.name}.md"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return f"# {rule.code} {rule.name}\n\n{rule.summary}\n"
