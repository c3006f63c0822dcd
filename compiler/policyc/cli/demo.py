"""`policyc demo`: a tour on real criteria, told by the commands themselves.

Every step is a command that a reader can type: it is printed and then run. From a checkout the tour reads the
policies and the pictures in `build/`; an installed policyc first writes the policies that it carries to a folder.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policyc.cli.common import add_colour, cannot_write, colourful, failed, say

EXAMPLES = """\
examples:
  policyc demo
  policyc demo --into tour     write everything the tour makes to this folder
"""

_POLICY = "kaiser_wa.lumbar_mri"
_OLD, _NEW = f"{_POLICY}@2023-12-31", f"{_POLICY}@2024-01-01"
_FOLDER = "policyc-demo"

# One patient, decided by both texts: eight weeks of pain, urgent surgery is needed, no therapy was tried.
_PATIENT = (
    "--on", "2024-02-01", "--request", "without_contrast", "--set", "plan=commercial",
    "--set", "symptom_duration=8 weeks", "--set", "urgent_intervention_needed=yes", "--nothing-else",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """What is about to be shown, and the command that shows it."""

    words: str
    command: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--into."""
    parser.add_argument(
        "--into", metavar="DIR", help=f"where to write (default: build/, or {_FOLDER} when installed)"
    )
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the tour; the worst exit code of its steps."""
    from policyc.cli.main import main
    from policyc.report.style import Style

    style = Style(colourful(arguments))
    colour = ("--color", "always") if style.colour else ()
    here = Path.cwd()
    folder, build = _prepare(arguments)
    worst = 0
    with contextlib.chdir(folder):
        for step in _steps(build):
            say(f"\n{style.bold(step.words)}\n\n{style.blue(_typed(step.command))}\n\n")
            sys.stdout.flush()
            worst = max(worst, main((*step.command, *colour)))
    say(f"\n{style.bold('The pictures')}\n\n{_pictures(folder / build, here)}")
    return worst


def _prepare(arguments: argparse.Namespace) -> tuple[Path, str]:
    """The folder with the policies, and the folder below or beside it for what is made of them."""
    from policyc.workspace.starting import checkout, clashes, sample_files, write_project

    top = checkout()
    if top is not None:
        return top, os.path.relpath(arguments.into, top) if arguments.into else "build"
    named = arguments.into or _FOLDER
    folder = Path(named).absolute()
    try:
        files = sample_files()
        taken = clashes(folder, files)
        if taken:
            raise failed(
                "not-empty", f"`{named}` holds other files", "Name a folder with --into.", arguments, taken
            )
        write_project(folder, files)
    except (OSError, ValueError) as error:
        raise cannot_write(getattr(error, "filename", None) or folder, error, arguments) from None
    say(f"The policies of this tour are now in {named}; the commands below are run there.")
    return folder, "build"


def _steps(build: str) -> Iterator[Step]:
    into = () if build == "build" else ("--into", build)
    yield Step("1. A policy is text. The compiler checks it.", ("check", "policies", "--fail-on", "error"))
    yield Step("2. The cases that stand in the text come out as expected.", ("test", "policies"))
    yield Step("3. One patient by the text of 2023 …", ("eval", _OLD, *_PATIENT))
    yield Step("   … and by the text of 2024.", ("eval", _NEW, *_PATIENT))
    yield Step("4. Flowcharts of every text, and what changes between them.", ("build", *into))
    yield Step("5. What changed on 1 January 2024, and for whom.", ("diff", _OLD, _NEW))


def _typed(command: tuple[str, ...]) -> str:
    """The command as a reader would type it, folded where it is long; an option keeps its value beside it."""
    groups: list[str] = []
    for word in map(shlex.quote, command):
        if groups and groups[-1].startswith("--") and " " not in groups[-1] and not word.startswith("--"):
            groups[-1] += f" {word}"
        else:
            groups.append(word)
    lines = ["$ policyc"]
    for group in groups:
        if len(lines[-1]) + len(group) > 76:
            lines.append("   ")
        lines[-1] += f" {group}"
    return " \\\n".join(lines)


def _pictures(build: Path, here: Path) -> str:
    charts = sorted((build / _POLICY.replace(".", "/")).glob("*/overview.svg"))
    rows = [f"  {os.path.relpath(path, here)}" for path in (*charts, build / "README.md")]
    return "\n".join([*rows[:-1], f"{rows[-1]} lists everything that was made."])
