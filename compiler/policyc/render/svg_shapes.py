"""The outline of each kind of node, told apart by shape and line first, by tint last.

Printed without colour, a favourable outcome still has round ends and a tick, an open one a dashed line and a
question mark, an adverse one square corners, a double line and a cross.
"""

from dataclasses import dataclass

from policyc.render.chart import Node, NodeKind, OutcomeClass
from policyc.render.svg_markup import element, number

INK = "#2b333d"


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle a shape fills, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def inset(self, by: float) -> "Frame":
        """The frame within this one, `by` pixels from each side."""
        return Frame(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


def outline(node: Node, frame: Frame) -> str:
    """The drawn shape of a node, without words."""
    if node.outcome_class is not None:
        return _OUTCOMES[node.outcome_class](frame)
    return _KINDS[node.kind](frame)


def icon(outcome_class: OutcomeClass, x: float, y: float) -> str:
    """A tick, question mark or cross in a disc of 22 pixels about a place."""
    ink = {
        OutcomeClass.FAVOURABLE: "#1c6b3a",
        OutcomeClass.OPEN: "#7a5200",
        OutcomeClass.ADVERSE: "#962a20",
    }[outcome_class]
    strokes = {
        OutcomeClass.FAVOURABLE: f"M{_at(x - 5, y)}l3.5 4 6.5 -8",
        OutcomeClass.OPEN: f"M{_at(x - 3.5, y - 2.5)}a3.5 3.5 0 1 1 5 3.2q-1.5 .8 -1.5 2.4M{_at(x, y + 6)}v.2",
        OutcomeClass.ADVERSE: f"M{_at(x - 4.5, y - 4.5)}l9 9m0 -9l-9 9",
    }[outcome_class]
    pen: dict[str, str | float] = {
        "stroke": "#ffffff",
        "stroke-width": 2.2,
        "stroke-linecap": "round",
        "fill": "none",
    }
    return element("circle", {"cx": x, "cy": y, "r": 11, "fill": ink}) + element(
        "path", {"d": strokes, **pen}
    )


def _at(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def _rectangle(frame: Frame, radius: float, **style: str | float) -> str:
    place: dict[str, str | float] = {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height}
    rounded: dict[str, str | float] = {"rx": radius} if radius else {}
    return element("rect", place | rounded | _attributes(style))


def _polygon(points: tuple[tuple[float, float], ...], **style: str | float) -> str:
    written: dict[str, str | float] = {"points": " ".join(f"{number(x)},{number(y)}" for x, y in points)}
    return element("polygon", written | _attributes(style))


def _attributes(style: dict[str, str | float]) -> dict[str, str | float]:
    return {key.replace("_", "-"): value for key, value in style.items()}


def _start(frame: Frame) -> str:
    return _rectangle(frame, min(frame.height / 2, 24), fill="#e9edf2", stroke=INK, stroke_width=1.6)


def _question(frame: Frame) -> str:
    cut = min(11.0, frame.height / 4)
    points = (
        (frame.x + cut, frame.y),
        (frame.right - cut, frame.y),
        (frame.right, frame.y + cut),
        (frame.right, frame.bottom - cut),
        (frame.right - cut, frame.bottom),
        (frame.x + cut, frame.bottom),
        (frame.x, frame.bottom - cut),
        (frame.x, frame.y + cut),
    )
    return _polygon(points, fill="#f6f9fd", stroke="#24507f", stroke_width=1.6, stroke_linejoin="round")


def _criteria(frame: Frame) -> str:
    bar = Frame(frame.x, frame.y, 6, frame.height)
    body = _rectangle(frame, 0, fill="#ffffff", stroke="#24507f", stroke_width=1.6)
    return body + _rectangle(bar, 0, fill="#24507f")


def _reference(frame: Frame) -> str:
    bars = "".join(
        element(
            "path", {"d": f"M{_at(x, frame.y)}v{number(frame.height)}", "stroke": INK, "stroke-width": 1.4}
        )
        for x in (frame.x + 8, frame.right - 8)
    )
    return _rectangle(frame, 0, fill="#f3f1f8", stroke=INK, stroke_width=1.4) + bars


def _note(frame: Frame) -> str:
    return _rectangle(frame, 3, fill="#fffdf3", stroke="#6b6b6b", stroke_width=1.1, stroke_dasharray="1.5 3")


def _favourable(frame: Frame) -> str:
    return _rectangle(frame, min(frame.height / 2, 26), fill="#e6f3ea", stroke="#1c6b3a", stroke_width=2.6)


def _open(frame: Frame) -> str:
    return _rectangle(frame, 10, fill="#fff6e0", stroke="#7a5200", stroke_width=2.2, stroke_dasharray="7 4")


def _adverse(frame: Frame) -> str:
    outer = _rectangle(frame, 0, fill="#fbecea", stroke="#962a20", stroke_width=1.6)
    return outer + _rectangle(frame.inset(4), 0, fill="none", stroke="#962a20", stroke_width=1.2)


_OUTCOMES = {
    OutcomeClass.FAVOURABLE: _favourable,
    OutcomeClass.OPEN: _open,
    OutcomeClass.ADVERSE: _adverse,
}

_KINDS = {
    NodeKind.START: _start,
    NodeKind.QUESTION: _question,
    NodeKind.CRITERIA: _criteria,
    NodeKind.REFERENCE: _reference,
    NodeKind.NOTE: _note,
}
