"""Claims answered: proved, refuted by a patient, or undecided with the reason.

A claim is about every patient with complete facts, every service and every day of its texts. Its violation is one
formula per text (`questions`; two patients for `more FACT never worsens`, in `worsening_questions`): no patient of
that kind is a proof, and the plainest one is the refutation, which the evaluator has to confirm (`replay`). Under
every reading, the readings are left open, and what breaks or secures the claim is told in minimal sets
(`by_reading`).
"""

from policyc.analysis.claims.answer import (
    Breaking,
    ByReading,
    ClaimAnswer,
    Decided,
    Refutation,
    Status,
    TextAnswer,
)
from policyc.analysis.claims.answering import answer_claims
from policyc.analysis.claims.statements import Statement, statements

__all__ = [
    "Breaking",
    "ByReading",
    "ClaimAnswer",
    "Decided",
    "Refutation",
    "Statement",
    "Status",
    "TextAnswer",
    "answer_claims",
    "statements",
]
