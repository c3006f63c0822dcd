"""Readings turned away from their choice: whom that changes, alone or in company of others.

One patient is held against the text as its readings are chosen and against the same text with its readings open.
A question fixes all of these but one. For company, a second open text has that one reading to itself and shares
all others, so that what does not hang on it is one and the same formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policyc.analysis.subject import Subject
from policyc.model.conditions import Depending, walk
from policyc.model.program import Epoch
from policyc.prove.gates import FALSE
from policyc.prove.lowering import Readings, Text
from policyc.prove.pair import conditions_of
from policyc.prove.solver import Model
from policylang.source import Span

MOST_COMPANIES = 3


@dataclass(frozen=True, slots=True)
class Turned:
    """A patient whom turning a reading changes, while the `others` are turned as told and the rest as chosen.

    `before` is the text with the reading as chosen. `alternatives` are its literals in the text `after`, and `fixed`
    the literals that say how all others are read. `places` are where the text depends on the reading.
    """

    subject: Subject
    model: Model
    others: Mapping[str, str]
    before: Text
    after: Text
    alternatives: Mapping[str, int]
    fixed: tuple[int, ...]
    places: tuple[Span, ...]

    def read_as(self, alternative: str) -> Model:
        """A model of the same patient with the reading turned to an alternative that was not chosen."""
        literal = self.alternatives[alternative]
        if self.model.holds(literal):
            return self.model
        model = self.subject.find([*self.fixed, literal, *_pins(self.subject, self.model)])
        assert model is not None
        return model

    def changes_somebody(self, alternative: str) -> bool:
        """Whether this alternative changes some patient, the others read as here."""
        differ = differs(self.before, self.after)
        return self.subject.possible([*self.fixed, differ, self.alternatives[alternative]])


class Turning:
    """An epoch with its readings open."""

    def __init__(self, subject: Subject, places: Mapping[str, tuple[Span, ...]]) -> None:
        self.subject = subject
        self._places = places
        self._policy = subject.epoch.policy.id
        self._open = Readings(subject.gates, free=True)
        self._text = Text(subject.epoch, subject.patient, self._open)
        self._outcome_differs = outcome_differs(subject.text, self._text)
        self._differs = differs(subject.text, self._text)
        self._apart: dict[str, tuple[Readings, Text, int]] = {}

    def alone(self, reading: str) -> bool:
        """Whether turning the reading changes somebody, the others as chosen."""
        return bool(self._alternatives(reading)) and self.subject.possible(self._all_but(reading))

    def patient_alone(self, reading: str) -> Turned | None:
        """The plainest patient whom turning the reading changes, the others as chosen.

        One whose outcome changes, if there is one; else one for whom other services are supported.
        """
        alternatives = self._alternatives(reading)
        if not alternatives:
            return None
        model = self.subject.plainest(self._all_but(reading, self._outcome_differs))
        model = model or self.subject.plainest(self._all_but(reading))
        if model is None:
            return None
        fixed = tuple(self._chosen_but(reading).values())
        before, places = self.subject.text, self._places[reading]
        return Turned(self.subject, model, {}, before, self._text, alternatives, fixed, places)

    def companies(self, reading: str) -> tuple[tuple[str, ...], ...]:
        """Minimal sets of other readings whose turning lets this one change somebody, smaller sets first.

        Up to MOST_COMPANIES of them. None is a proof that the reading changes nothing, however all are read.
        """
        found: list[tuple[str, ...]] = []
        question = self._question(reading)
        chosen = self._chosen_but(reading)
        while question and len(found) < MOST_COMPANIES:
            turned = self._fewest_turned(question, chosen)
            if turned is None:
                break
            found.append(turned)
            question.append(self.subject.gates.disjunction([chosen[name] for name in turned]))
        return tuple(found)

    def patient_in(self, reading: str, company: Sequence[str]) -> Turned | None:
        """The plainest patient whom turning the reading changes when a company is turned, the rest as chosen."""
        fixed = [literal for name, literal in self._chosen_but(reading).items() if name not in company]
        question = self._question(reading)
        model = self.subject.plainest([*question, *fixed]) if question else None
        if model is None:
            return None
        others = {name: self._read(name, model) for name in company}
        read = [self._alternatives(name)[alternative] for name, alternative in others.items()]
        kept = next(iter(self._alternatives(reading).values()))
        apart, after, _ = self._apart_text(reading)
        return Turned(
            self.subject,
            model,
            others,
            self._text,
            after,
            apart.of(self._policy, reading),
            (*fixed, *read, kept),
            self._places[reading],
        )

    def _question(self, reading: str) -> list[int]:
        """The first text as chosen in this reading, the second otherwise decided; nothing where that cannot be."""
        if not self._alternatives(reading):
            return []
        differ = self._apart_text(reading)[2]
        return [] if differ == FALSE else [differ, next(iter(self._alternatives(reading).values()))]

    def _apart_text(self, reading: str) -> tuple[Readings, Text, int]:
        if reading not in self._apart:
            apart = _OneApart(self._open, reading)
            after = Text(self.subject.epoch, self.subject.patient, apart)
            self._apart[reading] = apart, after, differs(self._text, after)
        return self._apart[reading]

    def _chosen_but(self, reading: str) -> dict[str, int]:
        """The literals of the other readings of the text being read as chosen."""
        others = [name for name in self.subject.epoch.policy.readings if name != reading]
        return {
            name: next(iter(alternatives.values()))
            for name in others
            if (alternatives := self._alternatives(name))
        }

    def _fewest_turned(self, question: Sequence[int], chosen: Mapping[str, int]) -> tuple[str, ...] | None:
        """A smallest set of readings that must be turned for a patient to be changed, or None when none will do.

        Of several, the one that leaves the readings declared first as they are.
        """
        gates, turned = self.subject.gates, [-literal for literal in chosen.values()]
        for most in (1, 2, len(turned)):
            asked = [*question, -gates.at_least(most + 1, turned)]
            if (model := self.subject.find(asked)) is not None:
                return self._kept(asked, chosen, model)
        return None

    def _kept(self, asked: list[int], chosen: Mapping[str, int], model: Model) -> tuple[str, ...]:
        left = []
        for name, literal in chosen.items():
            if not model.holds(literal):
                found = self.subject.find([*asked, literal])
                if found is None:
                    left.append(name)
                    continue
                model = found
            asked = [*asked, literal]
        return tuple(left)

    def _all_but(self, reading: str, differ: int = 0) -> list[int]:
        return [*self._open.chosen([(self._policy, reading)]), differ or self._differs]

    def _alternatives(self, reading: str) -> Mapping[str, int]:
        return self._open.of(self._policy, reading)

    def _read(self, reading: str, model: Model) -> str:
        return next(name for name, literal in self._alternatives(reading).items() if model.holds(literal))


class _OneApart(Readings):
    """The readings of another text, except for one that has variables of its own."""

    def __init__(self, shared: Readings, reading: str) -> None:
        super().__init__(shared.gates, free=True)
        self._shared, self._reading = shared, reading

    def alternative(self, epoch: Epoch, reading: str, alternative: str) -> int:
        """The literal of reading it so."""
        if reading == self._reading:
            return super().alternative(epoch, reading, alternative)
        return self._shared.alternative(epoch, reading, alternative)


def places_of(epoch: Epoch) -> dict[str, tuple[Span, ...]]:
    """The readings on which the text of an epoch depends, with the places where it does."""
    found: dict[str, dict[Span, None]] = {}
    for condition in conditions_of(epoch):
        for part in walk(condition):
            if isinstance(part, Depending):
                found.setdefault(part.reading, {}).update({part.span: None} if part.span else {})
    return {reading: tuple(spans) for reading, spans in found.items()}


def differs(before: Text, after: Text) -> int:
    """The literal of two readings of one text differing in the outcome or in the services they support."""
    gates = before.gates
    services = [gates.different(before.services[each], after.services[each]) for each in before.services]
    return gates.disjunction([outcome_differs(before, after), *services])


def outcome_differs(before: Text, after: Text) -> int:
    """The literal of two readings of one text differing in the outcome."""
    gates = before.gates
    outcomes = [*dict.fromkeys([*before.outcomes, *after.outcomes])]
    pairs = [(before.outcomes.get(each, FALSE), after.outcomes.get(each, FALSE)) for each in outcomes]
    return gates.disjunction([gates.different(*pair) for pair in pairs])


def _pins(subject: Subject, model: Model) -> list[int]:
    """The literals that say the patient of a model, on the same date, with the same request."""
    patient = subject.patient
    chosen = [*patient.classes, *patient.asked.values(), *patient.requests.values()]
    pins = [literal if model.holds(literal) else -literal for literal in chosen]
    return pins + [pin for family in patient.families.values() for pin in family.pins(model)]
