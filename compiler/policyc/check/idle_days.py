"""Sections and decision lines whose days lie outside the days of their version, or of the section around them.

They are in force on no day. Nothing is told of a part that comes later than its version and has a twin, of the same
name, within it: a version that is restated for a short time says so what comes next. Nor of what an amendment takes
over, whose days may be past; nor of a name that nothing asks for, or that is asked for where it is not in force, since
that was said already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyc.check.bench import Bench, StatedVersion
from policyc.check.findings import Findings
from policyc.check.intervals import interval_words, read_bounds
from policyc.model.calendar import Interval
from policylang import tree
from policylang.codes import NAMES
from policylang.diagnostic import Label
from policylang.source import Span

_SAID = frozenset({"unused-name", "not-in-force"})


def check_idle_days(bench: Bench) -> None:
    """Report parts that are in force on no day of their version."""
    if bench.findings.damaged:
        return
    said = [one.headline for one in bench.findings.found if one.name in _SAID]
    for policy in bench.policies.values():
        for stated in policy.versions.values():
            own = stated.version.interval
            found = [*_sections(stated.full.sections, own, stated), *_lines(stated)]
            for kind, word, days, around, place in found:
                told = any(f"`{word.text}`" in headline for headline in said)
                if not (told or _comes_next(word.text, days, stated)):
                    _report(f"{kind} `{word.text}`", word, days, around, place, stated, bench.findings)


Found = tuple[str, tree.Word, Interval, Interval, tree.Word]
"""What it is, its name, its days, the days around it, and whose days these are."""


def _sections(
    children: Iterable[tree.Node], around: Interval, stated: StatedVersion, place: tree.Word | None = None
) -> Iterator[Found]:
    for child in children:
        if not isinstance(child, tree.Section):
            continue
        days = read_bounds(child.effective, Findings())
        inside = days.meet(around) if days else None
        if inside is not None:
            dated = child.label if child.effective is not None else place
            yield from _sections(child.children, inside, stated, dated)
        elif days is not None and _is_own(child.span, stated):
            yield "section", child.label, days, around, place or stated.node.name


def _lines(stated: StatedVersion) -> Iterator[Found]:
    own = stated.version.interval
    for line in stated.layout.lines:
        if line.interval.meet(own) is None and _is_own(line.node.span, stated):
            yield "line", line.node.name, line.interval, own, stated.node.name


def _comes_next(name: str, days: Interval, stated: StatedVersion) -> bool:
    """Whether a part comes after its version, in which another part of its name is in force."""
    own = stated.version.interval
    named = [each.interval for each in stated.layout.sections if each.node.label.text == name]
    named += [each.interval for each in stated.layout.lines if each.node.name.text == name]
    later = own.end is not None and days.start is not None and own.end <= days.start
    return later and any(each.meet(own) for each in named)


def _is_own(span: Span, stated: StatedVersion) -> bool:
    own = stated.node.span
    return span.source == own.source and own.line <= span.line <= own.end_line


def _report(
    name: str,
    word: tree.Word,
    days: Interval,
    around: Interval,
    place: tree.Word,
    stated: StatedVersion,
    findings: Findings,
) -> None:
    version = stated.version.name
    line = f'acknowledge {NAMES["dead-text"].code} on {word.text} of version {version} because "…"'
    findings.add(
        "dead-text",
        f"{name} is in force on no day of version `{version}`",
        word.span,
        caption=f"in force {interval_words(days)}",
        labels=(Label(place.span, f"in force {interval_words(around)}"),),
        help=f"correct the dates, or remove it; if the source prints it so, write `{line}`",
    )
