"""Everything found about one policy as a page for a committee, and as JSON: notes and accepted findings included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyc.model.program import Policy
from policyc.report.diagnostics_json import acknowledged_json, diagnostics_json
from policyc.report.outline_markdown import escaped, fenced
from policyc.report.paragraph import counted
from policyc.report.patients import patient_lines
from policylang.diagnostic import Diagnostic, Level
from policylang.source import Span

_CODE = re.compile(r"(`[^`]+`)")
_HEADINGS = {Level.ERROR: "Errors", Level.WARNING: "Warnings", Level.NOTE: "Notes"}
_LEAD = (
    "Made from the policy files by `policyc build`. Every patient shown can be decided with `policyc eval`.\n"
)


@dataclass(frozen=True, slots=True)
class PageFinding:
    """A finding, its patients as `case` blocks, and the reason given where somebody accepted it."""

    diagnostic: Diagnostic
    patients: tuple[str, ...] = ()
    because: str | None = None


def findings_markdown(policy: Policy, found: Sequence[PageFinding]) -> str:
    """The page: what is open first, then what was accepted and why, then notes."""
    parts = [f"# Findings: {escaped(policy.title)}\n", f"Policy `{policy.id}`. {_counts(found)}\n", _LEAD]
    told = [one for one in found if one.because is None]
    for level in (Level.ERROR, Level.WARNING):
        parts += _group(_HEADINGS[level], [one for one in told if one.diagnostic.level is level])
    parts += _group("Acknowledged", [one for one in found if one.because is not None])
    parts += _group(_HEADINGS[Level.NOTE], [one for one in told if one.diagnostic.level is Level.NOTE])
    return "\n".join(parts)


def findings_json(found: Sequence[PageFinding]) -> dict[str, object]:
    """The same for programs, in the shape of `policyc check --format json`."""
    told = [one.diagnostic for one in found if one.because is None]
    accepted = [(one.diagnostic, one.because) for one in found if one.because is not None]
    return {**diagnostics_json(told), "acknowledged": acknowledged_json(accepted)}


def _counts(found: Sequence[PageFinding]) -> str:
    told = [one.diagnostic.level for one in found if one.because is None]
    parts = [counted(told.count(level), str(level)) for level in Level if level in told]
    accepted = len(found) - len(told)
    parts += [f"{accepted} acknowledged"] if accepted else []
    return f"{', '.join(parts)}." if parts else "Nothing was found."


def _group(heading: str, found: Sequence[PageFinding]) -> Iterator[str]:
    if found:
        yield f"## {heading}\n"
    for one in found:
        yield from _finding(one)


def _finding(one: PageFinding) -> Iterator[str]:
    found = one.diagnostic
    yield f"### {found.code} {marked(found.headline)}\n"
    if one.because is not None:
        yield f"**Accepted, because** {marked(one.because)}\n"
    if found.section:
        yield f"In {marked(found.section)}.\n"
    rows = [(found.span, found.caption), *((label.span, label.message) for label in found.labels)]
    places = [f"- {_place(span)}{f': {marked(words)}' if words else ''}\n" for span, words in rows if span]
    if places:
        yield "".join(places)
    yield from (f"{marked(note)}\n" for note in found.notes)
    if found.citation:
        yield f"Source: {escaped(found.citation)}\n"
    if one.patients:
        yield fenced(patient_lines(one.patients, indent=""))
    if found.help:
        yield f"Next: {marked(found.help)}\n"


def _place(span: Span) -> str:
    return f"`{span.source}`, line {span.line}"


def marked(text: str) -> str:
    """A sentence of ours in Markdown: what stands in backquotes is code, and the rest only text."""
    pieces = _CODE.split(text)
    return "".join(each if _CODE.fullmatch(each) else escaped(each) for each in pieces)
