"""The patients of a finding on the screen: one as a case to paste, two side by side with what they share said once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from policyc.report.terminal import visible

_WIDTH = 80
_INDENT = "    "
_LISTED = re.compile(r"  (given|requests) (.*)")


def patient_lines(cases: Sequence[str], indent: str = _INDENT) -> str:
    """`case` blocks, indented; of two, what they share and then what each has alone. Empty for none."""
    shown = [[visible(line) for line in text.splitlines()] for text in cases]
    if len(shown) != 2:
        room = _WIDTH - len(indent)
        return "\n".join(f"{indent}{row}" for lines in shown for line in lines for row in _narrow(line, room))
    left, right = ([*_statements(lines)] for lines in shown)
    shared = [line for line in left[1:] if line in right[1:]]
    alone = [[line for line in side[1:] if line not in shared] for side in (left, right)]
    rows = ["Both patients:", *(f"  {line}" for line in shared)] if shared else []
    rows += _columns((left[0], *alone[0]), (right[0], *alone[1]), _WIDTH - len(indent))
    return "\n".join(f"{indent}{row}" for row in rows)


def _narrow(line: str, room: int) -> Iterator[str]:
    """A line that lists too much for the screen, as several that list less."""
    listed = _LISTED.fullmatch(line)
    if len(line) <= room or listed is None:
        yield line
        return
    row = f"  {listed[1]}"
    joint = " "
    for each in listed[2].split(", "):
        if joint == ", " and len(row) + len(each) + 2 > room:
            yield row
            row, joint = f"  {listed[1]}", " "
        row, joint = f"{row}{joint}{each}", ", "
    yield row


def _statements(lines: Sequence[str]) -> Iterator[str]:
    """The title, then one statement a line."""
    for number, line in enumerate(lines):
        listed = _LISTED.fullmatch(line)
        if number == 0:
            yield line.removeprefix("case ").replace('"', "")
        elif listed:
            yield from (f"{listed[1]} {each}" for each in listed[2].split(", "))
        else:
            yield line.strip()


def _columns(left: Sequence[str], right: Sequence[str], room: int) -> Iterator[str]:
    """Two columns where they fit, else one below the other."""
    width = max(map(len, left))
    if width + 3 + max(map(len, right)) <= room:
        for one, other in zip_longest(left, right, fillvalue=""):
            yield f"{one:<{width}}   {other}".rstrip()
        return
    for title, *rest in (left, right):
        yield title
        yield from (f"  {line}" for line in rest)
