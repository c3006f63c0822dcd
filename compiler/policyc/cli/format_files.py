"""`policyc fmt`: one canonical layout, never a change of meaning."""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path

from policyc.cli.common import add_colour, say, tell, write_output
from policyc.cli.exits import Exit
from policylang.source import Source

EXAMPLES = """\
examples:
  policyc fmt policies/           rewrite the files that are not canonical
  policyc fmt --check             exit 1 if any file would change, and name it
  policyc fmt --diff FILE         show what would change
  policyc fmt - < draft.policy    format standard input to standard output
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH…, --check, --diff."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files, folders, or - (default: the project)"
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 if a file is not canonical"
    )
    mode.add_argument("--diff", action="store_true", help="change nothing; show what would change")
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Format; 0 done, 1 something would change (with --check or --diff), 2 a file cannot be read or parsed."""
    from policyc.workspace.checking import sources_of
    from policylang import format_text

    sources, problems = sources_of([Path(path) for path in arguments.paths], Path.cwd())
    tell(problems, {}, arguments)
    worst = Exit.UNREADABLE if problems else Exit.DONE
    for path, source in sources:
        formatted = format_text(source.text, source.name)
        if formatted.diagnostics:
            tell(formatted.diagnostics, {source.name: source}, arguments)
            worst = Exit.UNREADABLE
        elif _deliver(path, source, formatted.text, arguments) and worst is Exit.DONE:
            worst = Exit.FINDINGS
    return worst


def _deliver(path: Path | None, source: Source, text: str, arguments: argparse.Namespace) -> bool:
    if path is None and not (arguments.check or arguments.diff):
        sys.stdout.write(text)
        return False
    if text == source.text:
        return False
    if arguments.diff:
        before, after = source.text.splitlines(keepends=True), text.splitlines(keepends=True)
        say("".join(difflib.unified_diff(before, after, source.name, f"{source.name} (canonical)")))
    elif arguments.check:
        say(f"{source.name} is not in canonical layout; `policyc fmt` writes it so")
    else:
        write_output(str(path), text, arguments)
        say(f"{source.name}: formatted")
    return bool(arguments.check or arguments.diff)
