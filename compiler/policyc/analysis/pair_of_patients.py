"""Two models of neighbouring patients as two cases, evaluated.

Both are the same but for what changes; the values of facts that axioms force are the nearest to what they were, and
the episodes of both come from one history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policyc.analysis.neighbours import Change, Neighbours, Step
from policyc.evaluate import evaluate
from policyc.model.cases import Case
from policyc.model.facts import Episodes, Stretch, Value, Visit
from policyc.model.outcome import Outcome, outcome_class
from policyc.model.verdict import DecidedBy, Truth
from policyc.prove.decoding import Decoded, decode
from policyc.prove.episodes import EpisodesFamily
from policyc.prove.families import Family, Ordered
from policyc.prove.histories import Dating
from policyc.prove.solver import Model
from policyc.prove.twins import of_left, of_right


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


@dataclass(frozen=True, slots=True)
class Pair:
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

    def fall(self) -> tuple[int, ...]:
        """The classes of what is decided for the two, as literals of both."""
        ours, theirs = self.models
        for better, worse in self.both.falls:
            if ours.holds(better) and theirs.holds(worse):
                return of_left(better), of_right(worse)
        return ()

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
