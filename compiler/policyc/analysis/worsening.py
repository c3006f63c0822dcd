"""Does a sicker patient fare worse? Two adjacent values of one fact, side by side, or a proof that there are none.

Asked first is for pairs who differ in the fact and in whatever facts axioms could tie to it; when there is none,
there is no worsening. Pairs with everything else equal are preferred. Where axioms force more, the least change
counts: no real patient lies between the two. Every pair is evaluated before it is handed out.
"""

from __future__ import annotations

from collections.abc import Iterable

from policyc.analysis.least_change import around, between
from policyc.analysis.neighbours import MORE, Change, Neighbours, Step
from policyc.analysis.pair_of_patients import Pair, Worsening
from policyc.analysis.plain_pair import plainest_pair
from policyc.analysis.shared_history import Clash, Fixed, shared_history
from policyc.analysis.subject import Subject, UndecidedError
from policyc.prove.dating import GaveUpError
from policyc.prove.episodes import EpisodesFamily
from policyc.prove.families import Ordered
from policyc.prove.histories import Dating
from policyc.prove.solver import Answer, Model
from policyc.prove.twins import halves, holds, of_left, of_right
from policyc.prove.witness import in_vocabulary_order

ROUNDS = 200


def worsening(
    subject: Subject,
    fact: str,
    direction: str | None = None,
    freed: Iterable[tuple[str, str]] | None = None,
    only_sicker: bool = False,
) -> Worsening | None:
    """A patient whom more of a fact leaves worse off, or None: proved that there is none.

    `direction` is yes, no, higher, lower, longer or shorter; by default the fact's own `worse when`, or, where it
    has none, more of it. `freed` are the readings (policy, reading) left open, the same for both patients.
    `only_sicker` leaves out pairs in whom an axiom forces another fact with a direction to get better.
    Raises UndecidedError at a limit.
    """
    found = subject.epoch.policy.facts[fact]
    more = MORE.get(direction or found.worse_when or "yes", True)
    both = neighbours(subject)
    change = both.change(fact, more)
    if change is None:
        return None
    return Search(both, change, tuple(freed or ()), only_sicker).found()


def neighbours(subject: Subject) -> Neighbours:
    """The two patients of a subject, made once."""
    if subject.neighbours is None:
        subject.neighbours = Neighbours(subject)
    return subject.neighbours


