"""`policyc check`: everything that is wrong, once each, with its place."""

from __future__ import annotations

import argparse
from pathlib import Path

from policyc.cli.common import add_colour, add_format, has_errors, say, say_json, tell
from policyc.cli.exits import Exit
from policylang.diagnostic import Diagnostic, Level

EXAMPLES = """\
examples:
  policyc check                     the project around this folder
  policyc check policies/kaiser_wa  only what is said about these files
  policyc check --format json

exit codes: 0 clean (notes do not count), 1 errors or warnings, 2 a file could
not be read
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH…, --format, --color."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: the project)")
    parser.add_argument("--notes", action="store_true", help="show notes in full, not only their number")
    add_format(parser)
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check, print, and give 0, 1 or 2."""
    from policyc.workspace.checking import check_paths

    result = check_paths([Path(path) for path in arguments.paths], Path.cwd())
    if arguments.format == "json":
        from policyc.report.claims import claims_json
        from policyc.report.diagnostics_json import diagnostics_json

        found = diagnostics_json(result.diagnostics, verdict=not result.unreadable)
        say_json({**found, "claims": claims_json(result.claims)})
    else:
        shown = [one for one in result.diagnostics if arguments.notes or one.level is not Level.NOTE]
        tell(shown, result.sources, arguments, to_stdout=True)
        from policyc.report.claims import unanswered_claims

        say(_summary(result.diagnostics, len(result.sources), arguments.notes))
        if result.claims:
            say(unanswered_claims(result.claims))
    if result.unreadable:
        return Exit.UNREADABLE
    loud = has_errors(result.diagnostics) or any(one.level is Level.WARNING for one in result.diagnostics)
    return Exit.FINDINGS if loud else Exit.DONE


def _summary(found: tuple[Diagnostic, ...], files: int, notes_shown: bool) -> str:
    counts = {level: sum(one.level is level for one in found) for level in Level}
    parts = [f"{number} {level}{'' if number == 1 else 's'}" for level, number in counts.items() if number]
    said = ", ".join(parts) if parts else "nothing found"
    hint = " (--notes shows the notes)" if counts[Level.NOTE] and not notes_shown else ""
    return f"{files} file{'' if files == 1 else 's'} checked: {said}{hint}."
