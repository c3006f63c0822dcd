"""Findings that somebody accepted: one line each with the reason, so that whoever decides sees them unasked."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from policyc.report.style import PLAIN, Style
from policyc.report.terminal import told
from policylang.diagnostic import Diagnostic

_WIDTH = 80


def acknowledged_lines(accepted: Iterable[tuple[Diagnostic, str]], style: Style = PLAIN) -> str:
    """A heading, then for each finding its headline and the reason, wrapped; empty for none."""
    rows = [_row(found, because, style) for found, because in accepted]
    return "\n".join(["Acknowledged:", *rows]) + "\n" if rows else ""


def _row(found: Diagnostic, because: str, style: Style) -> str:
    place = f" ({told(found.section)})" if found.section else ""
    words = f"{found.code} {told(found.headline)}{place}: {told(because)}"
    body = textwrap.fill(
        words,
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="       ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return body.replace(found.code, style.bold(found.code), 1)
