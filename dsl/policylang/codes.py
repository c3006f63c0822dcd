"""The registry of everything that users can be told: one row per code, sorted by code.

A code never changes its meaning and is never used again for another. The first digit is the area: P0 files
and references, P1 writing, P2 names and types, P3 structure and counts, P4 time, P5 services and decisions,
P6 cases, P7 analysis, P8 tests and claims, P9 commands. Each code has a page `docs/diagnostics/NAME.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policylang.diagnostic import Diagnostic, Level
from policylang.source import Span

ERROR, WARNING, NOTE = Level.ERROR, Level.WARNING, Level.NOTE


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding: its code, its readable name, how much it matters unless configured, what it is."""

    code: str
    name: str
    level: Level
    summary: str


RULES: tuple[Rule, ...] = (
    # P0 is files and references.
    Rule("P001", "file-not-found", ERROR, "there is no file of that name"),
    Rule("P002", "not-a-file", ERROR, "what is named is a folder or a device, not a file"),
    Rule("P003", "unreadable-file", ERROR, "the file cannot be read"),
    Rule("P004", "file-outside-project", ERROR, "a file or link leads out of the project"),
    Rule("P005", "bad-setting", ERROR, "the project's settings cannot be used as they stand"),
    Rule("P006", "unknown-revision", ERROR, "git has no such revision, or there is no repository"),
    Rule("P007", "bad-reference", ERROR, "what should name a policy or a text is not written as one"),
    Rule("P008", "unknown-reference", ERROR, "no policy is called that"),
    Rule("P009", "no-single-policy", ERROR, "a file or folder is about no policy, or about several"),
    Rule("P010", "not-utf-8", ERROR, "the file is not text in UTF-8"),
    Rule("P011", "control-character", ERROR, "the text holds a character that cannot be seen"),
    Rule("P012", "file-too-large", ERROR, "the file is larger than 10 MB"),
    Rule("P013", "several-texts", ERROR, "one text is needed, and several are in question"),
    Rule("P014", "nothing-in-force", ERROR, "there is no text for that day, or no version of that name"),
    Rule("P015", "too-many-files", ERROR, "the project holds more policy files than are read"),
    # P1 is writing.
    Rule("P101", "missing-colon", ERROR, "a list head or a decision line lacks its colon"),
    Rule("P102", "wrong-indent", ERROR, "a line is indented to a depth that no line above it has"),
    Rule(
        "P103", "unexpected-indent", ERROR, "a line stands deeper than the line above, which opens no block"
    ),
    Rule("P104", "item-indent", ERROR, "the items of a list do not stand below its head"),
    Rule("P105", "tab", ERROR, "a line is indented with a tab"),
    Rule("P106", "unclosed-string", ERROR, "a text in quotation marks does not end on its line"),
    Rule("P107", "bare-until", ERROR, "`until` does not say whether the day itself is included"),
    Rule("P108", "misspelt-keyword", ERROR, "a word looks like a misspelt word of the language"),
    Rule("P109", "reserved-word", ERROR, "a word of the language is used as a name"),
    Rule("P110", "missing-dash", ERROR, "an item of a list does not start with `-`"),
    Rule("P111", "connective-between-items", ERROR, "`and` or `or` stands between conditions or items"),
    Rule("P112", "nested-too-deeply", ERROR, "blocks are nested deeper than 64 levels"),
    Rule("P113", "impossible-date", ERROR, "a date is on no calendar"),
    Rule("P114", "date-format", ERROR, "a date is not written year-month-day"),
    Rule("P115", "smart-quotes", ERROR, "quotation marks come from a word processor"),
    Rule("P116", "unexpected-character", ERROR, "a character means nothing in the language"),
    Rule("P117", "missing-body", ERROR, "a block has nothing below its first line"),
    Rule("P118", "duplicate-property", ERROR, "something that is said once is said twice"),
    Rule("P120", "wrong-capitals", ERROR, "a name starts with a capital, or a label with a small letter"),
    Rule("P121", "comparison-sign", ERROR, "a comparison is not written with < <= > >= or ="),
    Rule("P122", "incomplete-line", ERROR, "a line ends before it says everything"),
    Rule(
        "P123",
        "unexpected-word",
        ERROR,
        "something stands where the line should have ended or go on otherwise",
    ),
    Rule("P124", "missing-space", ERROR, "a number and a word are written together"),
    Rule("P125", "second-condition", ERROR, "two conditions stand where one is meant"),
    Rule("P126", "misplaced-line", ERROR, "a line does not belong in the block it stands in"),
    Rule("P127", "too-many-mistakes", ERROR, "a file has more mistakes than are listed"),
    Rule("P128", "unknown-escape", ERROR, 'a backslash in a text stands before neither " nor \\'),
    Rule("P129", "format-refused", ERROR, "the formatter would have changed what the text says"),
    # P2 is names and types.
    # P3 is structure and counts.
    # P4 is time.
    # P5 is services and decisions.
    # P6 is cases.
    # P7 is analysis.
    # P8 is tests and claims.
    Rule("P801", "failed-case", ERROR, "a case of a policy file does not come out as it expects"),
    # P9 is commands.
    Rule("P901", "bad-case", ERROR, "a case given to a command cannot be read"),
    Rule("P902", "cannot-write", ERROR, "an output cannot be written where it should go"),
    Rule("P903", "not-empty", ERROR, "something would be written over"),
    Rule("P904", "unknown-page", ERROR, "a drawing has no page of that name"),
    Rule("P905", "engine-unavailable", ERROR, "a layout engine cannot run on this machine"),
)

CODES: Mapping[str, Rule] = {rule.code: rule for rule in RULES}
NAMES: Mapping[str, Rule] = {rule.name: rule for rule in RULES}


def diagnostic(code_name: str, headline: str, span: Span | None, **rest: Any) -> Diagnostic:
    """A diagnostic of a rule, given by its readable name; `rest` are further fields of Diagnostic."""
    rule = NAMES[code_name]
    return Diagnostic(rule.code, rule.name, rest.pop("level", rule.level), headline, span, **rest)
