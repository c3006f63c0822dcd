"""The reserved words, read from the grammar, which is the one place where they are written."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

# Words that the grammar knows only where no name can stand, and that a clinician would miss as names.
ALSO_NAMES = frozenset(
    {"age", "approved", "chosen", "draft", "higher", "history", "longer", "lower", "other", "payer", "shorter", "step",
     "urgent", "visit", "waived"}
)  # fmt: skip

# What stands in the tree for a name, text or number that is missing, by the terminal. No message may show one.
PLACEHOLDERS = {
    "STRING": '""',
    "NAME": "unnamed",
    "LABEL": "Unnamed",
    "DATE": "0000-00-00",
    "NUMBER": "0",
    "POLICY_ID": "unnamed.policy",
}


@cache
def grammar_text() -> str:
    """The text of the grammar."""
    return files("policylang").joinpath("grammar.lark").read_text(encoding="utf-8")


@cache
def keywords() -> frozenset[str]:
    """Every word with a meaning of its own somewhere in the language."""
    rules = re.sub(r"^\s*//.*$", "", grammar_text(), flags=re.MULTILINE)
    return frozenset(re.findall(r'"([a-z]+)"', rules))


@cache
def reserved_words() -> frozenset[str]:
    """The keywords that may not be the name of anything."""
    return keywords() - ALSO_NAMES


def may_be_name(word: str, before: str) -> bool:
    """Whether a word can be a name after a lexeme of a type.

    The verb of a history row, after its date, may be any word; `by otherwise` names the line so called, and
    `changes by nothing` is a way to change.
    """
    return (
        word not in reserved_words()
        or before == "DATE"
        or (before == "BY" and word in ("otherwise", "nothing"))
    )
