"""The words on arrows: a small plate each, wide enough in any font. A plate lies beside its line."""

from dataclasses import dataclass, replace

from policyc.render.chart import Edge
from policyc.render.clean_text import clean
from policyc.render.layout import EdgeLabel
from policyc.render.text_metrics import Run, TextStyle, wrap

EDGE_WORDS = TextStyle(14, bold=True)
WORDS_WIDTH_MAX = 110.0
PLATE_PADDING_X = 7.0
PLATE_PADDING_Y = 2.0


@dataclass(frozen=True, slots=True)
class PlateSize:
    """Width and height of a plate in pixels; nothing for an arrow without words."""

    width: float
    height: float


def label_size(edge: Edge) -> PlateSize:
    """How large an arrow's plate is."""
    label = _label(edge)
    return PlateSize(label.width, label.height) if label else PlateSize(0.0, 0.0)


def label_at(edge: Edge, middle_x: float, middle_y: float) -> EdgeLabel | None:
    """An arrow's plate with its middle at a place; none for an arrow without words."""
    label = _label(edge)
    if label is None:
        return None
    return replace(label, x=round(middle_x - label.width / 2, 2), y=round(middle_y - label.height / 2, 2))


def _label(edge: Edge) -> EdgeLabel | None:
    words = clean(edge.words)
    if not words:
        return None
    lines = wrap((Run(words, EDGE_WORDS),), WORDS_WIDTH_MAX)
    width = max(line.width for line in lines) + 2 * PLATE_PADDING_X
    height = len(lines) * EDGE_WORDS.line_height + 2 * PLATE_PADDING_Y
    return EdgeLabel(lines, 0.0, 0.0, round(width, 2), round(height, 2))
