"""Habits of plain English and of policies on paper: what is written otherwise in the language.

Each function yields tries as those in `policylang.tries` do. They come before the general slips, since they
know what a phrase means where those only see that a word is missing or misspelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policylang.attempts import Failure, Try, end_of, inserted
from policylang.automaton import accepted, fits, walk
from policylang.diagnostic import Edit, Fix
from policylang.engine import engine
from policylang.lexeme import NL, Lexeme
from policylang.odd_strings import replacement
from policylang.wording import EVERYDAY

APPROVALS = frozenset(
    {"covered", "necessary", "medically necessary", "met", "paid", "pay", "authorize", "authorized", "eligible", "yes"}
)  # fmt: skip
DENIALS = frozenset(
    {"deny", "denied", "denial", "reject", "rejected", "refuse", "refused", "disapprove", "disapproved",
     "unapproved", "not approved", "not approve", "not necessary", "not authorized", "not paid", "unnecessary",
     "uncovered", "unsupported"}
)  # fmt: skip
DENIAL = (("NOT", "not"), ("MEDICALLY", "medically"), ("NECESSARY", "necessary"))
OUTCOMES = (
    "Outcomes are `approve`, `md review`, `pend`, `not medically necessary`, `not covered`, `experimental`, "
    "`review not required` and `other service supported`"
)

COMPARISONS = {
    "no more than": "<=", "not more than": "<=", "no less than": ">=", "not less than": ">=", "at least": ">=",
    "at most": "<=", "more than": ">", "greater than": ">", "older than": ">", "longer than": ">",
    "higher than": ">", "less than": "<", "fewer than": "<", "younger than": "<", "shorter than": "<",
    "lower than": "<", "over": ">", "above": ">", "exceeds": ">", "under": "<", "below": "<",
}  # fmt: skip
TYPES = {
    "years": "age", "year": "age", "days": "duration", "weeks": "duration", "months": "duration",
    "boolean": "yes or no", "bool": "yes or no", "integer": "number", "int": "number", "decimal": "number",
    "float": "number", "enum": "one of",
}  # fmt: skip
LABEL_SHAPE = re.compile(r"[A-Z]|[IVXLC]+|\w+(?:\.\w+)+")


def no_outcome(failure: Failure) -> Iterator[Try]:
    """A word that is no outcome. Which outcome is meant is the author's to say, so there is no fix."""
    for index in (failure.at, failure.at - 1):
        if index < 1 or "APPROVE" not in accepted(walk(failure.start, failure.lexemes[:index]).stack):
            continue
        for end in (index + 2, index + 1):
            said = failure.lexemes[index:end]
            text = " ".join(lexeme.text for lexeme in said)
            if text not in APPROVALS | DENIALS:
                continue
            meant = DENIAL if text in DENIALS else (("APPROVE", "approve"),)
            yield Try(
                replaced(failure, index, end, meant),
                "unexpected-word",
                f"`{text}` is no outcome",
                said[0].span.through(said[-1].span),
                caption="which denial is meant?" if text in DENIALS else "did you mean `approve`?",
                help=OUTCOMES,
            )


def label_alone(failure: Failure) -> Iterator[Try]:
    """A section or criterion named as if it were a fact."""
    before = failure.lexemes[failure.at - 1]
    ends = failure.lexeme.type == NL or failure.lexeme.text == "cite"
    label = before.text in failure.labels or LABEL_SHAPE.fullmatch(before.text)
    if not failure.at or before.type != "LABEL" or not ends or not label or not fits(failure.stack, "HOLDS"):
        return
    yield Try(
        inserted(failure, [("IS", "is"), ("MET", "met")]),
        "incomplete-line",
        f"`is met`, `holds` or `applies` is missing after `{before.text}`",
        end_of(failure),
        caption="what is asked of it?",
        help=f"Write `{before.text} is met`",
    )


def bare_effective(failure: Failure) -> Iterator[Try]:
    """A date of effect without `from`."""
    before = failure.lexemes[failure.at - 1]
    if failure.at and before.text == "effective" and failure.lexeme.type == "DATE":
        yield word_left_out(failure, "FROM", "from", f"Write `effective from {failure.lexeme.text}`")


