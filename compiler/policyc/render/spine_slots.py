"""At which heights arrows meet the left or right edge of a box.

Each arrow has a slot: the room for its words above its line. Slots of one edge follow each other without
overlap, as near as they can to where the arrows would like to be.
"""

from collections.abc import Sequence
from itertools import accumulate

from policyc.render.chart import Edge
from policyc.render.edge_labels import label_size

# How close to a corner an arrow may meet a box.
CORNER = 14.0
# How far the words of the first arrow may rise above the box.
RISE = 10.0
_WORDLESS = 14.0


def slot(edge: Edge | None) -> float:
    """The height an arrow needs; none stands for arrows that come in without words."""
    return max(_WORDLESS, label_size(edge).height + 2) if edge is not None else _WORDLESS


def edge_room(slots: Sequence[float]) -> float:
    """How high a box must be for these slots on one of its edges."""
    return sum(slots) - RISE + CORNER


def evenly(top: float, bottom: float, count: int) -> list[float]:
    """So many heights between two others."""
    return [top + (bottom - top) * place / (count + 1) for place in range(1, count + 1)]


def lined_up(wanted: Sequence[float], slots: Sequence[float], top: float, bottom: float) -> list[float]:
    """Heights in the given order, each in its slot between `top` and `bottom`, near the wanted ones.

    They stay inside if the box is at least `edge_room(slots)` high.
    """
    down = accumulate(
        zip(wanted, slots, strict=True),
        lambda above, each: max(each[0], above + each[1]),
        initial=top - RISE,
    )
    heights = list(down)[1:]
    limit = bottom - CORNER
    for place in range(len(heights) - 1, -1, -1):
        heights[place] = round(min(heights[place], limit), 2)
        limit = heights[place] - slots[place]
    return heights
