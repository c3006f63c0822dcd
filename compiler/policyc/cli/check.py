"""`policyc check`: everything that is wrong or surprising, once each, with its place."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from policyc.cli.common import add_colour, add_format, colourful, failed, say, say_json, tell
from policyc.cli.exits import Exit
from policylang.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from policyc.workspace.examining import Finding
    from policyc.workspace.project_check import CheckResult

EXAMPLES = """\
examples:
  policyc check                     the project around this folder
  policyc check policies/kaiser_wa  only what is said about these files
  policyc check --cases             with the patients as cases to paste
  policyc check --format json

exit codes: 0 clean (notes do not count), 1 errors or warnings (--fail-on says
which count), 2 a file could not be read, 4 a check could not be finished, or
not begun since a text outside of PATH has errors
"""

_LEVELS = (Level.ERROR, Level.WARNING, Level.NOTE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH… and what is shown, what counts, and what is kept."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: the project)")
    parser.add_argument("--notes", action="store_true", help="show notes in full, not only their number")
    parser.add_argument("--cases", action="store_true", help="show the patients of findings as cases")
    parser.add_argument("--acknowledged", action="store_true", help="show acknowledged findings in full")
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "note", "never"),
        default="warning",
        help="exit 1 when something of this level or above is found (default: warning)",
    )
    parser.add_argument("--on", metavar="DATE", help="the day for what becomes due, such as a review")
    parser.add_argument("--no-cache", action="store_true", help="look nothing up, and keep nothing")
    add_format(parser)
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check, print, and give 0, 1, 2 or 4."""
    from policyc.workspace.project_check import CheckSettings, check_paths

    settings = CheckSettings(_day(arguments), not arguments.no_cache, _progress())
    result = check_paths([Path(path) for path in arguments.paths], Path.cwd(), settings)
    _clear_progress()
    if arguments.format == "json":
        say_json(_as_json(result))
    else:
        _print(result, arguments)
    return _exit(result, arguments.fail_on)


def _day(arguments: argparse.Namespace) -> date | None:
    if arguments.on is None:
        return None
    try:
        return date.fromisoformat(arguments.on)
    except ValueError:
        headline = f"There is no date {arguments.on[:40]}"
        raise failed("bad-reference", headline, "Write it as YYYY-MM-DD.", arguments) from None


def _exit(result: CheckResult, fail_on: str) -> int:
    if result.unreadable:
        return Exit.UNREADABLE
    if result.undecided or _errors_elsewhere(result):
        return Exit.NOT_COMPUTED
    counting = () if fail_on == "never" else _LEVELS[: _LEVELS.index(Level(fail_on)) + 1]
    loud = any(one.level in counting for one in result.diagnostics)
    return Exit.FINDINGS if loud else Exit.DONE


def _errors_elsewhere(result: CheckResult) -> bool:
    """Whether the analysis did not look at a policy for errors that are not told, since no path holds them."""
    return bool(result.not_analysed) and not _count(result.diagnostics, Level.ERROR)


def _as_json(result: CheckResult) -> dict[str, object]:
    from policyc.report.claims import claims_json
    from policyc.report.diagnostics_json import acknowledged_json, diagnostics_json

    found = diagnostics_json(result.diagnostics, verdict=not result.unreadable)
    accepted = [(one.finding.diagnostic, one.because) for one in result.acknowledged]
    return {
        **found,
        "acknowledged": acknowledged_json(accepted),
        "not_analysed": list(result.not_analysed),
        "undecided": result.undecided,
        "claims": claims_json(result.claims),
    }


# --- For people -------------------------------------------------------------------------------------------


def _print(result: CheckResult, arguments: argparse.Namespace) -> None:
    from policyc.report.acknowledged import acknowledged_lines
    from policyc.report.claims import unanswered_claims
    from policyc.report.style import Style

    shown = [one for one in result.findings if arguments.notes or one.diagnostic.level is not Level.NOTE]
    _tell(shown, result, arguments)
    if arguments.acknowledged:
        for one in result.acknowledged:
            _tell([one.finding], result, arguments)
    accepted = [(one.finding.diagnostic, one.because) for one in result.acknowledged]
    if accepted:
        say(acknowledged_lines(accepted, Style(colourful(arguments))) + "\n")
    say(_summary(result, arguments.notes))
    if result.claims:
        say(unanswered_claims(result.claims))


def _tell(shown: list[Finding], result: CheckResult, arguments: argparse.Namespace) -> None:
    patients = {id(one.diagnostic): one.patients for one in shown} if arguments.cases else {}
    tell([one.diagnostic for one in shown], result.sources, arguments, to_stdout=True, patients=patients)


def _summary(result: CheckResult, notes_shown: bool) -> str:
    from policyc.report.paragraph import counted, listed, paragraph

    counts = {level: _count(result.diagnostics, level) for level in Level}
    parts = [counted(number, str(level)) for level, number in counts.items() if number]
    accepted = len(result.acknowledged)
    if accepted:
        parts.insert(len(parts) - bool(counts[Level.NOTE]), f"{accepted} acknowledged")
    said = ", ".join(parts) if parts else "nothing found"
    hint = " (--notes shows the notes)" if counts[Level.NOTE] and not notes_shown else ""
    rows = [f"{counted(len(result.sources), 'file')} checked: {said}{hint}."]
    if result.not_analysed:
        names = [f"`{name}`" for name in result.not_analysed]
        shown = listed(names if len(names) <= 3 else [*names[:3], f"{len(names) - 3} more"])
        where = " in other files (`policyc check` shows them)" if _errors_elsewhere(result) else ""
        words = f"The analysis did not look at {shown}: errors{where} are to be mended first."
        rows.append(paragraph(words))
    if result.without_settings and not result.unreadable:
        words = "No policyc.toml stands here, so facts and names that no file uses were not looked for."
        rows.append(paragraph(words))
    if result.undecided:
        rows.append("Not every check could be finished, so what is silent is not proved.")
    return "\n".join(rows)


def _count(found: tuple[Diagnostic, ...], level: Level) -> int:
    return sum(one.level is level for one in found)


# --- Progress ---------------------------------------------------------------------------------------------

_CLEAR = "\r\x1b[K"


def _progress() -> Callable[[str], None]:
    """Says on a terminal how far the work has come, on one line, once it has taken more than a second."""
    started = time.monotonic()

    def tell_progress(words: str) -> None:
        if sys.stderr.isatty() and time.monotonic() - started > 1:
            sys.stderr.write(f"{_CLEAR}policyc: {words}")
            sys.stderr.flush()

    return tell_progress


def _clear_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write(_CLEAR)
