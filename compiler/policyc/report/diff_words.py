"""What a diff says to somebody who has not read either text: the same words for terminal, Markdown and HTML.

A page is data: a headline, the answer, the edits that can change a decision, those that cannot, the groups of
patients who are decided differently, and what was proved. Renderers only set it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyc.diff.comparison import Diff
from policyc.diff.edits import EditKind, TextEdit
from policyc.diff.regions import Decision, Effect, Verdict
from policyc.diff.sides import joint_policy
from policyc.graph.words import capitalised
from policyc.model.calendar import day_before
from policyc.model.conditions import Citation
from policyc.model.program import Epoch
from policyc.report.diff_groups import Group, groups
from policyc.report.paragraph import counted, listed
from policyc.report.patient_words import patient_words
from policyc.report.verdict_words import citation_words, criterion_words, outcome_words, service_words


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A group of patients: a heading such as `Newly approved`, and rows of a label and words."""

    number: int
    heading: str
    effect: Effect
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DiffWords:
    """A diff in words. `warning` is empty when the map is complete."""

    title: str
    texts: tuple[str, str]
    verdict: str
    answer: str
    edits: tuple[tuple[str, str], ...]
    wording_edits: tuple[str, ...]
    groups: tuple[GroupWords, ...]
    proof: str
    warning: str
    notes: tuple[str, ...]


def diff_words(found: Diff) -> DiffWords:
    """The page of a diff."""
    old, new = found.old.policy, found.new.policy
    same = old.id == new.id
    edits = [(edit.words, _cited(edit)) for edit in found.edits if edit.meaning]
    return DiffWords(
        title=f"{new.title} ({new.id})" if same else f"{old.title} ({old.id}), {new.title} ({new.id})",
        texts=(text_words(found.old, not same), text_words(found.new, not same)),
        verdict=_VERDICTS[found.verdict],
        answer=answer_words(found),
        edits=tuple(edits),
        wording_edits=tuple(_wording(found.edits)),
        groups=tuple(_group(number, group, found) for number, group in enumerate(groups(found), 1)),
        proof=_PROOF if found.complete else "",
        warning="" if found.complete else _incomplete(found.change_map.reason),
        notes=found.notes,
    )


def text_words(epoch: Epoch, with_policy: bool = False) -> str:
    """`version 2024, in force from 2024-01-01 through 2024-02-29`; a draft is proposed for its days."""
    start, end = epoch.interval.start, epoch.interval.end
    days = [f"from {start}"] if start else []
    days += [f"through {day_before(end)}"] if end else []
    name = f"{epoch.policy.id}, " if with_policy else ""
    draft, force = ("draft ", "proposed") if epoch.version.draft else ("", "in force")
    return f"{name}{draft}version {epoch.version.name}" + (f", {force} {' '.join(days)}" if days else "")


def answer_words(found: Diff) -> str:
    """Who gains, who loses, in one or two sentences."""
    if not found.regions:
        return (
            "No patient is decided differently."
            if found.complete
            else "No difference was found, but the comparison was not completed."
        )
    counts = Counter(group.words for group in groups(found))
    said = [_counted(words, number, index == 0) for index, (words, number) in enumerate(counts.items())]
    effects = {region.effect for region in found.regions}
    if Effect.ADVERSE not in effects and found.complete:
        said.append("nobody is worse off")
    elif Effect.FAVOURABLE not in effects and found.complete:
        said.append("nobody is better off")
    return capitalised("; ".join(said)) + "."


