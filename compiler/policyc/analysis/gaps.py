"""Values of a number, an age, a duration or a date that fall between the scopes of sections that share it out.

A value is taken when some patient who has it satisfies one of the scopes. The values between two thresholds are
alike to every scope, so one question is asked for each such stretch of values, and for each vector of days that
the thresholds in months come to: asked on all dates at once, exactly three months would hide behind another date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from policyc.analysis.gap_words import Edge, depends_on_date, gap_words
from policyc.analysis.scopes import Group, Threshold, groups_of
from policyc.analysis.showing import days_said, verdict_of, witness_of
from policyc.analysis.studied import Studied
from policyc.analysis.subject import Subject
from policyc.model.calendar import Length
from policyc.model.conditions import Compare, Since, Within
from policyc.model.program import Epoch, Section
from policyc.prove.families import Dated, Order, Ordered, Span
from policyc.prove.gates import FALSE
from policyc.prove.solver import Model
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Label
from policylang.source import Span as SourceSpan


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch of values of a fact that no member takes, the thresholds it lies between, and its neighbours."""

    fact: str
    low: Edge
    high: Edge
    before: str
    after: str


@dataclass(slots=True)
class _Found:
    """The plainest patient of a gap, the values on that patient's date, and the epochs that have the gap.

    `some_dates` when on other dates of the epoch there is no such gap.
    """

    subject: Subject
    model: Model
    days: Span
    some_dates: bool
    epochs: list[Epoch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Axis:
    """A group on some dates: the stretches of values between its thresholds, and the literals to ask with."""

    subject: Subject
    group: Group
    on_dates: int
    edges: tuple[Edge, ...]
    spans: tuple[Span, ...]

    def takes(self, span: Span, members: Sequence[str]) -> bool:
        """Whether some patient with such a value satisfies one of the scopes."""
        text, gates = self.subject.text, self.subject.gates
        scopes = gates.disjunction([text.section(label, "applies") for label in members])
        return scopes != FALSE and _possible(self.subject, [*self.pins(span), scopes])

    def pins(self, span: Span) -> list[int]:
        """A patient of these dates within the surrounding scope who has such a value."""
        around = self.subject.text.section(self.group.around, "applies")
        family = self.subject.patient.family(self.group.fact)
        happened = [-family.never] if isinstance(family, Dated) else []
        return [self.on_dates, around, *happened, *_order(self.subject, self.group.fact).pins(span)]


def find_gaps(studied: Studied) -> Iterator[Diagnostic]:
    """One diagnostic for each gap of a version, on whichever days it is there."""
    found: dict[_Gap, _Found] = {}
    for subject in studied.subjects:
        for group in groups_of(subject.epoch):
            for gap, one in _gaps_of(subject, group):
                known = found.setdefault(gap, one)
                known.epochs += [] if subject.epoch in known.epochs else [subject.epoch]
    return (_told(gap, one, studied) for gap, one in found.items())


def _gaps_of(subject: Subject, group: Group) -> Iterator[tuple[_Gap, _Found]]:
    axes = list(_axes(subject, group))
    gaps: dict[_Gap, list[tuple[_Axis, Span]]] = {}
    for axis in axes:
        for gap, span in _between(axis):
            gaps.setdefault(gap, []).append((axis, span))
    for gap, places in gaps.items():
        axis, span = places[0]
        model = subject.plainest([subject.gates.disjunction([_all(*place) for place in places])])
        assert model is not None
        axis, span = next(place for place in places if model.holds(place[0].on_dates))
        yield gap, _Found(subject, model, span, len(places) < len(axes))


def _all(axis: _Axis, span: Span) -> int:
    return axis.subject.gates.conjunction(axis.pins(span))


def _axes(subject: Subject, group: Group) -> Iterator[_Axis]:
    order = _order(subject, group.fact)
    lengths = list(dict.fromkeys(value for each in group.thresholds if (value := _length(each)) is not None))
    for days, on_dates in subject.patient.cases(*lengths):
        known = dict(zip(lengths, days, strict=True))
        edges = _edges(group.thresholds, known, order)
        if edges:
            starts = [order.low, *(edge.at for edge in edges)]
            ends = [*(edge.at - 1 for edge in edges), order.high]
            spans = tuple(Span(low, high) for low, high in zip(starts, ends, strict=True))
            yield _Axis(subject, group, on_dates, edges, spans)


def _between(axis: _Axis) -> Iterator[tuple[_Gap, Span]]:
    """The untaken stretches that lie between taken ones, and hold a value that some patient has."""
    group = axis.group
    taken = [axis.takes(span, group.members) for span in axis.spans]
    places = [place for place, is_taken in enumerate(taken) if is_taken]
    for last, first in pairwise(places):
        span = Span(axis.spans[last + 1].low, axis.spans[first - 1].high)
        if first - last < 2 or (group.open and span.low != span.high):
            continue
        if _possible(axis.subject, axis.pins(span)):
            before = next(label for label in group.members if axis.takes(axis.spans[last], [label]))
            after = next(label for label in group.members if axis.takes(axis.spans[first], [label]))
            yield _Gap(group.fact, axis.edges[last], axis.edges[first - 1], before, after), span


def _possible(subject: Subject, literals: Sequence[int]) -> bool:
    """Whether there is such a patient: first one without episodes, whom it takes no search to date."""
    calm = [family.normal() for family in subject.patient.episodes()]
    return subject.possible([*literals, *calm]) or subject.possible(literals)


def _order(subject: Subject, fact: str) -> Order:
    family = subject.patient.family(fact)
    assert isinstance(family, Ordered | Dated)
    return family.order


def _length(threshold: Threshold) -> Length | None:
    value = threshold.value if isinstance(threshold, Compare) else threshold.length
    return value if isinstance(value, Length) else None


def _edges(thresholds: Sequence[Threshold], days: dict[Length, int], order: Order) -> tuple[Edge, ...]:
    """Where a new stretch of values begins, each once, in order, inside the range of the fact."""
    found: dict[int, Edge] = {}
    for each in thresholds:
        value = each.value if isinstance(each, Compare) else each.length
        at = days[value] if isinstance(value, Length) else value
        for offset in _offsets(each):
            found.setdefault(at + offset, Edge(at + offset, value, offset))
    inside = (day for day in found if day > order.low and (order.high is None or day <= order.high))
    return tuple(found[day] for day in sorted(inside))


def _offsets(threshold: Threshold) -> tuple[int, ...]:
    match threshold:
        case Compare(operator="="):
            return (0, 1)
        case Compare(operator=">" | "<=") | Within():
            return (1,)
        case Compare() | Since():
            return (0,)


def _told(gap: _Gap, found: _Found, studied: Studied) -> Diagnostic:
    epoch = found.epochs[0]
    every = [subject.epoch for subject in studied.subjects]
    begins = _place(epoch.sections[gap.after])
    return diagnostic(
        "boundary-gap",
        f"{gap_words(studied.policy.facts[gap.fact], gap.low, gap.high)} lies in no scope: section "
        f"`{gap.before}` ends before it, section `{gap.after}` begins after it{days_said(found.epochs, every)}",
        _place(epoch.sections[gap.before]),
        caption="ends before it",
        labels=() if begins is None else (Label(begins, "begins after it"),),
        notes=(_dates_said(gap, found), f"such a patient falls between; {_verdict(found)}"),
        help=f"let one of the two scopes include it, or write: acknowledge P707 on {gap.before} "
        f'of version {studied.version.name} because "…"',
        witness=witness_of(found.subject, found.model),
    )


def _verdict(found: _Found) -> str:
    return verdict_of(found.subject, found.model)


def _dates_said(gap: _Gap, found: _Found) -> str:
    """That nobody with such a value meets a scope, and what the value is where that depends on the date."""
    nobody = "no patient with such a value meets the scope of a section that speaks of it"
    if not depends_on_date(gap.low, gap.high):
        return nobody
    days = found.days
    many = f"{days.low} days" if days.low == days.high else f"{days.low} to {days.high} days"
    some = "; there are dates on which nothing lies between" if found.some_dates else ""
    return f"{nobody}; counted back from {found.subject.patient.day(found.model)} it is {many}{some}"


def _place(section: Section) -> SourceSpan | None:
    return section.span if section.scope is None else section.scope.span or section.span
