"""A patient whose record is read twice, the second time with more in it, under `undocumented facts are not met`.

The patient is the same in every fact. Beside each fact stand two variables: that it is on record the first time, and
that it is the second time. Where the onset of the current episode is not on record, what counts in it is what counts
for the latest onset that the fact allows, and what does not count is what would not for the earliest.
"""

from __future__ import annotations

from policyc.analysis.subject import Subject
from policyc.analysis.undocumented import UndocumentedText
from policyc.model.conditions import AtLeastDays, AtLeastVisits, Condition
from policyc.model.facts import Fact, FactKind
from policyc.model.outcome import OutcomeClass, outcome_class
from policyc.prove.episodes import EpisodesFamily, Quantity, WindowDays
from policyc.prove.gates import FALSE
from policyc.prove.lowering import Text

Amount = AtLeastDays | AtLeastVisits


class RecordedText(UndocumentedText):
    """The text as one reading of the record decides by it."""

    def condition(self, condition: Condition) -> int:
        """The literal of a condition being met."""
        met = super().condition(condition)
        onset = self._onset(condition)
        if onset is None or not isinstance(condition, Amount):
            return met
        latest = None if onset.never_possible else onset.low if onset.kind is FactKind.DURATION else 0
        certain = FALSE if latest is None else self._counted(condition, latest)
        return self._as_recorded(condition, onset, met, certain)

    def refuted(self, condition: Condition) -> int:
        """The literal of the opposite of a condition being met."""
        refuted = super().refuted(condition)
        onset = self._onset(condition)
        if onset is None or not isinstance(condition, Amount):
            return refuted
        return self._as_recorded(condition, onset, refuted, -self._counted(condition, onset.high))

    def _onset(self, condition: Condition) -> Fact | None:
        if not isinstance(condition, Amount) or not condition.window.current_episode:
            return None
        facts = self.patient.given.facts
        return facts.get(facts[condition.fact].current_episode_since or "")

    def _as_recorded(self, condition: Amount, onset: Fact, known: int, unknown: int) -> int:
        """The one literal where the onset is on record, the other where it is not, and the episodes are."""
        without = self.gates.conjunction((self.on_record(condition.fact), unknown))
        return self.gates.choice(self.on_record(onset.name), known, without)

    def on_record(self, fact: str) -> int:
        """The literal of a fact being on record."""
        if fact not in self._documented:
            self._documented[fact] = self.gates.variable()
        return self._documented[fact]

    def _counted(self, condition: Amount, reach: int) -> int:
        """The literal of the amount if the episode began so many days ago."""
        family = self.patient.family(condition.fact)
        assert isinstance(family, EpisodesFamily)
        kind = condition.kind if isinstance(condition, AtLeastVisits) else ""
        length = condition.length if isinstance(condition, AtLeastDays) else None

        def literal(days: tuple[int, ...], guard: int) -> int:
            width = reach if days[1] < 0 else min(days[1], reach)
            ever = width >= family.fact.high > 0
            least = condition.least if isinstance(condition, AtLeastVisits) else days[0]
            quantity = Quantity(kind, WindowDays(False, None if ever else width))
            return family.at_least(quantity, least, guard, condition.window)

        return self.patient.by_class((length, condition.window.last), literal)


class Recorded:
    """One patient, the record before and after, and what is decided by each."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        first: dict[str, int] = {}
        second: dict[str, int] = {}
        self.before = RecordedText(subject.epoch, subject.patient, subject.readings, first)
        self.after = RecordedText(subject.epoch, subject.patient, subject.readings, second)
        gates = subject.gates
        self.kept = {name: first[name] for name in subject.epoch.policy.facts if name in first}
        self.added: dict[str, int] = {}
        for name, literal in self.kept.items():
            gates.require(-literal, second[name])
            self.added[name] = gates.conjunction((second[name], -literal))
        ranks = sorted(OutcomeClass)[1:]
        self.worse = gates.disjunction(
            [
                gates.conjunction((_at_least(self.before, rank), -_at_least(self.after, rank)))
                for rank in ranks
            ]
        )

    def only(self, fact: str) -> list[int]:
        """The literals of one fact alone being added."""
        return [literal if name == fact else -literal for name, literal in self.added.items()]


def _at_least(text: Text, rank: OutcomeClass) -> int:
    """The literal of an outcome of this class or a better one."""
    ranked = [(outcome_class(outcome), literal) for outcome, literal in text.outcomes.items()]
    return text.gates.disjunction(
        [literal for found, literal in ranked if found is not None and found >= rank]
    )
