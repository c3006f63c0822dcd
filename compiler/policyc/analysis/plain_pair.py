"""The plainest pair of patients: the better-off one as plain as a patient can be for whom the step is a cliff.

What makes one patient plain, `prove.witness` knows; here it asks for pairs, and sees their better-off halves. Of the
other patient there is then left what the step does not settle: the treatment that moved out of an episode.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import cast

from policyc.analysis.pair_of_patients import Pair
from policyc.prove.cores import UndecidedError
from policyc.prove.engine import Engine
from policyc.prove.gates import Gates
from policyc.prove.patient import Patient
from policyc.prove.solver import Answer, Status
from policyc.prove.twins import of_left, of_right
from policyc.prove.witness import Wishes, plainest


def plainest_pair(first: Pair, ask: Callable[[list[int]], Pair | None]) -> Pair:
    """The plainest pair of those that can be asked for, one of which is known; at a limit the plainest seen."""
    better_off = _BetterOff(first, ask)
    with suppress(UndecidedError):
        _settle(better_off)
    return better_off.pair


class _BetterOff:
    """The better-off halves of pairs, asked for like patients; `pair` is the last that was found."""

    def __init__(self, first: Pair, ask: Callable[[list[int]], Pair | None]) -> None:
        self.pair = first
        self.pairs = ask

    @property
    def patient(self) -> Patient:
        return self.pair.both.patient

    @property
    def gates(self) -> Gates:
        return self.patient.gates

    def ask(self, literals: Iterable[int]) -> Answer:
        """Is there a pair with these literals on the left?"""
        asked = [*literals]
        pair = self.pairs([*map(of_left, asked)])
        if pair is None:
            return Answer(Status.UNSATISFIABLE, core=tuple(asked))
        self.pair = pair
        return Answer(Status.SATISFIABLE, pair.models[0])


def _settle(better_off: _BetterOff) -> None:
    wishes = Wishes(cast(Engine, better_off))
    wishes.build()
    wishes.most = sum(better_off.pair.models[0].holds(literal) for literal in wishes.departures)
    plainest(wishes, ())
    both, left = better_off.pair.both, better_off.pair.models[0]
    families = both.patient.families
    pins = [of_left(pin) for family in families.values() for pin in family.pins(left)]
    for name in sorted(both.recounted):
        wish = of_right(families[name].normal())
        found = better_off.pairs([*pins, wish])
        if found is not None:
            better_off.pair, pins = found, [*pins, wish]
