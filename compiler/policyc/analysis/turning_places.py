"""Where in a text two patients part: the conditions that are true of the one and not of the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from policyc.model.conditions import walk
from policyc.model.program import Epoch, Section
from policyc.model.verdict import DecidedBy
from policyc.prove.pair import conditions_of
from policylang.diagnostic import Label
from policylang.source import Span


def turning_spans(
    epoch: Epoch, facts: Collection[str], turned: Collection[str], decided: DecidedBy | None
) -> list[Span]:
    """The spans of the turned conditions over some facts: those of what decides the better-off patient first.

    Where there are such, or scopes of sections, others are left out: they turn and change nothing.
    """
    heads = set(_heads(epoch, decided)) if decided is not None else set()
    found = [
        (part.path.split("/", 1)[0] in heads, "/scope" in part.path, part.span)
        for condition in conditions_of(epoch)
        for part in walk(condition)
        if getattr(part, "fact", None) in facts and part.path in turned and part.span is not None
    ]
    telling = [each for each in found if each[0] or each[1]] or found
    telling.sort(key=lambda each: not each[0])
    return list(dict.fromkeys(span for _, _, span in telling))


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


def _heads(epoch: Epoch, decided: DecidedBy) -> Iterator[str]:
    """The names of what decides: line, criterion, the sections around it."""
    yield decided.line
    criterion = epoch.criteria.get(decided.criterion or "")
    if criterion is not None:
        yield criterion.label
        section: Section | None = epoch.sections.get(criterion.section)
        while section is not None:
            yield section.label
            section = epoch.sections.get(section.parent)
