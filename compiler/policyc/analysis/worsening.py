"""Does a sicker patient fare worse? Two adjacent values of one fact, side by side, or a proof that there are none.

Asked first is for pairs who differ in the fact and in whatever facts axioms could tie to it; when there is none,
there is no worsening. Pairs with everything else equal are preferred. Where axioms force more, the least change
counts: no real patient lies between the two. Every pair is evaluated before it is handed out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policyc.analysis.neighbours import MORE, Change, Neighbours, Step
from policyc.analysis.shared_history import Clash, Fixed, shared_history
from policyc.analysis.subject import Subject, UndecidedError
from policyc.evaluate import evaluate
from policyc.model.cases import Case
from policyc.model.facts import Episodes, Stretch, Value, Visit
from policyc.model.outcome import Outcome, outcome_class
from policyc.model.verdict import DecidedBy, Truth
from policyc.prove.dating import GaveUpError
from policyc.prove.decoding import Decoded, decode
from policyc.prove.episodes import EpisodesFamily
from policyc.prove.families import Family, Ordered
from policyc.prove.histories import Dating
from policyc.prove.solver import Answer, Model
from policyc.prove.twins import halves, holds, of_left, of_right
from policyc.prove.witness import in_vocabulary_order

ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Worsening:
    """Two patients who differ in one fact by one step (and in what axioms force), the sicker one worse off.

    `changed` are the other facts that axioms forced to change, `turned` the paths of the conditions that are true of
    the one and not of the other, `step` what tells this step of the fact from its others. `readings` are the
    alternatives of the readings that were left open.
    """

    fact: str
    before: Case
    after: Case
    changed: tuple[str, ...]
    service: str
    old_outcome: Outcome
    new_outcome: Outcome
    old_decided_by: DecidedBy
    new_decided_by: DecidedBy
    old_value: Value
    new_value: Value
    turned: frozenset[str]
    step: Step
    readings: Mapping[str, str]


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
                    return told
                self._leave_out(pair)
        if self.change.selector in self.both.doubtful:
            raise UndecidedError(
                f"pairs of patients that might show it could not be confirmed for {self.change.fact}"
            )
        return None

    def possible(self, literals: Iterable[int] = ()) -> bool:
        """Whether the solver sees a pair, which may yet turn out to have no history; False is a proof."""
        return self._ask([*literals], near=True).model is not None

    def _ask(self, literals: list[int], near: bool) -> Answer:
        return self.both.ask(self.change, [*self.sicker, *literals], near, self.chosen)

    def _dated(self, literals: list[int], near: bool) -> _Pair | None:
        """A pair with a history, or None: proved that there is none."""
        while (answer := self._ask(literals, near)).model is not None:
            found = self._real(halves(answer.model), near)
            if not isinstance(found, _Pair):
                self._rule_out(found)
            elif found.within():
                return found
            else:
                self._leave_out(found)
        return None

    def _leave_out(self, pair: _Pair) -> None:
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

    def _real(self, models: tuple[Model, Model], near: bool) -> _Pair | tuple[int, ...]:
        """Two models with a history, or a clause that rules out what is wrong with them."""
        changed = self.both.differing(*models, self.change.near) if near else ()
        if changed and not isinstance(self.both.patient.families[self.change.fact], EpisodesFamily):
            between = self._between(models, changed)
            if between is not None:
                return self._around(models, changed, between)
        step = next(step for step in self.change.steps if models[0].holds(step.variable))
        readings = self._readings(models[0])
        dating = self._dating(models, step, changed)
        if isinstance(dating, Clash):
            others = sorted(self.change.near.difference(changed))
            return (*dating.clause, *(self.both.apart[name] for name in others))
        return _Pair(self.both, self.change, step, changed, models, dating, readings)

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

    def _between(self, models: tuple[Model, Model], changed: tuple[str, ...]) -> Model | None:
        """Another real patient with the fact changed, who lies between the two."""
        left, right = models
        both, families, gates = self.both, self.both.patient.families, self.both.patient.gates
        same = sorted(self.change.near.difference(changed))
        alike = [pin for name in same for pin in families[name].pins(left)]
        own = families[self.change.fact].pins(right)
        nearer = {name: _nearer(families[name], left, right) for name in changed}
        between = [
            gates.disjunction((near, gates.conjunction(families[name].pins(right))))
            for name, near in nearer.items()
        ]
        some = gates.disjunction(list(nearer.values()))
        return both.subject.find([*alike, *self._day(left), *own, *between, some])

    def _around(
        self, models: tuple[Model, Model], changed: tuple[str, ...], between: Model
    ) -> tuple[int, ...]:
        """A clause that rules out what of two models makes somebody lie between them."""
        left, right = models
        families, fact = self.both.patient.families, self.change.fact
        tied = frozenset[str]().union(
            *(names for axiom in self.both.never if (names := _facts(axiom)) & {fact, *changed})
        )
        same = sorted(tied.difference(changed, [fact]))
        pins = [of_left(pin) for name in same for pin in families[name].pins(left)]
        pins += [of_right(pin) for pin in families[fact].pins(right)]
        for name in changed:
            pins += _apart(families[name], left, right, between)
        return tuple(-pin for pin in (*pins, *map(of_left, self._day(left))))

    def _day(self, model: Model) -> list[int]:
        return [literal for literal in self.both.patient.classes if model.holds(literal)]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two models of one step, with a history of both."""

    both: Neighbours
    change: Change
    step: Step
    changed: tuple[str, ...]
    models: tuple[Model, Model]
    dating: tuple[Dating, Dating]
    readings: dict[str, str]

    @property
    def _family(self) -> Family:
        return self.both.patient.families[self.change.fact]

    def within(self) -> bool:
        """Whether, where episodes are what changes, the one patient's are among the other's."""
        return not isinstance(self._family, EpisodesFamily) or _within(
            *self._decoded(*self.dating), self.change
        )

    def nothing_like_it(self) -> tuple[int, ...]:
        """The clause that neither model comes again; what was wrong with them no formula says."""
        sides = zip((of_left, of_right), self.models, strict=True)
        families = self.both.patient.families.values()
        return tuple(-side(pin) for side, model in sides for family in families for pin in family.pins(model))

    def _decoded(self, ours: Dating, theirs: Dating) -> tuple[Decoded, Decoded]:
        """Both patients: the same but for what changes, which takes the value nearest to the left one's."""
        patient, fact = self.both.patient, self.change.fact
        left, right = (decode(patient, *pair) for pair in zip(self.models, (ours, theirs), strict=True))
        before, after = dict(left.values), dict(left.values)
        recounted = [name for name in after if name in theirs.episodes]
        after |= {name: right.values[name] for name in (*self.changed, *recounted)}
        for name in self.changed:
            family, value = patient.families[name], before[name]
            if isinstance(family, Ordered) and isinstance(value, int) and name not in theirs.onsets:
                after[name] = family.order.span(self.models[1]).nearest(value)
        if self.step.before is not None and self.step.after is not None:
            before[fact], after[fact] = self.step.before, self.step.after
        if isinstance(self._family, EpisodesFamily):
            after[fact] = right.values[fact]
            for whole in self.changed:
                after[whole] = _joined(before[whole], after[fact])
        return Decoded(left.day, before, left.requested), Decoded(left.day, after, left.requested)

    def evaluated(self) -> Worsening | None:
        """The pair as the evaluator sees it; None where that is no worsening."""
        before, after = self._decoded(*self.dating)
        subject = self.both.subject
        cases = subject.told(before), subject.told(after)
        service = self.both.patient.service(self.models[0])
        told = [evaluate(subject.epoch, case, service, self.readings) for case in cases]
        decided = [each.decided_by for each in told]
        old, new = told[0].possible[0], told[1].possible[0]
        classes = outcome_class(old), outcome_class(new)
        if classes[0] is None or classes[1] is None or classes[0] <= classes[1]:
            return None
        if decided[0] is None or decided[1] is None:
            return None
        fact = self.change.fact
        return Worsening(
            fact=fact,
            before=cases[0],
            after=cases[1],
            changed=tuple(name for name in before.values if name in self.changed),
            service=service,
            old_outcome=old,
            new_outcome=new,
            old_decided_by=decided[0],
            new_decided_by=decided[1],
            old_value=before.values[fact],
            new_value=after.values[fact],
            turned=_turned(*(each.truths for each in told)),
            step=self.step,
            readings=self.readings,
        )


