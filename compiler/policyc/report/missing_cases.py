"""Cases for what a policy's own cases do not show: the data, and as blocks to paste and as JSON (schema `cases`)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyc.report.terminal import visible

_HEADS = {
    "criteria": "Criteria met, not met, and not known",
    "boundaries": "Limits from both sides",
    "mcdc": "One condition makes the difference",
}


@dataclass(frozen=True, slots=True)
class MissingCase:
    """A case with the block to paste, and what it was written to show: criteria, boundaries or mcdc.

    `outcome` is that of `service`, None where it is undecided; `case` is the case as JSON.
    """

    title: str
    shows: str
    service: str
    outcome: str | None
    block: str
    case: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class NotShown:
    """What no case can show, proved; or not proved, with the reason why none was found (`limit`: the solver's)."""

    shows: str
    words: str
    proved: bool
    reason: str
    limit: bool = False


@dataclass(frozen=True, slots=True)
class MissingRun:
    """The missing cases of one text."""

    policy: str
    text: str
    version: str
    cases: tuple[MissingCase, ...]
    not_shown: tuple[NotShown, ...]


def missing_text(runs: Sequence[MissingRun]) -> str:
    """A file of cases, with what nobody shows as comments."""
    lines = [f"cases for {runs[0].policy}"]
    for run in runs:
        lines += ["", *_comment(f"{run.text} (version {run.version})"), *_sections(run)]
    return "\n".join(lines) + "\n"


def missing_json(runs: Sequence[MissingRun]) -> dict[str, object]:
    """The same as JSON data."""
    return {
        "format_version": 1,
        "policy": runs[0].policy,
        "complete": all(each.proved for run in runs for each in run.not_shown),
        "texts": [
            {
                "text": run.text,
                "version": run.version,
                "cases": [
                    {
                        "title": each.title,
                        "shows": each.shows,
                        "service": each.service,
                        "outcome": each.outcome,
                        "case": each.case,
                        "block": each.block,
                    }
                    for each in run.cases
                ],
                "not_shown": [
                    {"shows": each.shows, "words": each.words, "proved": each.proved, "reason": each.reason}
                    for each in run.not_shown
                ],
            }
            for run in runs
        ],
    }


def _sections(run: MissingRun) -> Iterator[str]:
    for kind, head in _HEADS.items():
        cases = [each for each in run.cases if each.shows == kind]
        others = [each for each in run.not_shown if each.shows == kind]
        if cases or others:
            yield from ("", *_comment(head))
        for other in others:
            reason = " (proved)" if other.proved else f" (not proved: {other.reason or 'none was found'})"
            yield from _comment(f"- {other.words}{reason}")
        for case in cases:
            yield from ("", *case.block.rstrip("\n").split("\n"))


def _comment(words: str) -> list[str]:
    return textwrap.wrap(
        visible(words), 98, initial_indent="# ", subsequent_indent="#   ", break_long_words=False
    )
