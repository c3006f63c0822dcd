"""Claims that stand in files and that no command answers: said wherever a reader could take them for proven."""

from __future__ import annotations

from policyc.report.paragraph import counted, paragraph


def unanswered_claims(stated: int) -> str:
    """A sentence for the end of a summary, wrapped; empty where no claim stands in the files."""
    if not stated:
        return ""
    verb, they, are = ("stands", "it", "is") if stated == 1 else ("stand", "they", "are")
    words = f"{counted(stated, 'claim')} {verb} in these files; {they} {are} not answered by this version."
    return paragraph(words, 0)


def claims_json(stated: int) -> dict[str, int]:
    """How many claims stand in the files, and how many of them were answered: none is, so far."""
    return {"stated": stated, "answered": 0}
