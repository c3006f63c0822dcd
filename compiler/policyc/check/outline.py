"""Which parts of a version are in force, on which days, and where its days must be cut into epochs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from policyc.check.duplicates import report_duplicate
from policyc.check.findings import Findings
from policyc.check.intervals import days_words, gaps, read_bounds, start_key, uncovered
from policyc.check.terms import Outline, PlacedCriterion, PlacedSection
from policyc.model.calendar import Interval
from policylang import tree
from policylang.diagnostic import Label


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A decision line and the days it is in force."""

    node: tree.Line
    interval: Interval


@dataclass(frozen=True, slots=True)
class Layout:
    """All parts of a version with their days, whether or not those lie within the days of the version."""

    definitions: dict[str, tree.Definition]
    sections: tuple[PlacedSection, ...]
    criteria: tuple[PlacedCriterion, ...]
    lines: tuple[PlacedLine, ...]

    @property
    def labels(self) -> frozenset[str]:
        """Every label of a section or criterion, in force or not."""
        sections = (section.node.label.text for section in self.sections)
        return frozenset((*sections, *(criterion.node.label.text for criterion in self.criteria)))

    @property
    def dated(self) -> tuple[Interval, ...]:
        """The days of every part that can have days of its own."""
        sections = [section.interval for section in self.sections]
        return (*sections, *(line.interval for line in self.lines))

    @property
    def bounds(self) -> tuple[date, ...]:
        """The days on which a part comes into force or stops being in force, in order."""
        days = {day for interval in self.dated for day in (interval.start, interval.end)}
        return tuple(sorted(day for day in days if day is not None))


def lay_out(version: tree.Version, findings: Findings) -> Layout:
    """The parts of a version with their days; names that stand twice on one day are reported."""
    definitions: dict[str, tree.Definition] = {}
    for definition in version.definitions:
        first = definitions.setdefault(definition.name.text, definition)
        if first is not definition:
            report_duplicate("definition", definition.name, first.name.span, findings)
    sections: list[PlacedSection] = []
    criteria: list[PlacedCriterion] = []
    for node, parent, interval in _walk(version.sections, "", Interval(), findings):
        if isinstance(node, tree.Section):
            sections.append(PlacedSection(node, parent, interval))
        else:
            criteria.append(PlacedCriterion(node, parent, interval))
    lines = []
    for line in version.lines:
        days = read_bounds(line.effective, findings)
        if days is not None:
            lines.append(PlacedLine(line, days))
    layout = Layout(definitions, tuple(sections), tuple(criteria), tuple(lines))
    _check_labels(layout, findings)
    _check_lines(layout, findings)
    return layout


def outline_on(layout: Layout, days: Interval) -> Outline:
    """The parts in force on days that no bound of the layout cuts."""
    sections: dict[str, PlacedSection] = {}
    for section in layout.sections:
        if section.interval.meet(days):
            sections.setdefault(section.node.label.text, section)
    kept = {id(section.node) for section in sections.values()}
    inside = {
        id(child)
        for section in layout.sections
        if id(section.node) in kept
        for child in section.node.children
    }
    criteria: dict[str, PlacedCriterion] = {}
    for criterion in layout.criteria:
        if criterion.interval.meet(days) and id(criterion.node) in inside:
            criteria.setdefault(criterion.node.label.text, criterion)
    lines: dict[str, tree.Line] = {}
    for line in layout.lines:
        if line.interval.meet(days):
            lines.setdefault(line.node.name.text, line.node)
    return Outline(layout.definitions, sections, criteria, tuple(lines.values()))


def check_otherwise(version: tree.Version, layout: Layout, days: Interval, findings: Findings) -> None:
    """Every day of a version needs one `otherwise`; dated ones may share the days among them."""
    if findings.damaged_in(version.name.span.source):
        return
    written = [line for line in layout.lines if line.node.condition is None]
    missing = uncovered(days, [line.interval for line in written])
    if missing:
        span = version.decide_span or version.name.span
        when = "" if not written else f" {days_words(missing)}"
        findings.add(
            "missing-otherwise",
            f"version `{version.name.text}` does not say what is decided otherwise{when}",
            span,
            caption="no `otherwise`" + when,
            labels=[Label(line.node.span, "in force on other days") for line in written],
            help="end `decide` with a line such as `otherwise not medically necessary cite …`",
        )


