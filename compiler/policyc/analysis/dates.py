"""Dates that change nothing: a dated section or line begins or ends, and the text before decides as the text after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from policyc.analysis.findings import acknowledge_help
from policyc.analysis.holes import differences
from policyc.analysis.lines import dead_lines
from policyc.analysis.studied import Studied
from policyc.analysis.subject import Subject
from policyc.analysis.verdicts import told_of
from policyc.model.calendar import Interval
from policyc.model.program import Epoch, Line, Section
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Label


def idle_dates(studied: Studied) -> Iterator[Diagnostic]:
    """The dates within a version on which nothing changes for any patient, although a part begins or ends."""
    told = {name for each in told_of(studied) for name in each.part.unit}
    told |= {dead.name for dead in dead_lines(studied)}
    epochs = [subject.epoch for subject in studied.subjects]
    for earlier, later in pairwise(epochs):
        dated = list(_dated(earlier, later))
        if dated and not any(name in told for name, _, _ in dated) and _same(studied, earlier, later):
            yield _finding(dated, later)


def idle_bounds(studied: Studied) -> Iterator[Diagnostic]:
    """The dates of sections and lines that lie outside the days of their version, so that they bound nothing."""
    days, found = studied.version.interval, dict[tuple[str, str], Section | Line]()
    for subject in studied.subjects:
        sections, lines = subject.epoch.sections, subject.epoch.lines
        around = {
            label: sections[each.parent].interval
            for label, each in sections.items()
            if each.parent in sections
        }
        for section in sections.values():
            if section.interval != around.get(section.label):
                found.setdefault(("section", section.label), section)
        for line in lines:
            found.setdefault(("line", line.name), line)
    for (kind, name), part in found.items():
        for word, bound in _outside(part.interval, days):
            yield _bound_finding(f"{kind} `{name}`", name, part, f"{word} {bound}")


def _outside(interval: Interval, days: Interval) -> Iterator[tuple[str, date]]:
    if interval.start is not None and days.start is not None and interval.start <= days.start:
        yield "from", interval.start
    if interval.end is not None and days.end is not None and interval.end >= days.end:
        yield "before", interval.end


def _bound_finding(said: str, name: str, part: Section | Line, words: str) -> Diagnostic:
    return diagnostic(
        "redundant",
        f"`{words}` bounds nothing: {said} stands in a version that is not in force beyond it",
        part.span,
        caption="a date outside the days of its version",
        notes=("Without that date it would be in force on the same days.",),
        help=f"leave the date out, or correct it; {acknowledge_help('P703', name)}",
    )


def _same(studied: Studied, earlier: Epoch, later: Epoch) -> bool:
    subject = Subject(earlier, studied.subjects[0].settings, later=later)
    assert subject.later is not None
    change = subject.gates.disjunction(list(differences(subject.gates, subject.text, subject.later)))
    return not subject.possible([change])


Dated = tuple[str, str, Section | Line]


def _dated(earlier: Epoch, later: Epoch) -> Iterator[Dated]:
    """The parts that begin or end between two epochs: the name, how to say it, and the part."""
    day = later.interval.start
    for epoch, bound in ((earlier, "end"), (later, "start")):
        parts: list[tuple[str, Section | Line]] = [
            *(("section", each) for each in epoch.sections.values()),
            *(("line", each) for each in epoch.lines),
        ]
        for kind, part in parts:
            name = part.label if isinstance(part, Section) else part.name
            if day is not None and _bound(part.interval, bound) == day:
                yield name, f"{kind} `{name}` {'begins' if bound == 'start' else 'ends'}", part


def _bound(interval: Interval, which: str) -> object:
    return interval.start if which == "start" else interval.end


def _finding(dated: list[Dated], later: Epoch) -> Diagnostic:
    name, said, part = dated[0]
    return diagnostic(
        "redundant",
        f"{said} on {later.interval.start}, which changes nobody's outcome",
        part.span,
        caption="a date that changes nothing",
        labels=tuple(Label(each.span, words) for _, words, each in dated[1:] if each.span is not None),
        notes=("Every patient is decided alike on the day before and on that day.",),
        help=f"leave the date out, or correct the text; {acknowledge_help('P703', name)}",
    )
