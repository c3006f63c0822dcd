"""Answers that nobody expected as diagnostics, on the claim and on what decides its patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyc.analysis.claims import ClaimAnswer, Decided, Status
from policyc.check.cases import case_to_json
from policyc.report.claims_words import reading_words, refutation_words, texts_words
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Label


def claim_diagnostic(answer: ClaimAnswer) -> Diagnostic | None:
    """What is wrong with an answer; None where it is as expected."""
    if answer.status is Status.UNDECIDED:
        return _undecided(answer)
    if answer.expected:
        return None
    return _refuted(answer) if answer.status is Status.REFUTED else _holds(answer)


def _refuted(answer: ClaimAnswer) -> Diagnostic:
    statement = answer.statement
    first = answer.refutations[0]
    patient = [case_to_json(case, statement.policy) for case in first.cases]
    if answer.by_reading is None:
        notes = [*refutation_words(answer, first), *filter(None, [texts_words(answer)])]
    else:
        notes = _joined(reading_words(answer, answer.by_reading))
    return diagnostic(
        "refuted-claim",
        f"Claim “{statement.title}” does not hold",
        statement.span,
        caption="this patient refutes it" if len(patient) == 1 else "these two patients refute it",
        labels=tuple(label for one in first.decided for label in _labels(one)),
        notes=tuple(notes),
        help="mend the text or the claim, or let it stand with `known to fail because …`",
        witness=patient[0],
        twin=patient[1] if len(patient) > 1 else None,
    )


def _joined(sentences: Iterable[str]) -> list[str]:
    """One note for what belongs together: sentences that are indented belong to the one before."""
    notes: list[str] = []
    for words in sentences:
        if words.startswith(" ") and notes:
            notes[-1] += f" {words.strip()}"
        else:
            notes.append(words)
    return notes


def _labels(one: Decided) -> Iterator[Label]:
    line = next(line for line in one.epoch.lines if line.name == one.line)
    if line.span is not None:
        yield Label(line.span, f"decides: {one.outcome}")
    criterion = one.epoch.criteria.get(one.criterion or "")
    if criterion is not None and criterion.span is not None:
        yield Label(criterion.span, "is met")


def _holds(answer: ClaimAnswer) -> Diagnostic:
    nobody = "; no patient meets what it presupposes" if answer.vacuous else ""
    return diagnostic(
        "claim-holds",
        f"Claim “{answer.statement.title}” is said to fail, and it holds",
        answer.statement.span,
        caption="proved for every patient" + nobody,
        help="take `known to fail` away, or say what was meant",
    )


def _undecided(answer: ClaimAnswer) -> Diagnostic:
    return diagnostic(
        "undecided-claim",
        f"Claim “{answer.statement.title}” is undecided",
        answer.statement.span,
        caption=answer.reason,
        help="nothing is known of it; say less in one claim, or report it if the reason is ours",
    )
