"""A chart as SVG pictures of the size of a sheet of paper each."""

from policyc.render.boxes import ParagraphRole, set_paragraph
from policyc.render.chart import Chart
from policyc.render.layout import Engine, Layout, LayoutUnavailable, lay_out
from policyc.render.sheets import SHEET_RATIO, Slice, slices_of
from policyc.render.svg import MARGIN, draw, drawing, page, page_width, spoken_walk
from policyc.render.svg_frame import REMARK, footer, header
from policyc.render.svg_markup import element, number, paragraph_text
from policyc.render.text_metrics import Run

# What title, key and remarks take from a sheet.
_AROUND = 190.0


def render_sheets(chart: Chart, engine: Engine = Engine.SPINE) -> tuple[str, ...] | LayoutUnavailable:
    """One SVG document per sheet; a chart that fits one sheet is drawn as on screen."""
    layout = lay_out(chart, engine)
    if isinstance(layout, LayoutUnavailable):
        return layout
    height = (page_width(layout) + 2 * MARGIN) * SHEET_RATIO - _AROUND
    slices = slices_of(layout, height)
    if len(slices) == 1:
        return (draw(chart, layout),)
    return tuple(
        _sheet(chart, layout, part, number_, len(slices)) for number_, part in enumerate(slices, start=1)
    )


def _sheet(chart: Chart, layout: Layout, part: Slice, position: int, count: int) -> str:
    width = page_width(layout)
    above = header(chart, MARGIN, MARGIN - 6, width)
    top = above.bottom + 24
    bottom = top + part.bottom - part.top
    place = {
        "x": MARGIN + (width - layout.width) / 2 - _BLEED,
        "y": top - _BLEED,
        "width": layout.width + 2 * _BLEED,
        "height": part.bottom - part.top + 2 * _BLEED,
    }
    window = (
        f"{number(-_BLEED)} {number(part.top - _BLEED)} {number(place['width'])} {number(place['height'])}"
    )
    content = element(
        "svg", {**place, "viewBox": window}, "\n" + "\n".join(drawing(chart, layout, part)) + "\n"
    )
    onward = f" · continues on sheet {position + 1}" if position < count else ""
    remark = (Run(f"Sheet {position} of {count}{onward}", REMARK),)
    numbered = set_paragraph(ParagraphRole.BODY, remark, MARGIN, bottom + 8, width)
    parts = [above.markup, content, paragraph_text(numbered)]
    end = numbered.bottom
    if position == count:
        below = footer(chart, MARGIN, end + 8, width)
        parts.append(below.markup)
        end = below.bottom
    spoken = (
        spoken_walk(chart) if position == 1 else f"Sheet {position} of {count}. The first describes them all."
    )
    return page(chart, width, end, tuple(parts), spoken)


# Borders are drawn half outside their box.
_BLEED = 3.0
