"""A version of the syntax tree as policy text: stated in full, whatever it was put together from.

Comments are not part of the tree, so they stay behind; notes are, and come along.
"""

from __future__ import annotations

from datetime import date

from policyc.workspace.stating_conditions import (
    Lines,
    cited,
    in_a_line,
    items,
    lifted,
    notes,
    quoted,
    statement,
)
from policylang import tree


def version_text(version: tree.Version, policy: str) -> str:
    """The text of a version without amendments; parsed again it is the same version."""
    lines = [(0, _head(version, policy)), *_parts(version)]
    return "".join(f"{'  ' * depth}{text}\n" for depth, text in lines)


def _head(version: tree.Version, policy: str) -> str:
    return f"version {version.name.text} of {policy}{_effective(version.effective)}{cited(version.cite)}"


def _parts(version: tree.Version) -> Lines:
    if version.draft:
        yield 1, "draft"
    if version.approved is not None:
        yield 1, f"approved {version.approved}"
    yield from notes(version.notes, 1)
    for definition in version.definitions:
        yield 1, f"define {definition.name.text} {quoted(definition.title)}{cited(definition.cite)}"
        if definition.condition is not None:
            yield from statement("", definition.condition, 2)
        yield from notes(definition.notes, 2)
    for section in version.sections:
        yield from _section(section, 1)
    yield from _decide(version.lines)


def _section(section: tree.Section, depth: int) -> Lines:
    head = f"section {section.label.text} {quoted(section.title)}"
    yield depth, f"{head}{_effective(section.effective)}{cited(section.cite)}"
    yield from notes(section.notes, depth + 1)
    if section.scope is not None:
        yield from statement("applies when ", section.scope, depth + 1)
    for required in section.requirements:
        yield from statement("requires ", required.condition, depth + 1, required.cite)
        yield from lifted(required.waivers, required.notes, depth + 2)
    for recommend in section.recommends:
        yield from _recommend(recommend, depth + 1)
    for child in section.children:
        yield from (
            _section(child, depth + 1) if isinstance(child, tree.Section) else _criterion(child, depth + 1)
        )


def _criterion(criterion: tree.Criterion, depth: int) -> Lines:
    yield depth, f"criterion {criterion.label.text} {quoted(criterion.title)}{cited(criterion.cite)}"
    if criterion.condition is not None:
        yield from statement("", criterion.condition, depth + 1)
    for exception in criterion.exceptions:
        yield from statement("unless ", exception, depth + 1)
    for recommend in criterion.recommends:
        yield from _recommend(recommend, depth + 1)
    yield from notes(criterion.notes, depth + 1)


def _decide(lines: tuple[tree.Line, ...]) -> Lines:
    yield 1, "decide"
    overriding = [line for line in lines if line.first]
    if overriding:
        yield 2, "first"
        for line in overriding:
            yield from _line(line, 3)
        yield 2, "then"
    for line in lines:
        if not line.first:
            yield from _line(line, 3 if overriding and line.condition is not None else 2)


def _line(line: tree.Line, depth: int) -> Lines:
    tail = f"{line.outcome.text}{_effective(line.effective)}{cited(line.cite)}"
    if line.condition is None:
        yield depth, f"otherwise {tail}"
        return
    yield depth, f"{line.name.text}: {tail} when {in_a_line(line.condition)}"
    yield from items(line.condition, depth + 1)
    for exception in line.exceptions:
        yield from statement("unless ", exception, depth + 1)
    yield from notes(line.notes, depth + 1)


def _recommend(recommend: tree.Recommend, depth: int) -> Lines:
    services = ", ".join(word.text for word in recommend.services)
    if recommend.when is None:
        yield depth, f"recommend {services}{cited(recommend.cite)}"
    else:
        yield from statement(f"recommend {services} when ", recommend.when, depth, recommend.cite)


def _effective(effective: tree.Effective | None) -> str:
    if effective is None:
        return ""
    ends: tuple[tuple[str, date | None], ...] = (
        ("from", effective.from_date),
        ("before", effective.before),
        ("through", effective.through),
    )
    bounds = " ".join(f"{word} {day}" for word, day in ends if day is not None)
    return f" effective {bounds}" if bounds else ""
