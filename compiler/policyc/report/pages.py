"""The pages of `docs/diagnostics/`: read in place from a checkout, from the wheel once installed."""

from __future__ import annotations

import textwrap
from pathlib import Path

from policylang.codes import Rule

_PACKAGE = Path(__file__).resolve().parent.parent
FOLDERS = (_PACKAGE / "_pages", _PACKAGE.parent.parent / "docs" / "diagnostics")


def wrapped(markdown: str, width: int) -> str:
    """The page with its paragraphs and list items set to a width; programs, tables and headings stay as they are."""
    lines: list[str] = []
    program = False
    for line in markdown.split("\n"):
        program ^= line.startswith("```")
        if program or len(line) <= width or line.startswith(("```", "|", "#")):
            lines.append(line)
        else:
            hanging = "  " if line.startswith("- ") else ""
            lines += textwrap.wrap(
                line, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
            )
    return "\n".join(lines)


def page(rule: Rule) -> str:
    """The Markdown page of a rule, or its one-line summary where the page is missing."""
    for folder in FOLDERS:
        path = folder / f"{rule.name}.md"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return f"# {rule.code} {rule.name}\n\n{rule.summary}\n"
