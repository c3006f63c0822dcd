"""A claim about one text, or about two that one patient is held against, as a question about one patient."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from policyc.analysis.claims.answer import Refutation
from policyc.analysis.claims.meaning import asked_of, meanings
from policyc.analysis.claims.replay import confirm, decided, worse
from policyc.analysis.studied import epochs_of
from policyc.analysis.subject import Subject
from policyc.model.cases import Claim
from policyc.model.conditions import Condition
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch, Policy
from policyc.prove.cores import possible
from policyc.prove.gates import FALSE
from policyc.prove.solver import SolverSettings


class Question(Protocol):
    """Is there a patient who refutes a claim?

    `freed` names readings that may be read in any way; the others are read as chosen.
    """

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings that the text depends on, in the order of the policy; none where they are not free."""

    def refutable(self, freed: Iterable[str] = ()) -> bool:
        """Whether there is such a patient. Raises UndecidedError at a limit."""

    def refutation(self, freed: Iterable[str] = ()) -> Refutation | None:
        """The plainest one; None: proved that there is none. Raises UndecidedError at a limit."""

    def supposed(self) -> bool:
        """Whether some patient meets what the claim presupposes. Raises UndecidedError at a limit."""


class Subjects:
    """Each text of a policy, or two of them, as a subject made once."""

    def __init__(self, policy: Policy, settings: SolverSettings) -> None:
        self.policy = policy
        self.settings = settings
        self._said = [condition for claim in policy.claims for condition in claim.conditions]
        self._made: dict[tuple[object, ...], Subject] = {}

    def about(self, epochs: Sequence[Epoch], free_readings: bool) -> Subject:
        """A text, or two, the earlier named first, with the conditions of all claims in mind."""
        key = ("claims", free_readings, *map(id, epochs))
        if key not in self._made:
            self._made[key] = self._new(epochs, free_readings)
        return self._made[key]

    def _new(self, epochs: Sequence[Epoch], free_readings: bool) -> Subject:
        """A subject in whom every claim is known beforehand, so that no answer depends on what else is asked."""
        later = epochs[1] if len(epochs) > 1 else None
        subject = Subject(epochs[0], self.settings, free_readings, self._said, later)
        for text in filter(None, (subject.text, subject.later)):
            for condition in meanings(self._said, text.epoch):
                text.condition(condition)
        return subject

    def alone(self, epoch: Epoch, free_readings: bool) -> Subject:
        """A text about which nothing is asked but what it says itself."""
        key = ("alone", free_readings, id(epoch))
        if key not in self._made:
            self._made[key] = Subject(epoch, self.settings, free_readings)
        return self._made[key]


class PatientQuestion:
    """A claim that one patient can refute."""

    def __init__(self, claim: Claim, epochs: Sequence[Epoch], subject: Subject) -> None:
        self.claim, self.epochs, self.subject = claim, tuple(epochs), subject
        self.texts = tuple(text for text in (subject.text, subject.later) if text is not None)
        self.premises = tuple(premises_of(claim, epoch) for epoch in self.epochs)
        self._premise = [
            text.condition(condition)
            for text, conditions in zip(self.texts, self.premises, strict=True)
            for condition in conditions
        ]
        self._violation = [*self._premise, self._violated()]
        self.readings = readings_of(subject)

    def refutable(self, freed: Iterable[str] = ()) -> bool:
        """Whether there is a patient who refutes the claim."""
        return self._possible(self._violation, freed)

    def refutation(self, freed: Iterable[str] = ()) -> Refutation | None:
        """The plainest such patient, confirmed by the evaluator; of what is freed the first alternatives that do."""
        names = [name for name in freed if name in self.readings]
        turned = self._turned(names)
        pinned = [*self._violation, *self._pins(turned)]
        model = self.subject.plainest(pinned, self._keys(names))
        if model is None:
            return None
        case, service = self.subject.case(model), self.subject.patient.service(model)
        found = tuple(decided(epoch, case, service, turned) for epoch in self.epochs)
        confirm(self.claim, found, self.premises, turned)
        return Refutation(found, turned)

    def supposed(self) -> bool:
        """Whether some patient meets what the claim presupposes, as some reading has it where they are free."""
        return self._possible(self._premise, self.readings)

    def _possible(self, literals: Sequence[int], freed: Iterable[str]) -> bool:
        keys = self._keys(freed)
        return possible(lambda asked: self.subject.ask(asked, keys), literals)

    def _violated(self) -> int:
        gates, outcomes = self.subject.gates, self.texts[0].outcomes
        match self.claim.kind:
            case "implies":
                [conclusion] = meanings(self.claim.conditions[1:], self.epochs[0])
                return -self.texts[0].condition(conclusion)
            case "same":
                return self._decided_so(lambda first, second: first is not second)
            case "never worse":
                return self._decided_so(worse)
            case kind:
                said = gates.disjunction([outcomes.get(name, FALSE) for name in self.claim.outcomes])
                return said if kind == "never" or self.claim.negated else -said

    def _decided_so(self, count: Callable[[Outcome, Outcome], bool]) -> int:
        """The literal of two texts giving outcomes that count."""
        gates = self.subject.gates
        first, second = (text.outcomes.items() for text in self.texts)
        pairs = [(one[1], other[1]) for one in first for other in second if count(one[0], other[0])]
        return gates.disjunction([gates.conjunction(pair) for pair in pairs])

    def _keys(self, names: Iterable[str]) -> list[tuple[str, str]]:
        return [(self.epochs[0].policy.id, name) for name in names]

    def _pins(self, turned: Mapping[str, str]) -> list[int]:
        policy = self.epochs[0].policy.id
        return [self.subject.readings.of(policy, name)[way] for name, way in turned.items()]

    def _turned(self, names: Sequence[str]) -> Mapping[str, str]:
        """For each reading in turn the first alternative under which there still is such a patient."""
        turned: dict[str, str] = {}
        for name in names:
            for way in self.epochs[0].policy.readings[name].alternatives:
                tried = {**turned, name: way.name}
                if self._possible([*self._violation, *self._pins(tried)], names):
                    turned = tried
                    break
        readings = self.epochs[0].policy.readings
        return {name: way for name, way in turned.items() if way != readings[name].chosen}


def premises_of(claim: Claim, epoch: Epoch) -> tuple[Condition, ...]:
    """The conditions that a text of the claim presupposes, as they are meant there."""
    said = claim.conditions[:1] if claim.kind == "implies" else claim.conditions
    if claim.versions:
        version = epochs_of(epoch.policy, epoch.version)
        said = tuple(condition for condition in said if asked_of(condition, version))
    return meanings(said, epoch)


def readings_of(subject: Subject) -> tuple[str, ...]:
    """The readings that a subject's text depends on, in the order of the policy; none where they are not free."""
    policy = subject.epoch.policy
    return tuple(name for name in policy.readings if subject.readings.of(policy.id, name))
