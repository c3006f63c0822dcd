"""What a diff says to somebody who has not read either text: the same words for terminal, Markdown and HTML.

A page is data: a headline, the answer, the edits that can change a decision, those that cannot, a group of
facts per region, and what was proved. Renderers only set it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from policyc.diff.comparison import Diff
from policyc.diff.edits import TextEdit
from policyc.diff.regions import Decision, Effect, Region, Verdict
from policyc.diff.sides import joint_policy
from policyc.graph.words import capitalised
from policyc.model.calendar import day_before
from policyc.model.conditions import Citation
from policyc.model.outcome import Outcome, OutcomeClass, outcome_class
from policyc.model.program import Epoch
from policyc.report.paragraph import counted, listed
from policyc.report.patient_words import patient_words
from policyc.report.verdict_words import citation_words, criterion_words, outcome_words, service_words


@dataclass(frozen=True, slots=True)
class RegionWords:
    """One region: a heading such as `Newly approved`, and rows of a label and words."""

    number: int
    heading: str
    effect: Effect
    old_outcome: str
    new_outcome: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DiffWords:
    """A diff in words. `warning` is empty when the map is complete."""

    title: str
    texts: tuple[str, str]
    verdict: str
    answer: str
    edits: tuple[tuple[str, str], ...]
    wording_edits: tuple[tuple[str, str], ...]
    regions: tuple[RegionWords, ...]
    proof: str
    warning: str
    notes: tuple[str, ...]


def diff_words(found: Diff) -> DiffWords:
    """The page of a diff."""
    old, new = found.old.policy, found.new.policy
    same = old.id == new.id
    edits = [(edit.words, _cited(edit)) for edit in found.edits if edit.meaning]
    wording = [(edit.words, _cited(edit)) for edit in found.edits if not edit.meaning]
    return DiffWords(
        title=f"{new.title} ({new.id})" if same else f"{old.title} ({old.id}), {new.title} ({new.id})",
        texts=(text_words(found.old, not same), text_words(found.new, not same)),
        verdict=_VERDICTS[found.verdict],
        answer=answer_words(found),
        edits=tuple(edits),
        wording_edits=tuple(wording),
        regions=tuple(_region(number, region, found) for number, region in enumerate(found.regions, 1)),
        proof=_PROOF if found.complete else "",
        warning="" if found.complete else _incomplete(found.change_map.reason),
        notes=found.notes,
    )


def text_words(epoch: Epoch, with_policy: bool = False) -> str:
    """`version 2024, in force from 2024-01-01 through 2024-02-29`."""
    start, end = epoch.interval.start, epoch.interval.end
    days = [f"from {start}"] if start else []
    days += [f"through {day_before(end)}"] if end else []
    name = f"{epoch.policy.id}, " if with_policy else ""
    draft = "draft " if epoch.version.draft else ""
    return f"{name}{draft}version {epoch.version.name}" + (f", in force {' '.join(days)}" if days else "")


def answer_words(found: Diff) -> str:
    """Who gains, who loses, in one or two sentences."""
    if not found.regions:
        return (
            "No patient is decided differently."
            if found.complete
            else "No difference was found, but the comparison was not completed."
        )
    counts = Counter(group_words(region) for region in found.regions)
    said = [_group(words, number, index == 0) for index, (words, number) in enumerate(counts.items())]
    effects = {region.effect for region in found.regions}
    if Effect.ADVERSE not in effects and found.complete:
        said.append("nobody is worse off")
    elif Effect.FAVOURABLE not in effects and found.complete:
        said.append("nobody is better off")
    return capitalised("; ".join(said)) + "."


def group_words(region: Region) -> str:
    """What happens to the patients of a region: `newly approved`, `newly denied`, …"""
    old, new = region.old.outcome, region.new.outcome
    if old is new:
        return "supported for other services"
    if region.effect is Effect.NEUTRAL:
        return "decided in other terms"
    if new in _NEWLY:
        return _NEWLY[new]
    return {
        OutcomeClass.FAVOURABLE: "newly approved",
        OutcomeClass.OPEN: "newly sent to review",
        OutcomeClass.ADVERSE: "newly denied",
    }[outcome_class(new) or OutcomeClass.OPEN]


_NEWLY = {
    Outcome.REVIEW_NOT_REQUIRED: "newly free of review",
    Outcome.SUPPORTED: "newly supported",
    Outcome.PEND: "newly held for more information",
    Outcome.INCOMPLETE: "newly incomplete",
    Outcome.OTHER_SERVICE_SUPPORTED: "newly pointed to another service",
    Outcome.EXPERIMENTAL: "newly denied as experimental",
    Outcome.NOT_COVERED: "newly denied as not covered",
}

_VERDICTS = {
    Verdict.EQUIVALENT: "equivalent",
    Verdict.EXPANDS: "expands",
    Verdict.RESTRICTS: "restricts",
    Verdict.BOTH: "expands for some, restricts for others",
    Verdict.DIFFERS: "differs, for better or worse to nobody",
    Verdict.UNKNOWN: "unknown",
}

_PROOF = (
    "Checked for every patient the vocabulary allows, on every day these texts are in force, under the chosen "
    "readings: nothing else changes."
)


def _incomplete(reason: str) -> str:
    return (
        f"THIS COMPARISON IS NOT COMPLETE: {reason}. There may be patients who are decided differently and do "
        "not appear here."
    )


def _group(words: str, number: int, first: bool) -> str:
    if not first:
        return f"{number} {words}"
    return f"{counted(number, 'group')} of patients {'is' if number == 1 else 'are'} {words}"


def _region(number: int, region: Region, found: Diff) -> RegionWords:
    old, new = found.old, found.new
    rows = [
        (
            "Asked for",
            _services(region.requested, new if region.requested[0] in new.policy.services else old),
        ),
        ("Before", _decision(region.old, old)),
        ("Now", _decision(region.new, new)),
    ]
    if region.old.outcome is region.new.outcome:
        rows.append(("Supports", f"{_named(region.new, new)}; before {_named(region.old, old)}"))
    cites = _citations(region, found)
    rows += [("Source", cites)] if cites else []
    rows.append(("Example", patient_words(region.witness, joint_policy(old.policy, new.policy))))
    return RegionWords(
        number,
        capitalised(group_words(region)),
        region.effect,
        outcome_words(region.old.outcome, old.policy),
        outcome_words(region.new.outcome, new.policy),
        tuple(rows),
    )


def _decision(decision: Decision, epoch: Epoch) -> str:
    outcome = outcome_words(decision.outcome, epoch.policy)
    if decision.criterion is not None:
        return f"{outcome}, by criterion {criterion_words(decision.criterion, epoch)}"
    if decision.line == epoch.lines[-1].name:
        return f"{outcome}, since nothing else applies"
    return f"{outcome}, by the line “{decision.line.replace('_', ' ')}”"


def _named(decision: Decision, epoch: Epoch) -> str:
    return _services(decision.services, epoch) if decision.services else "none"


def _services(names: Sequence[str], epoch: Epoch) -> str:
    return listed([service_words(name, epoch.policy) for name in names])


def _citations(region: Region, found: Diff) -> str:
    """The place of the new deciding criterion, else of the old one, else of the lines."""
    for decision, epoch in ((region.new, found.new), (region.old, found.old)):
        if decision.criterion is not None:
            return citation_words(epoch.criteria[decision.criterion].cite, epoch.policy)
    for decision, epoch in ((region.new, found.new), (region.old, found.old)):
        cite = next(line.cite for line in epoch.lines if line.name == decision.line)
        if cite is not None:
            return citation_words(cite, epoch.policy)
    return ""


def _cited(edit: TextEdit) -> str:
    cite: Citation | None = edit.new.cite or edit.old.cite
    return "" if cite is None else f"{cite.source} {cite.place}"
