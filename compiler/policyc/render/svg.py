"""A chart as an SVG picture for screen and paper.

A page is some 900 pixels wide, so that it fits a sheet of A4 or Letter with its words still readable, and as
long as it needs. Everything is drawn with plain attributes: no style sheet, script, font file or other
reference, so the picture looks the same in a browser, in a printed document and on a code-hosting site.

For readers who hear the page, the picture has a title and a description that walks through the chart step by
step.
"""

from collections.abc import Iterator

from policyc.render.boxes import BODY, PADDING_LEFT, PADDING_Y, Bullet
from policyc.render.chart import Chart, Node, NodeKind, OutcomeClass
from policyc.render.clean_text import clean
from policyc.render.layout import Engine, Layout, LayoutUnavailable, PlacedBox, Route, lay_out
from policyc.render.sheets import Slice
from policyc.render.steps import Branch, Step, steps_of
from policyc.render.svg_arrows import arrow_line, plate
from policyc.render.svg_frame import footer, header
from policyc.render.svg_markup import FONT_FAMILY, element, escape, group, linked, number, paragraph_text
from policyc.render.svg_shapes import Frame, icon, outline

MARGIN = 22.0
PAGE_WIDTH_MIN = 700.0


def render_svg(chart: Chart, engine: Engine = Engine.SPINE) -> str | LayoutUnavailable:
    """The chart as an SVG document, ending in a newline."""
    layout = lay_out(chart, engine)
    return layout if isinstance(layout, LayoutUnavailable) else draw(chart, layout)


def draw(chart: Chart, layout: Layout) -> str:
    """The chart with every box and arrow where the layout puts it."""
    width = page_width(layout)
    above = header(chart, MARGIN, MARGIN - 6, width)
    top = above.bottom + 24
    below = footer(chart, MARGIN, top + layout.height + 28, width)
    left = MARGIN + (width - layout.width) / 2
    whole = Slice(0, layout.height)
    content = group({"transform": f"translate({number(left)} {number(top)})"}, drawing(chart, layout, whole))
    parts = (above.markup, content, below.markup)
    return page(chart, width, below.bottom, parts, spoken_walk(chart))


def spoken_walk(chart: Chart) -> str:
    """The chart told step by step."""
    return "\n".join(_spoken_step(step) for step in steps_of(chart))


def page_width(layout: Layout) -> float:
    """How wide a page is within its margins."""
    return max(layout.width, PAGE_WIDTH_MIN)


def drawing(chart: Chart, layout: Layout, part: Slice) -> Iterator[str]:
    """Everything that has a share in a part of the layout: arrows below, boxes above, words on top."""
    kinds = {node.id: node.kind for node in chart.nodes}
    routes = [route for route in layout.routes if _reaches(route, part)]
    arrows = (_arrow(route, kinds) for route in routes)
    yield group({"class": "arrows", "aria-hidden": "true"}, arrows)
    for placed in layout.boxes:
        if placed.y < part.bottom and placed.bottom > part.top:
            yield _node(placed)
    for route in routes:
        if route.label and route.label.y < part.bottom and route.label.y + route.label.height > part.top:
            yield group({"class": "answer"}, [plate(route.label)])


def page(chart: Chart, width: float, bottom: float, parts: tuple[str, ...], spoken: str) -> str:
    """A document around parts that are `width` wide and end at `bottom`; `spoken` describes it."""
    size: dict[str, str | float] = {"width": width + 2 * MARGIN, "height": bottom + MARGIN - 8}
    head = [
        element("title", {}, escape(clean(chart.title)) or " "),
        element("desc", {}, escape(spoken)),
        element("rect", {**size, "fill": "#ffffff"}),
    ]
    attributes: dict[str, str | float] = {
        "xmlns": "http://www.w3.org/2000/svg",
        **size,
        "viewBox": f"0 0 {number(width + 2 * MARGIN)} {number(bottom + MARGIN - 8)}",
        "role": "graphics-document",
        "aria-roledescription": "flowchart",
        "font-family": FONT_FAMILY,
    }
    content = "\n".join(part for part in (*head, *parts) if part)
    return element("svg", attributes, f"\n{content}\n") + "\n"


def _reaches(route: Route, part: Slice) -> bool:
    heights = [point.y for point in route.points]
    return min(heights) < part.bottom and max(heights) > part.top


def _arrow(route: Route, kinds: dict[str, NodeKind]) -> str:
    to_note = NodeKind.NOTE in (kinds[route.edge.source], kinds[route.edge.target])
    ends: dict[str, str | float] = {
        "class": f"arrow {route.edge.kind.value}",
        "data-source": route.edge.source,
        "data-target": route.edge.target,
    }
    return element("g", ends, arrow_line(route, to_note=to_note))


def _node(placed: PlacedBox) -> str:
    node = placed.box.node
    frame = Frame(0, 0, placed.box.width, placed.box.height)
    attributes: dict[str, str | float] = {
        "class": " ".join(
            ["node", node.kind.value, *([node.outcome_class.value] if node.outcome_class else [])]
        ),
        "data-node": node.id,
        "role": "group",
        "transform": f"translate({number(placed.x)} {number(placed.y)})",
    }
    words = "\n".join(paragraph_text(paragraph) for paragraph in placed.box.paragraphs)
    parts = [outline(node, frame), *_ornaments(placed), linked(node.link, words)]
    return group(attributes, parts)


def _ornaments(placed: PlacedBox) -> Iterator[str]:
    """Guides, bullets and the disc of an outcome."""
    for guide in placed.box.guides:
        rule = f"M{number(guide.x)} {number(guide.top)}V{number(guide.bottom)}"
        yield element("path", {"d": rule, "stroke": "#9fb3c8", "stroke-width": 1.6})
    for bullet in placed.box.bullets:
        yield _bullet(bullet)
    outcome_class = placed.box.node.outcome_class
    if outcome_class is not None:
        yield icon(outcome_class, PADDING_LEFT + 8, PADDING_Y + 11.5)


def _bullet(bullet: Bullet) -> str:
    if bullet.depth % 2:
        return element("circle", {"cx": bullet.x, "cy": bullet.y, "r": 2.6, "fill": BODY.ink})
    return element(
        "rect", {"x": bullet.x - 2.6, "y": bullet.y - 2.6, "width": 5.2, "height": 5.2, "fill": BODY.ink}
    )


def _spoken_step(step: Step) -> str:
    answers = " ".join(_spoken_branch(branch) for branch in step.branches)
    name = _spoken_name(step.node)
    stop = "" if name.endswith((".", "?", "!")) else "."
    return f"Step {step.number}: {name}{stop} {answers}".rstrip()


def _spoken_branch(branch: Branch) -> str:
    words = clean(branch.edge.words)
    goal = f"step {branch.step_number}" if branch.step_number else _spoken_name(branch.target)
    return f"If {words}: {goal}." if words else f"Then {goal}."


def _spoken_name(node: Node) -> str:
    outcome = f" ({node.outcome_class.value} outcome)" if isinstance(node.outcome_class, OutcomeClass) else ""
    return f"{clean(node.label)} {clean(node.headline)}".strip() + outcome
