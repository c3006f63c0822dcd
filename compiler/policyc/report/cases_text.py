"""What came of running a policy's cases: failures with their places, a summary, and what no case shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from policyc.decide.coverage import CriterionCoverage, EpochCoverage
from policyc.decide.expectations import CaseResult
from policyc.model.program import Policy
from policyc.report.paragraph import WIDTH, counted, listed, paragraph
from policyc.report.style import PLAIN, Style
from policyc.report.terminal import visible
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic


class Ran(Protocol):
    """The cases of one policy that were run."""

    @property
    def policy(self) -> Policy:
        """The policy."""

    @property
    def results(self) -> tuple[CaseResult, ...]:
        """What became of its cases."""

    @property
    def coverage(self) -> tuple[EpochCoverage, ...]:
        """What they cover."""


def failures(ran: Sequence[Ran]) -> tuple[Diagnostic, ...]:
    """Each failed case as a diagnostic on the expectation that it does not meet, and each case without one.

    In order of place.
    """
    found = [
        diagnostic(
            "failed-case",
            f"Case “{result.expected.title}” does not come out as expected",
            mismatch.expectation.span or result.expected.span,
            caption=mismatch.words,
            notes=(f"decided by the text {result.epoch.name}" if result.epoch else "no text was in force",),
        )
        for one in ran
        for result in one.results
        for mismatch in result.mismatches
    ]
    found += [
        diagnostic(
            "expects-nothing",
            f"Case “{result.expected.title}” expects nothing, so it tests nothing",
            result.expected.span,
            help="Add a line such as `expect approve`, or leave out the case.",
        )
        for one in ran
        for result in one.results
        if not result.expected.expects
    ]
    return tuple(sorted(found, key=_place))


def _place(found: Diagnostic) -> tuple[str, int, int, str]:
    span = found.span
    return (span.source, span.line, span.column, found.caption) if span else ("", 0, 0, found.caption)


def cases_text(ran: Sequence[Ran], style: Style = PLAIN, *, every_criterion: bool = False) -> str:
    """The summary and the coverage, policy by policy."""
    pages = ["\n".join(_page(one, style, every_criterion)) for one in ran]
    return "\n\n".join(pages) + "\n"


def _page(one: Ran, style: Style, every_criterion: bool) -> Iterator[str]:
    failed = sum(result.failed for result in one.results)
    passed = sum(result.passed for result in one.results)
    tail = style.red(f", {failed} failed") if failed else ""
    if silent := len(one.results) - passed - failed:
        tail += style.red(f", {silent} {'expects' if silent == 1 else 'expect'} nothing")
    yield f"{style.bold(one.policy.id)}: {counted(len(one.results), 'case')}, {style.green(f'{passed} passed')}{tail}"
    for text in one.coverage:
        yield from _table(text, style) if every_criterion else _gaps(text, style)


def _gaps(text: EpochCoverage, style: Style) -> Iterator[str]:
    """One line for what is covered, and one for each criterion that the cases do not show in all three ways."""
    gaps = [row for row in text.criteria if row.missing]
    full, criteria = len(text.criteria) - len(gaps), counted(len(text.criteria), "criterion", "criteria")
    yield paragraph(
        f"{text.epoch.name} (version {text.epoch.version.name}), {counted(text.cases, 'case')}: "
        f"{full} of {criteria} shown met, not met and unknown",
        2,
        4,
    )
    for row in gaps:
        words = f"{row.label} {row.title}: never {listed(row.missing, 'or')}"
        yield style.yellow(paragraph(words, 4, 6))


def _table(text: EpochCoverage, style: Style) -> Iterator[str]:
    days = f" from {text.epoch.interval.start}" if text.epoch.interval.start else ""
    yield ""
    yield style.bold(paragraph(f"Version {text.epoch.version.name}{days}: {counted(text.cases, 'case')}", 2))
    room = WIDTH - 28
    yield f"    {'Criterion':<{room}} {'met':>6} {'not met':>7} {'unknown':>7}".rstrip()
    for row in text.criteria:
        yield _row(row, room, style)


def _row(row: CriterionCoverage, room: int, style: Style) -> str:
    name = visible(f"{row.label} {row.title}")
    shown = name if len(name) <= room else name[: room - 1] + "…"
    words = f"    {shown:<{room}} {row.met:>6} {row.not_met:>7} {row.unknown:>7}"
    return style.yellow(words) if row.missing else words
