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
from policyc.model.verdict import DecidedBy
from policyc.prove.dating import GaveUpError
from policyc.prove.decoding import Decoded, decode
from policyc.prove.episodes import EpisodesFamily
from policyc.prove.families import Family, Ordered
from policyc.prove.histories import Dating
from policyc.prove.solver import Model
from policyc.prove.twins import of_left, of_right

ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Worsening:
    """Two patients who differ in one fact by one step (and in what axioms force), the sicker one worse off.

    `changed` are the other facts that axioms forced to change. `readings` are the alternatives of the readings that
    were left open.
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

    def found(self, literals: Iterable[int] = ()) -> Worsening | None:
        """Some worsening among the pairs with these literals of both, or None: proved that there is none."""
        given = [*literals]
        if not self._possible(given, near=True):
            return None
        return self._first(given, near=False) or (self._first(given, near=True) if self.change.near else None)

    def _possible(self, literals: list[int], near: bool) -> bool:
        return self._ask(literals, near) is not None

    def _ask(self, literals: list[int], near: bool) -> tuple[Model, Model] | None:
        return self.both.ask(self.change, [*self.sicker, *literals], near, self.chosen)

    def _first(self, literals: list[int], near: bool) -> Worsening | None:
        for _ in range(ROUNDS):
            models = self._ask(literals, near)
            if models is None:
                return None
            found = self._real(models, near)
            if isinstance(found, Worsening):
                return found
            self.both.twins.require([[-self.change.selector, *found]])
        raise UndecidedError(f"no pair of patients could be confirmed in {ROUNDS} attempts")

    # --- From two models to two patients -------------------------------------------------------------------

    def _real(self, models: tuple[Model, Model], near: bool) -> Worsening | tuple[int, ...]:
        """The worsening of two models, or a clause that rules out what is wrong with them."""
        changed = self.both.differing(*models, self.change.near) if near else ()
        if changed and not isinstance(self.both.patient.families[self.change.fact], EpisodesFamily):
            between = self._between(models, changed)
            if between is not None:
                return self._around(models, changed, between)
        step = next(step for step in self.change.steps if models[0].holds(step.variable))
        return _Pair(self.both, self.change, step, changed, models, self._readings(models[0])).worsening()

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
        alike = [pin for name in same for pin in families[name].pins(left)]
        alike += [pin for name in (fact, *changed) for pin in families[name].pins(between)]
        other_days = [literal for literal in self.both.patient.classes if not self._stands(alike, literal)]
        return (*(-pin for pin in pins), *map(of_left, other_days))

    def _stands(self, literals: list[int], day: int) -> bool:
        return self.both.subject.possible([*literals, day])

    def _day(self, model: Model) -> list[int]:
        return [literal for literal in self.both.patient.classes if model.holds(literal)]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two models of one step, on the way to two patients."""

    both: Neighbours
    change: Change
    step: Step
    changed: tuple[str, ...]
    models: tuple[Model, Model]
    readings: dict[str, str]

    def worsening(self) -> Worsening | tuple[int, ...]:
        """The two patients as evaluated, or a clause that rules out what keeps the models from being patients."""
        dating = self._dating()
        if isinstance(dating, Clash):
            return self._unless_changed(dating.clause)
        before, after = self._decoded(*dating)
        if isinstance(self._family, EpisodesFamily) and not _within(before, after, self.change):
            return self._nothing_like_it()
        return self._evaluated(before, after) or self._nothing_like_it()

    @property
    def _family(self) -> Family:
        return self.both.patient.families[self.change.fact]

    def _dating(self) -> tuple[Dating, Dating] | Clash:
        families = self.both.patient.families
        own = (self.change.fact, *self.changed)
        grown = [name for name in own if isinstance(families[name], EpisodesFamily)]
        fixed = None
        if isinstance(self.step.before, int) and isinstance(self._family, Ordered):
            assert isinstance(self.step.after, int)
            fixed = Fixed(self.change.fact, self.step.before, self.step.after, self.step.literal)
        try:
            more = grown if isinstance(self._family, EpisodesFamily) else []
            return shared_history(self.both.patient, self.models, own, more, fixed)
        except GaveUpError:
            raise UndecidedError("the search for dated episodes reached its limit") from None

    def _unless_changed(self, clause: tuple[int, ...]) -> tuple[int, ...]:
        """A clause about a history, which does not count where further facts are changed."""
        return (*clause, *(self.both.apart[name] for name in sorted(self.change.near - {*self.changed})))

    def _nothing_like_it(self) -> tuple[int, ...]:
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

    def _evaluated(self, before: Decoded, after: Decoded) -> Worsening | None:
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
            readings=self.readings,
        )


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
