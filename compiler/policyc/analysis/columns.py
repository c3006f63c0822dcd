"""Many patients at once: every variable has a column of bits, one bit for each of them.

A gate is computed for all patients with a few operations on whole numbers. Patients are variations of some that are
known to be real: a few facts are set otherwise. A variation counts as long as all laws of the vocabulary hold. Laws
that need dates are not seen here, so episodes are only ever taken away, with all that are part of them, and an onset
moves only where nothing is counted from it.

Columns find patients, and prove nothing: what they do not find is left to the solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyc.prove.episodes import EpisodesFamily
from policyc.prove.families import Dated, Family, OneOf, Ordered
from policyc.prove.gates import TRUE
from policyc.prove.laws import settle
from policyc.prove.patient import Patient
from policyc.prove.solver import Model

Setting = Mapping[int, bool]
"""Variables that are set, with what the laws make follow from that."""

NONE_GIVEN: Mapping[int, int] = {}
Row = tuple[Sequence[int], Setting]
"""Patients: some known ones, by number, of each of whom the same variables are set otherwise."""


class Circuit:
    """The laws of a patient as they are by now, `legal` the variables they are about, and the ways to set a fact."""

    def __init__(self, patient: Patient) -> None:
        settle(patient)
        self.patient = patient
        self.laws: tuple[Sequence[int], ...] = tuple(patient.gates.laws)
        self._follows = _implications(self.laws)
        counted = [variable for family in patient.episodes() for variable in family.variables()]
        self._fixed = frozenset((*counted, *patient.classes))
        onsets = [variable for onset, _ in self.onsets() for variable in onset.variables()]
        self.legal = frozenset((*counted, *onsets, *(abs(each) for law in self.laws for each in law)))

    def settings(self, family: Family) -> Iterator[Setting]:
        """The ways to set a fact, each with what follows from it; those that the laws rule out are left out."""
        for setting in _settings(self.patient, family):
            found = self._with_consequences(setting)
            if found is not None:
                yield found

    def made_of(self, wanted: Iterable[int]) -> tuple[set[int], list[int]]:
        """The variables without a definition, and the gates, that some variables are made of."""
        conjunctions, choices = self.patient.gates.defined, self.patient.gates.chosen
        inputs: set[int] = set()
        gates: list[int] = []
        ahead, seen = [*wanted], {TRUE}
        while ahead:
            variable = ahead.pop()
            if variable not in seen:
                seen.add(variable)
                members = conjunctions.get(variable) or choices.get(variable)
                if members is None:
                    inputs.add(variable)
                else:
                    gates.append(variable)
                    ahead += map(abs, members)
        return inputs, gates

    def onsets(self) -> Iterator[tuple[Family, Family]]:
        """The facts from which the current episode of others is counted, with those."""
        for family in self.patient.episodes():
            if family.onset.family is not None:
                yield family.onset.family, family

    def _with_consequences(self, setting: Setting) -> Setting | None:
        found = dict(setting)
        ahead = [variable if value else -variable for variable, value in setting.items()]
        while ahead:
            for literal in self._follows.get(ahead.pop(), ()):
                variable, value = abs(literal), literal > 0
                if variable not in found and variable not in self._fixed:
                    found[variable] = value
                    ahead.append(literal)
                elif found.get(variable) is not value:
                    return None
        return found


class Known:
    """Some real patients, as the models of one patient's variables up to a number; later variables are false."""

    def __init__(self, models: Sequence[Model], variables: int) -> None:
        self.number = len(models)
        rows = [_values(model, variables) for model in models]
        self._values = [(), *zip(*rows, strict=True)]
        self._having: dict[int, tuple[int, ...]] = {}

    def having(self, variable: int) -> tuple[int, ...]:
        """The numbers of those of whom a variable holds."""
        if variable not in self._having:
            values = self._values[variable] if variable < len(self._values) else ()
            self._having[variable] = tuple([number for number, value in enumerate(values) if value > 0])
        return self._having[variable]


