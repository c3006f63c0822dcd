"""One line that does not fit: what was meant, and what to say about it.

The line is walked as far as it fits. At that place every known slip is tried (`SLIPS`, likeliest first): a
word misspelt, a colon, dash or word left out, a name with a capital, something too much. A try counts by how
much of the line is left unread after it; the first that leaves least is taken, reported, and the walk goes on
from there. A line may hold several mistakes, up to `MOST_ROUNDS`; what still does not fit is given up with
one general message, and the caller decides what can stand for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from policylang.attempts import Failure, Try, shown
from policylang.automaton import Stack, Walk, accepted, walk
from policylang.expected import in_words
from policylang.lexeme import NL, Lexeme
from policylang.meaning import turns_meaning
from policylang.odd_strings import Report
from policylang.tries import SLIPS, SURE_SLIPS, connective

MOST_ROUNDS = 4
LONGEST_LINE = 400


class Mended(NamedTuple):
    """What a line became: its walk (nothing left when it fits now), and lexemes left out of it."""

    walk: Walk
    dropped: tuple[Lexeme, ...]


def mend(
    stack: Stack, lexemes: list[Lexeme], report: Report, sure: bool = False, labels: Collection[str] = ()
) -> Mended:
    """Make a line fit after a stack. With `sure`, only by the slips that leave no doubt, or not at all.

    The lexemes end with the mark of the line end. Nothing is reported when a `sure` mending fails.
    """
    tries: list[Try] = []
    done = walk(stack, lexemes)
    rounds = 0 if len(lexemes) > LONGEST_LINE else MOST_ROUNDS
    while done.left and rounds:
        failure = Failure(stack, done.stack, lexemes, len(lexemes) - done.left, labels)
        best = best_try(failure, SURE_SLIPS if sure else SLIPS, done.left)
        if best is None:
            break
        tries.append(undecided(best, failure) if best.fix and turns_meaning(best.fix, lexemes) else best)
        lexemes = best.lexemes
        done = walk(stack, lexemes)
        rounds -= 1
    if sure and done.left:
        return Mended(done, ())
    for attempt in tries:
        report(
            attempt.name, attempt.headline, attempt.span,
            caption=attempt.caption, help=attempt.help, fix=attempt.fix,
        )  # fmt: skip
    if done.left:
        general(Failure(stack, done.stack, lexemes, len(lexemes) - done.left), report)
    return Mended(done, tuple(lexeme for attempt in tries for lexeme in attempt.dropped))


def best_try(failure: Failure, slips: Iterable[Callable[[Failure], Iterator[Try]]], left: int) -> Try | None:
    """The first try that leaves least of the line, if it leaves less than now."""
    best: Try | None = None
    for slip in slips:
        for attempt in slip(failure):
            remaining = walk(failure.start, attempt.lexemes).left
            if remaining == 0:
                return attempt
            if remaining < left:
                best, left = attempt, remaining
    return best


def undecided(attempt: Try, failure: Failure) -> Try:
    """A try that guesses a negation, told without the guess."""
    ends = failure.lexeme.type == NL
    valid = in_words(accepted(failure.stack))
    return attempt._replace(
        name="incomplete-line" if ends else "unexpected-word",
        headline="the line ends too early" if ends else f"{shown(failure.lexeme)} does not fit here",
        span=failure.lexeme.span,
        caption="something is missing" if ends else "",
        help=f"Here can stand {valid}" if valid else "",
        fix=None,
    )


def general(failure: Failure, report: Report) -> None:
    """The message when nothing better is known: what stands there, and what could."""
    lexeme = failure.lexeme
    valid = in_words(accepted(failure.stack))
    help_text = f"Here can stand {valid}" if valid else ""
    if failure.at == 0 and lexeme.text in HOMES:
        report(
            "misplaced-line", f"`{lexeme.text}` does not belong here", lexeme.span, outer=True,
            caption=f"it stands in {HOMES[lexeme.text]}", help=help_text,
        )  # fmt: skip
        return
    if lexeme.type == NL:
        report(
            "incomplete-line",
            "the line ends too early",
            lexeme.span,
            caption="something is missing",
            help=help_text,
        )
        return
    if failure.at == 0 and lexeme.type == "MINUS":
        report(
            "unexpected-word", "this is an item, and no list is open here", lexeme.span,
            help="Items stand below the head of a list, deeper than it: `all of:`, `any of:`, `at least 2 of:`",
        )  # fmt: skip
        return
    where = "here" if failure.at == 0 else f"after `{failure.lexemes[failure.at - 1].text}`"
    report("unexpected-word", f"{shown(lexeme)} does not fit {where}", lexeme.span, help=help_text)


def report_connective(lexeme: Lexeme, report: Report) -> None:
    """Say that a connective has no line of its own."""
    attempt = next(connective(Failure([], [], [lexeme, lexeme], 1)))
    report(attempt.name, attempt.headline, attempt.span, caption=attempt.caption, help=attempt.help)


# The blocks in which the lines that a keyword opens stand.
HOMES = {
    **dict.fromkeys(("policy", "version", "vocabulary", "case", "prove", "cases", "acknowledge"), "no other block"),
    **dict.fromkeys(("fact", "axiom", "document"), "a vocabulary"),
    **dict.fromkeys(
        ("type", "ask", "documented", "normally", "worse", "urgent", "changes", "per", "current", "code"), "a fact"
    ),
    **dict.fromkeys(
        ("payer", "source", "services", "windows", "undocumented", "notice", "review", "documents", "outcomes",
         "history", "reading", "text"),
        "a policy",
    ),
    **dict.fromkeys(("define", "section", "decide", "draft", "approved", "replace", "add", "remove"), "a version"),
    **dict.fromkeys(("applies", "requires", "criterion"), "a section"),
    **dict.fromkeys(("unless",), "a criterion or below a decision line"),
    **dict.fromkeys(("recommend",), "a section or a criterion"),
    **dict.fromkeys(("waived",), "a section, below what it requires, or below an item of a list"),
    **dict.fromkeys(("first", "then", "otherwise"), "`decide`"),
    **dict.fromkeys(("given", "expect", "requests", "dated"), "a case"),
    **dict.fromkeys(("whenever", "known"), "a claim (`prove`)"),
}  # fmt: skip
