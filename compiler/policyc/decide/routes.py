"""Routes: the smallest sets of facts that, with some answers, make an outcome certain.

An answer to a set of facts is a route when some patient who completes the case gives it and is decided so, and
no patient who gives it is decided otherwise. Sets are searched smallest first by implicit hitting sets. One
question proposes a set and a patient; another looks for a patient who gives the same answers and is decided
otherwise. What keeps the outcome from that patient is reduced to a few answers, and every later proposal must
rule out one of them. When no proposal of a size is left, there is no route of that size.

Among sets of one size the first in the order of the vocabulary comes first, and of its answers those nearest to
normal, then loosened as far as they still suffice; so what is found does not depend on the solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policyc.decide.answers import answer_of, limits, loosened
from policyc.model.outcome import Outcome, outcome_class
from policyc.model.verdict import Route
from policyc.prove.episodes import EpisodesFamily
from policyc.prove.families import SetOf
from policyc.prove.laws import dated_together, never_together, ties
from policyc.prove.question import Question
from policyc.prove.solver import Answer, Model, Status

ROUTES = 5
FACTS = 6
QUESTIONS = 600


def routes(
    question: Question, possible: Sequence[Outcome], candidates: Sequence[str]
) -> tuple[tuple[Route, ...], str]:
    """Routes to each possible outcome, favourable ones first; and where the list was cut, or ""."""
    found: list[Route] = []
    cuts: list[str] = []
    for outcome in sorted(possible, key=_favourable_first):
        search = _Search(question, outcome, candidates)
        try:
            for _ in range(ROUTES):
                route = search.next_route()
                if route is None:
                    break
                found.append(route)
            cuts += search.cut()
        except _LimitReachedError:
            cuts.append(f"the search for routes to {outcome} was stopped after {QUESTIONS} questions")
    return tuple(found), "; ".join(cuts)


class _LimitReachedError(Exception):
    """The search took too many questions, or one of them too many conflicts."""


def _favourable_first(outcome: Outcome) -> int:
    kind = outcome_class(outcome)
    return -1 if kind is None else -int(kind)


def _fewest(names: list[str]) -> tuple[int, list[str]]:
    return len(names), names


class _Search:
    """The routes to one outcome, one after the other."""

    def __init__(self, question: Question, outcome: Outcome, candidates: Sequence[str]) -> None:
        self.question = question
        self.outcome = outcome
        self.candidates = list(candidates)
        self.families = question.patient.families
        self.size = 1
        gates = question.engine.gates
        self.chosen = {name: gates.variable() for name in self.candidates}
        self.active = gates.variable()
        self.goal = question.text.outcomes[outcome]
        self.tied = frozenset[str]().union(*ties(question.patient))
        self.dated = dated_together(question.patient)
        self.axioms = never_together(question.patient)
        self.asked = 0

    def next_route(self) -> Route | None:
        """The next route, or None when there is none within the size limit."""
        while self.size <= min(FACTS, len(self.candidates)):
            if self._ask([self.active, self.goal]).model is None:
                return None
            found = self._propose([])
            if found is not None:
                chosen = self._first_in_order(found[0])
                route = self._route(chosen)
                self.question.engine.require(-self.active, *(-self.chosen[name] for name in chosen))
                return route
            self.size += 1
        return None

    def cut(self) -> list[str]:
        """Why there may be more routes than were found; nothing when there are none."""
        if self._ask([self.active, self.goal]).model is None:
            return []
        if self.size > FACTS:
            return [f"routes to {self.outcome} by more than {FACTS} facts are not listed"]
        return (
            [] if self.size > len(self.candidates) else [f"only {ROUTES} routes to {self.outcome} are listed"]
        )

    def _propose(self, extra: Sequence[int]) -> tuple[list[str], Model] | None:
        """A route of the present size within further assumptions, as its facts and a patient."""
        few = -self.question.engine.gates.at_least(self.size + 1, list(self.chosen.values()))
        while True:
            proposal = self._ask([self.active, self.goal, few, *extra])
            if proposal.model is None:
                return None
            names = [name for name in self.candidates if proposal.model.holds(self.chosen[name])]
            other = self._decided_otherwise(names, proposal.model)
            if other is None:
                return names, proposal.model
            self._differ_from(other)

    def _decided_otherwise(self, names: Sequence[str], model: Model) -> Model | None:
        """A patient with the model's answers to these facts and another outcome."""
        fixed = [pin for name in names for pin in self.families[name].pins(model)]
        return self._ask([-self.goal, *fixed]).model

    def _differ_from(self, other: Model) -> None:
        """Ask of every later proposal that it rules out what makes this patient's outcome another."""
        gates = self.question.engine.gates
        apart = [gates.conjunction((self.chosen[name], -literal)) for name, literal in self._reasons(other)]
        self.question.engine.require(-self.active, *apart)

    def _reasons(self, other: Model) -> list[tuple[str, int]]:
        """Answers of a patient that keep the outcome away, whatever the free facts are.

        Every real patient who gives them goes without the outcome, and a real patient who gives none of them
        away can be changed into one who gives all of them.
        """
        owner = {pin: name for name in self.candidates for pin in self.families[name].pins(other)}
        kept = list(self._ask([self.goal, *owner]).core)
        kept = [literal for literal in kept if literal in owner]
        for literal in sorted(kept, key=lambda pin: -self.candidates.index(owner[pin])):
            fewer = [pin for pin in kept if pin != literal]
            if self._ask([self.goal, *fewer]).model is None:
                kept = fewer
        bound = self._bound_by({owner[pin] for pin in kept}, other)
        return [(name, pin) for pin, name in owner.items() if pin in kept or name in bound]

    def _bound_by(self, names: set[str], other: Model) -> set[str]:
        """Facts whose answers have to be kept whole, so that no axiom ties them to an answer left out.

        An axiom does not when the kept answers satisfy it by themselves: one of its conditions is false by them.
        """
        bound: set[str] = set()
        waiting = [name for name in names if name in self.tied]
        while waiting:
            name = waiting.pop()
            if name in bound:
                continue
            bound.add(name)
            waiting += [each for group in self.dated if name in group for each in group]
            for axiom in self.axioms:
                failed = [facts for literal, facts in axiom if not other.holds(literal)]
                mentioned = any(name in facts for _, facts in axiom)
                if mentioned and failed and not any(facts <= bound for facts in failed):
                    missing: list[list[str]] = [sorted(facts - bound) for facts in failed]
                    nearest: list[str] = min(missing, key=_fewest)
                    waiting += nearest
        return bound

    def _first_in_order(self, names: Sequence[str]) -> list[str]:
        """The first set of facts of this size, in the order of the vocabulary, that is a route."""
        gates = self.question.engine.gates
        current, fixed, start = list(names), list[int](), 0
        for place in range(len(current)):
            while True:
                position = self.candidates.index(current[place])
                earlier = [self.chosen[name] for name in self.candidates[start:position]]
                better = self._propose([*fixed, gates.disjunction(earlier)]) if earlier else None
                if better is None:
                    break
                current = better[0]
            fixed += [-literal for literal in earlier] + [self.chosen[current[place]]]
            start = position + 1
        return current

    def _route(self, names: Sequence[str]) -> Route:
        fixed = [literal if name in names else -literal for name, literal in self.chosen.items()]
        model = self._must(self._propose(fixed))
        for name in names:
            model = self._nearest_normal(name, fixed, model)
        kept = loosened(
            [limit for name in names for limit in limits(self.families[name], model)], self._suffices
        )
        answers = tuple(
            answer_of(self.families[name], [limit for limit in kept if limit.family is self.families[name]])
            for name in names
        )
        return Route(self.outcome, answers)

    def _nearest_normal(self, name: str, fixed: list[int], model: Model) -> Model:
        """Fix the answer to one fact, adding to `fixed`."""
        family = self.families[name]
        for pins in family.choices():
            if all(model.holds(pin) for pin in pins):
                fixed += pins
                return model
            better = self._propose([*fixed, *pins])
            if better is not None:
                fixed += pins
                return better[1]
        assert isinstance(family, SetOf | EpisodesFamily)
        for wish in family.steps():
            better = None if model.holds(wish) else self._propose([*fixed, wish])
            model = better[1] if better is not None else model
            fixed.append(wish if model.holds(wish) else -wish)
        return model

    def _suffices(self, literals: list[int]) -> bool:
        return self._ask([-self.goal, *literals]).status is Status.UNSATISFIABLE

    def _must(self, found: tuple[list[str], Model] | None) -> Model:
        assert found is not None
        return found[1]

    def _ask(self, literals: Iterable[int]) -> Answer:
        self.asked += 1
        answer = self.question.ask(literals)
        if self.asked > QUESTIONS or answer.status is Status.UNKNOWN:
            raise _LimitReachedError
        return answer
