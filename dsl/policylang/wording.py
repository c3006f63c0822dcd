"""Words that are not the language's: misspelt ones, two written as one, and everyday words for its own."""

from __future__ import annotations

from collections.abc import Iterator

from policylang.attempts import Failure, Try
from policylang.automaton import accepted, walk
from policylang.engine import engine
from policylang.keywords import keywords
from policylang.lexeme import Lexeme
from policylang.odd_strings import replacement
from policylang.suggest import closest

# The longest keyword has 12 letters; a longer word was not written as two by a slip.
LONGEST_JOINED = 40


def misspelt(failure: Failure) -> Iterator[Try]:
    """A keyword misspelt, here or up to three words before the place where it shows."""
    for index in range(failure.at, max(-1, failure.at - 4), -1):
        lexeme = failure.lexemes[index]
        if lexeme.type not in ("NAME", "LABEL") or (lexeme.text in keywords() and index < failure.at):
            continue
        kinds = accepted(walk(failure.start, failure.lexemes[:index]).stack)
        words = {word: kind for kind in kinds if (word := engine().sign_words.get(kind, "")).isalpha()}
        meant = closest(lexeme.text.lower(), words)
        if meant:
            yield respelt(failure, index, [(words[meant], meant)])
        yield from joined(failure, index, words)


def other_word(failure: Failure) -> Iterator[Try]:
    """An everyday word in the place of a word of the language, here or the word before."""
    for index in (failure.at, failure.at - 1):
        lexeme = failure.lexemes[max(index, 0)]
        meant = EVERYDAY.get(lexeme.text.lower(), "")
        if meant and index >= 0:
            attempt = respelt(failure, index, [(kind_of(word), word) for word in meant.split()])
            # A word of the language is doubted only where nothing else is wrong with the line.
            if lexeme.text not in keywords() or not walk(failure.start, attempt.lexemes).left:
                yield attempt


def kind_of(word: str) -> str:
    """The terminal of a keyword or number."""
    return "NUMBER" if word.isdigit() else engine().keyword_types[word]


EVERYDAY = {
    "if": "when", "except": "unless", "either": "any", "both": "all", "neither": "none", "else": "otherwise",
    "default": "otherwise", "no": "not", "without": "not", "approved": "approve", "allow": "approve",
    "refer": "md review", "pending": "pend", "pended": "pend", "in": "within", "during": "within",
    "must": "requires", "where": "when", "after": "from", "since": "from",
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "twelve": "12",
}  # fmt: skip


def joined(failure: Failure, index: int, words: dict[str, str]) -> Iterator[Try]:
    """Two keywords written as one (`atleast`)."""
    text = failure.lexemes[index].text
    if len(text) > LONGEST_JOINED:
        return
    for cut in range(2, len(text) - 1):
        first, second = text[:cut], text[cut:].lstrip("_")
        if first in words and second in engine().keyword_types:
            yield respelt(failure, index, [(words[first], first), (engine().keyword_types[second], second)])


def respelt(failure: Failure, index: int, meant: list[tuple[str, str]]) -> Try:
    """A try with the keyword that was probably meant."""
    lexeme = failure.lexemes[index]
    text = " ".join(word for _, word in meant)
    new = [Lexeme(kind, word, *lexeme[2:]) for kind, word in meant]
    return Try(
        [*failure.lexemes[:index], *new, *failure.lexemes[index + 1 :]],
        "misspelt-keyword",
        f"`{lexeme.text}` is not a word of the language here",
        lexeme.span,
        caption=f"did you mean `{text}`?",
        fix=replacement(lexeme.span, text, f"write `{text}`"),
    )
