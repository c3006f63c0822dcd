"""Keeping the score: what the analysis says of a clean draft and of the same draft with a defect planted in it.

Found means: under one of the codes that the defect may be told by, pointing at every row and mentioning every name
that the defect consists of. Everything else that is said of a mutant, and is neither said of its original nor
stated as a consequence of the defect, is a false alarm, like everything that is said of a clean draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policyc.model.program import Policy
from policyc.workspace.examining import Slice, examine
from policyc.workspace.joining import join
from policylang.diagnostic import Diagnostic
from policylang.source import Source
from tests.judges import z3_findings, z3_twins
from tests.judges.z3_subject import Z3Subject
from tests.judges.z3_undocumented import documentation_cliffs
from tests.mutants.draft import PolicyDraft, written
from tests.mutants.evidence import Evidence
from tests.mutants.planted import Planted
from tests.spec.programs import check_text

# A reading on which somebody's outcome depends is told of every policy that has one, and nothing is wrong with it.
NO_DEFECT = frozenset({"P712"})
_QUOTED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Told:
    """One finding: its code, the rows it points at, the names it mentions, and its headline."""

    code: str
    rows: frozenset[str]
    names: frozenset[str]
    headline: str

    def points_at(self, place: str) -> bool:
        """Whether it points at this row or mentions this name."""
        return place in self.rows or place in self.names

    def concerns(self, name: str) -> bool:
        """Whether a name occurs in it or in the rows it points at; the empty name occurs everywhere."""
        said = (*self.rows, *self.names, self.headline)
        return not name or any(re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", each) for each in said)


@dataclass(frozen=True)
class Score:
    """Of one mutant: whether the defect was found, and what was said besides."""

    found: bool
    extra: tuple[Told, ...]
    nearly: tuple[Told, ...] = ()


def policy_of(text: str) -> Policy:
    """The checked policy of a text."""
    return check_text(text).checked.program.policies["sample.policy"]


def told_of(text: str) -> list[Told]:
    """Everything that `policyc check` says of a project that consists of this text."""
    source = Source("sample.policy", text)
    examined = examine(Slice((source,), frozenset({source.name})))
    rows = text.split("\n")
    return [told(each.diagnostic, rows) for each in join([examined], {}, whole_project=True).findings]


def told(found: Diagnostic, rows: Sequence[str]) -> Told:
    """A diagnostic as the score reads it."""
    spans = [span for span in (found.span, *(label.span for label in found.labels)) if span is not None]
    words = (
        found.headline,
        found.caption,
        found.help,
        *found.notes,
        *(each.message for each in found.labels),
    )
    names = frozenset(name for text in words for name in _QUOTED.findall(text))
    pointed = frozenset(rows[span.line - 1].strip() for span in spans)
    return Told(found.code, pointed, names, found.headline)


def score(planted: Planted, said: Iterable[Told], original: Iterable[Told]) -> Score:
    """Whether what was said of a mutant has the defect, and what it has besides."""
    before = {(each.code, each.headline) for each in original}
    hits = [each for each in said if each.code in planted.codes]
    found = [each for each in hits if all(each.points_at(place) for place in planted.at)]
    if not found and _together(hits, planted.at):
        found = hits
    extra = [
        each
        for each in said
        if each not in found
        and each.code not in NO_DEFECT
        and (each.code, each.headline) not in before
        and not any(each.code == code and each.concerns(name) for code, name in planted.consequences)
    ]
    return Score(bool(found), tuple(extra), tuple(hits))


def _together(hits: Sequence[Told], at: Sequence[str]) -> bool:
    """Whether one finding mentions the whole place by its headline's first name."""
    return any(set(at) <= {*each.rows, *each.names} for each in hits)


def objections(policy: Policy) -> list[str]:
    """What the judge has against a draft that is said to be clean; empty when nothing."""
    said: list[str] = []
    idle, doubtful = set(policy.facts), set(policy.readings)
    for epoch in policy.epochs:
        subject = Z3Subject(epoch)
        for question in QUESTIONS:
            said += [f"{epoch.name}: {question.__name__}: {name}" for name in question(subject)]
        idle -= {name for name in idle if z3_twins.matters(subject, name)}
        doubtful -= {name for some in z3_twins.readings_that_matter(subject) for name in some}
    # A fact that only another reading asks for is not idle: the choice of the reading is what it depends on.
    said += [f"idle: {name}" for name in sorted(idle) if not Evidence(policy).matters_otherwise(name)]
    return said + [f"reading does not matter: {name}" for name in sorted(doubtful)]


QUESTIONS = (
    z3_findings.contradictory,
    z3_findings.unreachable,
    z3_findings.overlaps,
    z3_findings.redundant,
    z3_findings.always_true,
    z3_findings.collapsed_counts,
    z3_twins.gaps,
    z3_twins.cliffs,
    z3_twins.tied_cliffs,
    documentation_cliffs,
)


def clean_text(draft: PolicyDraft) -> str:
    """The text of a draft, checked and certified clean. Raises AssertionError with the objections."""
    text = written(draft)
    checked = check_text(text)
    wrong = [f"{each.code}: {each.headline}" for each in checked.diagnostics]
    wrong = wrong or objections(checked.checked.program.policies["sample.policy"])
    assert not wrong, wrong
    return text
