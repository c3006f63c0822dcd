"""`policyc eval`: one case, one verdict for each requested service, with everything that led to it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from policyc.cli.common import add_colour, add_format, colourful, failed, reference, say, say_json, stop
from policyc.cli.exits import Exit
from policylang.diagnostic import Diagnostic

if TYPE_CHECKING:
    from policyc.model.cases import Case
    from policyc.model.program import Epoch
    from policyc.model.verdict import Contradiction, Verdict
    from policyc.workspace.reference import Resolved

EXAMPLES = """\
examples:
  policyc eval kaiser_wa.lumbar_mri --case case.json
  policyc eval kaiser_wa.lumbar_mri@2023-12-31 --case case.json
                                             by the text of another day
  policyc eval kaiser_wa.lumbar_mri --on 2024-02-01 --request without_contrast \\
      --set plan=commercial --set "symptom_duration=8 weeks" --set fever=no \\
      --set "physical_therapy=from 2023-12-01 through 2024-01-10"

--set takes what `given` takes in a case: yes, no, unknown, "8 weeks", never,
2024-01-05, "since 2024-01-05", "some day", "one_value, another", none,
"from DATE through DATE", "KIND on DATE". --request takes a name or a code
(72148).

a case in JSON:
  {"date_of_service": "2024-02-01", "requested": ["without_contrast"],
   "facts": {"age": "44 years", "fever": true}, "nothing_else": true}

facts that are not given are unknown; with nothing_else they are what an
uneventful patient has.

exit codes: 0 any verdict, also a denial; 2 a text or the case cannot be read,
or no patient can be like the case; 4 the verdict could not be computed
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """REF, --case or --set."""
    what = "a policy id, a path, or REVISION:PATH, each with @DATE or @VERSION"
    parser.add_argument("ref", metavar="REF", help=what)
    parser.add_argument("--case", metavar="FILE", help="a case in JSON; - reads standard input")
    parser.add_argument(
        "--set", metavar="FACT=VALUE", action="append", default=[], help="one fact (repeatable)"
    )
    parser.add_argument("--on", metavar="DATE", help="date of service (YYYY-MM-DD)")
    parser.add_argument(
        "--request", metavar="SERVICE", action="append", default=[], help="a service, by name or code"
    )
    parser.add_argument("--nothing-else", action="store_true", help="facts not given are as normal")
    parser.add_argument("--trace", action="store_true", help="show every condition that was looked at")
    add_format(parser)
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Decide and print; exit 0 for any verdict, 2 or 4 where there is none."""
    from policyc.report.style import Style
    from policyc.report.verdict_json import verdicts_json
    from policyc.report.verdict_text import verdicts_text
    from policyc.workspace.load import document_labels

    resolved = reference(arguments.ref, arguments)
    case = _case(resolved, arguments)
    epoch, verdicts = _decided(resolved, case)
    if arguments.format == "json":
        say_json(verdicts_json(resolved.policy, epoch, case, verdicts))
    else:
        style = Style(colourful(arguments))
        documents = document_labels(resolved.loaded.program)
        say(
            verdicts_text(
                resolved.policy, epoch, case, verdicts, style, trace=arguments.trace, documents=documents
            )
        )
    return _exit(verdicts)


def _exit(verdicts: tuple[Verdict | Contradiction, ...]) -> Exit:
    """Any verdict is an answer; a case that no patient can be has none, and a limit may have been reached."""
    from policyc.model.verdict import Contradiction

    if any(isinstance(one, Contradiction) for one in verdicts):
        return Exit.UNREADABLE
    given_up = any(
        not isinstance(one, Contradiction) and not one.decided and not one.open_facts and one.routes_cut
        for one in verdicts
    )
    return Exit.NOT_COMPUTED if given_up else Exit.DONE


def _decided(resolved: Resolved, case: Case) -> tuple[Epoch | None, tuple[Verdict | Contradiction, ...]]:
    """By the one text that a dated REF means, whatever the case's day; else by the text of the case's day."""
    from policyc.decide.expectations import decide_by_clock
    from policyc.decide.verdicts import decide

    if resolved.reference.at is not None and len(resolved.epochs) == 1:
        return resolved.epochs[0], decide(resolved.epochs[0], case)
    return decide_by_clock(resolved.policy, resolved.epochs, case)


def _case(resolved: Resolved, arguments: argparse.Namespace) -> Case:
    from policyc.check.cases import read_assignments, read_json_case

    data = _read(arguments) if arguments.case else {}
    data.update(_named(resolved, arguments))
    if arguments.nothing_else:
        data["nothing_else"] = True
    if arguments.set:
        added = read_assignments(arguments.set, resolved.policy)
        if isinstance(added, tuple):
            raise stop(added, {}, arguments)
        facts = data.get("facts", {})
        data["facts"] = {**facts, **added} if isinstance(facts, Mapping) else facts
    case = read_json_case(data, resolved.policy)
    if isinstance(case, tuple):
        raise stop([_as_typed(one) for one in case], {}, arguments)
    return case


def _named(resolved: Resolved, arguments: argparse.Namespace) -> dict[str, object]:
    """What --on and --request say, as a case in JSON says it; what they cannot mean ends the command."""
    from policyc.check.cases import read_request
    from policyc.check.cases.json_values import read_day

    if arguments.on and read_day(arguments.on) is None:
        headline = f"`{arguments.on[:60]}` is no day of the calendar written YYYY-MM-DD"
        raise failed("malformed-case", headline, "write it as in `--on 2024-02-01`", arguments)
    services = [read_request(text, resolved.policy) for text in arguments.request]
    wrong = [one for one in services if isinstance(one, Diagnostic)]
    if wrong:
        raise stop(wrong, {}, arguments)
    return {
        **({"date_of_service": arguments.on} if arguments.on else {}),
        **({"requested": services} if services else {}),
    }


def _as_typed(found: Diagnostic) -> Diagnostic:
    """A missing day is given with --on, which whoever types a command need not look for in a schema."""
    if found.name == "missing-clock" and "`date_of_service`" in found.headline:
        return replace(
            found, help="add `--on DATE`, as in `--on 2024-02-01`, or `date_of_service` to the case"
        )
    return found


def _read(arguments: argparse.Namespace) -> dict[str, object]:
    from policyc.check.cases import parse_json
    from policyc.workspace.files import read_bytes, read_standard_input

    path = arguments.case
    read = read_standard_input() if path == "-" else read_bytes(Path(path), path)
    data = read if isinstance(read, Diagnostic) else parse_json(read.text)
    if isinstance(data, Diagnostic):
        raise stop([data], {}, arguments)
    if not isinstance(data, dict):
        help_text = "`policyc schema case` shows the shape of a case."
        raise failed("malformed-case", f"`{path}` is not a JSON object", help_text, arguments)
    return data
