"""The pages of a drawn text: an overview and one page per section, named so that they can link to each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policyc.model.program import Epoch
from policyc.render.chart import Chart
from policyc.render.flowchart import charts

OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `name` is `overview` or `section-LABEL`; the chart links to other pages by their names."""

    name: str
    chart: Chart


def pages(epoch: Epoch) -> tuple[Page, ...]:
    """The overview, then a page for every outermost section, in the order of the text."""
    names = [
        OVERVIEW,
        *(f"section-{label}" for label, section in epoch.sections.items() if not section.parent),
    ]
    return tuple(Page(name, chart) for name, chart in zip(names, charts(epoch), strict=True))


def linked(page: Page, files: dict[str, str]) -> Chart:
    """The page's chart with links to the files that the pages are written to; other links are left out."""
    nodes = tuple(replace(node, link=files.get(node.link, "")) for node in page.chart.nodes)
    return replace(page.chart, nodes=nodes)
