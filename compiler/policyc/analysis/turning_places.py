"""Where in a text two patients part: the conditions that are true of the one and not of the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from policyc.model.conditions import Condition, CriterionTest, DefinitionHolds, SectionTest, parts, walk
from policyc.model.program import Criterion, Epoch, Line, Section
from policyc.model.verdict import DecidedBy
from policyc.prove.pair import conditions_of
from policylang.diagnostic import Label
from policylang.source import Span


def turning_spans(
    epoch: Epoch,
    facts: Collection[str],
    turned: Collection[str],
    decided: Sequence[DecidedBy | None],
) -> list[Span]:
    """The spans of the turned conditions over some facts: those first that make the difference.

    The line that decides the better-off patient stops holding, or an earlier one begins to hold that decides the
    other: what turned and stands in that line, or in what it refers to, makes it do so. Where there are such, or
    scopes of sections, others are left out: they turn and change nothing.
    """
    line, criterion = _turning(epoch, decided)
    behind = {id(part) for part in _behind(epoch, line, turned)} if line else set()
    found = [
        (id(part) in behind, criterion != "" and part.path.split("/", 1)[0] == criterion, part)
        for condition in conditions_of(epoch)
        for part in walk(condition)
        if getattr(part, "fact", None) in facts and part.path in turned and part.span is not None
    ]
    telling = [each for each in found if each[0] or "/scope" in each[2].path] or found
    telling.sort(key=lambda each: (not each[0], not each[1]))
    return list(dict.fromkeys(part.span for *_, part in telling if part.span is not None))


def _turning(epoch: Epoch, decided: Sequence[DecidedBy | None]) -> tuple[Line | None, str]:
    """The line that stops deciding or begins to, with the criterion by which it decides or decided."""
    old, new = decided
    places = {line.name: place for place, line in enumerate(epoch.lines)}
    begins = old is not None and new is not None and places[new.line] < places[old.line]
    by = new if begins else old
    return (epoch.lines[places[by.line]], by.criterion or "") if by else (None, "")


def _behind(epoch: Epoch, line: Line, turned: Collection[str]) -> Iterator[Condition]:
    """The atoms that turn a line: themselves turned, and all that leads from the line to them."""
    left: list[Condition] = [*line.exceptions, line.condition]
    seen: set[str] = set()
    while left:
        condition = left.pop()
        if condition.path in seen or condition.path not in turned:
            continue
        seen.add(condition.path)
        below = [*parts(condition), *_referred(epoch, condition)]
        left += reversed(below)
        if not below:
            yield condition


def _referred(epoch: Epoch, condition: Condition) -> Iterator[Condition]:
    """What a reference stands for."""
    match condition:
        case DefinitionHolds(name=name):
            yield epoch.definitions[name].condition
        case CriterionTest(label=label, scoped=scoped):
            yield from _of_criterion(epoch.criteria[label])
            if scoped:
                yield from _around(epoch, epoch.criteria[label].section)
        case SectionTest(label=label, test=test):
            yield from _around(epoch, label)
            if test != "applies":
                yield from _within(epoch, label)


def _of_criterion(criterion: Criterion) -> Iterator[Condition]:
    yield criterion.condition
    yield from criterion.exceptions


def _around(epoch: Epoch, label: str) -> Iterator[Condition]:
    while label in epoch.sections:
        yield from _own(epoch.sections[label])
        label = epoch.sections[label].parent


def _within(epoch: Epoch, label: str) -> Iterator[Condition]:
    section = epoch.sections[label]
    for name in section.criteria:
        yield from _of_criterion(epoch.criteria[name])
    for name in section.subsections:
        yield from _own(epoch.sections[name])
        yield from _within(epoch, name)


def _own(section: Section) -> Iterator[Condition]:
    yield from () if section.scope is None else (section.scope,)
    yield from section.requirements


def deciding_labels(
    epoch: Epoch,
    decided: Sequence[DecidedBy | None],
    outcomes: Sequence[str],
    spans: Sequence[Span],
    names: Sequence[str],
) -> Iterator[Label]:
    """The criteria and lines that decide the two, and the other places where they part; each span once."""
    lines = {line.name: line for line in epoch.lines}
    told: list[tuple[Span | None, str]] = []
    for by, outcome, name in zip(decided, outcomes, names, strict=True):
        if by is not None:
            criterion = epoch.criteria.get(by.criterion or "")
            told += [] if criterion is None else [(criterion.span, f"met {name}")]
            told.append((lines[by.line].span, f"decides {name}: {outcome}"))
    told += [(span, "they part here too") for span in spans[1:]]
    seen = set(spans[:1])
    for span, message in told:
        if span is not None and span not in seen:
            seen.add(span)
            yield Label(span, message)
