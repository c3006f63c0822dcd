"""`policyc render REF`: a text of a policy as a flowchart, an outline, Mermaid or DOT."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from policyc.cli.common import add_colour, failed, say, single_epoch, write_output
from policyc.cli.exits import Exit

if TYPE_CHECKING:
    from policyc.render.chart import Chart
    from policyc.workspace.pages import Page

EXAMPLES = """\
examples:
  policyc render kaiser_wa.lumbar_mri@2024-01-01         read it here
  policyc render kaiser_wa.lumbar_mri@2024-01-01 -o lumbar.svg
  policyc render kaiser_wa.lumbar_mri@2024-01-01 --page II -o ii.svg
  policyc render kaiser_wa.lumbar_mri@2024-01-01 -o lumbar.md

lumbar.svg is the overview; lumbar-I.svg, lumbar-II.svg, … are its sections.
An outline has all pages in one file. The ending says what to make: .svg .txt
.md .mmd .dot
"""

_BY_SUFFIX = {
    ".svg": "flowchart",
    ".md": "text",
    ".txt": "text",
    ".mmd": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """REF, --as, --page, --engine, -o."""
    parser.add_argument("ref", metavar="REF", help="a policy id, a path, or REVISION:PATH, each with @DATE")
    parser.add_argument(
        "--as",
        dest="form",
        choices=("flowchart", "text", "mermaid", "dot"),
        help="what to make (default: what FILE ends in, else text)",
    )
    parser.add_argument("--page", metavar="SECTION", help="one page only: overview, or a section such as II")
    parser.add_argument(
        "--engine",
        choices=("spine", "bundled", "dot"),
        default="spine",
        help="who places the boxes: policyc itself (default), the bundled Graphviz, or this machine's dot",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file instead of the screen")
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Draw the one text that REF means; 2 where it means several."""
    _, epoch = single_epoch(arguments.ref, arguments)
    from policyc.workspace.pages import pages

    form = arguments.form or _form_of(arguments)
    chosen = _chosen(pages(epoch), arguments)
    if form == "text":
        write_output(arguments.output, _outline(chosen, arguments.output), arguments)
        return Exit.DONE
    if arguments.output in (None, "-"):
        chosen = chosen[:1]
    files = _file_names(chosen, arguments.output)
    texts = {page.name: _drawn(page, form, files, arguments) for page in chosen}
    for page in chosen:
        place = arguments.output and str(Path(arguments.output).parent / files[page.name])
        write_output(place if arguments.output != "-" else "-", texts[page.name], arguments)
        if arguments.output not in (None, "-"):
            say(f"{place}: {page.chart.title}")
    return Exit.DONE


def _form_of(arguments: argparse.Namespace) -> str:
    """What the file's name ends in; text for a name that ends in nothing, and for the screen."""
    suffix = Path(arguments.output or "").suffix.lower()
    if suffix and suffix not in _BY_SUFFIX:
        raise failed(
            "unknown-extension",
            f"nothing can be written as `{suffix}`",
            f"End the name in {', '.join(_BY_SUFFIX)}, or say what to write with --as.",
            arguments,
        )
    return _BY_SUFFIX.get(suffix, "text")


def _chosen(found: tuple[Page, ...], arguments: argparse.Namespace) -> tuple[Page, ...]:
    if arguments.page is None:
        return found
    wanted = arguments.page.lower()
    chosen = tuple(page for page in found if page.name.lower() == wanted)
    if not chosen:
        raise failed(
            "unknown-page",
            f"`{arguments.ref}` has no page `{arguments.page}`",
            "Name one of the pages above, or leave --page out to get them all.",
            arguments,
            tuple(page.name for page in found),
        )
    return chosen


def _file_names(chosen: tuple[Page, ...], output: str | None) -> dict[str, str]:
    """The file of every page: the one that was named for the first, and the others beside it."""
    path = Path(output or "overview.svg")
    return {
        page.name: path.name if page is chosen[0] else f"{path.stem}-{page.name}{path.suffix}"
        for page in chosen
    }


def _drawn(page: Page, form: str, files: dict[str, str], arguments: argparse.Namespace) -> str:
    from policyc.workspace.pages import linked

    chart = linked(page, files)
    if form == "flowchart":
        return _svg(chart, arguments)
    if form == "mermaid":
        from policyc.render.mermaid import render_mermaid

        return render_mermaid(chart)
    from policyc.render.dot import render_dot

    return render_dot(chart)


def _svg(chart: Chart, arguments: argparse.Namespace) -> str:
    from policyc.render.layout import Engine, LayoutUnavailable
    from policyc.render.svg import render_svg

    drawn = render_svg(chart, Engine(arguments.engine))
    if isinstance(drawn, LayoutUnavailable):
        raise failed(
            "engine-unavailable",
            f"The layout engine `{drawn.engine}` cannot run: {drawn.reason}",
            drawn.help,
            arguments,
            code=Exit.NOT_COMPUTED,
        )
    return drawn


def _outline(chosen: tuple[Page, ...], output: str | None) -> str:
    from policyc.render.text import render_text

    texts = [render_text(page.chart) for page in chosen]
    if output and output.endswith(".md"):
        from policyc.report.outline_markdown import outline_markdown

        return outline_markdown([(page.chart.title, text) for page, text in zip(chosen, texts, strict=True)])
    return "\n".join(texts)
