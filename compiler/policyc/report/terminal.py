"""Diagnostics for the terminal: headline, place with the author's own line and a caret, reason, next step.

Fits 80 columns where the author's lines do: long lines are shown as a window around the caret. Control
characters of the text are made visible, so that a policy file cannot move the cursor or recolour the screen.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence

from policyc.report.style import PLAIN, Style
from policylang.diagnostic import Diagnostic, Fix, Level
from policylang.source import Source, Span

_WIDTH = 80
_ENDLESS = re.compile(r"(\S{60})\S{20,}")
_TAB = "    "


def render_diagnostics(
    found: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    colour: bool = False,
    patients: Mapping[int, Sequence[str]] | None = None,
) -> str:
    """All of them in order, a blank line between; empty for none. `patients` are cases, by the diagnostic's `id`."""
    from policyc.report.patients import patient_lines

    style = Style(colour)
    rows = []
    for one in found:
        cases = patient_lines((patients or {}).get(id(one), ()))
        rows.append(render(one, sources, style) + (f"\n{cases}" if cases else ""))
    return "\n\n".join(rows) + ("\n" if found else "")


def render(found: Diagnostic, sources: Mapping[str, Source], style: Style = PLAIN) -> str:
    """One diagnostic."""
    paint = {Level.ERROR: style.red, Level.WARNING: style.yellow, Level.NOTE: style.blue}[found.level]
    head = f"{paint(f'{found.level} {found.code}')} {style.bold(told(found.headline))}"
    lines = [head if len(found.headline) < 68 else _wrapped_head(found, paint, style)]
    if found.span is not None:
        lines += _excerpt(found.span, found.caption, sources, style, "^", found.section)
    for label in found.labels:
        lines += _excerpt(label.span, label.message, sources, style, "-", "")
    lines += [_paragraph("note", told(note), style) for note in found.notes]
    if found.citation:
        lines.append(_paragraph("source", visible(found.citation), style))
    if found.help:
        lines.append(_paragraph("help", told(found.help), style))
    if found.fix is not None:
        lines.append(_paragraph("fix", _fix_words(found.fix), style))
    return "\n".join(lines)


def visible(text: str) -> str:
    """The text with control and formatting characters replaced, so that it is only text."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def told(text: str) -> str:
    """A sentence of ours, visible, with words that no screen holds cut short."""
    return _ENDLESS.sub(r"\1…", visible(text))


def _wrapped_head(found: Diagnostic, paint: object, style: Style) -> str:
    first = f"{found.level} {found.code} "
    body = textwrap.fill(
        told(found.headline),
        _WIDTH,
        initial_indent=" " * len(first),
        subsequent_indent="  ",
        break_long_words=False,
    )
    return f"{paint(first.strip())} {style.bold(body.lstrip())}"  # type: ignore[operator]


def _excerpt(
    span: Span, caption: str, sources: Mapping[str, Source], style: Style, mark: str, section: str
) -> list[str]:
    source = sources.get(span.source)
    gutter = len(str(span.line))
    rows = _place_lines(span, section, gutter, style)
    if source is None or span.line < 1:
        return rows if not caption else [*rows, f"{' ' * gutter}     {told(caption)}"]
    line, start, length = _window(source.line(span.line), span, _WIDTH - gutter - 3)
    rows.append(f"{style.blue(f'{span.line} |')} {line}".rstrip())
    pointer = " " * start + mark * max(1, length)
    rows.append(
        f"{' ' * gutter} {style.blue('|')} {style.bold(pointer)}" + _caption(caption, start + length, gutter)
    )
    return rows


def _place_lines(span: Span, section: str, gutter: int, style: Style) -> list[str]:
    """The place and the blocks around it, on lines of their own where they do not fit beside it."""
    place = f"{visible(span.source)}:{span.line}:{span.column}"
    first = f"{' ' * gutter} {style.blue('-->')} {place}"
    where = f"in {told(section)}" if section else ""
    if len(place) + len(where) + gutter + 7 <= _WIDTH:
        return [f"{first}  {where}".rstrip()]
    indent = " " * (gutter + 5)
    return [first, textwrap.fill(where, _WIDTH, initial_indent=indent, subsequent_indent=indent)]


def _caption(caption: str, used: int, gutter: int) -> str:
    if not caption:
        return ""
    words = told(caption)
    if used + len(words) + gutter + 5 <= _WIDTH:
        return f" {words}"
    indent = " " * (gutter + 3)
    return "\n" + textwrap.fill(words, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _window(line: str, span: Span, room: int) -> tuple[str, int, int]:
    """The part of the line around the span, with the span's start and length in columns of the screen."""
    before = _shown(line[: span.column - 1])
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    marked = _shown(line[span.column - 1 : max(end, span.column - 1)])
    after = _shown(line[max(end, span.column - 1) :])
    start, length = _columns(before), _columns(marked)
    if start + length > room:
        keep = max(10, room - min(length, room // 2) - 4)
        before = "…" + before[-keep:] if start > keep else before
        marked = marked if length <= room // 2 else marked[: room // 2] + "…"
        start, length = _columns(before), _columns(marked)
    shown = before + marked + after
    return (shown if _columns(shown) <= room else shown[: room - 1] + "…"), start, length


def _shown(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    none = sum(unicodedata.combining(letter) != 0 for letter in text)
    return len(text) + wide - none


def _paragraph(kind: str, words: str, style: Style) -> str:
    lead = f"  {kind}: "
    body = textwrap.fill(
        words, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    return body.replace(f"{kind}:", style.bold(f"{kind}:"), 1)


def _fix_words(fix: Fix) -> str:
    places = sorted({(edit.span.line, edit.replacement.strip()) for edit in fix.edits})
    return told(fix.message) + (f" (line {places[0][0]})" if places else "")
