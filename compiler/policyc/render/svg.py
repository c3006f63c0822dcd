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
    width = max(layout.width, PAGE_WIDTH_MIN)
    above = header(chart, MARGIN, MARGIN - 6, width)
    top = above.bottom + 24
    below = footer(chart, MARGIN, top + layout.height + 28, width)
    left = MARGIN + (width - layout.width) / 2
    kinds = {node.id: node.kind for node in chart.nodes}
    content = group(
        {"transform": f"translate({number(left)} {number(top)})"},
        [
            group(
                {"class": "arrows", "aria-hidden": "true"}, (_arrow(route, kinds) for route in layout.routes)
            ),
            *(_node(placed) for placed in layout.boxes),
            *(_plate(route) for route in layout.routes),
        ],
    )
    return _page(chart, width + 2 * MARGIN, below.bottom + MARGIN - 8, (above.markup, content, below.markup))


def _page(chart: Chart, width: float, height: float, parts: tuple[str, ...]) -> str:
    size: dict[str, str | float] = {"width": width, "height": height}
    head = [
        element("title", {}, escape(clean(chart.title)) or " "),
        element("desc", {}, escape("\n".join(_spoken_step(step) for step in steps_of(chart)))),
        element("rect", {**size, "fill": "#ffffff"}),
    ]
    attributes: dict[str, str | float] = {
        "xmlns": "http://www.w3.org/2000/svg",
        **size,
        "viewBox": f"0 0 {number(width)} {number(height)}",
        "role": "graphics-document",
        "aria-roledescription": "flowchart",
        "font-family": FONT_FAMILY,
    }
    return (
        element("svg", attributes, "\n" + "\n".join(part for part in (*head, *parts) if part) + "\n") + "\n"
    )


def _arrow(route: Route, kinds: dict[str, NodeKind]) -> str:
    to_note = NodeKind.NOTE in (kinds[route.edge.source], kinds[route.edge.target])
    ends: dict[str, str | float] = {
        "class": f"arrow {route.edge.kind.value}",
        "data-source": route.edge.source,
        "data-target": route.edge.target,
    }
    return element("g", ends, arrow_line(route, to_note=to_note))


def _plate(route: Route) -> str:
    return group({"class": "answer"}, [plate(route.label)]) if route.label else ""


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
    return f"Step {step.number}: {_spoken_name(step.node)}. {answers}".rstrip()


def _spoken_branch(branch: Branch) -> str:
    words = clean(branch.edge.words)
    goal = f"step {branch.step_number}" if branch.step_number else _spoken_name(branch.target)
    return f"If {words}: {goal}." if words else f"Then {goal}."


def _spoken_name(node: Node) -> str:
    outcome = f" ({node.outcome_class.value} outcome)" if isinstance(node.outcome_class, OutcomeClass) else ""
    return f"{clean(node.label)} {clean(node.headline)}".strip() + outcome
