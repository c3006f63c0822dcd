"""A text with holes: what each of its parts does is asked by taking it out, for every patient at once.

A second text of the same patient has a selector at each part. Where it is chosen the part is gone: an item that is
demanded, a scope or a requirement then holds for everybody, an item that is one way of several, an exception, a
waiver or a criterion for nobody. What a line names through a part that is gone it no longer names.

Taking out changes something when the outcome differs, or a supported service, or the reason given for an outcome
that is not favourable, which is the line that decides; or when two lines that agreed about everybody
then disagree about a patient.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from policyc.analysis.disagreements import disagreements
from policyc.analysis.parts import Key, Part
from policyc.analysis.questions import Questions
from policyc.analysis.subject import Subject
from policyc.analysis.undocumented import UndocumentedText
from policyc.check.line_names import with_names
from policyc.model.conditions import (
    Condition,
    CriterionTest,
    DefinitionHolds,
    Depending,
    Not,
    SectionTest,
    parts,
)
from policyc.model.outcome import SERVICE_OUTCOMES, Outcome, OutcomeClass, outcome_class
from policyc.model.program import Epoch, Line, NamedCriterion
from policyc.prove.gates import FALSE, Gates
from policyc.prove.laws import settle
from policyc.prove.lowering import Reached, Readings, Text
from policyc.prove.patient import Patient

Hole = tuple[int, bool]
"""The selector of a part that may be gone, and what then stands in its place."""


class HoledText(Text):
    """The formulas of an epoch whose parts may be gone. `holes` are keyed by path."""

    def __init__(self, epoch: Epoch, patient: Patient, readings: Readings, holes: Mapping[str, Hole]) -> None:
        self.holes = holes
        self._named_while: dict[NamedCriterion, int] = {}
        super().__init__(epoch, patient, readings)

    def condition(self, condition: Condition) -> int:
        """The literal of a condition, or of what stands in its place."""
        return self._or_gone(condition.path, super().condition(condition))

    def criterion(self, label: str, scoped: bool) -> int:
        """A criterion is met (scoped) or holds; a criterion that is gone does neither."""
        return self._or_gone(label, super().criterion(label, scoped))

    def _or_gone(self, path: str, literal: int) -> int:
        hole = self.holes.get(path)
        if hole is None:
            return literal
        selector, neutral = hole
        if neutral:
            return self.gates.disjunction((selector, literal))
        return self.gates.conjunction((-selector, literal))

    def _reach(self, line: Line) -> Reached:
        routes = _routes(line.condition, self.epoch, self.holes)
        self._named_while = {
            named: self.gates.disjunction([self.gates.conjunction([-each for each in one]) for one in ways])
            for named, ways in routes.items()
        }
        reached = super()._reach(line)
        if line.outcome not in SERVICE_OUTCOMES or not line.names:
            return reached
        none = self.gates.conjunction([-self._named_while[named] for named in line.names if named in routes])
        if none == FALSE or any(named not in routes for named in line.names):
            return reached
        every = self.gates.conjunction((reached.own, none))
        return replace(
            reached,
            effective=self.gates.disjunction((reached.effective, every)),
            services={name: self.gates.disjunction((each, none)) for name, each in reached.services.items()},
        )

    def _named(self, named: NamedCriterion) -> tuple[str, int, int]:
        label, met, served = super()._named(named)
        still = self._named_while.get(named)
        if still is None:
            return label, met, served
        return label, self.gates.conjunction((met, still)), self.gates.conjunction((served, still))


class HoledUndocumentedText(HoledText, UndocumentedText):
    """The same where undocumented facts are not met; `known` are the literals of facts being documented."""

    def __init__(
        self,
        epoch: Epoch,
        patient: Patient,
        readings: Readings,
        holes: Mapping[str, Hole],
        known: dict[str, int],
    ) -> None:
        self.holes = holes
        self._named_while = {}
        UndocumentedText.__init__(self, epoch, patient, readings, known)

    def refuted(self, condition: Condition) -> int:
        """The opposite of a condition, or of what stands in its place."""
        return -self._or_gone_opposite(condition.path, super().refuted(condition))

    def refuted_criterion(self, label: str, scoped: bool) -> int:
        """The opposite of a criterion; it holds of a criterion that is gone."""
        return -self._or_gone_opposite(label, super().refuted_criterion(label, scoped))

    def _or_gone_opposite(self, path: str, literal: int) -> int:
        return self._or_gone(path, -literal)


class Holes:
    """A subject with the text as it is, `text`, and the text with holes at some parts, `holed`.

    `known` are the variables of facts being documented, where that counts; what was there before has variables up to
    `begins`.
    """

    def __init__(self, subject: Subject, candidates: Sequence[Part]) -> None:
        self.subject = subject
        self.epoch = subject.epoch
        settle(subject.patient)
        gates = subject.gates
        self.begins = gates.variables
        self.known: tuple[int, ...] = ()
        self.selectors: dict[Key, int] = {part.key: gates.variable() for part in candidates}
        holes = {part.path: (self.selectors[part.key], part.neutral) for part in candidates}
        if self.epoch.policy.undocumented_not_met:
            known: dict[str, int] = {}
            self.text: Text = UndocumentedText(self.epoch, subject.patient, subject.readings, known)
            self.holed: HoledText = HoledUndocumentedText(
                self.epoch, subject.patient, subject.readings, holes, known
            )
            self.known = tuple(known.values())
        else:
            self.text = subject.text
            self.holed = HoledText(self.epoch, subject.patient, subject.readings, holes)
        changes = [*differences(gates, self.text, self.holed), *self._disputes()]
        self.change = gates.disjunction(changes)
        self._one = _at_most_one(gates, list(self.selectors.values()))

    def _disputes(self) -> Iterator[int]:
        """Lines that disagree about nobody and would about somebody; what keeps them apart has an effect.

        Which lines disagree is a matter of the chosen readings; where those are open, decisions alone count.
        """
        if self.subject.readings.free:
            return iter(())
        gates, some = self.subject.gates, self.subject.possible
        pairs = zip(disagreements(gates, self.text), disagreements(gates, self.holed), strict=True)
        return (after for (*_, before), (*_, after) in pairs if after != before and not some([before]))

    def only(self, key: Key) -> list[int]:
        """The literals of one part alone being gone."""
        return [self._one, self.selectors[key]]

    def without(self, gone: Iterable[Key]) -> list[int]:
        """The literals of exactly these parts being gone."""
        missing = {key for key in gone if key in self.selectors}
        return [literal if key in missing else -literal for key, literal in self.selectors.items()]

    def matters(self, literals: Iterable[int]) -> bool:
        """Whether somebody is decided differently so. Raises UndecidedError at a limit."""
        return self.subject.possible([*literals, self.change])

    def idle(self, shown: Collection[Key], questions: Questions) -> set[Key]:
        """The parts that matter to nobody when they alone are gone; those that do are kept for good from then on.

        `shown` are some that are known to matter.

        Each question is about all parts that are left at once, so that the solver takes the easiest first. The
        patients found on the way answer other `questions` as well.
        """
        gates, left = self.subject.gates, {literal: key for key, literal in self.selectors.items()}
        for literal in [literal for literal, key in left.items() if key in shown]:
            gates.require(-literal)
            del left[literal]
        some = gates.variable()
        gates.clauses.append([-some, *left])
        while left:
            model = self.subject.find([self._one, self.change, some])
            if model is None:
                break
            questions.answer(model)
            values, size = model.values, len(model.values)
            found = next(each for each in left if each <= size and values[each - 1] > 0)
            gates.require(-found)
            del left[found]
        return set(left.values())


def differences(gates: Gates, plain: Text, holed: Text) -> Iterator[int]:
    """What tells the decisions of two texts about one patient apart."""
    sides = [{(each.line, each.outcome): each.literal for each in text.decisions} for text in (plain, holed)]
    for key in dict.fromkeys([*sides[0], *sides[1]]):
        if not _favourable(key[1]):
            yield gates.different(sides[0].get(key, FALSE), sides[1].get(key, FALSE))
    for outcome in plain.outcomes:
        if _favourable(outcome):
            yield gates.different(plain.outcomes[outcome], holed.outcomes.get(outcome, FALSE))
    for service, literal in plain.services.items():
        yield gates.different(literal, holed.services[service])


def _favourable(outcome: Outcome) -> bool:
    return outcome_class(outcome) is OutcomeClass.FAVOURABLE


def _at_most_one(gates: Gates, literals: Sequence[int]) -> int:
    """A literal under which at most one of the literals holds: a ladder."""
    guard = gates.variable()
    before: int | None = None
    for literal in literals:
        taken = gates.variable()
        gates.require(-guard, -literal, taken)
        if before is not None:
            gates.require(-guard, -before, taken)
            gates.require(-guard, -before, -literal)
        before = taken
    return guard


# --- The ways in which a line names a criterion -----------------------------------------------------------


def _routes(
    condition: Condition, epoch: Epoch, holes: Mapping[str, Hole]
) -> dict[NamedCriterion, list[tuple[int, ...]]]:
    """For each criterion that a line with this condition names, the selectors on each of the ways to it."""
    found: dict[NamedCriterion, list[tuple[int, ...]]] = {}
    ahead: list[tuple[Condition, bool, tuple[int, ...], tuple[tuple[str, str], ...]]] = [
        (condition, True, (), ())
    ]
    while ahead:
        each, positive, way, readings = ahead.pop()
        if each.path in holes:
            way = (*way, holes[each.path][0])
        match each:
            case CriterionTest() | SectionTest():
                for named in _names(each, epoch) if positive else ():
                    found.setdefault(replace(named, readings=readings), []).append(way)
            case DefinitionHolds(name=name):
                ahead.append((epoch.definitions[name].condition, positive, way, readings))
            case Not(operand=operand):
                ahead.append((operand, not positive, way, readings))
            case Depending(reading=reading, alternatives=alternatives):
                ahead += [(c, positive, way, (*readings, (reading, name))) for name, c in alternatives]
            case _:
                ahead += [(part, positive, way, readings) for part in parts(each)]
    return found


def _names(test: Condition, epoch: Epoch) -> tuple[NamedCriterion, ...]:
    line = Line("", Outcome.APPROVE, test)
    return with_names(replace(epoch, lines=(line,))).lines[0].names
