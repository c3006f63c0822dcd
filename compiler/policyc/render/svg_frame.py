"""What surrounds a chart on its page: the title above, the key to the shapes and the remarks below."""

from dataclasses import dataclass

from policyc.render.boxes import Paragraph, ParagraphRole, set_paragraph
from policyc.render.chart import Chart, Node, NodeKind, OutcomeClass
from policyc.render.clean_text import clean
from policyc.render.svg_markup import element, group, paragraph_text
from policyc.render.svg_shapes import Frame, outline
from policyc.render.text_metrics import Run, TextStyle, text_width

TITLE = TextStyle(24, bold=True)
SUBTITLE = TextStyle(15, ink="#4f5660")
REMARK = TextStyle(13, ink="#4f5660")
KEY = TextStyle(13, ink="#1a1a1a")


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of the page from one edge to the other, and the height at which it ends."""

    markup: str
    bottom: float


def header(chart: Chart, x: float, top: float, width: float) -> Strip:
    """Title, subtitle and a rule."""
    title = _set(chart.title, TITLE, x, top, width, ParagraphRole.TITLE)
    subtitle = _set(chart.subtitle, SUBTITLE, x, title.bottom + 2, width, ParagraphRole.TITLE)
    y = subtitle.bottom + 12
    rule = element("path", {"d": f"M{x:g} {y:g}h{width:g}", "stroke": "#b9c0c8", "stroke-width": 1})
    return Strip("\n".join([*_texts(title, subtitle), rule]), y)


def footer(chart: Chart, x: float, top: float, width: float) -> Strip:
    """A rule, the key to the shapes that the chart uses, and the remarks."""
    rule = element("path", {"d": f"M{x:g} {top:g}h{width:g}", "stroke": "#b9c0c8", "stroke-width": 1})
    parts = [rule]
    y = top + 14
    if chart.legend:
        key, y = _key(chart, x, y, width)
        parts.append(key)
    for remark in chart.footer:
        paragraph = _set(remark, REMARK, x, y, width, ParagraphRole.BODY)
        parts += _texts(paragraph)
        y = paragraph.bottom + 3
    return Strip("\n".join(parts), y) if len(parts) > 1 else Strip("", top)


def _set(text: str, style: TextStyle, x: float, top: float, width: float, role: ParagraphRole) -> Paragraph:
    return set_paragraph(role, (Run(clean(text), style),), x, top, width)


def _texts(*paragraphs: Paragraph) -> list[str]:
    return [paragraph_text(paragraph) for paragraph in paragraphs if paragraph.lines]


_KIND_WORDS = {
    NodeKind.START: "start",
    NodeKind.QUESTION: "question",
    NodeKind.CRITERIA: "criteria",
    NodeKind.REFERENCE: "another page",
    NodeKind.NOTE: "note",
}
_CLASS_WORDS = {
    OutcomeClass.FAVOURABLE: "favourable outcome",
    OutcomeClass.OPEN: "open: a person decides",
    OutcomeClass.ADVERSE: "adverse outcome",
}
_SAMPLE_WIDTH = 34.0
_KEY_LINE = 28.0


def _key(chart: Chart, x: float, top: float, width: float) -> tuple[str, float]:
    kinds = {node.kind for node in chart.nodes}
    classes = {node.outcome_class for node in chart.nodes}
    samples: list[tuple[NodeKind | OutcomeClass, str]] = [
        *((kind, words) for kind, words in _KIND_WORDS.items() if kind in kinds),
        *((outcome, words) for outcome, words in _CLASS_WORDS.items() if outcome in classes),
    ]
    parts: list[str] = []
    left, y = x, top
    for sample, words in samples:
        needed = _SAMPLE_WIDTH + 8 + text_width(words, KEY)
        if left > x and left + needed > x + width:
            left, y = x, y + _KEY_LINE
        parts.append(_sample(sample, left, y))
        parts += _texts(_set(words, KEY, left + _SAMPLE_WIDTH + 8, y + 1, width, ParagraphRole.BODY))
        left += needed + 22
    return group({"class": "key"}, parts), y + _KEY_LINE + 6


def _sample(sample: NodeKind | OutcomeClass, x: float, y: float) -> str:
    frame = Frame(x, y, _SAMPLE_WIDTH, 20)
    if isinstance(sample, NodeKind):
        return outline(Node("", sample, ""), frame)
    return outline(Node("", NodeKind.OUTCOME, "", outcome_class=sample), frame)
