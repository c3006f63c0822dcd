"""Running the cases of a policy file: the verdict of each against what the analyst expects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyc.decide.texts import text_for, verdict_without_text
from policyc.decide.verdicts import decide
from policyc.evaluate import requested_services
from policyc.model.cases import Case, Expectation, ExpectedCase
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Contradiction, Verdict


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One expectation that a verdict does not meet, in words."""

    expectation: Expectation
    words: str


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of one case. One that expects nothing can neither pass nor fail."""

    expected: ExpectedCase
    epoch: Epoch | None
    verdicts: tuple[Verdict | Contradiction, ...]
    mismatches: tuple[Mismatch, ...]

    @property
    def passed(self) -> bool:
        """Whether something was expected, and nothing else came out."""
        return bool(self.expected.expects) and not self.mismatches

    @property
    def failed(self) -> bool:
        """Whether something came out that was not expected."""
        return bool(self.mismatches)


def run_cases(policy: Policy) -> Iterator[CaseResult]:
    """Every case of a policy, decided by the text of its own day, or by the draft in whose file it stands."""
    adopted = policy.epochs or [epoch for drafts in policy.drafts.values() for epoch in drafts]
    for expected in policy.cases:
        epochs = policy.drafts.get(expected.version) or adopted
        epoch, verdicts = decide_by_clock(policy, epochs, expected.case, with_routes=False)
        yield CaseResult(expected, epoch, verdicts, tuple(_mismatches(expected, verdicts)))


def decide_by_clock(
    policy: Policy, epochs: Sequence[Epoch], case: Case, with_routes: bool = True
) -> tuple[Epoch | None, tuple[Verdict | Contradiction, ...]]:
    """Verdicts by the text in force on the case's version clock, and that text (None where there is none)."""
    text = text_for(policy, epochs, case)
    if isinstance(text, Epoch):
        return text, decide(text, case, with_routes)
    return None, tuple(verdict_without_text(service, text) for service in requested_services(case, policy))


def _mismatches(expected: ExpectedCase, verdicts: Sequence[Verdict | Contradiction]) -> Iterator[Mismatch]:
    for expectation in expected.expects:
        for verdict in verdicts:
            if expectation.service in ("", verdict.service):
                for words in differences(expectation, verdict):
                    yield Mismatch(expectation, f"{verdict.service}: {words}")


def differences(expectation: Expectation, verdict: Verdict | Contradiction) -> Iterator[str]:
    """How a verdict differs from what was expected of it, in words; nothing where it does not."""
    if isinstance(verdict, Contradiction):
        if not expectation.contradiction:
            yield f"no patient can be like this: {', '.join(verdict.facts)} clash"
        return
    if expectation.contradiction:
        yield f"expected a contradiction, but it is {_said(verdict)}"
        return
    if expectation.undecided and verdict.decided:
        yield f"expected undecided, but it is {_said(verdict)}"
    elif expectation.outcome is not None and (
        expectation.outcome is not verdict.outcome or not verdict.decided
    ):
        yield f"expected {expectation.outcome}, but it is {_said(verdict)}"
    yield from _detail_differences(expectation, verdict)


def _detail_differences(expectation: Expectation, verdict: Verdict) -> Iterator[str]:
    line = verdict.decided_by.line if verdict.decided_by else None
    criterion = verdict.decided_by.criterion if verdict.decided_by else None
    rows: tuple[tuple[str, object, object], ...] = (
        ("decided by line", expectation.line, line),
        ("under criterion", expectation.criterion, criterion),
        ("supporting", _sorted(expectation.supporting), _sorted(verdict.services)),
        ("also supporting", _sorted(expectation.also_supporting), _sorted(verdict.also_supported)),
        ("open facts", _sorted(expectation.open_facts), _sorted(verdict.open_facts)),
        ("possible outcomes", _sorted(expectation.possible), _sorted(verdict.possible)),
    )
    for what, wanted, got in rows:
        if wanted is not None and wanted != got:
            yield f"expected {what} {_listed(wanted)}, but it is {_listed(got)}"


def _said(verdict: Verdict) -> str:
    if not verdict.decided:
        return f"undecided, waiting for {', '.join(verdict.open_facts) or 'more facts'}"
    if verdict.decided_by is None:
        return str(verdict.outcome)
    criterion = f", criterion {verdict.decided_by.criterion}" if verdict.decided_by.criterion else ""
    return f"{verdict.outcome} (by {verdict.decided_by.line}{criterion})"


def _sorted(names: Sequence[str | Outcome] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(sorted(str(name) for name in names))


def _listed(names: object) -> str:
    if isinstance(names, tuple):
        return ", ".join(names) or "nothing"
    return str(names) if names is not None else "none"
