"""Numbers and lengths as written, turned into whole numbers of a fact's own unit.

A number is counted in steps of its fact from zero, an age in completed years, a length of time stays a length
because a month has no fixed number of days. What does not fit its fact is reported here, once, with the place.
"""

from __future__ import annotations

from decimal import Decimal

from policyc.check.findings import Findings
from policyc.check.lengths import CALENDAR_UNITS, day_range, is_too_long
from policyc.model.calendar import Length
from policyc.model.facts import Fact, FactKind
from policylang import tree
from policylang.diagnostic import Edit, Fix, Label
from policylang.source import Span

# More digits than a count or a measured value has; Python refuses to print integers of thousands of them.
MOST_DIGITS = 18
_ASKED_UNIT = "days, weeks, months or years"


def read_length(quantity: tree.Quantity, findings: Findings) -> Length | None:
    """A whole number of days, weeks, months or years; None where it is not, which is reported."""
    if quantity.unit is None:
        _missing_unit(quantity, "", findings)
        return None
    unit = CALENDAR_UNITS.get(quantity.unit.text)
    if unit is None:
        _wrong_unit(quantity, _ASKED_UNIT, findings)
        return None
    number = Decimal(quantity.number.text)
    if number != number.to_integral_value():
        _not_whole(quantity, findings)
        return None
    length = Length(int(number), unit)
    if is_too_long(length):
        findings.add(
            "out-of-range",
            f"{shown_number(quantity.number.text)} {quantity.unit.text} reach back further than any date",
            quantity.span,
            caption="too long",
            help="give a length that a patient's history can have",
        )
        return None
    return length


def read_count(word: tree.Word, findings: Findings) -> int | None:
    """A count; a fraction is reported. One with more digits than anything countable stands for all such."""
    if "." not in word.text:
        return int(word.text[:MOST_DIGITS])
    findings.add("not-whole", f"`{word.text}` is no count", word.span, caption="write a whole number")
    return None


def shown_number(text: str) -> str:
    """A number as written, cut where it is longer than anybody reads."""
    return text if len(text) <= MOST_DIGITS else f"{text[:MOST_DIGITS]}…"


def read_steps(quantity: tree.Quantity, fact: Fact, findings: Findings) -> int | None:
    """A number in steps of its fact; unit and step are checked, the range is not."""
    unit = quantity.unit.text if quantity.unit else ""
    if unit != fact.unit:
        if quantity.unit is None:
            _missing_unit(quantity, fact.unit, findings, fact)
        else:
            _wrong_unit(quantity, fact.unit, findings, fact)
        return None
    steps = Decimal(quantity.number.text) / fact.step
    if steps != steps.to_integral_value():
        findings.add(
            "finer-than-step",
            f"`{fact.name}` is recorded in steps of {fact.step}, so it is never {shown_number(quantity.number.text)}",
            quantity.span,
            caption=f"between two steps of {fact.step}",
            labels=declared(fact),
            help=f"write a multiple of {fact.step}, or give the fact a finer step",
        )
        return None
    return int(steps)


def read_years(quantity: tree.Quantity, fact: Fact, findings: Findings) -> int | None:
    """An age in completed years; the unit is checked, the range is not."""
    unit = CALENDAR_UNITS.get(quantity.unit.text) if quantity.unit else None
    if quantity.unit is None:
        _missing_unit(quantity, "years", findings, fact)
        return None
    if unit != "year":
        _wrong_unit(quantity, "years", findings, fact)
        return None
    number = Decimal(quantity.number.text)
    if number != number.to_integral_value():
        _not_whole(quantity, findings)
        return None
    return int(number)


def read_threshold(quantity: tree.Quantity, fact: Fact, findings: Findings) -> int | Length | None:
    """What an ordered fact is compared with: in its unit, on a step, and inside its range."""
    if fact.kind is FactKind.DURATION:
        length = read_length(quantity, findings)
        if length is None:
            return None
        least, most = day_range(length)
        inside = least <= fact.high and most >= fact.low
        value: int | Length | None = length
    else:
        read = read_years if fact.kind is FactKind.AGE else read_steps
        value = read(quantity, fact, findings)
        inside = isinstance(value, int) and fact.low <= value <= fact.high
    if value is not None and not inside:
        out_of_range(fact, quantity.span, findings)
        return None
    return value


def out_of_range(fact: Fact, span: Span | None, findings: Findings) -> None:
    """Report a value that its fact cannot have."""
    findings.add(
        "out-of-range",
        f"`{fact.name}` lies from {bound_words(fact, fact.low)} to {bound_words(fact, fact.high)}",
        span,
        caption="outside the range of the fact",
        labels=declared(fact),
        help="correct the number, or widen the range where the fact is declared",
    )


def bound_words(fact: Fact, value: int) -> str:
    """A value of an ordered fact as a person writes it."""
    if fact.kind is FactKind.DURATION:
        return str(Length(value, "day"))
    if fact.kind is FactKind.AGE:
        return str(Length(value, "year"))
    number = format((value * fact.step).normalize() if value else Decimal(0), "f")
    return f"{number} {fact.unit}".rstrip()


def declared(fact: Fact) -> tuple[Label, ...]:
    """A label at the declaration of a fact."""
    return (Label(fact.span, f"`{fact.name}` is declared here"),) if fact.span else ()


def _missing_unit(quantity: tree.Quantity, unit: str, findings: Findings, fact: Fact | None = None) -> None:
    where = quantity.number.span
    end = Span(where.source, where.end_line, where.end_column, where.end_line, where.end_column)
    number = shown_number(quantity.number.text)
    findings.add(
        "missing-unit",
        f"{number} of what? write {f'`{number} {unit}`' if unit else _ASKED_UNIT}",
        quantity.span,
        caption="a unit is missing",
        labels=declared(fact) if fact else (),
        help=f"write the unit: {unit or _ASKED_UNIT}",
        fix=Fix(f"write `{unit}`", (Edit(end, f" {unit}"),)) if unit else None,
    )


def _wrong_unit(quantity: tree.Quantity, expected: str, findings: Findings, fact: Fact | None = None) -> None:
    unit = quantity.unit
    written = unit.text if unit else ""
    subject = f"`{fact.name}` is counted in" if fact else "a length of time is given in"
    headline = f"{subject} {expected}, not in {written}"
    if fact is not None and not expected:
        headline = f"`{fact.name}` is a plain number, without a unit"
    findings.add(
        "wrong-unit",
        headline,
        unit.span if unit else quantity.span,
        caption=f"expected {expected or 'no unit'}",
        labels=declared(fact) if fact else (),
        help=f"write the value in {expected}" if expected else f"leave out `{written}`",
    )


def _not_whole(quantity: tree.Quantity, findings: Findings) -> None:
    unit = quantity.unit.text if quantity.unit else ""
    findings.add(
        "not-whole",
        f"`{shown_number(quantity.number.text)} {unit}` is not a whole number of {unit}",
        quantity.span,
        caption="lengths of time and ages are whole",
        help="write it in a smaller unit, days for example",
    )
