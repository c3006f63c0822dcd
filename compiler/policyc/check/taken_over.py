"""What is wrong in text that an amending version took over is told with the amendment that made it wrong.

An amending version is checked stated in full, and most of that text stands at its parent, where it is right. So a
finding about a name that an amendment took away is told at the amendment, with the places that still refer to the
name beside it, and offers no mending of the parent. Any other finding in taken over text names the version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from policyc.check.amendments import consolidate, part_name
from policyc.check.findings import Findings
from policylang import tree
from policylang.diagnostic import Diagnostic, Label
from policylang.source import Span

_QUOTED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class _Loss:
    """Where a version takes a name away."""

    version: str
    span: Span


def name_amendments(
    findings: Findings, since: int, version: tree.Version, versions: Mapping[str, tree.Version]
) -> None:
    """Let the findings from position `since` on name the amendments of a version, where they stand outside of it.

    `versions` are those of its policy by name. Nothing is changed for a version that amends none.
    """
    new = findings.found[since:]
    if version.amends is None or all(_is_own(found, version) for found in new):
        return
    losses = _losses(version, versions)
    told: dict[tuple[str, str, Span | None], Diagnostic] = {}
    for found in new:
        changed = found if _is_own(found, version) else _named(found, version, losses)
        if changed.span != found.span:
            # The same words may be wrong for another version as well, which took the name away elsewhere.
            findings.forget(found)
        key = (changed.code, changed.headline, changed.span)
        earlier = told.get(key)
        told[key] = replace(earlier, labels=(*earlier.labels, *changed.labels)) if earlier else changed
    findings.found[since:] = told.values()


def _is_own(found: Diagnostic, version: tree.Version) -> bool:
    span, own = found.span, version.span
    return span is None or (span.source == own.source and own.line <= span.line <= own.end_line)


def _named(found: Diagnostic, version: tree.Version, losses: Mapping[str, _Loss]) -> Diagnostic:
    names = [name for name in _QUOTED.findall(found.headline) if name in losses]
    if not names or found.span is None:
        label = Label(version.name.span, f"found in version {version.name.text}, which takes this text over")
        return replace(found, labels=(*found.labels, label))
    loss = losses[names[0]]
    return replace(
        found,
        span=loss.span,
        caption=f"version {loss.version} takes `{names[0]}` away",
        labels=(Label(found.span, f"this still refers to `{names[0]}`"), *found.labels),
        help=f"replace or remove what refers to `{names[0]}` as well, or keep it",
        fix=None,
    )


def _losses(version: tree.Version, versions: Mapping[str, tree.Version]) -> dict[str, _Loss]:
    """Every name that the version, or one that it amends, takes away, and where."""
    found: dict[str, _Loss] = {}
    seen: set[str] = set()
    step: tree.Version | None = version
    while step is not None and step.amends is not None and step.name.text not in seen:
        seen.add(step.name.text)
        parent = versions.get(step.amends.text)
        if parent is not None:
            before, after = (consolidate(each, versions, Findings()) for each in (parent, step))
            gone = set(_names(before)) - set(_names(after))
            for word, name in _taken(step, before):
                if name in gone:
                    found.setdefault(name, _Loss(step.name.text, word.span))
        step = parent
    return found


def _taken(version: tree.Version, before: tree.Version) -> Iterator[tuple[tree.Word, str]]:
    """The names that removing and replacing can take away: what is named, and all that stands in it."""
    for amendment in version.amendments:
        match amendment:
            case tree.Remove(target=word):
                words = [word]
            case tree.Replace(parts=parts):
                words = [part_name(part) for part in parts]
            case _:
                words = []
        for word in words:
            yield word, word.text
            for section in _sections(before.sections):
                if section.label.text == word.text:
                    yield from ((word, name) for name in _labels(section.children))


def _names(version: tree.Version) -> Iterator[str]:
    yield from (definition.name.text for definition in version.definitions)
    yield from (line.name.text for line in version.lines)
    yield from _labels(version.sections)


def _labels(children: Iterable[tree.Criterion | tree.Section]) -> Iterator[str]:
    for child in children:
        yield child.label.text
        if isinstance(child, tree.Section):
            yield from _labels(child.children)


def _sections(children: Iterable[tree.Criterion | tree.Section]) -> Iterator[tree.Section]:
    for child in children:
        if isinstance(child, tree.Section):
            yield child
            yield from _sections(child.children)
