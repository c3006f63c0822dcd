"""Outlines of several pages as one Markdown document, and Markdown's small change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policyc.report.terminal import visible

_SIGNS = re.compile(r"([\\`*_{}\[\]<>|#~])")


def outline_markdown(outlines: Iterable[tuple[str, str]]) -> str:
    """A heading for every title, and each outline as it is set, in a block of its own."""
    parts = [f"## {escaped(title)}\n\n{fenced(text)}" for title, text in outlines]
    return "\n".join(parts)


def fenced(text: str, language: str = "text") -> str:
    """A text as a code block, behind a fence that is longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def escaped(text: str) -> str:
    """A text as it may stand in a line or cell of Markdown, where it is only text."""
    return _SIGNS.sub(r"\\\1", visible(text))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown already."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
