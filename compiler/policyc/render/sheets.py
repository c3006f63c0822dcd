"""A long page cut into sheets of paper, so that print stays large enough to read.

A sheet is 1.3 times as high as wide, which fits both A4 and Letter within their margins. Cuts run between
boxes, just under one, so that the words of an arrow stay with its head; a box higher than a sheet is cut
between two lines of its text. Every sheet carries the title, its number, and where the chart goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from policyc.render.layout import Layout

SHEET_RATIO = 1.3


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of a layout, from one height to another."""

    top: float
    bottom: float


def slices_of(layout: Layout, height: float) -> tuple[Slice, ...]:
    """The layout in stretches of at most `height` pixels, none of which cuts a line of text.

    Only a text line higher than `height` makes a longer stretch.
    """
    boxes = _merged((placed.y, placed.bottom) for placed in layout.boxes)
    lines = _merged(_text_lines(layout))
    slices: list[Slice] = []
    top = 0.0
    while layout.height - top > height:
        cut = _last_gap(boxes, top, top + height) or _above_line(lines, top, top + height)
        slices.append(Slice(top, cut))
        top = cut
    return (*slices, Slice(top, layout.height))


# How far under a box the cut runs.
_BELOW_BOX = 3.0


def _text_lines(layout: Layout) -> Iterator[tuple[float, float]]:
    for placed in layout.boxes:
        for paragraph in placed.box.paragraphs:
            for line in paragraph.lines:
                size = max(run.style.size for run in line.line.runs)
                yield placed.y + line.y - size, placed.y + line.y + 0.3 * size


def _merged(stretches: Iterator[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for top, bottom in sorted(stretches):
        if merged and top <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], bottom))
        else:
            merged.append((top, bottom))
    return merged


def _last_gap(stretches: list[tuple[float, float]], above: float, below: float) -> float | None:
    """The lowest height between two heights that is just under a stretch and in none."""
    ends = (
        round(min(bottom + _BELOW_BOX, (bottom + following[0]) / 2), 2)
        for (_, bottom), following in pairwise(stretches)
    )
    return max((end for end in ends if above < end <= below), default=None)


def _above_line(lines: list[tuple[float, float]], above: float, below: float) -> float:
    """The lowest height between two heights that is in no line; the lower one if there is none."""
    in_line = next((top for top, bottom in lines if top < below < bottom), below)
    return round(in_line, 2) if above < round(in_line, 2) else below
