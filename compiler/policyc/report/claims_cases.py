"""The patients who refute a claim, as cases that can be pasted into the file where the claim stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyc.analysis.claims import ClaimAnswer, Refutation
from policyc.check.cases import case_as_text
from policyc.decide.expectations import decide_by_clock
from policyc.evaluate import close_case
from policyc.model.cases import Case
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Contradiction, Verdict
from policyc.report.patient_words import with_more_words


def refuting_cases(
    answer: ClaimAnswer, refutation: Refutation, shared: Sequence[str] = ()
) -> tuple[str, ...]:
    """Each patient as a `case` that expects what the text of its day really decides; each ends with a newline.

    `shared` are the facts that `every case` gives in the file of the claim; a case that is pasted there has to
    give its own.
    """
    policy = answer.statement.policy
    titles = _titles(answer, refutation)
    return tuple(
        _pasted(title, case, refutation, policy, shared)
        for title, case in zip(titles, refutation.cases, strict=True)
    )


def _titles(answer: ClaimAnswer, refutation: Refutation) -> tuple[str, ...]:
    title = f"Against: {answer.statement.title}"
    if refutation.turned:
        title += f" ({', '.join(f'{name}: {way}' for name, way in refutation.turned.items())})"
    if len(refutation.cases) == 1:
        return (title,)
    more = with_more_words(answer.statement.policy, answer.statement.claim.fact, refutation.cases[-1])
    return (f"{title} (before)", f"{title} ({more})")


def _pasted(title: str, case: Case, refutation: Refutation, policy: Policy, shared: Sequence[str]) -> str:
    _, verdicts = decide_by_clock(policy, _epochs(refutation, policy), case, with_routes=False)
    lines = [f'  note "{words}"' for words in _notes(case, refutation)]
    lines += [_expectation(verdict, len(verdicts) > 1) for verdict in verdicts]
    return case_as_text(_explicit(case, policy, shared), policy, title) + "".join(
        f"{each}\n" for each in lines
    )


def _epochs(refutation: Refutation, policy: Policy) -> Sequence[Epoch]:
    """The texts that decide the case where it is pasted: those of the draft that is refuted, else the adopted."""
    drafts = [epoch.version.name for epoch in refutation.epochs if epoch.version.draft]
    return policy.drafts[drafts[-1]] if drafts else policy.epochs


def _notes(case: Case, refutation: Refutation) -> Iterator[str]:
    """What the text of the day does not say: the other text, and the readings that are turned."""
    own = [one for one in refutation.decided if one.case == case]
    if refutation.turned:
        read = " and ".join(f"{name} is read as {way}" for name, way in refutation.turned.items())
        for one in own:
            yield f"Where {read}, version {one.epoch.version.name} gives {one.outcome}"
    elif len(own) > 1:
        for one in own:
            yield f"Version {one.epoch.version.name} gives {one.outcome}"


def _expectation(verdict: Verdict | Contradiction, several: bool) -> str:
    lead = f"  expect {verdict.service}: " if several else "  expect "
    if isinstance(verdict, Contradiction):
        return f"{lead}contradiction"
    if not verdict.decided:
        return f"{lead}undecided"
    if verdict.decided_by is None:
        return f"{lead}{verdict.outcome}"
    under = f" under {verdict.decided_by.criterion}" if verdict.decided_by.criterion else ""
    return f"{lead}{verdict.outcome} by {verdict.decided_by.line}{under}"


def _explicit(case: Case, policy: Policy, shared: Sequence[str]) -> Case:
    """The case with the facts that a file would otherwise give it said in full."""
    closed = close_case(case, policy)
    asked = [name for name in shared if name in policy.facts]
    facts = {name: closed.facts.get(name) for name in asked if not policy.facts[name].per_service}
    by_service = {
        name: closed.per_service.get(name) or dict.fromkeys(case.requested)
        for name in asked
        if policy.facts[name].per_service
    }
    return replace(case, facts={**facts, **case.facts}, per_service={**by_service, **case.per_service})
