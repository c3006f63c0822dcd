"""What is answered about a claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from policyc.analysis.claims.statements import Statement
from policyc.model.cases import Case, Claim
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch


class Status(StrEnum):
    """What became of a claim."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Decided:
    """How a text decides a complete patient for one service, as the evaluator says."""

    epoch: Epoch
    case: Case
    service: str
    outcome: Outcome
    line: str
    criterion: str | None


@dataclass(frozen=True, slots=True)
class Refutation:
    """The plainest patient who refutes a claim, confirmed by the evaluator.

    One decision for most claims; two where the claim compares texts (one patient, the first text's decision first)
    or patients (the one with less of the fact first). `turned` are the readings that are not read as chosen.
    """

    decided: tuple[Decided, ...]
    turned: Mapping[str, str] = field(default_factory=dict)

    @property
    def epochs(self) -> tuple[Epoch, ...]:
        """The texts."""
        first, last = self.decided[0].epoch, self.decided[-1].epoch
        return (first,) if first is last else (first, last)

    @property
    def cases(self) -> tuple[Case, ...]:
        """The patients, each once."""
        first, last = self.decided[0].case, self.decided[-1].case
        return (first,) if first == last else (first, last)


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """The answer for one text, or for two that are compared, under the chosen readings.

    `reason` says why it is undecided. Vacuous: no patient meets what the claim presupposes.
    """

    claim: Claim
    epochs: tuple[Epoch, ...]
    status: Status
    refutation: Refutation | None = None
    reason: str = ""
    vacuous: bool = False


@dataclass(frozen=True, slots=True)
class Breaking:
    """A minimal set of readings which, turned while the others stay chosen, admits this refutation."""

    readings: tuple[str, ...]
    refutation: Refutation


@dataclass(frozen=True, slots=True)
class ByReading:
    """What a claim that holds as the text is read rests on: the breaking and the keep sets, smaller ones first.

    Not complete: there may be more, since the limit of their number was reached.
    """

    breaking: tuple[Breaking, ...]
    keeping: tuple[tuple[str, ...], ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """The answer to a claim. Under every reading `by_reading` is set where the chosen readings alone keep it."""

    statement: Statement
    status: Status
    texts: tuple[TextAnswer, ...]
    by_reading: ByReading | None = None
    reason: str = ""

    @property
    def vacuous(self) -> bool:
        """Proved, but of nobody: in none of its texts does a patient meet what the claim presupposes."""
        return self.status is Status.PROVED and all(text.vacuous for text in self.texts)

    @property
    def refutations(self) -> tuple[Refutation, ...]:
        """One per text that refutes it; or one per breaking set."""
        found = tuple(text.refutation for text in self.texts if text.refutation is not None)
        if not found and self.by_reading is not None:
            return tuple(breaking.refutation for breaking in self.by_reading.breaking)
        return found

    @property
    def expected(self) -> bool:
        """Whether nothing has to be done: proved, or refuted as is known; and not the other way round."""
        known = bool(self.statement.known_to_fail)
        return self.status is (Status.REFUTED if known else Status.PROVED)