def _turned(ours: Mapping[str, Truth], theirs: Mapping[str, Truth]) -> frozenset[str]:
    return frozenset(path for path in ours.keys() & theirs.keys() if ours[path] is not theirs[path])


def _facts(axiom: Sequence[tuple[int, frozenset[str]]]) -> frozenset[str]:
    return frozenset[str]().union(*(names for _, names in axiom))


def _nearer(family: Family, left: Model, right: Model) -> int:
    """The literal of a value nearer to the left patient's than the right one's is, on the way from one to the other."""
    gates = family.gates
    same = gates.conjunction(family.pins(left))
    if not isinstance(family, Ordered):
        return same
    ours, theirs = family.order.span(left), family.order.span(right)
    if ours.low < theirs.low:
        way = [family.order.at_least(ours.low), -family.order.at_least(theirs.low)]
    else:
        assert theirs.high is not None
        beyond = [] if ours.high is None else [-family.order.at_least(ours.high + 1)]
        way = [family.order.at_least(theirs.high + 1), *beyond]
    return gates.disjunction((same, gates.conjunction(way)))


def _apart(family: Family, left: Model, right: Model, between: Model) -> list[int]:
    """Literals of both that keep the value of a third model between theirs."""
    if isinstance(family, Ordered):
        ours, middle, theirs = (family.order.span(model) for model in (left, between, right))
        if ours.low <= middle.low < theirs.low:
            edge = family.order.at_least((middle.high or 0) + 1)
            return [-of_left(edge), of_right(edge)]
        if theirs.low < middle.low <= ours.low:
            edge = family.order.at_least(middle.low)
            return [of_left(edge), -of_right(edge)]
    return [*map(of_left, family.pins(left)), *map(of_right, family.pins(right))]


def _joined(ours: Value, more: Value) -> Value:
    """Episodes with the stretches of a part of them."""
    assert isinstance(ours, tuple)
    assert isinstance(more, tuple)
    stretches = [each for each in more if isinstance(each, Stretch) and each not in ours]
    return tuple(sorted((*ours, *stretches), key=_when))


def _when(episode: Stretch | Visit) -> tuple[date, date]:
    return (episode.on, episode.on) if isinstance(episode, Visit) else (episode.start, episode.end)


def _within(before: Decoded, after: Decoded, change: Change) -> bool:
    """Whether the one patient's episodes are among the other's."""
    few, many = (each.values[change.fact] for each in (before, after))
    assert isinstance(few, tuple)
    assert isinstance(many, tuple)
    if not change.more:
        few, many = many, few
    visits = Counter(each for each in few if isinstance(each, Visit))
    return _days(few) <= _days(many) and visits <= Counter(each for each in many if isinstance(each, Visit))


def _days(episodes: Episodes) -> set[int]:
    stretches = [each for each in episodes if isinstance(each, Stretch)]
    return {day for each in stretches for day in range(each.start.toordinal(), each.end.toordinal() + 1)}
