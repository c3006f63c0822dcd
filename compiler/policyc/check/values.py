"""Values as written after `normally`, `urgent when` and in cases, turned into values of their fact.

A length in months has a number of days only when it is counted back from a day, so it needs the window clock
of a case; where there is none, as in a vocabulary, lengths are in days or weeks.
"""

from __future__ import annotations

from datetime import date

from policyc.check.atoms import has_choice
from policyc.check.findings import Findings
from policyc.check.quantities import declared, out_of_range, read_length, read_steps, read_years
from policyc.check.terms import Terms
from policyc.model.calendar import FIRST_DAY, LAST_DAY, days_of
from policyc.model.facts import Fact, FactKind, Moment, Stretch, Value, Visit
from policylang import tree
from policylang.source import Span

# What a value of each type looks like, for the help of a finding.
EXPECTED = {
    FactKind.YES_NO: "yes, no or unknown",
    FactKind.NUMBER: "a number with its unit",
    FactKind.AGE: "an age, `44 years`",
    FactKind.DURATION: "a length, `6 weeks`, or `since 2024-01-01`",
    FactKind.DATE: "a date, `2024-01-01`, or `some day`",
    FactKind.ONE_OF: "one of its values",
    FactKind.SET_OF: "one of its values, or `none`",
    FactKind.EPISODES: "`from DATE through DATE`, `KIND on DATE`, or `none`",
}


def read_value(written: tree.Value, fact: Fact, clock: date | None, terms: Terms) -> Value | None:
    """The value of a fact; None where it is no value of the fact, which is reported.

    A value of a set or of episodes is a set or tuple of what was written there once; the caller joins them.
    `unknown` is no value and must have been dealt with before.
    """
    match fact.kind:
        case FactKind.YES_NO if written.kind in {"yes", "no"}:
            return written.kind == "yes"
        case FactKind.NUMBER | FactKind.AGE if written.quantity is not None:
            return _read_ordered(written.quantity, fact, terms.findings)
        case FactKind.DURATION if written.kind in {"quantity", "since"}:
            return _read_duration(written, fact, clock, terms.findings)
        case FactKind.DATE if written.kind in {"date", "never", "some day"}:
            return _read_date(written, fact, clock, terms.findings)
        case FactKind.ONE_OF if written.name is not None and written.kind == "name":
            return written.name.text if has_choice(written.name, fact, terms) else None
        case FactKind.SET_OF if written.kind in {"name", "none"}:
            return _read_member(written, fact, terms)
        case FactKind.EPISODES if written.kind in {"stretch", "visit", "none"}:
            return _read_episode(written, fact, clock, terms)
    wrong_value(fact, written.span, terms.findings)
    return None


def within_reach(clock: str, day: date, span: Span | None, findings: Findings) -> bool:
    """Whether a case can be about a day; one that the calendar of the language does not reach is reported."""
    if FIRST_DAY <= day <= LAST_DAY:
        return True
    findings.add(
        "date-out-of-reach",
        f"the case's {clock.replace('_', ' ')} is {day}, and cases are decided from {FIRST_DAY} to {LAST_DAY}",
        span,
        help="correct the year",
    )
    return False


def wrong_value(fact: Fact, span: Span | None, findings: Findings) -> None:
    """Report something that is no value of a fact."""
    expected = EXPECTED[fact.kind] + (", or `never`" if fact.never_possible else "")
    findings.add(
        "wrong-value",
        f"`{fact.name}` is of type `{fact.kind}`, and this is no value of it",
        span,
        caption=f"expected {expected}",
        labels=declared(fact),
        help=f"give {expected}",
    )


def check_days_back(fact: Fact, day: date, clock: date, span: Span | None, findings: Findings) -> bool:
    """Whether a day of a fact lies before the clock or on it, and not longer ago than the fact allows."""
    if day > clock:
        findings.add(
            "date-in-the-future",
            f"`{fact.name}` is dated {day}, after the day {clock} from which its policy looks back",
            span,
            caption=f"after {clock}",
            help="correct the date, or date the case later",
        )
        return False
    if fact.high and (clock - day).days > fact.high:
        out_of_range(fact, span, findings)
        return False
    return True


def _read_ordered(quantity: tree.Quantity, fact: Fact, findings: Findings) -> int | None:
    read = read_years if fact.kind is FactKind.AGE else read_steps
    value = read(quantity, fact, findings)
    if value is None:
        return None
    return value if _in_range(value, fact, quantity.span, findings) else None


def _read_duration(written: tree.Value, fact: Fact, clock: date | None, findings: Findings) -> int | None:
    if written.kind == "since":
        return _days_since(written, fact, clock, findings)
    assert written.quantity is not None
    length = read_length(written.quantity, findings)
    if length is None:
        return None
    if clock is None and length.months is not None:
        findings.add(
            "wrong-unit",
            f"{length} have no fixed number of days",
            written.span,
            caption="write days or weeks here",
            help="months are counted back from a date, and a vocabulary has none",
        )
        return None
    days = days_of(length, clock or date(2000, 1, 1))
    return days if _in_range(days, fact, written.span, findings) else None


def _days_since(written: tree.Value, fact: Fact, clock: date | None, findings: Findings) -> int | None:
    if clock is None or written.on is None:
        if clock is None:
            wrong_value(fact, written.span, findings)
        return None
    if written.on > clock:
        check_days_back(fact, written.on, clock, written.span, findings)
        return None
    days = (clock - written.on).days
    return days if _in_range(days, fact, written.span, findings) else None


def _in_range(value: int, fact: Fact, span: Span | None, findings: Findings) -> bool:
    if fact.low <= value <= fact.high:
        return True
    out_of_range(fact, span, findings)
    return False


def _read_date(written: tree.Value, fact: Fact, clock: date | None, findings: Findings) -> Value | None:
    if written.kind == "some day":
        return Moment.SOME_DAY
    if written.kind == "never" and fact.never_possible:
        return Moment.NEVER
    if written.kind == "date" and clock is not None:
        if written.on is None or not check_days_back(fact, written.on, clock, written.span, findings):
            return None
        return written.on
    wrong_value(fact, written.span, findings)
    return None


def _read_member(written: tree.Value, fact: Fact, terms: Terms) -> Value | None:
    if written.kind == "none":
        return frozenset()
    assert written.name is not None
    return frozenset({written.name.text}) if has_choice(written.name, fact, terms) else None


def _read_episode(written: tree.Value, fact: Fact, clock: date | None, terms: Terms) -> Value | None:
    if written.kind == "none":
        return ()
    if clock is None or written.on is None:
        if clock is None:
            wrong_value(fact, written.span, terms.findings)
        return None
    if written.kind == "visit":
        assert written.name is not None
        known = has_choice(written.name, fact, terms)
        fits = check_days_back(fact, written.on, clock, written.span, terms.findings)
        return (Visit(written.on, written.name.text),) if known and fits else None
    if written.through is None:
        return None
    return _read_stretch(written, written.on, written.through, fact, clock, terms.findings)


def _read_stretch(
    written: tree.Value, start: date, end: date, fact: Fact, clock: date, findings: Findings
) -> Value | None:
    if end < start:
        findings.add(
            "wrong-value",
            f"a stretch from {start} through {end} ends before it starts",
            written.span,
            caption="no day lies in it",
            help=f"write `from {end} through {start}` if the dates were exchanged",
        )
        return None
    if not check_days_back(fact, end, clock, written.span, findings):
        return None
    return (Stretch(start, end),) if check_days_back(fact, start, clock, written.span, findings) else None
