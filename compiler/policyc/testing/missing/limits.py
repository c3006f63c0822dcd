"""The two sides of a limit: the value where a condition just holds, and the value where it just fails.

Both are counted from the threshold in the fact's own steps: years of age, days, visits. A length in months is a
number of days that depends on the date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policyc.model.calendar import FIRST_DAY, Length, days_of
from policyc.model.conditions import (
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Constant,
    Since,
    Within,
)
from policyc.model.facts import Value
from policyc.model.program import Epoch
from policyc.model.verdict import Truth
from policyc.prove.atoms import literal_of
from policyc.prove.families import Dated, Ordered
from policyc.prove.patient import Patient
from policyc.testing.goals import atoms_of
from policyc.testing.missing.shown import Shown
from policyc.testing.values import conditions_of

BESIDE = {
    ">=": ((0, -1),),
    ">": ((1, 0),),
    "<": ((-1, 0),),
    "<=": ((0, 1),),
    "=": ((0, -1), (0, 1)),
}
"""For each comparison the values where it just holds and just fails, counted from the threshold."""

Threshold = Compare | Within | Since | AtLeastDays | AtLeastVisits


@dataclass(frozen=True, slots=True)
class Limit:
    """A condition with a threshold, and where it just holds and just fails, counted from there.

    Dates are counted in days back from the window clock.
    """

    atom: Threshold
    inside: int
    outside: int

    @property
    def sides(self) -> tuple[tuple[int, Truth], ...]:
        """Both sides, with the truth of the condition there."""
        return (self.inside, Truth.TRUE), (self.outside, Truth.FALSE)


def limits_of(epoch: Epoch) -> tuple[Limit, ...]:
    """The limits that count under the chosen readings, each once, in the order of the text."""
    everything = (atom for condition in conditions_of(epoch) for atom in atoms_of(condition, epoch))
    return tuple(dict.fromkeys(limit for atom in everything for limit in limits_at(atom)))


def limits_at(atom: Condition) -> Iterator[Limit]:
    """The limit of a condition; two where it holds of one value alone; none where nothing is counted."""
    match atom:
        case Compare(operator=operator):
            yield from (Limit(atom, inside, outside) for inside, outside in BESIDE[operator])
        case Within():
            yield Limit(atom, 0, 1)
        case Since(less=less):
            yield Limit(atom, -1, 0) if less else Limit(atom, 0, -1)
        case AtLeastDays() | AtLeastVisits():
            yield Limit(atom, 0, -1)


def lies_at(limit: Limit, one: Shown, offset: int, truth: Truth) -> bool:
    """Whether a case gives the fact the value on that side of the limit, and no other."""
    atom = limit.atom
    if one.truth(atom) is not truth:
        return False
    clock = one.case.clocks[one.epoch.policy.window_clock]
    wanted = threshold(atom, clock) + offset
    if isinstance(atom, AtLeastDays | AtLeastVisits):
        exactly = one.truth(_at_least(atom, wanted)), one.truth(_at_least(atom, wanted + 1))
        return exactly == (Truth.TRUE, Truth.FALSE)
    value = one.answers.get((atom.fact, ""), one.answers.get((atom.fact, one.service)))
    return _steps(value, clock) == wanted


def threshold(atom: Threshold, clock: date) -> int:
    """The threshold of a condition in steps of its fact, on a date."""
    match atom:
        case Compare(value=int() as value):
            return value
        case Compare(value=Length() as length):
            return days_of(length, clock)
        case AtLeastVisits(least=least):
            return least
        case Within(length=length) | Since(length=length) | AtLeastDays(length=length):
            return days_of(length, clock)
    raise ValueError(f"{atom} has no threshold")


def exactly(patient: Patient, atom: Threshold, offset: int) -> int:
    """The literal of a patient whose value lies so far from the threshold of a condition."""
    length = atom.value if isinstance(atom, Compare) else getattr(atom, "length", None)
    if isinstance(length, Length):
        return patient.by_class((length,), lambda days, _: _of_amount(patient, atom, days[0] + offset))
    return _of_amount(patient, atom, threshold(atom, FIRST_DAY) + offset)


def _steps(value: Value | None, clock: date) -> int | None:
    if isinstance(value, date):
        return (clock - value).days
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _of_amount(patient: Patient, atom: Threshold, amount: int) -> int:
    if isinstance(atom, AtLeastDays | AtLeastVisits):
        least, more = (literal_of(patient, _at_least(atom, each)) for each in (amount, amount + 1))
    else:
        family = patient.family(atom.fact)
        assert isinstance(family, Ordered | Dated)
        at_least = family.at_least if isinstance(family, Dated) else family.order.at_least
        least, more = at_least(amount), at_least(amount + 1)
    return patient.gates.conjunction((least, -more))


def _at_least(atom: AtLeastDays | AtLeastVisits, amount: int) -> Condition:
    """The same condition on another amount; nothing at all is what everybody has."""
    if amount < 1:
        return Constant(True)
    if isinstance(atom, AtLeastVisits):
        return AtLeastVisits(atom.fact, atom.kind, amount, atom.window)
    return AtLeastDays(atom.fact, Length(amount, "day"), atom.window)
