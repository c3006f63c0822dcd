"""The two sides of a limit as literals: the value just within, and the value just beyond."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from policyc.model.calendar import Length
from policyc.model.conditions import (
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Constant,
    Since,
    Within,
)
from policyc.prove.atoms import literal_of
from policyc.prove.families import Dated, Ordered
from policyc.prove.patient import Patient

BESIDE = {
    ">=": ((0, -1),),
    ">": ((1, 0),),
    "<": ((-1, 0),),
    "<=": ((0, 1),),
    "=": ((0, -1), (0, 1)),
}
"""For each comparison the values where it just holds and just fails, counted from the threshold."""


def sides(patient: Patient, atom: Condition) -> Iterator[tuple[list[int], list[int]]]:
    """Literals of a patient for whom a condition just holds, and of one for whom it just fails.

    A number of days that is written in months is only on this side or on that.
    """
    match atom:
        case Compare(fact=fact, operator=operator, value=value):
            for inside, outside in BESIDE[operator]:
                yield [_exactly(patient, fact, value, inside)], [_exactly(patient, fact, value, outside)]
        case Within(fact=fact, length=length):
            yield [_exactly(patient, fact, length, 0)], [_exactly(patient, fact, length, 1)]
        case Since(fact=fact, length=length, less=less):
            inside, outside = (-1, 0) if less else (0, -1)
            yield [_exactly(patient, fact, length, inside)], [_exactly(patient, fact, length, outside)]
        case AtLeastDays(length=length) if length.months is None:
            days = length.number * (7 if length.unit == "week" else 1)
            yield from _amounts(
                days,
                lambda least: literal_of(patient, AtLeastDays(atom.fact, Length(least, "day"), atom.window)),
            )
        case AtLeastVisits(least=least):
            yield from _amounts(
                least,
                lambda number: literal_of(patient, AtLeastVisits(atom.fact, atom.kind, number, atom.window)),
            )
        case _:
            literal = literal_of(patient, atom)
            yield [literal], [-literal]


def around(atom: AtLeastDays | AtLeastVisits) -> tuple[Condition, Condition]:
    """The same condition on one day or visit more, and on one fewer.

    Months come to several numbers of days, so there any pair on the two sides is near enough: no patient has the
    first, and all have the second.
    """
    if isinstance(atom, AtLeastVisits):
        return replace(atom, least=atom.least + 1), _or_anybody(
            replace(atom, least=atom.least - 1), atom.least
        )
    if atom.length.months is not None:
        return Constant(False), Constant(True)
    days = atom.length.number * (7 if atom.length.unit == "week" else 1)
    more, fewer = (replace(atom, length=Length(number, "day")) for number in (days + 1, days - 1))
    return more, _or_anybody(fewer, days)


def _or_anybody(fewer: Condition, least: int) -> Condition:
    return fewer if least > 1 else Constant(True)


def _amounts(least: int, at_least: Callable[[int], int]) -> Iterator[tuple[list[int], list[int]]]:
    fewer = [at_least(least - 1)] if least > 1 else []
    yield [at_least(least), -at_least(least + 1)], [*fewer, -at_least(least)]


def _exactly(patient: Patient, fact: str, value: int | Length, offset: int) -> int:
    """The literal of a fact having the value of a threshold, and so many more."""
    family = patient.family(fact)
    assert isinstance(family, Ordered | Dated)
    at_least = family.at_least if isinstance(family, Dated) else family.order.at_least
    gates = patient.gates
    if isinstance(value, int):
        return gates.conjunction((at_least(value + offset), -at_least(value + offset + 1)))
    return patient.by_class(
        (value,),
        lambda days, _: gates.conjunction((at_least(days[0] + offset), -at_least(days[0] + offset + 1))),
    )
