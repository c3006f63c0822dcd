"""SVG elements as text, with everything escaped.

Every element of a page is made here, so that nothing from a policy can become markup: attribute values and
text pass through one escape each, on cleaned text.
"""

from collections.abc import Iterable

from policyc.render.boxes import Paragraph
from policyc.render.chart import relative_link
from policyc.render.clean_text import clean
from policyc.render.text_metrics import Line, Run

# Asked for in this order; `font_widths` holds the widest of them.
FONT_FAMILY = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"


def element(name: str, attributes: dict[str, str | float], content: str = "") -> str:
    """One element; `content` is markup already."""
    written = "".join(f' {key}="{attribute(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def attribute(value: str | float) -> str:
    """A value as it may stand between double quotes; numbers in their shortest form."""
    text = clean(value) if isinstance(value, str) else number(value)
    return escape(text).replace('"', "&quot;").replace("'", "&#39;")


def escape(text: str) -> str:
    """Text as it may stand between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def number(value: float) -> str:
    """At most two decimals, and no more digits than needed."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def group(attributes: dict[str, str | float], parts: Iterable[str]) -> str:
    """A group with one part per line."""
    inside = "\n".join(part for part in parts if part)
    return element("g", attributes, f"\n{inside}\n")


def linked(link: str, content: str) -> str:
    """The content, clickable if the link is a relative one."""
    target = relative_link(link)
    return element("a", {"href": target}, content) if target else content


def paragraph_text(paragraph: Paragraph) -> str:
    """A paragraph as one `text` element, a `tspan` per line; its content is the paragraph's text."""
    base = paragraph.lines[0].line.runs[0]
    spans = "".join(
        element("tspan", {"x": placed.x, "y": placed.y}, _runs(placed.line, base))
        for placed in paragraph.lines
    )
    return element("text", {"class": paragraph.role.value, **_style_attributes(base)}, spans)


def centred_text(lines: tuple[Line, ...], x: float, first_baseline: float) -> str:
    """Lines of one style, centred about `x`."""
    base = lines[0].runs[0]
    spans = "".join(
        element("tspan", {"x": x, "y": first_baseline + index * base.style.line_height}, _runs(line, base))
        for index, line in enumerate(lines)
    )
    return element("text", {"text-anchor": "middle", **_style_attributes(base)}, spans)


def _runs(line: Line, base: Run) -> str:
    return "".join(
        escape(run.text)
        if run.style == base.style
        else element("tspan", _style_attributes(run), escape(run.text))
        for run in line.runs
    )


def _style_attributes(run: Run) -> dict[str, str | float]:
    style = run.style
    return {
        "font-size": style.size,
        "font-weight": "bold" if style.bold else "normal",
        "font-style": "italic" if style.italic else "normal",
        "fill": style.ink,
    }
