"""A real browser, with each font a reader may have, draws no line wider than measured and none outside its box."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from policyc.render.layout import Layout, lay_out
from policyc.render.svg import draw
from tests.unit.render.sample_charts import (
    HOSTILE_TEXTS,
    OVERVIEW,
    SECTION_II,
    WORDY_TEXTS,
    awkward,
    branching,
    twelve_criteria,
)

CHARTS = [OVERVIEW, SECTION_II, branching(), twelve_criteria(), awkward(HOSTILE_TEXTS), awkward(WORDY_TEXTS)]
FONTS = ["", "Arial", "Helvetica", "Liberation Sans", "DejaVu Sans", "sans-serif"]

# Answers, for each picture and each line in a node: its text, its length without the space at its end, and by how
# much it stands out of its node's shape on any side.
MEASURE = """
const answer = [...document.querySelectorAll("svg")].map(svg =>
  [...svg.querySelectorAll("g.node")].flatMap(node => {
    const shape = node.querySelector(":scope > rect, :scope > polygon").getBBox();
    return [...node.querySelectorAll("text > tspan")].map(line => {
      const length = line.getSubStringLength(0, line.textContent.trimEnd().length);
      const x = Number(line.getAttribute("x")), y = Number(line.getAttribute("y"));
      const out = Math.max(shape.x - x, x + length - shape.x - shape.width, y - shape.y - shape.height, shape.y - y);
      return [line.textContent, length, out];
    });
  }));
document.body.replaceChildren(Object.assign(document.createElement("pre"),
  {id: "answer", textContent: JSON.stringify(answer)}));
"""


@pytest.mark.browser
def test_no_line_is_wider_than_measured_in_any_font(chromium: str, tmp_path: Path) -> None:
    layouts = [layout for chart in CHARTS if isinstance(layout := lay_out(chart), Layout)]
    assert len(layouts) == len(CHARTS)
    pages = [
        (layout, font, _with_font(draw(chart, layout), font))
        for chart, layout in zip(CHARTS, layouts, strict=True)
        for font in FONTS
    ]
    answers = _measured(chromium, tmp_path, [svg for _, _, svg in pages])
    assert len(answers) == len(pages)
    for (layout, font, _), lines in zip(pages, answers, strict=True):
        placed = [
            line for box in layout.boxes for paragraph in box.box.paragraphs for line in paragraph.lines
        ]
        assert len(placed) == len(lines)
        for line, (text, length, out) in zip(placed, lines, strict=True):
            assert text == "".join(run.text for run in line.line.runs)
            assert length <= line.line.width + 0.5, (font, text)
            assert out < 0, (font, text)


def _with_font(svg: str, font: str) -> str:
    """The picture asking for one font only; as it is for an empty name."""
    return re.sub(r'font-family="[^"]*"', f'font-family="{font}"', svg, count=1) if font else svg


def _measured(chromium: str, folder: Path, pictures: list[str]) -> list[Any]:
    page = folder / "page.html"
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><body>{"".join(pictures)}<script>{MEASURE}</script>', "utf-8"
    )
    flags = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={folder / 'profile'}", "--dump-dom",
    ]  # fmt: skip
    run = subprocess.run(
        [chromium, *flags, page.as_uri()], capture_output=True, check=True, timeout=120, encoding="utf-8"
    )
    found = re.search(r'<pre id="answer">(.*)</pre>', run.stdout, re.DOTALL)
    assert found, run.stderr[-2000:]
    written = (
        found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u00a0").replace("&amp;", "&")
    )
    return list(json.loads(written))
