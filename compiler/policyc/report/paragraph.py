"""Words set at 80 columns for the terminal. Text from files is made visible first, so that it is only text."""

from __future__ import annotations

import textwrap

from policyc.report.terminal import visible

WIDTH = 80


def paragraph(words: str, indent: int = 0, hanging: int | None = None, lead: str = "") -> str:
    """Words wrapped behind an indent; the lines after the first stand `hanging` columns deep.

    A lead, such as `- `, comes before the first word; by default the later lines align with that word.
    """
    first = " " * indent + lead
    later = " " * (len(first) if hanging is None else hanging)
    return textwrap.fill(
        visible(" ".join(words.split())),
        WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def counted(number: int, one: str, many: str = "") -> str:
    """`1 case`, `3 cases`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: list[str] | tuple[str, ...], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"
