"""Cases as blocks to paste: a title in our own words, and what the verdict decides as the expectation."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.check.cases import case_as_text, case_to_json
from policyc.graph.words import condition_words, negated_words
from policyc.model.conditions import Condition
from policyc.model.program import Epoch
from policyc.model.verdict import Contradiction, Verdict
from policyc.report.missing_cases import MissingCase
from policyc.testing.missing.parts import Part
from policyc.testing.missing.shown import Shown, verdict_of

_MOST_OPEN_FACTS = 4


class Titles:
    """Titles, each used once."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def new(self, words: str) -> str:
        """The words, numbered where they are taken."""
        title, number = words, 1
        while title in self._taken:
            number += 1
            title = f"{words} ({number})"
        self._taken.add(title)
        return title


def written(one: Shown, title: str, shows: str) -> MissingCase:
    """A case with its expectation."""
    verdict = verdict_of(one)
    policy = one.epoch.policy
    service = f"{one.service}: " if len(one.requested) > 1 else ""
    block = case_as_text(one.case, policy, title) + f"  expect {service}{expectation(verdict)}\n"
    decided = isinstance(verdict, Verdict) and verdict.decided
    outcome = str(verdict.outcome) if isinstance(verdict, Verdict) and decided else None
    return MissingCase(title, shows, one.service, outcome, block, case_to_json(one.case, policy))


def expectation(verdict: Verdict | Contradiction) -> str:
    """What a case expects whose verdict this is."""
    if isinstance(verdict, Contradiction):
        return "contradiction"
    if not verdict.decided:
        few = 0 < len(verdict.open_facts) <= _MOST_OPEN_FACTS and not verdict.routes_cut
        return f"pend for {', '.join(verdict.open_facts)}" if few else "undecided"
    words = str(verdict.outcome)
    if verdict.decided_by is not None:
        words += f" by {verdict.decided_by.line}"
        words += f" under {verdict.decided_by.criterion}" if verdict.decided_by.criterion else ""
    return words + (f" supporting {', '.join(verdict.services)}" if verdict.services else "")


def criterion_words(label: str, epoch: Epoch) -> str:
    """A criterion by its label and title."""
    title = epoch.criteria[label].title
    return f"{label} {title}" if title else label


def part_words(part: Part, epoch: Epoch) -> str:
    """A part by its label."""
    if part.kind == "criterion":
        return criterion_words(part.name, epoch)
    return f"{part.kind.capitalize()} {part.name}"


def held_words(atom: Condition, holds: bool, epoch: Epoch) -> str:
    """A condition that holds, or its opposite."""
    return condition_words(atom, epoch) if holds else negated_words(atom, epoch)
