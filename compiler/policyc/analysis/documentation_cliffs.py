"""Documentation cliffs: where undocumented facts are not met, a record with one fact more leads to a worse outcome.

Outcomes are of three classes, so where a longer record is worse, one of the steps from the shorter record to it is:
one question proves for all facts together that no document harms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policyc.analysis.recorded import Recorded
from policyc.analysis.showing import days_said, outcome_said
from policyc.analysis.studied import Studied
from policyc.analysis.subject import Subject, UndecidedError
from policyc.analysis.turning_places import deciding_labels, turning_spans
from policyc.analysis.two_patients import fact_said, patient_said, verdict_said
from policyc.check.cases import case_to_json
from policyc.evaluate import evaluate
from policyc.model.cases import Case
from policyc.model.outcome import outcome_class
from policyc.model.program import Epoch
from policyc.model.verdict import Evaluation
from policyc.prove.solver import Model
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class _Cliff:
    """A case without a fact and with it, and how each is decided."""

    fact: str
    subject: Subject
    cases: tuple[Case, Case]
    told: tuple[Evaluation, Evaluation]


def find_documentation_cliffs(studied: Studied) -> Iterator[Diagnostic]:
    """One diagnostic for each fact whose record leaves some patient worse off, on some day of the version."""
    if not studied.policy.undocumented_not_met:
        return
    found: dict[str, list[_Cliff]] = {}
    for subject in studied.subjects:
        for cliff in _cliffs(Recorded(Subject(subject.epoch, subject.settings))):
            found.setdefault(cliff.fact, []).append(cliff)
    for name in studied.policy.facts:
        if name in found:
            yield _told(found[name], studied)


def _cliffs(recorded: Recorded) -> Iterator[_Cliff]:
    if not recorded.subject.possible([recorded.worse]):
        return
    found = False
    for fact in recorded.added:
        question = [recorded.worse, *recorded.only(fact)]
        if recorded.subject.possible(question):
            found = True
            yield _cliff(recorded, fact, question)
    if not found:
        raise UndecidedError("a longer record makes an outcome worse, and no single fact of it was found")


def _cliff(recorded: Recorded, fact: str, question: list[int]) -> _Cliff:
    """The plainest patient, with all other facts on record if some such patient has them there."""
    subject = recorded.subject
    for name, literal in recorded.kept.items():
        if name != fact and subject.possible([*question, literal]):
            question.append(literal)
    model = subject.plainest(question)
    assert model is not None
    cases = _case(recorded, model, fact), _case(recorded, model, "")
    service = subject.patient.service(model)
    before, after = (evaluate(subject.epoch, case, service) for case in cases)
    ranks = [outcome_class(told.possible[0]) for told in (before, after)]
    if ranks[0] is None or ranks[1] is None or ranks[0] <= ranks[1]:
        raise UndecidedError(f"the evaluator does not confirm what a record of {fact} changes")
    return _Cliff(fact, subject, cases, (before, after))


def _case(recorded: Recorded, model: Model, without: str) -> Case:
    """The model's patient, with what is off record in both readings unknown, and one fact more."""
    case = recorded.subject.case(model)
    unknown = [name for name, literal in recorded.kept.items() if not model.holds(literal)]
    missing = [name for name in unknown if name == without or not model.holds(recorded.added[name])]
    facts = recorded.subject.epoch.policy.facts
    shared = {name: None for name in missing if not facts[name].per_service}
    own = {name: dict.fromkeys(case.requested, None) for name in missing if facts[name].per_service}
    return replace(case, facts={**case.facts, **shared}, per_service={**case.per_service, **own})


def _told(cliffs: list[_Cliff], studied: Studied) -> Diagnostic:
    cliff, policy = cliffs[0], studied.policy
    epoch = cliff.subject.epoch
    before, after = cliff.told
    decided = before.decided_by, after.decided_by
    outcomes = [outcome_said(told.possible[0], policy) for told in cliff.told]
    days = days_said([each.subject.epoch for each in cliffs], [subject.epoch for subject in studied.subjects])
    facts = {cliff.fact} | {
        name for name, each in policy.facts.items() if each.current_episode_since == cliff.fact
    }
    both = before.truths.keys() & after.truths.keys()
    turned = {path for path in both if before.truths[path] is not after.truths[path]}
    spans = turning_spans(epoch, facts, turned, decided)
    return diagnostic(
        "documentation-cliff",
        f"a record of `{cliff.fact}` takes away: {outcomes[0]} without it, {outcomes[1]} with it{days}",
        spans[0] if spans else studied.version.span,
        caption="not met while it is not on record" if spans else "",
        labels=tuple(deciding_labels(epoch, decided, outcomes, spans, ("without it", "with it"))),
        notes=tuple(_notes(cliff, epoch)),
        help=f"let no criterion that denies rest on a record that nobody has to send; if this is meant, write: "
        f'acknowledge P709 on {cliff.fact} of version {studied.version.name} because "…"',
        witness=case_to_json(cliff.cases[0], policy),
        twin=case_to_json(cliff.cases[1], policy),
    )


def _notes(cliff: _Cliff, epoch: Epoch) -> Iterator[str]:
    policy = epoch.policy
    yield f"the patient: {patient_said(cliff.cases[1], policy)}"
    value = cliff.cases[1].facts.get(cliff.fact, policy.facts[cliff.fact].normally)
    yield f"what may or may not be on record: {fact_said(policy, policy.facts[cliff.fact], value)}"
    for words, told in zip(("without it", "with it"), cliff.told, strict=True):
        if told.decided_by is not None:
            yield f"{words}: {verdict_said(epoch, told.possible[0], told.decided_by)}"
