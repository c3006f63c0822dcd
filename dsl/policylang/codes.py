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
    Rule("P012", "file-too-large", ERROR, "the file is larger than 2 MB"),
    Rule("P013", "several-texts", ERROR, "one text is needed, and several are in question"),
    Rule("P014", "nothing-in-force", ERROR, "there is no text for that day, or no version of that name"),
    Rule("P015", "too-many-files", ERROR, "the project holds more policy files than are read"),
    Rule("P016", "no-policy-files", ERROR, "there is no policy file where one was looked for"),
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
    Rule(
        "P130",
        "misplaced-alternative",
        ERROR,
        "an item names an alternative where there is none, or does not name it",
    ),
    Rule("P131", "missing-quotes", ERROR, "a text stands without quotation marks"),
    # P2 is names and types.
    Rule("P201", "unknown-name", ERROR, "a name is declared nowhere"),
    Rule("P202", "duplicate-name", ERROR, "a name is declared twice"),
    Rule("P203", "vocabulary-path", ERROR, "a vocabulary is given by a path, not by its name"),
    Rule("P204", "unused-name", WARNING, "a name is declared and never used in the project"),
    Rule("P205", "unused-fact", NOTE, "a fact of a vocabulary is used by no policy of the project"),
    Rule("P210", "wrong-type", ERROR, "a fact is asked in a way that its type does not allow"),
    Rule("P211", "missing-unit", ERROR, "a number lacks its unit"),
    Rule("P212", "wrong-unit", ERROR, "a value is in another unit than its fact"),
    Rule("P213", "out-of-range", ERROR, "a value lies outside the range of its fact"),
    Rule("P214", "finer-than-step", ERROR, "a value lies between two steps of its fact"),
    Rule("P215", "unknown-value", ERROR, "a fact does not have this value"),
    Rule("P216", "not-whole", ERROR, "a count or a length of time is not a whole number"),
    Rule("P217", "missing-type", ERROR, "a fact has no type"),
    Rule("P218", "missing-range", ERROR, "a number has no range"),
    Rule("P219", "empty-range", ERROR, "a range holds no two values"),
    Rule("P220", "no-current-episode", ERROR, "a fact has no onset since which its current episode counts"),
    Rule("P221", "longer-than-window", ERROR, "a window cannot hold as much as is asked of it"),
    Rule("P222", "per-service-onset", ERROR, "an onset is asked per service, and what counts from it is not"),
    Rule("P223", "policy-in-axiom", ERROR, "an axiom asks for something that only a policy has"),
    Rule("P224", "abnormal-normal", ERROR, "the normal patient of a vocabulary breaks an axiom"),
    # P3 is structure and counts.
    Rule("P301", "wrong-count", ERROR, "`these N` does not match the number of items"),
    Rule("P302", "impossible-count", ERROR, "a count is met by every patient or by none"),
    Rule("P303", "single-item-list", WARNING, "a list has one item"),
    Rule("P304", "reference-cycle", ERROR, "a part refers to itself, directly or through others"),
    Rule("P305", "empty-section", WARNING, "a section has no criteria, so it is never met"),
    Rule("P307", "missing-cite", ERROR, "a section, criterion or decision line cites no place in a source"),
    Rule("P308", "reading-choice", ERROR, "a reading does not have one chosen alternative among several"),
    Rule("P309", "unused-reading", WARNING, "no condition depends on a reading"),
    Rule(
        "P310",
        "reading-is-modelled",
        ERROR,
        "a condition depends on a reading that is said to be not modelled",
    ),
    Rule(
        "P311",
        "alternatives-mismatch",
        ERROR,
        "a list does not have one item for each alternative of its reading",
    ),
    Rule(
        "P312",
        "no-subsections",
        ERROR,
        "a section without sections of its own is asked whether any of them applies",
    ),
    Rule("P313", "version-without-policy", ERROR, "a version does not say of which policy it is"),
    Rule("P314", "policy-without-version", WARNING, "a policy has no version in the project"),
    Rule("P315", "mixed-version", ERROR, "a version both amends another and states parts of its own"),
    Rule("P316", "amendment-place", ERROR, "an added criterion is added to no section"),
    Rule("P317", "references-too-deep", ERROR, "references lead through more than 100 levels"),
    Rule("P318", "empty-file", WARNING, "a policy file declares nothing"),
    # P4 is time.
    Rule("P401", "version-gap", ERROR, "between adopted versions, no text is in force"),
    Rule("P402", "version-overlap", ERROR, "two adopted versions are in force on one day"),
    Rule("P403", "twin-gap", ERROR, "between two dated parts of one name, none is in force"),
    Rule("P404", "twin-overlap", ERROR, "two parts of one name are in force on one day"),
    Rule("P405", "empty-interval", ERROR, "no day lies between two dates"),
    Rule("P406", "not-in-force", ERROR, "a reference names a part that is not in force on some day"),
    Rule("P407", "approval-after-effect", WARNING, "something was approved after it took effect"),
    Rule("P408", "notice-not-kept", WARNING, "a promised notice period was not kept"),
    Rule(
        "P409",
        "notice-unverifiable",
        NOTE,
        "a promised notice period cannot be verified from the dates given",
    ),
    Rule("P410", "order-depends-on-date", WARNING, "which of two thresholds is longer depends on the date"),
    Rule(
        "P411", "missing-otherwise", ERROR, "a version does not say, on some day, what is decided otherwise"
    ),
    Rule(
        "P412",
        "notice-unrecorded",
        NOTE,
        "a policy promises notice, and nothing says when a new version was approved",
    ),
    Rule("P413", "review-overdue", WARNING, "a policy was not reviewed as often as it promises"),
    Rule("P414", "replaced-before-in-force", WARNING, "a text is replaced before the day it takes effect"),
    # P5 is services and decisions.
    Rule("P501", "unsupported-service", WARNING, "no criterion recommends a service and no line supports it"),
    Rule("P502", "no-services", ERROR, "a policy declares no service that could be requested"),
    Rule("P503", "no-outcome", ERROR, "a decision line gives an outcome that no line can give"),
    # P6 is cases.
    Rule("P601", "malformed-case", ERROR, "a case in JSON does not have the shape of a case"),
    Rule("P602", "wrong-value", ERROR, "a fact is given something that is no value of it"),
    Rule("P603", "date-in-the-future", ERROR, "a fact is dated after the day its case is about"),
    Rule("P604", "case-without-text", ERROR, "on the day of a case no text is in force"),
    Rule("P605", "conflicting-givens", ERROR, "a case gives a fact twice, differently"),
    Rule("P606", "contradictory-case", ERROR, "no patient has all the facts of a case"),
    Rule(
        "P607",
        "case-without-policy",
        ERROR,
        "a case, claim or acknowledgement does not say of which policy it is",
    ),
    Rule("P608", "missing-clock", ERROR, "a case lacks a date that its policy looks back from"),
    Rule("P609", "not-per-service", ERROR, "a fact is given for one service and is not asked per service"),
    Rule("P610", "malformed-assignment", ERROR, "`--set` is not given as FACT=VALUE"),
    Rule("P611", "wrong-code", ERROR, "an acknowledgement names no code that can be acknowledged"),
    Rule("P612", "unused-acknowledgement", WARNING, "an acknowledgement silences nothing"),
    Rule("P613", "impossible-expectation", ERROR, "a case expects what no verdict can say"),
    Rule("P614", "date-out-of-reach", ERROR, "a case is about a day before 1900 or after 2099"),
    Rule("P615", "expects-nothing", WARNING, "a case expects nothing, so it tests nothing"),
    # P7 is analysis.
    Rule("P701", "contradictory", WARNING, "no patient can meet a criterion, a list or a decision line"),
    Rule("P702", "unreachable", WARNING, "earlier lines take every patient of a decision line"),
    Rule("P703", "redundant", WARNING, "removing a part changes no outcome and no recommendation"),
    Rule("P704", "always-true", WARNING, "a condition is guaranteed by what encloses it"),
    Rule("P705", "count-collapse", WARNING, "an `at least N of` amounts to another number there"),
    Rule("P706", "overlap", WARNING, "two lines of different outcomes hold for one patient"),
    Rule("P707", "boundary-gap", WARNING, "no scope takes a value that lies between values taken"),
    Rule("P708", "cliff", WARNING, "a sicker patient gets a worse outcome"),
    Rule("P709", "documentation-cliff", WARNING, "one more document makes the outcome worse"),
    Rule("P710", "dead-text", WARNING, "a part of the text is in force for nobody, or on no day"),
    Rule("P711", "idle-fact", NOTE, "no outcome in the project depends on a fact or an axiom"),
    Rule("P712", "reading-matters", NOTE, "how a reading is chosen decides what some patient gets"),
    Rule("P713", "reading-does-not-matter", NOTE, "no patient's outcome depends on how a reading is chosen"),
    Rule("P790", "analysis-undecided", WARNING, "a check of the analysis could not be finished"),
    # P8 is tests and claims.
    Rule("P801", "failed-case", ERROR, "a case of a policy file does not come out as it expects"),
    Rule("P802", "no-cases", ERROR, "there is no case, so nothing was tested"),
    Rule("P803", "refuted-claim", ERROR, "a claim does not hold: a patient refutes it"),
    Rule("P804", "claim-holds", ERROR, "a claim that is said to fail was proved"),
    Rule("P805", "undecided-claim", WARNING, "a claim could be neither proved nor refuted"),
    Rule("P806", "random-test-failed", ERROR, "a generated case shows two readings of a policy disagreeing"),
    Rule("P807", "no-claims", ERROR, "there is no claim, so nothing was proved"),
    # P9 is commands.
    Rule("P901", "cannot-write", ERROR, "an output cannot be written where it should go"),
    Rule("P902", "not-empty", ERROR, "something would be written over"),
    Rule("P903", "unknown-page", ERROR, "a drawing has no page of that name"),
    Rule("P904", "engine-unavailable", ERROR, "a layout engine cannot run on this machine"),
    Rule("P905", "unknown-extension", ERROR, "what to draw cannot be told from the name of the file"),
)

CODES: Mapping[str, Rule] = {rule.code: rule for rule in RULES}
NAMES: Mapping[str, Rule] = {rule.name: rule for rule in RULES}


def diagnostic(code_name: str, headline: str, span: Span | None, **rest: Any) -> Diagnostic:
    """A diagnostic of a rule, given by its readable name; `rest` are further fields of Diagnostic."""
    rule = NAMES[code_name]
    return Diagnostic(rule.code, rule.name, rest.pop("level", rule.level), headline, span, **rest)
