"""Answering claims: text by text as they are read, then however they can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.analysis.claims.answer import ByReading, ClaimAnswer, Status, TextAnswer
from policyc.analysis.claims.by_reading import by_reading
from policyc.analysis.claims.questions import PatientQuestion, Question, Subjects
from policyc.analysis.claims.statements import Statement, statements, texts_of
from policyc.analysis.claims.worsening_questions import WorseningQuestion
from policyc.model.cases import Claim
from policyc.model.program import Epoch, Policy
from policyc.prove.cores import UndecidedError
from policyc.prove.solver import DEFAULT, SolverSettings


def answer_claims(
    policy: Policy, chosen: Sequence[Statement] | None = None, settings: SolverSettings = DEFAULT
) -> Iterator[ClaimAnswer]:
    """The answers to the claims of a policy without errors, or to some of them, in their order, one by one.

    What is answered about a claim does not depend on which others are asked for.
    """
    subjects = Subjects(policy, settings)
    for statement in statements(policy) if chosen is None else chosen:
        yield _answer(statement, subjects)


def _answer(statement: Statement, subjects: Subjects) -> ClaimAnswer:
    pairs = [(claim, epochs) for claim in statement.claims for epochs in texts_of(claim, subjects.policy)]
    texts = tuple(_answer_of_text(claim, epochs, subjects) for claim, epochs in pairs)
    status, reason = _together(texts)
    rests: ByReading | None = None
    if status is Status.PROVED and statement.every_reading:
        try:
            questions = [_question(claim, epochs, subjects, True) for claim, epochs in pairs]
            rests = by_reading(questions, subjects.policy)
            status = Status.PROVED if rests is None else Status.REFUTED
        except UndecidedError as error:
            status, reason = Status.UNDECIDED, str(error)
    return ClaimAnswer(statement, status, texts, rests, reason)


def _answer_of_text(claim: Claim, epochs: tuple[Epoch, ...], subjects: Subjects) -> TextAnswer:
    """The answer under the chosen readings."""
    try:
        question = _question(claim, epochs, subjects, False)
        refutation = question.refutation()
        if refutation is not None:
            return TextAnswer(claim, epochs, Status.REFUTED, refutation)
        about = _question(claim, epochs, subjects, True) if claim.every_reading else question
        return TextAnswer(claim, epochs, Status.PROVED, vacuous=not about.supposed())
    except UndecidedError as error:
        return TextAnswer(claim, epochs, Status.UNDECIDED, reason=str(error))


def _question(claim: Claim, epochs: tuple[Epoch, ...], subjects: Subjects, free_readings: bool) -> Question:
    if claim.kind == "monotone":
        return WorseningQuestion(claim, epochs[0], subjects.alone(epochs[0], free_readings))
    return PatientQuestion(claim, epochs, subjects.about(epochs, free_readings))


def _together(texts: Sequence[TextAnswer]) -> tuple[Status, str]:
    """What the answers for single texts amount to: one refutation refutes, all proofs prove."""
    if any(text.status is Status.REFUTED for text in texts):
        return Status.REFUTED, ""
    undecided = [text for text in texts if text.status is Status.UNDECIDED]
    if undecided:
        return Status.UNDECIDED, undecided[0].reason
    return (Status.PROVED, "") if texts else (Status.UNDECIDED, "none of its texts is in force on any day")