class Search:
    """The search for a worsening of one kind."""

    def __init__(
        self,
        both: Neighbours,
        change: Change,
        freed: tuple[tuple[str, str], ...] = (),
        only_sicker: bool = False,
    ) -> None:
        self.both = both
        self.change = change
        self.freed = freed
        self.chosen = both.subject.readings.chosen(freed)
        self.sicker = [both.sicker()] if only_sicker else []
        self.rounds = 0

    def found(self, literals: Iterable[int] = (), plain: bool = True) -> Worsening | None:
        """Some worsening among the pairs with these literals of both, or None: proved that there is none.

        Its patients are as plain as can be, unless it does not matter.
        """
        given = [*literals]
        for near in (False, True) if self.possible(given) else ():
            while (pair := self._dated(given, near)) is not None:
                if plain:
                    pair = self._dated([*given, *self._plain(given, near)], near) or pair
                told = pair.evaluated()
                if told is not None:
                    return (self._plainest(given, near, pair).evaluated() if plain else None) or told
                self._leave_out(pair)
        if self.change.selector in self.both.doubtful:
            raise UndecidedError(
                f"pairs of patients that might show it could not be confirmed for {self.change.fact}"
            )
        return None

    def worst(self, literals: Iterable[int] = (), plain: bool = True) -> Worsening | None:
        """The greatest fall among the pairs with these literals, by classes of outcomes, the favourable ones first.

        None: proved that there is no worsening at all.
        """
        given = [*literals]
        for better, worse in self.both.falls if self.possible(given) else ():
            found = self.found([*given, of_left(better), of_right(worse)], plain)
            if found is not None:
                return found
        return None

    def possible(self, literals: Iterable[int] = ()) -> bool:
        """Whether the solver sees a pair, which may yet turn out to have no history; False is a proof."""
        return self._ask([*literals], near=True).model is not None

    def _ask(self, literals: list[int], near: bool) -> Answer:
        return self.both.ask(self.change, [*self.sicker, *literals], near, self.chosen)

    def _dated(self, literals: list[int], near: bool) -> Pair | None:
        """A pair with a history, or None: proved that there is none."""
        while (answer := self._ask(literals, near)).model is not None:
            found = self._real(halves(answer.model), near)
            if not isinstance(found, Pair):
                self._rule_out(found)
            elif found.within():
                return found
            else:
                self._leave_out(found)
        return None

    def _leave_out(self, pair: Pair) -> None:
        """Look for other pairs than one that was not confirmed; that there are none proves nothing then."""
        self.both.doubtful.add(self.change.selector)
        self._rule_out(pair.nothing_like_it())

    def _rule_out(self, clause: Iterable[int]) -> None:
        self.rounds += 1
        if self.rounds > ROUNDS:
            raise UndecidedError(f"no pair of patients could be confirmed in {ROUNDS} attempts")
        self.both.twins.require([[-self.change.selector, *clause]])

    def _plain(self, literals: list[int], near: bool) -> list[int]:
        """What can be plain about the pair: the one approved and the other denied, then fact after fact normal."""
        wishes, refused = self._wishes(), list[int]()
        while (answer := self._ask([*literals, *wishes], near)).model is None:
            blamed = [wish for wish in wishes if wish in answer.core]
            if not blamed:
                return []
            refused += blamed
            wishes = [wish for wish in wishes if wish not in blamed]
        while refused:
            answer = self._ask([*literals, *wishes, self.both.some_of(refused)], near)
            if answer.model is None:
                return wishes
            wishes += [wish for wish in refused if holds(answer.model, wish)]
            refused = [wish for wish in refused if wish not in wishes]
        return wishes

    def _plainest(self, given: list[int], near: bool, pair: Pair) -> Pair:
        """The plainest pair of the same fall; where episodes are what changes, the pair as it is."""
        if isinstance(self.both.patient.families[self.change.fact], EpisodesFamily):
            return pair
        fall, rounds = pair.fall(), self.rounds
        found = plainest_pair(pair, lambda literals: self._dated([*given, *fall, *literals], near))
        self.rounds = rounds
        return found

    def _wishes(self) -> list[int]:
        patient = self.both.patient
        normal = {
            family.fact.name: family.normal()
            for family in in_vocabulary_order(self.both.subject.engine)
            if family.fact.name != self.change.fact
        }
        wishes = [*self.both.plainly_worse, *map(of_left, normal.values())]
        wishes += [of_right(literal) for name, literal in normal.items() if name in self.both.recounted]
        wishes += [-of_left(literal) for literal in patient.requests.values()]
        return [*wishes, of_left(patient.classes[0])]

    # --- From two models to two patients -------------------------------------------------------------------

    def _real(self, models: tuple[Model, Model], near: bool) -> Pair | tuple[int, ...]:
        """Two models with a history, or a clause that rules out what is wrong with them."""
        changed = self.both.differing(*models, self.change.near) if near else ()
        if changed and not isinstance(self.both.patient.families[self.change.fact], EpisodesFamily):
            found = between(self.both, self.change, models, changed)
            if found is not None:
                return around(self.both, self.change, models, changed, found)
        step = next(step for step in self.change.steps if models[0].holds(step.variable))
        readings = self._readings(models[0])
        dating = self._dating(models, step, changed)
        if isinstance(dating, Clash):
            others = sorted(self.change.near.difference(changed))
            return (*dating.clause, *(self.both.apart[name] for name in others))
        return Pair(self.both, self.change, step, changed, models, dating, readings)

    def _dating(
        self, models: tuple[Model, Model], step: Step, changed: tuple[str, ...]
    ) -> tuple[Dating, Dating] | Clash:
        families, fact = self.both.patient.families, self.change.fact
        own = (fact, *changed)
        episodes = isinstance(families[fact], EpisodesFamily)
        more = [name for name in own if isinstance(families[name], EpisodesFamily)] if episodes else []
        fixed = None
        if (
            isinstance(step.before, int)
            and isinstance(step.after, int)
            and isinstance(families[fact], Ordered)
        ):
            fixed = Fixed(fact, step.before, step.after, step.literal)
        try:
            return shared_history(self.both.patient, models, own, more, fixed)
        except GaveUpError:
            raise UndecidedError("the search for dated episodes reached its limit") from None

    def _readings(self, model: Model) -> dict[str, str]:
        """The alternatives that a model has of the readings left open."""
        subject = self.both.subject
        policy = subject.epoch.policy
        return {
            name: next(way for way, literal in ways.items() if model.holds(literal))
            for owner, name in self.freed
            if owner == policy.id and (ways := subject.readings.of(owner, name))
        }


__all__ = ["Search", "UndecidedError", "Worsening", "neighbours", "worsening"]
