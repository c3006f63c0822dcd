"""Claims that stand in files and that a command does not answer: said wherever a reader could take them for proven."""

from __future__ import annotations

from policyc.report.paragraph import counted, paragraph


def unanswered_claims(stated: int) -> str:
    """A sentence for the end of a summary, wrapped; empty where no claim stands in the files."""
    if not stated:
        return ""
    verb, them = ("stands", "it") if stated == 1 else ("stand", "them")
    return paragraph(f"{counted(stated, 'claim')} {verb} here; `policyc prove` answers {them}.", 0)


def claims_json(stated: int) -> dict[str, int]:
    """How many claims stand in the files, and how many of them this command answered: none."""
    return {"stated": stated, "answered": 0}