def _walk(
    children: tuple[tree.Criterion | tree.Section, ...], parent: str, days: Interval, findings: Findings
) -> Iterator[tuple[tree.Criterion | tree.Section, str, Interval]]:
    for child in children:
        if isinstance(child, tree.Criterion):
            yield child, parent, days
            continue
        own = read_bounds(child.effective, findings)
        inside = own.meet(days) if own else None
        if inside is not None:
            yield child, parent, inside
            yield from _walk(child.children, child.label.text, inside, findings)


# --- Names that stand twice -------------------------------------------------------------------------------


def _check_labels(layout: Layout, findings: Findings) -> None:
    by_label: dict[str, list[PlacedSection | PlacedCriterion]] = {}
    placed: list[PlacedSection | PlacedCriterion] = [*layout.sections, *layout.criteria]
    for part in placed:
        by_label.setdefault(part.node.label.text, []).append(part)
    doubled = {
        label
        for label, parts in by_label.items()
        if len(parts) > 1 and not _are_disjoint([part.interval for part in parts])
    }
    for parts in by_label.values():
        if len(parts) == 1 or any(_parent(part) in doubled for part in parts[1:]):
            continue
        kinds = {type(part) for part in parts}
        words = [(part.node.label, part.interval) for part in parts]
        kind = "section or criterion" if len(kinds) > 1 else _kind(parts[0])
        dated = all(isinstance(part, PlacedSection) and part.node.effective is not None for part in parts)
        _check_twins(kind, words, findings, told_gaps=dated)


def _kind(part: PlacedSection | PlacedCriterion) -> str:
    return "section" if isinstance(part, PlacedSection) else "criterion"


def _parent(part: PlacedSection | PlacedCriterion) -> str:
    return part.parent if isinstance(part, PlacedSection) else part.section


def _check_lines(layout: Layout, findings: Findings) -> None:
    by_name: dict[str, list[PlacedLine]] = {}
    for line in layout.lines:
        by_name.setdefault(line.node.name.text, []).append(line)
    for name, lines in by_name.items():
        if len(lines) > 1:
            words = [(line.node.name, line.interval) for line in lines]
            # Days without `otherwise` are reported as such.
            _check_twins("line", words, findings, told_gaps=name != "otherwise")


def _check_twins(
    kind: str, words: list[tuple[tree.Word, Interval]], findings: Findings, told_gaps: bool
) -> None:
    """Twins are parts of one name; on every day at most one of them may be in force."""
    ordered = sorted(words, key=lambda word: start_key(word[1]))
    intervals = [interval for _, interval in words]
    if all(interval == Interval() for interval in intervals):
        report_duplicate(kind, words[1][0], words[0][0].span, findings)
        return
    for (first, earlier), (second, later) in pairwise(ordered):
        shared = earlier.meet(later)
        if shared is not None:
            findings.add(
                "twin-overlap",
                f"two texts of {kind} `{second.text}` are in force {days_words([shared])}",
                second.span,
                caption=f"in force {days_words([later])}",
                labels=(Label(first.span, f"in force {days_words([earlier])}"),),
                help="end the earlier one with `before` the day on which the later one begins",
            )
    for gap in gaps(intervals) if told_gaps else []:
        after = next(word for word, interval in ordered if interval.start == gap.end)
        before = next(word for word, interval in ordered if interval.end == gap.start)
        findings.add(
            "twin-gap",
            f"no text of {kind} `{after.text}` is in force {days_words([gap])}",
            after.span,
            caption=f"in force from {gap.end}",
            labels=(Label(before.span, f"in force before {gap.start}"),),
            help="let one text begin on the day the other ends",
        )


def _are_disjoint(intervals: list[Interval]) -> bool:
    ordered = sorted(intervals, key=start_key)
    return all(one.meet(other) is None for one, other in pairwise(ordered))
