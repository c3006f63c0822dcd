"""The pages of a drawn text, and how they link to each other once it is known which file each goes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from policyc.model.program import Epoch
from policyc.render import flowchart
from policyc.render.chart import Chart


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `name` is `overview`, or the label of the section; the chart links to other pages by their names."""

    name: str
    chart: Chart


def pages(epoch: Epoch) -> tuple[Page, ...]:
    """The overview, then a page for every section that has criteria, in the order of the text."""
    return tuple(Page(name, chart) for name, chart in flowchart.pages(epoch, suffix=""))


def linked(page: Page, files: Mapping[str, str]) -> Chart:
    """The page's chart with links to the files that the pages are written to; other links are left out."""
    nodes = tuple(replace(node, link=files.get(node.link, "")) for node in page.chart.nodes)
    return replace(page.chart, nodes=nodes)
