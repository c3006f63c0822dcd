"""What may stand in a place, in the words of somebody who writes policies.

The parser knows which terminals fit. Those that only make sense together are named together (a condition, an
outcome, a unit), and a keyword that begins a fixed phrase is shown with the phrase.
"""

from __future__ import annotations

from policylang.engine import engine

MOST_SHOWN = 16

CONDITION = frozenset({"NAME", "NOT", "AT", "LESS", "LABEL", "ANY", "SERVICE", "REQUEST", "NO"})
LIST_HEAD = frozenset({"ALL", "NONE", "DEPENDING"})
OUTCOME = frozenset(
    {"APPROVE", "REVIEW", "MD", "PEND", "OTHER", "NOT", "EXPERIMENTAL", "SUPPORTED", "INCOMPLETE", "TEXT"}
)
UNIT = frozenset({"DAY", "DAYS", "WEEK", "WEEKS", "MONTH", "MONTHS", "YEAR", "YEARS"})
VALUE = frozenset(
    {"YES", "NO", "UNKNOWN", "NEVER", "SOME", "NONE", "SINCE", "NAME", "NUMBER", "DATE", "FROM"}
)

# A group is recognised by terminals that only it has together, and then stands for all of its own.
GROUPS = (
    (frozenset({"HOLDS", "APPLIES"}), frozenset({"IS", "HOLDS", "APPLIES"}), "`is met`, `holds`, `applies`"),
    (frozenset({"FIRST", "OTHERWISE"}), frozenset({"NAME"}), "a decision line (`name: approve when …`)"),
    (frozenset({"DEPENDING"}), LIST_HEAD, "a list (`all of:`, `any of:`, `at least 2 of:`)"),
    (frozenset({"REQUEST", "LESS"}), CONDITION, "a condition"),
    (
        frozenset({"APPROVE", "EXPERIMENTAL"}),
        OUTCOME,
        "an outcome (`approve`, `pend`, `not medically necessary`, …)",
    ),
    (frozenset({"DAYS", "WEEKS", "NAME"}), UNIT | {"NAME"}, "a unit (`days`, `weeks`, `months`, `years`, …)"),
    (frozenset({"DAYS", "WEEKS"}), UNIT, "a unit (`days`, `weeks`, `months`, `years`)"),
    (frozenset({"YES", "UNKNOWN"}), VALUE, "a value"),
)

WORDS = {
    "NAME": "a name", "LABEL": "a label such as `II.A`", "STRING": 'a text in quotation marks ("…")',
    "NUMBER": "a number", "DATE": "a date such as 2024-01-31", "POLICY_ID": "a policy id such as `payer.topic`",
    "COMPARISON": "a comparison (<, <=, >, >=, =)", "MINUS": "an item (`- …`)", "_NL": "nothing more",
    "_INDENT": "indented lines below",
}  # fmt: skip

PHRASES = {
    "applies": "applies when", "waived": "waived when", "within": "within the last",
    "windows": "windows counted back from",
    "undocumented": "undocumented facts are", "depending": "depending on reading", "documented": "documented by",
    "worse": "worse when", "urgent": "urgent when", "changes": "changes by", "per": "per service",
    "every": "every case", "cases": "cases for", "known": "known to fail", "at": "at least", "less": "less than",
    "same": "same outcome in", "part": "part of", "on": "on 2024-01-31",
}  # fmt: skip

HIDDEN = frozenset({"LOST", "_DEDENT", "$END"})


def in_words(kinds: frozenset[str]) -> str:
    """What terminals stand for, joined by commas and `or`; at most sixteen of them."""
    phrases = list_of(kinds)
    if len(phrases) > MOST_SHOWN:
        return ", ".join(phrases[:MOST_SHOWN]) + ", …"
    return " or ".join(filter(None, [", ".join(phrases[:-1]), *phrases[-1:]]))


def list_of(kinds: frozenset[str]) -> list[str]:
    """The phrases for terminals: groups, then words and keywords, then the end of the line."""
    left = set(kinds - HIDDEN)
    phrases = []
    for signs, members, phrase in GROUPS:
        if signs <= left:
            left -= members
            phrases.append(phrase)
    left_words = [phrase for kind, phrase in WORDS.items() if kind in left and kind not in ("_NL", "_INDENT")]
    words = {name: word for name, word in engine().sign_words.items() if name in left}
    keywords = sorted(f"`{PHRASES.get(word, word)}`" for name, word in words.items() if name not in WORDS)
    ends = [WORDS[kind] for kind in ("_INDENT", "_NL") if kind in left]
    return phrases + left_words + keywords + ends
