"""The plainest patient: fewest departures from the vocabulary's normal patient, and always the same one.

First the least number of departing facts with which a patient exists is found. Then wishes are granted in turn,
each where some patient can have it: the earliest class of dates, each fact in the order of the vocabulary as near
normal as it can still be, a request for nothing more. Whether a patient exists does not depend on the solver, so
neither does the answer. A fact without `normally` counts from a default of its own: no, none, never, the first of
its values, the lowest number, forty years of age. A normal episodes fact has no episodes at all.

Most wishes that a patient lacks nobody can have, so all that one fact lacks is asked for at once. The search for
the number begins where the last patient's ended, since neighbouring questions have similar answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from policyc.prove.bounds import UpperBound
from policyc.prove.engine import Engine
from policyc.prove.episodes import EpisodesFamily
from policyc.prove.families import Family, SetOf
from policyc.prove.laws import settle
from policyc.prove.solver import Answer, Model, Status

Wish = tuple[int, ...]
"""What is wished for, best first: of several literals some patient always has one, of one perhaps nobody."""


class Wishes:
    """What makes a patient of an engine plain: the departures as literals, and for each fact the wishes in order.

    `most` is the number of departures that the last patient needed; `bound` limits it.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.departures: list[int] = []
        self.of_facts: list[Sequence[Wish]] = []
        self.most = 0
        self.bound = UpperBound(engine.gates, ())
        self._built_at: tuple[int, int] | None = None

    def build(self) -> None:
        """Bring the wishes up to date with the facts and thresholds that texts have mentioned."""
        patient = self.engine.patient
        settle(patient)
        extent = self.engine.gates.free, len(patient.families)
        if extent != self._built_at:
            families = in_vocabulary_order(self.engine)
            departures = [-family.normal() for family in families]
            if departures != self.departures:
                self.departures = departures
                self.bound = UpperBound(self.engine.gates, departures)
            requests = [((-literal,),) for _, literal in sorted(patient.requests.items())]
            asked = (tuple(patient.asked.values()),)
            self.of_facts = [(tuple(patient.classes),), *map(_wishes_of, families), asked, *requests]
            self._built_at = extent


def plainest(wishes: Wishes, assumptions: Iterable[int]) -> Answer:
    """The model of the plainest patient under the assumptions, or why there is none."""
    wishes.build()
    fixed = list(assumptions)
    answer = _fewest_departures(wishes, fixed)
    for of_fact in wishes.of_facts:
        if answer.model is None:
            return answer
        answer = _granted(wishes.engine, fixed, of_fact, answer.model)
    return answer


def in_vocabulary_order(engine: Engine) -> list[Family]:
    """The families in play, in the order of the vocabulary."""
    families = engine.patient.families
    return [families[name] for name in engine.patient.given.facts if name in families]


def _wishes_of(family: Family) -> Sequence[Wish]:
    """The abstract values by their distance from normal; where those are too many, normal and then step by step."""
    if isinstance(family, SetOf | EpisodesFamily):
        return [(family.normal(),), *((step,) for step in family.steps())]
    return [tuple(family.gates.conjunction(pins) for pins in family.choices())]


def _fewest_departures(wishes: Wishes, fixed: list[int]) -> Answer:
    """A patient with as few departures as there can be; the bound is left in `fixed`."""
    engine, departures = wishes.engine, wishes.departures
    most, least = min(wishes.most, len(departures)), 0
    found: Answer | None = None
    while found is None or least < most:
        tried = most if found is None else most - 1
        bound = wishes.bound.at_most(tried)
        answer = engine.ask([*fixed, bound])
        if answer.model is not None:
            found, most = answer, sum(answer.model.holds(literal) for literal in departures)
        elif answer.status is Status.UNKNOWN or bound not in answer.core:
            return answer
        else:
            least = tried + 1
            most = max(most, least)
    wishes.most = most
    fixed.append(wishes.bound.at_most(most))
    return found


def _granted(engine: Engine, fixed: list[int], of_fact: Sequence[Wish], model: Model) -> Answer:
    """A patient who has what can be had of the wishes about one fact; what was granted is added to `fixed`."""
    if of_fact and model.holds(of_fact[0][0]):
        fixed.append(of_fact[0][0])
        return Answer(Status.SATISFIABLE, model)
    lacking = [literal for wish in of_fact for literal in _better(wish, model)]
    if len(lacking) > 1:
        answer = engine.ask([*fixed, engine.gates.disjunction(lacking)])
        if answer.status is Status.UNKNOWN:
            return answer
        model, lacking = answer.model or model, lacking if answer.model else []
    for wish in of_fact:
        for literal in _better(wish, model) if lacking else ():
            answer = engine.ask([*fixed, literal])
            if answer.status is Status.UNKNOWN:
                return answer
            if answer.model is not None:
                model = answer.model
                break
        fixed += [literal for literal in wish if model.holds(literal)]
        if model.holds(of_fact[0][0]):
            break
    return Answer(Status.SATISFIABLE, model)


def _better(wish: Wish, model: Model) -> list[int]:
    """What the model lacks of a wish that would be better than what it has."""
    return list(takewhile(lambda literal: not model.holds(literal), wish))
