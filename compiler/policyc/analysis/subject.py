"""One epoch as questions about one patient, who may request any service of the policy.

A limit of the solver raises UndecidedError: the pass that asked is then reported as undecided, and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from policyc.model.cases import Case
from policyc.model.conditions import Condition
from policyc.model.program import Epoch
from policyc.prove.cores import MOST_SETS, MinimalSets, UndecidedError, minimal_core, minimal_sets
from policyc.prove.decoding import Decoded, case_of, decode
from policyc.prove.engine import Engine
from policyc.prove.gates import Gates
from policyc.prove.lowering import Readings, Text
from policyc.prove.pair import any_patient, some_day
from policyc.prove.patient import Patient
from policyc.prove.solver import DEFAULT, Answer, Model, SolverSettings, Status
from policyc.prove.witness import Wishes, plainest

if TYPE_CHECKING:
    from policyc.analysis.neighbours import Neighbours


Side = tuple[str, str | None]
"""A line that decides, and the criterion by which it does."""


class Subject:
    """An epoch, its text as formulas, and a solver. With `free_readings` the readings are assumptions.

    `said` are conditions that will be asked about besides those of the text. `later` is a second text that sees the
    same patient, who then ranges over the days of both, those of the later first.
    """

    def __init__(
        self,
        epoch: Epoch,
        settings: SolverSettings = DEFAULT,
        free_readings: bool = False,
        said: Iterable[Condition] = (),
        later: Epoch | None = None,
    ) -> None:
        self.epoch = epoch
        self.settings = settings
        self.patient: Patient = any_patient(*([epoch, later] if later else [epoch]), said=said)
        self.engine = Engine(self.patient, settings)
        self.readings = Readings(self.patient.gates, free_readings)
        self.text = Text(epoch, self.patient, self.readings)
        self.later = Text(later, self.patient, self.readings) if later else None
        self.neighbours: Neighbours | None = None
        self._wishes = Wishes(self.engine)
        self._crowd: dict[Side, Model] | None = None

    @property
    def gates(self) -> Gates:
        """The formulas."""
        return self.patient.gates

    def ask(self, literals: Iterable[int], freed: Iterable[tuple[str, str]] = ()) -> Answer:
        """Is there a real patient with these literals, under the chosen readings but for the freed ones?"""
        return self.engine.ask([*self.readings.chosen(freed), *literals])

    def find(self, literals: Iterable[int]) -> Model | None:
        """A model of such a patient, or None: proved that there is none. Raises UndecidedError at a limit."""
        answer = self.ask(literals)
        if answer.status is Status.UNKNOWN:
            raise UndecidedError(answer.reason)
        return answer.model

    def crowd(self) -> Mapping[Side, Model]:
        """A patient of each line and criterion that decide; what the decision is for another service is left out.

        They meet no other criterion that decides, where that can be. Raises UndecidedError at a limit.
        """
        if self._crowd is None:
            ways: dict[Side, int] = {}
            for (line, criterion, _), literal in self.text.sides.items():
                ways.setdefault((line, criterion), literal)
            found = {side: self._alone(side, literal) for side, literal in ways.items()}
            self._crowd = {side: model for side, model in found.items() if model is not None}
        return self._crowd

    def _alone(self, side: Side, literal: int) -> Model | None:
        """A patient who is decided so and meets no other criterion that could decide, or else any who is."""
        named = [each for reached in self.text.reached for each in reached.named]
        unmet = [-met for label, met, _ in named if label != side[1]]
        alone = self.find([literal, *unmet])
        return self.find([literal]) if alone is None else alone

    def possible(self, literals: Iterable[int]) -> bool:
        """Whether there is such a patient. Raises UndecidedError at a limit."""
        return self.find(literals) is not None

    def always(self, literals: Sequence[int], literal: int) -> bool:
        """Whether every patient with the literals has another too. Raises UndecidedError at a limit."""
        return not self.possible([*literals, -literal])

    def core(self, hard: Sequence[int], soft: Sequence[int]) -> tuple[int, ...] | None:
        """A minimal set of soft literals that clashes with the hard ones; None when nothing clashes."""
        return minimal_core(self.ask, hard, soft)

    def cores(self, hard: Sequence[int], soft: Sequence[int], most: int = MOST_SETS) -> MinimalSets:
        """All minimal sets of soft literals that clash with the hard ones, up to a number."""
        return minimal_sets(self.ask, hard, soft, most)

    def plainest(self, literals: Iterable[int], freed: Iterable[tuple[str, str]] = ()) -> Model | None:
        """The model of the plainest such patient; None when there is none. Raises UndecidedError at a limit."""
        answer = plainest(self._wishes, [*self.readings.chosen(freed), *literals])
        if answer.status is Status.UNKNOWN:
            raise UndecidedError(answer.reason)
        return answer.model

    def witness(self, literals: Iterable[int]) -> Case | None:
        """The plainest such patient as a case, complete and closed by `and nothing else`."""
        model = self.plainest(literals)
        return None if model is None else self.case(model)

    def case(self, model: Model) -> Case:
        """A model's patient as a case, dated within the epoch."""
        return self.told(decode(self.patient, model))

    def told(self, decoded: Decoded) -> Case:
        """A decoded patient as a case, dated within the epoch."""
        policy, day = self.epoch.policy, some_day(self.epoch.interval)
        own = policy.version_clock != policy.window_clock and day is not None
        return case_of(self.patient, decoded, (policy,), {policy.version_clock: day} if own and day else {})


__all__ = ["Subject", "UndecidedError"]
