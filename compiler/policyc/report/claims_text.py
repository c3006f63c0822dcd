"""Answers to claims at 80 columns: a line for each claim, and the patients of those that are refuted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from policyc.analysis.claims import ClaimAnswer, Status
from policyc.report.claims_cases import refuting_cases
from policyc.report.claims_words import reading_words, refutation_words, state_words, texts_words
from policyc.report.paragraph import counted, paragraph
from policyc.report.style import PLAIN, Style

_COLUMN = 18


def claims_text(policy: str, answers: Sequence[ClaimAnswer], style: Style = PLAIN) -> str:
    """How many of a policy's claims came out how, and a line for each, in the order of the files."""
    lines = [f"{style.bold(policy)}: {counted(len(answers), 'claim')}, {counts_words(answers)}"]
    by_file = groupby(answers, lambda answer: answer.statement.span.source if answer.statement.span else "")
    for file, stated in by_file:
        lines.append(paragraph(file, 2))
        lines += [_line(answer, style) for answer in stated]
    return "\n".join(lines) + "\n"


def counts_words(answers: Sequence[ClaimAnswer]) -> str:
    """`30 proved, 24 refuted as known, 1 REFUTED`."""
    words = [state_words(answer) for answer in answers]
    order = ("proved", "refuted as known", "REFUTED", "HOLDS", "undecided")
    return ", ".join(f"{words.count(each)} {each}" for each in order if each in words)


def _line(answer: ClaimAnswer, style: Style) -> str:
    state = state_words(answer)
    paint = style.green if answer.expected else style.yellow if state == "undecided" else style.red
    words = answer.statement.title
    if answer.statement.every_reading:
        words += " (under every reading)"
    if answer.vacuous:
        words += " — of nobody: no patient meets what it presupposes"
    return paragraph(words, 4, 4 + _COLUMN, lead=f"{state:<{_COLUMN}}").replace(state, paint(state), 1)


def known_text(answer: ClaimAnswer, shared: Sequence[str] = (), style: Style = PLAIN) -> str:
    """A claim that is refuted as is known, with its reason, its patients, and the cases that can be pasted."""
    lines = [style.bold(paragraph(answer.statement.title, 0, 2))]
    lines.append(paragraph(f"Known to fail: {answer.statement.known_to_fail}.", 2))
    return "\n".join([*lines, *_details(answer), "", *pasted(answer, shared)])


def _details(answer: ClaimAnswer) -> Iterator[str]:
    if answer.by_reading is not None:
        said = list(reading_words(answer, answer.by_reading))
    else:
        said = [*refutation_words(answer, answer.refutations[0]), *filter(None, [texts_words(answer)])]
    for words in said:
        yield paragraph(words.strip(), 4 if words.startswith(" ") else 2)


def pasted(answer: ClaimAnswer, shared: Sequence[str] = ()) -> list[str]:
    """The cases of an answer: those of the first refuting text, or one for each set of readings that breaks it."""
    if answer.status is not Status.REFUTED:
        return []
    found = answer.refutations if answer.by_reading is not None else answer.refutations[:1]
    return list(dict.fromkeys(text for each in found for text in refuting_cases(answer, each, shared)))