_VERDICTS = {
    Verdict.EQUIVALENT: "equivalent",
    Verdict.EXPANDS: "expands",
    Verdict.RESTRICTS: "restricts",
    Verdict.BOTH: "both (expands for some patients, restricts for others)",
    Verdict.DIFFERS: "differs (better or worse for nobody)",
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


def _counted(words: str, number: int, first: bool) -> str:
    if not first:
        return f"{number} {words}"
    return f"{counted(number, 'group')} of patients {'is' if number == 1 else 'are'} {words}"


def _group(number: int, group: Group, found: Diff) -> GroupWords:
    old, new = found.old, found.new
    rows = [
        ("Asked for", _services(group.requested, new)),
        ("Before", decisions_words(group.old, old)),
        ("Now", decisions_words(group.new, new)),
    ]
    if group.old[0].outcome is group.new[0].outcome:
        rows += _support_rows(group, found)
    cites = _citations(group, found)
    rows += [("Source", cites)] if cites else []
    patient = patient_words(group.plainest.witness, joint_policy(old.policy, new.policy))
    rows.append(("Example", patient))
    return GroupWords(number, capitalised(group.words), group.effect, tuple(rows))


def _support_rows(group: Group, found: Diff) -> Iterator[tuple[str, str]]:
    """What the deciding lines support, and what the texts support besides, for all patients of the group."""
    now, before = _supported(group.new[0], found.new), _supported(group.old[0], found.new)
    yield "Supports", f"{now}; before {before}"
    elsewhere = [region.elsewhere for region in group.regions]
    for when, sides in (
        ("now", [each.new for each in elsewhere]),
        ("before", [each.old for each in elsewhere]),
    ):
        names = [name for name in sides[0] if all(name in side for side in sides)]
        if names:
            verb = "supports" if when == "now" else "supported"
            yield "Besides", f"{when} another line {verb} {_services(names, found.new)}"


def decisions_words(decisions: Sequence[Decision], epoch: Epoch) -> str:
    """Outcomes with what decides: `Approved, by criterion II.A Old scan`; one sentence part per outcome."""
    outcomes = dict.fromkeys(decision.outcome for decision in decisions)
    return "; or: ".join(
        f"{capitalised(outcome_words(outcome, epoch.policy))}, "
        f"{_deciding([each for each in decisions if each.outcome is outcome], epoch)}"
        for outcome in outcomes
    )


def _deciding(decisions: Sequence[Decision], epoch: Epoch) -> str:
    labels = dict.fromkeys(each.criterion for each in decisions if each.criterion is not None)
    lines = dict.fromkeys(each.line for each in decisions if each.criterion is None)
    last = epoch.lines[-1].name
    ways = [_criteria(list(labels), epoch)] if labels else []
    ways += [f"by the line “{name.replace('_', ' ')}”" for name in lines if name != last]
    ways += ["since nothing else applies"] if last in lines else []
    return listed(ways, "or")


def _criteria(labels: list[str], epoch: Epoch) -> str:
    """A criterion by its label and title; several by their labels, for brevity."""
    if len(labels) == 1:
        return f"by criterion {criterion_words(labels[0], epoch)}"
    return f"by criterion {listed(labels, 'or')}"


def _supported(decision: Decision, epoch: Epoch) -> str:
    return _services(decision.services, epoch) if decision.services else "no service"


def _services(names: Sequence[str], epoch: Epoch) -> str:
    return listed([service_words(name, epoch.policy) for name in names])


def _citations(group: Group, found: Diff) -> str:
    """The place of the one deciding criterion of the new text, else of the old one, else of the new line."""
    for decisions, epoch in ((group.new, found.new), (group.old, found.old)):
        labels = {decision.criterion for decision in decisions}
        if len(labels) == 1 and None not in labels:
            return citation_words(epoch.criteria[labels.pop() or ""].cite, epoch.policy)
    deciding = {decision.line for decision in group.new}
    cites = list(dict.fromkeys(line.cite for line in found.new.lines if line.name in deciding and line.cite))
    words = [citation_words(cite, found.new.policy) for cite in cites]
    if len({cite.source for cite in cites}) == 1:
        words = [words[0], *(cite.place for cite in cites[1:])]
    return " · ".join(words)


def _wording(edits: Sequence[TextEdit]) -> Iterator[str]:
    """Each edit without meaning; those that only cite another place in one sentence."""
    quiet = [edit for edit in edits if not edit.meaning]
    yield from (edit.words for edit in quiet if edit.kind is not EditKind.CITATION)
    cited = [f"{edit.subject} {edit.name}" for edit in quiet if edit.kind is EditKind.CITATION]
    if cited:
        yield f"Another place of the source is cited for {listed(list(dict.fromkeys(cited)))}."


def _cited(edit: TextEdit) -> str:
    cite: Citation | None = edit.new.cite or edit.old.cite
    return "" if cite is None else f"{cite.source} {cite.place}"