def bare_never(failure: Failure) -> Iterator[Try]:
    """`never` right after the fact."""
    if failure.lexeme.text == "never" and failure.at and fits(failure.stack, "IS"):
        fact = failure.lexemes[failure.at - 1].text
        yield word_left_out(failure, "IS", "is", f"Write `{fact} is never`")


def word_left_out(failure: Failure, kind: str, word: str, help_text: str) -> Try:
    """A try with one word more, when only this word can be meant."""
    place = end_of(failure)
    return Try(
        inserted(failure, [(kind, word)]),
        "incomplete-line",
        f"`{word}` is missing before `{failure.lexeme.text}`",
        place,
        caption=f"`{word}` belongs here",
        help=help_text,
        fix=Fix(f"insert `{word}`", (Edit(place, f" {word}"),)),
    )


def comparison(failure: Failure) -> Iterator[Try]:
    """A comparison in words (`over 60 years`, `is at least 18 years`)."""
    for index in range(max(1, failure.at - 3), failure.at + 1):
        start = index + (failure.lexemes[index].text == "is")
        for length in (3, 2, 1):
            end = start + length
            sign = COMPARISONS.get(" ".join(lexeme.text for lexeme in failure.lexemes[start:end]))
            if sign and end < len(failure.lexemes) and failure.lexemes[end].type == "NUMBER":
                yield written(failure, index, end, (("COMPARISON", sign),), "comparison-sign")


def counted_list(failure: Failure) -> Iterator[Try]:
    """The head of a list that begins with its number (`two of these 3:`)."""
    for index in (failure.at, failure.at - 1):
        if index < 0 or failure.lexemes[index].type == NL or failure.lexemes[index + 1].text != "of":
            continue
        said = failure.lexemes[index]
        number = said.text if said.type == "NUMBER" else EVERYDAY.get(said.text.lower(), "")
        if number.isdigit() and fits(walk(failure.start, failure.lexemes[:index]).stack, "AT"):
            meant = (("AT", "at"), ("LEAST", "least"), ("NUMBER", number))
            yield written(failure, index, index + 1, meant, "incomplete-line")


def exception(failure: Failure) -> Iterator[Try]:
    """Two words for `unless`."""
    said = tuple(lexeme.text for lexeme in failure.lexemes[:2])
    if failure.at <= 1 and said[0] in ("except", "unless") and said[1:] in (("when",), ("if",)):
        yield written(failure, 0, 2, (("UNLESS", "unless"),), "misspelt-keyword")


def other_type(failure: Failure) -> Iterator[Try]:
    """A type by another name."""
    before, meant = failure.lexemes[failure.at - 1], TYPES.get(failure.lexeme.text.lower(), "")
    if failure.at == 1 and before.text == "type" and meant:
        words = tuple((engine().keyword_types[word], word) for word in meant.split())
        yield written(failure, 1, 2, words, "misspelt-keyword")


def written(failure: Failure, index: int, end: int, words: tuple[tuple[str, str], ...], name: str) -> Try:
    """A try with words in the place of others that mean the same."""
    span = failure.lexemes[index].span.through(failure.lexemes[end - 1].span)
    said = " ".join(lexeme.text for lexeme in failure.lexemes[index:end])
    text = " ".join(word for _, word in words)
    return Try(
        replaced(failure, index, end, words),
        name,
        f"`{said}` is written `{text}` here",
        span,
        caption=f"did you mean `{text}`?",
        fix=replacement(span, text, f"write `{text}`"),
    )


def replaced(failure: Failure, index: int, end: int, words: tuple[tuple[str, str], ...]) -> list[Lexeme]:
    """The lexemes with others in the place of some."""
    first, last = failure.lexemes[index], failure.lexemes[end - 1]
    new = [Lexeme(kind, word, *first[2:5], last.end_column) for kind, word in words]
    return [*failure.lexemes[:index], *new, *failure.lexemes[end:]]


HABITS = (
    no_outcome,
    label_alone,
    bare_effective,
    bare_never,
    comparison,
    counted_list,
    exception,
    other_type,
)
