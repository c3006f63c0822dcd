"""What is worth showing of very many findings: a screen is not the place for five thousand.

Mistakes of writing are cut by the parser itself (P127); all others are cut here, the least grave first. JSON holds
everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from policyc.report.terminal import visible
from policylang.diagnostic import Diagnostic, Level

MOST_SHOWN = 200
_GRAVITY = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}
_WRITING = "P1"


def cut(found: Sequence[Diagnostic]) -> tuple[tuple[Diagnostic, ...], Mapping[str, int]]:
    """At most MOST_SHOWN findings for each file, in the order given, and how many more each file has.

    Errors go before warnings and these before notes; mistakes of writing, and what stands in no file, are all kept.
    """
    by_file: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(found):
        if one.span is not None and not one.code.startswith(_WRITING):
            by_file[one.span.source].append(place)
    left_out: set[int] = set()
    for places in by_file.values():
        left_out.update(sorted(places, key=lambda place: _GRAVITY[found[place].level])[MOST_SHOWN:])
    more = {name: len(places) - MOST_SHOWN for name, places in sorted(by_file.items())}
    shown = tuple(one for place, one in enumerate(found) if place not in left_out)
    return shown, {name: number for name, number in more.items() if number > 0}


def cut_words(more: Mapping[str, int], json_has_all: bool) -> str:
    """What is said about the findings that are not shown; empty where all are."""
    where = "; `--format json` lists them" if json_has_all else ""
    return "\n".join(
        f"{visible(name)}: {MOST_SHOWN} findings are shown, and {number:,} more are not{where}."
        for name, number in more.items()
    )
