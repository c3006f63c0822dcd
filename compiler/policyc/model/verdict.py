"""Verdicts: what is decided about one patient and one requested service, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from policyc.model.conditions import Citation
from policyc.model.facts import Value
from policyc.model.outcome import Outcome


class Truth(Enum):
    """Kleene's three values."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """The line that decides, and the first met criterion it names that supports the service (or None)."""

    line: str
    criterion: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the reference evaluator finds for one service, without the solver.

    `possible` contains every outcome that some completion gives (it may contain more), in order of the lines.
    `possible_lines` are the lines that may decide, in order: those that were not false, up to the first true one,
    and where `otherwise` is reached those that may have failed for the service alone. `truths` maps the path of
    every condition that was looked at to its value, and the keys of `policyc.evaluate.keys` for lines,
    definitions, criteria and section tests. `decided_by` is set when one
    line is certain to decide and its criterion is certain too (criterion None where it is not certain).
    """

    service: str
    possible: tuple[Outcome, ...]
    possible_lines: tuple[str, ...]
    decided_by: DecidedBy | None
    services: tuple[str, ...]
    also_supported: tuple[str, ...]
    truths: Mapping[str, Truth]


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact and what has to be answered for it: a value, or a description such as `at least 42 days`."""

    fact: str
    value: Value | None
    words: str
    service: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """A smallest set of facts that, with these answers, makes the outcome certain."""

    outcome: Outcome
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The completed verdict for one service.

    `decided`: every completion that obeys the axioms gives `outcome`; else `outcome` is pend and `possible`
    lists the outcomes that completions give. `decided_by` is None when no single line decides; then
    `possible_lines` names them. `routes_cut` and `open_facts_exact` say where a list was cut or not minimal.
    """

    service: str
    outcome: Outcome
    decided: bool
    possible: tuple[Outcome, ...]
    decided_by: DecidedBy | None
    possible_lines: tuple[str, ...]
    services: tuple[str, ...]
    also_supported: tuple[str, ...]
    citations: tuple[Citation, ...]
    routes: tuple[Route, ...]
    open_facts: tuple[str, ...]
    evaluation: Evaluation | None
    routes_cut: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """No completion satisfies the case: these facts clash, by these axioms (their texts)."""

    service: str
    facts: tuple[str, ...]
    axioms: tuple[str, ...]
