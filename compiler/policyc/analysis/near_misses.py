"""Parts of a text that matter to somebody who is not far from a patient already known.

A part matters where a patient rides on it alone. Such patients are looked for among those who differ from a known one,
decided by a criterion that the part has to do with, in one fact of the part, or in one of the part and one beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from policyc.analysis.columns import Circuit, Columns, Known, Row, Setting
from policyc.analysis.holes import Holes
from policyc.analysis.parts import Key, Part, Parts, Unit
from policyc.analysis.questions import Questions
from policyc.analysis.subject import Side
from policyc.model.program import Epoch
from policyc.prove.solver import Model

MOST_KNOWN = 3
MOST_PAIRS = 150


class NearMisses:
    """Patients near to those of a crowd, for the holes of a text."""

    def __init__(self, holes: Holes, parts: Parts, crowd: Mapping[Side, Model]) -> None:
        self._holes = holes
        self._parts = parts
        self._sides = list(crowd)
        self._known = Known(tuple(crowd.values()), holes.begins)
        self._circuit = Circuit(holes.subject.patient)
        families = holes.subject.patient.families.values()
        self._facts = {variable: family.fact.name for family in families for variable in family.variables()}
        self._settings: dict[str, tuple[Setting, ...]] = {}
        self._nearest: dict[Unit, list[int]] = {}

    def shown(self, questions: Questions) -> set[Key]:
        """The parts that matter to one of these patients; questions that one answers are dropped."""
        candidates = [part for part in self._parts.parts if part.key in self._holes.selectors]
        found: set[Key] = set()
        for rows_of in (self._next_to, self._not_far_from):
            left = [part for part in candidates if part.key not in found]
            if left and self._sides:
                found |= self._try({part.key: rows_of(part) for part in left}, questions)
        return found

    def _try(self, rows: Mapping[Key, Sequence[Row]], questions: Questions) -> set[Key]:
        every = [row for some in rows.values() for row in some]
        size = self._known.number + sum(len(numbers) for numbers, _ in every)
        gone, place = dict.fromkeys(self._holes.known, (1 << size) - 1), self._known.number
        for key, some in rows.items():
            number = sum(len(numbers) for numbers, _ in some)
            gone[self._holes.selectors[key]] = ((1 << number) - 1) << place
            place += number
        asked = [self._holes.change, *questions.literals()]
        columns = Columns(self._circuit, self._known, every, asked, gone)
        real = columns.real()
        questions.answer_all(columns, real)
        matters = columns.of(self._holes.change) & real
        return {key for key in rows if matters & gone[self._holes.selectors[key]]}

    def _next_to(self, part: Part) -> list[Row]:
        """A known patient, and those who differ from that one in a fact of the part."""
        own = [{}, *self._settings_of(self._facts_of(part))]
        return [(self._nearest_to(part.unit)[:1], setting) for setting in own]

    def _not_far_from(self, part: Part) -> list[Row]:
        """Those who differ from a few known patients in a fact of the part and in one beside it."""
        own = [{}, *self._settings_of(self._facts_of(part))]
        beside = [{}, *self._settings_of(self._facts_beside(part))]
        pairs = (_together(one, other) for one in own for other in beside)
        settings = list(islice((each for each in pairs if each is not None), MOST_PAIRS))
        return [(self._nearest_to(part.unit), setting) for setting in settings]

    # --- What is varied ------------------------------------------------------------------------------------

    def _settings_of(self, facts: Iterable[str]) -> Iterator[Setting]:
        families = self._holes.subject.patient.families
        for name in facts:
            if name not in self._settings:
                self._settings[name] = tuple(self._circuit.settings(families[name]))
            yield from self._settings[name]

    def _facts_of(self, part: Part) -> tuple[str, ...]:
        """The facts that a part is about."""
        text = self._holes.text
        if part.kind == "criterion":
            return self._about(text.criterion(part.path, scoped=False))
        return self._about(text.condition(part.condition))

    def _facts_beside(self, part: Part) -> tuple[str, ...]:
        """The facts of the part's list and of its siblings."""
        text = self._holes.text
        beside = [clause.literal(text) for clause in part.siblings]
        if part.head is not None:
            beside.append(text.condition(part.head))
        if part.unit[0] == "criterion":
            beside.append(text.criterion(part.unit[1], scoped=False))
        return self._about(*beside)

    def _about(self, *literals: int) -> tuple[str, ...]:
        inputs, _ = self._circuit.made_of(map(abs, literals))
        return tuple(dict.fromkeys(self._facts[each] for each in sorted(inputs) if each in self._facts))

    # --- Who is varied -------------------------------------------------------------------------------------

    def _nearest_to(self, unit: Unit) -> list[int]:
        """A few of the known patients: decided by what a part stands in, or by what uses that, else any."""
        if unit not in self._nearest:
            units = self._around(unit)
            criteria = [label for unit in units for label in _criteria(unit, self._parts.epoch)]
            lines = [name for kind, name in units if kind == "line"]
            ranked = {label: place for place, label in enumerate(dict.fromkeys(criteria), start=1)}
            turn = [
                (ranked.get(criterion or "", len(ranked) + 1 + (line not in lines)), place)
                for place, (line, criterion) in enumerate(self._sides)
            ]
            self._nearest[unit] = [place for _, place in sorted(turn)[:MOST_KNOWN]]
        return self._nearest[unit]

    def _around(self, unit: Unit) -> list[Unit]:
        """A unit and those that use it, directly or through others."""
        found = {unit: None}
        ahead = [unit]
        while ahead:
            for use in self._parts.uses.get(ahead.pop(0), ()):
                if use.user not in found:
                    found[use.user] = None
                    ahead.append(use.user)
        return list(found)


def _criteria(unit: Unit, epoch: Epoch) -> Iterator[str]:
    """The criteria of a unit: those of a section for its scope and its requirements."""
    kind, name = unit
    if kind in {"criterion", "recommend"}:
        yield name
    elif kind in {"scope", "requires"}:
        ahead = [name]
        while ahead:
            section = epoch.sections[ahead.pop(0)]
            yield from section.criteria
            ahead += section.subsections


def _together(one: Setting, other: Setting) -> Setting | None:
    """Both settings, or None when they clash."""
    if any(one.get(variable, value) is not value for variable, value in other.items()):
        return None
    return {**other, **one}
