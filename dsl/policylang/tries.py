"""The slips that a line may hold, each a function from the place where the line fails to what was meant.

A function yields tries: the lexemes as they might have been meant, and what to say if they fit. It does not
know whether they do; `policylang.mend` walks every try and takes the best. The order of `SLIPS` is the order of
likelihood, and only those in `SURE_SLIPS` leave no doubt about what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from policylang.attempts import Failure, Try, end_of, inserted, shown, start_of, swapped
from policylang.automaton import accepted, fits, shift, walk
from policylang.diagnostic import Edit, Fix
from policylang.engine import engine
from policylang.expected import in_words
from policylang.habits import HABITS
from policylang.keywords import PLACEHOLDERS, keywords, reserved_words
from policylang.lexeme import NL, Lexeme
from policylang.odd_strings import replacement
from policylang.source import Span
from policylang.wording import misspelt, other_word

# The words a claim begins with: its conditions stand in one line, joined by `and`.
CLAIMS = frozenset({"whenever", "never", "outcome", "same"})
OR_IN_CLAIM = (
    "A claim joins conditions by `and` alone; for `or`, write a claim for each, or name a list by `define`"
)


def connective(failure: Failure) -> Iterator[Try]:
    """`and` or `or` between conditions; in capitals it looks like a label, and shows one word later."""
    before = failure.lexemes[failure.at - 1]
    index = failure.at - 1 if failure.at and before.text in ("AND", "OR") else failure.at
    lexeme = failure.lexemes[index]
    if lexeme.text.lower() not in ("and", "or"):
        return
    head = "all of:" if lexeme.text.lower() == "and" else "any of:"
    rest = failure.lexemes[index + 1 :]
    if index == 0:
        stack = failure.start
        dashed = (
            [Lexeme("MINUS", "-", *lexeme[2:])] if rest[0].type != "MINUS" and fits(stack, "MINUS") else []
        )
        fitting = [*dashed, *rest]
    else:
        fitting = [*failure.lexemes[:index], failure.lexemes[-1]]
    yield Try(
        fitting,
        "connective-between-items",
        f"`{lexeme.text}` cannot stand between conditions",
        lexeme.span,
        caption="the head of a list says how its items are joined",
        help=OR_IN_CLAIM
        if failure.lexemes[0].text in CLAIMS and head == "any of:"
        else f"Put `{head}` on a line, and below it each condition on a line of its own that starts with `-`",
        dropped=tuple(failure.lexemes[index:-1]) if index else (),
    )


def until(failure: Failure) -> Iterator[Try]:
    """`until`, which does not say whether the day is included."""
    lexeme = failure.lexeme
    if lexeme.text.lower() not in ("until", "till", "to", "thru") or not fits(failure.stack, "BEFORE"):
        return
    following = failure.lexemes[failure.at + 1]
    day = following.text if following.type == "DATE" else "that day"
    yield Try(
        swapped(failure, failure.at, "BEFORE", "before"),
        "bare-until",
        f"does `{lexeme.text}` include {day}?",
        lexeme.span,
        caption="this can be read both ways",
        help=f"Write `before {day}` if that day is no longer included, `through {day}` if it is the last day",
    )


def colon(failure: Failure) -> Iterator[Try]:
    """A colon left out."""
    if not fits(failure.stack, "COLON"):
        return
    place = end_of(failure)
    yield Try(
        inserted(failure, [("COLON", ":")]),
        "missing-colon",
        f"a colon is missing after `{failure.lexemes[failure.at - 1].text}`",
        place,
        caption="`:` belongs here",
        fix=Fix("insert `:`", (Edit(place, ":"),)),
    )


def dash(failure: Failure) -> Iterator[Try]:
    """The dash of an item left out."""
    if failure.at != 0 or failure.lexeme.text in ("and", "or") or not fits(failure.stack, "MINUS"):
        return
    if opens_no_item(failure):
        return
    place = start_of(failure.lexeme)
    yield Try(
        inserted(failure, [("MINUS", "-")]),
        "missing-dash",
        "an item of a list starts with `-`",
        failure.lexeme.span,
        caption="`- ` belongs before this",
        fix=Fix("insert `- `", (Edit(place, "- "),)),
    )


def opens_no_item(failure: Failure) -> bool:
    """Whether the line begins with a word that begins no condition (`unless`), so that it is no item either."""
    text = failure.lexeme.text
    stack = failure.stack[:]
    shift(stack, "MINUS")
    return text in reserved_words() and engine().keyword_types[text] not in accepted(stack)


def capitals(failure: Failure) -> Iterator[Try]:
    """A name with capitals, a label with small letters, a keyword with capitals."""
    lexeme, index = failure.lexeme, failure.at
    small = lexeme.text.lower()
    if lexeme.type == "LABEL" and engine().keyword_types.get(small, "") in accepted(failure.stack):
        reason = "the words of the language have small letters"
        yield recapitalised(failure, index, engine().keyword_types[small], small, reason)
    if lexeme.type == "LABEL" and "." not in small and fits(failure.stack, "NAME"):
        yield recapitalised(failure, index, "NAME", small, NAMES_ARE_SMALL)
    label_like = lexeme.type == "POLICY_ID" or (lexeme.type == "NAME" and index and small not in keywords())
    if label_like and fits(failure.stack, "LABEL"):
        yield recapitalised(failure, index, "LABEL", label_of(lexeme.text), LABELS_ARE_LARGE)
    if lexeme.type == "LABEL" and index and fits(failure.stack, "POLICY_ID"):
        yield recapitalised(failure, index, "POLICY_ID", small, "policy ids have small letters")
    before = failure.lexemes[index - 1]
    if index and before.type == "LABEL" and "." not in before.text:
        yield recapitalised(failure, index - 1, "NAME", before.text.lower(), NAMES_ARE_SMALL)


NAMES_ARE_SMALL = "names have small letters; labels of sections and criteria a capital"
LABELS_ARE_LARGE = "labels of sections and criteria begin with a capital or a Roman numeral"


def label_of(text: str) -> str:
    """A label made of a name: a Roman numeral and the letter after it in capitals, else the first letter alone."""
    first, *rest = text.split(".")
    if not set(first) <= set("ivxlc"):
        return ".".join([first.upper() if len(first) == 1 else first.capitalize(), *rest])
    letter = [rest[0].upper() if len(rest[0]) == 1 else rest[0]] if rest else []
    return ".".join([first.upper(), *letter, *rest[1:]])


def recapitalised(failure: Failure, index: int, kind: str, text: str, reason: str) -> Try:
    """A try with other capitals."""
    lexeme = failure.lexemes[index]
    return Try(
        swapped(failure, index, kind, text),
        "wrong-capitals",
        f"`{lexeme.text}` is written `{text}` here",
        lexeme.span,
        help=reason[0].upper() + reason[1:],
        fix=replacement(lexeme.span, text, f"write `{text}`"),
    )


def quotes(failure: Failure) -> Iterator[Try]:
    """A text without its quotation marks."""
    first, index = failure.lexeme, failure.at
    if not fits(failure.stack, "STRING") or first.type in (NL, "STRING") or first.text in keywords():
        return
    for end in range(len(failure.lexemes) - 1, index, -1):
        last = failure.lexemes[end - 1]
        if last.line != first.line or any(lexeme.type == "STRING" for lexeme in failure.lexemes[index:end]):
            continue
        span = first.span.through(last.span)
        text = '"' + " ".join(lexeme.text for lexeme in failure.lexemes[index:end]) + '"'
        whole = Lexeme("STRING", text, *first[2:5], last.end_column)
        yield Try(
            [*failure.lexemes[:index], whole, *failure.lexemes[end:]],
            "missing-quotes",
            "a text stands in quotation marks",
            span,
            caption="this needs quotation marks",
            fix=Fix(
                "put it in quotation marks",
                (
                    Edit(start_of(first), '"'),
                    Edit(Span(*last[2:4], last.end_column, last.line, last.end_column), '"'),
                ),
            ),
        )


def missing(failure: Failure) -> Iterator[Try]:
    """Something left out before the place; at the start of a line only what its first words tell."""
    if failure.at == 0 and [lexeme.type for lexeme in failure.lexemes[:2]] != ["LABEL", "STRING"]:
        return
    fitting = []
    for kind in sorted(accepted(failure.stack) - {NL}):
        text = PLACEHOLDERS.get(kind) or engine().sign_words.get(kind, "")
        if kind in PLACEHOLDERS or text.isalpha() or text in ",-":
            lexemes = inserted(failure, [(kind, text)])
            if walk(failure.start, lexemes).left == 0:
                fitting.append((kind not in PLACEHOLDERS, kind, text, lexemes))
    if 0 < len(fitting) <= MOST_CHOICES:
        _, kind, text, lexemes = min(fitting, key=lambda fit: fit[:2])
        words = in_words(frozenset(fit[1] for fit in fitting))
        yield left_out(
            failure, lexemes, words, text if len(fitting) == 1 and kind not in PLACEHOLDERS else ""
        )


def phrase(failure: Failure) -> Iterator[Try]:
    """Words left out of a fixed phrase, where after each only one can follow (`outcome is`, `at least`)."""
    stack = failure.stack[:]
    chain: list[tuple[str, str]] = []
    if failure.at == 0 and failure.lexeme.type == "NUMBER":
        chain = [("AT", "at"), ("LEAST", "least")]
    while not chain or (len(chain) < LONGEST_PHRASE and failure.at):
        kinds = accepted(stack) - {"COMMA"}
        words = [(kind, engine().sign_words.get(kind, "")) for kind in kinds]
        if len(words) != 1 or not words[0][1].isalpha():
            break
        chain.append(words[0])
        shift(stack, words[0][0])
    for length in range(2, len(chain) + 1):
        lexemes = inserted(failure, chain[:length])
        if walk(failure.start, lexemes).left == 0:
            text = " ".join(word for _, word in chain[:length])
            yield left_out(failure, lexemes, f"`{text}`", text)


# Where more words than these could have been left out, what stands there is rather too much.
MOST_CHOICES = 3
LONGEST_PHRASE = 4


def left_out(failure: Failure, lexemes: list[Lexeme], words: str, text: str) -> Try:
    """A try with one more lexeme; `text` is the word that is missing, where only one can be."""
    place = end_of(failure) if failure.at else start_of(failure.lexeme)
    where = f"before {shown(failure.lexeme)}" if failure.lexeme.type != NL else "at the end of the line"
    return Try(
        lexemes,
        "incomplete-line",
        f"{words} is missing {where}",
        place,
        caption=f"{words} belongs here",
        fix=Fix(f"insert {words}", (Edit(place, f" {text}" if failure.at else f"{text} "),))
        if text
        else None,
    )


def too_much(failure: Failure) -> Iterator[Try]:
    """Something that should not be there: one lexeme, or all the rest of the line."""
    lexeme, index = failure.lexeme, failure.at
    if lexeme.type == NL or index == 0:
        return
    valid = in_words(accepted(failure.stack))
    heads = failure.lexemes[-2].type == "COLON"
    for end in (index + 1, len(failure.lexemes) - 1):
        if heads and end == len(failure.lexemes) - 1 and end > index + 1:
            continue
        extra = failure.lexemes[index:end]
        rest = [*failure.lexemes[:index], *failure.lexemes[end:]]
        if walk(failure.start, rest).left:
            continue
        yield Try(
            rest,
            "unexpected-word",
            f"{shown(lexeme)} does not fit after {shown(failure.lexemes[index - 1])}",
            lexeme.span.through(extra[-1].span),
            help=f"Here can stand {valid}",
            dropped=tuple(extra),
        )


SURE_SLIPS = (connective, until, *HABITS, colon, dash, other_word, misspelt, capitals)
SLIPS = (*SURE_SLIPS, phrase, quotes, missing, too_much)
