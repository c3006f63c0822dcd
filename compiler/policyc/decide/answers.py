"""Answers of a route: the limits a patient's facts must keep to, as loose as they can be, and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from policyc.graph.words import choice_words, length_words, mid_sentence, quantity_words, value_words
from policyc.model.facts import Fact, Moment
from policyc.model.verdict import Answer
from policyc.prove.episodes import EpisodesFamily, Quantity
from policyc.prove.families import Dated, Family, OneOf, Order, Ordered, SetOf, YesNo
from policyc.prove.gates import FALSE
from policyc.prove.solver import Model


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing an answer says: `literal`. `weaker` say less and less; `number` and `numbers` are what they say.

    `kind` is yes, value, includes, never, least or most.
    """

    family: Family
    kind: str
    literal: int
    value: str = ""
    quantity: Quantity | None = None
    number: int = 0
    weaker: tuple[tuple[int, int], ...] = ()


def limits(family: Family, model: Model) -> list[Limit]:
    """All that the model says about a fact."""
    match family:
        case YesNo():
            return [Limit(family, "yes", pin) for pin in family.pins(model)]
        case OneOf():
            return [Limit(family, "value", pin, family.value(model)) for pin in family.pins(model)]
        case SetOf():
            values = [(name, family.values[name]) for name in family.mentioned()]
            return [Limit(family, "includes", v if model.holds(v) else -v, name) for name, v in values]
        case Ordered():
            return list(_order_limits(family, family.order, model))
        case Dated():
            never = [] if family.never == FALSE else [family.never]
            if any(model.holds(literal) for literal in never):
                return [Limit(family, "never", family.never)]
            happened = [Limit(family, "never", -literal) for literal in never]
            return [*_order_limits(family, family.order, model), *happened]
        case EpisodesFamily():
            return [
                limit
                for quantity, order in family.active(model)
                for limit in _order_limits(family, order, model, quantity)
            ]
        case _:
            return []


def loosened(found: Sequence[Limit], suffices: Callable[[list[int]], bool]) -> list[Limit]:
    """Drop what is not needed, then say less where less suffices, in order."""
    kept: list[Limit | None] = list(found)
    for place, limit in enumerate(found):
        others = [other.literal for other in kept if other is not None and other is not limit]
        if suffices(others):
            kept[place] = None
            continue
        for number, literal in limit.weaker:
            if not suffices([*others, literal]):
                break
            kept[place] = replace(limit, literal=literal, number=number)
    return [limit for limit in kept if limit is not None]


def answer_of(family: Family, kept: Sequence[Limit]) -> Answer:
    """The answer that the limits on one fact amount to."""
    fact = family.fact
    match family:
        case YesNo() if kept:
            yes = kept[0].literal > 0
            return Answer(fact.name, yes, value_words(fact, yes))
        case OneOf() if kept:
            return Answer(fact.name, kept[0].value, value_words(fact, kept[0].value))
        case Dated() if any(limit.kind == "never" and limit.literal > 0 for limit in kept):
            return Answer(fact.name, Moment.NEVER, value_words(fact, Moment.NEVER))
        case Dated():
            return Answer(fact.name, None, _date_words(fact, kept))
        case Ordered():
            low, high = _ends(kept)
            exact = low if low is not None and low == high else None
            return Answer(fact.name, exact, _range_words(low, high, lambda n: quantity_words(fact, n)))
        case _:
            return Answer(fact.name, None, " and ".join(_parts(fact, kept)) or "any answer")


def _order_limits(
    family: Family, order: Order, model: Model, quantity: Quantity | None = None
) -> Iterator[Limit]:
    """The upper limit first, so that it is the first to go."""
    span = order.span(model)
    if span.high is not None and span.high + 1 in order.variables:
        weaker = [(t - 1, -order.variables[t]) for t in order.thresholds if t > span.high + 1]
        yield Limit(family, "most", -order.variables[span.high + 1], "", quantity, span.high, tuple(weaker))
    if span.low in order.variables:
        weaker = [(t, order.variables[t]) for t in reversed(order.thresholds) if t < span.low]
        yield Limit(family, "least", order.variables[span.low], "", quantity, span.low, tuple(weaker))


def _ends(kept: Sequence[Limit]) -> tuple[int | None, int | None]:
    low = next((limit.number for limit in kept if limit.kind == "least"), None)
    return low, next((limit.number for limit in kept if limit.kind == "most"), None)


def _range_words(low: int | None, high: int | None, words: Callable[[int], str]) -> str:
    if low is not None and high is not None:
        return words(low) if low == high else f"from {words(low)} to {words(high)}"
    if low is not None:
        return f"at least {words(low)}"
    return "any answer" if high is None else f"at most {words(high)}"


def _date_words(fact: Fact, kept: Sequence[Limit]) -> str:
    low, high = _ends(kept)
    if low is None:
        return (
            value_words(fact, Moment.SOME_DAY) if high is None else f"within the last {_counted(high, 'day')}"
        )
    ago = f"at least {_counted(low, 'day')} ago"
    return ago if high is None else f"{ago} and within the last {_counted(high, 'day')}"


def _parts(fact: Fact, kept: Sequence[Limit]) -> Iterator[str]:
    for limit in kept:
        if limit.kind == "includes":
            yield ("including " if limit.literal > 0 else "without ") + choice_words(fact, limit.value)
        elif limit.quantity is not None:
            number = limit.number if limit.kind == "least" else limit.number + 1
            words = _visit_words if limit.quantity.kind else _day_words
            yield words(fact, limit.quantity.kind, number, limit.kind == "least") + _window_words(limit)


def _day_words(_fact: Fact, _kind: str, number: int, at_least: bool) -> str:
    if number == 1:
        return "at least 1 day" if at_least else "no day"
    return f"{'at least' if at_least else 'fewer than'} {_counted(number, 'day')}"


def _visit_words(fact: Fact, kind: str, number: int, at_least: bool) -> str:
    label = mid_sentence(choice_words(fact, kind))
    if number == 1:
        return f"{label} at least once" if at_least else f"no {label}"
    return f"{label} {'at least' if at_least else 'fewer than'} {number} times"


def _window_words(limit: Limit) -> str:
    """The window as the text writes it first."""
    assert limit.quantity is not None
    assert isinstance(limit.family, EpisodesFamily)
    window = limit.family.written[limit.quantity]
    current = " for the current episode" if window.current_episode else ""
    return current + ("" if window.last is None else f" within the last {length_words(window.last)}")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
