"""A diff as Markdown, for a review on the web."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyc.diff.comparison import Diff
from policyc.report.diff_words import DiffWords, GroupWords, diff_words
from policyc.report.terminal import visible


def diff_markdown(found: Diff) -> str:
    """The diff as a Markdown page, ending with a newline."""
    page = diff_words(found)
    lines = [*_head(page), *_edits(page), *_groups(page), *_wording(page), *_foot(page)]
    return "\n".join(lines) + "\n"


def _head(page: DiffWords) -> Iterator[str]:
    yield f"# {_plain(page.title)}"
    yield ""
    yield f"- Old: {_plain(page.texts[0])}"
    yield f"- New: {_plain(page.texts[1])}"
    yield ""
    if page.warning:
        yield f"> **Warning.** {_plain(page.warning)}"
        yield ""
    yield f"**{_plain(page.verdict)}**: {_plain(page.answer)}"
    for note in page.notes:
        yield ""
        yield f"> {_plain(note)}"


def _edits(page: DiffWords) -> Iterator[str]:
    if page.edits:
        yield from ("", "## What changed in the text", "")
        for words, cite in page.edits:
            yield f"- {_plain(words)}" + (f" *({_plain(cite)})*" if cite else "")


def _wording(page: DiffWords) -> Iterator[str]:
    if page.wording_edits:
        yield from ("", "## Wording, numbering and order, which change no decision", "")
        yield from (f"- {_plain(words)}" for words in page.wording_edits)


def _groups(page: DiffWords) -> Iterator[str]:
    if page.groups:
        yield from ("", "## Who is decided differently")
    for group in page.groups:
        yield from ("", *_group(group))


def _group(group: GroupWords) -> Iterator[str]:
    yield f"### {group.number}. {_plain(group.heading)}"
    yield ""
    yield "| | |"
    yield "|---|---|"
    for label, words in group.rows:
        yield f"| {label} | {_plain(words)} |"


def _foot(page: DiffWords) -> Iterator[str]:
    yield ""
    yield f"**{_plain(page.proof)}**" if page.proof else f"> **Warning.** {_plain(page.warning)}"


def _plain(words: str) -> str:
    """Text as text: what Markdown or HTML would read as markup is escaped."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", visible(" ".join(words.split())))