class Columns:
    """The columns of all that some literals are made of.

    `all` are the patients: first the known, then the rows. `given` are the columns of some variables.
    """

    def __init__(
        self,
        circuit: Circuit,
        known: Known,
        rows: Sequence[Row],
        literals: Iterable[int],
        given: Mapping[int, int] = NONE_GIVEN,
    ) -> None:
        self.circuit = circuit
        self._known = known
        self.size = known.number + sum(len(numbers) for numbers, _ in rows)
        self.all = (1 << self.size) - 1
        self._like = self._alike([*range(known.number), *(each for numbers, _ in rows for each in numbers)])
        self._columns: dict[int, int] = {TRUE: self.all}
        self._compute(rows, {*map(abs, literals), *circuit.legal}, given)

    def of(self, literal: int) -> int:
        """The patients of whom a literal holds."""
        return self._columns[literal] if literal > 0 else self.all ^ self._columns[-literal]

    def exactly(self, number: int, literals: Iterable[int]) -> int:
        """The patients of whom so many of the literals hold."""
        least = [self.all, *[0] * (number + 1)]
        for literal in literals:
            column = self.of(literal)
            for count in range(number + 1, 0, -1):
                least[count] |= least[count - 1] & column
        return least[number] & ~least[number + 1]

    def changed(self, literals: Iterable[int]) -> int:
        """The patients in whom one of the literals is not what it is in the known patient whom they vary."""
        found = 0
        first = (1 << self._known.number) - 1
        for literal in literals:
            column = self._columns[abs(literal)]
            found |= column ^ self._like_known(_places(column & first))
        return found

    def real(self) -> int:
        """The patients of whom all laws hold, and of whom no onset moved from which something is counted."""
        real = self.all
        for law in self.circuit.laws:
            some = 0
            for literal in law:
                some |= self.of(literal)
            real &= some
        for onset, episodes in self.circuit.onsets():
            moved = self.changed(onset.variables())
            for variable in episodes.variables() if moved else ():
                real &= ~(moved & self.of(variable))
        return real

    def _alike(self, known: Sequence[int]) -> list[int]:
        """For each known patient those who vary that one."""
        places: list[list[int]] = [[] for _ in range(self._known.number)]
        for place, number in enumerate(known):
            places[number].append(place)
        return [_bits(each, self.size) for each in places]

    def _like_known(self, known: Iterable[int]) -> int:
        found = 0
        for number in known:
            found |= self._like[number]
        return found

    def _compute(self, rows: Sequence[Row], wanted: set[int], given: Mapping[int, int]) -> None:
        circuit, columns = self.circuit, self._columns
        self._conjunctions, self._choices = circuit.patient.gates.defined, circuit.patient.gates.chosen
        inputs, gates = circuit.made_of(wanted)
        for variable in inputs:
            columns[variable] = self._like_known(self._known.having(variable))
        self._set(rows)
        columns.update(given)
        for gate in sorted(gates):
            columns[gate] = self._value(gate)

    def _set(self, rows: Sequence[Row]) -> None:
        """Set what each row sets otherwise."""
        to: dict[int, list[int]] = {}
        place = self._known.number
        for numbers, setting in rows:
            block = ((1 << len(numbers)) - 1) << place
            place += len(numbers)
            for variable, value in setting.items():
                if variable not in to:
                    to[variable] = [0, 0]
                to[variable][value] |= block
        for variable, (off, on) in to.items():
            if variable in self._columns:
                self._columns[variable] = self._columns[variable] & ~off | on

    def _value(self, gate: int) -> int:
        members = self._conjunctions.get(gate)
        if members is None:
            condition, then, otherwise = (self.of(literal) for literal in self._choices[gate])
            return (condition & then) | (otherwise & ~condition)
        value, columns = self.all, self._columns
        for literal in members:
            value &= columns[literal] if literal > 0 else ~columns[-literal]
            if not value:
                break
        return value


def _values(model: Model, variables: int) -> list[int]:
    """The variables of a model by their number, positive where they hold."""
    values = model.values[model.offset :: model.stride][:variables]
    return [*values, *[0] * (variables - len(values))]


def _bits(places: Iterable[int], size: int) -> int:
    """A column with these bits."""
    found = bytearray(size // 8 + 1)
    for place in places:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def _places(column: int) -> list[int]:
    """The numbers of the patients of a column."""
    return [place for place, bit in enumerate(f"{column:b}"[::-1]) if bit == "1"]


def _implications(laws: Iterable[Sequence[int]]) -> dict[int, list[int]]:
    """What follows from a literal by a law of two."""
    found: dict[int, list[int]] = {}
    for law in laws:
        if len(law) == 2:
            for one, other in (law, reversed(law)):
                found.setdefault(-one, []).append(other)
    return found


def _settings(patient: Patient, family: Family) -> Iterator[dict[int, bool]]:
    """The ways to set one fact; of episodes only that there are none, nor any that are part of them."""
    variables = family.variables()
    if isinstance(family, EpisodesFamily):
        inside = [part for part, whole in patient.parts() if whole == family.fact.name]
        parts = [patient.families[part] for part in inside if part in patient.families]
        yield dict.fromkeys((each for one in (family, *parts) for each in one.variables()), False)
    elif isinstance(family, OneOf):
        for variable in variables:
            yield {**dict.fromkeys(variables, False), variable: True}
    elif isinstance(family, Ordered | Dated):
        yield from _ordered(family)
    else:
        for variable in variables:
            yield {variable: False}
            yield {variable: True}


def _ordered(family: Ordered | Dated) -> Iterator[dict[int, bool]]:
    order = family.order
    never = [family.never] if isinstance(family, Dated) and family.never > TRUE else []
    for span in order.spans():
        values = {variable: days <= span.low for days, variable in order.variables.items()}
        yield {**values, **dict.fromkeys(never, False)}
    if never:
        yield {**dict.fromkeys(order.variables.values(), False), never[0]: True}
