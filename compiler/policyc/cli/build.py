"""`policyc build`: flowcharts, outlines, graphs, timelines and diffs for every policy of the project."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from policyc.cli.common import add_colour, cannot_write, complain, failed, say, stop
from policyc.cli.exits import Exit

if TYPE_CHECKING:
    from policyc.workspace.building import Staleness
    from policyc.workspace.project import Project

EXAMPLES = """\
examples:
  policyc build            write build/ for the project around this folder
  policyc build --check    change nothing; exit 1 if a file is stale

exit codes: 0 done, 1 stale (with --check), 2 a text has errors or the folder
cannot be written, 4 a comparison or a check could not be completed
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH, --check, --into."""
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="a folder of the project")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if anything is stale")
    parser.add_argument("--into", metavar="DIR", help="another folder than the project's own")
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Build, and write or compare; 0, 1, 2 or 4."""
    from policyc.workspace.building import build, compare, write
    from policyc.workspace.files import not_there, resolved
    from policyc.workspace.load import load_project
    from policyc.workspace.policy_findings import about_policies
    from policyc.workspace.project import find_project
    from policyc.workspace.project_check import CheckSettings, check_paths

    missing = not_there(Path(arguments.path), arguments.path)
    if missing is not None:
        raise stop([missing], {}, arguments)
    project, settings = find_project(Path(arguments.path))
    loaded = load_project(project, settings)
    if loaded.errors:
        raise stop(loaded.errors, loaded.sources, arguments)
    folder = resolved(Path(arguments.into)) if arguments.into else project.build
    _refuse_what_is_not_ours(folder, project, arguments)
    tell_progress = _progress()
    checked = check_paths([], project.root, CheckSettings(progress=tell_progress))
    built = build(loaded.program, about_policies(checked, loaded.program), tell_progress)
    stale = compare(folder, built)
    if arguments.check:
        return _report(stale, folder, project)
    try:
        write(folder, built, stale)
    except (OSError, ValueError) as error:
        raise cannot_write(getattr(error, "filename", None) or folder, error, arguments) from None
    changed = len(stale.missing) + len(stale.different)
    say(
        f"{_shown(folder, project)}: {len(built.files)} files, {changed} written, {len(stale.orphaned)} removed."
    )
    for name in built.incomplete:
        complain(f"{name} is not complete; it says why")
    if checked.undecided:
        complain("a check could not be finished; the findings say which")
    return Exit.NOT_COMPUTED if built.incomplete or checked.undecided else Exit.DONE


def _refuse_what_is_not_ours(folder: Path, project: Project, arguments: argparse.Namespace) -> None:
    from policyc.workspace.building import is_ours
    from policyc.workspace.files import is_file

    shown = _shown(folder, project)
    if is_file(folder):
        headline = f"`{shown}` is a file, and a folder of that name is to be written"
        raise failed(
            "not-empty", headline, "Name another folder with --into, or move the file away.", arguments
        )
    if not is_ours(folder):
        headline = f"`{shown}` holds files that `policyc build` did not write"
        raise failed("not-empty", headline, "Name an empty folder, or move the files away.", arguments)


def _report(stale: Staleness, folder: Path, project: Project) -> Exit:
    shown = _shown(folder, project)
    for words, names in (
        ("is missing", stale.missing),
        ("is stale", stale.different),
        ("does not belong there", stale.orphaned),
    ):
        for name in names:
            say(f"{shown}/{name} {words}")
    say(f"{shown}: run `policyc build`." if stale else f"{shown} is up to date.")
    return Exit.FINDINGS if stale else Exit.DONE


def _shown(folder: Path, project: Project) -> str:
    inside = folder.is_relative_to(project.root)
    return folder.relative_to(project.root).as_posix() if inside else folder.as_posix()


def _progress() -> Callable[[str], None]:
    """Says on a terminal what is being made, once it has taken more than a second."""
    started = time.monotonic()

    def tell(words: str) -> None:
        if sys.stderr.isatty() and time.monotonic() - started > 1:
            sys.stderr.write(f"policyc: {words}\n")

    return tell
