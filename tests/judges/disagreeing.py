"""Lines that disagree about a complete case, by the reference evaluator, which is shown each line alone."""

from __future__ import annotations

from dataclasses import replace

from policyc.evaluate import evaluate
from policyc.model.cases import Case
from policyc.model.program import Epoch

Pair = tuple[str, str]


def holding(epoch: Epoch, case: Case, service: str) -> list[str]:
    """The lines that hold for a complete case, each asked alone; the first of them decides."""
    found = []
    for line in epoch.lines[:-1]:
        answer = evaluate(replace(epoch, lines=(line, epoch.lines[-1])), case, service)
        (name,), (outcome,) = answer.possible_lines, answer.possible
        if name == line.name and outcome is line.outcome:
            found.append(name)
    return found


def clashes(epoch: Epoch, case: Case, service: str) -> set[Pair]:
    """The deciding line with each other line of another outcome that holds too, where neither overrides."""
    lines = {line.name: line for line in epoch.lines}
    held = holding(epoch, case, service)
    pairs = {(held[0], name) for name in held[1:]}
    return {
        (first, second)
        for first, second in pairs
        if lines[first].outcome is not lines[second].outcome
        and not lines[first].first
        and not lines[second].first
    }
