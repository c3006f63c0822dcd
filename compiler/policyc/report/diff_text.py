"""A diff at 80 columns: the answer first, then the edits, then the patients, then what was proved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policyc.diff.comparison import Diff
from policyc.diff.regions import Effect
from policyc.report.diff_words import DiffWords, GroupWords, diff_words
from policyc.report.paragraph import paragraph
from policyc.report.style import PLAIN, Style
from policyc.report.terminal import visible

_LABEL = 11


def diff_text(found: Diff, style: Style = PLAIN) -> str:
    """The diff for a terminal, ending with a newline."""
    page = diff_words(found)
    lines = [
        *_head(page, style),
        *_edits(page, style),
        *_groups(page, style),
        *_wording(page, style),
        *_foot(page, style),
    ]
    return "\n".join(lines) + "\n"


def _head(page: DiffWords, style: Style) -> Iterator[str]:
    yield style.bold(paragraph(page.title))
    yield paragraph(page.texts[0], lead="old: ")
    yield paragraph(page.texts[1], lead="new: ")
    yield ""
    if page.warning:
        yield style.red(paragraph(page.warning))
        yield ""
    yield style.bold(paragraph(f"{page.verdict}: {page.answer}"))
    for note in page.notes:
        yield paragraph(note, lead="note: ")


def _edits(page: DiffWords, style: Style) -> Iterator[str]:
    if not page.edits:
        return
    yield ""
    yield style.bold("What changed in the text")
    for words, cite in page.edits:
        yield paragraph(f"{words} [{cite}]" if cite else words, indent=2, lead="- ")


def _wording(page: DiffWords, style: Style) -> Iterator[str]:
    if not page.wording_edits:
        return
    yield ""
    yield style.bold("Wording, numbering and order, which change no decision")
    for words in page.wording_edits:
        yield paragraph(words, indent=2, lead="- ")


def _groups(page: DiffWords, style: Style) -> Iterator[str]:
    if not page.groups:
        return
    yield ""
    yield style.bold("Who is decided differently")
    for group in page.groups:
        yield ""
        yield from _group(group, style)


def _group(group: GroupWords, style: Style) -> Iterator[str]:
    paint: Callable[[str], str] = {
        Effect.ADVERSE: style.red,
        Effect.FAVOURABLE: style.green,
        Effect.NEUTRAL: style.yellow,
    }[group.effect]
    yield paint(f"{group.number:>2}. {visible(group.heading)}")
    for label, words in group.rows:
        yield paragraph(words, indent=4, lead=f"{label:<{_LABEL}}")


def _foot(page: DiffWords, style: Style) -> Iterator[str]:
    yield ""
    yield style.bold(paragraph(page.proof)) if page.proof else style.red(paragraph(page.warning))
